//! What a consent gives: scopes, a first refresh token, sight of picked files.

use std::collections::BTreeSet;

use super::request::{Asked, Onepick};
use crate::drive::{FOLDER, File};
use crate::world::World;

/// Whether the person sees a consent page.
pub(crate) fn needs_consent(world: &World, user: &str, asked: &Asked) -> bool {
    let granted = granted(world, user, &asked.client.project);
    asked.wants("consent")
        || !asked.scopes.is_subset(&granted)
        || (asked.is_offline && !has_offline(world, user, &asked.client.id))
}

/// Whether a refresh token has been given since the last revocation.
pub(crate) fn has_offline(world: &World, user: &str, client: &str) -> bool {
    world
        .oauth
        .offline_given
        .contains(&(user.to_owned(), client.to_owned()))
}

/// Books a consent; returns the scopes of the tokens that follow from it.
pub(crate) fn record(
    world: &mut World,
    user: &str,
    asked: &Asked,
    consented: Option<BTreeSet<String>>,
) -> BTreeSet<String> {
    let mut scopes = consented.unwrap_or_else(|| asked.scopes.clone());
    let key = (user.to_owned(), asked.client.project.clone());
    let held = world.oauth.consents.entry(key).or_default();
    held.extend(scopes.iter().cloned());
    if asked.includes_granted {
        scopes.extend(held.iter().cloned());
    }
    scopes
}

/// Lets the client see the picked files; returns those that could be picked.
pub(crate) fn authorise_picked(
    world: &mut World,
    user: &str,
    asked: &Asked,
    picked: &[String],
) -> Vec<String> {
    let Some(onepick) = &asked.onepick else {
        return Vec::new();
    };
    let offered: BTreeSet<String> = offered(world, user, onepick)
        .map(|file| file.id.clone())
        .collect();
    let limit = if onepick.allows_multiple { picked.len() } else { 1 };
    let chosen: Vec<String> = picked
        .iter()
        .filter(|id| offered.contains(*id))
        .take(limit)
        .cloned()
        .collect();
    for id in &chosen {
        world.oauth.authorise(user, &asked.client.project, id);
    }
    chosen
}

/// The files a picker shows.
pub(crate) fn offered<'a>(
    world: &'a World,
    user: &'a str,
    onepick: &'a Onepick,
) -> impl Iterator<Item = &'a File> {
    world.drive.files.values().filter(move |file| {
        let is_wanted_type = onepick.mimetypes.is_empty() || onepick.mimetypes.contains(&file.mime);
        let is_wanted_folder = file.mime != FOLDER || onepick.allows_folders;
        let is_wanted_file = onepick.file_ids.is_empty() || onepick.file_ids.contains(&file.id);
        file.owner == user && file.is_pickable() && is_wanted_type && is_wanted_folder && is_wanted_file
    })
}

fn granted(world: &World, user: &str, project: &str) -> BTreeSet<String> {
    world
        .oauth
        .consents
        .get(&(user.to_owned(), project.to_owned()))
        .cloned()
        .unwrap_or_default()
}
