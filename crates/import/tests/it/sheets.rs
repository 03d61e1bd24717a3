//! Sheets as typed cells: what a number, a date and a text are, by their column and by the spreadsheet's locale.

use crate::ledgers::{Ledger, context, key, problems, read, transactions};
use import::{
    Answers, Cell, ColumnMap, ColumnSource, DecidedBy, DuplicateReason, ExistingLedger, Fingerprint, Grid,
    Incoming, MappedColumn, ReadError, Reading, Row, Rows, Status, TableKind, TypedSheet, fingerprint_of,
    layout, plan_transactions, read_sheet,
};
use jiff::civil::date;
use ledger::{Field, Kind, Problem, Transaction};
use std::cell::RefCell;

const HEADER: [&str; 8] = [
    "transaction_id",
    "date",
    "category",
    "subcategory",
    "description",
    "amount",
    "type",
    "account",
];

fn grid(rows: &[&[Cell<'_>]]) -> Grid {
    let mut grid = Grid::default();
    grid.push_row(&HEADER.map(Cell::Text));
    rows.iter().for_each(|row| grid.push_row(row));
    grid
}

/// A row with a date, a description and an amount of one's own.
fn row<'t>(date: Cell<'t>, description: Cell<'t>, amount: Cell<'t>) -> [Cell<'t>; 8] {
    let text = Cell::Text;
    [
        Cell::Empty,
        date,
        text("Food"),
        Cell::Empty,
        description,
        amount,
        text("expense"),
        text("Visa"),
    ]
}

fn sheet<'a>(grid: &'a Grid, locale: &'a str, map: Option<&'a ColumnMap>) -> TypedSheet<'a> {
    TypedSheet {
        grid,
        locale,
        map,
        to_utc: &|wall| wall + 5 * 3_600,
    }
}

fn reads(grid: &Grid, locale: &str) -> Reading {
    read_sheet(
        &sheet(grid, locale, None),
        &Answers::default(),
        &context(),
        &mut |_| (),
    )
    .unwrap()
}

/// Amounts in minor units, or what is wrong.
fn amounts(locale: &str, cells: &[Cell<'_>]) -> Vec<Result<i64, Problem>> {
    let day = Cell::Number("45000");
    let rows: Vec<_> = cells
        .iter()
        .map(|amount| row(day, Cell::Text("x"), *amount))
        .collect();
    let rows: Vec<&[Cell<'_>]> = rows.iter().map(<[_; 8]>::as_slice).collect();
    let (rows, _) = transactions(reads(&grid(&rows), locale));
    rows.iter().map(amount_of).collect()
}

fn amount_of(row: &Row<Incoming>) -> Result<i64, Problem> {
    match &row.outcome {
        Ok(row) => Ok(row.amount.minor),
        Err(refusals) => Err(refusals[0].problem.problem.clone()),
    }
}

/// What Sheets makes of a field of a CSV file.
fn typed(field: &str) -> Cell<'_> {
    let is_number = |b: u8| b.is_ascii_digit() || b == b'.' || b == b'-';
    match field {
        "" => Cell::Empty,
        "TRUE" | "FALSE" => Cell::Truth(field == "TRUE"),
        _ if field.bytes().all(is_number) && field.matches('-').count() < 2 => {
            Cell::Number(match field.trim_end_matches('0') {
                trimmed if field.contains('.') => trimmed.trim_end_matches('.'),
                _ => field,
            })
        }
        _ => Cell::Text(field),
    }
}

#[test]
fn a_sheet_gives_the_records_of_its_export_as_a_file() {
    let file = std::fs::read("tests/fixtures/household-100.csv").unwrap();
    let mut grid = Grid::default();
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(file.as_slice());
    for record in records.records() {
        let record = record.unwrap();
        let days: Vec<String> = record.iter().map(serial_of).collect();
        let cells: Vec<_> = record
            .iter()
            .zip(&days)
            .map(|(field, day)| {
                if day.is_empty() {
                    typed(field)
                } else {
                    Cell::Number(day)
                }
            })
            .collect();
        grid.push_row(&cells);
    }
    let (from_sheet, _) = transactions(reads(&grid, "en_US"));
    let (from_file, _) = transactions(read(&file));
    assert_eq!(from_sheet.len(), 100);
    for (sheet, file) in from_sheet.iter().zip(&from_file) {
        // A record of a file may span several lines.
        assert_eq!(sheet.outcome, file.outcome);
    }
}

/// The serial of an ISO date; empty for anything else.
fn serial_of(field: &str) -> String {
    let day = (field.len() == 10)
        .then(|| field.parse::<jiff::civil::Date>().ok())
        .flatten();
    day.map(|day| {
        let days = day.duration_since(date(1899, 12, 30)).as_secs() / 86_400;
        days.to_string()
    })
    .unwrap_or_default()
}

#[test]
fn a_typed_number_is_exact_and_asks_nothing() {
    let cells = ["1.234", "1234.5", "0.1", "12"].map(Cell::Number);
    let expected = [
        Err(Problem::TooManyPlaces { allowed: 2 }),
        Ok(123_450),
        Ok(10),
        Ok(1_200),
    ];
    for locale in ["de_DE", "en_US", "unheard_of"] {
        assert_eq!(amounts(locale, &cells), expected, "{locale}");
    }
    let too_many = Err(Problem::TooManyPlaces { allowed: 2 });
    let cells = ["1e21", "1e-7", "-5", "0"].map(Cell::Number);
    assert_eq!(
        amounts("en_US", &cells),
        [
            Err(Problem::TooLarge),
            too_many,
            Err(Problem::NotPositive),
            Err(Problem::NotPositive)
        ]
    );
}

#[test]
fn what_a_calculation_left_behind_is_left_out_and_told() {
    let cells = [
        "0.30000000000000004",
        "4.199999999999999",
        "99.99999999999999",
        "0.125",
    ]
    .map(Cell::Number);
    let too_many = Err(Problem::TooManyPlaces { allowed: 2 });
    assert_eq!(
        amounts("en_US", &cells),
        [Ok(30), Ok(420), Ok(10_000), too_many.clone()]
    );
    let typed = ["0.304999999", "1.23456789", "0.3000001"].map(Cell::Number);
    assert_eq!(
        amounts("en_US", &typed),
        [too_many.clone(), too_many.clone(), too_many]
    );
    let sum = row(
        Cell::Number("45000"),
        Cell::Text("x"),
        Cell::Number("0.30000000000000004"),
    );
    let noise = reads(&grid(&[&sum]), "en_US").evidence.noise;
    assert_eq!((noise.count, noise.first.unwrap().line), (1, 2));
}

#[test]
fn an_amount_as_text_is_read_as_the_locale_writes_it() {
    let texts = ["12,50", "1.234,50", "1.234"].map(Cell::Text);
    assert_eq!(amounts("de_DE", &texts), [Ok(1_250), Ok(123_450), Ok(123_400)]);
    assert_eq!(amounts("en_US", &[Cell::Text("1,234")]), [Ok(123_400)]);
    let open = |first: &str, second: &str| {
        Err(Problem::AmbiguousAmount {
            first: first.into(),
            second: second.into(),
        })
    };
    assert_eq!(
        amounts("unheard_of", &[Cell::Text("1.234")]),
        [open("1.234", "1234")]
    );
    // A value that the locale would not write: the others are asked about.
    let mixed = ["12.50", "1.234"].map(Cell::Text);
    assert_eq!(amounts("de_DE", &mixed), [Ok(1_250), open("1.234", "1234")]);
}

#[test]
fn dates_are_serials_in_columns_of_dates_only() {
    let cells = [
        row(Cell::Number("45992"), Cell::Number("2024"), Cell::Number("1")),
        row(
            Cell::Number("45967.770833333336"),
            Cell::Text("007"),
            Cell::Number("1"),
        ),
        row(Cell::Text("03/04/2024"), Cell::Truth(true), Cell::Number("1")),
        row(Cell::Number("99999999"), Cell::Text("x"), Cell::Number("1")),
    ];
    let rows: Vec<&[Cell<'_>]> = cells.iter().map(<[_; 8]>::as_slice).collect();
    let reading = reads(&grid(&rows), "en_GB");
    assert_eq!(reading.evidence.dates.by, DecidedBy::Locale);
    assert_eq!(reading.evidence.times_ignored, 1);
    let (rows, _) = transactions(reading);
    let seen: Vec<_> = rows
        .iter()
        .filter_map(|row| row.outcome.as_ref().ok())
        .map(|row| (row.date.to_string(), row.description.as_str()))
        .collect();
    let expected = [
        ("2025-12-01", "2024"),
        ("2025-11-06", "007"),
        ("2024-04-03", "TRUE"),
    ]
    .map(|(day, text)| (day.to_owned(), text));
    assert_eq!(seen, expected);
    assert_eq!(problems(&rows), [(5, Field::Date, Problem::NotADate)]);
}

#[test]
fn a_date_that_contradicts_the_locale_leaves_the_others_open() {
    let cells =
        ["13/04/2024", "03/04/2024"].map(|text| row(Cell::Text(text), Cell::Text("x"), Cell::Number("1")));
    let reading = reads(&grid(&[&cells[0], &cells[1]]), "en_US");
    assert_eq!(reading.questions.len(), 1);
    let (rows, _) = transactions(reading);
    assert_eq!(rows[0].outcome.as_ref().unwrap().date, date(2024, 4, 13));
    assert_eq!(problems(&rows), [(3, Field::Date, Problem::AmbiguousDate)]);
}

#[test]
fn instants_leave_the_wall_of_the_spreadsheet() {
    let mut grid = Grid::default();
    let names = [
        "date",
        "category",
        "description",
        "amount",
        "type",
        "account",
        "created_at",
    ];
    grid.push_row(&names.map(Cell::Text));
    let text = Cell::Text;
    let day = Cell::Number("45000");
    grid.push_row(&[
        day,
        text("Food"),
        text("x"),
        Cell::Number("1"),
        text("expense"),
        text("Visa"),
        Cell::Number("45000.5"),
    ]);
    let (rows, _) = transactions(reads(&grid, "en_US"));
    let created = rows[0].outcome.as_ref().unwrap().created_at.as_deref();
    assert_eq!(created, Some("2023-03-15T17:00:00Z"));
}

#[test]
fn an_error_of_the_spreadsheet_is_an_error_of_its_row() {
    let good = row(Cell::Number("45000"), Cell::Text("x"), Cell::Number("1"));
    let mut bad = row(Cell::Number("45000"), Cell::Text("x"), Cell::Text("#DIV/0!"));
    bad[0] = Cell::Text("t-3");
    let reading = reads(&grid(&[&good, &[], &bad]), "de_DE");
    assert_eq!(reading.refused_ids, ["t-3"]);
    assert_eq!(reading.evidence.blank_rows, 1);
    let (rows, _) = transactions(reading);
    assert_eq!(problems(&rows), [(4, Field::Amount, Problem::ErrorCell)]);
    assert_eq!(rows[1].outcome.as_ref().unwrap_err()[0].value, "#DIV/0!");
    // In a column that is not ours it is nobody's business.
    let mut grid = Grid::default();
    grid.push_row(&[HEADER.map(Cell::Text).as_slice(), &[Cell::Text("sum so far")]].concat());
    grid.push_row(&[good.as_slice(), &[Cell::Text("#REF!")]].concat());
    assert!(transactions(reads(&grid, "de_DE")).0[0].outcome.is_ok());
}

#[test]
fn headers_without_a_name_are_ignored_and_a_name_twice_is_refused() {
    let with = |names: [Cell<'_>; 2]| {
        let mut grid = Grid::default();
        grid.push_row(&[HEADER.map(Cell::Text).as_slice(), &names].concat());
        grid.push_row(&row(Cell::Number("45000"), Cell::Text("x"), Cell::Number("1")));
        read_sheet(
            &sheet(&grid, "", None),
            &Answers::default(),
            &context(),
            &mut |_| (),
        )
    };
    let blank = with([Cell::Empty, Cell::Empty]).unwrap();
    assert_eq!(transactions(blank).0.len(), 1);
    let twice = with([Cell::Text("Amount"), Cell::Empty]);
    assert_eq!(
        twice,
        Err(ReadError::DuplicateColumn {
            name: "Amount".into()
        })
    );
}

fn column(field: Field, at: usize, name: &str) -> MappedColumn {
    let source = ColumnSource::Column {
        at,
        name: name.into(),
    };
    MappedColumn { field, source }
}

fn always(field: Field, text: &str) -> MappedColumn {
    let source = ColumnSource::Always(text.into());
    MappedColumn { field, source }
}

/// Somebody's own table: a title, names of their own, a column between, notes beside it.
fn own_table(names: [&str; 4]) -> Grid {
    let mut grid = Grid::default();
    grid.push_row(&[Cell::Text("Our money")]);
    grid.push_row(&names.map(Cell::Text));
    grid.push_row(&[
        Cell::Number("45992"),
        Cell::Text("Bread"),
        Cell::Text("!"),
        Cell::Number("3.5"),
    ]);
    grid.push_row(&[]);
    let beside = Cell::Text("a note far right");
    grid.push_row(&[
        Cell::Number("45993"),
        Cell::Text("Rent"),
        Cell::Empty,
        Cell::Text("800"),
        Cell::Empty,
        beside,
    ]);
    grid
}

fn map() -> ColumnMap {
    ColumnMap {
        kind: TableKind::Transactions,
        header: 2,
        columns: vec![
            column(Field::Date, 0, "Cuándo"),
            column(Field::Description, 1, "Qué"),
            column(Field::Amount, 3, "Cuánto"),
            always(Field::Category, "Other Expenses"),
            always(Field::Type, "expense"),
            always(Field::Account, "Visa"),
        ],
    }
}

fn reads_by(grid: &Grid, map: &ColumnMap) -> Result<Reading, ReadError> {
    read_sheet(
        &sheet(grid, "es_ES", Some(map)),
        &Answers::default(),
        &context(),
        &mut |_| (),
    )
}

#[test]
fn a_table_of_ones_own_is_read_by_what_the_person_says_of_its_columns() {
    let grid = own_table(["Cuándo", "Qué", "¡!", "Cuánto"]);
    let unknown = read_sheet(
        &sheet(&grid, "es_ES", None),
        &Answers::default(),
        &context(),
        &mut |_| (),
    );
    assert!(
        matches!(unknown, Err(ReadError::NoKnownColumn { .. })),
        "{unknown:?}"
    );
    let reading = reads_by(&grid, &map()).unwrap();
    assert_eq!(reading.evidence.ignored_columns, ["¡!"]);
    assert_eq!(
        (reading.evidence.header_line, reading.evidence.blank_rows),
        (2, 1)
    );
    let (rows, _) = transactions(reading);
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.line, row.outcome.as_ref().unwrap().amount.minor))
        .collect();
    assert_eq!(seen, [(3, 350), (5, 80_000)]);
}

#[test]
fn a_column_that_was_moved_is_found_and_one_that_is_gone_is_missed() {
    let moved = own_table(["Cuándo", "Qué", "Cuánto", "¡!"]);
    let (rows, _) = transactions(reads_by(&moved, &map()).unwrap());
    assert_eq!(problems(&rows)[0], (3, Field::Amount, Problem::NotANumber));
    let renamed = own_table(["Cuándo", "Qué", "¡!", "Euros"]);
    assert_eq!(
        reads_by(&renamed, &map()),
        Err(ReadError::ColumnGone {
            name: "Cuánto".into()
        })
    );
    let mut incomplete = map();
    incomplete.columns.pop();
    let missing = reads_by(&moved, &incomplete);
    assert!(matches!(missing, Err(ReadError::MissingColumns { ref missing, .. }) if missing == &["account"]));
}

#[test]
fn a_layout_is_described_for_whoever_is_asked() {
    let mut grid = own_table(["Fecha", "Concepto", "", "Importe"]);
    grid.push_row(&[Cell::Empty; 3]);
    let described = layout(&grid, None);
    assert_eq!(described.header, 2);
    let guesses: Vec<_> = described.columns.iter().map(|column| column.guess).collect();
    assert_eq!(
        guesses,
        [
            Some(Field::Date),
            Some(Field::Description),
            None,
            Some(Field::Amount),
            None,
            None
        ]
    );
    assert_eq!(described.columns[0].examples, ["2025-12-01", "2025-12-02"]);
    assert_eq!(described.columns[5].examples, ["a note far right"]);
}

/// A ledger, and what its sheet said when it was taken in the last time.
struct Refreshed {
    ledger: Ledger,
    read: RefCell<Vec<Fingerprint>>,
}

impl ExistingLedger for Refreshed {
    fn fingerprint(&self, id: &str) -> Option<Fingerprint> {
        self.ledger.fingerprint(id)
    }
    fn transaction(&self, id: &str) -> Option<Transaction> {
        self.ledger.transaction(id)
    }
    fn count(&self, wanted: &import::ContentKey) -> u32 {
        u32::try_from(self.ledger.rows.iter().filter(|row| key(row) == *wanted).count()).unwrap()
    }
    fn has_category(&self, kind: Kind, category: &str, subcategory: Option<&str>) -> bool {
        self.ledger.has_category(kind, category, subcategory)
    }
    fn has_account(&self, name: &str) -> bool {
        self.ledger.has_account(name)
    }
    fn was_read(&self, row: &Incoming) -> bool {
        let mut read = self.read.borrow_mut();
        let found = read.iter().position(|known| *known == fingerprint_of(row));
        found.map(|at| read.swap_remove(at)).is_some()
    }
}

#[test]
fn a_row_that_did_not_change_is_left_alone_whatever_the_person_made_of_it() {
    let header = "transaction_id,date,category,description,amount,type,account\n";
    let file = format!(
        "{header}a,2024-03-05,Food,Bread,3.00,expense,Visa\n,2024-03-06,Food,Milk,1.00,expense,Visa\n"
    );
    let mut ledger = Ledger::default();
    ledger.import(file.as_bytes());
    let Rows::Transactions(rows) = read(file.as_bytes()).rows else {
        unreachable!()
    };
    let read_before = rows
        .iter()
        .map(|row| fingerprint_of(row.outcome.as_ref().unwrap()))
        .collect();
    // The person corrects one and renames the other in the app.
    ledger.rows[0].description = "Rye bread".into();
    ledger.rows[1].description = "Oat milk".into();
    let refreshed = Refreshed {
        ledger,
        read: RefCell::new(read_before),
    };
    let changed = format!("{file},2024-03-06,Food,Milk,1.00,expense,Visa\n");
    let (rows, columns) = transactions(read(changed.as_bytes()));
    let plan = plan_transactions(rows, &columns, &refreshed);
    let unchanged = |at: usize| {
        matches!(
            plan.items[at].status,
            Status::Duplicate {
                reason: DuplicateReason::Unchanged,
                ..
            }
        )
    };
    assert!(unchanged(0) && unchanged(1));
    assert!(
        matches!(plan.items[2].status, Status::New { .. }),
        "the second milk is new"
    );
}
