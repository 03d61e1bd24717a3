//! Our own identity server: who is signed in, what is connected, and the way out of both.

use crate::{AccessToken, Answer, Call, Json, Trouble};

/// What this server can do.
pub const CONFIG: Call<'static> = Call::own("GET", "/api/config", None);
/// Who is signed in, and what is connected.
pub const SESSION: Call<'static> = Call::own("GET", "/api/session", None);
/// An access token to Drive.
pub const TOKEN: Call<'static> = Call::own("POST", "/api/google/token", None);
/// Another one, because Google refused the last.
pub const ANOTHER_TOKEN: Call<'static> = Call::own("POST", "/api/google/token", Some(r#"{"rejected":true}"#));
/// The files that the person picked on Google's page; told once.
pub const PICKED: Call<'static> = Call::own("POST", "/api/google/picked", None);
/// This device forgets who the person is.
pub const SIGN_OUT: Call<'static> = Call::own("POST", "/auth/logout", Some(r#"{"everywhere":false}"#));
/// Every device does.
pub const SIGN_OUT_EVERYWHERE: Call<'static> =
    Call::own("POST", "/auth/logout", Some(r#"{"everywhere":true}"#));
/// The server forgets its key to Drive.
pub const DISCONNECT: Call<'static> =
    Call::own("POST", "/api/google/disconnect", Some(r#"{"revoke":false}"#));
/// Google forgets that we were ever let in, too.
pub const DISCONNECT_AND_REVOKE: Call<'static> =
    Call::own("POST", "/api/google/disconnect", Some(r#"{"revoke":true}"#));
/// The server forgets the person.
pub const DELETE_ACCOUNT: Call<'static> = Call::own("DELETE", "/api/account", None);

/// What a server says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Whoever runs it has set Google up.
    pub is_configured: bool,
    /// Where it says that Drive is; see [`crate::Root::allowed`].
    pub drive_root: String,
    /// Where it says that Sheets is.
    pub sheets_root: String,
}

/// Reads the answer to [`CONFIG`]: none where the app is served without the identity server.
///
/// # Errors
/// When a server is there and can't say.
pub fn read_config(answer: &Answer) -> Result<Option<Config>, Trouble> {
    match (answer.status, answer.body.at("google")) {
        (200, Json::Bool(is_configured)) => Ok(Some(Config {
            is_configured: *is_configured,
            drive_root: answer.body.at("drive_root").text().unwrap_or_default().to_owned(),
            sheets_root: answer
                .body
                .at("sheets_root")
                .text()
                .unwrap_or_default()
                .to_owned(),
        })),
        // A host of plain files has no such address, or answers every address with the page.
        (200 | 404 | 405, _) => Ok(None),
        _ => Err(Trouble::of_server(answer)),
    }
}

/// Reads the answer to [`PICKED`]: identifiers of files in Drive.
///
/// # Errors
/// When it is no list.
pub fn read_picked(answer: &Answer) -> Result<Vec<String>, Trouble> {
    match answer.body.at("file_ids") {
        Json::List(ids) if answer.status == 200 => Ok(ids
            .iter()
            .filter_map(Json::text)
            .filter(|id| crate::files::is_id(id))
            .map(str::to_owned)
            .collect()),
        _ if answer.status == 200 => Err(Trouble::BadAnswer),
        _ => Err(Trouble::of_server(answer)),
    }
}

/// How far the person got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Nobody is signed in.
    SignedOut,
    /// Signed in, nothing more.
    None,
    /// Drive is connected.
    Active,
    /// It was, and only the person can renew it.
    Expired,
}

/// Reads the answer to [`SESSION`]: how far, and the e-mail address, or else the name, of who is signed in.
///
/// # Errors
/// When it says neither yes nor no.
pub fn read_session(answer: &Answer) -> Result<(Grant, String), Trouble> {
    if answer.status != 200 {
        return Err(Trouble::of_server(answer));
    }
    let grant = match (
        answer.body.at("signed_in"),
        answer.body.at("google").at("state").text(),
    ) {
        (Json::Bool(false), _) => Grant::SignedOut,
        (Json::Bool(true), Some("active")) => Grant::Active,
        (Json::Bool(true), Some("reauth_required")) => Grant::Expired,
        (Json::Bool(true), Some("none")) => Grant::None,
        _ => return Err(Trouble::BadAnswer),
    };
    // An address that Google has not verified is not passed on; the name is then what there is.
    let user = answer.body.at("user");
    let who = user.at("email").text().or_else(|| user.at("name").text());
    Ok((grant, who.unwrap_or_default().to_owned()))
}

/// Reads the answer to [`TOKEN`]: the token, and until when it is good, in RFC 3339.
///
/// # Errors
/// What stands between the person and their Drive.
pub fn read_token(mut answer: Answer) -> Result<(AccessToken, String), Trouble> {
    if !answer.is_success() {
        return Err(Trouble::of_server(&answer));
    }
    let token = answer
        .body
        .take_text("access_token")
        .filter(|token| !token.is_empty());
    let expires = answer.body.take_text("expires_at");
    match (token.map(AccessToken::new), expires) {
        (Some(token), Some(expires)) => Ok((token, expires)),
        _ => Err(Trouble::BadAnswer),
    }
}

/// Reads the answer to a call that has none.
///
/// # Errors
/// When it was not done.
pub fn read_done(answer: &Answer) -> Result<(), Trouble> {
    if answer.is_success() {
        Ok(())
    } else {
        Err(Trouble::of_server(answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::tests::answer;

    #[test]
    fn a_copy_without_the_server_is_told_from_a_server_that_is_unwell() {
        assert_eq!(read_config(&answer(404, "")), Ok(None));
        assert_eq!(
            read_config(&answer(200, "")),
            Ok(None),
            "the page in place of an answer"
        );
        assert_eq!(
            read_config(&answer(404, r#"{"error":{"code":"not_found"}}"#)),
            Ok(None)
        );
        assert_eq!(read_config(&answer(503, "")), Err(Trouble::Unavailable));
    }

    #[test]
    fn a_server_says_whether_google_is_set_up_and_where_drive_is() {
        let body = r#"{"google":true,"drive_root":"https://www.googleapis.com/","sheets_root":"https://sheets.googleapis.com/","standin":false}"#;
        let config = read_config(&answer(200, body)).unwrap().unwrap();
        assert!(config.is_configured);
        assert_eq!(config.drive_root, "https://www.googleapis.com/");
        let config = read_config(&answer(200, r#"{"google":false}"#)).unwrap().unwrap();
        assert!(!config.is_configured);
    }

    fn session(signed_in: bool, state: &str) -> Result<(Grant, String), Trouble> {
        let body = format!(
            r#"{{"signed_in":{signed_in},"user":{{"name":"Ana","email":"ana@example.org","picture":null}},
            "google":{{"connected":true,"scopes":[],"state":"{state}"}}}}"#
        );
        read_session(&answer(200, &body))
    }

    #[test]
    fn the_session_says_how_far_the_person_got() {
        assert_eq!(
            session(true, "none").unwrap(),
            (Grant::None, "ana@example.org".into())
        );
        assert_eq!(session(true, "active").unwrap().0, Grant::Active);
        assert_eq!(session(true, "reauth_required").unwrap().0, Grant::Expired);
        assert_eq!(session(false, "none").unwrap().0, Grant::SignedOut);
        assert_eq!(session(true, "unheard_of"), Err(Trouble::BadAnswer));
        let unverified = r#"{"signed_in":true,"user":{"name":"Ana","email":null},"google":{"state":"none"}}"#;
        assert_eq!(read_session(&answer(200, unverified)).unwrap().1, "Ana");
        let nobody =
            r#"{"signed_in":false,"user":null,"google":{"connected":false,"scopes":[],"state":"none"}}"#;
        assert_eq!(
            read_session(&answer(200, nobody)),
            Ok((Grant::SignedOut, String::new()))
        );
    }

    #[test]
    fn a_token_without_its_end_is_no_token() {
        let body = r#"{"access_token":"ya29.x","expires_at":"2026-04-03T10:00:00Z","scope":"s"}"#;
        let (token, expires) = read_token(answer(200, body)).unwrap();
        assert_eq!(
            (token.reveal(), expires.as_str()),
            ("ya29.x", "2026-04-03T10:00:00Z")
        );
        for body in [
            "",
            r#"{"access_token":"ya29.x"}"#,
            r#"{"access_token":"","expires_at":"2026-04-03T10:00:00Z"}"#,
            r#"{"access_token":7,"expires_at":"2026-04-03T10:00:00Z"}"#,
        ] {
            assert_eq!(
                read_token(answer(200, body)).unwrap_err(),
                Trouble::BadAnswer,
                "{body}"
            );
        }
        let refused = answer(409, r#"{"error":{"code":"reauth_required","message":""}}"#);
        assert_eq!(read_token(refused).unwrap_err(), Trouble::Expired);
    }

    #[test]
    fn leaving_is_done_or_it_is_said_why_not() {
        assert_eq!(read_done(&answer(204, "")), Ok(()));
        let refused = answer(401, r#"{"error":{"code":"not_signed_in","message":""}}"#);
        assert_eq!(read_done(&refused), Err(Trouble::SignedOut));
    }
}
