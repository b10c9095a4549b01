//! The picture files of a library: `assets/ab/<sha256>`, named by their content, never changed.
//!
//! The only access to files inside a library's folder beside its database and its lock. A file is durable
//! before [`Assets::store`] returns, so that a record may name it; what is read is checked against its
//! name. Views and exports ask for [`Assets::burned`] and [`Assets::scaled`]; [`Assets::original`] is for
//! the annotation editor alone.

#![expect(clippy::disallowed_methods, reason = "this is the door to a library's picture files")]

mod burning;
mod carrying;
mod erasing;
mod folder;
mod recipe;
mod shrinking;

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

pub use burning::Taken;
pub(crate) use folder::sync_folder;
use folder::{make_folder, remove};
use recipe::recipe_as_imported;
pub use shrinking::{Shrunk, Unshrunk};

use crate::error::{Error, ErrorCode, Result};
use crate::limits;
use crate::model::{Asset, AssetHash, Figure, Timestamp};
use crate::pixels::register::{Pair, Plan, carry};
use crate::pixels::{self, Imported};
use crate::store::cache::{self, Cache};
use crate::text::file_name;

/// Files on their way in begin so; one that stays behind after a crash is nobody's.
const UNFINISHED: &str = ".new-";

pub struct Assets {
    folder: PathBuf,
    read_only: bool,
    /// Opened when the first picture is asked for, not with the library.
    cache: Mutex<Option<Cache>>,
    /// Stored since the library was opened. A record that names one may still be on its way.
    fresh: Mutex<HashSet<AssetHash>>,
    /// Burned for good since the library was opened: nothing is made from them any more.
    erased: Mutex<HashSet<AssetHash>>,
    unfinished: AtomicU64,
}

impl Assets {
    /// `library` is the library's folder, which must exist; nothing is read or written until asked for.
    pub fn open(library: &Path, read_only: bool) -> Result<Self> {
        if !library.is_dir() {
            return Err(Error::from(std::io::Error::from(ErrorKind::NotFound)));
        }
        Ok(Self {
            folder: library.to_owned(),
            read_only,
            cache: Mutex::default(),
            fresh: Mutex::default(),
            erased: Mutex::default(),
            unfinished: AtomicU64::new(0),
        })
    }

    /// Keeps a picture. When this returns, the file and its name have reached the disk; the record for it
    /// is the caller's to add. `name` is the file that it came from. Storing the same picture again is
    /// free, and mends the file if it was missing or altered.
    ///
    /// Errors: `ReadOnly`, `DiskFull`, `Io`; nothing is left behind then.
    pub fn store(&self, imported: &Imported, name: &str, now: Timestamp) -> Result<Asset> {
        if self.read_only {
            return Err(Error::new(
                ErrorCode::ReadOnly,
                "This library can only be read, so the picture was not added. Copy its folder to change it.",
            ));
        }
        let hash = imported.hash();
        lock(&self.fresh).insert(hash.clone());
        lock(&self.erased).remove(hash);
        self.write(hash, imported.bytes())?;
        if imported.is_burned() {
            self.with_cache(|cache| cache.put(&recipe_as_imported(hash), hash.as_str(), None, false));
        }
        Ok(Asset {
            hash: hash.clone(),
            mime: imported.mime().to_owned(),
            width: imported.width(),
            height: imported.height(),
            size: imported.bytes().len() as u64,
            imported_at: now,
            source_name: file_name(name),
            burned_at: None,
        })
    }

    /// The imported picture with everything on it, for the annotation editor.
    ///
    /// Errors: `NotFound` when the file is missing, `Damaged` when it is not what its name says.
    pub fn original(&self, hash: &AssetHash) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open(&self.path(hash), hash)?.read_to_end(&mut bytes)?;
        if pixels::content_hash(&bytes) != *hash {
            return Err(altered(hash));
        }
        Ok(bytes)
    }

    /// Bytes of the picture's file.
    fn size(&self, hash: &AssetHash) -> Result<u64> {
        self.path(hash).symlink_metadata().map(|found| found.len()).map_err(|error| unread(error, hash))
    }

    /// The same errors as [`Assets::original`], without keeping the file in memory.
    pub fn check(&self, hash: &AssetHash) -> Result<()> {
        Self::check_file(&self.path(hash), hash)
    }

    fn check_file(path: &Path, hash: &AssetHash) -> Result<()> {
        let (mut file, mut digest, mut part) = (open(path, hash)?, Sha256::new(), vec![0; 64 * 1024]);
        loop {
            match file.read(&mut part)? {
                0 => break,
                length => digest.update(&part[..length]),
            }
        }
        if pixels::hash_from(digest.finalize().as_slice()) == *hash { Ok(()) } else { Err(altered(hash)) }
    }

    /// How the figure would be with another picture of this library.
    pub fn carry(&self, figure: &Figure, to: &AssetHash) -> Result<Plan> {
        let pair = Pair::new(&self.original(&figure.asset)?, &self.original(to)?)?;
        Ok(carry(figure, &pair))
    }

    /// Which of the known pictures have no file; their contents are [`Assets::check`]'s to judge.
    pub fn missing(&self, known: &BTreeSet<AssetHash>) -> Vec<AssetHash> {
        let there = |hash: &&AssetHash| !self.path(hash).symlink_metadata().is_ok_and(|found| found.is_file());
        known.iter().filter(there).cloned().collect()
    }

    /// Files and folders below `assets/` that are no known picture, as paths from there.
    pub fn unknown_files(&self, known: &BTreeSet<AssetHash>) -> Result<Vec<String>> {
        let mut unknown = vec![];
        self.walk(|found| match found {
            Found::Picture(_, hash) if known.contains(&hash) => {}
            Found::Picture(path, _) | Found::Other(path) => unknown.push(self.shown(&path)),
            Found::Unfinished(_) => {}
        })?;
        unknown.sort();
        Ok(unknown)
    }

    /// A sentence about a picture that is missing or altered.
    pub fn fault(&self, hash: &AssetHash) -> Option<String> {
        let error = self.check(hash).err()?;
        Some(format!("The picture {hash} is missing or altered: {}", error.message))
    }

    /// A sentence for each file that is no known picture.
    pub fn unknown_faults(&self, known: &BTreeSet<AssetHash>) -> Result<Vec<String>> {
        let said = |file| format!("The picture file {file} belongs to no record: a change may be missing.");
        Ok(self.unknown_files(known)?.into_iter().map(said).collect())
    }

    /// Deletes the pictures that nothing uses any more, with everything made from them, and what a crash
    /// left behind; pictures stored since the library was opened stay. Returns what was deleted. Neither
    /// documents, trash, history nor revisions may refer to any of `unused`.
    pub fn collect(&self, unused: &BTreeSet<AssetHash>) -> Result<Vec<AssetHash>> {
        if self.read_only {
            return Ok(vec![]);
        }
        let own = self.unfinished_prefix();
        let (mut pictures, mut leftovers) = (vec![], vec![]);
        self.walk(|found| match found {
            Found::Picture(path, hash) if unused.contains(&hash) => pictures.push((path, hash)),
            Found::Unfinished(path) if !name_of(&path).starts_with(&own) => leftovers.push(path),
            _ => {}
        })?;
        for path in leftovers {
            remove(&path)?;
        }
        let mut deleted = vec![];
        for (path, hash) in pictures {
            // Held while the file goes, so that it cannot be stored again in between.
            let fresh = lock(&self.fresh);
            if fresh.contains(&hash) {
                continue;
            }
            remove(&path)?;
            drop(fresh);
            self.with_cache(|cache| cache.forget(hash.as_str()));
            deleted.push(hash);
        }
        Ok(deleted)
    }

    /// Throws the cache away, as for a library that comes from elsewhere: what its cache holds may not be
    /// of our making.
    pub fn discard_cache(&self) {
        let mut open = lock(&self.cache);
        *open = None;
        if !self.read_only {
            cache::discard(&self.cache_file());
        }
    }

    /// Temporary file, fsync, rename, fsync of the folder.
    fn write(&self, hash: &AssetHash, bytes: &[u8]) -> Result<()> {
        let target = self.path(hash);
        let shelf = self.shelf(hash);
        match self.check(hash) {
            Ok(()) => {
                // It may stand there since a crash, read from memory and not yet on the disk.
                File::open(&target)?.sync_all()?;
                return Ok(sync_folder(&shelf)?);
            }
            Err(error) if error.code == ErrorCode::Damaged => self.set_aside(&target)?,
            Err(_) => make_folder(&shelf)?,
        }
        let (unfinished, mut file) = self.begin(&shelf)?;
        let written = file
            .write_all(bytes)
            .and_then(|()| file.sync_all())
            .and_then(|()| {
                drop(file);
                fs::rename(&unfinished, &target)
            })
            .and_then(|()| sync_folder(&shelf));
        if let Err(error) = written {
            // Whether or not this works, the error to tell is the first one.
            let _ = fs::remove_file(&unfinished);
            return Err(error.into());
        }
        Ok(())
    }

    /// Opens a file that did not exist before.
    fn begin(&self, shelf: &Path) -> Result<(PathBuf, File)> {
        loop {
            let number = self.unfinished.fetch_add(1, Ordering::Relaxed);
            let path = shelf.join(format!("{}{number}", self.unfinished_prefix()));
            match File::options().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((path, file)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// An altered file makes way for the right one, and is kept: it may be all that is left of something.
    fn set_aside(&self, altered: &Path) -> Result<()> {
        for number in 1.. {
            let aside = altered.with_extension(format!("altered-{number}"));
            if aside.symlink_metadata().is_err() {
                fs::rename(altered, aside)?;
                break;
            }
        }
        Ok(())
    }

    fn walk(&self, mut visit: impl FnMut(Found)) -> Result<()> {
        let shelves = match fs::read_dir(self.folder.join("assets")) {
            Ok(shelves) => shelves,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for shelf in shelves {
            let shelf = shelf?;
            if !shelf.file_type()?.is_dir() {
                visit(Found::Other(shelf.path()));
                continue;
            }
            for file in fs::read_dir(shelf.path())? {
                let file = file?;
                let (path, plain) = (file.path(), file.file_type()?.is_file());
                let name = name_of(&path);
                visit(match AssetHash::parse(&name) {
                    Some(hash) if plain && self.path(&hash) == path => Found::Picture(path, hash),
                    _ if plain && name.starts_with(UNFINISHED) => Found::Unfinished(path),
                    _ => Found::Other(path),
                });
            }
        }
        Ok(())
    }

    fn shelf(&self, hash: &AssetHash) -> PathBuf {
        self.folder.join("assets").join(hash.as_str().get(..2).unwrap_or_default())
    }

    fn path(&self, hash: &AssetHash) -> PathBuf {
        self.shelf(hash).join(hash.as_str())
    }

    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.folder.join("assets")).unwrap_or(path);
        below.to_string_lossy().replace('\\', "/")
    }

    fn unfinished_prefix(&self) -> String {
        format!("{UNFINISHED}{}-", std::process::id())
    }
}

/// An asset's file, opened. A link, a pipe or a folder in its place is not followed, waited on or read.
fn open(path: &Path, hash: &AssetHash) -> Result<impl Read + use<>> {
    let found = path.symlink_metadata().map_err(|error| unread(error, hash))?;
    if !found.is_file() || found.len() > limits::PICTURE_FILE_BYTES {
        return Err(altered(hash));
    }
    Ok(File::open(path).map_err(|error| unread(error, hash))?.take(limits::PICTURE_FILE_BYTES))
}

enum Found {
    Picture(PathBuf, AssetHash),
    Unfinished(PathBuf),
    Other(PathBuf),
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn unread(error: std::io::Error, hash: &AssetHash) -> Error {
    if error.kind() != ErrorKind::NotFound {
        return error.into();
    }
    Error::new(
        ErrorCode::NotFound,
        "The file of this picture is missing from the library's folder. Restore it from a backup, or add the picture again.",
    )
    .with_detail(format!("asset {hash}"))
}

fn altered(hash: &AssetHash) -> Error {
    Error::new(
        ErrorCode::Damaged,
        "The file of this picture was altered outside Roadbook and is not used. Restore it from a backup, or add the picture again.",
    )
    .with_detail(format!("asset {hash}"))
}

/// A panic while the lock was held left nothing half done that matters: the cache checks what it gives out.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
