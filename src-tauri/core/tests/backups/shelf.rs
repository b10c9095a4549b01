//! A library with a place for its backups.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use roadbook_core::backup::{Backup, Reason, Restored, Shelf};
use roadbook_core::model::{AssetHash, DocumentKind};
use roadbook_core::{Library, Outside, Result};

use super::support::{Fixture, outside_with};

pub struct Kept {
    pub fixture: Fixture,
    pub backups: PathBuf,
}

/// Pictures of the library that [`kept`] makes.
pub const PICTURES: usize = 3;

/// A library with a document and some pictures, and an empty place for backups.
pub fn kept() -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let backups = folder.path().join("data/backups");
    let library = Library::create(&folder.path().join("Bakery"), outside_with(&backups)).unwrap();
    let mut fixture = Fixture { library, folder };
    let till = fixture.document(DocumentKind::Instruction, "Fill the till");
    for shade in 1..=PICTURES {
        fixture.figure(till, None, shade as u8);
    }
    Kept { fixture, backups }
}

impl Kept {
    pub fn outside(&self) -> Outside {
        outside_with(&self.backups)
    }

    pub fn try_backup(&mut self) -> Result<Backup> {
        back_up(&mut self.fixture.library)
    }

    #[track_caller]
    pub fn backup(&mut self) -> Backup {
        self.try_backup().unwrap()
    }

    pub fn path(&self) -> PathBuf {
        self.fixture.folder.path().join("Bakery")
    }

    pub fn beside(&self, name: &str) -> PathBuf {
        self.fixture.folder.path().join(name)
    }

    pub fn shelf(&self) -> Shelf {
        Shelf::of(&self.backups, &self.path()).expect("it has backups")
    }

    pub fn restore(&self, number: Option<u32>, name: &str) -> Result<Restored> {
        self.shelf().restore(number, &self.beside(name), |_, _| ControlFlow::Continue(()))
    }

    pub fn pictures(&self) -> Vec<AssetHash> {
        self.fixture.all().assets.into_keys().collect()
    }

    /// A picture's file in the store of backups.
    pub fn stored(&self, hash: &AssetHash) -> PathBuf {
        self.backups.join("assets").join(&hash.as_str()[..2]).join(hash.as_str())
    }

    pub fn close(self) -> Closed {
        let Self { fixture: Fixture { library, folder }, backups } = self;
        library.close().unwrap();
        Closed { folder, backups }
    }
}

pub fn back_up(library: &mut Library) -> Result<Backup> {
    library.begin_backup(Reason::Asked, Arc::new(|| true))?.finish(|_, _| ControlFlow::Continue(()))
}

pub struct Closed {
    pub folder: tempfile::TempDir,
    pub backups: PathBuf,
}

impl Closed {
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("Bakery")
    }

    pub fn open(&self) -> Result<Library> {
        Library::open(&self.path(), outside_with(&self.backups))
    }
}

/// Files and folders below a folder, by their names.
pub fn files(folder: &Path) -> Vec<String> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}
