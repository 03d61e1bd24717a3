//! The pages a person sees: accounts, consent, picker, refusals.
//!
//! Plain forms without scripts, and headed so that nobody takes them for Google's.

use super::authorize::short;
use super::grant;
use super::request::{Asked, Onepick};
use super::{DRIVE_FILE, EMAIL, PROFILE, is_sign_in};
use crate::clock::rfc3339;
use crate::drive::File;
use crate::people::{self, PEOPLE};
use crate::wire::{Answer, escaped};
use crate::world::World;

const STYLE: &str = include_str!("pages.css");

/// Which account?
pub(crate) fn chooser(id: &str, asked: &Asked) -> Answer {
    let accounts: String = PEOPLE
        .iter()
        .map(|person| {
            format!(
                "<li><button class=\"account\" name=\"user\" value=\"{key}\" data-testid=\"account-{key}\">\
                 <img src=\"/a/{key}.svg\" alt=\"\" width=\"40\" height=\"40\"><span><strong>{name}</strong><br>{email}\
                 </span></button></li>",
                key = person.key,
                name = person.name(),
                email = person.email
            )
        })
        .collect();
    let body = format!(
        "<h1>Choose an account</h1><p>to continue to <strong>{client}</strong></p>\
         <form method=\"post\" action=\"/signin/{id}\"><input type=\"hidden\" name=\"step\" value=\"account\">\
         <ul class=\"accounts\">{accounts}</ul></form>{cancel}",
        client = escaped(&asked.client.id),
        cancel = cancel_form(id),
    );
    page("Choose an account", &body, Some(&asked.redirect_uri), 200)
}

/// What may the client do?
pub(crate) fn consent(id: &str, asked: &Asked, user: &str) -> Answer {
    let sign_in: String = asked
        .scopes
        .iter()
        .filter(|scope| is_sign_in(scope))
        .map(|scope| {
            format!(
                "<li data-testid=\"scope-{}\">{}</li>",
                escaped(short(scope)),
                told(scope)
            )
        })
        .collect();
    let boxes: String = asked
        .data_scopes()
        .map(|scope| {
            let (name, value, text) = (escaped(short(scope)), escaped(scope), told(scope));
            format!(
                "<li><label><input type=\"checkbox\" name=\"scope\" value=\"{value}\" checked \
                 data-testid=\"scope-{name}\"> <span>{text}<br><small>{name}</small></span></label></li>"
            )
        })
        .collect();
    let listed = |items: &str, legend: &str| match items {
        "" => String::new(),
        _ => format!("<fieldset><legend>{legend}</legend><ul>{items}</ul></fieldset>"),
    };
    let body = format!(
        "<h1>{client} wants access to your account</h1>{who}<form method=\"post\" action=\"/signin/{id}\">\
         <input type=\"hidden\" name=\"step\" value=\"consent\">{known}{asked_for}<p class=\"buttons\"><button \
         class=\"primary\" data-testid=\"consent-continue\">Continue</button></p></form>{cancel}",
        client = escaped(&asked.client.id),
        who = who(id, user),
        known = listed(&sign_in, "It will learn"),
        asked_for = listed(&boxes, "It would like to"),
        cancel = cancel_form(id),
    );
    page("Consent", &body, Some(&asked.redirect_uri), 200)
}

/// Which files may the client see?
pub(crate) fn picker(world: &World, id: &str, asked: &Asked, user: &str, onepick: &Onepick) -> Answer {
    let mut files: Vec<&File> = grant::offered(world, user, onepick).collect();
    files.sort_by(|a, b| b.modified.cmp(&a.modified).then_with(|| a.name.cmp(&b.name)));
    let kind = if onepick.allows_multiple {
        "checkbox"
    } else {
        "radio"
    };
    let rows: String = files
        .iter()
        .map(|file| {
            let is_asked_for = onepick.file_ids.contains(&file.id);
            format!(
                "<li><label><input type=\"{kind}\" name=\"file\" value=\"{id}\" data-testid=\"pick-{id}\"{checked}> \
                 <span>{name}<br><small>changed {day}</small></span></label></li>",
                id = file.id,
                name = escaped(&file.name),
                day = &rfc3339(file.modified)[..10],
                checked = if is_asked_for { " checked" } else { "" },
            )
        })
        .collect();
    let list = if rows.is_empty() {
        "<p>No file of the wanted kind.</p>".to_owned()
    } else {
        rows
    };
    let body = format!(
        "<h1>Choose what {client} may see</h1>{who}<form method=\"post\" action=\"/signin/{id}\"><input \
         type=\"hidden\" name=\"step\" value=\"pick\"><fieldset><legend>Files in your Drive</legend><ul>{list}</ul>\
         </fieldset><p class=\"buttons\"><button class=\"primary\" data-testid=\"pick-done\">Done</button></p></form>\
         {cancel}",
        client = escaped(&asked.client.id),
        who = who(id, user),
        cancel = cancel_form(id),
    );
    page("Choose files", &body, Some(&asked.redirect_uri), 200)
}

/// A request that is refused. `text` is HTML.
pub(crate) fn refusal(status: u16, code: &str, text: &str) -> Answer {
    let body = format!(
        "<h1>Access blocked</h1><p>{text}</p><p data-testid=\"refusal\"><code>Error {status}: {code}</code></p>"
    );
    page("Access blocked", &body, None, status)
}

/// As whom, and the way to somebody else: a hint from the client only preselects.
fn who(id: &str, user: &str) -> String {
    let email = people::find(user).map_or("", |person| person.email);
    format!(
        "<form method=\"post\" action=\"/signin/{id}\"><input type=\"hidden\" name=\"step\" value=\"account\"><p \
         class=\"buttons\">as <strong>{email}</strong> <button data-testid=\"use-another-account\">Use another \
         account</button></p></form>"
    )
}

fn cancel_form(id: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/signin/{id}\"><input type=\"hidden\" name=\"step\" value=\"cancel\">\
         <p class=\"buttons\"><button data-testid=\"consent-cancel\">Cancel</button></p></form>"
    )
}

/// A scope in a person's words.
fn told(scope: &str) -> String {
    match scope {
        "openid" => "Who you are on this stand-in".to_owned(),
        EMAIL => "Your e-mail address".to_owned(),
        PROFILE => "Your name and picture".to_owned(),
        DRIVE_FILE => "See, edit, create and delete only the files you use with this app".to_owned(),
        other => format!("Use {}", escaped(short(other))),
    }
}

/// A whole page. After a form the browser is sent back to the client, so its policy has to allow that origin.
fn page(title: &str, body: &str, redirect_uri: Option<&str>, status: u16) -> Answer {
    let client = redirect_uri.and_then(origin).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {client}; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title} – Google stand-in</title><link \
         rel=\"stylesheet\" href=\"/a/pages.css\"></head><body><header>Google stand-in — made-up accounts on your own \
         machine</header><main>{body}</main></body></html>"
    );
    let mut answer = Answer::html(status, html)
        .with("content-security-policy", policy)
        .with("x-content-type-options", "nosniff")
        .with("referrer-policy", "no-referrer")
        .with("cache-control", "no-store");
    answer.cors = false;
    answer
}

/// The style sheet of the pages.
pub(crate) fn style() -> Answer {
    Answer::bytes(200, "text/css; charset=utf-8", STYLE.into())
}

fn origin(uri: &str) -> Option<String> {
    let (scheme, rest) = uri.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{host}"))
}
