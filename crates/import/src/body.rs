//! The second pass over a file: every record below the header becomes a row.
//!
//! **Invariant:** a record is left out only if it is blank or the line of totals, as the survey counted.

use crate::accounts::read_account;
use crate::budgets::read_budget;
use crate::header::Header;
use crate::read::{Env, REPORT_EVERY, Rows};
use crate::row::{Ids, Refusal, Row, RowReader};
use crate::scan::{Record, is_blank};
use crate::survey::Survey;
use crate::tables::TableKind;
use crate::transactions::read_transaction;
use ledger::{Field, FieldProblem, Problem};

/// The records below the header.
pub(crate) struct Body<'h, 't> {
    pub(crate) header: &'h Header<'t>,
    pub(crate) survey: &'h Survey,
    /// Lines in another encoding than the rest, ascending.
    pub(crate) undecodable: &'h [u64],
}

impl Body<'_, '_> {
    /// Every row, good and bad.
    pub(crate) fn rows(&self, env: &mut Env<'_>, progress: &mut dyn FnMut(u64)) -> Rows {
        match self.header.kind {
            TableKind::Transactions => {
                Rows::Transactions(self.table(Field::TransactionId, env, read_transaction, progress))
            }
            TableKind::Accounts => Rows::Accounts(self.table(Field::AccountId, env, read_account, progress)),
            TableKind::Budgets => Rows::Budgets(self.table(Field::BudgetId, env, read_budget, progress)),
            TableKind::Goals | TableKind::Contributions => {
                let line = |row: RowReader<'_, '_>, _: &mut Env<'_>| Row {
                    line: row.line,
                    outcome: Ok(()),
                };
                let rows = self.table(Field::TransactionId, env, line, progress);
                Rows::Unsupported(rows.into_iter().map(|row| row.line).collect())
            }
        }
    }

    fn table<T>(
        &self,
        id: Field,
        env: &mut Env<'_>,
        read_row: impl Fn(RowReader<'_, '_>, &mut Env<'_>) -> Row<T>,
        progress: &mut dyn FnMut(u64),
    ) -> Vec<Row<T>> {
        let mut rows = Vec::with_capacity(usize::try_from(self.survey.rows).unwrap_or(0));
        let mut ids = Ids::default();
        let mut cells = Vec::new();
        let mut scanner = self.header.body.clone();
        while let Some(record) = scanner.next(Some(self.header.width), &mut cells) {
            let is_totals = self
                .survey
                .totals
                .as_ref()
                .is_some_and(|totals| totals.line == record.line);
            if is_totals || is_blank(&cells) {
                continue;
            }
            let mut row = RowReader::new(&record, &cells, &self.header.columns);
            self.check_record(&record, &mut row);
            let named = row.text(id).trim();
            let row = if record.broken.is_some() || record.typed.error.is_some() {
                row.finish(None)
            } else {
                if let Some(line) = ids.earlier(named, record.line) {
                    row.refuse(id, Problem::DuplicateId { line });
                }
                read_row(row, env)
            };
            if row.outcome.is_err() && !named.is_empty() {
                env.refused_ids.push(named.to_owned());
            }
            rows.push(row);
            if (rows.len() as u64).is_multiple_of(REPORT_EVERY) {
                progress(scanner.position() as u64);
            }
        }
        rows
    }

    /// What is wrong with the record as a whole.
    fn check_record(&self, record: &Record, row: &mut RowReader<'_, '_>) {
        let cells = row.cells;
        if let Some(at) = record.broken {
            self.refuse_cell(row, at, Problem::BrokenQuotes);
        } else if let Some(at) = record.typed.error {
            self.refuse_cell(row, at, Problem::ErrorCell);
        } else if let Some(at) = cells
            .iter()
            .rposition(|cell| !cell.is_empty())
            .filter(|at| self.header.width <= *at)
        {
            self.refuse_cell(
                row,
                at,
                Problem::TooManyCells {
                    expected: self.header.width,
                },
            );
        }
        let first = self.undecodable.partition_point(|line| *line < record.line);
        if self
            .undecodable
            .get(first)
            .is_some_and(|line| *line < record.end_line)
        {
            let at = cells.iter().position(|cell| !cell.is_ascii()).unwrap_or(0);
            self.refuse_cell(row, at, Problem::ControlCharacter);
        }
    }

    fn refuse_cell(&self, row: &mut RowReader<'_, '_>, at: usize, problem: Problem) {
        let field = self.header.columns.nearest(at).unwrap_or(Field::TransactionId);
        let value = row.cells.get(at).map(ToString::to_string).unwrap_or_default();
        row.refusals.push(Refusal {
            problem: FieldProblem::new(field, problem),
            value,
        });
    }
}
