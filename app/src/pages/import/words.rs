//! Words for what the worker says in codes.

use crate::context::Ctx;
use protocol::{FieldFailure, Finding, PreviewRow};

/// A finding about a file.
pub(crate) fn evidence(ctx: &Ctx, finding: &Finding) -> String {
    ctx.i18n.coded("evidence", &finding.code, &finding.values)
}

/// The contract's column, in words.
pub(crate) fn column(ctx: &Ctx, column: &str) -> String {
    ctx.t(&format!("column-{}", column.replace('_', "-")))
}

/// What is wrong and what would be right.
pub(crate) fn problem(ctx: &Ctx, problem: &FieldFailure) -> String {
    ctx.i18n.coded("problem", &problem.problem, &problem.values)
}

/// Why a row has its status: one sentence for each problem or change.
pub(crate) fn reasons(ctx: &Ctx, row: &PreviewRow) -> Vec<String> {
    let problems = row.problems.iter().map(|(found, value)| {
        let id = if value.is_empty() {
            "row-problem-empty"
        } else {
            "row-problem"
        };
        ctx.tv(
            id,
            &[
                ("column", column(ctx, &found.field).into()),
                ("value", value.as_str().into()),
                ("problem", problem(ctx, found).into()),
            ],
        )
    });
    let changes = row.changes.iter().map(|(name, before, after)| {
        ctx.tv(
            "row-change",
            &[
                ("column", column(ctx, name).into()),
                ("before", shown(ctx, before).into()),
                ("after", shown(ctx, after).into()),
            ],
        )
    });
    let detail: Vec<_> = problems.chain(changes).collect();
    if !row.problems.is_empty() {
        return detail;
    }
    let reason = ctx.i18n.coded("reason", &row.reason.code, &row.reason.values);
    std::iter::once(reason).chain(detail).collect()
}

fn shown(ctx: &Ctx, value: &str) -> String {
    if value.is_empty() {
        ctx.t("nothing")
    } else {
        value.to_owned()
    }
}
