//! View models of the ledger.

use serde::{Deserialize, Serialize};

/// An amount to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The exact decimal, with a dot and the currency's own places.
    pub decimal: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// A kind of transaction, as the page knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the four kinds of the ledger's vocabulary")]
pub enum Kind {
    Income,
    Expense,
    Saving,
    Transfer,
}

impl Kind {
    /// All, in the order of the forms.
    pub const ALL: [Self; 4] = [Self::Expense, Self::Income, Self::Saving, Self::Transfer];

    /// The word in files and attributes.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Income => "income",
            Self::Expense => "expense",
            Self::Saving => "saving",
            Self::Transfer => "transfer",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Names to choose from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Kind, name and children of each category.
    pub categories: Vec<(Kind, String, Vec<String>)>,
    /// Name and currency of each account.
    pub accounts: Vec<(String, String)>,
    /// Tags in use.
    pub tags: Vec<String>,
}

/// A month of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// `YYYY-MM`.
    pub month: String,
    /// First and last month with a transaction, if any.
    pub span: Option<(String, String)>,
    /// One for each currency in use, the base currency first; at least one.
    pub currencies: Vec<MonthOfCurrency>,
}

/// A month in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthOfCurrency {
    /// What came in.
    pub income: Amount,
    /// What went out.
    pub expense: Amount,
    /// What was put aside.
    pub saving: Amount,
    /// Income less expense: by this much net worth grew.
    pub net: Amount,
    /// All accounts at the end of the month.
    pub net_worth: Amount,
    /// By category, largest first.
    pub categories: Vec<CategoryTotal>,
    /// The twelve months up to this one, oldest first.
    pub year: Vec<MonthBar>,
}

/// What a category came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryTotal {
    /// Which way the money went.
    pub kind: Kind,
    /// Name.
    pub name: String,
    /// With all children.
    pub total: Amount,
    /// Thousandths of the largest of its kind, for a bar.
    pub share: u16,
    /// Children, largest first.
    pub children: Vec<(String, Amount)>,
}

/// A month in the chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthBar {
    /// `YYYY-MM`.
    pub month: String,
    /// What came in.
    pub income: Amount,
    /// What went out.
    pub expense: Amount,
    /// Thousandths of the tallest bar.
    pub income_share: u16,
    /// Thousandths of the tallest bar.
    pub expense_share: u16,
}

/// What the list shows. Empty texts do not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Beginnings of words.
    pub search: String,
    /// ISO date, first day.
    pub from: String,
    /// ISO date, last day.
    pub to: String,
    /// Name of a category.
    pub category: String,
    /// Name of its child.
    pub subcategory: String,
    /// Name of an account.
    pub account: String,
    /// Kind.
    pub kind: Option<Kind>,
}

/// A list of transactions, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Its number, for asking rows.
    pub list: u32,
    /// How many match.
    pub count: u32,
}

/// A transaction as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionRow {
    /// Identifier.
    pub id: String,
    /// ISO date.
    pub date: String,
    /// Which way the money went.
    pub kind: Kind,
    /// Greater than zero.
    pub amount: Amount,
    /// What it was.
    pub description: String,
    /// Category.
    pub category: String,
    /// Its child, or empty.
    pub subcategory: String,
    /// How many splits; 1 when it is not divided.
    pub splits: u32,
    /// Account.
    pub account: String,
    /// The other account of a transfer, or empty.
    pub to_account: String,
    /// Comma-separated, or empty.
    pub tags: String,
}

/// A transaction in the form: every field as the person types it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's columns")]
pub struct Draft {
    pub date: String,
    pub kind: String,
    pub amount: String,
    pub description: String,
    pub category: String,
    pub subcategory: String,
    pub account: String,
    pub to_account: String,
    pub payment_method: String,
    pub tags: String,
    pub notes: String,
    /// Empty, `weekly`, `monthly` or `yearly`.
    pub frequency: String,
}

/// The ledger changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// What was done.
    pub what: Change,
    /// Identifier of the transaction.
    pub id: String,
    /// Its description, for the notice.
    pub description: String,
}

/// What was done to a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named by what happened")]
pub enum Change {
    Added,
    Edited,
    Deleted,
    Undone,
    Redone,
}

/// A file to save.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// MIME type.
    pub mime: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("len", &self.bytes.len())
            .finish()
    }
}
