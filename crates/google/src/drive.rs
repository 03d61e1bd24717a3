//! Google Drive, version 3.

use crate::{AccessToken, Answer, Call, Root, Trouble};

/// Whose Drive it is, and how full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The account's e-mail address.
    pub email: String,
    /// Bytes in use, in decimal.
    pub used: String,
    /// Bytes there are, in decimal; none where Google sets no limit.
    pub limit: Option<String>,
}

/// Asks for [`About`].
#[must_use]
pub fn about<'a>(root: &Root, token: &'a AccessToken) -> Call<'a> {
    Call::get(
        root.join("drive/v3/about?fields=user(emailAddress),storageQuota(limit,usage)"),
        token,
    )
}

/// Asks how often a file was changed.
#[must_use]
pub fn version<'a>(root: &Root, id: &str, token: &'a AccessToken) -> Call<'a> {
    let id = crate::sheets::encoded(id);
    Call::get(root.join(&format!("drive/v3/files/{id}?fields=version")), token)
}

/// Which token a call was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// One that was kept: it may have ended early.
    First,
    /// One that was fetched because the first was refused.
    Again,
}

/// What to do with an answer of Drive or Sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Read it.
    Take,
    /// Fetch another token and ask once more.
    FreshToken,
    /// Wait and ask again; when patience is at an end, tell the person.
    Wait(Trouble),
    /// Tell the person.
    Fail(Trouble),
}

/// Judges an answer. Two tokens in a row that are refused mean that the person's permission is gone.
#[must_use]
pub fn judge(answer: &Answer, attempt: Attempt) -> Verdict {
    match (answer.status, attempt) {
        _ if answer.is_success() => Verdict::Take,
        (401, Attempt::First) => Verdict::FreshToken,
        (401, Attempt::Again) => Verdict::Fail(Trouble::Expired),
        (403, _) => match forbidden(answer) {
            Trouble::SlowDown => Verdict::Wait(Trouble::SlowDown),
            trouble => Verdict::Fail(trouble),
        },
        (404, _) => Verdict::Fail(Trouble::Gone),
        (408 | 429 | 500.., _) => Verdict::Wait(Trouble::of_status(answer.status)),
        (status, _) => Verdict::Fail(Trouble::of_status(status)),
    }
}

/// A 403 is many things, and only its reasons tell them apart: they stand in the old place, the new one, or both.
fn forbidden(answer: &Answer) -> Trouble {
    let error = answer.body.at("error");
    let all = error.at("errors").list().iter().chain(error.at("details").list());
    let known = all
        .filter_map(|one| one.at("reason").text())
        .find_map(|reason| match reason {
            "insufficientPermissions" | "ACCESS_TOKEN_SCOPE_INSUFFICIENT" => Some(Trouble::ScopeMissing),
            "userRateLimitExceeded" | "rateLimitExceeded" => Some(Trouble::SlowDown),
            "storageQuotaExceeded" => Some(Trouble::Full),
            "appNotAuthorizedToFile" => Some(Trouble::Gone),
            "dailyLimitExceeded" | "accessNotConfigured" | "SERVICE_DISABLED" => Some(Trouble::Unavailable),
            _ => None,
        });
    known.unwrap_or(Trouble::BadAnswer)
}

/// Reads the answer to [`about`].
///
/// # Errors
/// When it does not say whose Drive it is and how full.
pub fn read_about(answer: &Answer) -> Result<About, Trouble> {
    let quota = answer.body.at("storageQuota");
    let email = answer.body.at("user").at("emailAddress").text();
    let bytes = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (email, quota.at("usage").text().filter(bytes)) {
        (Some(email), Some(used)) => Ok(About {
            email: email.to_owned(),
            used: used.to_owned(),
            limit: quota.at("limit").text().filter(bytes).map(str::to_owned),
        }),
        _ => Err(Trouble::BadAnswer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::tests::answer;

    #[test]
    fn drive_is_asked_below_its_root_and_with_the_token() {
        let root = Root::allowed("https://www.googleapis.com/", "https://luka.example").unwrap();
        let token = AccessToken::new("ya29.x".into());
        let call = about(&root, &token);
        assert_eq!(
            call.url,
            "https://www.googleapis.com/drive/v3/about?fields=user(emailAddress),storageQuota(limit,usage)"
        );
        assert!(call.token.is_some() && !format!("{call:?}").contains("ya29"));
    }

    #[test]
    fn whose_drive_it_is_and_how_full() {
        let body = r#"{"user":{"emailAddress":"ana@example.org"},"storageQuota":{"limit":"16106127360","usage":"1288490188"}}"#;
        let about = read_about(&answer(200, body)).unwrap();
        assert_eq!(about.email, "ana@example.org");
        assert_eq!(
            (about.used.as_str(), about.limit.as_deref()),
            ("1288490188", Some("16106127360"))
        );
        let unlimited = r#"{"user":{"emailAddress":"ana@example.org"},"storageQuota":{"usage":"0"}}"#;
        assert_eq!(read_about(&answer(200, unlimited)).unwrap().limit, None);
        for body in [
            "",
            "{}",
            r#"{"user":{"emailAddress":"a"},"storageQuota":{"usage":"lots"}}"#,
        ] {
            assert_eq!(read_about(&answer(200, body)), Err(Trouble::BadAnswer), "{body}");
        }
    }

    #[test]
    fn a_refused_token_is_replaced_once() {
        let refused = answer(401, r#"{"error":{"code":401,"errors":[{"reason":"authError"}]}}"#);
        assert_eq!(judge(&refused, Attempt::First), Verdict::FreshToken);
        assert_eq!(judge(&refused, Attempt::Again), Verdict::Fail(Trouble::Expired));
        assert_eq!(judge(&answer(200, "{}"), Attempt::First), Verdict::Take);
    }

    fn check(status: u16, body: &str, expected: Trouble) {
        let wanted = match expected {
            Trouble::SlowDown | Trouble::Unavailable if status != 403 || expected == Trouble::SlowDown => {
                Verdict::Wait(expected)
            }
            _ => Verdict::Fail(expected),
        };
        assert_eq!(judge(&answer(status, body), Attempt::First), wanted, "{body}");
    }

    #[test]
    fn full_and_slow_down_and_not_allowed_are_told_apart() {
        let old = |reason: &str| format!(r#"{{"error":{{"code":403,"errors":[{{"reason":"{reason}"}}]}}}}"#);
        let new = |reason: &str| {
            format!(r#"{{"error":{{"code":403,"details":[{{"@type":"t"}},{{"reason":"{reason}"}}]}}}}"#)
        };
        check(403, &old("insufficientPermissions"), Trouble::ScopeMissing);
        check(
            403,
            &new("ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
            Trouble::ScopeMissing,
        );
        check(403, &old("userRateLimitExceeded"), Trouble::SlowDown);
        check(403, &old("accessNotConfigured"), Trouble::Unavailable);
        check(403, &new("SERVICE_DISABLED"), Trouble::Unavailable);
        check(403, &old("storageQuotaExceeded"), Trouble::Full);
        check(403, &old("appNotAuthorizedToFile"), Trouble::Gone);
        check(403, &old("somethingNew"), Trouble::BadAnswer);
        check(429, "", Trouble::SlowDown);
        check(500, "", Trouble::Unavailable);
        check(404, "", Trouble::Gone);
        check(400, "", Trouble::BadAnswer);
    }
}
