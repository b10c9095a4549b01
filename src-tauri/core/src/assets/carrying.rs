//! Pictures on their way between a library and its backups.

#![expect(clippy::disallowed_methods, reason = "part of the door to a library's picture files")]

use std::collections::BTreeSet;
use std::fs::{self, File};

use super::folder::{make_folder, remove, sync_folder};
use super::{Assets, Found, altered, unread};
use crate::error::Result;
use crate::limits;
use crate::model::AssetHash;

impl Assets {
    /// Takes a picture over from another place, as it is there; when this returns it has reached the disk. The
    /// copy is what is looked at, so that whatever went wrong on the way is seen.
    ///
    /// # Errors
    /// `NotFound` and `Damaged` for the other place's file, `DiskFull`, `Io`; nothing is left behind then.
    pub(crate) fn adopt(&self, hash: &AssetHash, from: &Self) -> Result<()> {
        let (source, target, shelf) = (from.path(hash), self.path(hash), self.shelf(hash));
        let found = source.symlink_metadata().map_err(|error| unread(error, hash))?;
        if !found.is_file() || found.len() > limits::PICTURE_FILE_BYTES {
            return Err(altered(hash));
        }
        make_folder(&shelf)?;
        let (unfinished, file) = self.begin(&shelf)?;
        drop(file);
        let copied = fs::copy(&source, &unfinished)
            .map_err(|error| unread(error, hash))
            .and_then(|_| Self::check_file(&unfinished, hash))
            .and_then(|()| {
                File::open(&unfinished)?.sync_all()?;
                fs::rename(&unfinished, &target)?;
                Ok(sync_folder(&shelf)?)
            });
        if copied.is_err() {
            // Whether or not this works, the error to tell is the first one.
            let _ = fs::remove_file(&unfinished);
        }
        copied
    }

    /// Bytes of a picture's file, if it is there.
    pub(crate) fn size_of(&self, hash: &AssetHash) -> Option<u64> {
        let found = self.path(hash).symlink_metadata().ok()?;
        found.is_file().then_some(found.len())
    }

    /// The pictures that are there, whatever their contents.
    pub(crate) fn files(&self) -> Result<BTreeSet<AssetHash>> {
        let mut files = BTreeSet::new();
        self.walk(|found| {
            if let Found::Picture(_, hash) = found {
                files.insert(hash);
            }
        })?;
        Ok(files)
    }

    /// Deletes pictures that no backup needs, and what a copy that was stopped left behind.
    pub(crate) fn discard(&self, unused: &BTreeSet<AssetHash>) -> Result<()> {
        let mut gone = vec![];
        self.walk(|found| match found {
            Found::Picture(path, hash) if unused.contains(&hash) => gone.push(path),
            Found::Unfinished(path) => gone.push(path),
            _ => {}
        })?;
        gone.iter().try_for_each(|path| remove(path))
    }
}
