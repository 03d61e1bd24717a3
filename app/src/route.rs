//! Addresses of the page: which there are, and what a path means.
//!
//! `yew-router` does this for applications with parameters in their paths and more than one router. For a dozen
//! plain paths it brought its history, a path matcher and a serializer: a tenth of what every first visit downloads.
//! What we need of it is here and in `address`, which follows the browser.

/// The pages that exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Root,
    Welcome,
    Unlock,
    Dashboard,
    Transactions,
    Import,
    Backup,
    Restore,
    Settings,
    Google,
    #[cfg(feature = "styleguide")]
    Styleguide,
    NotFound,
}

/// Every page that has a path.
const PATHS: &[(Route, &str)] = &[
    (Route::Root, "/"),
    (Route::Welcome, "/welcome"),
    (Route::Unlock, "/unlock"),
    (Route::Dashboard, "/dashboard"),
    (Route::Transactions, "/transactions"),
    (Route::Import, "/import"),
    (Route::Backup, "/backup"),
    (Route::Restore, "/restore"),
    (Route::Settings, "/settings"),
    (Route::Google, "/settings/google"),
    #[cfg(feature = "styleguide")]
    (Route::Styleguide, "/styleguide"),
];

impl Route {
    /// Pages of an open vault, as the navigation shows them: route, hook and text, icon.
    pub(crate) const NAV: [(Self, &'static str, &'static str); 5] = [
        (Self::Dashboard, "nav-dashboard", "dashboard"),
        (Self::Transactions, "nav-transactions", "list"),
        (Self::Import, "nav-import", "import"),
        (Self::Backup, "nav-backup", "backup"),
        (Self::Settings, "nav-settings", "settings"),
    ];

    /// The page of an address: its query and fragment are the page's own business.
    pub(crate) fn of(address: &str) -> Self {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let found = PATHS.iter().find(|(_, known)| *known == path);
        found.map_or(Self::NotFound, |(route, _)| *route)
    }

    /// The path that leads to the page.
    pub(crate) fn path(self) -> &'static str {
        let found = PATHS.iter().find(|(route, _)| *route == self);
        found.map_or("/404", |(_, path)| path)
    }

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

    /// The page of an address, if it is one of an open vault.
    pub(crate) fn inside(address: &str) -> Option<Self> {
        Some(Self::of(address)).filter(|route| route.is_inside())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_to_its_page_and_back() {
        for (route, path) in PATHS {
            assert_eq!((Route::of(path), route.path()), (*route, *path));
        }
        assert_eq!(Route::of(Route::NotFound.path()), Route::NotFound);
    }

    #[test]
    fn query_and_fragment_are_not_part_of_the_path() {
        assert_eq!(Route::of("/transactions?add=1"), Route::Transactions);
        assert_eq!(Route::of("/unlock?next=%2Fsettings%2Fgoogle#x?y"), Route::Unlock);
        assert_eq!(Route::of("/#google=connected"), Route::Root);
        assert_eq!(Route::of("?lang=es"), Route::NotFound);
    }

    #[test]
    fn what_is_no_page_is_not_found() {
        for path in [
            "",
            "/404",
            "/welcome/",
            "/Welcome",
            "/settings/",
            "/settings/google/x",
            "//welcome",
            "/accounts",
            "https://example.org/welcome",
        ] {
            assert_eq!(Route::of(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn only_pages_of_an_open_vault_are_worth_a_wish() {
        assert_eq!(Route::inside("/import?x"), Some(Route::Import));
        assert_eq!(Route::inside("/settings/google"), Some(Route::Google));
        for address in ["/", "/welcome", "/unlock", "/restore", "//example.org", "/x"] {
            assert_eq!(Route::inside(address), None, "{address}");
        }
    }
}
