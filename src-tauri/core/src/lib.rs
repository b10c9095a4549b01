//! The rules and the storage of a Roadbook library: records, edits, undo, search, pictures, checks.
//!
//! Nothing here knows of a window, of the DOM or of the clock: time and random ids come in from
//! outside, nothing is printed, and no path is touched but those inside the library's own folder and in the
//! folder of backups that comes in from outside too.

// The walls of clippy.toml stand around what ships; tests may look over them.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod arrange;
pub mod assets;
pub mod backup;
pub mod check;
pub mod day;
pub mod edit;
pub mod error;
pub mod fonts;
pub mod library;
pub mod limits;
pub mod map;
pub mod model;
pub mod number;
pub mod paths;
pub mod pixels;
pub mod query;
pub mod sample;
mod store;
pub mod text;

pub use edit::Edit;
pub use error::{Error, ErrorCode, Result};
pub use library::{Library, Outside, Scope, Surroundings};
