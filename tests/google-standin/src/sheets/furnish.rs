//! The spreadsheets that the two accounts hold when a stand-in starts.

use serde_json::{Value, json};

use super::workbook::load;
use crate::world::World;

const HOUSEHOLD: &str = include_str!("../../fixtures/household-100.csv");

pub(crate) fn furnish(world: &mut World) {
    let all = [
        ("user1", household()),
        ("user1", json!({ "title": "Blank" })),
        ("user2", haushalt()),
        ("user2", json!({ "title": "Blank", "locale": "de_DE" })),
    ];
    for (user, draft) in all {
        let made = load(world, user, draft);
        debug_assert!(made.is_ok(), "{made:?}");
    }
}

/// A hundred transactions as a person keeps them, in the three tables of the spreadsheet contract.
fn household() -> Value {
    json!({
        "title": "Household", "locale": "en_US", "timeZone": "America/New_York",
        "sheets": [
            { "title": "Financial_Tracker", "csv": HOUSEHOLD },
            { "title": "Accounts", "values": [
                ["account_id", "account_name", "account_type", "institution", "current_balance", "currency"],
                ["acc-1", "Everyday Checking", "Checking", "First Federal", { "currency": 2310.55 }, "USD"],
                ["acc-2", "Rainy-Day Savings", "Savings", "First Federal", { "currency": 12000 }, "USD"],
                ["acc-3", "Visa Credit", "Credit Card", "", { "currency": -431.2 }, "USD"],
                ["acc-4", "Joint Account", "Checking", "Harbor Credit Union", { "currency": 1875.1 }, "USD"],
                ["acc-5", "Cash Wallet", "Cash", "", { "currency": 64 }, "USD"],
                ["acc-6", "Épargne Livret A", "Savings", "La Banque", { "currency": 5000.01 }, "EUR"],
            ] },
            { "title": "Budgets", "values": [
                ["budget_id", "category", "monthly_limit", "year", "month"],
                ["bud-1", "Groceries", 600, 2025, 12],
                ["bud-2", "Dining", 180.5, 2025, 12],
                ["bud-3", "Transport", 150, 2025, 12],
            ] },
        ],
    })
}

/// A table with everything that goes wrong in a comma-decimal country: amounts as text, a number that is none, a
/// cell in error, blank rows, ragged rows.
fn haushalt() -> Value {
    json!({
        "title": "Haushalt", "locale": "de_DE", "timeZone": "Europe/Berlin",
        "sheets": [
            { "title": "Financial_Tracker", "values": [
                ["transaction_id", "date", "category", "subcategory", "description", "amount", "type", "account"],
                ["t-1", { "date": "2025-11-03" }, "Groceries", "Supermarket", "REWE Markt", { "currency": 1234.5 },
                 "expense", "Girokonto"],
                ["t-2", "04.11.2025", "Dining", "Coffee", "Bäckerei Müller", "12,50", "expense", "Girokonto"],
                [],
                ["t-3", { "date": "2025-11-05" }, "Housing", "Rent", "007", { "formula": "=1/0", "value":
                 { "error": "#DIV/0!" } }, "expense", "Girokonto"],
                ["007", { "datetime": "2025-11-06T18:30:00" }, "Income", "", "Gehalt", 2500],
            ] },
            { "title": "Accounts", "values": [
                ["account_id", "account_name", "account_type", "institution", "current_balance", "currency"],
                ["k-1", "Girokonto", "Checking", "Sparkasse", "1.234,50", "EUR"],
            ] },
            { "title": "Notizen", "hidden": true, "values": [["Anteil", { "percent": 0.05 }]] },
        ],
    })
}
