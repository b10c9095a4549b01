//! What the person wants watched, kept in the configuration folder and shared by all windows.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use roadbook_core::{Error, ErrorCode, Result};
use serde::{Deserialize, Serialize};

use super::Arrive;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// None: where the system keeps screenshots.
    pub folder: Option<PathBuf>,
    pub arrive: Arrive,
    /// The libraries with which it is watched, by [`super::super::recent::id_of`].
    pub on: Vec<String>,
}

impl Wish {
    pub fn folder(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(usual)
    }
}

pub struct Kept {
    file: PathBuf,
}

impl Kept {
    pub fn new(config: &Path) -> Self {
        Self { file: config.join("watch.json") }
    }

    /// A broken file is no wish.
    pub fn read(&self) -> Wish {
        let kept = fs::read(&self.file).ok();
        kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    pub fn change(&self, change: impl FnOnce(&mut Wish)) -> Result<()> {
        let mut wish = self.read();
        change(&mut wish);
        self.write(&wish).map_err(|error| {
            let folder = self.file.parent().unwrap_or(&self.file).display().to_string();
            Error::new(ErrorCode::Io, format!("The choice cannot be kept in “{folder}”: {error}."))
        })
    }

    fn write(&self, wish: &Wish) -> std::io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(wish)?)?;
        file.as_file().sync_all()?;
        file.persist(&self.file)?;
        Ok(())
    }
}

/// Where this system keeps screenshots unless it was told otherwise.
fn usual() -> PathBuf {
    let home = dirs::home_dir().unwrap_or_else(std::env::temp_dir);
    if cfg!(target_os = "macos") {
        return dirs::desktop_dir().unwrap_or_else(|| home.join("Desktop"));
    }
    let pictures = dirs::picture_dir().unwrap_or_else(|| home.join("Pictures"));
    let screenshots = pictures.join("Screenshots");
    if screenshots.is_dir() || cfg!(windows) || !pictures.is_dir() { screenshots } else { pictures }
}
