//! Messages about the identity server and Google. No token is among them: it stays in the worker.

use serde::{Deserialize, Serialize};

/// How far the person got with Google.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoogleStanding {
    /// This copy of the app is served without the identity server.
    NoServer,
    /// The server has no Google to talk to.
    NotConfigured,
    /// Nobody is signed in on this device.
    SignedOut,
    /// Signed in; Drive is not connected.
    SignedIn,
    /// Drive is connected.
    Connected,
    /// It was connected, and only the person can renew it.
    Expired,
}

impl GoogleStanding {
    /// The name in `data-state` and in message identifiers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoServer => "no-server",
            Self::NotConfigured => "not-configured",
            Self::SignedOut => "signed-out",
            Self::SignedIn => "signed-in",
            Self::Connected => "connected",
            Self::Expired => "expired",
        }
    }
}

/// What the identity server says and, where it was asked, Google.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoogleStatus {
    /// How far.
    pub standing: GoogleStanding,
    /// E-mail address, or else the name, of who is signed in or whose Drive was asked; empty for nobody.
    pub email: String,
    /// How full Drive is, where Google was asked.
    pub space: Option<GoogleSpace>,
}

/// Room in a Drive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoogleSpace {
    /// Bytes in use, in decimal.
    pub used: String,
    /// Bytes there are, in decimal; none where there is no limit.
    pub limit: Option<String>,
}

/// A way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoogleLeave {
    /// This device forgets who the person is.
    SignOut,
    /// Every device does.
    SignOutEverywhere,
    /// The server forgets its key to Drive.
    Disconnect,
    /// Google takes back every permission, too.
    DisconnectAndRevoke,
    /// The server forgets the person.
    DeleteAccount,
}
