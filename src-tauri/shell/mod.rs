//! Everything between a library and the machine it is used on.
//!
//! Two halves. [`Office`] and what it is made of know no Tauri: the three doors, the database thread, the
//! jobs; tests and the bridge use them as the window does. `api`, `window`, `menu`, `clipboard` and `native`
//! are the window itself, and the only files that know Tauri.

mod api;
mod backup;
mod burn;
mod check;
mod clipboard;
mod commands;
mod compare;
mod desk;
mod desktop;
mod doors;
mod drops;
mod event;
mod export;
mod fonts;
mod import;
mod input;
mod job;
mod jobs;
mod log;
mod menu;
mod names;
mod native;
mod neighbour;
mod open;
pub mod places;
mod prepare;
mod preview;
mod reader;
mod recent;
mod recording;
mod sample;
mod shot;
mod synced;
mod watch;
#[cfg(target_os = "linux")]
mod webview;
mod whole;
mod window;
mod workers;

#[cfg(test)]
mod types;

pub use backup::shelf_of;
pub use desk::Opened;
pub use desktop::{Clipping, Copied, Desktop};
pub use doors::{EditRequest, Office};
pub use event::{CommandCall, Dragged, Dropped, Event, JobProgress};
pub use export::{Exported, Target, export_to};
pub use input::{parse, parse_bytes};
pub use job::{BackupsOf, CopyFormat, Export, Job, JobDone, JobId, LibraryChoice, PictureSource, Subject, Theme};
pub use names::{file_name, unused};
pub use places::{Places, now, outside};
pub use recent::RecentLibrary;
pub use sample::create_sample;
pub use shot::{Shot, shot};
pub use watch::WatchState;
pub use window::{FREEZE, run};
