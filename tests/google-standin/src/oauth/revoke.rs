//! The revocation endpoint: one token takes the whole grant of its project with it.

use serde_json::json;

use crate::wire::{Answer, Call, Reply};
use crate::world::World;

pub(crate) fn answer(world: &mut World, call: &Call) -> Reply {
    let form = call.form();
    let token = form
        .get("token")
        .or_else(|| call.query.get("token"))
        .unwrap_or_default();
    let now = world.clock.now();
    let by_access = world
        .oauth
        .access
        .get(token)
        .filter(|access| now < access.expires);
    let owner = by_access
        .map(|access| (access.user.clone(), access.project.clone()))
        .or_else(|| {
            let held = world.oauth.refresh.iter().find(|held| held.token == token)?;
            held.expires
                .is_none_or(|expires| now < expires)
                .then(|| (held.user.clone(), held.project.clone()))
        });
    let Some((user, project)) = owner else {
        let body = json!({ "error": "invalid_token", "error_description": "Token expired or revoked" });
        return Err(Answer::json(400, &body));
    };
    project_revoked(world, &user, &project);
    Ok(Answer::json(200, &json!({})))
}

/// The user withdraws everything from one project.
fn project_revoked(world: &mut World, user: &str, project: &str) {
    let clients: Vec<String> = world
        .settings
        .clients
        .iter()
        .filter(|client| client.project == project)
        .map(|client| client.id.clone())
        .collect();
    world.oauth.revoke(user, project, &clients);
}

/// The user withdraws everything from everyone, as from the page of their account.
pub(crate) fn everything(world: &mut World, user: &str) {
    let projects: Vec<String> = world
        .settings
        .clients
        .iter()
        .map(|client| client.project.clone())
        .collect();
    for project in projects {
        project_revoked(world, user, &project);
    }
}
