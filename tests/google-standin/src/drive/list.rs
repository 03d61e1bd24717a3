//! `files.list`: query, order, pages.

use serde_json::{Value, json};
use std::cmp::Ordering;

use super::file::{FOLDER, File, Space};
use super::query::{Query, Term};
use super::{READING, caller, mask, store};
use crate::access;
use crate::errors;
use crate::faults::Action;
use crate::oauth::Access;
use crate::people;
use crate::wire::{Answer, Call, Reply};
use crate::world::World;

const DEFAULT_FIELDS: &str = "kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)";
/// How long the next page can be asked for.
const PAGE_SECONDS: u64 = 3 * 3600;

/// What is left of a listing.
pub(crate) struct Page {
    user: String,
    query: String,
    ids: Vec<String>,
    expires: u64,
}

pub(crate) fn answer(world: &mut World, call: &Call) -> Reply {
    let access = caller(world, call, &READING)?;
    let mask = mask(&call.query, "FileList", DEFAULT_FIELDS)?;
    let size = match call.query.get("pageSize").map(str::parse::<usize>) {
        None => 100,
        Some(Ok(size)) if (1..=1000).contains(&size) => size,
        Some(_) => return Err(errors::invalid_value("pageSize")),
    };
    let mut ids = match call.query.get("pageToken") {
        Some(token) => continued(world, call, &access, token)?,
        None => found(world, call, &access)?,
    };
    let rest = ids.split_off(size.min(ids.len()));
    let files: Vec<Value> = ids
        .iter()
        .filter_map(|id| world.drive.files.get(id))
        .map(|file| file.json(&access.project, world.drive.is_trashed(file)))
        .collect();
    let mut body = json!({ "kind": "drive#fileList", "incompleteSearch": false, "files": files });
    if !rest.is_empty() {
        let token = format!("~!!~{}", world.names.text(80));
        let query = call.query.get("q").unwrap_or_default().to_owned();
        let expires = world.clock.now() + PAGE_SECONDS;
        world.drive.pages.insert(
            token.clone(),
            Page {
                user: access.user,
                query,
                ids: rest,
                expires,
            },
        );
        body["nextPageToken"] = token.into();
    }
    Ok(Answer::json(200, &mask.apply(&body)))
}

fn continued(world: &World, call: &Call, access: &Access, token: &str) -> Result<Vec<String>, Answer> {
    let now = world.clock.now();
    let page = world.drive.pages.get(token).filter(|page| {
        page.user == access.user
            && page.query == call.query.get("q").unwrap_or_default()
            && now < page.expires
    });
    page.map(|page| page.ids.clone())
        .ok_or_else(|| errors::invalid_value("pageToken"))
}

fn found(world: &mut World, call: &Call, access: &Access) -> Result<Vec<String>, Answer> {
    let spaces: Vec<&str> = call
        .query
        .get("spaces")
        .unwrap_or("drive")
        .split(',')
        .map(str::trim)
        .collect();
    if spaces
        .iter()
        .any(|space| !["drive", "appDataFolder"].contains(space))
    {
        return Err(errors::invalid_value("spaces"));
    }
    if spaces.contains(&"appDataFolder") {
        access::check(world, call, &["drive.appdata"])?;
    }
    let query = match call.query.get("q").filter(|text| !text.trim().is_empty()) {
        None => None,
        Some(text) => Some(Query::read(text).ok_or_else(|| errors::invalid_value("q"))?),
    };
    // `root` and `appDataFolder` stand for real identifiers.
    let root = store::resolved(world, access, "root");
    let hidden = store::resolved(world, access, "appDataFolder");
    let lag = match call.twist {
        Some(Action::ListLag { ms }) if query.as_ref().is_some_and(Query::is_by_name) => ms,
        _ => 0,
    };
    let (known_until, world) = (world.clock.now_ms().saturating_sub(lag), &*world);
    let matches = |file: &File| {
        let term = |term: &Term| holds(world, access, file, term, &root, &hidden);
        query.as_ref().is_none_or(|query| query.holds(&term))
    };
    let space = |file: &File| {
        if file.space == Space::Drive {
            "drive"
        } else {
            "appDataFolder"
        }
    };
    let mut files: Vec<&File> = world
        .drive
        .files
        .values()
        .filter(|file| !world.drive.is_root(&file.id) && spaces.contains(&space(file)))
        .filter(|file| store::is_visible(world, access, file) && matches(file))
        .filter(|file| lag == 0 || file.named <= known_until)
        .collect();
    sort(
        &mut files,
        call.query.get("orderBy").unwrap_or("modifiedTime desc"),
    )?;
    Ok(files.into_iter().map(|file| file.id.clone()).collect())
}

fn holds(world: &World, access: &Access, file: &File, term: &Term, root: &str, hidden: &str) -> bool {
    match term {
        Term::Name(test, text) => test.text(&file.name, text),
        Term::FullText(text) => super::query::Test::Contains.text(&file.name, text),
        Term::Mime(test, text) => test.text(&file.mime, text),
        Term::Parent(id) => {
            let wanted = match id.as_str() {
                "root" => root,
                "appDataFolder" => hidden,
                id => id,
            };
            file.parents.iter().any(|parent| parent == wanted)
        }
        Term::Owner(who) => who == "me" || people::find(who).is_some_and(|person| person.key == file.owner),
        Term::Trashed(value) => world.drive.is_trashed(file) == *value,
        Term::Starred(value) => file.starred == *value,
        Term::SharedWithMe(value) => !value,
        Term::Modified(test, at) => test.order(&file.modified, at),
        Term::Created(test, at) => test.order(&file.created, at),
        Term::AppProperty(key, value) => file
            .app_properties
            .get(&access.project)
            .is_some_and(|held| held.get(key) == Some(value)),
        Term::Property(key, value) => file.properties.get(key) == Some(value),
    }
}

type Comparison = fn(&File, &File) -> Ordering;

fn sort(files: &mut [&File], order: &str) -> Result<(), Answer> {
    let mut keys: Vec<(Comparison, bool)> = Vec::new();
    for part in order.split(',').map(str::trim) {
        let (name, is_falling) = match part.strip_suffix(" desc") {
            Some(name) => (name, true),
            None => (part, false),
        };
        let compare: Comparison = match name {
            "createdTime" => |a, b| a.created.cmp(&b.created),
            "modifiedTime" | "modifiedByMeTime" | "recency" | "viewedByMeTime" => {
                |a, b| a.modified.cmp(&b.modified)
            }
            "name" => |a, b| a.name.to_lowercase().cmp(&b.name.to_lowercase()),
            "name_natural" => |a, b| natural(&a.name).cmp(&natural(&b.name)),
            "quotaBytesUsed" => |a, b| a.stored().cmp(&b.stored()),
            "folder" => |a, b| (a.mime != FOLDER).cmp(&(b.mime != FOLDER)),
            "starred" => |a, b| b.starred.cmp(&a.starred),
            "sharedWithMeTime" => |_, _| Ordering::Equal,
            _ => return Err(errors::invalid_value("orderBy")),
        };
        keys.push((compare, is_falling));
    }
    files.sort_by(|a, b| {
        let orders = keys.iter().map(
            |(compare, is_falling)| {
                if *is_falling { compare(b, a) } else { compare(a, b) }
            },
        );
        orders.fold(Ordering::Equal, Ordering::then)
    });
    Ok(())
}

/// A name as words and numbers: `file2` before `file10`.
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let letters = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (word, after) = after.split_at(letters);
        parts.push((number.parse().unwrap_or(0), word.to_lowercase()));
        rest = after;
    }
    parts
}
