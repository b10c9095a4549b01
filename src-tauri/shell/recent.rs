//! The libraries that were open before, in the person's configuration folder; shared by all windows.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use roadbook_core::model::Timestamp;
use roadbook_core::{Error, ErrorCode, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::places::now;

const KEPT: usize = 12;

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct RecentLibrary {
    /// Names it in `open_library` and `forget_library`.
    pub id: String,
    pub name: String,
    /// For showing.
    pub path: String,
    #[ts(type = "number")]
    pub opened_at: Timestamp,
    /// It is not where it was: deleted, moved, or on a drive that is not there.
    pub missing: bool,
}

pub struct Recent {
    file: PathBuf,
}

#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    path: PathBuf,
    opened_at: Timestamp,
}

impl Recent {
    pub fn new(config: &Path) -> Self {
        Self { file: config.join("recent.json") }
    }

    /// Latest first.
    pub fn list(&self) -> Vec<RecentLibrary> {
        self.entries().into_iter().map(Entry::shown).collect()
    }

    /// The library that was opened last, unless it is gone.
    pub fn last(&self) -> Option<PathBuf> {
        self.entries().into_iter().next().map(|entry| entry.path).filter(|path| is_library(path))
    }

    pub fn path(&self, id: &str) -> Result<PathBuf> {
        let found = self.entries().into_iter().find(|entry| id_of(&entry.path) == id);
        found.map(|entry| entry.path).ok_or_else(|| {
            Error::new(ErrorCode::NotFound, "This library is not on the list any more. Open it from its folder.")
        })
    }

    /// A list that cannot be kept is a nuisance, and no reason to stop.
    pub fn add(&self, path: &Path) {
        let mut entries = self.entries();
        entries.retain(|entry| entry.path != path);
        entries.insert(0, Entry { path: path.to_owned(), opened_at: now() });
        entries.truncate(KEPT);
        let _ = self.keep(&entries);
    }

    pub fn forget(&self, id: &str) {
        let mut entries = self.entries();
        entries.retain(|entry| id_of(&entry.path) != id);
        let _ = self.keep(&entries);
    }

    fn entries(&self) -> Vec<Entry> {
        let kept = fs::read(&self.file).ok();
        kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    fn keep(&self, entries: &[Entry]) -> std::io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(entries)?)?;
        file.as_file().sync_all()?;
        file.persist(&self.file)?;
        Ok(())
    }
}

impl Entry {
    fn shown(self) -> RecentLibrary {
        RecentLibrary {
            id: id_of(&self.path),
            name: self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned(),
            path: self.path.display().to_string(),
            opened_at: self.opened_at,
            missing: !is_library(&self.path),
        }
    }
}

pub fn is_library(path: &Path) -> bool {
    path.join("library.db").is_file()
}

/// The same for the same path at every start: FNV-1a, 64 bits.
pub fn id_of(path: &Path) -> String {
    let hash = path
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_comes_first_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let recent = Recent::new(&folder.path().join("config"));
        for name in ["a", "b", "a"] {
            recent.add(&folder.path().join(name));
        }
        let names: Vec<_> = recent.list().into_iter().map(|library| (library.name, library.missing)).collect();
        assert_eq!(names, [("a".to_owned(), true), ("b".to_owned(), true)]);
        assert_eq!(recent.last(), None, "a library that is gone is not opened by itself");

        recent.forget(&recent.list()[0].id);
        assert_eq!(recent.list().len(), 1);
        assert_eq!(recent.path("nothing").unwrap_err().code, ErrorCode::NotFound);
    }

    #[test]
    fn a_broken_list_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("recent.json"), "{").unwrap();
        assert!(Recent::new(folder.path()).list().is_empty());
    }
}
