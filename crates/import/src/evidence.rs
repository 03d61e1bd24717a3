//! What was found out about a file and why, what is still open, and the answers: data without words.

use crate::{DateOrder, DecimalMark, Encoding};
use jiff::civil::Date;

/// What a person has decided about a file; empty at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// How dates like 03/04/2024 are meant.
    pub date_order: Option<DateOrder>,
    /// How amounts like 1.234 are meant.
    pub decimal: Option<DecimalMark>,
    /// The encoding, when the one found is wrong.
    pub encoding: Option<Encoding>,
}

/// Something that only the person knows. While it is open, the rows concerned are errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Dates can be read in several orders and nothing in the file decides.
    DateOrder {
        /// The first values concerned.
        examples: Vec<DateExample>,
        /// Rows that wait for the answer.
        rows: u64,
    },
    /// Amounts can be read with either decimal mark and nothing in the file decides.
    DecimalMark {
        /// The first values concerned.
        examples: Vec<AmountExample>,
        /// Rows that wait for the answer.
        rows: u64,
    },
}

/// A date with more than one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateExample {
    /// Where it stands.
    pub line: u64,
    /// As written.
    pub raw: String,
    /// What each order makes of it.
    pub readings: Vec<(DateOrder, Date)>,
}

/// An amount with two readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountExample {
    /// Where it stands.
    pub line: u64,
    /// As written.
    pub raw: String,
    /// As a plain decimal, the dot being the decimal mark.
    pub dot: String,
    /// As a plain decimal, the comma being the decimal mark.
    pub comma: String,
}

/// A line of the file that is no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedLine {
    /// Physical line, from 1.
    pub line: u64,
    /// What stands there.
    pub text: String,
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnding {
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Carriage return only.
    Cr,
}

/// A reading of a whole column and what decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision<T> {
    /// The one reading, when there is one.
    pub choice: Option<T>,
    /// Why.
    pub by: DecidedBy,
}

/// What decided how a column is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecidedBy {
    /// No value left a choice.
    EveryValue,
    /// This value can only be read in one way, and the others are written like it.
    Line {
        /// Where it stands.
        line: u64,
        /// As written.
        raw: String,
    },
    /// The person.
    Answer,
    /// The spreadsheet's locale, and no value speaks against it.
    Locale,
    /// The header is exactly the one that export writes, so the notation is our own.
    OwnFormat,
    /// Values contradict each other: each is read by itself, or refused.
    Mixed {
        /// The first value that does not agree with those above it.
        line: u64,
        /// As written.
        raw: String,
    },
    /// Nothing; there is a [`Question`] if a value depends on it.
    Nothing,
}

/// Amounts like 0.30000000000000004, which a sum of 0.1 and 0.2 gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Noise {
    /// How many.
    pub count: u64,
    /// The first one.
    pub first: Option<SkippedLine>,
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// How the bytes were read.
    pub encoding: Encoding,
    /// The file began with a byte order mark.
    pub has_mark: bool,
    /// Lines in another encoding than the rest; their rows are errors.
    pub undecodable_lines: Vec<u64>,
    /// The locale in which texts were read, when it is a sheet; then it has neither an encoding nor a delimiter.
    pub locale: Option<String>,
    /// What divides cells.
    pub delimiter: char,
    /// How the header's line ends.
    pub line_ending: LineEnding,
    /// Lines above the header that are not blank.
    pub preamble: Vec<SkippedLine>,
    /// The header's line.
    pub header_line: u64,
    /// The last line, when it is a line of totals.
    pub totals: Option<SkippedLine>,
    /// Rows below the header in which nothing is written.
    pub blank_rows: u64,
    /// Columns that are not ours.
    pub ignored_columns: Vec<String>,
    /// How dates were read.
    pub dates: Decision<DateOrder>,
    /// How amounts were read.
    pub amounts: Decision<DecimalMark>,
    /// Numbers of a sheet that a calculation left with digits behind their last place, which were left out.
    pub noise: Noise,
    /// Dates that had a time of day, which was left out.
    pub times_ignored: u64,
    /// Rows that don't recur and name a frequency all the same, which was left out.
    pub frequencies_ignored: u64,
    /// Rows read, good and bad.
    pub rows: u64,
}
