//! Which files of a folder are new screenshots: told from one look at the folder to the next.
//!
//! Regular files with the name of a picture only; links and pipes are not followed and not opened. A file is
//! offered once, when it has stopped changing and is whole. A file that was only renamed, touched or put back
//! is not new.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use roadbook_core::pixels::{self, Wholeness};

use super::super::import::{self, Links};

/// A file that did not change for this long is looked into.
const STILL: Duration = Duration::from_millis(300);
/// One that is then empty or not whole may be written on; if it does not change for this long, it is not.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often such a file is looked into.
const AGAIN: Duration = Duration::from_secs(1);
/// Files looked into before their news is told.
const BATCH: usize = 100;

const ENDINGS: [&str; 5] = ["png", "jpg", "jpeg", "webp", "gif"];

pub struct Listing {
    folder: PathBuf,
    begun: SystemTime,
    /// Files that were there at the beginning, or were offered or refused since.
    known: HashMap<OsString, Known>,
    /// Files that change, or may not be whole yet.
    pending: HashMap<OsString, Pending>,
    missing: Option<std::io::ErrorKind>,
}

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    changed: Option<SystemTime>,
    /// The same under another name; 0 where the system does not say.
    inode: u64,
    /// A number that is free is given to the next file.
    born: Option<SystemTime>,
}

impl Stamp {
    /// It is the same file by another name, though it may have been touched as well.
    fn is_renamed(self, was: Self) -> bool {
        let same = self.inode != 0 && (self.inode, self.bytes, self.born) == (was.inode, was.bytes, was.born);
        same && (self.born.is_some() || self.changed == was.changed)
    }
}

struct Known {
    stamp: Stamp,
    /// Of the bytes; none for a file that was never looked into.
    print: Option<u64>,
}

struct Pending {
    stamp: Stamp,
    since: Instant,
    due: Instant,
}

/// What a look has found.
#[derive(Debug, Default)]
pub struct News {
    /// In the order in which they were made, with their bytes.
    pub came: Vec<(PathBuf, u64)>,
    /// Files of the folder that are not there any more.
    pub gone: HashSet<PathBuf>,
    /// A sentence for each file that is no picture.
    pub refused: Vec<String>,
    /// The folder was missing, and is there again.
    pub returned: bool,
}

impl Listing {
    /// What is in the folder now is known.
    pub fn begin(folder: &Path) -> Self {
        let mut listing = Self {
            folder: folder.to_owned(),
            begun: SystemTime::now(),
            known: HashMap::new(),
            pending: HashMap::new(),
            missing: None,
        };
        match list(folder) {
            Ok(files) => {
                listing.known = files.into_iter().map(|(name, stamp)| (name, Known { stamp, print: None })).collect();
            }
            Err(error) => listing.missing = Some(error.kind()),
        }
        listing
    }

    /// Why nothing can come at the moment.
    pub fn trouble(&self) -> Option<String> {
        let folder = self.folder.display();
        self.missing.map(|kind| match kind {
            std::io::ErrorKind::PermissionDenied => {
                format!("The folder “{folder}” may not be read. Allow it, or choose another one.")
            }
            _ => format!("The folder “{folder}” is not there. When it comes back, watching goes on."),
        })
    }

    /// When to look again although nothing was told.
    pub fn due(&self) -> Option<Duration> {
        let next = self.pending.values().map(|pending| pending.due).min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }

    pub fn look(&mut self) -> News {
        let mut news = News::default();
        let files = match list(&self.folder) {
            Ok(files) => files,
            Err(error) => {
                self.missing = Some(error.kind());
                self.pending.clear();
                return news;
            }
        };
        news.returned = self.missing.take().is_some();
        self.forget_gone(&files, &mut news);
        self.follow_renames(&files);
        for (name, stamp) in &files {
            self.meet(name, *stamp, news.returned);
        }
        let mut still: Vec<(OsString, Stamp)> = self.still().collect();
        still.sort_by(|(a, one), (b, other)| (one.changed, a).cmp(&(other.changed, b)));
        for (name, stamp) in still.into_iter().take(BATCH) {
            self.look_into(name, stamp, &mut news);
        }
        news
    }

    fn forget_gone(&mut self, files: &HashMap<OsString, Stamp>, news: &mut News) {
        self.pending.retain(|name, _| files.contains_key(name));
        let gone = self.known.keys().filter(|name| !files.contains_key(*name));
        news.gone = gone.map(|name| self.folder.join(name)).collect();
    }

    /// A known file under a new name stays known.
    fn follow_renames(&mut self, files: &HashMap<OsString, Stamp>) {
        let gone = self.known.iter().filter(|(name, _)| !files.contains_key(*name));
        let gone: Vec<(OsString, Stamp)> = gone.map(|(name, known)| (name.clone(), known.stamp)).collect();
        for (name, stamp) in files {
            if self.known.contains_key(name) || self.pending.contains_key(name) {
                continue;
            }
            if let Some((old, _)) = gone.iter().find(|(_, was)| stamp.is_renamed(*was))
                && let Some(known) = self.known.remove(old)
            {
                self.known.insert(name.clone(), known);
            }
        }
    }

    fn meet(&mut self, name: &OsStr, stamp: Stamp, returned: bool) {
        if let Some(known) = self.known.get_mut(name) {
            if known.stamp == stamp {
                return;
            }
            // What was there before is not looked into; touched, it has kept its length.
            if known.print.is_none() && known.stamp.bytes == stamp.bytes {
                known.stamp = stamp;
                return;
            }
        } else if returned && stamp.changed.is_some_and(|changed| changed < self.begun) {
            // It was in the folder before that went away, or before watching began.
            self.known.insert(name.to_owned(), Known { stamp, print: None });
            return;
        }
        let now = Instant::now();
        match self.pending.get_mut(name) {
            Some(pending) if pending.stamp == stamp => {}
            Some(pending) => *pending = Pending { stamp, since: now, due: now + STILL },
            None => _ = self.pending.insert(name.to_owned(), Pending { stamp, since: now, due: now + STILL }),
        }
    }

    fn still(&self) -> impl Iterator<Item = (OsString, Stamp)> {
        let now = Instant::now();
        let due = self.pending.iter().filter(move |(_, pending)| pending.due <= now);
        due.map(|(name, pending)| (name.clone(), pending.stamp))
    }

    fn look_into(&mut self, name: OsString, stamp: Stamp, news: &mut News) {
        let path = self.folder.join(&name);
        let shown = name.to_string_lossy().into_owned();
        let read = import::read(&path, &shown, Links::Refused);
        if !fs::symlink_metadata(&path).is_ok_and(|about| stamp_of(&about) == Some(stamp)) {
            // It changed meanwhile, or is gone: the next look sees to it.
            return;
        }
        let print = read.as_ref().ok().map(|bytes| print_of(bytes));
        let whole = read.as_ref().is_ok_and(|bytes| pixels::wholeness(bytes) == Wholeness::Whole);
        if whole {
            let offered = self.known.get(&name).is_some_and(|known| known.print == print);
            if !offered {
                news.came.push((path, stamp.bytes));
            }
        } else if let Some(pending) = self.pending.get_mut(&name)
            && pending.since.elapsed() < PATIENCE
        {
            pending.due = Instant::now() + AGAIN;
            return;
        } else {
            let refused = read.and_then(|bytes| pixels::import(&bytes, &shown));
            match refused {
                Err(error) => news.refused.push(error.message),
                Ok(_) => news.came.push((path, stamp.bytes)),
            }
        }
        self.pending.remove(&name);
        self.known.insert(name, Known { stamp, print });
    }
}

fn list(folder: &Path) -> std::io::Result<HashMap<OsString, Stamp>> {
    let mut files = HashMap::new();
    for entry in fs::read_dir(folder)? {
        let Ok(entry) = entry else { continue };
        let name = entry.file_name();
        if !is_picture_name(&name) || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        // Of the file itself: on Windows what the folder says of it may be older.
        if let Some(stamp) = fs::symlink_metadata(entry.path()).ok().as_ref().and_then(stamp_of) {
            files.insert(name, stamp);
        }
    }
    Ok(files)
}

/// Programs write into files with other endings, or hidden ones, and rename them when they are done.
fn is_picture_name(name: &OsStr) -> bool {
    let hidden = name.as_encoded_bytes().starts_with(b".");
    let ending = Path::new(name).extension();
    !hidden && ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn stamp_of(about: &Metadata) -> Option<Stamp> {
    let (changed, born) = (about.modified().ok(), about.created().ok());
    let stamp = Stamp { bytes: about.len(), changed, inode: inode(about), born };
    about.is_file().then_some(stamp)
}

#[cfg(unix)]
fn inode(about: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

fn print_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
