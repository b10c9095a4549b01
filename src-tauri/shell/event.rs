//! What the shell tells the window without being asked.

use roadbook_core::backup::Backup;
use roadbook_core::query::{Changed, LibraryState};
use serde::Serialize;
use ts_rs::TS;

use super::job::JobId;
use super::watch::WatchState;

#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "event", content = "payload", rename_all = "snake_case")]
#[ts(export)]
pub enum Event {
    /// A job changed the library. Edits answer their caller instead.
    Changed(Box<Changed>),
    /// Another library is open, or the same one anew: load everything again.
    Library(Option<LibraryState>),
    Progress(JobProgress),
    /// A library of an older program is backed up before it is opened.
    Updating(Updating),
    /// A command was chosen in the native menu.
    Command(CommandCall),
    /// Files are being dragged over the window; none: they left it, or fell.
    Drag(Option<Dragged>),
    /// Files were dropped on the window.
    Drop(Dropped),
    /// Screenshots came into the watched folder, or it is watched otherwise than before.
    Watch(Box<WatchState>),
    /// A backup that nobody asked for was made, or failed.
    Backup(Box<BackedUp>),
    /// The window is to be closed: keep what is being typed, then do the job `close_window`.
    Closing(()),
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BackedUp {
    pub made: Option<Backup>,
    pub failed: Option<roadbook_core::Error>,
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct JobProgress {
    pub id: JobId,
    pub done: u32,
    /// 0 while it is not known.
    pub total: u32,
    /// What is being done, in a few words: a file's name, a document's title.
    pub what: String,
}

/// How many pictures of the library are in its backup, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Updating {
    pub done: u32,
    pub total: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CommandCall {
    /// One of `commands.gen.ts`.
    pub id: String,
    /// For `library.recent`: which library, as in `RecentLibrary::id`.
    pub argument: Option<String>,
}

/// A place in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Dragged {
    pub x: f64,
    pub y: f64,
    /// The key Shift is down; false where the system does not tell during a drag.
    pub shift: bool,
}

/// The files stay in Rust; the token names them in a job.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Dropped {
    pub token: String,
    pub names: Vec<String>,
    pub x: f64,
    pub y: f64,
    /// As in [`Dragged`].
    pub shift: bool,
}

impl Event {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Changed(_) => "changed",
            Self::Library(_) => "library",
            Self::Progress(_) => "progress",
            Self::Updating(_) => "updating",
            Self::Command(_) => "command",
            Self::Drag(_) => "drag",
            Self::Drop(_) => "drop",
            Self::Watch(_) => "watch",
            Self::Backup(_) => "backup",
            Self::Closing(()) => "closing",
        }
    }
}
