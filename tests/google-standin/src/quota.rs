//! Per-minute quotas on the stand-in's clock: Drive counts units, Sheets counts read requests.

use std::collections::HashMap;

use crate::errors;
use crate::wire::{Answer, Call};
use crate::world::World;

const DRIVE_UNITS_PER_USER: u32 = 325_000;
const SHEETS_READS_PER_USER: u32 = 60;
const SHEETS_READS_PER_PROJECT: u32 = 300;

/// What has been used in the running minute, by whom.
#[derive(Default)]
pub(crate) struct Meters(HashMap<String, Window>);

#[derive(Clone, Copy, Default)]
struct Window {
    minute: u64,
    used: u32,
}

impl Meters {
    /// Books `cost`; `false` when that would pass `limit`, and then nothing is booked.
    fn book(&mut self, who: &str, minute: u64, cost: u32, limit: u32) -> bool {
        let window = self.0.entry(who.to_owned()).or_default();
        if window.minute != minute {
            *window = Window { minute, used: 0 };
        }
        if window.used + cost > limit {
            return false;
        }
        window.used += cost;
        true
    }
}

/// Books a Drive call.
pub(crate) fn drive(world: &mut World, user: &str, project: &str, units: u32) -> Result<(), Answer> {
    if !world.settings.quotas {
        return Ok(());
    }
    let minute = world.clock.now() / 60;
    let fits = world.meters.book(
        &format!("drive {project} {user}"),
        minute,
        units,
        DRIVE_UNITS_PER_USER,
    );
    if fits {
        Ok(())
    } else {
        Err(errors::drive_rate_limit())
    }
}

/// Books one read of Sheets.
pub(crate) fn sheets(world: &mut World, user: &str, project: &str) -> Result<(), Answer> {
    if !world.settings.quotas {
        return Ok(());
    }
    let minute = world.clock.now() / 60;
    if !world.meters.book(
        &format!("sheets {project} {user}"),
        minute,
        1,
        SHEETS_READS_PER_USER,
    ) {
        let limit = "ReadRequestsPerMinutePerUser";
        return Err(errors::sheets_rate_limit(
            limit,
            " per user",
            SHEETS_READS_PER_USER,
        ));
    }
    if !world
        .meters
        .book(&format!("sheets {project}"), minute, 1, SHEETS_READS_PER_PROJECT)
    {
        let limit = "ReadRequestsPerMinutePerProject";
        return Err(errors::sheets_rate_limit(limit, "", SHEETS_READS_PER_PROJECT));
    }
    Ok(())
}

/// The units a Drive call costs.
pub(crate) fn units(call: &Call) -> u32 {
    let is_media = call.query.get("alt") == Some("media");
    let is_list = call.path == "/drive/v3/files" || call.path.ends_with("/revisions");
    match call.method.as_str() {
        "GET" if is_media => 200,
        "GET" if is_list => 100,
        "GET" => 5,
        _ => 50,
    }
}
