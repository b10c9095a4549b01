//! Where things are on this machine, and what the core may not make itself: the clock and random ids.

use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use roadbook_core::library::Outside;
use roadbook_core::model::Timestamp;
use uuid::Uuid;

/// As in `tauri.conf.json`; Tauri keeps its own files in the folder of this name too.
pub const IDENTIFIER: &str = "org.roadbook.desktop";

/// The folders that are not inside a library. Tests put them elsewhere.
#[derive(Clone, Debug)]
pub struct Places {
    /// Recent libraries, the installation's id.
    pub config: PathBuf,
    /// The log.
    pub state: PathBuf,
    /// Backups of all libraries.
    pub backups: PathBuf,
    /// Where libraries are made unless the person chooses another place.
    pub libraries: PathBuf,
}

impl Places {
    pub fn of_this_machine() -> Self {
        let home = dirs::home_dir().unwrap_or_else(std::env::temp_dir);
        let documents = dirs::document_dir().unwrap_or_else(|| home.join("Documents"));
        Self {
            config: dirs::config_dir().unwrap_or_else(|| home.join(".config")).join(IDENTIFIER),
            backups: dirs::data_local_dir()
                .unwrap_or_else(|| home.join(".local").join("share"))
                .join(IDENTIFIER)
                .join("backups"),
            state: dirs::state_dir().or_else(dirs::data_local_dir).unwrap_or(home).join(IDENTIFIER),
            libraries: documents.join("Roadbook"),
        }
    }

    /// The id of this installation, made on first need. One that cannot be kept serves for this start: the
    /// next one then checks the libraries that this one closed, which is slow but right.
    fn installation(&self) -> Uuid {
        let file = self.config.join("installation");
        let kept = fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok());
        kept.unwrap_or_else(|| {
            let id = Uuid::now_v7();
            let _ = fs::create_dir_all(&self.config);
            let _ = fs::write(&file, id.to_string());
            id
        })
    }
}

/// The clock, random ids, the installation, and the folder of backups.
pub fn outside(places: &Places) -> Outside {
    Outside { now, id: Uuid::now_v7, installation: places.installation(), backups: places.backups.clone() }
}

pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::try_from(since.as_millis()).unwrap_or(Timestamp::MAX)
}
