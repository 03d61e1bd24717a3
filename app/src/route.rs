//! Addresses of the page.

use yew_router::prelude::*;

/// The pages that exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    #[at("/")]
    Root,
    #[at("/welcome")]
    Welcome,
    #[at("/unlock")]
    Unlock,
    #[at("/dashboard")]
    Dashboard,
    #[at("/transactions")]
    Transactions,
    #[at("/import")]
    Import,
    #[at("/backup")]
    Backup,
    #[at("/restore")]
    Restore,
    #[at("/settings")]
    Settings,
    #[at("/settings/google")]
    Google,
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// Pages of an open vault, as the navigation shows them: route, hook and text, icon.
    pub(crate) const NAV: [(Self, &'static str, &'static str); 5] = [
        (Self::Dashboard, "nav-dashboard", "dashboard"),
        (Self::Transactions, "nav-transactions", "list"),
        (Self::Import, "nav-import", "import"),
        (Self::Backup, "nav-backup", "backup"),
        (Self::Settings, "nav-settings", "settings"),
    ];

    /// A page that shows the ledger.
    pub(crate) fn is_inside(self) -> bool {
        Self::NAV.iter().any(|(route, ..)| *route == self.section())
    }

    /// Where the navigation has it: a page below another belongs to that one.
    pub(crate) fn section(self) -> Self {
        match self {
            Self::Google => Self::Settings,
            other => other,
        }
    }

    /// The page of a path with its query, if it is one of an open vault.
    pub(crate) fn inside(target: &str) -> Option<Self> {
        let path = target.split(['?', '#']).next()?;
        Self::recognize(path).filter(|route| route.is_inside())
    }
}
