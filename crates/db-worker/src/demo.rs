//! The demonstration: a made-up household, the same each time but for its dates, in the language of the page.

use crate::{
    clock, database,
    error::{self, Result},
    ledger_requests::with_keys,
    random::new_id,
    session::Session,
    vault_requests::opened,
    worker,
};
use jiff::civil::Date;
use ledger::{Frequency, Kind, Month, Transaction};
use money::{Currency, Money};
use protocol::Reply;
use rusqlite::Connection;
use store::{Entry, Names, StoreError, transactions};

/// Months of history.
const MONTHS: i32 = 18;

/// What comes back every month: day, kind, category, child, description, minor units, account, payment method.
type Regular = (
    i8,
    Kind,
    &'static str,
    &'static str,
    &'static str,
    i64,
    &'static str,
    &'static str,
);

const REGULAR: [Regular; 9] = [
    (
        1,
        Kind::Expense,
        "Housing",
        "Rent/Mortgage",
        "Rent, Calle del Olmo 14",
        92_000,
        "Everyday",
        "transfer",
    ),
    (
        3,
        Kind::Expense,
        "Housing",
        "Utilities",
        "Electricity",
        6_480,
        "Everyday",
        "debit",
    ),
    (
        5,
        Kind::Expense,
        "Entertainment",
        "Streaming",
        "Films at home",
        1_299,
        "Card",
        "credit",
    ),
    (
        8,
        Kind::Expense,
        "Personal",
        "Gym",
        "Climbing hall",
        3_900,
        "Card",
        "credit",
    ),
    (
        12,
        Kind::Expense,
        "Transportation",
        "Public Transit",
        "Monthly ticket",
        5_460,
        "Everyday",
        "debit",
    ),
    (
        20,
        Kind::Expense,
        "Healthcare",
        "Insurance",
        "Health insurance",
        11_250,
        "Everyday",
        "debit",
    ),
    (
        1,
        Kind::Income,
        "Salary",
        "",
        "Salary, Taller Norte",
        274_000,
        "Everyday",
        "transfer",
    ),
    (
        26,
        Kind::Saving,
        "Summer by the sea",
        "",
        "For the summer",
        20_000,
        "Everyday",
        "transfer",
    ),
    (
        27,
        Kind::Transfer,
        "Card settlement",
        "",
        "Card settlement",
        31_000,
        "Everyday",
        "transfer",
    ),
];

/// What happens now and then: category, child, descriptions, least and most in minor units, times a month.
type Occasional = (&'static str, &'static str, [&'static str; 3], i64, i64, u32);

const OCCASIONAL: [Occasional; 8] = [
    (
        "Food",
        "Groceries",
        ["Mercado Central", "Corner shop", "Weekly shop"],
        1_450,
        9_400,
        9,
    ),
    (
        "Food",
        "Dining Out",
        ["Café Luna", "Noodle bar", "Sunday lunch"],
        900,
        5_200,
        5,
    ),
    (
        "Transportation",
        "Fuel",
        ["Petrol", "Petrol, motorway", "Car wash"],
        1_200,
        7_100,
        2,
    ),
    (
        "Shopping",
        "Home Goods",
        ["Hardware shop", "Lamp", "Paint for the hall"],
        800,
        8_900,
        1,
    ),
    (
        "Shopping",
        "Clothing",
        ["Shoes", "Winter coat", "Shirts"],
        2_500,
        12_900,
        1,
    ),
    (
        "Healthcare",
        "Pharmacy",
        ["Pharmacy", "Glasses", "Pharmacy"],
        450,
        3_800,
        1,
    ),
    (
        "Entertainment",
        "Events",
        ["Concert", "Cinema", "Museum"],
        700,
        4_600,
        2,
    ),
    // Something to sort, for whoever tries.
    (
        "Other Expenses",
        "",
        ["Card payment 4471", "Bazaar", "Transfer to M. Soto"],
        600,
        4_800,
        1,
    ),
];

/// Its words in another language, by the English ones. What is missing stays English.
struct Words(pub(crate) Vec<(String, String)>);

impl Words {
    fn say(&self, english: &str) -> String {
        let found = self.0.iter().find(|(word, _)| word == english);
        found.map_or(english, |(_, other)| other).to_owned()
    }
}

/// Opens a made-up household in memory.
pub(crate) fn open(words: Vec<(String, String)>) -> Result<Reply> {
    let mut conn = database::in_memory()?;
    fill(&mut conn, clock::today(), &Words(words))?;
    worker::open(Session::new(conn, None));
    opened(0)
}

/// Fills an empty ledger with months up to `today`.
fn fill(conn: &mut Connection, today: Date, words: &Words) -> Result<()> {
    for (english, other) in &words.0 {
        let sql = "UPDATE category SET name = ? WHERE name = ?";
        conn.execute(sql, [other, english]).map_err(error::sqlite)?;
    }
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let this_month = Month::of(today);
    let mut new = Vec::new();
    for month in (1 - MONTHS..=0).map(|n| this_month.plus(n)) {
        let dated = regular(month, words)
            .into_iter()
            .chain(occasional(month, words, &mut chance));
        new.extend(dated.filter(|t| t.date <= today).map(with_keys));
    }
    write(conn, &new).map_err(error::store)
}

fn write(conn: &mut Connection, entries: &[Entry]) -> std::result::Result<(), StoreError> {
    let tx = conn.transaction()?;
    let mut make_id = new_id;
    let mut names = Names::load(&tx, None, &mut make_id)?;
    for entry in entries {
        transactions::insert(&tx, &mut names, entry, None)?;
    }
    drop(names);
    Ok(tx.commit()?)
}

fn regular(month: Month, words: &Words) -> Vec<Transaction> {
    let one = |(day, kind, category, child, description, minor, account, method): &Regular| {
        let date = later(month.first_day(), i64::from(*day) - 1);
        let mut t = transaction(
            words,
            date,
            (*kind, category, child),
            description,
            *minor,
            account,
            method,
        );
        t.frequency = Some(Frequency::Monthly);
        t.to_account = match kind {
            Kind::Saving => Some(words.say("Savings")),
            Kind::Transfer => Some(words.say("Card")),
            _ => None,
        };
        t
    };
    REGULAR.iter().map(one).collect()
}

fn occasional(month: Month, words: &Words, chance: &mut Chance) -> Vec<Transaction> {
    let mut made = Vec::new();
    for (category, child, descriptions, least, most, times) in &OCCASIONAL {
        for _ in 0..*times {
            let day = chance.below(28);
            let description = descriptions[usize::try_from(chance.below(3)).unwrap_or(0)];
            let minor = least + chance.below(most - least);
            let account = if chance.below(3) == 0 {
                ("Cash", "cash")
            } else {
                ("Card", "credit")
            };
            let date = later(month.first_day(), day);
            made.push(transaction(
                words,
                date,
                (Kind::Expense, category, child),
                description,
                minor,
                account.0,
                account.1,
            ));
        }
    }
    made
}

/// Some days later. A span of jiff's would bring every error it knows into the worker.
fn later(date: Date, days: i64) -> Date {
    (0..days).fold(date, |date, _| date.tomorrow().unwrap_or(date))
}

fn transaction(
    words: &Words,
    date: Date,
    (kind, category, child): (Kind, &str, &str),
    description: &str,
    minor: i64,
    account: &str,
    method: &str,
) -> Transaction {
    let at = format!("{date}T12:00:00Z");
    Transaction {
        id: new_id(),
        date,
        kind,
        amount: Money::new(minor, Currency::EUR),
        category: words.say(category),
        subcategory: (!child.is_empty()).then(|| words.say(child)),
        description: words.say(description),
        account: words.say(account),
        to_account: None,
        payment_method: Some(method.to_owned()),
        tags: Vec::new(),
        frequency: None,
        notes: None,
        created_at: at.clone(),
        updated_at: at,
        splits: Vec::new(),
    }
}

/// A fixed sequence that looks like chance (xorshift): the demonstration is the same for everybody.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}
