//! Requests about transactions, their lists and the names in use.

use crate::{
    backup::BACKUP_MINUTES,
    clock, convert, dashboard, draft,
    error::{self, Result},
    random::new_id,
    session::{Session, Step, reversed},
    vault_requests::{AUTO_LOCK, BASE_CURRENCY, auto_lock_minutes},
};
use money::Currency;
use protocol::{
    Amount, Change, Changed, Code, Draft, Facts, Failure, Filter, List, Reply, Setting, TransactionRow,
    Vocabulary,
};
use std::collections::HashMap;
use store::{Entry, Keys, accounts, list, report, settings, transactions, vocabulary};

/// Facts for the trust line and the settings.
pub(crate) fn facts(session: &Session) -> Result<Facts> {
    let is_empty = report::span(&session.conn).map_err(error::store)?.is_none();
    Ok(Facts {
        demo: session.vault.is_none(),
        base_currency: dashboard::base_currency(session)?.code().to_owned(),
        currencies: Currency::all().iter().map(|c| c.code().to_owned()).collect(),
        auto_lock_minutes: auto_lock_minutes(session)?,
        is_empty,
        can_undo: !session.history.done.is_empty(),
        can_redo: !session.history.undone.is_empty(),
        backup_verified_at: crate::backup::verified_at(session),
    })
}

/// Changes a setting.
pub(crate) fn set_setting(session: &Session, setting: &Setting) -> Result<Reply> {
    let (key, value) = match setting {
        Setting::AutoLockMinutes(minutes) => (AUTO_LOCK, minutes.clamp(&1, &60).to_string()),
        Setting::BaseCurrency(code) => {
            let unknown =
                ledger::FieldProblem::new(ledger::Field::Currency, ledger::Problem::UnknownCurrency);
            let currency = Currency::parse(code).map_err(|_| convert::invalid(&[unknown]))?;
            (BASE_CURRENCY, currency.code().to_owned())
        }
        Setting::BackupMinutes(minutes) => (BACKUP_MINUTES, minutes.to_string()),
    };
    session.note_change().map_err(error::store)?;
    settings::set(&session.conn, key, &value).map_err(error::store)?;
    Ok(Reply::Done)
}

/// Names to choose from.
pub(crate) fn vocabulary(session: &Session) -> Result<Vocabulary> {
    let categories = vocabulary::categories(&session.conn).map_err(error::store)?;
    let accounts = accounts::all(&session.conn).map_err(error::store)?;
    Ok(Vocabulary {
        categories: categories
            .into_iter()
            .map(|c| (convert::kind(c.kind), c.name, c.children))
            .collect(),
        accounts: accounts
            .into_iter()
            .map(|a| (a.account.name, a.account.currency.code().to_owned()))
            .collect(),
        tags: vocabulary::tags(&session.conn).map_err(error::store)?,
    })
}

/// Makes a list.
pub(crate) fn list(session: &mut Session, filter: &Filter) -> Result<List> {
    let (list, count) = session
        .lists
        .make(&session.conn, convert::filter(filter)?, &filter.search)?;
    Ok(List {
        list,
        count: u32::try_from(count).unwrap_or(u32::MAX),
    })
}

/// Rows of a list.
pub(crate) fn rows(session: &Session, number: u32, from: u32, to: u32) -> Result<Vec<TransactionRow>> {
    let ids = session.lists.page(number, from, to)?;
    let rows = list::rows(&session.conn, ids).map_err(error::store)?;
    Ok(rows.into_iter().map(row).collect())
}

fn row(row: list::ListRow) -> TransactionRow {
    TransactionRow {
        id: row.uid,
        date: row.date.to_string(),
        kind: convert::kind(row.kind),
        amount: convert::amount(row.amount),
        description: row.description,
        category: row.category,
        subcategory: row.subcategory.unwrap_or_default(),
        splits: row.splits,
        account: row.account,
        to_account: row.to_account.unwrap_or_default(),
        tags: row.tags.unwrap_or_default(),
    }
}

/// A transaction for the form.
pub(crate) fn draft(session: &Session, id: &str) -> Result<Draft> {
    Ok(draft::of(&find(session, id)?.transaction))
}

pub(crate) fn find(session: &Session, id: &str) -> Result<Entry> {
    let found = transactions::get(&session.conn, id).map_err(error::store)?;
    found.ok_or_else(|| Failure::new(Code::NotFound, "transaction"))
}

/// Writes what the person typed.
pub(crate) fn save(session: &mut Session, id: Option<String>, typed: &Draft) -> Result<Changed> {
    let before = id.map(|id| find(session, &id)).transpose()?;
    let (known, base) = currencies(session)?;
    let now = clock::now();
    let context = draft::Context {
        today: clock::today(),
        now: &now,
        currency_of: &|name| known.get(name).copied().unwrap_or(base),
        earlier: before.as_ref().map(|entry| &entry.transaction),
        new_id: new_id(),
    };
    let transaction = draft::parse(typed, context).map_err(|problems| convert::invalid(&problems))?;
    let after = Some(with_keys(transaction));
    perform(session, vec![Step { before, after }], true)
}

/// The currency of each account by its name, and that of a new one.
fn currencies(session: &Session) -> Result<(HashMap<String, Currency>, Currency)> {
    let accounts = accounts::all(&session.conn).map_err(error::store)?;
    let known = accounts
        .into_iter()
        .map(|a| (a.account.name, a.account.currency))
        .collect();
    Ok((known, dashboard::base_currency(session)?))
}

/// What a sum comes to, in the currency of the account.
pub(crate) fn work_out(session: &Session, text: &str, account: &str) -> Result<Option<Amount>> {
    let (known, base) = currencies(session)?;
    let currency = known.get(account.trim()).copied().unwrap_or(base);
    Ok(draft::work_out(text, currency).map(convert::amount))
}

/// A transaction with the keys by which imports recognise it.
pub(crate) fn with_keys(transaction: ledger::Transaction) -> Entry {
    let keys = keys(&transaction);
    Entry { transaction, keys }
}

/// The keys of a transaction.
pub(crate) fn keys(t: &ledger::Transaction) -> Keys {
    Keys {
        fingerprint: import::fingerprint(t).to_bytes(),
        content_key: import::content_key(
            &t.account,
            t.date,
            t.amount.minor,
            t.amount.currency,
            t.kind,
            &t.description,
        ),
    }
}

/// Removes a transaction.
pub(crate) fn delete(session: &mut Session, id: &str) -> Result<Changed> {
    let before = Some(find(session, id)?);
    perform(session, vec![Step { before, after: None }], true)
}

/// Takes back the last change.
pub(crate) fn undo(session: &mut Session) -> Result<Changed> {
    let nothing = || Failure::new(Code::NothingToUndo, "no change of this session");
    let steps = session.history.done.last().cloned().ok_or_else(nothing)?;
    let changed = perform(session, reversed(&steps), false)?;
    session.history.done.pop();
    session.history.undone.push(steps);
    Ok(Changed {
        what: Change::Undone,
        ..changed
    })
}

/// Does the change that was taken back last again.
pub(crate) fn redo(session: &mut Session) -> Result<Changed> {
    let nothing = || Failure::new(Code::NothingToUndo, "nothing was taken back");
    let steps = session.history.undone.last().cloned().ok_or_else(nothing)?;
    let changed = perform(session, steps.clone(), false)?;
    session.history.undone.pop();
    session.history.done.push(steps);
    Ok(Changed {
        what: Change::Redone,
        ..changed
    })
}

/// Writes steps at one stroke, if each row still is what its step says it was. What is told of them is told of the last.
pub(crate) fn perform(session: &mut Session, steps: Vec<Step>, note: bool) -> Result<Changed> {
    let last = steps.last().and_then(|step| Some((step.what(), step.subject()?)));
    let (what, subject) = last.ok_or_else(|| Failure::new(Code::Internal, "an empty step"))?;
    let changed = Changed {
        what,
        id: subject.transaction.id.clone(),
        description: subject.transaction.description.clone(),
        count: u32::try_from(steps.len()).unwrap_or(u32::MAX),
        alike: 0,
    };
    let write_all = |conn: &rusqlite::Connection, names: &mut store::Names<'_>| {
        steps.iter().try_for_each(|step| write(conn, names, step))
    };
    session.write(write_all).map_err(error::store)?;
    if note {
        session.history.note(steps);
    }
    Ok(changed)
}

fn write(
    conn: &rusqlite::Connection,
    names: &mut store::Names<'_>,
    step: &Step,
) -> std::result::Result<(), store::StoreError> {
    let Some(subject) = step.subject() else {
        return Ok(());
    };
    let id = &subject.transaction.id;
    if transactions::get(conn, id)? != step.before {
        return Err(store::StoreError::ChangedSince);
    }
    match (&step.before, &step.after) {
        (None, Some(after)) => transactions::insert(conn, names, after, None),
        (Some(_), Some(after)) => transactions::replace(conn, names, after).map(|_| ()),
        (_, None) => transactions::remove(conn, id).map(|_| ()),
    }
}
