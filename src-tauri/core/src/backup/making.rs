//! How a backup comes to be: the rows at the library's thread, the rest wherever there is time.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::{APART, Backup, DATABASE, LIST, List, Reason, Shelf, UNFINISHED};
use crate::assets::{Assets, sync_folder};
use crate::error::{Error, ErrorCode, Result};
use crate::library::folder::Looks;
use crate::model::{AssetHash, Timestamp};
use crate::pixels;
use crate::store::{self, GoOn, Store};

/// What a library knows of its own backups; shared with those that are being made.
#[derive(Clone, Default)]
pub(crate) struct Known(Arc<Mutex<Newest>>);

#[derive(Clone, Default)]
struct Newest {
    made_at: Option<Timestamp>,
    /// The revision of the open library that the newest backup holds.
    revision: Option<u64>,
}

impl Known {
    /// `unchanged`: the library is as the newest backup has it.
    pub fn new(shelf: &Shelf, unchanged: impl FnOnce(&Looks) -> bool) -> Self {
        let newest = shelf.newest();
        let revision = newest.as_ref().and_then(|list| unchanged(&list.looks).then_some(0));
        Self(Arc::new(Mutex::new(Newest { made_at: newest.map(|list| list.backup.made_at), revision })))
    }

    /// Milliseconds until a backup is due, or nothing when there would be nothing new in it.
    pub fn due_in(&self, revision: u64, now: Timestamp) -> Option<Timestamp> {
        let newest = self.get();
        if newest.revision == Some(revision) {
            return None;
        }
        // A clock that was set back says nothing about how long it was.
        let since = newest.made_at.map_or(APART, |made_at| now.saturating_sub(made_at).saturating_abs());
        Some((APART - since).max(0))
    }

    /// There is none any more.
    pub fn forget(&self) {
        self.set(Newest::default());
    }

    fn get(&self) -> Newest {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, newest: Newest) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = newest;
    }
}

/// Of which library, and as what, a backup is made.
pub(crate) struct Wish {
    pub shelf: Shelf,
    pub assets: Arc<Assets>,
    pub reason: Reason,
    pub now: Timestamp,
    pub name: String,
    pub path: PathBuf,
    pub looks: Looks,
    pub revision: u64,
    pub known: Known,
}

/// A backup whose rows are copied. It needs no library any more; dropped, it leaves nothing behind.
pub struct Begun {
    wish: Wish,
    folder: PathBuf,
    /// Pictures that it finds in the store are there until it is done.
    held: File,
}

impl Begun {
    pub(crate) fn begin(wish: Wish, store: &mut Store, go_on: GoOn) -> Result<Self> {
        let place = wish.shelf.place();
        fs::create_dir_all(&place)?;
        let held = wish.shelf.hold()?;
        let own = format!("{UNFINISHED}{}-", std::process::id());
        let of_others = |name: &String| name.starts_with(UNFINISHED) && !name.starts_with(&own);
        for left in super::names(&place).into_iter().filter(of_others) {
            // Of a program that was stopped: one program has a library open.
            let _ = fs::remove_dir_all(place.join(left));
        }
        let folder = unfinished(&place.join(own))?;
        let begun = Self { wish, folder, held };
        store.copy_into(&begun.folder.join(DATABASE), go_on)?;
        Ok(begun)
    }

    /// Looks at every page of the copy, brings the pictures into the store that are not there yet, and makes
    /// all of it a backup. `progress` hears how many pictures are looked after, of how many; for it to break
    /// off costs nothing but the time: what is in the store stays there.
    pub fn finish(self, mut progress: impl FnMut(u32, u32) -> ControlFlow<()>) -> Result<Backup> {
        let database = self.folder.join(DATABASE);
        let held = store::examine(&database, false)?;
        let store = self.wish.shelf.store()?;
        let total = held.assets.len() as u32;
        let (mut bytes, mut missing) = (fs::metadata(&database)?.len(), std::collections::BTreeSet::new());
        for ((picture, size), done) in held.assets.iter().zip(0..) {
            if progress(done, total).is_break() {
                return Err(Error::new(ErrorCode::Cancelled, "The backup was stopped."));
            }
            if store.size_of(picture) != Some(*size) {
                match store.adopt(picture, &self.wish.assets) {
                    Ok(()) => {}
                    // The library has lost it; what it still has is worth keeping.
                    Err(error) if matches!(error.code, ErrorCode::NotFound | ErrorCode::Damaged) => {
                        missing.insert(picture.clone());
                        continue;
                    }
                    Err(error) => return Err(error),
                }
            }
            bytes += size;
        }
        File::open(&database)?.sync_all()?;
        let mut list = List {
            backup: Backup {
                number: 0,
                made_at: self.wish.now,
                reason: self.wish.reason,
                name: self.wish.name.clone(),
                path: self.wish.path.to_string_lossy().into_owned(),
                documents: held.documents,
                pictures: total,
                bytes,
                missing: 0,
            },
            schema: held.schema,
            database: hash_of(File::open(&database)?)?,
            looks: self.wish.looks.clone(),
            missing_pictures: missing,
            purged_pictures: Default::default(),
        };
        list.count_missing();
        self.settle(list)
    }

    /// Gives it the next number, by a rename.
    fn settle(self, mut list: List) -> Result<Backup> {
        let shelf = &self.wish.shelf;
        loop {
            list.backup.number = shelf.numbers().last().map_or(1, |last| last + 1);
            shelf.write(&self.folder, &list)?;
            match fs::rename(&self.folder, shelf.folder(list.backup.number)) {
                // Another one of this program was quicker.
                Err(_) if shelf.folder(list.backup.number).exists() => {}
                renamed => break renamed?,
            }
        }
        sync_folder(&shelf.place())?;
        self.wish.known.set(Newest { made_at: Some(list.backup.made_at), revision: Some(self.wish.revision) });
        let (shelf, now) = (shelf.clone(), self.wish.now);
        drop(self);
        // The backup is made; what is too many is met again by the next one.
        if let Ok(true) = shelf.thin(now) {
            let _ = shelf.collect();
        }
        Ok(list.backup)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        // After the rename there is nothing here any more.
        let _ = fs::remove_file(self.folder.join(LIST));
        let _ = fs::remove_dir_all(&self.folder);
        let _ = self.held.unlock();
    }
}

/// A new folder whose name begins so.
fn unfinished(begins: &Path) -> Result<PathBuf> {
    for number in 1.. {
        let mut folder = begins.as_os_str().to_owned();
        folder.push(number.to_string());
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => return Ok(made.map(|()| folder.into())?),
        }
    }
    unreachable!("numbers do not end")
}

/// SHA-256 of a whole file.
pub(super) fn hash_of(mut file: File) -> Result<AssetHash> {
    let (mut digest, mut part) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut part)? {
            0 => return Ok(pixels::hash_from(digest.finalize().as_slice())),
            length => digest.update(&part[..length]),
        }
    }
}
