//! The categories a new ledger starts with.

use crate::{Kind, fold};

/// A category with its children, by its English name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DefaultCategory {
    /// Which kind of transaction it is for.
    pub kind: Kind,
    /// Name.
    pub name: &'static str,
    /// Names of its children.
    pub children: &'static [&'static str],
}

const fn category(kind: Kind, name: &'static str, children: &'static [&'static str]) -> DefaultCategory {
    DefaultCategory { kind, name, children }
}

/// The contract's default categories, in its order.
#[must_use]
pub const fn default_categories() -> &'static [DefaultCategory] {
    &DEFAULTS
}

/// Whether a category says nothing about what the money was for: what lies there waits to be sorted. By its name, in the
/// languages of the app, however it is written.
#[must_use]
pub fn says_nothing(category: &str) -> bool {
    const NAMES: [&str; 17] = [
        "other expenses",
        "other income",
        "other",
        "others",
        "misc",
        "miscellaneous",
        "uncategorized",
        "uncategorised",
        "unknown",
        "otros gastos",
        "otros ingresos",
        "otros",
        "otro",
        "varios",
        "sin categoria",
        "sin categorizar",
        "sin clasificar",
    ];
    NAMES.contains(&fold(category).as_str())
}

static DEFAULTS: [DefaultCategory; 17] = {
    use Kind::{Expense, Income};
    [
        category(Income, "Salary", &[]),
        category(Income, "Freelance", &[]),
        category(Income, "Investments", &[]),
        category(Income, "Rental Income", &[]),
        category(Income, "Dividends", &[]),
        category(Income, "Refunds", &[]),
        category(Income, "Gifts", &[]),
        category(Income, "Other Income", &[]),
        category(Expense, "Housing", &["Rent/Mortgage", "Utilities", "Maintenance"]),
        category(
            Expense,
            "Transportation",
            &["Fuel", "Public Transit", "Car Payment", "Insurance"],
        ),
        category(Expense, "Food", &["Groceries", "Dining Out", "Delivery"]),
        category(Expense, "Healthcare", &["Insurance", "Medical", "Pharmacy"]),
        category(Expense, "Entertainment", &["Streaming", "Events", "Hobbies"]),
        category(Expense, "Shopping", &["Clothing", "Electronics", "Home Goods"]),
        category(Expense, "Personal", &["Gym", "Self-care", "Education"]),
        category(Expense, "Financial", &["Savings", "Investments", "Debt Payment"]),
        category(Expense, "Other Expenses", &[]),
    ]
};
