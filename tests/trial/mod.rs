//! An office with nobody at the desktop, and what the tests ask of it through its doors.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use roadbook::shell::{Clipping, Copied, Desktop, Event, Office, Opened, Places, RecentLibrary, Theme};
use roadbook_core::Result;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

pub const SOP: &str = "01930000-0000-7000-8000-000000000001";
pub const STEP: &str = "01930000-0000-7000-8000-000000000002";

pub fn places(folder: &Path) -> Places {
    let at = |name: &str| folder.join(name);
    Places { config: at("config"), state: at("state"), backups: at("backups"), libraries: at("libraries") }
}

/// Nobody at the desktop: exports go into a folder, the rest is left.
struct Nobody {
    exports: PathBuf,
    screenshots: PathBuf,
    chosen: PathBuf,
    copied: Arc<Mutex<Option<Copied>>>,
    recording: PathBuf,
    opened: Arc<Mutex<Vec<PathBuf>>>,
}

impl Desktop for Nobody {
    fn pick_pictures(&self) -> Vec<PathBuf> {
        vec![]
    }
    fn pick_recording(&self) -> Option<PathBuf> {
        self.recording.is_file().then(|| self.recording.clone())
    }
    fn pick_screenshots(&self, _: &Path) -> Option<PathBuf> {
        self.screenshots.is_dir().then(|| self.screenshots.clone())
    }
    fn pick_library(&self, _: &Path) -> Option<PathBuf> {
        None
    }
    fn pick_folder(&self, _: &Path) -> Option<PathBuf> {
        self.chosen.is_dir().then(|| self.chosen.clone())
    }
    fn place_for(&self, name: &str, _: &'static str) -> Option<PathBuf> {
        Some(self.exports.join(name))
    }
    fn place_for_folder(&self, name: &str) -> Option<PathBuf> {
        Some(self.exports.join(name))
    }
    fn clipboard(&self) -> Result<Clipping> {
        Ok(Clipping::Picture { width: 2, height: 1, rgba: vec![255, 0, 0, 255, 0, 0, 255, 255] })
    }
    fn copy(&self, copied: Copied) -> Result<()> {
        *self.copied.lock().unwrap() = Some(copied);
        Ok(())
    }
    fn open_address(&self, _: &str) -> Result<()> {
        Ok(())
    }
    fn open_file(&self, path: &Path) -> Result<()> {
        self.opened.lock().unwrap().push(path.to_owned());
        Ok(())
    }
    fn reveal_file(&self, _: &Path) -> Result<()> {
        Ok(())
    }
    fn open_window(&self, _: &Path) -> Result<bool> {
        Ok(false)
    }
    fn show_window(&self, _: &Path) -> bool {
        false
    }
    fn library_opened(&self, _: &Opened) {}
    fn recent_changed(&self, _: &[RecentLibrary]) {}
    fn set_theme(&self, _: Theme) {}
    fn close_window(&self) {}
}

pub struct Trial {
    pub office: Arc<Office>,
    pub events: Arc<Mutex<Vec<Event>>>,
    pub copied: Arc<Mutex<Option<Copied>>>,
    /// Files that were opened in other programs.
    pub opened: Arc<Mutex<Vec<PathBuf>>>,
    pub folder: Arc<TempDir>,
}

pub type Answer = std::result::Result<Value, roadbook_core::Error>;

impl Trial {
    pub fn begin() -> Self {
        Self::begin_in(Arc::new(tempfile::tempdir().unwrap()))
    }

    /// The next start of the program, at the same home.
    pub fn again(&self) -> Self {
        Self::begin_in(self.folder.clone())
    }

    fn begin_in(folder: Arc<TempDir>) -> Self {
        let places = places(folder.path());
        let exports = folder.path().join("exports");
        fs::create_dir_all(&exports).unwrap();
        let events = Arc::new(Mutex::new(vec![]));
        let copied = Arc::<Mutex<Option<Copied>>>::default();
        let tell = {
            let events = events.clone();
            move |event| events.lock().unwrap().push(event)
        };
        let screenshots = folder.path().join("screenshots");
        let chosen = folder.path().join("folder");
        let recording = folder.path().join("videos/Heating.mp4");
        let opened = Arc::<Mutex<Vec<PathBuf>>>::default();
        let (copies, opens) = (Arc::clone(&copied), Arc::clone(&opened));
        let desktop = Arc::new(Nobody { exports, screenshots, chosen, copied: copies, recording, opened: opens });
        Self { office: Office::start(places, desktop, Arc::new(tell)), events, copied, opened, folder }
    }

    /// With a library and an SOP of one step in it.
    pub fn with_sop() -> Self {
        let trial = Self::begin();
        let empty = json!({ "choice": "empty", "name": "Bakery", "elsewhere": false });
        trial.job(json!({ "job": "open_library", "choice": empty })).unwrap();
        trial.edit(json!({ "edit": "create_document", "id": SOP, "kind": "sop", "title": "Bake" })).unwrap();
        let steps = json!([{ "id": STEP, "text": "Heat the oven." }]);
        trial.edit(json!({ "edit": "add_steps", "document": SOP, "after": null, "steps": steps })).unwrap();
        trial
    }

    pub fn wait<R: serde::Serialize + Send + 'static>(ask: impl FnOnce(Box<dyn FnOnce(Result<R>) + Send>)) -> Answer {
        let (give, given) = mpsc::channel();
        ask(Box::new(move |result: Result<R>| {
            give.send(result.map(|reply| serde_json::to_value(reply).unwrap())).unwrap();
        }));
        given.recv_timeout(Duration::from_secs(60)).expect("a door answers")
    }

    pub fn read(&self, query: Value) -> Answer {
        Self::wait(|then| self.office.read(query, then))
    }

    pub fn request(&self, request: Value) -> Answer {
        Self::wait(|then| self.office.edit(request, then))
    }

    pub fn edit(&self, edit: Value) -> Answer {
        self.request(json!({ "do": "edit", "edit": edit }))
    }

    pub fn job(&self, job: Value) -> Answer {
        self.job_as(Uuid::now_v7(), job)
    }

    pub fn job_as(&self, id: Uuid, job: Value) -> Answer {
        Self::wait(|then| self.office.job(json!({ "id": id, "job": job }), then))
    }

    pub fn import(&self, source: Value, step: Option<&str>) -> Answer {
        self.job(json!({ "job": "import_pictures", "source": source, "document": SOP, "step": step }))
    }

    pub fn document(&self) -> Value {
        self.read(json!({ "query": "document", "id": SOP })).unwrap()["content"].clone()
    }
}
