//! Requests that wait for the identity server or for Google.

use crate::{
    backup::vault_of,
    error::Result,
    google_access::{self, forget},
    headers, http,
    worker::{is_open, with_session},
};
use google::{
    Patience, Trouble, drive,
    server::{self, Grant},
};
use protocol::{Code, Failure, GoogleLeave, GoogleSpace, GoogleStanding, GoogleStatus, Reply, Request};
/// Whether anybody may be signed in: not in the demonstration, which is nobody's, and not beside a locked vault. On a
/// device without a vault they may, to fetch a backup.
pub(crate) async fn admit() -> Result<()> {
    if is_open() {
        return with_session(|session| vault_of(session).map(|_| ()));
    }
    match headers::current().await? {
        Some(_) => Err(Failure::new(Code::Locked, "a locked vault")),
        None => Ok(()),
    }
}

/// Answers a request.
pub(crate) async fn answer(request: Request) -> Result<Reply> {
    admit().await?;
    let reply = match request {
        Request::Sheets(request) => return crate::sheet_requests::answer(request).await.map(Reply::Sheets),
        Request::GoogleStatus => status().await.map(Reply::Google),
        Request::GoogleCheck => check().await.map(Reply::Google),
        Request::GoogleLeave(way) => leave(way).await.map(|()| Reply::Done),
        _ => return Err(Failure::new(Code::Internal, "not a request to a server")),
    };
    reply.map_err(|trouble| Failure::new(code(trouble), ""))
}

/// Whether Drive can be asked.
pub(crate) async fn is_connected() -> std::result::Result<bool, Trouble> {
    Ok(status().await?.standing == GoogleStanding::Connected)
}

async fn status() -> std::result::Result<GoogleStatus, Trouble> {
    let config = server::read_config(&http::send(server::CONFIG).await?)?;
    let (standing, email) = match config {
        None => (GoogleStanding::NoServer, String::new()),
        Some(config) if !config.is_configured => (GoogleStanding::NotConfigured, String::new()),
        Some(_) => {
            let (grant, email) = server::read_session(&http::send(server::SESSION).await?)?;
            let standing = match grant {
                Grant::SignedOut => GoogleStanding::SignedOut,
                Grant::None => GoogleStanding::SignedIn,
                Grant::Active => GoogleStanding::Connected,
                Grant::Expired => GoogleStanding::Expired,
            };
            (standing, email)
        }
    };
    if standing != GoogleStanding::Connected {
        // Another tab or another device left.
        forget();
    }
    Ok(GoogleStatus {
        standing,
        email,
        space: None,
    })
}

async fn check() -> std::result::Result<GoogleStatus, Trouble> {
    let root = google_access::drive_root().await?;
    let about = google_access::ask(Patience::none(), |token| drive::about(&root, token)).await?;
    let about = drive::read_about(&about)?;
    Ok(GoogleStatus {
        standing: GoogleStanding::Connected,
        email: about.email,
        space: Some(GoogleSpace {
            used: about.used,
            limit: about.limit,
        }),
    })
}

async fn leave(way: GoogleLeave) -> std::result::Result<(), Trouble> {
    forget();
    let call = match way {
        GoogleLeave::SignOut => server::SIGN_OUT,
        GoogleLeave::SignOutEverywhere => server::SIGN_OUT_EVERYWHERE,
        GoogleLeave::Disconnect => server::DISCONNECT,
        GoogleLeave::DisconnectAndRevoke => server::DISCONNECT_AND_REVOKE,
        GoogleLeave::DeleteAccount => server::DELETE_ACCOUNT,
    };
    server::read_done(&http::send(call).await?)
}

/// The case that the page has words for.
pub(crate) const fn code(trouble: Trouble) -> Code {
    match trouble {
        Trouble::SignedOut => Code::GoogleSignedOut,
        Trouble::NotConnected => Code::GoogleNotConnected,
        Trouble::Expired => Code::GoogleExpired,
        Trouble::ScopeMissing => Code::GoogleScopeMissing,
        Trouble::AccountMismatch => Code::GoogleAccountMismatch,
        Trouble::Unavailable => Code::GoogleUnavailable,
        Trouble::Offline => Code::GoogleOffline,
        Trouble::BadAnswer => Code::GoogleBadAnswer,
        Trouble::SlowDown => Code::GoogleSlowDown,
        Trouble::Full => Code::GoogleFull,
        Trouble::Gone => Code::GoogleGone,
    }
}
