//! Text to records of cells: the quoting of RFC 4180, with the line on which each record begins.
//!
//! Not the published `csv` reader: that one reads on in silence when a quote never ends, and the rest of the
//! file becomes one cell. Tests compare the two on files that are well formed.
//!
//! **Invariant:** a broken quote costs the line on which it began and no other; every line of the text belongs
//! to exactly one record.

use ledger::Field;
use std::borrow::Cow;

/// The two bytes that divide a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Between cells.
    pub(crate) delimiter: u8,
    /// Between records: a line feed, or the carriage return of a text without any line feed.
    pub(crate) newline: u8,
}

/// One record; its cells are in the buffer that was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record {
    /// Physical line, from 1, on which it begins.
    pub(crate) line: u64,
    /// The first line that no longer belongs to it.
    pub(crate) end_line: u64,
    /// The cell whose quotes are broken; it is the last one and holds the rest of its line.
    pub(crate) broken: Option<usize>,
    /// What the cells are known to be, where a sheet says so.
    pub(crate) typed: Typed,
}

/// What a sheet says of the cells of one record. A text says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Typed {
    numbers: u32,
    /// The first cell of ours that holds an error of the spreadsheet.
    pub(crate) error: Option<usize>,
}

impl Typed {
    /// Notes that a field's cell is a number.
    pub(crate) const fn number(&mut self, field: Field) {
        self.numbers |= 1 << field as u32;
    }

    /// Whether the field's cell is a number, and its text a plain decimal that means one amount.
    pub(crate) const fn is_number(&self, field: Field) -> bool {
        self.numbers & 1 << field as u32 != 0
    }
}

/// Reads records one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    line: u64,
    dialect: Dialect,
}

enum After {
    Delimiter,
    EndOfRecord,
    Broken,
}

/// Where a cell began that may turn out to be broken.
#[derive(Clone, Copy)]
struct Start {
    cell: usize,
    at: usize,
    line: u64,
}

impl<'t> Scanner<'t> {
    /// At the beginning of a text.
    pub(crate) const fn new(text: &'t str, dialect: Dialect) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            dialect,
        }
    }

    /// Bytes read so far.
    pub(crate) const fn position(&self) -> usize {
        self.at
    }

    /// Reads the next record into `cells`. `width` is the number of columns, once it is known: a record over
    /// several lines that has another number of cells was glued together by a stray quote.
    pub(crate) fn next(&mut self, width: Option<usize>, cells: &mut Vec<Cow<'t, str>>) -> Option<Record> {
        cells.clear();
        if self.text.len() <= self.at {
            return None;
        }
        let line = self.line;
        let mut spread = None;
        loop {
            let start = Start {
                cell: cells.len(),
                at: self.at,
                line: self.line,
            };
            let after = self.cell(cells);
            if start.line < self.line && spread.is_none() {
                spread = Some(start);
            }
            match after {
                After::Delimiter => {}
                After::EndOfRecord => break,
                After::Broken => return Some(self.give_up(start, line, cells)),
            }
        }
        match spread {
            Some(start) if width.is_some_and(|width| !fits(cells, width)) => {
                Some(self.give_up(start, line, cells))
            }
            _ => {
                self.line += 1;
                Some(Record {
                    line,
                    end_line: self.line,
                    broken: None,
                    typed: Typed::default(),
                })
            }
        }
    }

    /// Goes back to the line on which the quote began and takes the rest of that line as the cell.
    fn give_up(&mut self, start: Start, line: u64, cells: &mut Vec<Cow<'t, str>>) -> Record {
        cells.truncate(start.cell);
        let rest = self.text.get(start.at..).unwrap_or_default();
        let length = rest.bytes().position(|b| b == self.dialect.newline);
        let cell = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        cells.push(Cow::Borrowed(cell.strip_suffix('\r').unwrap_or(cell)));
        self.at = start.at + length.map_or(rest.len(), |length| length + 1);
        self.line = start.line + 1;
        // The record is named by the line of the quote, which is its last one.
        Record {
            line: start.line.max(line),
            end_line: self.line,
            broken: Some(start.cell),
            typed: Typed::default(),
        }
    }

    fn cell(&mut self, cells: &mut Vec<Cow<'t, str>>) -> After {
        if self.byte(self.at) == Some(b'"') {
            self.quoted(cells)
        } else {
            self.plain(cells)
        }
    }

    fn plain(&mut self, cells: &mut Vec<Cow<'t, str>>) -> After {
        let Dialect { delimiter, newline } = self.dialect;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.bytes().position(|b| b == delimiter || b == newline);
        let cell = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += cell.len() + 1;
        if rest.as_bytes().get(cell.len()) == Some(&delimiter) {
            cells.push(Cow::Borrowed(cell));
            return After::Delimiter;
        }
        cells.push(Cow::Borrowed(cell.strip_suffix('\r').unwrap_or(cell)));
        After::EndOfRecord
    }

    fn quoted(&mut self, cells: &mut Vec<Cow<'t, str>>) -> After {
        let begin = self.at + 1;
        let (mut end, mut has_quotes) = (begin, false);
        loop {
            match self.byte(end) {
                Some(b'"') if self.byte(end + 1) == Some(b'"') => {
                    has_quotes = true;
                    end += 2;
                }
                Some(b'"') => break,
                Some(b) => {
                    self.line += u64::from(b == self.dialect.newline);
                    end += 1;
                }
                None => return After::Broken,
            }
        }
        let cell = self.text.get(begin..end).unwrap_or_default();
        cells.push(if has_quotes {
            Cow::Owned(cell.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(cell)
        });
        self.after_quote(end + 1)
    }

    /// Behind the closing quote only a delimiter, a line end or the end of the text may stand.
    fn after_quote(&mut self, at: usize) -> After {
        let Dialect { delimiter, newline } = self.dialect;
        let (next, length) = match self.byte(at) {
            Some(b'\r') if matches!(self.byte(at + 1), Some(b'\n') | None) => (self.byte(at + 1), 2),
            next => (next, 1),
        };
        self.at = at + length;
        match next {
            None => After::EndOfRecord,
            Some(b) if b == newline => After::EndOfRecord,
            Some(b) if b == delimiter => After::Delimiter,
            Some(_) => After::Broken,
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }
}

fn fits(cells: &[Cow<'_, str>], width: usize) -> bool {
    width <= cells.len() && cells.iter().skip(width).all(|cell| cell.is_empty())
}

/// Whether nothing is written in the record.
pub(crate) fn is_blank(cells: &[Cow<'_, str>]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}
