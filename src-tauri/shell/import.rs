//! Pictures into a document: decoded beside the library's thread, kept, and placed by one edit.

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use roadbook_core::assets::Assets;
use roadbook_core::edit::PlacedPicture;
use roadbook_core::model::{Asset, DocumentId, StepId};
use roadbook_core::{Edit, Error, ErrorCode, Result, pixels};

use super::desk::Urgency;
use super::desktop::{Clipping, left};
use super::doors::Office;
use super::drops::{UPLOAD, Waiting};
use super::event::Event;
use super::job::{JobDone, PictureSource};
use super::jobs::Ticket;
use super::places::now;

/// A decoded picture may take 256 MiB, so not every core gets one.
const WORKERS: usize = 3;

enum Picture {
    File(PathBuf),
    Bytes { name: String, bytes: Vec<u8> },
    Pixels { width: u32, height: u32, rgba: Vec<u8> },
}

pub fn import_pictures(
    office: &Office,
    ticket: &Ticket,
    source: PictureSource,
    document: DocumentId,
    step: Option<StepId>,
) -> Result<JobDone> {
    let pictures = gather(office, source)?;
    let (read_only, assets) =
        office.desk.ask(Urgency::Read, |library| Ok((library.state().read_only, library.assets())))?;
    if read_only {
        return Err(Error::new(ErrorCode::ReadOnly, "This library can only be read, so pictures cannot be added."));
    }

    let (stored, warnings) = store_all(ticket, &assets, pictures)?;
    if stored.is_empty() {
        return Ok(JobDone::ImportPictures { placed: 0, warnings, place: None });
    }
    let id = office.outside.id;
    let pictures = stored
        .iter()
        .map(|asset| PlacedPicture { figure: id().into(), asset: asset.hash.clone(), step: id().into() })
        .collect();
    let placed = u32::try_from(stored.len()).unwrap_or(u32::MAX);
    let changed = office.desk.ask(Urgency::Edit, move |library| {
        stored.iter().try_for_each(|asset| library.add_asset(asset))?;
        library.edit(Edit::PlacePictures { document, step, pictures })
    })?;
    let place = changed.place.clone();
    office.tell(Event::Changed(Box::new(changed)));
    Ok(JobDone::ImportPictures { placed, warnings, place })
}

fn gather(office: &Office, source: PictureSource) -> Result<Vec<Picture>> {
    let files = |paths: Vec<PathBuf>| paths.into_iter().map(Picture::File).collect();
    let waiting = |waiting| match waiting {
        Waiting::Files(paths) => files(paths),
        Waiting::Bytes { name, bytes } => vec![Picture::Bytes { name, bytes }],
    };
    match source {
        PictureSource::Clipboard => match office.desktop.clipboard()? {
            Clipping::Picture { width, height, rgba } => Ok(vec![Picture::Pixels { width, height, rgba }]),
            Clipping::Files(paths) => Ok(files(paths)),
            Clipping::Nothing => Err(Error::new(
                ErrorCode::NotFound,
                "There is no picture on the clipboard. Copy one, or take a screenshot, and paste again.",
            )),
        },
        PictureSource::Pick => match office.desktop.pick_pictures() {
            paths if paths.is_empty() => Err(left()),
            paths => Ok(files(paths)),
        },
        PictureSource::Dropped { token } => office.drops.take(&token).map(waiting),
        PictureSource::Uploaded { tokens } => {
            let mut pictures = vec![];
            for token in tokens {
                pictures.extend(waiting(office.drops.take(&token)?));
            }
            Ok(pictures)
        }
    }
}

/// What could be kept, in the order of the pictures, and a sentence for each of the others.
fn store_all(ticket: &Ticket, assets: &Assets, pictures: Vec<Picture>) -> Result<(Vec<Asset>, Vec<String>)> {
    let total = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
    let names: Vec<String> = pictures.iter().map(Picture::name).collect();
    let waiting: Vec<_> = pictures.into_iter().map(|picture| Mutex::new(Some(picture))).collect();
    let (next, stop) = (AtomicUsize::new(0), ticket.stop_sign());
    let (give, given) = mpsc::channel();

    let mut results: Vec<Option<Result<Asset>>> = Vec::new();
    results.resize_with(names.len(), || None);
    thread::scope(|scope| {
        for _ in 0..WORKERS.min(names.len()) {
            let (give, next, stop, waiting) = (give.clone(), &next, &stop, &waiting);
            scope.spawn(move || work(assets, waiting, next, stop, &give));
        }
        drop(give);
        for (done, (at, result)) in given.iter().enumerate() {
            // The stop is looked at below, when the workers have seen it too.
            let _ = ticket.progress(u32::try_from(done + 1).unwrap_or(total), total, &names[at]);
            results[at] = Some(result);
        }
    });
    ticket.go_on()?;

    let (mut stored, mut warnings) = (vec![], vec![]);
    for (name, result) in names.iter().zip(results) {
        match result {
            Some(Ok(asset)) => stored.push(asset),
            Some(Err(error)) if error.code == ErrorCode::DiskFull => return Err(error),
            Some(Err(error)) => warnings.push(sentence(name, &error)),
            None => warnings.push(format!("“{name}” was not read.")),
        }
    }
    Ok((stored, warnings))
}

fn work(
    assets: &Assets,
    waiting: &[Mutex<Option<Picture>>],
    next: &AtomicUsize,
    stop: &AtomicBool,
    give: &mpsc::Sender<(usize, Result<Asset>)>,
) {
    while !stop.load(Ordering::Relaxed) {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(waits) = waiting.get(at) else { return };
        let Some(picture) = waits.lock().unwrap_or_else(PoisonError::into_inner).take() else { continue };
        let result = catch_unwind(AssertUnwindSafe(|| picture.store(assets)))
            .unwrap_or_else(|_| Err(Error::new(ErrorCode::Picture, "This picture cannot be read.")));
        if give.send((at, result)).is_err() {
            return;
        }
    }
}

impl Picture {
    fn name(&self) -> String {
        match self {
            Self::File(path) => file_name(path),
            Self::Bytes { name, .. } => name.clone(),
            Self::Pixels { .. } => "Clipboard".into(),
        }
    }

    fn store(self, assets: &Assets) -> Result<Asset> {
        match self {
            Self::File(path) => {
                let name = file_name(&path);
                assets.store(&pixels::import(&read(&path, &name)?, &name)?, &name, now())
            }
            Self::Bytes { name, bytes } => assets.store(&pixels::import(&bytes, &name)?, &name, now()),
            Self::Pixels { width, height, rgba } => assets.store(&pixels::import_rgba(width, height, rgba)?, "", now()),
        }
    }
}

/// A file that grows while it is read, or that is a pipe without an end, is not read beyond the limit.
fn read(path: &Path, name: &str) -> Result<Vec<u8>> {
    let unreadable = |error: std::io::Error| {
        Error::new(ErrorCode::Io, format!("“{name}” cannot be read: {error}.")).with_detail(error.kind().to_string())
    };
    let about = path.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(Error::new(ErrorCode::Picture, format!("“{name}” is not a file. Drop the pictures themselves.")));
    }
    let limit = UPLOAD as u64;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len().min(limit)).unwrap_or(0));
    let file = File::open(path).map_err(unreadable)?;
    let read = file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if read as u64 > limit {
        return Err(Error::limit(format!(
            "“{name}” has {} MiB; a picture's file may have {} MiB.",
            about.len() >> 20,
            limit >> 20
        )));
    }
    Ok(bytes)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn sentence(name: &str, error: &Error) -> String {
    if error.message.contains(name) { error.message.clone() } else { format!("“{name}”: {}", error.message) }
}
