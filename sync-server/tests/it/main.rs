//! The server through its routes: over a small built app in a temporary folder, over SQLite and over PostgreSQL,
//! with the stand-in in Google's place.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

mod connecting;
mod copies;
mod described;
mod hostile;
mod leaving;
mod limits;
mod oidc_provider;
mod outages;
mod postgres;
mod refused_settings;
mod serving;
mod shielding;
mod signing_in;
mod site;
mod tokens;
mod world;
