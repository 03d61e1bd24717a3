//! One row of a table: the value it gives, or everything that is wrong with it.
//!
//! **Invariant:** a row is refused with all its problems, not with the first one.

use crate::amount::AmountColumn;
use crate::date::DateColumn;
use crate::header::Columns;
use crate::scan::{Record, Typed};
use crate::write::unprotect;
use jiff::civil::Date;
use ledger::{Field, FieldProblem, Problem, check_optional_text, check_text};
use money::Currency;
use std::borrow::Cow;
use std::collections::HashMap;

/// A value that was refused, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The column and what is wrong.
    pub problem: FieldProblem,
    /// The value.
    pub value: String,
}

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    /// Physical line, from 1, on which it begins.
    pub line: u64,
    /// What it says, or why it can't be taken; never an empty list.
    pub outcome: Result<T, Vec<Refusal>>,
}

/// Reads the fields of one record and collects what is wrong.
pub(crate) struct RowReader<'r, 't> {
    pub(crate) line: u64,
    pub(crate) cells: &'r [Cow<'t, str>],
    pub(crate) columns: &'r Columns,
    pub(crate) refusals: Vec<Refusal>,
    typed: Typed,
}

impl<'r, 't> RowReader<'r, 't> {
    pub(crate) const fn new(record: &Record, cells: &'r [Cow<'t, str>], columns: &'r Columns) -> Self {
        Self {
            line: record.line,
            typed: record.typed,
            cells,
            columns,
            refusals: Vec::new(),
        }
    }

    /// The cell of a field as it stands in the file; empty when there is none.
    pub(crate) fn raw(&self, field: Field) -> &'r str {
        self.columns
            .position(field)
            .and_then(|at| self.cells.get(at))
            .map_or("", |cell| cell)
    }

    /// The text of a field, without the apostrophe that protects it from spreadsheets.
    pub(crate) fn text(&self, field: Field) -> &'r str {
        unprotect(self.raw(field))
    }

    pub(crate) fn refuse(&mut self, field: Field, problem: Problem) {
        let value = self.raw(field).to_owned();
        self.refusals.push(Refusal {
            problem: FieldProblem::new(field, problem),
            value,
        });
    }

    /// Takes a value or notes the problem.
    pub(crate) fn take<T>(&mut self, field: Field, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.refuse(field, problem)).ok()
    }

    /// A required text, exactly as written.
    pub(crate) fn exact(&mut self, field: Field, max: usize) -> Option<String> {
        let text = self.text(field);
        self.take(field, check_text(text, max).map(|()| text.to_owned()))
    }

    /// An optional text, exactly as written; `Some(None)` when the cell is empty.
    #[expect(
        clippy::option_option,
        reason = "outside: refused or not; inside: written or not"
    )]
    pub(crate) fn optional_exact(&mut self, field: Field, max: usize) -> Option<Option<String>> {
        let text = self.text(field);
        self.take(
            field,
            check_optional_text(text, max).map(|()| (!text.is_empty()).then(|| text.to_owned())),
        )
    }

    /// A required name, without white space around it.
    pub(crate) fn name(&mut self, field: Field, max: usize) -> Option<String> {
        let text = self.text(field).trim();
        self.take(field, check_text(text, max).map(|()| text.to_owned()))
    }

    /// An optional name or identifier, without white space around it.
    #[expect(
        clippy::option_option,
        reason = "outside: refused or not; inside: written or not"
    )]
    pub(crate) fn optional_name(&mut self, field: Field, max: usize) -> Option<Option<String>> {
        let text = self.text(field).trim();
        self.take(
            field,
            check_optional_text(text, max).map(|()| (!text.is_empty()).then(|| text.to_owned())),
        )
    }

    /// A required date.
    pub(crate) fn date(&mut self, field: Field, dates: &mut DateColumn) -> Option<Date> {
        let text = self.raw(field);
        let result = if text.trim().is_empty() {
            Err(Problem::Required)
        } else {
            dates.resolve(self.line, text)
        };
        self.take(field, result)
    }

    /// An optional date.
    #[expect(
        clippy::option_option,
        reason = "outside: refused or not; inside: written or not"
    )]
    pub(crate) fn optional_date(&mut self, field: Field, dates: &mut DateColumn) -> Option<Option<Date>> {
        if self.raw(field).trim().is_empty() {
            Some(None)
        } else {
            self.date(field, dates).map(Some)
        }
    }

    /// A required amount of either sign.
    pub(crate) fn amount(
        &mut self,
        field: Field,
        amounts: &mut AmountColumn,
        currency: Currency,
    ) -> Option<i64> {
        let text = unprotect(self.raw(field));
        let result = if self.typed.is_number(field) {
            amounts.typed(self.line, text, currency)
        } else {
            amounts.resolve(self.line, text, currency)
        };
        self.take(field, result)
    }

    /// The row: the value, unless something was refused.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Row<T> {
        let outcome = match value {
            Some(value) if self.refusals.is_empty() => Ok(value),
            _ => Err(self.refusals),
        };
        Row {
            line: self.line,
            outcome,
        }
    }
}

/// The identifiers of a file and the lines on which they first stand.
#[derive(Default)]
pub(crate) struct Ids(HashMap<String, u64>);

impl Ids {
    /// The earlier line with this identifier; otherwise this line is remembered.
    pub(crate) fn earlier(&mut self, id: &str, line: u64) -> Option<u64> {
        if id.is_empty() {
            return None;
        }
        if let Some(earlier) = self.0.get(id) {
            return Some(*earlier);
        }
        self.0.insert(id.to_owned(), line);
        None
    }
}
