//! The tables of the contract and the names of their columns, ours behind those of the contract.
//!
//! **Invariant:** a name stands once in a table, and export writes them in this order.

/// Which table of the contract a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// `transactions.csv`
    Transactions,
    /// `accounts.csv`
    Accounts,
    /// `budgets.csv`
    Budgets,
    /// `goals.csv`, recognised and not read yet.
    Goals,
    /// `contributions.csv`, recognised and not read yet.
    Contributions,
}

/// A table and its columns, in the order of export.
pub(crate) struct Table {
    pub(crate) kind: TableKind,
    pub(crate) columns: &'static [&'static str],
    /// Without these no row can be read.
    pub(crate) required: &'static [&'static str],
}

/// Every table, the commonest first.
pub(crate) static TABLES: [Table; 5] = [
    Table {
        kind: TableKind::Transactions,
        columns: &[
            "transaction_id",
            "date",
            "category",
            "subcategory",
            "description",
            "amount",
            "type",
            "account",
            "payment_method",
            "tags",
            "recurring",
            "recurring_frequency",
            "notes",
            "created_at",
            "updated_at",
            "to_account",
            "currency",
            "split",
        ],
        required: &["date", "category", "description", "amount", "type", "account"],
    },
    Table {
        kind: TableKind::Accounts,
        columns: &[
            "account_id",
            "account_name",
            "account_type",
            "institution",
            "current_balance",
            "currency",
            "opening_balance",
            "opening_date",
            "balance_date",
        ],
        required: &["account_name", "account_type", "current_balance", "currency"],
    },
    Table {
        kind: TableKind::Budgets,
        columns: &[
            "budget_id",
            "category",
            "monthly_limit",
            "year",
            "month",
            "currency",
        ],
        required: &["category", "monthly_limit", "year", "month"],
    },
    Table {
        kind: TableKind::Goals,
        columns: &[
            "goal_id",
            "goal_name",
            "target_amount",
            "currency",
            "target_date",
            "account",
            "notes",
        ],
        required: &["goal_name", "target_amount"],
    },
    Table {
        kind: TableKind::Contributions,
        columns: &["contribution_id", "goal_id", "date", "amount", "notes"],
        required: &["goal_id", "date", "amount"],
    },
];

/// The columns of a table, in the order of export.
pub(crate) fn columns_of(kind: TableKind) -> &'static [&'static str] {
    TABLES
        .iter()
        .find(|table| table.kind == kind)
        .map_or(&[], |table| table.columns)
}
