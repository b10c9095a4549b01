//! Folders and names that have reached the disk.

#![expect(clippy::disallowed_methods, reason = "part of the door to a library's picture files")]

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use crate::error::Result;

/// Makes a folder of the library, and the one above it, durably.
pub(super) fn make_folder(folder: &Path) -> Result<()> {
    match fs::create_dir(folder) {
        Ok(()) => Ok(folder.parent().map_or(Ok(()), sync_folder)?),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let parent = folder.parent().ok_or(error)?;
            // Not further up: the library's own folder is not made here.
            match fs::create_dir(parent) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
                _ => parent.parent().map_or(Ok(()), sync_folder)?,
            }
            make_folder(folder)
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes names in the folder durable. Windows does so by itself, and does not open folders as files.
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Deletes a file, if it is there.
pub(super) fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
