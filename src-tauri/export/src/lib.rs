//! Packs and maps as bytes: a [`Snapshot`] goes in, a PDF, an HTML page, a folder of one or a picture comes out.
//!
//! An export never reads a file, knows no SQL and no clock: the records are in the snapshot, burned
//! pictures come from [`Pictures`], the time and the place to write to are handed in. The same input
//! gives the same bytes.

#![cfg_attr(test, allow(clippy::disallowed_methods))]

mod book;
mod drawing;
mod fallback;
mod html;
mod labels;
mod markdown;
mod pdf;
mod picture;
mod pictures;
mod subset;
mod text;
mod theme;
mod webfonts;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::ControlFlow;

use roadbook_core::model::{Figure, Pack, PictureQuality, Snapshot, Timestamp};
use roadbook_core::pixels::{Burned, Quality};
use roadbook_core::{Error, ErrorCode, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use book::Book;
pub use html::GENERATOR;
pub use html::reader::{ReaderPage, page as reader_page};
pub use pdf::Preview;
use picture::Sheet;
pub use picture::png::Raster;
pub use picture::{OneMap, SCALES, USUAL_SCALE};

/// What an export needs that lies in files.
pub trait Pictures: Sync {
    /// The picture as readers may see it: cropped, redacted, encoded anew. Called from several threads.
    fn burned(&self, figure: &Figure, quality: Quality) -> Result<Burned>;

    /// The same, no wider than this where it can be had so: what is looked at need not be exact.
    fn scaled(&self, figure: &Figure, width: u32) -> Result<Burned> {
        let _ = width;
        self.burned(figure, Quality::Lossless)
    }

    /// How many bytes it has when it is lossless, where that is known.
    fn lossless_bytes(&self, figure: &Figure) -> Option<u64> {
        let _ = figure;
        None
    }

    /// Font files (TTF, OTF or collections) of this computer that have any of these characters, which the
    /// bundled faces lack: for Chinese, Japanese and Korean, and for emoji.
    fn fonts(&self, lacking: &BTreeSet<char>) -> Vec<Vec<u8>> {
        let _ = lacking;
        vec![]
    }
}

/// Where the files of a folder go, beside each other or in folders below it.
pub trait Folder: Send {
    /// `name` has slashes between its parts, and is made of ASCII letters, digits and dots.
    fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Format {
    Pdf,
    /// One file with everything in it.
    Html,
    /// A folder for a web server: the page, and its pictures beside it.
    HtmlFolder,
    /// Of one map.
    Svg,
    /// Of one map.
    Png,
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
    /// Of pictures that were made compact.
    pub pictures: Option<PictureBytes>,
    /// What the person should know, a sentence each: a missing picture, a character no font has.
    pub warnings: Vec<String>,
}

/// What a pack's pictures came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PictureBytes {
    /// As they would be with every pixel as it was captured.
    #[ts(type = "number")]
    pub lossless: u64,
    #[ts(type = "number")]
    pub written: u64,
}

/// Called with each step done; `Break` stops the export.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

type FileExporter = fn(&Book, &Pack, &dyn Pictures, Timestamp, OnProgress, &mut dyn Write) -> Result<Report>;
type FolderExporter = fn(&Book, &Pack, &dyn Pictures, OnProgress, &mut dyn Folder) -> Result<Report>;
type MapExporter = fn(&Sheet, &OneMap, &dyn Pictures, Timestamp, OnProgress, &mut dyn Write) -> Result<Report>;

/// What can be written in a format, and by what.
struct Entry {
    format: Format,
    name: &'static str,
    /// None: it is a folder.
    extension: Option<&'static str>,
    pack: Option<PackExporter>,
    map: Option<MapExporter>,
}

enum PackExporter {
    File(FileExporter),
    Folder(FolderExporter),
}
use PackExporter::{File, Folder as InFolder};

/// Every format; adding one is adding a line.
#[rustfmt::skip]
static REGISTRY: [Entry; 5] = [
    Entry { format: Format::Pdf, name: "PDF", extension: Some("pdf"), pack: Some(File(pdf::export)), map: Some(pdf::export_map) },
    Entry { format: Format::Html, name: "HTML", extension: Some("html"), pack: Some(File(html::export)), map: None },
    Entry { format: Format::HtmlFolder, name: "An HTML folder", extension: None, pack: Some(InFolder(html::export_folder)), map: None },
    Entry { format: Format::Svg, name: "SVG", extension: Some("svg"), pack: None, map: Some(picture::svg::export) },
    Entry { format: Format::Png, name: "PNG", extension: Some("png"), pack: None, map: Some(picture::png::export) },
];

impl Format {
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Html, Self::HtmlFolder, Self::Svg, Self::Png];

    /// At the beginning of a sentence.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Of the file's name, without the dot; none when it is a folder.
    pub fn extension(self) -> Option<&'static str> {
        self.entry().extension
    }

    /// Whether documents can be written in it, and not only the picture of a map.
    pub fn holds_packs(self) -> bool {
        self.entry().pack.is_some()
    }

    /// Whether the picture of one map can be written in it.
    pub fn holds_maps(self) -> bool {
        self.entry().map.is_some()
    }

    fn entry(self) -> &'static Entry {
        REGISTRY.iter().find(|entry| entry.format == self).unwrap_or(&REGISTRY[0])
    }
}

/// Writes the documents of the snapshot, in its order, as a pack. What was written when an error comes
/// back is of no use: write to a temporary file and rename it when all is well.
///
/// Errors: `Invalid` for a format that holds maps only or is a folder, `Cancelled` when `progress` said so, `Io` and
/// `DiskFull` from `out`, `Internal` for a fault of ours. A picture that cannot be had is a placeholder and a
/// warning, not an error.
pub fn export(
    format: Format,
    snapshot: &Snapshot,
    pack: &Pack,
    pictures: &dyn Pictures,
    now: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    let Some(File(exporter)) = &format.entry().pack else {
        let name = format.name();
        return Err(Error::invalid(format!("{name} is for the map of one process. Choose PDF or HTML for documents.")));
    };
    let book = Book::new(snapshot, pack, labels::Labels::of(pack.options.language), now);
    exporter(&book, pack, pictures, now, progress, out)
}

/// The same for a format that is a folder: what was put when an error comes back is of no use.
///
/// Errors: as of [`export`], `Io` and `DiskFull` from `folder`.
pub fn export_folder(
    format: Format,
    snapshot: &Snapshot,
    pack: &Pack,
    pictures: &dyn Pictures,
    now: Timestamp,
    progress: OnProgress,
    folder: &mut dyn Folder,
) -> Result<Report> {
    let Some(InFolder(exporter)) = &format.entry().pack else {
        return Err(Error::invalid(format!("{} is a file, not a folder.", format.name())));
    };
    let book = Book::new(snapshot, pack, labels::Labels::of(pack.options.language), now);
    exporter(&book, pack, pictures, progress, folder)
}

/// Writes one map as a picture of its own. `snapshot` should hold what is below the process, since the map
/// shows the state of its documents.
///
/// Errors: as of [`export`]; `NotFound` and `Invalid` too when there is no such process or nothing on its map.
pub fn export_map(
    format: Format,
    snapshot: &Snapshot,
    map: &OneMap,
    pictures: &dyn Pictures,
    now: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    let exporter = format.entry().map.ok_or_else(|| {
        let name = format.name();
        Error::invalid(format!("{name} is for whole documents. Choose PDF, SVG or PNG for a map by itself."))
    })?;
    exporter(&Sheet::of(snapshot, map, now)?, map, pictures, now, progress, out)
}

/// One map as pixels in memory, for the clipboard; smaller than it was asked for when it is very large, which
/// a warning says.
pub fn draw_map(
    snapshot: &Snapshot,
    map: &OneMap,
    pictures: &dyn Pictures,
    now: Timestamp,
    progress: OnProgress,
) -> Result<(Raster, Report)> {
    picture::png::raster(&Sheet::of(snapshot, map, now)?, map, pictures, progress)
}

/// What is meant by a pack's choice in a format that is usually in this quality.
fn quality(wanted: PictureQuality, usual: Quality) -> Quality {
    match wanted {
        PictureQuality::AsFits => usual,
        PictureQuality::Lossless => Quality::Lossless,
        PictureQuality::Compact => Quality::Compact,
    }
}

fn report_progress(progress: OnProgress, done: usize, total: usize, what: &str) -> Result<()> {
    match progress(Progress { done: done as u32, total: total as u32, what: what.to_owned() }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::new(ErrorCode::Cancelled, "The export was stopped.")),
    }
}

fn write_error(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull => {
            Error::new(ErrorCode::DiskFull, "The disk is full. Make room, or export to another place.")
        }
        _ => Error::new(ErrorCode::Io, "The file could not be written.").with_detail(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_own_line_in_the_registry() {
        assert!(Format::ALL.into_iter().all(|format| format.entry().format == format));
        assert!(REGISTRY.iter().all(|entry| entry.pack.is_some() || entry.map.is_some()));
    }
}
