//! A walk past every page and state of the app, for whoever wants to look at each: to take its picture, or to grade it.

mod demonstration;
mod vault;
mod window;

pub use demonstration::{opens as opens_the_demonstration, play as walk_the_demonstration};
pub use window::{Look, PHONE, SIZES, Size, TABLET, WIDE, resize, settle};

use crate::{Browser, Person, Server};
use anyhow::Result;
use serde_json::json;

/// Somebody who looks at the states of the app.
pub trait Visitor: Sync {
    /// Whether they want to see this state; what nobody wants is not walked to.
    fn wants(&self, state: &str) -> bool;

    /// Looks at the state in front of them, and leaves a wide window.
    fn visits(&self, browser: &Browser, state: &str) -> impl Future<Output = Result<()>> + Send;
}

/// The states in the order of the walk.
#[must_use]
pub fn states() -> Vec<&'static str> {
    [vault::STATES, demonstration::STATES].concat()
}

/// A stretch of the walk that begins on an empty device.
#[derive(Clone, Copy)]
enum Act {
    Vault,
    Demonstration,
}

/// Walks with a visitor to every state they want, in one look. The server has to have a Google.
///
/// # Errors
/// When a state can't be reached.
pub async fn walk(person: &Person, server: &Server, look: Look, visitor: &impl Visitor) -> Result<()> {
    for act in [Act::Vault, Act::Demonstration] {
        let states = match act {
            Act::Vault => vault::STATES,
            Act::Demonstration => demonstration::STATES,
        };
        if states.iter().any(|state| visitor.wants(state)) {
            begin(person, server, look).await?;
            match act {
                Act::Vault => vault::play(person, server, look, visitor).await?,
                Act::Demonstration => demonstration::play(person, visitor).await?,
            }
        }
    }
    Ok(())
}

/// Forgets everything that an act before left on the device, and comes as somebody with this language and theme.
///
/// # Errors
/// When the welcome page does not come.
pub async fn begin(person: &Person, server: &Server, look: Look) -> Result<()> {
    let browser = &person.browser;
    // A page that is still open would hold its files.
    browser.driver.goto("about:blank").await?;
    let everything = json!({ "origin": server.origin(), "storageTypes": "all" });
    browser.cdp("Storage.clearDataForOrigin", everything).await?;
    browser.cdp("Network.clearBrowserCookies", json!({})).await?;
    look.dress(browser).await?;
    person.goes_to(&format!("/welcome?lang={}", look.lang)).await?;
    browser.hook("create-vault").await?;
    Ok(())
}
