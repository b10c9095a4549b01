//! Packs as bytes: a [`Snapshot`] goes in, a PDF or an HTML page comes out.
//!
//! An export never reads a file, knows no SQL and no clock: the records are in the snapshot, burned
//! pictures come from [`Pictures`], the time and the place to write to are handed in. The same input
//! gives the same bytes.

#![cfg_attr(test, allow(clippy::disallowed_methods))]

mod book;
mod drawing;
mod html;
mod labels;
mod markdown;
mod pdf;
mod pictures;
mod text;

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;

use roadbook_core::model::{Figure, Pack, Snapshot, Timestamp};
use roadbook_core::pixels::Burned;
use roadbook_core::{Error, ErrorCode, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use book::Book;

/// What an export needs that lies in files.
pub trait Pictures: Sync {
    /// The picture as readers may see it: cropped, redacted, encoded anew. Called from several threads.
    fn burned(&self, figure: &Figure) -> Result<Burned>;

    /// Font files (TTF, OTF or collections) of this computer that have any of these characters, which the
    /// bundled faces lack: for Chinese, Japanese and Korean, and for emoji.
    fn fonts(&self, lacking: &BTreeSet<char>) -> Vec<Vec<u8>> {
        let _ = lacking;
        vec![]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Format {
    Pdf,
    Html,
}

/// How far an export is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Progress {
    pub done: u32,
    pub total: u32,
    /// What is being done, in English.
    pub what: String,
}

/// What came of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Report {
    /// Of a format that has pages.
    pub pages: Option<u32>,
    /// What the person should know, a sentence each: a missing picture, a character no font has.
    pub warnings: Vec<String>,
}

/// Called with each step done; `Break` stops the export.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

type Exporter = fn(&Book, &Pack, &dyn Pictures, Timestamp, OnProgress, &mut dyn Write) -> Result<Report>;

/// Every format, and what writes it.
const REGISTRY: [(Format, Exporter); 2] = [(Format::Pdf, pdf::export), (Format::Html, html::export)];

impl Format {
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Html];

    /// Of the file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }
}

/// Writes the documents of the snapshot, in its order, as a pack. What was written when an error comes
/// back is of no use: write to a temporary file and rename it when all is well.
///
/// Errors: `Cancelled` when `progress` said so, `Io` and `DiskFull` from `out`, `Internal` for a fault of
/// ours. A picture that cannot be had is a placeholder and a warning, not an error.
pub fn export(
    format: Format,
    snapshot: &Snapshot,
    pack: &Pack,
    pictures: &dyn Pictures,
    now: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    let book = Book::new(snapshot, pack, &labels::ENGLISH, now);
    let (_, exporter) = REGISTRY.into_iter().find(|(known, _)| *known == format).unwrap_or(REGISTRY[0]);
    exporter(&book, pack, pictures, now, progress, out)
}

fn report_progress(progress: OnProgress, done: usize, total: usize, what: &str) -> Result<()> {
    match progress(Progress { done: done as u32, total: total as u32, what: what.to_owned() }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::new(ErrorCode::Cancelled, "The export was stopped.")),
    }
}

fn write_error(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => {
            Error::new(ErrorCode::DiskFull, "The disk is full. Make room, or export to another place.")
        }
        _ => Error::new(ErrorCode::Io, "The file could not be written.").with_detail(error.to_string()),
    }
}
