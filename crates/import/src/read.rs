//! A file from bytes to rows: once through to see how it is written, once more to read it.
//!
//! Not the comparison with the ledger; that is the `plan` module's.
//!
//! **Invariant:** every record below the header is a row, a blank row that was counted, or the line of totals.

use crate::accounts::IncomingAccount;
use crate::amount::AmountColumn;
use crate::body::Body;
use crate::budgets::IncomingBudget;
use crate::currencies::Currencies;
use crate::date::DateColumn;
use crate::encoding::{Encoding, decode};
use crate::evidence::{Answers, Evidence, LineEnding, Question};
use crate::header::{Columns, Header, find};
use crate::row::Row;
use crate::survey::{Survey, survey};
use crate::tables::TableKind;
use crate::transactions::Incoming;
use jiff::civil::Date;
use money::Currency;
use std::collections::HashMap;

/// What the ledger knows that a file does not say.
#[derive(Debug, Clone)]
pub struct Context {
    /// Today; an expense may not lie after it.
    pub today: Date,
    /// The currency of accounts that have none yet.
    pub base_currency: Currency,
    /// The currency of each known account, by its folded name.
    pub account_currencies: HashMap<String, Currency>,
}

/// How far a file has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of text read, over both passes.
    pub done: u64,
    /// Bytes of text to read, over both passes.
    pub total: u64,
}

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing is written in it.
    #[error("the file is empty")]
    Empty,
    /// A spreadsheet program's own file, a picture, an archive.
    #[error("the file is not text")]
    NotText,
    /// No row has names of our columns.
    #[error("no known column was found")]
    NoKnownColumn {
        /// The first row that is not blank.
        seen: Vec<String>,
    },
    /// A header was found, but columns are missing without which no row can be read.
    #[error("columns are missing: {}", missing.join(", "))]
    MissingColumns {
        /// The table that it looks like.
        kind: TableKind,
        /// The columns that are missing.
        missing: Vec<&'static str>,
        /// The header.
        seen: Vec<String>,
    },
    /// A column that a person named is not there any more.
    #[error("a column that was chosen is gone")]
    ColumnGone {
        /// Its header.
        name: String,
    },
    /// Two columns have the same name.
    #[error("the column {name} is there twice")]
    DuplicateColumn {
        /// The name as written.
        name: String,
    },
}

/// The rows of a file, by its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Transactions.
    Transactions(Vec<Row<Incoming>>),
    /// Accounts.
    Accounts(Vec<Row<IncomingAccount>>),
    /// Budgets.
    Budgets(Vec<Row<IncomingBudget>>),
    /// A table that is recognised and not imported yet: the lines of its rows.
    Unsupported(Vec<u64>),
}

/// A file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Which table it is.
    pub kind: TableKind,
    /// Which columns it has.
    pub columns: Columns,
    /// What was found out, and why.
    pub evidence: Evidence,
    /// What only the person knows.
    pub questions: Vec<Question>,
    /// The rows, good and bad.
    pub rows: Rows,
    /// Identifiers of bad rows: what is unreadable is still there.
    pub refused_ids: Vec<String>,
}

/// How the whole is written.
pub(crate) struct Notation {
    pub(crate) encoding: Encoding,
    pub(crate) has_mark: bool,
    pub(crate) undecodable_lines: Vec<u64>,
    pub(crate) line_ending: LineEnding,
    pub(crate) locale: Option<String>,
}

/// What is known while rows are read.
pub(crate) struct Env<'c> {
    pub(crate) context: &'c Context,
    pub(crate) dates: DateColumn,
    pub(crate) amounts: AmountColumn,
    pub(crate) currencies: Currencies<'c>,
    pub(crate) frequencies_ignored: u64,
    pub(crate) refused_ids: Vec<String>,
}

impl<'c> Env<'c> {
    pub(crate) fn new(context: &'c Context, answers: &Answers, header: &Header<'_>) -> Self {
        Self {
            context,
            dates: DateColumn::new(context.today, answers.date_order),
            amounts: AmountColumn::new(answers.decimal, header.is_ours),
            currencies: Currencies::new(&context.account_currencies),
            frequencies_ignored: 0,
            refused_ids: Vec::new(),
        }
    }
}

/// Rows between two reports of progress.
pub(crate) const REPORT_EVERY: u64 = 2_048;

/// Reads a file of the contract.
///
/// `answers` are empty at first; when [`Reading::questions`] come back, ask the person and read again.
///
/// # Errors
/// When nothing of it can be read. Bad rows are not an error: they are rows with reasons.
pub fn read(
    bytes: &[u8],
    answers: &Answers,
    context: &Context,
    progress: &mut dyn FnMut(Progress),
) -> Result<Reading, ReadError> {
    let decoded = decode(bytes, answers.encoding)?;
    let text: &str = &decoded.text;
    let newline = if text.contains('\n') || !text.contains('\r') {
        b'\n'
    } else {
        b'\r'
    };
    let header = find(text, newline)?;
    let mut env = Env::new(context, answers, &header);
    let length = text.len() as u64;
    let survey = survey(&header, &mut env, &mut |done| {
        progress(Progress {
            done,
            total: length * 2,
        })
    });
    let body = Body {
        header: &header,
        survey: &survey,
        undecodable: &decoded.undecodable_lines,
    };
    let rows = body.rows(&mut env, &mut |done| {
        progress(Progress {
            done: length + done,
            total: length * 2,
        })
    });
    progress(Progress {
        done: length * 2,
        total: length * 2,
    });
    let notation = Notation {
        encoding: decoded.encoding,
        has_mark: decoded.has_mark,
        undecodable_lines: decoded.undecodable_lines.clone(),
        line_ending: line_ending(text, header.dialect.newline),
        locale: None,
    };
    Ok(conclude(notation, header, survey, env, rows))
}

pub(crate) fn conclude(
    notation: Notation,
    header: Header<'_>,
    survey: Survey,
    env: Env<'_>,
    rows: Rows,
) -> Reading {
    let noise = env.amounts.noise.clone();
    let times_ignored = env.dates.timed;
    let (dates, date_question) = env.dates.finish();
    let (amounts, amount_question) = env.amounts.finish();
    let evidence = Evidence {
        encoding: notation.encoding,
        has_mark: notation.has_mark,
        undecodable_lines: notation.undecodable_lines,
        locale: notation.locale,
        delimiter: char::from(header.dialect.delimiter),
        line_ending: notation.line_ending,
        preamble: header.preamble,
        header_line: header.line,
        totals: survey.totals,
        blank_rows: survey.blank_rows,
        ignored_columns: header.ignored,
        dates,
        amounts,
        noise,
        times_ignored,
        frequencies_ignored: env.frequencies_ignored,
        rows: survey.rows,
    };
    let questions = date_question.into_iter().chain(amount_question).collect();
    Reading {
        kind: header.kind,
        columns: header.columns,
        evidence,
        questions,
        rows,
        refused_ids: env.refused_ids,
    }
}

fn line_ending(text: &str, newline: u8) -> LineEnding {
    match text.bytes().position(|b| b == newline) {
        _ if newline == b'\r' => LineEnding::Cr,
        Some(at) if at.checked_sub(1).and_then(|at| text.as_bytes().get(at)) == Some(&b'\r') => {
            LineEnding::CrLf
        }
        _ => LineEnding::Lf,
    }
}
