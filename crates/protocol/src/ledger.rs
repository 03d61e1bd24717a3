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
    /// How many transactions lie in a category that says nothing, of all months.
    pub unsorted: u32,
    /// How many transfers lack their other account, of all months.
    pub on_their_way: u32,
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
    /// How spending adds up.
    pub pace: Pace,
}

/// How spending adds up over a month: sums from its first day through each day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// This month, through the last day that counts.
    pub spent: Vec<Point>,
    /// The month before, whole; empty where there is none.
    pub last: Vec<Point>,
    /// The middle of the six months before; empty where there are fewer than three.
    pub usual: Vec<Point>,
    /// All days of the month have passed.
    pub is_over: bool,
    /// What the month is held against; none without a month before.
    pub standard: Option<Comparison>,
}

/// A sum beside what it is held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Held against what is usual; otherwise against the month before.
    pub is_usual: bool,
    /// What that came to by the same day; by the end of the month for one that is over.
    pub standard: Amount,
    /// How far apart the two are, never negative.
    pub difference: Amount,
    /// How the month stands.
    pub verdict: Verdict,
}

/// How a sum stands beside what it is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// At least a fiftieth above.
    More,
    /// At least a fiftieth below.
    Less,
    /// About the same.
    Close,
}

/// A point of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// What it stands for.
    pub amount: Amount,
    /// Thousandths of the chart's height.
    pub share: u16,
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
    /// What it came to in the month before, where the ledger had begun.
    pub before: Option<Amount>,
    /// Thousandths of the largest of its kind in both months, for a bar.
    pub share: u16,
    /// The same of the month before, for a mark on the bar.
    pub before_share: u16,
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
    /// All accounts at the end of the month. Its share is of what lies between the lowest and the highest of the twelve.
    pub worth: Point,
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
    /// What waits for a person's eye.
    pub look: Option<Look>,
}

/// Why a transaction waits for a person's eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// Its category says nothing.
    Unsorted,
    /// A transfer whose other account is not known.
    OnItsWay,
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
    /// How many transactions it was done to, all with this description.
    pub count: u32,
    /// After one was sorted: how many others with this description wait to be.
    pub alike: u32,
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
