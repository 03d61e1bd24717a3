//! What a restore would change, for the person to see before it does.

use super::stage::Staged;
use crate::{
    backup::{self, is_changed},
    clock, convert,
    error::{self, Result},
    worker::{is_open, with_session},
};
use money::{Currency, Money};
use protocol::{Amount, RestorePlan};
use store::census::{self, Census};
use vault::backup::{BackupHead, Verified};

/// The tables that a person knows by their rows.
const TABLES: [&str; 4] = ["txn", "account", "category", "budget"];

type Sums = Vec<(String, String)>;

/// Compares the ledger in force, if there is one, with the staged one.
pub(super) fn of(staged: &Staged, head: &BackupHead, verified: &Verified) -> Result<RestorePlan> {
    let (now, own, has_unsaved) = match is_open() {
        true => with_session(|session| {
            let census = census::take(&session.conn).map_err(error::store)?;
            Ok((
                Some(census),
                Some(backup::device_id(session)?),
                is_changed(session)?,
            ))
        })?,
        false => (None, None, false),
    };
    let (tables, totals) = now.map_or_else(Default::default, |census: Census| (census.tables, census.totals));
    let rows = TABLES.map(|table| (count(&tables, table), count(&verified.manifest.tables, table)));
    Ok(RestorePlan {
        created_at: clock::iso(head.created_ms),
        generation: head.generation,
        is_own: own == Some(head.device_id),
        device: backup::hex(head.device_id.get(..2).unwrap_or_default()),
        bytes: verified.bytes,
        rows,
        totals: compare(&totals, &verified.manifest.totals),
        replaces: matches!(staged, Staged::Beside { .. }),
        has_unsaved,
    })
}

fn count(tables: &[(String, u64)], table: &str) -> u64 {
    let found = tables.iter().find(|(name, _)| name == table);
    found.map_or(0, |(_, rows)| *rows)
}

/// Both lists are sorted by name, as a census gives them and a manifest keeps them: one walk meets each name once.
fn compare(now: &Sums, then: &Sums) -> Vec<(String, Option<Amount>, Option<Amount>)> {
    let (mut now, mut then) = (now.iter().peekable(), then.iter().peekable());
    let mut both = Vec::new();
    loop {
        let (left, right) = match (now.peek(), then.peek()) {
            (None, None) => return both,
            (Some((a, _)), Some((b, _))) if a == b => (now.next(), then.next()),
            (Some((a, _)), Some((b, _))) if b < a => (None, then.next()),
            (Some(_), _) => (now.next(), None),
            (None, Some(_)) => (None, then.next()),
        };
        let name = left.or(right).map_or("", |(name, _)| name);
        let what = name.split(':').next().unwrap_or_default().to_owned();
        let of = |sum: Option<&(String, String)>| sum.and_then(|(name, sum)| amount(name, sum));
        both.push((what, of(left), of(right)));
    }
}

/// A sum like `expense:EUR`. None of more than 64 bits, which no screen would hold.
fn amount(name: &str, sum: &str) -> Option<Amount> {
    let currency = Currency::parse(name.split_once(':')?.1).ok()?;
    Some(convert::amount(Money::new(sum.parse().ok()?, currency)))
}
