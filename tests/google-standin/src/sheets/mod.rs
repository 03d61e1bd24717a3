//! Sheets v4: reading a spreadsheet's outline and its values.
//!
//! A spreadsheet is a file of Drive's; under `drive.file` one that was not picked does not exist.

mod a1;
mod cell;
mod furnish;
mod locale;
mod outline;
mod values;
mod workbook;

pub(crate) use furnish::furnish;
pub use workbook::Edit;
pub(crate) use workbook::{Workbook, edit, load};

use serde_json::json;

use crate::access;
use crate::drive::File;
use crate::errors;
use crate::mask::{Mask, UnknownField};
use crate::quota;
use crate::wire::{Answer, Call, Reply, decoded};
use crate::world::World;

const READING: [&str; 5] = [
    "drive.file",
    "drive",
    "drive.readonly",
    "spreadsheets",
    "spreadsheets.readonly",
];

/// The answer to a call of Sheets'; `None` for every other path.
pub(crate) fn answer(world: &mut World, call: &Call) -> Option<Answer> {
    let segments = call.segments("/v4/spreadsheets/")?;
    if call.method != "GET" {
        return None;
    }
    let reply = match segments.as_slice() {
        [id] => opened(world, call, id, outline::answer),
        [id, "values:batchGet"] => opened(world, call, id, values::batch),
        [id, "values", range] => {
            let range = decoded(range);
            opened(world, call, id, |file, book, call| {
                values::single(file, book, call, &range)
            })
        }
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refusal| refusal))
}

fn opened(
    world: &mut World,
    call: &Call,
    id: &str,
    answer: impl Fn(&File, &Workbook, &Call) -> Reply,
) -> Reply {
    let access = access::check(world, call, &READING)?;
    quota::sheets(world, &access.user, &access.project)?;
    let is_given = |file: &&File| {
        file.owner == access.user
            && (access.reads_all_sheets() || world.oauth.may_see(&access.user, &access.project, &file.id))
    };
    let file = world
        .drive
        .files
        .get(id)
        .filter(is_given)
        .ok_or_else(errors::sheets_not_found)?;
    match &file.workbook {
        Some(book) => answer(file, book, call),
        None => {
            let message = "This operation is not supported for this document";
            Err(errors::sheets(400, "FAILED_PRECONDITION", message, &[]))
        }
    }
}

/// The mask of a request, if it has one.
fn mask(call: &Call, resource: &str) -> Result<Option<Mask>, Answer> {
    let read = |text| Mask::read(text, "sheets", resource).map_err(unknown_field);
    call.query
        .get("fields")
        .filter(|text| !text.is_empty())
        .map(read)
        .transpose()
}

fn shown(body: &serde_json::Value, mask: Option<&Mask>) -> Answer {
    match mask {
        Some(mask) => Answer::json(200, &mask.apply(body)),
        None => Answer::json(200, body),
    }
}

fn unknown_field(unknown: UnknownField) -> Answer {
    let description = format!(
        "Error expanding 'fields' parameter. Cannot find matching fields for path '{}'.",
        unknown.0
    );
    let details = json!({
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{ "field": unknown.0, "description": description }],
    });
    errors::sheets(
        400,
        "INVALID_ARGUMENT",
        "Request contains an invalid argument.",
        &[details],
    )
}

fn invalid(message: &str) -> Answer {
    errors::sheets(400, "INVALID_ARGUMENT", message, &[])
}
