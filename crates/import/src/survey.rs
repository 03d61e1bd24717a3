//! The first pass over a file: how its values are written, and which line is one of totals.
//!
//! Not the reading of rows; nothing is refused here.
//!
//! **Invariant:** every record is counted once: as a row, as blank, or as the line of totals.

use crate::evidence::SkippedLine;
use crate::header::Header;
use crate::number::lex;
use crate::read::{Env, REPORT_EVERY};
use crate::scan::{Record, is_blank};
use crate::symbols;
use crate::tables::TableKind;
use crate::write::unprotect;
use ledger::{Field, fold};
use std::borrow::Cow;

/// What the first pass counts.
#[derive(Default)]
pub(crate) struct Survey {
    pub(crate) blank_rows: u64,
    pub(crate) rows: u64,
    pub(crate) totals: Option<SkippedLine>,
}

const DATES: [Field; 3] = [Field::Date, Field::OpeningDate, Field::BalanceDate];
const AMOUNTS: [Field; 4] = [
    Field::Amount,
    Field::CurrentBalance,
    Field::OpeningBalance,
    Field::MonthlyLimit,
];

/// Goes through the records once: values vote on how they are read, accounts declare their currencies.
pub(crate) fn survey(header: &Header<'_>, env: &mut Env<'_>, progress: &mut dyn FnMut(u64)) -> Survey {
    let mut survey = Survey::default();
    let at = |fields: &[Field]| {
        fields
            .iter()
            .filter_map(|f| Some((*f, header.columns.position(*f)?)))
            .collect::<Vec<_>>()
    };
    let (dates, amounts) = (at(&DATES), at(&AMOUNTS));
    let account = header.columns.position(Field::Account);
    let currency = header.columns.position(Field::Currency);
    let amount = header.columns.position(Field::Amount);
    let mut cells = Vec::new();
    let mut scanner = header.body.clone();
    while let Some(record) = scanner.next(Some(header.width), &mut cells) {
        if is_blank(&cells) {
            survey.blank_rows += 1;
            continue;
        }
        survey.rows += 1;
        survey.totals = totals(header, &record, &cells);
        if survey.rows.is_multiple_of(REPORT_EVERY) {
            progress(scanner.position() as u64);
        }
        if record.broken.is_some() || survey.totals.is_some() {
            continue;
        }
        let cell = |at: &usize| cells.get(*at).map_or("", |cell| unprotect(cell));
        dates
            .iter()
            .for_each(|(_, at)| env.dates.see(record.line, cell(at)));
        amounts
            .iter()
            .filter(|(field, _)| !record.typed.is_number(*field))
            .for_each(|(_, at)| env.amounts.see(record.line, cell(at)));
        if let Some(account) = &account {
            let named = currency.as_ref().map_or("", cell).trim();
            let named = if named.is_empty() {
                amount.as_ref().and_then(|at| sign(cell(at))).unwrap_or("")
            } else {
                named
            };
            if !named.is_empty() {
                env.currencies.declare(cell(account), named);
            }
        }
    }
    env.currencies.settle();
    survey.rows -= u64::from(survey.totals.is_some());
    survey
}

/// The one currency that the sign or code beside an amount stands for.
fn sign(amount: &str) -> Option<&str> {
    let is_plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-');
    if amount.bytes().all(is_plain) {
        return None;
    }
    symbols::only(lex(amount)?.mark?)
}

/// Words that begin a line of totals.
const TOTALS: [&str; 15] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "suma",
    "totale",
    "somme",
    "totaal",
    "razem",
    "balance",
    "saldo",
];

/// The record, if it is one of totals: it begins with such a word and lacks what every row has.
fn totals(header: &Header<'_>, record: &Record, cells: &[Cow<'_, str>]) -> Option<SkippedLine> {
    let anchor = match header.kind {
        TableKind::Accounts => Field::AccountType,
        TableKind::Budgets => Field::Year,
        _ => Field::Date,
    };
    let anchored = header
        .columns
        .position(anchor)
        .and_then(|at| cells.get(at))
        .map_or("", |cell| cell.trim());
    let lacks = if anchor == Field::AccountType {
        anchored.is_empty()
    } else {
        !has_digit(anchored)
    };
    if !lacks || record.broken.is_some() {
        return None;
    }
    let first = cells
        .iter()
        .map(|cell| cell.trim())
        .find(|cell| !cell.is_empty())?;
    let word = fold(first.trim_end_matches([':', '=']));
    let text = cells.join(char::from(header.dialect.delimiter).encode_utf8(&mut [0; 4]));
    TOTALS.contains(&word.as_str()).then_some(SkippedLine {
        line: record.line,
        text,
    })
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}
