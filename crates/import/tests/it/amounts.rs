//! Amounts and dates over whole columns, and the questions that they leave open.

use crate::ledgers::{HEADER, body, problems, read, read_with, transactions};
use import::{Answers, DateOrder, DecidedBy, DecimalMark, Question, read_amount};
use jiff::civil::{Date, date};
use ledger::{Field, Problem};
use money::{Currency, format_minor};
use proptest::prelude::*;

fn with_amounts(amounts: &[&str]) -> String {
    let row = |amount: &&str| format!(",2024-03-05,Food,Bread,\"{amount}\",expense,Visa\n");
    format!("{HEADER}{}", amounts.iter().map(row).collect::<String>())
}

fn with_dates(dates: &[String]) -> String {
    let row = |date: &String| format!(",{date},Food,Bread,1.00,income,Visa\n");
    format!("{HEADER}{}", dates.iter().map(row).collect::<String>())
}

fn minors(file: &str, answers: &Answers) -> Vec<Option<i64>> {
    let (rows, _) = transactions(read_with(file.as_bytes(), answers));
    rows.into_iter()
        .map(|row| row.outcome.ok().map(|row| row.amount.minor))
        .collect()
}

#[test]
fn an_open_decimal_mark_is_a_question_and_its_answer_reads_the_file() {
    let file = with_amounts(&["1.234", "500", "12.345"]);
    let reading = read(file.as_bytes());
    let Some(Question::DecimalMark { examples, rows: 2 }) = reading.questions.first() else {
        panic!("{:?}", reading.questions)
    };
    assert_eq!(
        (
            examples[0].line,
            examples[0].dot.as_str(),
            examples[0].comma.as_str()
        ),
        (2, "1.234", "1234")
    );
    assert_eq!(minors(&file, &Answers::default()), [None, Some(50_000), None]);
    let comma = Answers {
        decimal: Some(DecimalMark::Comma),
        ..Answers::default()
    };
    assert_eq!(
        minors(&file, &comma),
        [Some(123_400), Some(50_000), Some(1_234_500)]
    );
    let dot = Answers {
        decimal: Some(DecimalMark::Dot),
        ..Answers::default()
    };
    let refused = problems(&transactions(read_with(file.as_bytes(), &dot)).0);
    assert_eq!(
        refused[0],
        (2, Field::Amount, Problem::TooManyPlaces { allowed: 2 })
    );
}

#[test]
fn the_line_that_decided_is_named() {
    let reading = read(with_amounts(&["1.234", "500", "12,50"]).as_bytes());
    assert_eq!(reading.questions, []);
    assert_eq!(reading.evidence.amounts.choice, Some(DecimalMark::Comma));
    assert_eq!(
        reading.evidence.amounts.by,
        DecidedBy::Line {
            line: 4,
            raw: "12,50".into()
        }
    );
    let reading = read(with_amounts(&["1.50", "12,50"]).as_bytes());
    assert_eq!(
        reading.evidence.amounts.by,
        DecidedBy::Mixed {
            line: 3,
            raw: "12,50".into()
        }
    );
}

#[test]
fn amounts_of_the_wrong_sign_or_precision_are_errors() {
    let rows = body(
        ",2024-03-05,Food,Bread,-5.00,expense,Visa\n,2024-03-05,Food,Bread,0,expense,Visa\n\
         ,2024-03-05,Food,Bread,0.125,expense,Visa\n,2024-03-05,Food,Bread,1e3,expense,Visa\n\
         ,2024-03-05,Food,Bread,,expense,Visa\n,2024-03-05,Food,Bread,$5.00,expense,Visa\n\
         ,2024-03-05,Food,Bread,500000.50,expense,Yen\n",
    );
    let found: Vec<Problem> = problems(&rows)
        .into_iter()
        .map(|(_, _, problem)| problem)
        .collect();
    let eur = Problem::CurrencyOfAccount {
        account: "EUR".into(),
    };
    let places = |allowed| Problem::TooManyPlaces { allowed };
    let expected = [
        Problem::NotPositive,
        Problem::NotPositive,
        places(2),
        Problem::NotANumber,
        Problem::Required,
        eur,
        places(0),
    ];
    assert_eq!(found, expected);
}

#[test]
fn yen_are_not_cents() {
    let rows =
        body(",2024-03-05,Food,Ramen,500000,expense,YEN\n,2024-03-05,Food,Ramen,\"1,234\",expense,Yen\n");
    let minors: Vec<i64> = rows
        .iter()
        .map(|row| row.outcome.as_ref().unwrap().amount.minor)
        .collect();
    assert_eq!(minors, [500_000, 1_234]);
}

#[test]
fn an_open_date_order_is_a_question_and_its_answer_reads_the_file() {
    let file = with_dates(&["03/04/2024".into(), "05/05/2024".into(), "2024-03-05".into()]);
    let reading = read(file.as_bytes());
    let Some(Question::DateOrder { examples, rows: 1 }) = reading.questions.first() else {
        panic!("{:?}", reading.questions)
    };
    assert_eq!(examples[0].readings.len(), 2);
    assert_eq!(
        problems(&transactions(reading).0),
        [(2, Field::Date, Problem::AmbiguousDate)]
    );
    let answers = Answers {
        date_order: Some(DateOrder::MonthDayYear),
        ..Answers::default()
    };
    let reading = read_with(file.as_bytes(), &answers);
    assert_eq!(reading.evidence.dates.by, DecidedBy::Answer);
    assert_eq!(
        transactions(reading).0[0].outcome.as_ref().unwrap().date,
        date(2024, 3, 4)
    );
}

#[test]
fn a_time_of_day_is_left_out_and_counted() {
    let reading = read(with_dates(&["2024-03-05T00:00:00".into(), "2024-03-05 14:00".into()]).as_bytes());
    assert_eq!((reading.evidence.times_ignored, reading.questions.len()), (2, 0));
}

/// An amount as a locale writes it: decimal mark, separator of groups, Indian grouping.
fn localised(minor: i64, exponent: u8, decimal: char, group: Option<char>, indian: bool) -> String {
    let plain = format_minor(minor, exponent);
    let (whole, fraction) = plain
        .split_once('.')
        .map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut text = String::new();
    for (i, c) in whole.chars().enumerate() {
        let left = whole.len() - i;
        let at_group = if indian {
            left == 3 || (3 < left && left % 2 == 1)
        } else {
            left % 3 == 0
        };
        if let Some(group) = group.filter(|_| 0 < i && at_group) {
            text.push(group);
        }
        text.push(c);
    }
    fraction.map_or(text.clone(), |fraction| format!("{text}{decimal}{fraction}"))
}

fn order(order: DateOrder, date: Date, separator: char) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    match order {
        DateOrder::YearMonthDay => format!("{y}{separator}{m:02}{separator}{d:02}"),
        DateOrder::DayMonthYear => format!("{d:02}{separator}{m:02}{separator}{y}"),
        DateOrder::MonthDayYear => format!("{m:02}{separator}{d:02}{separator}{y}"),
    }
}

fn any_date() -> impl Strategy<Value = Date> {
    (1990i16..2026, 1i8..13, 1i8..29).prop_map(|(y, m, d)| date(y, m, d))
}

proptest! {
    #[test]
    fn an_amount_of_any_locale_reads_as_itself_or_is_asked(
        minor in 1i64..10_000_000_000_000, (exponent, code) in prop::sample::select(vec![(0u8, "JPY"), (2, "EUR"), (3, "KWD"), (4, "CLF")]),
        locale in prop::sample::select(vec![
            ('.', Some(',')), (',', Some('.')), (',', Some(' ')), (',', Some('\u{a0}')), ('.', Some('\u{202f}')),
            ('.', Some('\'')), ('.', Some('’')), (',', None), ('.', None),
        ]),
        indian: bool, around in 0usize..4,
    ) {
        let (decimal, group) = locale;
        let number = localised(minor, exponent, decimal, group, indian && group == Some(','));
        let text = [number.clone(), format!("{code} {number}"), format!("{number}\u{a0}{code}"), format!("+{number}")][around].clone();
        match read_amount(&text, exponent) {
            Ok(read) => prop_assert_eq!(read, minor, "{}", text),
            Err(Problem::AmbiguousAmount { first, second }) => {
                let plain = format_minor(minor, exponent);
                prop_assert!(first == plain || second == plain, "{} {} {}", text, first, second);
            }
            Err(other) => prop_assert!(false, "{} {:?}", text, other),
        }
        let file = format!("{}currency\n,2024-03-05,Food,Bread,\"{text}\",expense,New,{code}\n", HEADER.replace('\n', ","));
        let mark = if decimal == '.' { DecimalMark::Dot } else { DecimalMark::Comma };
        let answered = minors(&file, &Answers { decimal: Some(mark), ..Answers::default() });
        prop_assert_eq!(answered, [Some(minor)], "{}", text);
    }

    #[test]
    fn a_column_of_one_locale_is_never_read_as_another(
        minors_in in prop::collection::vec(1i64..100_000_000, 1..8),
        locale in prop::sample::select(vec![('.', Some(',')), (',', Some('.')), (',', Some(' ')), ('.', Some('\'')), (',', None), ('.', None)]),
        with_places: bool,
    ) {
        let (decimal, group) = locale;
        let write = |minor: &i64| if with_places { localised(*minor, 2, decimal, group, false) } else { localised(*minor, 0, decimal, group, false) };
        let texts: Vec<String> = minors_in.iter().map(write).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let scale = if with_places { 1 } else { 100 };
        for (read, minor) in minors(&with_amounts(&texts), &Answers::default()).iter().zip(&minors_in) {
            prop_assert!(read.is_none_or(|read| read == minor * scale), "{:?}", texts);
        }
    }

    #[test]
    fn a_column_of_one_order_is_never_read_as_another(
        dates in prop::collection::vec(any_date(), 1..12),
        style in prop::sample::select(vec![
            (DateOrder::YearMonthDay, '-'), (DateOrder::YearMonthDay, '/'), (DateOrder::DayMonthYear, '.'),
            (DateOrder::DayMonthYear, '/'), (DateOrder::MonthDayYear, '/'), (DateOrder::DayMonthYear, '-'),
        ]),
    ) {
        let file = with_dates(&dates.iter().map(|date| order(style.0, *date, style.1)).collect::<Vec<_>>());
        let reading = read(file.as_bytes());
        let is_open = !reading.questions.is_empty();
        for (row, date) in transactions(reading).0.iter().zip(&dates) {
            match &row.outcome {
                Ok(row) => prop_assert_eq!(row.date, *date),
                Err(_) => prop_assert!(is_open),
            }
        }
        let answers = Answers { date_order: Some(style.0), ..Answers::default() };
        for (row, date) in transactions(read_with(file.as_bytes(), &answers)).0.iter().zip(&dates) {
            prop_assert_eq!(row.outcome.as_ref().unwrap().date, *date);
        }
    }
}

#[test]
fn the_currency_of_an_account_is_the_one_that_the_file_declares() {
    let header = HEADER.replace('\n', ",currency\n");
    let file = format!(
        "{header},2024-03-05,Food,a,5,expense,New,\n,2024-03-05,Food,b,5,expense,new,KWD\n\
         ,2024-03-05,Food,c,5,expense,New,USD\n,2024-03-05,Food,d,5,expense,Yen,EUR\n,2024-03-05,Food,e,5,expense,X,FOO\n"
    );
    let (rows, _) = transactions(read(file.as_bytes()));
    let kwd = Currency::parse("KWD").unwrap();
    assert_eq!(
        rows[0].outcome.as_ref().unwrap().amount,
        money::Money::new(5_000, kwd)
    );
    let refused: Vec<_> = problems(&rows)
        .into_iter()
        .map(|(line, _, problem)| (line, problem))
        .collect();
    let of = |code: &str| Problem::CurrencyOfAccount { account: code.into() };
    assert_eq!(
        refused,
        [(4, of("KWD")), (5, of("JPY")), (6, Problem::UnknownCurrency)]
    );
}

#[test]
fn a_sign_of_one_currency_declares_the_account_and_a_dollar_does_not() {
    let rows = "2024-03-05,Food,a,€ 2.00,expense,Visa\n2024-03-05,Food,b,3.00,expense,Visa\n";
    let context = import::Context {
        base_currency: Currency::USD,
        ..crate::ledgers::context()
    };
    let text = format!("date,category,description,amount,type,account\n{rows}");
    let reading = import::read(text.as_bytes(), &Answers::default(), &context, &mut |_| ()).unwrap();
    let import::Rows::Transactions(rows) = reading.rows else {
        panic!("not transactions")
    };
    for row in rows {
        assert_eq!(row.outcome.unwrap().amount.currency, Currency::EUR);
    }
}
