//! What the office asks of the desktop around it: questions to the person, the clipboard, other programs.
//!
//! The window answers with native dialogs; the bridge and the tests answer by themselves.

use std::path::{Path, PathBuf};

use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::Raster;

use super::desk::Opened;
use super::job::Theme;
use super::recent::RecentLibrary;

/// Every question may be left unanswered: `None`, or an empty list.
pub trait Desktop: Send + Sync {
    /// Files that hold pictures.
    fn pick_pictures(&self) -> Vec<PathBuf>;
    /// A video or sound that stays where it is.
    fn pick_recording(&self) -> Option<PathBuf>;
    /// The folder into which the system puts screenshots.
    fn pick_screenshots(&self, begin_in: &Path) -> Option<PathBuf>;
    /// The folder of a library.
    fn pick_library(&self, begin_in: &Path) -> Option<PathBuf>;
    /// The folder in which a new library's folder is made.
    fn pick_folder(&self, begin_in: &Path) -> Option<PathBuf>;
    /// Where to write a file; `name` has its extension.
    fn place_for(&self, name: &str, extension: &'static str) -> Option<PathBuf>;
    /// The same for a folder: its own path, where something may be already.
    fn place_for_folder(&self, name: &str) -> Option<PathBuf>;
    fn clipboard(&self) -> Result<Clipping>;
    /// Replaces what the clipboard holds.
    fn copy(&self, copied: Copied) -> Result<()>;

    /// Opens an address in the browser or the mail program.
    fn open_address(&self, url: &str) -> Result<()>;
    fn open_file(&self, path: &Path) -> Result<()>;
    /// Shows a file in its folder.
    fn reveal_file(&self, path: &Path) -> Result<()>;

    /// Opens a library in a window of its own. False where there is but one place to show a library.
    fn open_window(&self, library: &Path) -> Result<bool>;
    /// Brings the window to the front that has this library open; false when no window answers.
    fn show_window(&self, library: &Path) -> bool;
    /// This window now shows this library.
    fn library_opened(&self, opened: &Opened);
    fn recent_changed(&self, recent: &[RecentLibrary]);
    fn set_theme(&self, theme: Theme);
    fn close_window(&self);
}

/// What the clipboard holds, as far as it can become pictures.
#[derive(Debug)]
pub enum Clipping {
    /// A picture's file, as the program that copied it gives it.
    Encoded(Vec<u8>),
    Picture {
        width: u32,
        height: u32,
        rgba: Vec<u8>,
    },
    Files(Vec<PathBuf>),
    Nothing,
}

/// What is put on the clipboard.
#[derive(Debug)]
pub enum Copied {
    Picture(Raster),
    /// As a picture for those who know SVG, and as text for all others.
    Svg(String),
}

/// The person closed a dialog without choosing; the window says nothing about it.
pub fn left() -> Error {
    Error::new(ErrorCode::Cancelled, "Nothing was chosen.")
}
