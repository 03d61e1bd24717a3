//! Between the ledger's values and what the page shows.

use crate::error::Result;
use ledger::{Field, FieldProblem, Problem};
use money::Money;
use protocol::{Amount, Code, Failure, FieldFailure};

/// An amount to show.
pub(crate) fn amount(money: Money) -> Amount {
    Amount {
        decimal: money.to_decimal(),
        currency: money.currency.code().to_owned(),
    }
}

/// The page's word for a kind.
pub(crate) const fn kind(kind: ledger::Kind) -> protocol::Kind {
    match kind {
        ledger::Kind::Income => protocol::Kind::Income,
        ledger::Kind::Expense => protocol::Kind::Expense,
        ledger::Kind::Saving => protocol::Kind::Saving,
        ledger::Kind::Transfer => protocol::Kind::Transfer,
    }
}

/// The ledger's word for a kind.
pub(crate) const fn kind_back(kind: protocol::Kind) -> ledger::Kind {
    match kind {
        protocol::Kind::Income => ledger::Kind::Income,
        protocol::Kind::Expense => ledger::Kind::Expense,
        protocol::Kind::Saving => ledger::Kind::Saving,
        protocol::Kind::Transfer => ledger::Kind::Transfer,
    }
}

/// A filter as typed; an unreadable date is refused.
pub(crate) fn filter(filter: &protocol::Filter) -> Result<store::list::Filter> {
    let date = |text: &str, field: &str| {
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| Failure {
            fields: vec![FieldFailure {
                field: field.to_owned(),
                problem: "not-a-date".to_owned(),
                values: Vec::new(),
            }],
            ..Failure::new(Code::InvalidFields, "filter")
        })
    };
    let name = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(store::list::Filter {
        from: date(&filter.from, "from")?,
        to: date(&filter.to, "to")?,
        category: name(&filter.category),
        subcategory: name(&filter.subcategory),
        account: name(&filter.account),
        kind: filter.kind.map(kind_back),
        look: filter.look.map(|look| match look {
            protocol::Look::Unsorted => store::list::Look::Unsorted,
            protocol::Look::OnItsWay => store::list::Look::OnItsWay,
        }),
    })
}

/// A problem of a field, as a code with what fills its words.
pub(crate) fn field_failure(problem: &FieldProblem) -> FieldFailure {
    let (code, values) = problem_code(&problem.problem);
    FieldFailure {
        field: problem.field.column().to_owned(),
        problem: code.to_owned(),
        values,
    }
}

/// Problems of a form.
pub(crate) fn invalid(problems: &[FieldProblem]) -> Failure {
    Failure {
        fields: problems.iter().map(field_failure).collect(),
        ..Failure::new(Code::InvalidFields, "form")
    }
}

fn problem_code(problem: &Problem) -> (&'static str, Vec<(String, String)>) {
    let one = |key: &str, value: String| vec![(key.to_owned(), value)];
    match problem {
        Problem::Required => ("required", Vec::new()),
        Problem::TooLong { max } => ("too-long", one("max", max.to_string())),
        Problem::ControlCharacter => ("control-character", Vec::new()),
        Problem::NotADate => ("not-a-date", Vec::new()),
        Problem::AmbiguousDate => ("ambiguous-date", Vec::new()),
        Problem::FutureExpense => ("future-expense", Vec::new()),
        Problem::NotANumber => ("not-a-number", Vec::new()),
        Problem::AmbiguousAmount { first, second } => (
            "ambiguous-amount",
            vec![
                ("first".to_owned(), first.clone()),
                ("second".to_owned(), second.clone()),
            ],
        ),
        Problem::NotPositive => ("not-positive", Vec::new()),
        Problem::TooManyPlaces { allowed } => ("too-many-places", one("allowed", allowed.to_string())),
        Problem::TooLarge => ("too-large", Vec::new()),
        Problem::NotOneOf { allowed } => ("not-one-of", one("allowed", (*allowed).to_owned())),
        Problem::FrequencyMissing => ("frequency-missing", Vec::new()),
        Problem::TooManyTags { max } => ("too-many-tags", one("max", max.to_string())),
        Problem::NotAnInstant => ("not-an-instant", Vec::new()),
        Problem::UnknownCurrency => ("unknown-currency", Vec::new()),
        Problem::CurrencyOfAccount { account } => ("currency-of-account", one("currency", account.clone())),
        Problem::DuplicateId { line } => ("duplicate-id", one("line", line.to_string())),
        Problem::SplitsDoNotAddUp => ("splits-do-not-add-up", Vec::new()),
        Problem::SameAccount => ("same-account", Vec::new()),
        Problem::TooManyCells { expected } => ("too-many-cells", one("expected", expected.to_string())),
        Problem::ErrorCell => ("error-cell", Vec::new()),
        Problem::BrokenQuotes => ("broken-quotes", Vec::new()),
    }
}

/// The columns that hold names, for messages.
pub(crate) fn column(field: Field) -> String {
    field.column().to_owned()
}
