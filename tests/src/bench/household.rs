//! A household of any size, the same in each run.

use std::fmt::Write;

const MERCHANTS: [(&str, &str, &str); 12] = [
    ("Groceries", "Supermarket", "Carrefour, Rue de Rivoli"),
    ("Groceries", "Market", "Marché d'Aligre"),
    ("Dining", "Restaurants", "Café São Bento"),
    ("Dining", "Coffee", "Blue Bottle Coffee"),
    ("Transport", "Fuel", "Aral Tankstelle"),
    ("Transport", "Public transit", "BVG Berlin"),
    ("Housing", "Rent", "Hausverwaltung Grün GmbH"),
    ("Health", "Pharmacy", "Farmácia São João"),
    ("Shopping", "Online", "AMZN Mktp DE*2K41"),
    ("Shopping", "Home", "IKEA Älmhult"),
    ("Leisure", "Streaming", "Netflix.com"),
    ("Income", "Salary", "Nordwind AB, Payroll"),
];
const DETAILS: [&str; 6] = [
    "weekly shop, incl. deposit",
    "card 4417",
    "online order",
    "contactless",
    "ref 88213-77",
    "POS 0031",
];
const NOTES: [&str; 4] = ["", "", "receipt kept", "für Oma"];
const ACCOUNTS: [&str; 5] = [
    "Everyday Checking",
    "Rainy-Day Savings",
    "Visa Credit",
    "Joint Account",
    "Cash Wallet",
];

/// `transactions.csv` with this many rows over ten years.
pub fn csv(rows: usize) -> String {
    let mut chance = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |bound: u64| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        (chance >> 33) % bound
    };
    let mut text = String::from(
        "transaction_id,date,category,subcategory,description,amount,type,account,payment_method,tags,recurring,\
         recurring_frequency,notes,created_at,updated_at\n",
    );
    for row in 0..rows {
        let pick = |list_len: usize, n: u64| usize::try_from(n).unwrap_or(0) % list_len;
        let (category, child, merchant) = MERCHANTS[pick(12, next(12))];
        let (detail, note, account) = (
            DETAILS[pick(6, next(6))],
            NOTES[pick(4, next(4))],
            ACCOUNTS[pick(5, next(5))],
        );
        let kind = if category == "Income" { "income" } else { "expense" };
        let date = format!("{}-{:02}-{:02}", 2016 + next(10), 1 + next(12), 1 + next(28));
        let (whole, cents, reference) = (1 + next(900), next(100), next(1_000_000));
        // Writing into a String can't fail.
        let _ = writeln!(
            text,
            "{row:08x}-{:04x}-4000-8000-{:012x},{date},{category},{child},\"{merchant} – {detail} #{reference:06}\",{whole}.{cents:02},{kind},{account},debit,\"family,shared\",FALSE,,{note},{date}T10:00:00Z,{date}T10:00:00Z",
            next(65_536),
            next(1 << 31),
        );
    }
    text
}
