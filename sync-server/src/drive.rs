//! The one question that the server asks Drive: whose it is.

use serde::Deserialize;

use crate::provider::{Provider, ProviderError};

/// Whose Drive an access token opens.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DriveUser {
    /// The account's address; absent where its settings hide it.
    pub email_address: Option<String>,
    /// Drive's own name for the account.
    pub permission_id: Option<String>,
}

#[derive(Deserialize)]
struct About {
    user: DriveUser,
}

/// Asks. No file's name or content is in the answer.
///
/// # Errors
/// When Drive does not answer, or not with a user.
pub async fn user(provider: &Provider, access_token: &str) -> Result<DriveUser, ProviderError> {
    let root = &provider.google().drive_root;
    let url = root
        .join("drive/v3/about?fields=user(emailAddress,permissionId)")
        .map_err(|_| ProviderError::BadAnswer("a Drive root that is no URL"))?;
    let request = axum::http::Request::get(url.as_str())
        .header("authorization", format!("Bearer {access_token}"))
        .body(Vec::new())
        .map_err(|_| ProviderError::BadAnswer("an access token that is no header"))?;
    let answer = provider.http().send(request).await?;
    if !answer.status().is_success() {
        return Err(ProviderError::BadAnswer("Drive refused to say whose it is"));
    }
    let about: About = serde_json::from_slice(answer.body())
        .map_err(|_| ProviderError::BadAnswer("Drive's answer about its user"))?;
    Ok(about.user)
}
