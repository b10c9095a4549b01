//! Exports to a file: a snapshot is written beside the target and takes its place only when it is whole.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError};

use roadbook_core::assets::Assets;
use roadbook_core::library::{Library, Scope};
use roadbook_core::model::{DocumentId, Figure, NodeId, Pack, PackOptions, Snapshot, Timestamp};
use roadbook_core::pixels::Burned;
use roadbook_core::query::{Query, Reply};
use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::{
    Format, OnProgress, OneMap, Pictures, Preview, Progress, Report, USUAL_SCALE, draw_map, export_map,
};
use tempfile::NamedTempFile;
use uuid::Uuid;

use super::desk::Urgency;
use super::desktop::{Copied, left};
use super::doors::Office;
use super::job::{CopyFormat, Export, JobDone, Subject};
use super::jobs::Ticket;
use super::places::now;
use super::{fonts, names};

/// What an export takes out of a library, ready to be written without it.
pub struct Target {
    /// Of the file, without its extension.
    pub name: String,
    content: Content,
    snapshot: Snapshot,
    pictures: Burner,
}

enum Content {
    Pack(Pack),
    Map(OneMap),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    pub bytes: u64,
    pub pages: Option<u32>,
    /// Pictures that were decoded and encoded for it; all others were ready.
    pub pictures_made: u32,
    pub warnings: Vec<String>,
}

/// A library's pictures, and how many of them had to be made.
pub struct Burner {
    assets: Arc<Assets>,
    made: AtomicU32,
}

impl Burner {
    pub fn new(assets: Arc<Assets>) -> Self {
        Self { assets, made: AtomicU32::new(0) }
    }
}

impl Pictures for Burner {
    fn burned(&self, figure: &Figure) -> Result<Burned> {
        let taken = self.assets.take(figure)?;
        self.made.fetch_add(taken.made.into(), Ordering::Relaxed);
        Ok(taken.burned)
    }

    fn scaled(&self, figure: &Figure, width: u32) -> Result<Burned> {
        self.assets.scaled(figure, width)
    }

    fn fonts(&self, lacking: &BTreeSet<char>) -> Vec<Vec<u8>> {
        fonts::with(lacking)
    }
}

impl Target {
    /// # Errors
    /// `NotFound` for a pack or document that is gone, `Invalid` when nothing is left to print.
    pub fn of(library: &Library, wish: Export) -> Result<Self> {
        let Export { subject, options, scale, .. } = wish;
        match subject {
            Subject::Library => Self::pack(library, library.state().name, Scope::All, options),
            Subject::Documents { ids, everything_below } => {
                Self::pack(library, String::new(), Scope::Documents { ids, everything_below }, options)
            }
            Subject::Pack { id } => {
                let pack = packs(library)?.into_iter().find(|pack| pack.id == id);
                let mut pack = pack.ok_or_else(|| Error::not_found("pack", id))?;
                pack.options = options.unwrap_or(pack.options);
                Self::of_pack(library, pack)
            }
            Subject::Map { process, nodes } => {
                Self::map(library, OneMap { process, nodes, scale: scale.unwrap_or(USUAL_SCALE) })
            }
        }
    }

    /// A pack as it is put together, whether it is kept or not.
    pub fn of_pack(library: &Library, pack: Pack) -> Result<Self> {
        let scope = Scope::Documents { ids: pack.documents, everything_below: pack.everything_below };
        Self::pack(library, pack.name, scope, Some(pack.options))
    }

    fn pack(library: &Library, name: String, scope: Scope, options: Option<PackOptions>) -> Result<Self> {
        let options = options.unwrap_or_default();
        let snapshot = library.pack_snapshot(&scope, &options)?;
        if snapshot.documents.is_empty() && options.published_only {
            return Err(Error::invalid(
                "None of these documents was ever published. Publish one, or export them as they are now.",
            ));
        }
        if snapshot.documents.is_empty() {
            return Err(Error::invalid(
                "There is no document to export. Choose at least one that is not in the trash.",
            ));
        }
        let name = if name.is_empty() { title(&snapshot, &scope) } else { name };
        let documents: Vec<DocumentId> = snapshot.documents.iter().map(|content| content.document.id).collect();
        let everything_below = match scope {
            Scope::All => true,
            Scope::Documents { everything_below, .. } => everything_below,
        };
        let pack = Pack { id: Uuid::nil().into(), name: name.clone(), documents, everything_below, options };
        Ok(Self { name, content: Content::Pack(pack), snapshot, pictures: Burner::new(library.assets()) })
    }

    /// The pages of a pack to look at; none for a map by itself.
    ///
    /// # Errors
    /// As of [`roadbook_export::Preview::new`].
    pub fn preview(&self, now: Timestamp, progress: OnProgress) -> Option<Result<Preview>> {
        let Content::Pack(pack) = &self.content else { return None };
        Some(Preview::new(&self.snapshot, pack, &self.pictures, now, progress))
    }

    /// What its pages show.
    pub fn pictures(&self) -> &dyn Pictures {
        &self.pictures
    }

    fn map(library: &Library, map: OneMap) -> Result<Self> {
        let scope = Scope::Documents { ids: vec![map.process], everything_below: true };
        let snapshot = library.snapshot(&scope)?;
        let process = snapshot.document(map.process).ok_or_else(|| Error::not_found("document", map.process))?;
        let name = process.document.title.clone();
        Ok(Self { name, content: Content::Map(map), snapshot, pictures: Burner::new(library.assets()) })
    }

    fn write(&self, format: Format, now: Timestamp, progress: OnProgress, out: &mut dyn Write) -> Result<Report> {
        let Self { content, snapshot, pictures, .. } = self;
        match content {
            Content::Pack(pack) => roadbook_export::export(format, snapshot, pack, pictures, now, progress, out),
            Content::Map(map) => export_map(format, snapshot, map, pictures, now, progress, out),
        }
    }
}

/// One document gives its title, several the library's name.
fn title(snapshot: &Snapshot, scope: &Scope) -> String {
    let single = match scope {
        Scope::Documents { ids, .. } if ids.len() == 1 => snapshot.document(ids[0]),
        _ => None,
    };
    single.map_or(&snapshot.name, |content| &content.document.title).clone()
}

fn packs(library: &Library) -> Result<Vec<Pack>> {
    Ok(match library.read(Query::Overview)? {
        Reply::Overview(overview) => overview.packs,
        _ => vec![],
    })
}

/// Writes the target to `path`. Until it is whole the file that was there stays as it was, and when it is
/// stopped or fails nothing is left behind.
pub fn export_to(
    path: &Path,
    format: Format,
    target: &Target,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Exported> {
    let folder = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(Error::invalid(format!("“{}” is not the name of a file.", path.display()))),
    };
    if path.is_dir() {
        return Err(Error::invalid(format!("“{}” is a folder. Name the file to write.", path.display())));
    }
    if !folder.is_dir() {
        let message = format!("The folder “{}” does not exist. Make it, or choose another place.", folder.display());
        return Err(Error::new(ErrorCode::NotFound, message));
    }
    let failed = |error: io::Error| cannot_write(path, &error);
    let mut file = beside(folder).map_err(failed)?;
    let mut out = Watched { out: BufWriter::with_capacity(1 << 18, file.as_file_mut()), fault: None };
    let report = target.write(format, now, progress, &mut out);
    // The exporter knows of no files; when the file was the reason, say so.
    let report = match (report, out.fault.take()) {
        (Err(_), Some(fault)) => return Err(failed(fault)),
        (report, _) => report?,
    };
    out.flush().map_err(failed)?;
    drop(out);
    file.as_file().sync_all().map_err(failed)?;
    let bytes = file.as_file().metadata().map_err(failed)?.len();
    file.persist(path).map_err(|error| failed(error.error))?;
    sync_folder(folder);
    let pictures_made = target.pictures.made.swap(0, Ordering::Relaxed);
    Ok(Exported { bytes, pages: report.pages, pictures_made, warnings: report.warnings })
}

/// With the permissions of any new file, not those of a secret one.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".roadbook-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// The rename is durable only with the folder; where folders cannot be synced, the system does it itself.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Error {
    let name = path.display();
    let (code, message) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            (ErrorCode::DiskFull, format!("There is no room for “{name}”. Free some space, or choose another place."))
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            (ErrorCode::ReadOnly, format!("“{name}” cannot be written there: no permission. Choose another place."))
        }
        _ => (ErrorCode::Io, format!("“{name}” cannot be written: {error}. Choose another place.")),
    };
    Error::new(code, message).with_detail(error.kind().to_string())
}

/// Remembers the first fault of the file below.
struct Watched<W> {
    out: W,
    fault: Option<io::Error>,
}

impl<W: Write> Watched<W> {
    fn watch<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            self.fault.get_or_insert(error);
            kind.into()
        })
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.out.write(bytes);
        self.watch(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.out.flush();
        self.watch(result)
    }
}

pub fn export(office: &Office, ticket: &Ticket, wish: Export) -> Result<JobDone> {
    let format = wish.format;
    let target = office.desk.ask(Urgency::Read, move |library| Target::of(library, wish))?;
    let extension = format.extension();
    let name = names::file_name(&target.name, "Pack");
    let path = office.desktop.place_for(&format!("{name}.{extension}"), extension).ok_or_else(left)?;
    let mut progress = |told: Progress| ticket.flow(told.done, told.total, &told.what);
    let exported = export_to(&path, format, &target, now(), &mut progress)?;
    let shown = path.display().to_string();
    let export = Uuid::now_v7();
    office.exports.lock().unwrap_or_else(PoisonError::into_inner).insert(export, path);
    let Exported { bytes, pages, pictures_made, warnings } = exported;
    Ok(JobDone::Export { export, path: shown, bytes, pages, pictures_made, warnings })
}

/// Puts the picture of a map on the clipboard.
pub fn copy_map(
    office: &Office,
    ticket: &Ticket,
    process: DocumentId,
    nodes: Vec<NodeId>,
    format: CopyFormat,
) -> Result<JobDone> {
    let map = OneMap { process, nodes, scale: USUAL_SCALE };
    let target = office.desk.ask(Urgency::Read, {
        let map = map.clone();
        move |library| Target::map(library, map)
    })?;
    let mut progress = |told: Progress| ticket.flow(told.done, told.total, &told.what);
    let (copied, pixels, report) = match format {
        CopyFormat::Png => {
            let (raster, report) = draw_map(&target.snapshot, &map, &target.pictures, now(), &mut progress)?;
            let pixels = (raster.width, raster.height);
            (Copied::Picture(raster), Some(pixels), report)
        }
        CopyFormat::Svg => {
            let mut svg = vec![];
            let report = target.write(Format::Svg, now(), &mut progress, &mut svg)?;
            (Copied::Svg(String::from_utf8_lossy(&svg).into_owned()), None, report)
        }
    };
    office.desktop.copy(copied)?;
    Ok(JobDone::CopyMap { pixels, warnings: report.warnings })
}

/// An exported file, by its id.
pub fn file(office: &Office, export: Uuid) -> Result<PathBuf> {
    let path = office.exported(export).filter(|path| path.is_file());
    path.ok_or_else(|| Error::new(ErrorCode::NotFound, "The exported file is not there any more. Export it again."))
}
