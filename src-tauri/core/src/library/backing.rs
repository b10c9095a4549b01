//! When an open library is backed up, and how that begins.

use std::path::Path;
use std::sync::Arc;

use uuid::Uuid;

use super::folder::{self, Folder};
use super::{Library, Outside};
use crate::assets::Assets;
use crate::backup::{Begun, Known, Reason, Shelf, Wish};
use crate::error::{Error, ErrorCode, Result};
use crate::model::Timestamp;
use crate::store::{GoOn, Store};

/// Where the library's backups are, and what the newest one holds.
pub(super) struct Backing {
    shelf: Shelf,
    known: Known,
}

impl Library {
    /// [`Library::open`]; `tell` hears how many pictures are in the backup of one that is brought up to date, of
    /// how many.
    pub fn open_telling(path: &Path, outside: Outside, mut tell: impl FnMut(u32, u32)) -> Result<Self> {
        Self::open_folder(Folder::open(path)?, outside, &mut tell)
    }
}

impl Backing {
    pub fn of(folder: &Folder, outside: &Outside) -> Self {
        let named = folder::named(folder.path());
        let shelf = Shelf::for_library(&outside.backups, folder.path(), named, (outside.id)());
        let known = Known::new(&shelf, |looks| folder.log_is_empty() && folder.looks().is_ok_and(|now| now == *looks));
        Self { shelf, known }
    }

    pub fn library(&self) -> Uuid {
        self.shelf.library()
    }

    /// The way back, before a newer program changes the database.
    pub fn before_migration(
        &self,
        store: &mut Store,
        folder: &Folder,
        outside: &Outside,
        tell: &mut dyn FnMut(u32, u32),
    ) -> Result<()> {
        let assets = Arc::new(Assets::open(folder.path(), true)?);
        let wish = self.wish(folder, assets, Reason::BeforeUpdate, (outside.now)(), 0)?;
        let told = |done, total| {
            tell(done, total);
            std::ops::ControlFlow::Continue(())
        };
        let made = Begun::begin(wish, store, Arc::new(|| true)).and_then(|begun| begun.finish(told));
        match made {
            Ok(_) => Ok(()),
            Err(error) if error.code == ErrorCode::Damaged => Err(error),
            Err(error) => Err(Error {
                message: format!(
                    "“{}” was made by an older Roadbook and is brought up to date when it is opened, but the backup \
                     that is made before could not be made in “{}”. {} The library was not changed; open it again then.",
                    folder.path().display(),
                    outside.backups.display(),
                    error.message
                ),
                ..error
            }),
        }
    }

    fn wish(
        &self,
        folder: &Folder,
        assets: Arc<Assets>,
        reason: Reason,
        now: Timestamp,
        revision: u64,
    ) -> Result<Wish> {
        Ok(Wish {
            shelf: self.shelf.clone(),
            assets,
            reason,
            now,
            name: folder.name(),
            path: folder.path().to_owned(),
            looks: folder.looks()?,
            revision,
            known: self.known.clone(),
        })
    }
}

impl Library {
    /// Milliseconds until a backup is due; nothing when nothing was changed since the newest, or cannot be.
    pub fn backup_due_in(&self) -> Option<Timestamp> {
        if self.folder.read_only {
            return None;
        }
        self.backing.known.due_in(self.revision, self.now())
    }

    /// Copies what is committed. `go_on` is asked every few milliseconds: while it is false for an edit that
    /// waits, the copy is put off with the error `Cancelled`. The rest of the work, [`Begun::finish`], is for
    /// another thread.
    pub fn begin_backup(&mut self, reason: Reason, go_on: GoOn) -> Result<Begun> {
        self.writable()?;
        self.store.checkpoint()?;
        let assets = Arc::clone(&self.assets);
        let wish = self.backing.wish(&self.folder, assets, reason, (self.outside.now)(), self.revision)?;
        Begun::begin(wish, &mut self.store, go_on)
    }

    /// Takes every backup of this library away, and what only they hold.
    pub fn purge_backups(&mut self) -> Result<()> {
        self.backing.shelf.purge_all()?;
        self.backing.known.forget();
        Ok(())
    }

    /// The backups of this library.
    pub fn backups(&self) -> Shelf {
        self.backing.shelf.clone()
    }
}
