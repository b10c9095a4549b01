//! Backups of the open library, made beside the work at the desk, and the jobs about them.
//!
//! The rows are copied when nothing is asked of the library, and put off when something is; all the rest is
//! done on a thread of its own. At a close there is a little time for both.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use roadbook_core::backup::{Backup, Purged, Reason, Restored, Shelf};
use roadbook_core::library::Library;
use roadbook_core::{Error, ErrorCode, Result};

use super::desk::{Urgency, fault};
use super::desktop::left;
use super::doors::Office;
use super::event::{BackedUp, Event};
use super::job::{BackupsOf, JobDone};
use super::jobs::Ticket;
use super::{log, names, open};

/// How long the end of a library may take for its backup; what is not done by then is done at the next start.
const AT_CLOSE: Duration = Duration::from_secs(5);
/// How long after one that failed it is tried again.
const AGAIN: Duration = Duration::from_secs(10 * 60);

/// True while there is nothing to do that is more urgent.
pub type Quiet = Arc<dyn Fn() -> bool + Send + Sync>;

/// Makes the backups that nobody asks for.
#[derive(Clone)]
pub struct Keeping(Arc<Inner>);

struct Inner {
    stop: AtomicBool,
    running: Mutex<Option<JoinHandle<()>>>,
    tell: Box<dyn Fn(Result<Backup>) + Send + Sync>,
}

impl Keeping {
    /// `tell` hears of each backup that was made or failed.
    pub fn new(tell: impl Fn(Result<Backup>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner { stop: AtomicBool::new(false), running: Mutex::default(), tell: Box::new(tell) }))
    }

    /// Nothing happens at the library just now. Returns when to come again, if nothing happens till then.
    pub fn at_idle(&self, library: &mut Library, quiet: Quiet) -> Option<Duration> {
        let due = Duration::from_millis(library.backup_due_in()?.unsigned_abs());
        let mut running = self.running();
        if !due.is_zero() || running.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return Some(due.max(Duration::from_secs(60)));
        }
        let begun = match library.begin_backup(Reason::Usual, quiet) {
            Ok(begun) => begun,
            // Somebody wants something of the library; it will be idle again.
            Err(error) if error.code == ErrorCode::Cancelled => return None,
            Err(error) => {
                self.tell(Err(error));
                return Some(AGAIN);
            }
        };
        self.0.stop.store(false, Ordering::Relaxed);
        let inner = self.clone();
        let thread = thread::Builder::new().name("backup".into()).spawn(move || {
            let stop = &inner.0.stop;
            let made = begun.finish(|_, _| {
                if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            inner.tell(made);
        });
        *running = thread.ok();
        Some(AGAIN)
    }

    /// Before the library is closed: its last changes too, when it is time.
    pub fn at_close(&self, library: &mut Library) {
        self.0.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.running().take() {
            let _ = thread.join();
        }
        let changed = library.state().revision > 0;
        if !changed || library.backup_due_in() != Some(0) {
            return;
        }
        let start = Instant::now();
        let in_time = move || start.elapsed() < AT_CLOSE;
        let made = library.begin_backup(Reason::Usual, Arc::new(in_time)).and_then(|begun| {
            begun.finish(|_, _| if in_time() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        });
        self.tell(made);
    }

    fn tell(&self, made: Result<Backup>) {
        match made {
            Err(error) if error.code == ErrorCode::Cancelled => {}
            made => {
                if let Err(error) = &made {
                    log::note(&format!("a backup failed: {:?}", error.code));
                }
                (self.0.tell)(made);
            }
        }
    }

    fn running(&self) -> std::sync::MutexGuard<'_, Option<JoinHandle<()>>> {
        self.0.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the window hears of a backup that nobody asked for.
pub fn event(made: Result<Backup>) -> Event {
    Event::Backup(Box::new(match made {
        Ok(backup) => BackedUp { made: Some(backup), failed: None },
        Err(error) => BackedUp { made: None, failed: Some(error) },
    }))
}

pub fn list(office: &Office, of: BackupsOf) -> Result<JobDone> {
    let (shelf, name) = shelf(office, of)?;
    let backups = shelf.map(|shelf| shelf.list()).unwrap_or_default();
    Ok(JobDone::Backups { name, folder: office.places.backups.display().to_string(), backups })
}

/// Now, whatever there is. Edits go first.
pub fn back_up(office: &Office, ticket: &Ticket) -> Result<JobDone> {
    let begun = loop {
        ticket.progress(0, 0, "")?;
        let quiet = office.desk.quiet();
        match office.desk.ask(Urgency::Read, move |library| library.begin_backup(Reason::Asked, quiet)) {
            Err(error) if error.code == ErrorCode::Cancelled => thread::sleep(Duration::from_millis(20)),
            begun => break begun?,
        }
    };
    let backup = begun.finish(|done, total| ticket.flow(done, total, ""))?;
    Ok(JobDone::BackUp { backup })
}

/// Into a folder that the person chooses; the library is opened then.
pub fn restore(office: &Office, ticket: &Ticket, of: BackupsOf, number: Option<u32>) -> Result<JobDone> {
    let (shelf, name) = shelf(office, of)?;
    let shelf = shelf.ok_or_else(|| Error::new(ErrorCode::NotFound, "There is no backup of this library yet."))?;
    let around = office.desktop.pick_folder(open::existing(&office.places.libraries)).ok_or_else(left)?;
    let path = names::unused(&around, &names::file_name(&format!("{name} restored"), "Restored"), None);
    let Restored { backup, missing } = shelf.restore(number, &path, |done, total| ticket.flow(done, total, ""))?;
    let JobDone::OpenLibrary { library } = open::open_at(office, &path, Library::open)? else { return Err(fault()) };
    Ok(JobDone::RestoreBackup { backup, missing, path: path.display().to_string(), library })
}

/// The backups, and the library's name; none when it has none.
fn shelf(office: &Office, of: BackupsOf) -> Result<(Option<Shelf>, String)> {
    match of {
        BackupsOf::Open => {
            office.desk.ask(Urgency::Read, |library| Ok((Some(library.backups()), library.state().name)))
        }
        BackupsOf::Failed => {
            let path = office.failed()?;
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            Ok((Shelf::of(&office.places.backups, &path), name))
        }
    }
}

/// For the command line: the backups of a library that may be damaged or gone.
pub fn shelf_of(backups: &Path, library: &Path) -> Result<Shelf> {
    let path: PathBuf = std::path::absolute(library).unwrap_or_else(|_| library.to_owned());
    Shelf::of(backups, &path).ok_or_else(|| {
        Error::new(
            ErrorCode::NotFound,
            format!(
                "There is no backup of “{}” yet. They are made while it is used, or with `roadbook backup`.",
                library.display()
            ),
        )
    })
}

/// Waits for a backup that is being made.
pub fn purge(office: &Office, assets: &[roadbook_core::model::AssetHash]) -> Result<JobDone> {
    let shelf = office.desk.ask(Urgency::Read, |library| Ok(library.backups()))?;
    let Purged { backups, elsewhere } = shelf.purge(&assets.iter().cloned().collect())?;
    Ok(JobDone::PurgeBackups { backups, elsewhere })
}
