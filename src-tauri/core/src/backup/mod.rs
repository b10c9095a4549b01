//! Backups: whole copies of a library, kept outside its folder, in one that comes from outside.
//!
//! Each is a database and a list of what it is (`<library>/<number>/`); their pictures stand once in a store
//! that all libraries share (`assets/`), under the hashes of their contents. A backup appears by one rename
//! when it is whole and looked over, and is never changed afterwards. Numbers count up and give the order:
//! the clock may be set back. Nothing here writes into a library but a restore, which makes a new one.

#![expect(clippy::disallowed_methods, reason = "this is the door to the folder of backups")]

mod keeping;
mod making;
mod purging;
mod restoring;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

pub use making::Begun;
pub(crate) use making::{Known, Wish};
pub use purging::Purged;
pub use restoring::Restored;

use crate::assets::{Assets, sync_folder};
use crate::error::{Error, ErrorCode, Result};
use crate::library::folder;
use crate::model::{AssetHash, Timestamp};

/// Milliseconds between two backups that nobody asked for.
pub const APART: Timestamp = 30 * 60 * 1000;

const DATABASE: &str = "library.db";
const LIST: &str = "backup.json";
/// Folders on their way in begin so.
const UNFINISHED: &str = ".new-";

/// One backup, as it is told to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Backup {
    /// Counts up for each library.
    pub number: u32,
    #[ts(type = "number")]
    pub made_at: Timestamp,
    pub reason: Reason,
    /// Of the library, when it was made.
    pub name: String,
    /// Of the library's folder, when it was made.
    pub path: String,
    /// Those in the trash are not counted.
    pub documents: u32,
    pub pictures: u32,
    /// What a restored library takes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Pictures that it does not have: they were missing or altered in the library already, or were purged.
    pub missing: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "BackupReason")]
pub enum Reason {
    /// Time had passed, and something was changed.
    Usual,
    /// The library was about to be brought up to date by a newer program.
    BeforeUpdate,
    /// A person asked for it.
    Asked,
}

/// What is written beside a backup's database.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct List {
    #[serde(flatten)]
    backup: Backup,
    schema: i32,
    /// SHA-256 of the database's file.
    database: AssetHash,
    /// How the library's own database looked.
    looks: folder::Looks,
    missing_pictures: BTreeSet<AssetHash>,
    purged_pictures: BTreeSet<AssetHash>,
}

/// The backups of one library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    root: PathBuf,
    library: Uuid,
}

impl Shelf {
    pub(crate) fn new(root: &Path, library: Uuid) -> Self {
        Self { root: root.to_owned(), library }
    }

    /// The backups of the library at an absolute path, which may be damaged or gone; `None` when it has none.
    pub fn of(root: &Path, library: &Path) -> Option<Self> {
        let named = folder::named(library).map(|id| Self::new(root, id));
        named.filter(|shelf| !shelf.numbers().is_empty()).or_else(|| Self::at(root, library))
    }

    /// The shelf whose newest backup was made of a library at this path.
    fn at(root: &Path, library: &Path) -> Option<Self> {
        let path = settled(library);
        let shelves = shelves(root).into_iter().filter_map(|shelf| Some((shelf.newest()?, shelf)));
        shelves
            .filter(|(list, _)| Path::new(&list.backup.path) == path)
            .max_by_key(|(list, _)| list.backup.made_at)
            .map(|(_, shelf)| shelf)
    }

    /// The shelf for a library that is being opened. One whose backups were made of a folder that still has
    /// that library in it is a copy, and begins its own.
    pub(crate) fn for_library(root: &Path, library: &Path, named: Option<Uuid>, anew: Uuid) -> Self {
        let Some(id) = named else {
            return Self::at(root, library).unwrap_or_else(|| Self::new(root, anew));
        };
        let shelf = Self::new(root, id);
        let elsewhere = shelf.newest().map(|list| PathBuf::from(list.backup.path)).filter(|path| path != library);
        let is_copy = elsewhere.is_some_and(|path| folder::named(&path) == Some(id));
        if is_copy { Self::new(root, anew) } else { shelf }
    }

    pub(crate) fn library(&self) -> Uuid {
        self.library
    }

    /// The newest first.
    pub fn list(&self) -> Vec<Backup> {
        self.lists().into_iter().rev().map(|list| list.backup).collect()
    }

    /// The oldest first. A backup whose list cannot be read is none.
    fn lists(&self) -> Vec<List> {
        self.numbers().into_iter().filter_map(|number| self.read(number).ok()).collect()
    }

    fn newest(&self) -> Option<List> {
        self.numbers().into_iter().rev().find_map(|number| self.read(number).ok())
    }

    fn read(&self, number: u32) -> Result<List> {
        let unread = |detail: String| {
            Error::new(ErrorCode::Damaged, format!("Backup {number} cannot be read. Choose another one."))
                .with_detail(detail)
        };
        let text = fs::read(self.folder(number).join(LIST)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::new(
                ErrorCode::NotFound,
                format!("There is no backup {number} of this library. Look at the list of its backups."),
            ),
            _ => unread(error.to_string()),
        })?;
        serde_json::from_slice(&text).map_err(|error| unread(format!("{:?}", error.classify())))
    }

    fn write(&self, folder: &Path, list: &List) -> Result<()> {
        let unfinished = folder.join(format!("{UNFINISHED}{}", std::process::id()));
        let mut file = File::create(&unfinished)?;
        file.write_all(&serde_json::to_vec_pretty(list)?)?;
        file.sync_all()?;
        fs::rename(&unfinished, folder.join(LIST))?;
        Ok(sync_folder(folder)?)
    }

    /// Every folder that is named by a number, in order.
    fn numbers(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = names(&self.place()).into_iter().filter_map(|name| name.parse().ok()).collect();
        numbers.sort_unstable();
        numbers
    }

    fn remove(&self, number: u32) -> Result<()> {
        let folder = self.folder(number);
        // Without its list it is no backup any more, whatever is left of it.
        match fs::remove_file(folder.join(LIST)).and_then(|()| fs::remove_dir_all(&folder)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn place(&self) -> PathBuf {
        self.root.join(self.library.to_string())
    }

    fn folder(&self, number: u32) -> PathBuf {
        self.place().join(format!("{number:06}"))
    }

    fn database(&self, number: u32) -> PathBuf {
        self.folder(number).join(DATABASE)
    }

    fn store(&self) -> Result<Assets> {
        Assets::open(&self.root, false)
    }

    /// Held by whoever relies on pictures of the store, shared, and by whoever takes some away, alone. A
    /// place that knows no locks is used without.
    fn hold(&self) -> Result<File> {
        let lock = self.lock_file()?;
        match lock.lock_shared() {
            Err(error) if error.kind() != ErrorKind::Unsupported => Err(error.into()),
            _ => Ok(lock),
        }
    }

    fn lock_file(&self) -> Result<File> {
        Ok(File::options().create(true).truncate(false).write(true).open(self.root.join("backups.lock"))?)
    }
}

/// Every library's.
fn shelves(root: &Path) -> Vec<Shelf> {
    let ids = names(root).into_iter().filter_map(|name| name.parse().ok());
    ids.map(|id| Shelf::new(root, id)).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// A path as libraries have it when they are open, as far as it is there.
fn settled(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => settled(parent).join(name),
        _ => path.to_owned(),
    })
}
