//! A backup becomes a library again: in a new folder, never over one that is there.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;

use super::making::hash_of;
use super::{Backup, DATABASE, Shelf};
use crate::assets::{Assets, sync_folder};
use crate::error::{Error, ErrorCode, Result};
use crate::library::folder;
use crate::store::{self, VERSION};

/// What a restore gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub backup: Backup,
    /// Pictures that are not in it: lost, altered in the store of backups, or purged.
    pub missing: u32,
}

impl Shelf {
    /// Makes a library of backup `number`, or of the newest, in a new or empty folder.
    ///
    /// # Errors
    /// `NotFound`, `Damaged` when the backup is not as it was made, `Newer`, `Invalid` for the folder,
    /// `Cancelled` when `progress` breaks off; nothing is left behind then.
    pub fn restore(
        &self,
        number: Option<u32>,
        into: &Path,
        mut progress: impl FnMut(u32, u32) -> ControlFlow<()>,
    ) -> Result<Restored> {
        let list = match number {
            Some(number) => self.read(number)?,
            None => self.newest().ok_or_else(none)?,
        };
        let number = list.backup.number;
        let _held = self.hold()?;
        let altered = || {
            Error::new(
                ErrorCode::Damaged,
                format!("Backup {number} was altered since it was made, so it was not restored. Choose another one."),
            )
        };
        if list.schema > VERSION {
            return Err(Error::new(
                ErrorCode::Newer,
                format!("Backup {number} was made by a newer Roadbook. Install the newest version to restore it."),
            ));
        }
        let database = self.database(number);
        if hash_of(File::open(&database).map_err(|_| altered())?)? != list.database {
            return Err(altered());
        }
        let held = store::examine(&database, false).map_err(|error| altered().with_detail(error.message))?;
        // Made, and locked, as for a library that is begun.
        let folder = folder::Folder::create(into)?;
        let place = folder.path().to_owned();
        let total = held.assets.len() as u32;
        let restored = (|| {
            let (library, store, mut missing) = (Assets::open(&place, false)?, self.store()?, 0);
            for (picture, done) in held.assets.keys().zip(0..) {
                if progress(done, total).is_break() {
                    return Err(Error::new(ErrorCode::Cancelled, "The restore was stopped."));
                }
                if list.purged_pictures.contains(picture) {
                    missing += 1;
                    continue;
                }
                match library.adopt(picture, &store) {
                    Ok(()) => {}
                    Err(error) if matches!(error.code, ErrorCode::NotFound | ErrorCode::Damaged) => missing += 1,
                    Err(error) => return Err(error),
                }
            }
            // The database comes last: a folder without one is no library.
            let unfinished = place.join("library.db.part");
            fs::copy(&database, &unfinished)?;
            File::open(&unfinished)?.sync_all()?;
            fs::rename(&unfinished, place.join(DATABASE))?;
            sync_folder(&place)?;
            Ok(missing)
        })();
        drop(folder);
        match restored {
            Ok(missing) => Ok(Restored { backup: list.backup, missing }),
            Err(error) => {
                folder::clear(&place);
                Err(error)
            }
        }
    }
}

fn none() -> Error {
    Error::new(ErrorCode::NotFound, "There is no backup of this library yet.")
}
