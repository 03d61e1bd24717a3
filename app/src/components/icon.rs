//! Drawings of one line weight.

use yew::prelude::*;

/// An icon; words beside it or a label above it say what it means.
pub(crate) fn icon(name: &str) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path(name)} /></svg>
    }
}

/// The sign of the house.
pub(crate) fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <circle cx="16" cy="16" r="15" class="mark__coin" /><path d="M11.5 8v15h10" class="mark__line" /><circle cx="19" cy="14.5" r="3.25" class="mark__seed" />
        </svg>
    }
}

fn path(name: &str) -> &'static str {
    match name {
        "dashboard" => "M4 20V11M10 20V4M16 20v-7M22 20H2",
        "list" => "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
        "import" => "M12 3v12m0 0 4-4m-4 4-4-4M4 17v3h16v-3",
        "backup" => "M12 15V3m0 0 4 4m-4-4L8 7M4 17v3h16v-3",
        "settings" => "M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5M8.500 14.500v5",
        "lock" => "M6 11h12v9H6zM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11",
        "eye" => {
            "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"
        }
        "eye-off" => {
            "M4 4l16 16M9 6c1-.3 2-.5 3-.5 6 0 9.500 6.500 9.500 6.500a17 17 0 0 1-3 3.700M6 7.500A17 17 0 0 0 2.500 12S6 18.500 12 18.500c1.300 0 2.400-.3 3.500-.7"
        }
        "plus" => "M12 5v14M5 12h14",
        "undo" => "M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-4",
        "redo" => "M16 5l4 4-4 4M20 9H10a5.500 5.500 0 0 0 0 11h4",
        "search" => "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 21 21",
        "left" => "M15 5l-7 7 7 7",
        "right" => "M9 5l7 7-7 7",
        "down" => "M5 9l7 7 7-7",
        "filter" => "M3 6h18M7 12h10M10 18h4",
        "close" => "M6 6l12 12M18 6 6 18",
        "check" => "M4 12.500 9.500 18 20 6.500",
        "file" => "M6 3h8l5 5v13H6zM14 3v5h5",
        _ => "M12 8v5m0 3h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
    }
}
