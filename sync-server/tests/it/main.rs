//! The server through its routes, over a small built app in a temporary folder.

mod serving;
mod shielding;
mod site;
