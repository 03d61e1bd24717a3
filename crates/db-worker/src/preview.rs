//! What the page shows of an import before it is written.

use crate::{
    convert,
    error::Result,
    evidence,
    import_session::{ImportSession, TableRead, TableRows, nothing},
    session::Session,
};
use import::{
    DateOrder, DecimalMark, DuplicateReason, Incoming, IncomingAccount, IncomingBudget, Question, Refusal,
    Status, TablePlan, TableStatus,
};
use ledger::Transaction;
use money::Money;
use protocol::{File, Finding, ImportChoice, ImportQuestion, Preview, PreviewRow, Reply, RowStatus};

/// The word for an order of dates, in answers and findings.
pub(crate) const fn order_word(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay => "year-first",
        DateOrder::DayMonthYear => "day-first",
        DateOrder::MonthDayYear => "month-first",
    }
}

/// The word for a decimal mark.
pub(crate) const fn mark_word(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Dot => "dot",
        DecimalMark::Comma => "comma",
    }
}

/// The preview of an import.
pub(crate) fn of(import: &ImportSession) -> Preview {
    let plans = || {
        import.tables.iter().filter_map(|table| match &table.plan {
            TableRows::Transactions(plan) => Some(plan),
            _ => None,
        })
    };
    let total = |t: &import::Total| {
        t.amount
            .map(|amount| (convert::kind(t.kind), convert::amount(amount)))
    };
    Preview {
        source: import.source.clone(),
        findings: import
            .tables
            .iter()
            .map(|t| (t.name.clone(), evidence::findings(t)))
            .collect(),
        questions: questions(&import.tables),
        counts: counts(import),
        removes: import.removes,
        totals: plans()
            .flat_map(|plan| plan.totals.iter().filter_map(total))
            .collect(),
        new_accounts: unique(plans().flat_map(|plan| plan.new_accounts.iter().map(|a| a.name.clone()))),
        new_categories: unique(plans().flat_map(|plan| plan.new_categories.iter().map(category_name))),
        currency: import.currency.code().to_owned(),
        elapsed_ms: import.elapsed_ms,
    }
}

fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    names.filter(|name| seen.insert(name.clone())).collect()
}

fn category_name(category: &import::NewCategory) -> String {
    with_child(&category.category, category.subcategory.as_deref())
}

fn with_child(category: &str, child: Option<&str>) -> String {
    child.map_or_else(|| category.to_owned(), |child| format!("{category} › {child}"))
}

fn questions(tables: &[TableRead]) -> Vec<ImportQuestion> {
    let mut asked: Vec<ImportQuestion> = Vec::new();
    for question in tables.iter().flat_map(|t| &t.questions).map(question) {
        // One answer serves all files of an import.
        if !asked.iter().any(|known| known.topic == question.topic) {
            asked.push(question);
        }
    }
    asked
}

fn question(question: &Question) -> ImportQuestion {
    match question {
        Question::DateOrder { examples, .. } => {
            let mut choices: Vec<ImportChoice> = Vec::new();
            for example in examples {
                for (order, date) in &example.readings {
                    let value = order_word(*order);
                    let shown = (example.raw.clone(), date.to_string());
                    match choices.iter_mut().find(|choice| choice.value == value) {
                        Some(choice) => choice.examples.push(shown),
                        None => choices.push(ImportChoice {
                            value: value.to_owned(),
                            examples: vec![shown],
                        }),
                    }
                }
            }
            ImportQuestion {
                topic: "date-order".to_owned(),
                choices,
            }
        }
        Question::DecimalMark { examples, .. } => {
            let choice = |value: &str, reading: &dyn Fn(&import::AmountExample) -> String| ImportChoice {
                value: value.to_owned(),
                examples: examples.iter().map(|e| (e.raw.clone(), reading(e))).collect(),
            };
            let choices = vec![
                choice("dot", &|e| e.dot.clone()),
                choice("comma", &|e| e.comma.clone()),
            ];
            ImportQuestion {
                topic: "decimal".to_owned(),
                choices,
            }
        }
    }
}

/// Rows of each status, in the order of [`RowStatus`].
pub(crate) fn counts(import: &ImportSession) -> [u32; 5] {
    let mut sums = [0_u32; 5];
    for table in &import.tables {
        let counts = match &table.plan {
            TableRows::Transactions(plan) => plan.counts,
            TableRows::Accounts(plan) => plan.counts,
            TableRows::Budgets(plan) => plan.counts,
            TableRows::Unsupported(_) => import::Counts::default(),
        };
        let vanished = table.vanished().len();
        let counts = [
            counts.new,
            counts.updates,
            counts.duplicates,
            counts.errors,
            vanished,
        ];
        for (sum, n) in sums.iter_mut().zip(counts) {
            *sum = sum.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        }
    }
    sums
}

/// Rows of the preview, in the order of the files; `from..to` counts those of the status asked.
pub(crate) fn rows(session: &Session, status: Option<RowStatus>, from: u32, to: u32) -> Result<Reply> {
    let import = session.import.as_ref().ok_or_else(nothing)?;
    let wanted = all(import).filter(|(_, row)| status.is_none_or(|status| row.status() == status));
    let page = wanted.skip(from as usize).take(to.saturating_sub(from) as usize);
    Ok(Reply::PreviewRows(
        page.map(|(line, row)| row.show(line)).collect(),
    ))
}

/// The rows in error as CSV, each with its text by the page.
pub(crate) fn errors(session: &Session, texts: &[String]) -> Result<Reply> {
    let import = session.import.as_ref().ok_or_else(nothing)?;
    let refused: Vec<(u64, &[Refusal])> = all(import)
        .filter_map(|(line, row)| Some((line, row.refusals()?)))
        .collect();
    let next = std::cell::RefCell::new(texts.iter());
    let describe = |_: &ledger::FieldProblem| next.borrow_mut().next().cloned().unwrap_or_default();
    let bytes = import::errors_csv(refused, &describe);
    Ok(Reply::File(File {
        name: "errors.csv".to_owned(),
        mime: "text/csv".to_owned(),
        bytes,
    }))
}

/// A row of whichever table.
enum AnyRow<'a> {
    Transaction(&'a Status),
    Account(&'a TableStatus<IncomingAccount>),
    Budget(&'a TableStatus<IncomingBudget>),
    /// Not in the sheet any more.
    Vanished(&'a Transaction),
}

fn all(import: &ImportSession) -> impl Iterator<Item = (u64, AnyRow<'_>)> {
    let vanished = import.tables.iter().flat_map(TableRead::vanished);
    import
        .tables
        .iter()
        .flat_map(|table| -> Box<dyn Iterator<Item = (u64, AnyRow<'_>)>> {
            match &table.plan {
                TableRows::Transactions(plan) => Box::new(
                    plan.items
                        .iter()
                        .map(|item| (item.line, AnyRow::Transaction(&item.status))),
                ),
                TableRows::Accounts(plan) => Box::new(table_items(plan, AnyRow::Account)),
                TableRows::Budgets(plan) => Box::new(table_items(plan, AnyRow::Budget)),
                TableRows::Unsupported(_) => Box::new(std::iter::empty()),
            }
        })
        .chain(vanished.map(|row| (0, AnyRow::Vanished(row))))
}

fn table_items<'a, T>(
    plan: &'a TablePlan<T>,
    wrap: impl Fn(&'a TableStatus<T>) -> AnyRow<'a>,
) -> impl Iterator<Item = (u64, AnyRow<'a>)> {
    plan.items.iter().map(move |item| (item.line, wrap(&item.status)))
}

impl<'a> AnyRow<'a> {
    const fn status(&self) -> RowStatus {
        match self {
            Self::Transaction(Status::New { .. })
            | Self::Account(TableStatus::New(_))
            | Self::Budget(TableStatus::New(_)) => RowStatus::New,
            Self::Transaction(Status::Update { .. })
            | Self::Account(TableStatus::Update { .. })
            | Self::Budget(TableStatus::Update { .. }) => RowStatus::Updated,
            Self::Transaction(Status::Duplicate { .. })
            | Self::Account(TableStatus::Duplicate(_))
            | Self::Budget(TableStatus::Duplicate(_)) => RowStatus::Duplicate,
            Self::Vanished(_) => RowStatus::Vanished,
            _ => RowStatus::Error,
        }
    }

    fn refusals(&self) -> Option<&'a [Refusal]> {
        match self {
            Self::Transaction(Status::Error { refusals }) => Some(refusals),
            Self::Account(TableStatus::Error(refusals)) | Self::Budget(TableStatus::Error(refusals)) => {
                Some(refusals)
            }
            _ => None,
        }
    }

    fn show(&self, line: u64) -> PreviewRow {
        let mut shown = match self {
            Self::Transaction(
                Status::New { row, .. } | Status::Update { row, .. } | Status::Duplicate { row, .. },
            ) => of_transaction(row),
            Self::Account(
                TableStatus::New(row) | TableStatus::Update { row, .. } | TableStatus::Duplicate(row),
            ) => of_account(row),
            Self::Budget(
                TableStatus::New(row) | TableStatus::Update { row, .. } | TableStatus::Duplicate(row),
            ) => of_budget(row),
            Self::Vanished(row) => PreviewRow {
                date: row.date.to_string(),
                description: row.description.clone(),
                category: with_child(&row.category, row.subcategory.as_deref()),
                account: row.account.clone(),
                kind: Some(convert::kind(row.kind)),
                amount: Some(convert::amount(row.amount)),
                ..blank()
            },
            _ => blank(),
        };
        shown.line = line;
        shown.status = self.status();
        shown.reason = self.reason();
        shown.problems = self.refusals().unwrap_or_default().iter().map(refusal).collect();
        if let Self::Transaction(Status::Update { changes, .. })
        | Self::Account(TableStatus::Update { changes, .. })
        | Self::Budget(TableStatus::Update { changes, .. }) = self
        {
            shown.changes = changes
                .iter()
                .map(|c| (convert::column(c.field), c.old.clone(), c.new.clone()))
                .collect();
        }
        shown
    }

    fn reason(&self) -> Finding {
        match self {
            Self::Transaction(Status::Duplicate {
                reason: DuplicateReason::Twin { n, of },
                ..
            }) => evidence::finding("twin", &[("n", &n.to_string()), ("of", &of.to_string())]),
            Self::Transaction(Status::Duplicate {
                reason: DuplicateReason::Unchanged,
                ..
            }) => evidence::finding("unchanged", &[]),
            Self::Transaction(Status::Duplicate { .. }) => evidence::finding("same-id", &[]),
            Self::Account(TableStatus::Duplicate(_)) => evidence::finding("same-account", &[]),
            Self::Budget(TableStatus::Duplicate(_)) => evidence::finding("same-budget", &[]),
            _ => match self.status() {
                RowStatus::Error => evidence::finding("error", &[]),
                RowStatus::Vanished => evidence::finding("vanished", &[]),
                RowStatus::Updated => evidence::finding("update", &[]),
                _ => evidence::finding("new", &[]),
            },
        }
    }
}

fn refusal(refusal: &Refusal) -> (protocol::FieldFailure, String) {
    (convert::field_failure(&refusal.problem), refusal.value.clone())
}

fn blank() -> PreviewRow {
    PreviewRow {
        line: 0,
        status: RowStatus::Error,
        date: String::new(),
        description: String::new(),
        category: String::new(),
        account: String::new(),
        kind: None,
        amount: None,
        reason: evidence::finding("error", &[]),
        problems: Vec::new(),
        changes: Vec::new(),
    }
}

fn of_transaction(row: &Incoming) -> PreviewRow {
    PreviewRow {
        date: row.date.to_string(),
        description: row.description.clone(),
        category: with_child(&row.category, row.subcategory.as_deref()),
        account: row.account.clone(),
        kind: Some(convert::kind(row.kind)),
        amount: Some(convert::amount(row.amount)),
        ..blank()
    }
}

fn of_account(row: &IncomingAccount) -> PreviewRow {
    PreviewRow {
        description: row.name.clone(),
        category: row.account_type.word().to_owned(),
        account: row.institution.clone().unwrap_or_default(),
        amount: Some(convert::amount(Money::new(row.current_balance, row.currency))),
        ..blank()
    }
}

fn of_budget(row: &IncomingBudget) -> PreviewRow {
    PreviewRow {
        date: row.month.to_string(),
        category: row.category.clone(),
        amount: Some(convert::amount(row.limit)),
        ..blank()
    }
}
