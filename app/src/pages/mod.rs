//! A page each.

mod backup;
mod dashboard;
mod google;
mod import;
mod recovery;
mod settings;
#[cfg(feature = "styleguide")]
mod styleguide;
mod transactions;
mod unlock;
mod welcome;

pub(crate) use backup::{
    Restore, backup, left as backup_left, opened as backup_opened, restored, use_backups,
};
pub(crate) use dashboard::Dashboard;
pub(crate) use google::{
    google, google_link, google_parts, left as google_left, opened as google_opened,
    status_card as google_step,
};
pub(crate) use import::{Import, pick_button};
pub(crate) use settings::settings;
#[cfg(feature = "styleguide")]
pub(crate) use styleguide::Styleguide;
pub(crate) use transactions::Transactions;
pub(crate) use unlock::Unlock;
pub(crate) use welcome::Welcome;
