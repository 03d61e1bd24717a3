//! A transaction as a person types it, read into one that can be written.

use crate::convert;
use jiff::civil::Date;
use ledger::{
    Field, FieldProblem, Frequency, Kind, MAX_CATEGORY, MAX_DESCRIPTION, MAX_NOTES, MAX_PAYMENT_METHOD,
    Problem, Transaction, check_date, check_optional_text, check_text, parse_tags,
};
use money::{Currency, Money};
use protocol::Draft;

/// What a draft is read against.
pub(crate) struct Context<'a> {
    /// Today where the person is.
    pub(crate) today: Date,
    /// Now, as an ISO 8601 instant.
    pub(crate) now: &'a str,
    /// The currency of an account by its name; the base currency for a new one.
    pub(crate) currency_of: &'a dyn Fn(&str) -> Currency,
    /// The transaction that is being changed.
    pub(crate) earlier: Option<&'a Transaction>,
    /// Identifier of a new one.
    pub(crate) new_id: String,
}

/// Collects what is wrong while fields are read.
struct Reader {
    problems: Vec<FieldProblem>,
}

impl Reader {
    fn take<T>(&mut self, field: Field, result: Result<T, Problem>) -> Option<T> {
        result
            .map_err(|problem| self.problems.push(FieldProblem::new(field, problem)))
            .ok()
    }

    fn optional(&mut self, field: Field, text: &str, max: usize) -> Option<String> {
        let checked = check_optional_text(text, max);
        self.take(field, checked)?;
        (!text.trim().is_empty()).then(|| text.to_owned())
    }
}

/// Reads a draft; all problems are told at once.
pub(crate) fn parse(draft: &Draft, context: Context<'_>) -> Result<Transaction, Vec<FieldProblem>> {
    let mut reader = Reader { problems: Vec::new() };
    let kind_words = Problem::NotOneOf {
        allowed: "income expense saving transfer",
    };
    let kind = reader.take(Field::Type, Kind::parse(&draft.kind).ok_or(kind_words));
    let date = read_date(&mut reader, &draft.date, kind, context.today);
    let account = draft.account.trim();
    reader.take(Field::Account, check_text(account, MAX_CATEGORY));
    let to_account = read_to_account(&mut reader, draft, kind, &context);
    let currency = (context.currency_of)(account);
    let minor = reader.take(Field::Amount, read_amount(&draft.amount, currency));
    let category = draft.category.trim();
    reader.take(Field::Category, check_text(category, MAX_CATEGORY));
    reader.take(
        Field::Description,
        check_text(&draft.description, MAX_DESCRIPTION),
    );
    let subcategory = reader.optional(Field::Subcategory, draft.subcategory.trim(), MAX_CATEGORY);
    let method = draft.payment_method.trim().to_lowercase();
    let payment_method = reader.optional(Field::PaymentMethod, &method, MAX_PAYMENT_METHOD);
    let notes = reader.optional(Field::Notes, &draft.notes, MAX_NOTES);
    let tags = reader.take(Field::Tags, parse_tags(&draft.tags));
    let frequency = read_frequency(&mut reader, &draft.frequency);
    let splits = context.earlier.map(|t| t.splits.clone()).unwrap_or_default();
    let is_divided_otherwise =
        minor.is_some_and(|minor| !splits.is_empty() && splits.iter().map(|s| s.minor).sum::<i64>() != minor);
    if is_divided_otherwise {
        reader
            .problems
            .push(FieldProblem::new(Field::Amount, Problem::SplitsDoNotAddUp));
    }
    match (kind, date, minor, tags, frequency) {
        (Some(kind), Some(date), Some(minor), Some(tags), Some(frequency)) if reader.problems.is_empty() => {
            Ok(Transaction {
                id: context.earlier.map_or(context.new_id, |t| t.id.clone()),
                date,
                kind,
                amount: Money::new(minor, currency),
                category: category.to_owned(),
                subcategory,
                description: draft.description.clone(),
                account: account.to_owned(),
                to_account,
                payment_method,
                tags,
                frequency,
                notes,
                created_at: context
                    .earlier
                    .map_or_else(|| context.now.to_owned(), |t| t.created_at.clone()),
                updated_at: context.now.to_owned(),
                splits,
            })
        }
        _ => Err(reader.problems),
    }
}

fn read_date(reader: &mut Reader, text: &str, kind: Option<Kind>, today: Date) -> Option<Date> {
    let missing = if text.trim().is_empty() {
        Problem::Required
    } else {
        Problem::NotADate
    };
    let date = reader.take(Field::Date, text.trim().parse::<Date>().map_err(|_| missing))?;
    if let Some(kind) = kind {
        reader.take(Field::Date, check_date(date, kind, today));
    }
    Some(date)
}

fn read_to_account(
    reader: &mut Reader,
    draft: &Draft,
    kind: Option<Kind>,
    context: &Context<'_>,
) -> Option<String> {
    if !matches!(kind, Some(Kind::Transfer | Kind::Saving)) {
        return None;
    }
    let to = reader.optional(Field::ToAccount, draft.to_account.trim(), MAX_CATEGORY)?;
    let (from_currency, to_currency) = (
        (context.currency_of)(draft.account.trim()),
        (context.currency_of)(&to),
    );
    if to == draft.account.trim() {
        reader
            .problems
            .push(FieldProblem::new(Field::ToAccount, Problem::SameAccount));
    } else if from_currency != to_currency {
        let account = to_currency.code().to_owned();
        reader.problems.push(FieldProblem::new(
            Field::ToAccount,
            Problem::CurrencyOfAccount { account },
        ));
    }
    Some(to)
}

/// What a sum in the amount's field comes to; none for a single amount, which says so itself, and for what can't be read.
pub(crate) fn work_out(text: &str, currency: Currency) -> Option<Money> {
    let minor = Some(text).filter(|text| import::is_sum(text));
    let minor = import::read_sum(minor?, currency.exponent()).ok()?;
    Some(Money::new(minor, currency))
}

fn read_amount(text: &str, currency: Currency) -> Result<i64, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::Required);
    }
    let minor = import::read_sum(text, currency.exponent())?;
    if 0 < minor {
        Ok(minor)
    } else {
        Err(Problem::NotPositive)
    }
}

#[expect(
    clippy::option_option,
    reason = "outside: refused or not; inside: recurring or not"
)]
fn read_frequency(reader: &mut Reader, text: &str) -> Option<Option<Frequency>> {
    if text.is_empty() {
        return Some(None);
    }
    let words = Problem::NotOneOf {
        allowed: "weekly monthly yearly",
    };
    reader
        .take(Field::RecurringFrequency, Frequency::parse(text).ok_or(words))
        .map(Some)
}

/// The draft of a transaction, for changing it.
pub(crate) fn of(t: &Transaction) -> Draft {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Draft {
        date: t.date.to_string(),
        kind: convert::kind(t.kind).word().to_owned(),
        amount: t.amount.to_decimal(),
        description: t.description.clone(),
        category: t.category.clone(),
        subcategory: text(&t.subcategory),
        account: t.account.clone(),
        to_account: text(&t.to_account),
        payment_method: text(&t.payment_method),
        tags: t.tags.join(", "),
        notes: text(&t.notes),
        frequency: t.frequency.map(|f| f.word().to_owned()).unwrap_or_default(),
    }
}
