//! Backups of real libraries: made whole or not at all, checked, kept apart from the library, and restored.
#![allow(clippy::disallowed_methods)]

#[path = "backups/kill.rs"]
mod kill;
#[path = "backups/lifting.rs"]
mod lifting;
#[path = "backups/making.rs"]
mod making;
#[path = "backups/purging.rs"]
mod purging;
#[path = "backups/restoring.rs"]
mod restoring;
#[path = "backups/shelf.rs"]
mod shelf;
#[path = "library/support.rs"]
#[allow(dead_code, reason = "the library's own tests use the rest")]
mod support;
