//! Where it went: a month by category, beside the month before.

use super::{Facts, share};
use crate::convert;
use ledger::Kind;
use money::{Currency, Money};
use protocol::CategoryTotal;
use std::collections::BTreeMap;
use store::report;

/// A category's rows: its own and its children's.
struct Group<'a> {
    kind: Kind,
    name: &'a str,
    sum: i64,
    before: i64,
    rows: Vec<&'a report::CategoryTotal>,
}

/// The categories of the month, expenses first, each kind by size.
pub(super) fn by_category(facts: &Facts, currency: Currency) -> Vec<CategoryTotal> {
    let groups = groups(facts, currency);
    let largest = |kind: Kind| {
        let of_kind = groups.iter().filter(|group| group.kind == kind);
        of_kind
            .map(|group| group.sum.max(group.before))
            .max()
            .unwrap_or(0)
    };
    let show = |minor: i64| convert::amount(Money::new(minor, currency));
    let had_begun = facts.begins < facts.month;
    let total = |group: &Group<'_>| CategoryTotal {
        kind: convert::kind(group.kind),
        name: group.name.to_owned(),
        total: show(group.sum),
        before: had_begun.then(|| show(group.before)),
        share: share(group.sum, largest(group.kind)),
        before_share: share(group.before, largest(group.kind)),
        children: group
            .rows
            .iter()
            .filter_map(|row| Some((row.subcategory.clone()?, show(row.total.minor))))
            .collect(),
    };
    groups.iter().map(total).collect()
}

fn groups(facts: &Facts, currency: Currency) -> Vec<Group<'_>> {
    let mut by_name: BTreeMap<(Kind, &str), Vec<&report::CategoryTotal>> = BTreeMap::new();
    for row in of_currency(&facts.categories, currency) {
        by_name.entry((row.kind, &row.category)).or_default().push(row);
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    for ((kind, name), rows) in by_name {
        let before =
            of_currency(&facts.before, currency).filter(|row| row.kind == kind && row.category == name);
        let before = sum(before);
        groups.push(Group {
            kind,
            name,
            sum: sum(rows.iter().copied()),
            before,
            rows,
        });
    }
    groups.sort_by(|a, b| (order(a.kind), b.sum, a.name).cmp(&(order(b.kind), a.sum, b.name)));
    groups
}

fn of_currency(
    rows: &[report::CategoryTotal],
    currency: Currency,
) -> impl Iterator<Item = &report::CategoryTotal> {
    rows.iter().filter(move |row| row.total.currency == currency)
}

fn sum<'a>(rows: impl Iterator<Item = &'a report::CategoryTotal>) -> i64 {
    rows.fold(0, |sum, row| sum.saturating_add(row.total.minor))
}

/// Expenses first: that is what a person looks for.
const fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Expense => 0,
        Kind::Income => 1,
        Kind::Saving => 2,
        Kind::Transfer => 3,
    }
}
