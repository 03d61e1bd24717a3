//! Parts that pages are made of.

mod alert;
mod chart;
mod dialog;
mod field;
mod frame;
mod icon;
mod link;
mod money;
mod new_passphrase;
mod notices;
mod passphrase_field;
mod quick_add;
mod title;
mod twin;
mod unlock_form;

pub(crate) use alert::{alert, alert_named};
pub(crate) use chart::{Line, line_chart, share_bar};
#[cfg(feature = "styleguide")]
pub(crate) use chart::{Slice, donut, stacked};
pub(crate) use dialog::Dialog;
pub(crate) use field::{FieldText, area_value, field, input_value, select_value, target};
pub(crate) use frame::Frame;
pub(crate) use icon::{icon, mark};
pub(crate) use link::{Link, page_link};
pub(crate) use money::money;
pub(crate) use new_passphrase::NewPassphrase;
pub(crate) use notices::{Toasts, news_at_start, news_seen, taken_over, update_bar, whats_new};
pub(crate) use passphrase_field::PassphraseField;
pub(crate) use quick_add::{QuickAdd, use_notes, use_notes_guard};
pub(crate) use title::{Title, language_links, language_trouble};
pub(crate) use twin::Twin;
pub(crate) use unlock_form::UnlockForm;
