//! Beyond Chromium: what a person relies on holds in other browsers too.

mod firefox;
