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
const LOG: &str = "library.db-wal";
const LOCK: &str = "library.lock";
/// Who has the library open, or closed it last, and what its database looked like then.
const SEAL: &str = "closed.json";

pub(crate) struct Folder {
    path: PathBuf,
    pub read_only: bool,
    /// A temporary copy to delete when the library closes.
    pub copy: Option<PathBuf>,
    /// Held as long as the library is open. A lock on a file ends with its process, however that ends.
    lock: Option<File>,
    /// The seal says that the library is open, by us.
    opened: Option<Seal>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Seal {
    installation: Uuid,
    /// Names the library among its backups, wherever its folder goes. Seals of older programs have none.
    #[serde(default)]
    library: Option<Uuid>,
    /// It was not closed: the program is running, or was stopped.
    open: bool,
    /// There was a log beside the database, which only a close takes away.
    #[serde(default)]
    log: bool,
    #[serde(flatten)]
    looks: Looks,
}

/// How a database's file looks from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Looks {
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
        Ok(Self { path, read_only: lock.is_none(), copy: None, lock, opened: None })
    }

    pub fn open(path: &Path) -> Result<Self> {
        let name = path.display();
        if !path.exists() {
            return Err(Error::new(
                ErrorCode::NotFound,
                format!(
                    "There is no library at “{name}”. It may be on a drive that is not connected, or have been moved \
                     or renamed: open it where it is now, or make one with `roadbook new`."
                ),
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
        Ok(Self { path, read_only: lock.is_none(), copy: None, lock, opened: None })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn name(&self) -> String {
        name_of(&self.path)
    }

    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Own only when the database is just as this installation left it, log and all.
    ///
    /// # Errors
    /// `LogMissing` when the log of a library that was not closed is gone: to go on without it would lose the
    /// last changes, and spoil the database should the log come back.
    pub fn trust(&self, installation: Uuid) -> Result<Trust> {
        let Some(seal) = read_seal(&self.path) else { return Ok(Trust::Foreign) };
        if seal.open && seal.log && !self.read_only && !self.log().exists() {
            return Err(self.log_missing());
        }
        Ok(if seal.installation != installation {
            Trust::Foreign
        } else if seal.open {
            Trust::Interrupted
        } else if self.looks()? == seal.looks && self.log_is_empty() {
            Trust::Own
        } else {
            Trust::Foreign
        })
    }

    /// The library goes on without a log that is gone.
    pub fn give_up_log(&self) -> Result<()> {
        let begun = File::options().create_new(true).write(true).open(self.log());
        match begun {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn log_missing(&self) -> Error {
        let name = self.path.display();
        Error::new(
            ErrorCode::LogMissing,
            format!(
                "“{name}” was not closed the last time, and its file {LOG} with the last changes is gone. \
                 Put it back beside {DATABASE}, restore a backup into a new folder, or open the library without \
                 those changes. Nothing was changed."
            ),
        )
    }

    fn log(&self) -> PathBuf {
        self.path.join(LOG)
    }

    /// All that is committed is in the database itself.
    pub fn log_is_empty(&self) -> bool {
        self.log().metadata().map_or(true, |log| log.len() == 0)
    }

    /// Notes who has the library, which it is, and how its database looks.
    pub fn seal(&mut self, installation: Uuid, library: Uuid, open: bool) -> Result<()> {
        let log = open && self.log().exists();
        let seal = Seal { installation, library: Some(library), open, log, looks: self.looks()? };
        self.write_seal(&seal)?;
        self.opened = open.then_some(seal);
        Ok(())
    }

    fn write_seal(&self, seal: &Seal) -> Result<()> {
        Ok(std::fs::write(self.path.join(SEAL), serde_json::to_vec(seal)?)?)
    }

    pub fn looks(&self) -> Result<Looks> {
        let found = self.database().metadata()?;
        let modified = found.modified()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        Ok(Looks { size: found.len(), modified: modified.to_string() })
    }
}

fn read_seal(folder: &Path) -> Option<Seal> {
    serde_json::from_slice(&std::fs::read(folder.join(SEAL)).ok()?).ok()
}

/// What names the library in this folder among its backups, if its seal can be read; it need not be sound.
pub(crate) fn named(folder: &Path) -> Option<Uuid> {
    read_seal(folder)?.library
}

/// The name of a library is its folder's.
pub(crate) fn name_of(folder: &Path) -> String {
    folder.file_name().map_or_else(|| "Library".into(), |name| name.to_string_lossy().into_owned())
}

/// Takes away what was begun in a folder that was empty, so that it does not stand in the way of the next try.
pub(crate) fn clear(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let path = entry.path();
        let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Without a close, after a panic, the database is still put in order, which takes its log away.
        if let Some(seal) = self.opened.take().filter(|seal| seal.log && !self.log().exists()) {
            let _ = self.write_seal(&Seal { log: false, ..seal });
        }
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
