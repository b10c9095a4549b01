//! Pictures into a document: decoded beside the library's thread, kept, and placed by one edit.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use roadbook_core::assets::Assets;
use roadbook_core::edit::PlacedPicture;
use roadbook_core::model::{Asset, DocumentId, StepId};
use roadbook_core::{Edit, Error, ErrorCode, Result, pixels};

use super::desk::Urgency;
use super::desktop::{Clipping, left};
use super::doors::Office;
use super::drops::{UPLOAD, Waiting as Held};
use super::event::Event;
use super::job::{JobDone, PictureSource};
use super::jobs::Ticket;
use super::places::now;
use super::watch::{self, Waiting};

/// A decoded picture may take 256 MiB, so not every core gets one.
const WORKERS: usize = 3;

enum Picture {
    File(PathBuf, Links),
    Bytes { name: String, bytes: Vec<u8> },
    Pasted(Vec<u8>),
    Pixels { width: u32, height: u32, rgba: Vec<u8> },
}

/// Where pictures fall in a document, as in [`Edit::PlacePictures`].
pub struct Landing {
    pub step: Option<StepId>,
    pub apart: bool,
}

pub fn import_pictures(
    office: &Office,
    ticket: &Ticket,
    source: PictureSource,
    document: DocumentId,
    landing: Landing,
) -> Result<JobDone> {
    let Gathered { pictures, watched } = gather(office, source)?;
    let done = keep(office, ticket, pictures, document, landing);
    if done.is_err() {
        office.watch.put_back(watched);
    }
    done
}

/// The first picture of a source, kept but on no step yet.
pub fn import_one(office: &Office, ticket: &Ticket, source: PictureSource) -> Result<Asset> {
    let Gathered { mut pictures, watched } = gather(office, source)?;
    pictures.truncate(1);
    let kept = || {
        let assets = writable(office)?;
        let (stored, warnings) = store_all(ticket, &assets, pictures)?;
        let refused = || Error::new(ErrorCode::Picture, warnings.join(" "));
        let asset = stored.into_iter().next().ok_or_else(refused)?;
        let row = asset.clone();
        office.desk.ask(Urgency::Edit, move |library| library.add_asset(&row))?;
        Ok(asset)
    };
    let kept = kept();
    if kept.is_err() {
        office.watch.put_back(watched);
    }
    kept
}

fn writable(office: &Office) -> Result<Arc<Assets>> {
    let (read_only, assets) =
        office.desk.ask(Urgency::Read, |library| Ok((library.state().read_only, library.assets())))?;
    if read_only {
        return Err(Error::new(ErrorCode::ReadOnly, "This library can only be read, so pictures cannot be added."));
    }
    Ok(assets)
}

fn keep(
    office: &Office,
    ticket: &Ticket,
    pictures: Vec<Picture>,
    document: DocumentId,
    Landing { step, apart }: Landing,
) -> Result<JobDone> {
    let assets = writable(office)?;
    let (stored, warnings) = store_all(ticket, &assets, pictures)?;
    if stored.is_empty() {
        return Ok(JobDone::ImportPictures { placed: 0, last: None, warnings, place: None });
    }
    let id = office.outside.id;
    let pictures: Vec<PlacedPicture> = stored
        .iter()
        .map(|asset| PlacedPicture { figure: id().into(), asset: asset.hash.clone(), step: id().into() })
        .collect();
    let placed = u32::try_from(stored.len()).unwrap_or(u32::MAX);
    let (changed, last) = office.desk.ask(Urgency::Edit, move |library| {
        stored.iter().try_for_each(|asset| library.add_asset(asset))?;
        let last = pictures.last().map(|picture| picture.figure);
        let changed = library.edit(Edit::PlacePictures { document, step, apart, pictures })?;
        let last = last.map(|figure| library.figure(figure)).transpose()?.map(|(figure, _)| figure.step);
        Ok((changed, last))
    })?;
    let place = changed.place.clone();
    office.tell(Event::Changed(Box::new(changed)));
    Ok(JobDone::ImportPictures { placed, last, warnings, place })
}

/// Pictures, and which of them wait in the tray again when they cannot be kept.
struct Gathered {
    pictures: Vec<Picture>,
    watched: Vec<Waiting>,
}

fn gather(office: &Office, source: PictureSource) -> Result<Gathered> {
    let mut watched = vec![];
    let files = |paths: Vec<PathBuf>| paths.into_iter().map(|path| Picture::File(path, Links::Followed)).collect();
    let held = |held| match held {
        Held::Files(paths) => files(paths),
        Held::Bytes { name, bytes } => vec![Picture::Bytes { name, bytes }],
    };
    let pictures = match source {
        PictureSource::Clipboard => match office.desktop.clipboard()? {
            Clipping::Encoded(bytes) => vec![Picture::Pasted(bytes)],
            Clipping::Picture { width, height, rgba } => vec![Picture::Pixels { width, height, rgba }],
            Clipping::Files(paths) => files(paths),
            Clipping::Nothing => {
                return Err(Error::new(
                    ErrorCode::NotFound,
                    "There is no picture on the clipboard. Copy one, or take a screenshot, and paste again.",
                ));
            }
        },
        PictureSource::Pick => match office.desktop.pick_pictures() {
            paths if paths.is_empty() => return Err(left()),
            paths => files(paths),
        },
        PictureSource::Dropped { token } => held(office.drops.take(&token)?),
        PictureSource::Uploaded { tokens } => {
            let mut pictures = vec![];
            for token in tokens {
                pictures.extend(held(office.drops.take(&token)?));
            }
            pictures
        }
        PictureSource::Watched { ids } => {
            watched = office.watch.take(ids.as_deref());
            if watched.is_empty() {
                return Err(watch::not_waiting());
            }
            watched.iter().map(|waiting| Picture::File(waiting.path.clone(), Links::Refused)).collect()
        }
    };
    Ok(Gathered { pictures, watched })
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
            Self::File(path, _) => file_name(path),
            Self::Bytes { name, .. } => name.clone(),
            Self::Pasted(_) | Self::Pixels { .. } => "Clipboard".into(),
        }
    }

    fn store(self, assets: &Assets) -> Result<Asset> {
        match self {
            Self::File(path, links) => {
                let name = file_name(&path);
                assets.store(&pixels::import(&read(&path, &name, links)?, &name)?, &name, now())
            }
            Self::Bytes { name, bytes } => assets.store(&pixels::import(&bytes, &name)?, &name, now()),
            Self::Pasted(bytes) => assets.store(&pixels::import(&bytes, "")?, "", now()),
            Self::Pixels { width, height, rgba } => assets.store(&pixels::import_rgba(width, height, rgba)?, "", now()),
        }
    }
}

/// Whether a link is followed to the file that it means. A person who drops one means that file; in a watched
/// folder it may have been put there by anyone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Links {
    Followed,
    Refused,
}

/// A file that grows while it is read, or that is a pipe without an end, is not read beyond the limit.
pub fn read(path: &Path, name: &str, links: Links) -> Result<Vec<u8>> {
    let unreadable = |error: std::io::Error| {
        let what = match error.kind() {
            ErrorKind::NotFound => "is not there any more".to_owned(),
            _ => format!("cannot be read: {error}"),
        };
        Error::new(ErrorCode::Io, format!("“{name}” {what}.")).with_detail(error.kind().to_string())
    };
    let about = match links {
        Links::Followed => path.metadata(),
        Links::Refused => path.symlink_metadata(),
    };
    let about = about.map_err(unreadable)?;
    if !about.is_file() {
        return Err(Error::new(ErrorCode::Picture, format!("“{name}” is not a file. Drop the pictures themselves.")));
    }
    let limit = UPLOAD as u64;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len().min(limit)).unwrap_or(0));
    let file = File::open(path).map_err(unreadable)?;
    if links == Links::Refused && !is_same(&about, &file.metadata().map_err(unreadable)?) {
        // Another file took its place between the two.
        return Err(Error::new(ErrorCode::Picture, format!("“{name}” was replaced while it was read.")));
    }
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

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn sentence(name: &str, error: &Error) -> String {
    if error.message.contains(name) { error.message.clone() } else { format!("“{name}”: {}", error.message) }
}
