//! Where things are in the repository.

use std::path::{Path, PathBuf};

pub struct House {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl House {
    pub fn find() -> Self {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.ancestors().nth(2).expect("xtask lies two folders below the root").to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| folder.into()),
            None => root.join("target"),
        };
        Self { root, target }
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program that Cargo built; `profile` is the folder's name, "debug" or "release".
    pub fn built(&self, profile: &str, program: &str) -> PathBuf {
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        self.target.join(profile).join(file)
    }

    /// For messages: relative to the repository where possible.
    pub fn shown<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
