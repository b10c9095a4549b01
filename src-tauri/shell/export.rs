//! Exports: what is taken out of a library, and where it is written.

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError};

use roadbook_core::assets::Assets;
use roadbook_core::library::{Library, Scope};
use roadbook_core::model::{DocumentId, Figure, NodeId, Pack, PackOptions, Snapshot, Timestamp};
use roadbook_core::pixels::{Burned, Quality};
use roadbook_core::query::{Query, Reply};
use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::{
    Folder, Format, OnProgress, OneMap, PictureBytes, Pictures, Preview, Progress, Report, USUAL_SCALE, draw_map,
    export_map,
};
use uuid::Uuid;

use super::desk::Urgency;
use super::desktop::{Copied, left};
use super::doors::Office;
use super::job::{CopyFormat, Export, JobDone, Subject};
use super::jobs::Ticket;
use super::places::now;
use super::{fonts, names, whole};

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
    /// Of pictures that were made compact.
    pub pictures: Option<PictureBytes>,
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
    fn burned(&self, figure: &Figure, quality: Quality) -> Result<Burned> {
        let taken = self.assets.take(figure, quality)?;
        self.made.fetch_add(taken.made.into(), Ordering::Relaxed);
        Ok(taken.burned)
    }

    fn scaled(&self, figure: &Figure, width: u32) -> Result<Burned> {
        self.assets.scaled(figure, width)
    }

    fn lossless_bytes(&self, figure: &Figure) -> Option<u64> {
        self.assets.lossless_bytes(figure).ok()
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
            Subject::Documents { ids, everything_below, name } => {
                Self::pack(library, name, Scope::Documents { ids, everything_below }, options)
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

    fn write_folder(
        &self,
        format: Format,
        now: Timestamp,
        progress: OnProgress,
        folder: &mut dyn Folder,
    ) -> Result<Report> {
        let Self { content, snapshot, pictures, .. } = self;
        match content {
            Content::Pack(pack) => {
                roadbook_export::export_folder(format, snapshot, pack, pictures, now, progress, folder)
            }
            Content::Map(_) => Err(Error::invalid("A map by itself is a file. Choose PDF, SVG or PNG.")),
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

/// Writes the target to `path`. Until it is whole the file or folder that was there stays as it was, and when it
/// is stopped or fails nothing is left behind.
pub fn export_to(
    path: &Path,
    format: Format,
    target: &Target,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Exported> {
    let (report, bytes) = match format.extension() {
        Some(_) => whole::file(path, |out| target.write(format, now, progress, out))?,
        None => whole::folder(path, |folder| target.write_folder(format, now, progress, folder))?,
    };
    let pictures_made = target.pictures.made.swap(0, Ordering::Relaxed);
    let Report { pages, pictures, warnings } = report;
    Ok(Exported { bytes, pages, pictures, pictures_made, warnings })
}

pub fn export(office: &Office, ticket: &Ticket, wish: Export) -> Result<JobDone> {
    let format = wish.format;
    let target = office.desk.ask(Urgency::Read, move |library| Target::of(library, wish))?;
    let name = names::file_name(&target.name, "Pack");
    let path = match format.extension() {
        Some(extension) => office.desktop.place_for(&format!("{name}.{extension}"), extension),
        None => office.desktop.place_for_folder(&name).map(whole::free),
    };
    let path = path.ok_or_else(left)?;
    let mut progress = |told: Progress| ticket.flow(told.done, told.total, &told.what);
    let exported = export_to(&path, format, &target, now(), &mut progress)?;
    let shown = path.display().to_string();
    let export = Uuid::now_v7();
    office.exports.lock().unwrap_or_else(PoisonError::into_inner).insert(export, path);
    let Exported { bytes, pages, pictures, pictures_made, warnings } = exported;
    Ok(JobDone::Export { export, path: shown, bytes, pages, pictures, pictures_made, warnings })
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

/// An exported file or folder, by its id.
pub fn found(office: &Office, export: Uuid) -> Result<PathBuf> {
    let path = office.exported(export).filter(|path| path.exists());
    path.ok_or_else(|| Error::new(ErrorCode::NotFound, "The exported file is not there any more. Export it again."))
}

/// The file that shows it.
pub fn page(office: &Office, export: Uuid) -> Result<PathBuf> {
    let path = found(office, export)?;
    Ok(if path.is_dir() { path.join("index.html") } else { path })
}
