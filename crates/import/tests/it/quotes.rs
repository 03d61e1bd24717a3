//! Quotes, broken and whole, and the lines that records begin on.

use crate::ledgers::{HEADER, body, problems, rows};
use ledger::{Field, Problem};
use proptest::prelude::*;

#[test]
fn a_quote_that_never_ends_costs_its_own_line_only() {
    let rows = body(
        ",2024-03-05,Food,one,1.00,expense,Visa\n,2024-03-05,Food,\"two,2.00,expense,Visa\n\
         ,2024-03-05,Food,three,3.00,expense,Visa\n,2024-03-05,Food,\"fo\"\"ur\",4.00,expense,Visa\n",
    );
    assert_eq!(problems(&rows), [(3, Field::Description, Problem::BrokenQuotes)]);
    assert_eq!(
        rows[1].outcome.as_ref().unwrap_err()[0].value,
        "\"two,2.00,expense,Visa"
    );
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4, 5]);
    assert_eq!(rows[3].outcome.as_ref().unwrap().description, "fo\"ur");
}

#[test]
fn a_stray_quote_does_not_glue_lines_together() {
    let rows = body(
        ",2024-03-05,Food,\"two,2.00,expense,Visa\n,2024-03-05,Food,three,3.00,expense,Visa\n\
         ,2024-03-05,Food,four,4.00,expense,\"Visa\"\n",
    );
    assert_eq!(problems(&rows), [(2, Field::Description, Problem::BrokenQuotes)]);
    assert_eq!(rows.len(), 3);
    let rows =
        body("\"x\"y,2024-03-05,Food,two,2.00,expense,Visa\n,2024-03-05,Food,a \"b\" c,4.00,expense,Visa\n");
    assert_eq!(
        problems(&rows),
        [(2, Field::TransactionId, Problem::BrokenQuotes)]
    );
    assert_eq!(rows[1].outcome.as_ref().unwrap().description, "a \"b\" c");
}

#[test]
fn line_breaks_in_cells_count_and_are_kept() {
    let rows = body(
        ",2024-03-05,Food,\"one\r\ntwo\n\nthree\rfour\",1.00,expense,Visa\r\n\r\n,2024-03-05,Food,x,bad,expense,Visa\r\n",
    );
    assert_eq!(
        rows[0].outcome.as_ref().unwrap().description,
        "one\r\ntwo\n\nthree\rfour"
    );
    assert_eq!(problems(&rows), [(7, Field::Amount, Problem::NotANumber)]);
}

#[test]
fn lines_that_end_in_a_carriage_return_alone_are_lines() {
    let file = format!("{HEADER},2024-03-05,Food,a,1.00,expense,Visa\n,2024-03-05,Food,b,bad,expense,Visa\n");
    let rows = rows(file.replace('\n', "\r").as_bytes());
    assert_eq!(problems(&rows), [(3, Field::Amount, Problem::NotANumber)]);
}

#[test]
fn cells_beyond_the_header_are_an_error_unless_empty() {
    let rows = body(",2024-03-05,Food,a,1.00,expense,Visa,,\n,2024-03-05,Food,a,1.00,expense,Visa,x\n");
    assert_eq!(
        problems(&rows),
        [(3, Field::Account, Problem::TooManyCells { expected: 7 })]
    );
}

#[test]
fn every_line_of_a_thousand_broken_ones_is_reported() {
    let file: String = (0..1_000)
        .map(|i| format!("id{i},2024-03-05,Food,\"quote {i},1.00,expense,Visa\n"))
        .collect();
    let rows = body(&file);
    assert_eq!(problems(&rows).len(), 1_000);
    assert_eq!(rows.last().unwrap().line, 1_001);
}

proptest! {
    /// Well-formed files give the same cells as the published reader finds.
    #[test]
    fn cells_are_those_of_the_published_reader(
        cells in prop::collection::vec(prop::collection::vec("[a\"',; \n\ré]{0,6}", 2), 1..6),
        delimiter in prop::sample::select(vec![b',', b';', b'\t']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["date", "category", "description", "amount", "type", "account", "notes", "tags"]).unwrap();
        for pair in &cells {
            let (description, notes) = (format!("x{}", pair[0]), format!("x{}", pair[1]));
            writer.write_record(["2024-03-05", "Food", &description, "1.00", "expense", "Visa", &notes, ""]).unwrap();
        }
        let file = writer.into_inner().unwrap();
        let ours = rows(&file);
        prop_assert_eq!(ours.len(), cells.len());
        for (row, pair) in ours.iter().zip(&cells) {
            let row = row.outcome.as_ref().unwrap();
            prop_assert_eq!(&row.description, &format!("x{}", pair[0]));
            prop_assert_eq!(row.notes.clone(), Some(format!("x{}", pair[1])));
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = import::read(&bytes, &import::Answers::default(), &crate::ledgers::context(), &mut |_| ());
    }

    #[test]
    fn arbitrary_text_below_a_header_never_panics_and_loses_no_line(text in "[a0-9,;\"'\n\r./()€ =-]{0,200}") {
        let reading = crate::ledgers::read(format!("{HEADER}{text}").as_bytes());
        let evidence = reading.evidence.clone();
        let (rows, _) = crate::ledgers::transactions(reading);
        prop_assert_eq!(rows.len() as u64, evidence.rows);
        let plan = import::plan_transactions(rows, &crate::ledgers::read(HEADER.as_bytes()).columns, &crate::ledgers::Ledger::default());
        prop_assert_eq!(plan.counts.errors, plan.errors().count());
    }
}
