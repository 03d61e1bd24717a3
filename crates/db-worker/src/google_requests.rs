//! Requests that wait for the identity server or for Google.
//!
//! **Invariant:** the access token lives here and nowhere else, for no longer than the vault is open.

use crate::{clock, error::Result, http, worker::with_session};
use google::{
    AccessToken, Answer, KeptToken, Root, Trouble,
    drive::{self, Attempt, Verdict},
    server::{self, Grant},
};
use protocol::{Code, Failure, GoogleLeave, GoogleSpace, GoogleStanding, GoogleStatus, Reply, Request};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

thread_local! {
    static TOKEN: RefCell<Option<KeptToken>> = const { RefCell::new(None) };
    /// Counts how often it was forgotten: a token that was asked for before that comes too late to be kept.
    static FORGOTTEN: Cell<u32> = const { Cell::new(0) };
}

/// Forgets the token: the vault is closed, the person leaves, or Google refused it.
pub(crate) fn forget() {
    TOKEN.take();
    FORGOTTEN.set(FORGOTTEN.get().wrapping_add(1));
}

/// Answers a request. The demonstration is nobody's, so there is nobody to sign in.
pub(crate) async fn answer(request: Request) -> Result<Reply> {
    with_session(|session| match session.vault {
        Some(_) => Ok(()),
        None => Err(Failure::new(Code::NoVault, "the demonstration")),
    })?;
    let reply = match request {
        Request::GoogleStatus => status().await.map(Reply::Google),
        Request::GoogleCheck => check().await.map(Reply::Google),
        Request::GoogleLeave(way) => leave(way).await.map(|()| Reply::Done),
        _ => return Err(Failure::new(Code::Internal, "not a request to a server")),
    };
    reply.map_err(|trouble| Failure::new(code(trouble), ""))
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
    let config = server::read_config(&http::send(server::CONFIG).await?)?.ok_or(Trouble::Unavailable)?;
    let root = Root::allowed(&config.drive_root, &http::origin()).ok_or(Trouble::BadAnswer)?;
    let about = ask_drive(&root).await?;
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

/// Asks with the token at hand, and once more with another where that one is refused.
async fn ask_drive(root: &Root) -> std::result::Result<Answer, Trouble> {
    let mut attempt = Attempt::First;
    loop {
        let token = token(attempt).await?;
        let answer = http::send(drive::about(root, &token)).await?;
        match drive::judge(&answer, attempt) {
            Verdict::Take => return Ok(answer),
            Verdict::Fail(trouble) => return Err(trouble),
            Verdict::FreshToken => {
                forget();
                attempt = Attempt::Again;
            }
        }
    }
}

/// The token that is kept, or one from our server.
async fn token(attempt: Attempt) -> std::result::Result<Rc<AccessToken>, Trouble> {
    if let Some(token) = TOKEN.with_borrow(|kept| kept.as_ref()?.fresh(clock::now_ms())) {
        return Ok(token);
    }
    let call = match attempt {
        Attempt::First => server::TOKEN,
        Attempt::Again => server::ANOTHER_TOKEN,
    };
    let forgotten = FORGOTTEN.get();
    let (token, expires) = server::read_token(http::send(call).await?)?;
    let token = Rc::new(token);
    if let Some(expires_ms) = clock::ms_of(&expires).filter(|_| FORGOTTEN.get() == forgotten) {
        TOKEN.set(Some(KeptToken {
            token: token.clone(),
            expires_ms,
        }));
    }
    Ok(token)
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
const fn code(trouble: Trouble) -> Code {
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
    }
}
