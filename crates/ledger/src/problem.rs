//! What can be wrong with a value, without words for people: the page and the error file say it in their language.

/// A field of a row of the spreadsheet contract, or of the transaction form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the contract's column of that name")]
pub enum Field {
    TransactionId,
    Date,
    Category,
    Subcategory,
    Description,
    Amount,
    Type,
    Account,
    ToAccount,
    PaymentMethod,
    Tags,
    Recurring,
    RecurringFrequency,
    Notes,
    CreatedAt,
    UpdatedAt,
    Currency,
    Split,
    AccountId,
    AccountName,
    AccountType,
    Institution,
    CurrentBalance,
    OpeningBalance,
    OpeningDate,
    BalanceDate,
    BudgetId,
    MonthlyLimit,
    Year,
    Month,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 30] = [
        Self::TransactionId,
        Self::Date,
        Self::Category,
        Self::Subcategory,
        Self::Description,
        Self::Amount,
        Self::Type,
        Self::Account,
        Self::ToAccount,
        Self::PaymentMethod,
        Self::Tags,
        Self::Recurring,
        Self::RecurringFrequency,
        Self::Notes,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::Currency,
        Self::Split,
        Self::AccountId,
        Self::AccountName,
        Self::AccountType,
        Self::Institution,
        Self::CurrentBalance,
        Self::OpeningBalance,
        Self::OpeningDate,
        Self::BalanceDate,
        Self::BudgetId,
        Self::MonthlyLimit,
        Self::Year,
        Self::Month,
    ];

    /// The column's name in files.
    #[must_use]
    pub const fn column(self) -> &'static str {
        match self {
            Self::TransactionId => "transaction_id",
            Self::Date => "date",
            Self::Category => "category",
            Self::Subcategory => "subcategory",
            Self::Description => "description",
            Self::Amount => "amount",
            Self::Type => "type",
            Self::Account => "account",
            Self::ToAccount => "to_account",
            Self::PaymentMethod => "payment_method",
            Self::Tags => "tags",
            Self::Recurring => "recurring",
            Self::RecurringFrequency => "recurring_frequency",
            Self::Notes => "notes",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Currency => "currency",
            Self::Split => "split",
            Self::AccountId => "account_id",
            Self::AccountName => "account_name",
            Self::AccountType => "account_type",
            Self::Institution => "institution",
            Self::CurrentBalance => "current_balance",
            Self::OpeningBalance => "opening_balance",
            Self::OpeningDate => "opening_date",
            Self::BalanceDate => "balance_date",
            Self::BudgetId => "budget_id",
            Self::MonthlyLimit => "monthly_limit",
            Self::Year => "year",
            Self::Month => "month",
        }
    }
}

/// Why a value was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is there, and something must be.
    Required,
    /// More characters than allowed.
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// NUL or another control character than tab and line break.
    ControlCharacter,
    /// Not a date that exists.
    NotADate,
    /// The date could be read in more than one way, and the file does not decide.
    AmbiguousDate,
    /// An expense lies in the future.
    FutureExpense,
    /// Not a number.
    NotANumber,
    /// The number could mean two amounts.
    AmbiguousAmount {
        /// One reading, as a plain decimal.
        first: String,
        /// The other.
        second: String,
    },
    /// Zero or less; the type says which way the money went.
    NotPositive,
    /// More decimal places than the currency has.
    TooManyPlaces {
        /// Places of the currency.
        allowed: u8,
    },
    /// Too large to count exactly.
    TooLarge,
    /// Not one of the words allowed here.
    NotOneOf {
        /// The words, separated by a space.
        allowed: &'static str,
    },
    /// `recurring` is true and no frequency is given.
    FrequencyMissing,
    /// More tags than allowed.
    TooManyTags {
        /// Tags allowed.
        max: usize,
    },
    /// Not an ISO 8601 instant.
    NotAnInstant,
    /// Not an ISO 4217 code.
    UnknownCurrency,
    /// The account keeps another currency than the row says.
    CurrencyOfAccount {
        /// The account's currency code.
        account: String,
    },
    /// An earlier line of the file has the same identifier.
    DuplicateId {
        /// That line.
        line: u64,
    },
    /// The splits are malformed or don't add up to the amount.
    SplitsDoNotAddUp,
    /// A transfer into the account it comes from.
    SameAccount,
    /// The row has more cells than the header.
    TooManyCells {
        /// Columns in the header.
        expected: usize,
    },
    /// A formula of the spreadsheet has no value.
    ErrorCell,
    /// The quoting of the row never ends or is broken.
    BrokenQuotes,
}

/// A problem and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field.
    pub field: Field,
    /// What is wrong with its value.
    pub problem: Problem,
}

impl FieldProblem {
    /// `problem` in `field`.
    #[must_use]
    pub const fn new(field: Field, problem: Problem) -> Self {
        Self { field, problem }
    }
}
