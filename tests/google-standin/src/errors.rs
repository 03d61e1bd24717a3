//! Error bodies in the forms in which Google's have been recorded.
//!
//! Drive's carry `errors[]` with a reason; Sheets' carry `status` and `details[]`; a few carry both.

use serde_json::{Value, json};

use crate::faults::{Preset, Status};
use crate::wire::{Answer, Call};

/// Drive's envelope.
pub(crate) fn drive(code: u16, domain: &str, reason: &str, message: &str) -> Answer {
    located(code, domain, reason, message, None)
}

/// Drive's envelope with the parameter or header that is at fault.
pub(crate) fn located(
    code: u16,
    domain: &str,
    reason: &str,
    message: &str,
    location: Option<(&str, &str)>,
) -> Answer {
    let mut item = json!({ "domain": domain, "reason": reason, "message": message });
    if let Some((kind, name)) = location {
        item["locationType"] = kind.into();
        item["location"] = name.into();
    }
    Answer::json(
        code,
        &json!({ "error": { "code": code, "message": message, "errors": [item] } }),
    )
}

/// Sheets' envelope.
pub(crate) fn sheets(code: u16, status: &str, message: &str, details: &[Value]) -> Answer {
    let mut error = json!({ "code": code, "message": message, "status": status });
    if !details.is_empty() {
        error["details"] = details.into();
    }
    Answer::json(code, &json!({ "error": error }))
}

pub(crate) fn bad_parameter(parameter: &str, message: &str) -> Answer {
    located(
        400,
        "global",
        "invalidParameter",
        message,
        Some(("parameter", parameter)),
    )
}

pub(crate) fn invalid_value(parameter: &str) -> Answer {
    located(
        400,
        "global",
        "invalid",
        "Invalid Value",
        Some(("parameter", parameter)),
    )
}

pub(crate) fn bad_request(message: &str) -> Answer {
    drive(400, "global", "badRequest", message)
}

pub(crate) fn file_not_found(id: &str) -> Answer {
    let message = format!("File not found: {id}.");
    located(404, "global", "notFound", &message, Some(("parameter", "fileId")))
}

pub(crate) fn sheets_not_found() -> Answer {
    sheets(404, "NOT_FOUND", "Requested entity was not found.", &[])
}

/// The recorded text of an invalid or missing access token.
const UNAUTHENTICATED: &str = "Request had invalid authentication credentials. Expected OAuth 2 access token, login \
    cookie or other valid authentication credential. See \
    https://developers.google.com/identity/sign-in/web/devconsole-project.";

/// 401 for an access token that is missing, unknown, expired or revoked.
pub(crate) fn unauthenticated(call: &Call) -> Answer {
    let mut error = json!({ "code": 401, "message": UNAUTHENTICATED, "status": "UNAUTHENTICATED" });
    if is_sheets(call) {
        error["details"] = json!([{
            "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "ACCESS_TOKEN_EXPIRED",
            "domain": "googleapis.com", "metadata": { "service": "sheets.googleapis.com" },
        }]);
    } else {
        error["errors"] = json!([{
            "message": "Invalid Credentials", "domain": "global", "reason": "authError",
            "location": "Authorization", "locationType": "header",
        }]);
    }
    let challenge = "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";
    Answer::json(401, &json!({ "error": error })).with("www-authenticate", challenge)
}

/// 403 for a token whose scopes do not cover the call.
pub(crate) fn scope_insufficient(call: &Call) -> Answer {
    let service = if is_sheets(call) {
        "sheets.googleapis.com"
    } else {
        "drive.googleapis.com"
    };
    let mut error = json!({
        "code": 403, "message": "Request had insufficient authentication scopes.",
        "status": "PERMISSION_DENIED",
        "details": [{
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "domain": "googleapis.com",
            "metadata": { "service": service },
        }],
    });
    if !is_sheets(call) {
        error["errors"] = json!([{ "message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions" }]);
    }
    let challenge = "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\"";
    Answer::json(403, &json!({ "error": error })).with("www-authenticate", challenge)
}

pub(crate) fn storage_full() -> Answer {
    let message = "The user's Drive storage quota has been exceeded.";
    drive(403, "usageLimits", "storageQuotaExceeded", message)
}

pub(crate) fn drive_rate_limit() -> Answer {
    drive(
        403,
        "usageLimits",
        "userRateLimitExceeded",
        "User Rate Limit Exceeded",
    )
}

/// 429 of Sheets, as recorded.
pub(crate) fn sheets_rate_limit(limit: &str, words: &str, value: u32) -> Answer {
    let message = format!(
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute{words}' of service \
         'sheets.googleapis.com' for consumer 'project_number:603366585132'."
    );
    let details = [
        json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED",
            "domain": "googleapis.com",
            "metadata": {
                "service": "sheets.googleapis.com", "consumer": "projects/603366585132",
                "quota_metric": "sheets.googleapis.com/read_requests", "quota_limit": limit,
                "quota_limit_value": value.to_string(), "quota_location": "global",
            },
        }),
        json!({
            "@type": "type.googleapis.com/google.rpc.Help",
            "links": [{
                "description": "Request a higher quota limit.",
                "url": "https://cloud.google.com/docs/quotas/help/request_increase",
            }],
        }),
    ];
    sheets(429, "RESOURCE_EXHAUSTED", &message, &details)
}

/// The page that Google serves to what it takes for a robot: HTML, and without CORS headers.
pub(crate) fn sorry_page(code: u16) -> Answer {
    let body = "<html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"/><title>Sorry...\
        </title></head><body><h1>We're sorry...</h1><p>... but your computer or network may be sending automated \
        queries. To protect our users, we can't process your request right now.</p></body></html>";
    let mut answer = Answer::html(code, body.to_owned());
    answer.cors = false;
    answer
}

/// A recorded error by its name.
pub(crate) fn preset(call: &Call, preset: Preset) -> Answer {
    match preset {
        Preset::AuthError => unauthenticated(call),
        Preset::UserRateLimitExceeded => drive_rate_limit(),
        Preset::RateLimitExceeded => drive(403, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded"),
        Preset::DailyLimitExceeded => drive(403, "usageLimits", "dailyLimitExceeded", "Daily Limit Exceeded"),
        Preset::StorageQuotaExceeded => storage_full(),
        Preset::AppNotAuthorizedToFile => {
            let message = "The user has not granted the app read access to the file.";
            drive(403, "global", "appNotAuthorizedToFile", message)
        }
        Preset::ScopeInsufficient => scope_insufficient(call),
        Preset::ServiceDisabled => service_disabled(),
        Preset::NotFound if is_sheets(call) => sheets_not_found(),
        Preset::NotFound => file_not_found("unknown"),
        Preset::Conflict => id_in_use(),
        Preset::TooManyRequests if is_sheets(call) => {
            sheets_rate_limit("ReadRequestsPerMinutePerUser", " per user", 60)
        }
        Preset::TooManyRequests => drive(429, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded"),
        Preset::TooManyRequestsHtml => sorry_page(429),
        Preset::BackendError => server_error(call, 500, "backendError", "Internal Error", "INTERNAL"),
        Preset::Unavailable => server_error(
            call,
            503,
            "backendError",
            "The service is currently unavailable.",
            "UNAVAILABLE",
        ),
    }
}

/// 409 for an identifier that was reserved and has been used. The reason's wording is not established.
pub(crate) fn id_in_use() -> Answer {
    drive(
        409,
        "global",
        "fileIdInUse",
        "A file already exists with the provided ID.",
    )
}

/// An error answer that a fault rule describes.
pub(crate) fn from_status(call: &Call, status: &Status) -> Answer {
    let message = status
        .message
        .clone()
        .unwrap_or_else(|| format!("Stand-in fault {}", status.code));
    let reason = status.reason.as_deref().unwrap_or("backendError");
    let mut answer = if status.html {
        let text = crate::wire::escaped(&message);
        Answer::html(
            status.code,
            format!("<html><title>Error</title><h1>{text}</h1></html>"),
        )
    } else if is_oauth(call) {
        let body = json!({ "error": reason, "error_description": message });
        Answer::json(status.code, &body)
    } else if is_sheets(call) {
        sheets(status.code, &reason.to_uppercase(), &message, &[])
    } else {
        let limits = reason.ends_with("LimitExceeded") || reason.ends_with("QuotaExceeded");
        drive(
            status.code,
            if limits { "usageLimits" } else { "global" },
            reason,
            &message,
        )
    };
    if let Some(seconds) = status.retry_after {
        answer = answer.with("retry-after", seconds.to_string());
    }
    answer.cors = status.cors;
    answer
}

fn server_error(call: &Call, code: u16, reason: &str, message: &str, status: &str) -> Answer {
    if is_oauth(call) {
        return Answer::json(
            code,
            &json!({ "error": "internal_failure", "error_description": message }),
        );
    }
    if is_sheets(call) {
        sheets(code, status, message, &[])
    } else {
        drive(code, "global", reason, message)
    }
}

fn service_disabled() -> Answer {
    let message = "Google Drive API has not been used in project 603366585132 before or it is disabled.";
    let details = json!([{
        "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com", "metadata": { "consumer": "projects/603366585132" },
    }]);
    let errors = json!([{ "message": message, "domain": "usageLimits", "reason": "accessNotConfigured" }]);
    let error = json!({
        "code": 403, "message": message, "errors": errors, "status": "PERMISSION_DENIED", "details": details,
    });
    Answer::json(403, &json!({ "error": error }))
}

fn is_oauth(call: &Call) -> bool {
    ["/token", "/revoke"].contains(&call.path.as_str())
}

fn is_sheets(call: &Call) -> bool {
    call.path.starts_with("/v4/")
}
