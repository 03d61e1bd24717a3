//! Closed sets of the vocabulary, each with the words used in files.

/// Which way the money of a transaction went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Money came in from outside.
    Income,
    /// Money went out.
    Expense,
    /// Money was put aside for a goal; it stays one's own.
    Saving,
    /// Money moved between one's own accounts.
    Transfer,
}

impl Kind {
    /// All kinds, in the order in which people list them.
    pub const ALL: [Self; 4] = [Self::Income, Self::Expense, Self::Saving, Self::Transfer];

    /// The word in files and in the `type` column.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Income => "income",
            Self::Expense => "expense",
            Self::Saving => "saving",
            Self::Transfer => "transfer",
        }
    }

    /// Reads the word in any case; English only, as the contract says.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word().eq_ignore_ascii_case(text.trim()))
    }
}

/// How often a recurring transaction comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Every seven days.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

impl Frequency {
    /// All frequencies, shortest first.
    pub const ALL: [Self; 3] = [Self::Weekly, Self::Monthly, Self::Yearly];

    /// The word in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Yearly => "yearly",
        }
    }

    /// Reads the word in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|frequency| frequency.word().eq_ignore_ascii_case(text.trim()))
    }
}

/// What kind of place an account is. Anything else a person writes is kept as they wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AccountType {
    /// Everyday account.
    Checking,
    /// Savings account.
    Savings,
    /// Credit card.
    CreditCard,
    /// Notes and coins.
    Cash,
    /// Securities.
    Investment,
    /// A word of the person's own.
    Other(String),
}

impl AccountType {
    /// The word in files.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Checking => "Checking",
            Self::Savings => "Savings",
            Self::CreditCard => "Credit Card",
            Self::Cash => "Cash",
            Self::Investment => "Investment",
            Self::Other(word) => word,
        }
    }

    /// Reads a word; the five known ones in any case.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let known = [
            Self::Checking,
            Self::Savings,
            Self::CreditCard,
            Self::Cash,
            Self::Investment,
        ];
        let text = text.trim();
        let found = known
            .into_iter()
            .find(|known| known.word().eq_ignore_ascii_case(text));
        found.unwrap_or_else(|| Self::Other(text.to_owned()))
    }
}
