//! Asking Google on the person's behalf: with their token, with another where it is refused, and again after a while
//! where Google can't answer.
//!
//! **Invariant:** the access token lives here and nowhere else, for no longer than the vault is open or, on a device
//! without one, the page that fetches a backup.

use crate::{clock, http};
use google::{
    AccessToken, Answer, Call, KeptToken, Patience, Root, Trouble,
    drive::{self, Attempt, Verdict},
    server::{self, Config},
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

type Result<T> = std::result::Result<T, Trouble>;

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

/// What our server says of itself, where it is set up for Google.
pub(crate) async fn config() -> Result<Config> {
    let config = server::read_config(&http::send(server::CONFIG).await?)?;
    config
        .filter(|config| config.is_configured)
        .ok_or(Trouble::Unavailable)
}

/// Where Drive is.
pub(crate) async fn drive_root() -> Result<Root> {
    Root::allowed(&config().await?.drive_root, &http::origin()).ok_or(Trouble::BadAnswer)
}

/// The files that the person picked on Google's page; told once.
pub(crate) async fn picked() -> Result<Vec<String>> {
    server::read_picked(&http::send(server::PICKED).await?)
}

/// Asks Google until there is an answer of success, or a reason to stop. The call is made anew for each try.
pub(crate) async fn ask(mut patience: Patience, call: impl Fn(&AccessToken) -> Call<'_>) -> Result<Answer> {
    let mut attempt = Attempt::First;
    loop {
        let answer = match token(attempt).await {
            Ok(token) => http::send(call(&token)).await,
            Err(trouble) => Err(trouble),
        };
        let (trouble, asked_ms) = match answer {
            Ok(answer) => match drive::judge(&answer, attempt) {
                Verdict::Take => return Ok(answer),
                Verdict::Fail(trouble) => return Err(trouble),
                Verdict::FreshToken => {
                    forget();
                    attempt = Attempt::Again;
                    continue;
                }
                Verdict::Wait(trouble) => (trouble, answer.retry_after_ms()),
            },
            Err(trouble) => (trouble, None),
        };
        wait(&mut patience, trouble, asked_ms).await?;
    }
}

/// Waits before the next try, or gives the trouble back where that would not help: it is none of waiting, there is
/// no network at all, or patience is at an end.
pub(crate) async fn wait(patience: &mut Patience, trouble: Trouble, asked_ms: Option<u64>) -> Result<()> {
    let passes = match trouble {
        // Some of Google's refusals arrive without the headers that let us read them: they look like no answer.
        Trouble::Offline => http::online(),
        Trouble::SlowDown | Trouble::Unavailable => true,
        _ => false,
    };
    let mut random = [0; 2];
    // Jitter is a courtesy: without randomness there is none.
    let _ = getrandom::fill(&mut random);
    let wait = passes
        .then(|| patience.wait_ms(asked_ms, u16::from_ne_bytes(random)))
        .flatten();
    clock::pause(wait.ok_or(trouble)?).await;
    Ok(())
}

/// The token that is kept, or one from our server.
pub(crate) async fn token(attempt: Attempt) -> Result<Rc<AccessToken>> {
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
