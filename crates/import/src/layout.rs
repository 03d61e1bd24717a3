//! What a sheet of unknown layout looks like, for a person who says which column is what.
//!
//! **Invariant:** a guess is only a suggestion; nothing is read by it until the person agrees.

use crate::grid::Grid;
use crate::header::{normal, width};
use crate::records::{Records, SheetScanner};
use crate::scan::is_blank;
use crate::serial;
use ledger::Field;
use std::borrow::Cow;

/// The columns of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The row that looks like the header, from 1.
    pub header: u64,
    /// Every column.
    pub columns: Vec<LayoutColumn>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutColumn {
    /// What stands in the header row; may be empty.
    pub name: String,
    /// The first values.
    pub examples: Vec<String>,
    /// What it may be.
    pub guess: Option<Field>,
}

const EXAMPLES: usize = 3;
/// Rows looked through for examples.
const WITHIN: usize = 50;
const MOST_COLUMNS: usize = 60;

/// Names that people give to columns, in the notation of `normal`.
const NAMES: [(Field, &[&str]); 11] = [
    (
        Field::Date,
        &[
            "date",
            "day",
            "when",
            "fecha",
            "datum",
            "data",
            "dia",
            "buchungstag",
        ],
    ),
    (
        Field::Amount,
        &[
            "amount", "sum", "value", "price", "cost", "total", "importe", "monto", "cantidad", "betrag",
            "montant", "valor",
        ],
    ),
    (
        Field::Description,
        &[
            "description",
            "what",
            "details",
            "name",
            "payee",
            "merchant",
            "descripción",
            "descripcion",
            "concepto",
            "beschreibung",
            "zweck",
            "verwendungszweck",
            "libellé",
            "descrição",
        ],
    ),
    (
        Field::Category,
        &["category", "categoría", "categoria", "kategorie", "catégorie"],
    ),
    (
        Field::Subcategory,
        &["subcategory", "subcategoría", "unterkategorie"],
    ),
    (Field::Account, &["account", "cuenta", "konto", "compte", "conta"]),
    (Field::Type, &["type", "kind", "tipo", "art", "typ"]),
    (
        Field::Notes,
        &["notes", "note", "comment", "notas", "nota", "notiz", "notizen"],
    ),
    (Field::Tags, &["tags", "labels", "etiquetas", "schlagworte"]),
    (Field::Currency, &["currency", "moneda", "währung", "divisa"]),
    (
        Field::PaymentMethod,
        &["paymentmethod", "method", "métododepago", "zahlungsart"],
    ),
];

/// Describes a sheet; `header` when the person says which row it is.
#[must_use]
pub fn layout(grid: &Grid, header: Option<u64>) -> Layout {
    let wall = |seconds| seconds;
    let mut rows = Records::Sheet(SheetScanner::new(grid.notation(), &wall));
    let mut cells: Vec<Cow<'_, str>> = Vec::new();
    let mut line = 0;
    while let Some(record) = rows.next(None, &mut cells) {
        let is_it = match header {
            Some(wanted) => wanted == record.line,
            // A title above the table is one cell.
            None => 1 < cells.iter().filter(|cell| !cell.trim().is_empty()).count(),
        };
        if is_it {
            line = record.line;
            break;
        }
    }
    let mut columns: Vec<LayoutColumn> = cells
        .iter()
        .take(width(&cells).min(MOST_COLUMNS))
        .map(|cell| LayoutColumn {
            name: cell.trim().to_owned(),
            examples: Vec::new(),
            guess: guess(cell),
        })
        .collect();
    for _ in 0..WITHIN {
        if rows.next(None, &mut cells).is_none() {
            break;
        }
        if !is_blank(&cells) {
            note_examples(&mut columns, &cells);
        }
    }
    Layout {
        header: line,
        columns,
    }
}

fn note_examples(columns: &mut Vec<LayoutColumn>, cells: &[Cow<'_, str>]) {
    for (at, cell) in cells.iter().enumerate().take(MOST_COLUMNS) {
        if cell.trim().is_empty() {
            continue;
        }
        // A column without a header, left of one with values or right of all others.
        while columns.len() <= at {
            columns.push(LayoutColumn {
                name: String::new(),
                examples: Vec::new(),
                guess: None,
            });
        }
        let Some(column) = columns
            .get_mut(at)
            .filter(|column| column.examples.len() < EXAMPLES)
        else {
            continue;
        };
        let date = serial::date(cell).filter(|_| column.guess == Some(Field::Date));
        column
            .examples
            .push(date.unwrap_or_else(|| cell.chars().take(60).collect()));
    }
}

fn guess(name: &str) -> Option<Field> {
    let name = normal(name);
    let ours = Field::ALL
        .into_iter()
        .find(|field| normal(field.column()) == name);
    ours.or_else(|| {
        NAMES
            .iter()
            .find(|(_, names)| names.contains(&name.as_str()))
            .map(|(field, _)| *field)
    })
}
