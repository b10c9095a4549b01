//! Pictures that leave the backups: those that no backup needs any more, and those that must be nowhere.

use std::collections::BTreeSet;
use std::fs::{TryLockError, remove_dir_all};
use std::io::ErrorKind;

use super::{List, Shelf, shelves};
use crate::error::Result;
use crate::model::AssetHash;
use crate::store;

/// What a purge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Backups that held one of the pictures. They stay, without it.
    pub backups: u32,
    /// Pictures that backups of other libraries hold too, so that their files stay.
    pub elsewhere: u32,
}

impl Shelf {
    /// Takes pictures out of every backup of this library, and their files off the disk. What is restored
    /// later has a gap in their place. Waits for a backup that is being made.
    ///
    /// A library that still has one of them puts it into its next backup.
    pub fn purge(&self, pictures: &BTreeSet<AssetHash>) -> Result<Purged> {
        let mut done = Purged::default();
        if !self.place().is_dir() {
            return Ok(done);
        }
        let lock = self.lock_file()?;
        match lock.lock() {
            Err(error) if error.kind() != ErrorKind::Unsupported => return Err(error.into()),
            _ => {}
        }
        for mut list in self.lists() {
            // One that cannot be read may hold all of them.
            let held = self.needs(&list).unwrap_or_else(|_| pictures.clone());
            let gone: Vec<AssetHash> = pictures.intersection(&held).cloned().collect();
            if gone.is_empty() {
                continue;
            }
            list.purged_pictures.extend(gone);
            list.count_missing();
            self.write(&self.folder(list.backup.number), &list)?;
            done.backups += 1;
        }
        let mut unused = pictures.clone();
        for shelf in shelves(&self.root).into_iter().filter(|shelf| shelf != self) {
            for list in shelf.lists() {
                let needed = shelf.needs(&list).unwrap_or_else(|_| pictures.clone());
                unused.retain(|picture| !needed.contains(picture));
            }
        }
        done.elsewhere = (pictures.len() - unused.len()) as u32;
        self.store()?.discard(&unused)?;
        Ok(done)
    }

    /// Takes every backup of this library away.
    pub fn purge_all(&self) -> Result<()> {
        if !self.place().is_dir() {
            return Ok(());
        }
        for number in self.numbers() {
            self.remove(number)?;
        }
        remove_dir_all(self.place())?;
        self.collect()
    }

    /// Deletes the pictures of the store that no backup of any library needs, unless somebody relies on them
    /// just now: then the next time does.
    pub(super) fn collect(&self) -> Result<()> {
        let lock = self.lock_file()?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(()),
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => return Err(error.into()),
            _ => {}
        }
        let store = self.store()?;
        let mut unused = store.files()?;
        for shelf in shelves(&self.root) {
            for list in shelf.lists() {
                // One that cannot be read may need any of them.
                let Ok(needed) = shelf.needs(&list) else { return Ok(()) };
                unused.retain(|picture| !needed.contains(picture));
            }
        }
        store.discard(&unused)
    }

    /// The pictures that a restore of this backup would ask the store for.
    fn needs(&self, list: &List) -> Result<BTreeSet<AssetHash>> {
        let held = store::examine(&self.database(list.backup.number), true)?;
        let wanted = |picture: &AssetHash| !list.purged_pictures.contains(picture);
        Ok(held.assets.into_keys().filter(wanted).collect())
    }
}

impl List {
    pub(super) fn count_missing(&mut self) {
        self.backup.missing = self.missing_pictures.union(&self.purged_pictures).count() as u32;
    }
}
