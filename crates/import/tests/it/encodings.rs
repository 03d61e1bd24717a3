//! Files as they come: encodings, delimiters, preambles, totals.

use crate::ledgers::{HEADER, context, problems, read, read_with, transactions};
use import::{Answers, Encoding, LineEnding, ReadError, Reading, TableKind};
use ledger::{Field, Problem};

const ROW: &str = "7,2024-03-05,Food,Café São – 業,12.50,expense,Visa\n";

fn description(reading: Reading) -> String {
    transactions(reading).0[0]
        .outcome
        .as_ref()
        .unwrap()
        .description
        .clone()
}

fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn every_unicode_encoding_with_and_without_a_mark() {
    let text = format!("{HEADER}{ROW}");
    let marked = format!("\u{feff}{text}");
    let files = [
        (text.clone().into_bytes(), Encoding::Utf8, false),
        (marked.clone().into_bytes(), Encoding::Utf8, true),
        (wide(&text, u16::to_le_bytes), Encoding::Utf16Le, false),
        (wide(&marked, u16::to_le_bytes), Encoding::Utf16Le, true),
        (wide(&text, u16::to_be_bytes), Encoding::Utf16Be, false),
        (wide(&marked, u16::to_be_bytes), Encoding::Utf16Be, true),
    ];
    for (bytes, encoding, has_mark) in files {
        let reading = read(&bytes);
        assert_eq!(
            (reading.evidence.encoding, reading.evidence.has_mark),
            (encoding, has_mark)
        );
        assert_eq!(description(reading), "Café São – 業", "{encoding:?}");
    }
}

#[test]
fn windows_1252_is_what_is_no_utf_8() {
    let bytes = [
        HEADER.as_bytes(),
        b"7,2024-03-05,Food,Caf\xe9 \x96 \x80,12.50,expense,Visa\n",
    ]
    .concat();
    let reading = read(&bytes);
    assert_eq!(reading.evidence.encoding, Encoding::Windows1252);
    assert_eq!(description(reading), "Café – €");
}

#[test]
fn a_line_in_another_encoding_is_an_error_and_no_other_line_suffers() {
    let bad = b"8,2024-03-05,Food,Caf\xe9,12.50,expense,Visa\n";
    let bytes = [HEADER.as_bytes(), ROW.as_bytes(), bad].concat();
    let reading = read(&bytes);
    assert_eq!(
        (
            reading.evidence.encoding,
            reading.evidence.undecodable_lines.clone()
        ),
        (Encoding::Utf8, vec![3])
    );
    let (rows, _) = transactions(reading);
    assert_eq!(
        problems(&rows),
        [(3, Field::Description, Problem::ControlCharacter)]
    );
    assert_eq!(rows[0].outcome.as_ref().unwrap().description, "Café São – 業");

    let bytes = [
        HEADER.as_bytes(),
        bad,
        b"9,2024-03-05,Food,Z\xfcrich,12.50,expense,Visa\n",
        ROW.as_bytes(),
    ]
    .concat();
    let reading = read(&bytes);
    assert_eq!(reading.evidence.encoding, Encoding::Windows1252);
    assert_eq!(
        problems(&transactions(reading).0),
        [(4, Field::Description, Problem::ControlCharacter)]
    );
    let answers = Answers {
        encoding: Some(Encoding::Windows1252),
        ..Answers::default()
    };
    assert_eq!(problems(&transactions(read_with(&bytes, &answers)).0), []);
}

#[test]
fn padding_with_nul_is_no_row_and_nul_in_a_row_is_an_error() {
    let bytes = [HEADER.as_bytes(), ROW.as_bytes(), &[0; 64]].concat();
    assert_eq!(read(&bytes).evidence.rows, 1);
    let file = format!("{HEADER}{}", ROW.replace("São", "S\0o"));
    let refused = problems(&transactions(read(file.as_bytes())).0);
    assert_eq!(refused, [(2, Field::Description, Problem::ControlCharacter)]);
}

#[test]
fn what_is_no_table_says_what_it_is() {
    let fail = |bytes: &[u8]| import::read(bytes, &Answers::default(), &context(), &mut |_| ()).unwrap_err();
    assert_eq!(fail(b""), ReadError::Empty);
    assert_eq!(fail(b"\xef\xbb\xbf \r\n"), ReadError::Empty);
    assert_eq!(fail(b"PK\x03\x04........"), ReadError::NotText);
    assert_eq!(fail(&(0..=255).collect::<Vec<u8>>()), ReadError::NotText);
    let seen = vec!["Buchungstag".to_owned(), "Betrag".to_owned()];
    assert_eq!(
        fail(b"Buchungstag;Betrag\n1;2\n"),
        ReadError::NoKnownColumn { seen }
    );
    let missing = vec!["description", "type"];
    let seen = ["Date", "amount", "category", "account"]
        .map(str::to_owned)
        .to_vec();
    let kind = TableKind::Transactions;
    assert_eq!(
        fail(b"Date,amount,category,account\n"),
        ReadError::MissingColumns { kind, missing, seen }
    );
    let twice = HEADER.replace("transaction_id", "Date");
    assert_eq!(
        fail(twice.as_bytes()),
        ReadError::DuplicateColumn { name: "date".into() }
    );
}

#[test]
fn preamble_and_totals_are_named_not_read() {
    let file = "sep=;\r\nMy bank \"Gold\r\n\r\nAccount; Description \r\nDATE;Category; Sub Category;Description;Amount;TYPE;\
                Account;Mood\r\n05.03.2024;Food;;Bread;1.234,50 €;Expense;Visa;:)\r\n;;;;;;;\r\nSumme:;;;;1.234,50;;;\r\n\r\n";
    let reading = read(file.as_bytes());
    let evidence = &reading.evidence;
    assert_eq!(
        (evidence.delimiter, evidence.line_ending, evidence.header_line),
        (';', LineEnding::CrLf, 5)
    );
    let preamble: Vec<u64> = evidence.preamble.iter().map(|skipped| skipped.line).collect();
    assert_eq!(preamble, [1, 2, 4]);
    assert_eq!(evidence.totals.as_ref().map(|totals| totals.line), Some(8));
    assert_eq!((evidence.rows, evidence.blank_rows), (1, 2));
    assert_eq!(evidence.ignored_columns, ["Mood"]);
    let row = transactions(reading).0.remove(0);
    assert_eq!((row.line, row.outcome.unwrap().amount.minor), (6, 123_450));
}

#[test]
fn every_delimiter_is_found() {
    for delimiter in [";", "\t", "|", ","] {
        let file = format!("{HEADER}{ROW}").replace(',', delimiter);
        let reading = read(file.as_bytes());
        assert_eq!(reading.evidence.delimiter.to_string(), delimiter);
        assert_eq!(description(reading), "Café São – 業");
    }
}

#[test]
fn progress_ends_at_its_total() {
    let file = format!("{HEADER}{}", ROW.repeat(10_000));
    let mut seen = Vec::new();
    let _ = import::read(
        file.as_bytes(),
        &Answers::default(),
        &context(),
        &mut |progress| seen.push(progress),
    );
    assert!(seen.windows(2).all(|pair| pair[0].done <= pair[1].done) && 4 < seen.len());
    assert!(seen.last().is_some_and(|last| last.done == last.total));
}

#[test]
fn a_column_without_a_name_is_named_by_its_number() {
    let file = format!(
        "{}\n{}",
        HEADER.trim().replace(",type", ",,type"),
        ROW.replace(",expense", ",x,expense")
    );
    let reading = read(file.as_bytes());
    assert_eq!(reading.evidence.ignored_columns, ["#6"]);
    assert_eq!(description(reading), "Café São – 業");
}
