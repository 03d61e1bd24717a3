//! What a person says about a sheet whose columns have other names than ours.
//!
//! Columns are remembered by their header and found by it again, also where they were moved; one without a header by
//! its place.
//!
//! **Invariant:** a column is never taken for another one: where the remembered header is gone, the person is asked.

use crate::ReadError;
use crate::evidence::SkippedLine;
use crate::header::{Columns, HEADER_WITHIN, Header, normal, width};
use crate::records::{Records, Shape, SheetScanner};
use crate::scan::Dialect;
use crate::tables::{TABLES, TableKind};
use ledger::Field;
use std::borrow::Cow;

/// Which column of a sheet holds which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap {
    /// Which table it is.
    pub kind: TableKind,
    /// The row of the header, from 1; 0 when rows begin at once.
    pub header: u64,
    /// Each field once.
    pub columns: Vec<MappedColumn>,
}

/// Where a field comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedColumn {
    /// The field.
    pub field: Field,
    /// Its column, or what every row says.
    pub source: ColumnSource,
}

/// A column, or a text that stands for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnSource {
    /// A column of the sheet.
    Column {
        /// Its place, from 0.
        at: usize,
        /// Its header; empty when it has none.
        name: String,
    },
    /// The same for every row.
    Always(String),
}

/// The header of a sheet by what a person said.
pub(crate) fn place<'t>(records: SheetScanner<'t>, map: &ColumnMap) -> Result<Header<'t>, ReadError> {
    check_required(map)?;
    let (body, line, cells) = header_row(Records::Sheet(records), map);
    let mut map = map.clone();
    for column in &mut map.columns {
        if let ColumnSource::Column { at, name } = &mut column.source
            && !name.is_empty()
        {
            *at = find(&cells, *at, name).ok_or_else(|| ReadError::ColumnGone { name: name.clone() })?;
        }
    }
    let taken = |at: usize| {
        map.columns
            .iter()
            .any(|column| matches!(column.source, ColumnSource::Column { at: taken, .. } if taken == at))
    };
    let ignored = cells
        .iter()
        .enumerate()
        .filter(|(at, cell)| !taken(*at) && !cell.trim().is_empty());
    let ignored = ignored.map(|(_, cell)| cell.to_string()).collect();
    let mut columns = Columns {
        at: [None; Field::ALL.len()],
    };
    for (place, column) in map.columns.iter().enumerate() {
        if let Some(slot) = columns.at.get_mut(column.field as usize) {
            *slot = Some(place);
        }
    }
    let preamble: Vec<SkippedLine> = body.above(line);
    Ok(Header {
        kind: map.kind,
        line,
        dialect: Dialect {
            delimiter: b'\t',
            newline: b'\n',
        },
        columns,
        width: map.columns.len(),
        ignored,
        preamble,
        is_ours: false,
        body: match body {
            Records::Sheet(rows) => Records::Sheet(rows.shaped(Shape {
                map: Some(map),
                ..Shape::default()
            })),
            text @ Records::Text(_) => text,
        },
    })
}

fn check_required(map: &ColumnMap) -> Result<(), ReadError> {
    let has = |column: &&&str| map.columns.iter().any(|known| known.field.column() == **column);
    let table = TABLES.iter().find(|table| table.kind == map.kind);
    let required = table.map_or(&[][..], |table| table.required);
    let missing: Vec<_> = required.iter().filter(|column| !has(column)).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(ReadError::MissingColumns {
        kind: map.kind,
        missing,
        seen: Vec::new(),
    })
}

/// Behind the header: the row that has every remembered name, first where it was.
fn header_row<'t>(records: Records<'t>, map: &ColumnMap) -> (Records<'t>, u64, Vec<Cow<'t, str>>) {
    if map.header == 0 {
        return (records, 0, Vec::new());
    }
    let has_all = |cells: &[Cow<'_, str>]| {
        map.columns.iter().all(|column| match &column.source {
            ColumnSource::Column { at, name } => name.is_empty() || find(cells, *at, name).is_some(),
            ColumnSource::Always(_) => true,
        })
    };
    let mut found = None;
    let (mut rows, mut cells) = (records.clone(), Vec::new());
    for _ in 0..HEADER_WITHIN {
        let Some(record) = rows.next(None, &mut cells) else {
            break;
        };
        if record.line == map.header || found.is_none() && has_all(&cells) {
            let is_there = has_all(&cells);
            if is_there || found.is_none() {
                found = Some((rows.clone(), record.line, cells.clone()));
            }
            if is_there && record.line == map.header {
                break;
            }
        }
    }
    found.unwrap_or((records, 0, Vec::new()))
}

/// The column of a name: where it was, or the only one that has it.
fn find(cells: &[Cow<'_, str>], at: usize, name: &str) -> Option<usize> {
    let wanted = normal(name);
    let is_it = |cell: &Cow<'_, str>| normal(cell) == wanted;
    if cells.get(at).is_some_and(is_it) {
        return Some(at);
    }
    let mut all = cells
        .iter()
        .take(width(cells))
        .enumerate()
        .filter(|(_, cell)| is_it(cell));
    match (all.next(), all.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}
