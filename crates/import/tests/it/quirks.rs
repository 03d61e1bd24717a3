//! Cells of transactions: what is understood, what is refused, what is kept to the letter.

use crate::ledgers::{HEADER, body, problems, read, transactions};
use ledger::{Field, Frequency, Problem};

/// One row with further columns.
fn with(columns: &str, cells: &str) -> import::Row<import::Incoming> {
    let file = format!(
        "{},{columns}\n,2024-03-05,Food,Bread,3.00,expense,Visa,{cells}\n",
        HEADER.trim()
    );
    transactions(read(file.as_bytes())).0.remove(0)
}

#[test]
fn a_row_is_refused_with_all_its_problems() {
    let rows = body(&format!(
        "{},31.02.2024,,\"  \",1e3,spent,{}\n",
        "x".repeat(51),
        "y".repeat(101)
    ));
    let fields: Vec<_> = problems(&rows)
        .into_iter()
        .map(|(_, field, problem)| (field, problem))
        .collect();
    assert_eq!(
        fields,
        [
            (Field::TransactionId, Problem::TooLong { max: 50 }),
            (Field::Date, Problem::NotADate),
            (Field::Category, Problem::Required),
            (Field::Description, Problem::Required),
            (Field::Account, Problem::TooLong { max: 100 }),
            (Field::Amount, Problem::NotANumber),
            (
                Field::Type,
                Problem::NotOneOf {
                    allowed: "income expense saving transfer"
                }
            ),
        ]
    );
}

#[test]
fn only_an_expense_may_not_lie_in_the_future() {
    let rows = body(",2026-11-23,Food,Bread,3.00,expense,Visa\n,2026-11-23,Pay,Pay,3.00,income,Visa\n");
    assert_eq!(problems(&rows), [(2, Field::Date, Problem::FutureExpense)]);
}

#[test]
fn names_lose_white_space_around_them_and_texts_keep_theirs() {
    let rows = body(" a ,2024-03-05, Food ,  Bread  ,3.00, Expense , Visa \n");
    let row = rows[0].outcome.as_ref().unwrap();
    let names = (row.id.as_deref(), row.category.as_str(), row.account.as_str());
    assert_eq!(
        (names, row.description.as_str()),
        ((Some("a"), "Food", "Visa"), "  Bread  ")
    );
}

#[test]
fn recurring_is_understood_in_the_words_of_spreadsheets() {
    let read = |cells: &str| with("recurring,recurring_frequency", cells);
    for yes in ["TRUE", "true", "1", "Yes", "VERDADERO", "wahr", "Sí", "VRAI"] {
        assert_eq!(
            read(&format!("{yes},Monthly")).outcome.unwrap().frequency,
            Some(Frequency::Monthly),
            "{yes}"
        );
    }
    assert_eq!(read(",").outcome.unwrap().frequency, None);
    let refused = |cells: &str| {
        problems(&[read(cells)])
            .into_iter()
            .map(|(_, f, p)| (f, p))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        refused("TRUE,"),
        [(Field::RecurringFrequency, Problem::FrequencyMissing)]
    );
    assert_eq!(
        refused("maybe,"),
        [(
            Field::Recurring,
            Problem::NotOneOf {
                allowed: "TRUE FALSE"
            }
        )]
    );
    assert_eq!(refused("FALSE,daily")[0].0, Field::RecurringFrequency);
}

#[test]
fn a_frequency_of_what_does_not_recur_is_counted_as_left_out() {
    let file = format!(
        "{},recurring,recurring_frequency\n,2024-03-05,Food,Bread,3.00,expense,Visa,FALSE,weekly\n",
        HEADER.trim()
    );
    let reading = read(file.as_bytes());
    assert_eq!(reading.evidence.frequencies_ignored, 1);
    assert_eq!(
        transactions(reading).0[0].outcome.as_ref().unwrap().frequency,
        None
    );
}

#[test]
fn exactly_one_protecting_apostrophe_comes_off() {
    for (cell, text) in [
        ("'=1+1", "=1+1"),
        ("''=1", "'=1"),
        ("'90s", "'90s"),
        ("'-5 off", "-5 off"),
        ("-5 off", "-5 off"),
        ("'", "'"),
    ] {
        assert_eq!(
            with("notes", cell).outcome.unwrap().notes.as_deref(),
            Some(text),
            "{cell}"
        );
    }
}

#[test]
fn text_for_other_programs_is_only_text() {
    let nasty = "<script>alert(1)</script>'; DROP TABLE x; -- \u{202e}مرحبا";
    assert_eq!(
        with("notes", nasty).outcome.unwrap().notes.as_deref(),
        Some(nasty)
    );
}

#[test]
fn payment_methods_are_lower_case_and_tags_a_list() {
    let row = with("payment_method,tags", "Crédit ,\"b, a,,b\"")
        .outcome
        .unwrap();
    assert_eq!(
        (row.payment_method.as_deref(), row.tags),
        (Some("crédit"), vec!["b".to_owned(), "a".to_owned()])
    );
    let eleven = with("tags", "\"1,2,3,4,5,6,7,8,9,10,11\"");
    assert_eq!(
        problems(&[eleven]),
        [(2, Field::Tags, Problem::TooManyTags { max: 10 })]
    );
}

#[test]
fn splits_and_the_other_account_are_checked() {
    let row = with("split,to_account", "Food/Bread=1.00;Home=2.00,Cash")
        .outcome
        .unwrap();
    assert_eq!((row.splits.len(), row.to_account.as_deref()), (2, Some("Cash")));
    let refused = problems(&[with(
        "split,to_account,created_at",
        "Food=1.00;Home=1.00, VISA ,yesterday",
    )]);
    let expected = [
        (2, Field::ToAccount, Problem::SameAccount),
        (2, Field::CreatedAt, Problem::NotAnInstant),
        (2, Field::Split, Problem::SplitsDoNotAddUp),
    ];
    assert_eq!(refused, expected);
}
