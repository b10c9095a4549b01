//! A real library in a temporary folder: the laws of edits and undo, what is refused, what survives.
#![allow(clippy::disallowed_methods)]

#[path = "library/burning.rs"]
mod burning;
#[path = "library/folders.rs"]
mod folders;
#[path = "library/kill.rs"]
mod kill;
#[path = "library/laws.rs"]
mod laws;
#[path = "library/maps.rs"]
mod maps;
#[path = "library/marks.rs"]
mod marks;
#[path = "library/packs.rs"]
mod packs;
#[path = "library/pasting.rs"]
mod pasting;
#[path = "library/paths.rs"]
mod paths;
#[path = "library/presets.rs"]
mod presets;
#[path = "library/redrawn.rs"]
mod redrawn;
#[path = "library/rules.rs"]
mod rules;
#[path = "library/support.rs"]
mod support;
