//! The folder of a library: its lock, its files' names, and whether this installation closed it last.

#![expect(clippy::disallowed_methods, reason = "the folder of a library is opened, locked and sealed here")]

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, ErrorCode, Result};
use crate::store::Trust;

const DATABASE: &str = "library.db";
const LOCK: &str = "library.lock";
/// Who has the library open, or closed it last, and what its database looked like then.
const SEAL: &str = "closed.json";

pub(super) struct Folder {
    path: PathBuf,
    pub read_only: bool,
    /// A temporary copy to delete when the library closes.
    pub copy: Option<PathBuf>,
    /// Held as long as the library is open. A lock on a file ends with its process, however that ends.
    lock: Option<File>,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct Seal {
    installation: Uuid,
    /// It was not closed: the program is running, or was stopped.
    open: bool,
    size: u64,
    /// Nanoseconds since 1970.
    modified: String,
}

impl Folder {
    pub fn create(path: &Path) -> Result<Self> {
        let name = path.display();
        if path.exists() && !path.is_dir() {
            return Err(Error::invalid(format!("“{name}” is a file. A library is a folder: choose another place.")));
        }
        if path.is_dir() && path.read_dir()?.next().is_some() {
            let what = if path.join(DATABASE).exists() { "is a library already" } else { "is not empty" };
            return Err(Error::invalid(format!("“{name}” {what}. Choose a new or an empty folder.")));
        }
        std::fs::create_dir_all(path).map_err(|error| {
            let error = Error::from(error);
            Error { message: format!("“{name}” could not be made. {}", error.message), ..error }
        })?;
        let path = path.canonicalize()?;
        let lock = lock(&path)?;
        Ok(Self { path, read_only: lock.is_none(), copy: None, lock })
    }

    pub fn open(path: &Path) -> Result<Self> {
        let name = path.display();
        if !path.exists() {
            return Err(Error::new(
                ErrorCode::NotFound,
                format!("There is no library at “{name}”. Check the path, or make one with `roadbook new`."),
            ));
        }
        let path = path.canonicalize()?;
        if !path.join(DATABASE).is_file() {
            return Err(Error::new(
                ErrorCode::Foreign,
                format!("“{name}” is not a Roadbook library. Choose another folder, or make a new library."),
            ));
        }
        let lock = lock(&path)?;
        Ok(Self { path, read_only: lock.is_none(), copy: None, lock })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn name(&self) -> String {
        self.path.file_name().map_or_else(|| "Library".into(), |name| name.to_string_lossy().into_owned())
    }

    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Own only when the database is just as this installation left it, log and all.
    pub fn trust(&self, installation: Uuid) -> Trust {
        let read = || -> Option<Seal> { serde_json::from_slice(&std::fs::read(self.path.join(SEAL)).ok()?).ok() };
        let log = self.path.join("library.db-wal");
        match read() {
            Some(seal) if seal.installation != installation => Trust::Foreign,
            Some(Seal { open: true, .. }) => Trust::Interrupted,
            Some(seal)
                if self.seal_of(installation, false).is_ok_and(|now| now == seal)
                    && log.metadata().map_or(true, |log| log.len() == 0) =>
            {
                Trust::Own
            }
            _ => Trust::Foreign,
        }
    }

    /// Notes who has the library, and how its database looks.
    pub fn seal(&self, installation: Uuid, open: bool) -> Result<()> {
        let text = serde_json::to_vec(&self.seal_of(installation, open)?)?;
        Ok(std::fs::write(self.path.join(SEAL), text)?)
    }

    fn seal_of(&self, installation: Uuid, open: bool) -> Result<Seal> {
        let found = self.database().metadata()?;
        let modified = found.modified()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        Ok(Seal { installation, open, size: found.len(), modified: modified.to_string() })
    }
}

/// Takes away what was begun in a folder that was empty, so that it does not stand in the way of the next try.
pub(super) fn clear(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let path = entry.path();
        let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(lock) = &self.lock {
            // Not by closing the file alone: a child that is just being started has it open too, for a moment.
            let _ = lock.unlock();
        }
        if let Some(copy) = &self.copy {
            // A copy that stays behind in the temporary folder does no harm.
            let _ = std::fs::remove_dir_all(copy);
        }
    }
}

/// `None` where nothing can be written, so that nothing has to be locked either.
fn lock(folder: &Path) -> Result<Option<File>> {
    let file = match File::options().create(true).truncate(false).write(true).open(folder.join(LOCK)) {
        Ok(file) => file,
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Error::new(
            ErrorCode::Locked,
            format!("“{}” is open in another window. Close it there, or go on working there.", folder.display()),
        )),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
