//! The watched folder: screenshots that the system puts into it are offered to the open document.
//!
//! A thread lists the folder whenever something may have happened there; what is told by the system
//! ([`signs`]) is only ever a reason to look, so that what it misses or tells twice does no harm. Which files
//! are new, whole and to be offered is [`listing`]'s to say. Nothing is read into the library here: an
//! accepted screenshot is imported as every other picture.

mod listing;
mod signs;
mod wish;

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use roadbook_core::model::Timestamp;
use roadbook_core::{Error, ErrorCode, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use listing::{Listing, News};
use signs::Signs;
use wish::Kept;

use super::desktop::left;
use super::doors::Office;
use super::event::Event;
use super::job::JobDone;
use super::places::now;
use super::recent::id_of;

/// How often the folder is looked at when nothing is told of it: it may be gone, or on a drive that tells
/// nothing.
const HEARTBEAT: Duration = Duration::from_secs(2);
/// Several signs within this time are one reason to look.
const GATHER: Duration = Duration::from_millis(60);
/// Waiting screenshots that the window is told of one by one; of the others it knows how many they are.
const SHOWN: usize = 60;

/// How the folder of screenshots is watched, and what waits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct WatchState {
    pub on: bool,
    /// For showing: the chosen folder, or the one that the system keeps screenshots in.
    pub folder: String,
    pub arrive: Arrive,
    /// Why nothing comes at the moment, in a sentence.
    pub trouble: Option<String>,
    /// The latest that wait, in the order in which they came.
    pub waiting: Vec<Shot>,
    /// How many wait.
    pub total: u32,
    /// A sentence for each file that could not be taken since the last time this was told.
    pub refused: Vec<String>,
}

/// A screenshot that waits to be taken into a document.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Shot {
    /// Counts up with each that comes.
    pub id: u32,
    /// Of the file.
    pub name: String,
    #[ts(type = "number")]
    pub bytes: u64,
    #[ts(type = "number")]
    pub came_at: Timestamp,
}

/// What happens to a screenshot that comes while a document of steps is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Arrive {
    /// It waits until it is accepted.
    #[default]
    Tray,
    /// It becomes a step at once.
    Steps,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum WatchChange {
    /// Changes nothing.
    Look,
    /// For the open library, also the next time that it is opened.
    Set {
        on: bool,
    },
    /// Asks for the folder, and watches it.
    Choose,
    Arrive {
        arrive: Arrive,
    },
    /// Those that wait are let go; none named: all of them. Their files stay where they are.
    Dismiss {
        ids: Option<Vec<u32>>,
    },
}

/// One per office. Dropped, it watches no more.
pub struct Watch {
    kept: Kept,
    shared: Arc<Shared>,
    running: Mutex<Option<Running>>,
}

struct Running {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

struct Shared {
    state: Mutex<State>,
    tell: Arc<dyn Fn(Event) + Send + Sync>,
}

#[derive(Default)]
struct State {
    on: bool,
    folder: PathBuf,
    arrive: Arrive,
    trouble: Option<String>,
    waiting: VecDeque<Waiting>,
    last: u32,
}

/// A [`Shot`] and its file.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub shot: Shot,
    pub path: PathBuf,
}

impl Watch {
    pub fn new(config: &Path, tell: Arc<dyn Fn(Event) + Send + Sync>) -> Self {
        let kept = Kept::new(config);
        let wish = kept.read();
        let state = State { folder: wish.folder(), arrive: wish.arrive, ..State::default() };
        Self { kept, shared: Arc::new(Shared { state: Mutex::new(state), tell }), running: Mutex::default() }
    }

    /// A library is open: its watching goes on where it was on the last time.
    pub fn opened(&self, library: &Path) {
        let on = self.kept.read().on.contains(&id_of(library));
        self.set(on);
    }

    pub fn state(&self) -> WatchState {
        self.shared.lock().told(vec![])
    }

    /// Takes screenshots out of those that wait; none named: all of them.
    pub fn take(&self, ids: Option<&[u32]>) -> Vec<Waiting> {
        let mut state = self.shared.lock();
        let wanted = |waiting: &Waiting| ids.is_none_or(|ids| ids.contains(&waiting.shot.id));
        let (taken, stay) = state.waiting.drain(..).partition(wanted);
        state.waiting = stay;
        let told = state.told(vec![]);
        drop(state);
        self.shared.tell(told);
        taken.into()
    }

    /// Those of [`Watch::take`] that were not imported after all.
    pub fn put_back(&self, taken: Vec<Waiting>) {
        let mut state = self.shared.lock();
        state.waiting.extend(taken);
        state.waiting.make_contiguous().sort_by_key(|waiting| waiting.shot.id);
        let told = state.told(vec![]);
        drop(state);
        self.shared.tell(told);
    }

    /// The file of a screenshot that waits.
    pub fn file(&self, id: u32) -> Option<PathBuf> {
        let state = self.shared.lock();
        state.waiting.iter().find(|waiting| waiting.shot.id == id).map(|waiting| waiting.path.clone())
    }

    fn set(&self, on: bool) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Running { stop, thread }) = running.take() {
            let _ = stop.send(());
            drop(stop);
            let _ = thread.join();
        }
        let mut state = self.shared.lock();
        (state.on, state.trouble) = (on, None);
        if on {
            *running = Some(begin(state.folder.clone(), self.shared.clone(), &mut state));
        } else {
            state.waiting.clear();
        }
        let told = state.told(vec![]);
        drop(state);
        self.shared.tell(told);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let running = self.running.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(Running { stop, thread }) = running.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

/// The job `watch`.
pub fn change(office: &Office, change: WatchChange) -> Result<JobDone> {
    let watch = &office.watch;
    match change {
        WatchChange::Look => {}
        // Where nobody has chosen a folder and the usual one is not there, it has to be asked for.
        WatchChange::Set { on: true } if watch.kept.read().folder.is_none() && !watch.shared.lock().folder.is_dir() => {
            return choose(office);
        }
        WatchChange::Set { on } => {
            let library = id_of(Path::new(&office.state()?.path));
            watch.kept.change(|wish| {
                wish.on.retain(|id| *id != library);
                if on {
                    wish.on.push(library);
                }
            })?;
            watch.set(on);
        }
        WatchChange::Choose => return choose(office),
        WatchChange::Arrive { arrive } => {
            watch.kept.change(|wish| wish.arrive = arrive)?;
            watch.shared.lock().arrive = arrive;
            watch.shared.tell(watch.state());
        }
        WatchChange::Dismiss { ids } => _ = watch.take(ids.as_deref()),
    }
    Ok(JobDone::Watch { state: watch.state() })
}

fn choose(office: &Office) -> Result<JobDone> {
    let watch = &office.watch;
    let library = id_of(Path::new(&office.state()?.path));
    let begin_in = watch.shared.lock().folder.clone();
    let folder = office.desktop.pick_screenshots(&begin_in).ok_or_else(left)?;
    watch.kept.change(|wish| {
        wish.folder = Some(folder.clone());
        wish.on.retain(|id| *id != library);
        wish.on.push(library);
    })?;
    {
        let mut state = watch.shared.lock();
        state.folder = folder;
        state.waiting.clear();
    }
    watch.set(true);
    Ok(JobDone::Watch { state: watch.state() })
}

/// What lies in the folder now is not new. Looked at here, so that whatever comes after the answer is.
fn begin(folder: PathBuf, shared: Arc<Shared>, state: &mut State) -> Running {
    let (stop, wake) = mpsc::channel();
    let mut signs = Signs::of(&folder);
    let mut listing = Listing::begin(&folder);
    state.trouble = listing.trouble();
    let watch = move || {
        let mut next = Instant::now() + HEARTBEAT;
        loop {
            match signs.wait(&wake, next.saturating_duration_since(Instant::now())) {
                Some(RecvTimeoutError::Disconnected) => return,
                Some(RecvTimeoutError::Timeout) => {}
                // One change is told in several parts.
                None => thread::sleep(GATHER),
            }
            let news = listing.look();
            if news.returned || !signs.hears() {
                signs = Signs::of(&folder);
            }
            next = Instant::now() + listing.due().unwrap_or(HEARTBEAT).min(HEARTBEAT);
            shared.hear(news, listing.trouble());
        }
    };
    let thread = thread::Builder::new().name("watched folder".into()).spawn(watch).expect("a thread can be started");
    Running { stop, thread }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, state: WatchState) {
        (self.tell)(Event::Watch(Box::new(state)));
    }

    fn hear(&self, News { came, gone, refused, .. }: News, trouble: Option<String>) {
        let mut state = self.lock();
        let waited = state.waiting.len();
        // What was saved again takes the place of what it was.
        let again: HashSet<&Path> = came.iter().map(|(path, _)| path.as_path()).collect();
        state.waiting.retain(|Waiting { path, .. }| !gone.contains(path) && !again.contains(path.as_path()));
        let same = came.is_empty() && refused.is_empty() && state.waiting.len() == waited;
        if same && trouble == state.trouble {
            return;
        }
        state.trouble = trouble;
        for (path, bytes) in came {
            state.last += 1;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let shot = Shot { id: state.last, name, bytes, came_at: now() };
            state.waiting.push_back(Waiting { shot, path });
        }
        let told = state.told(refused);
        drop(state);
        self.tell(told);
    }
}

impl State {
    fn told(&self, refused: Vec<String>) -> WatchState {
        let skipped = self.waiting.len().saturating_sub(SHOWN);
        WatchState {
            on: self.on,
            folder: self.folder.display().to_string(),
            arrive: self.arrive,
            trouble: self.trouble.clone(),
            waiting: self.waiting.iter().skip(skipped).map(|waiting| waiting.shot.clone()).collect(),
            total: u32::try_from(self.waiting.len()).unwrap_or(u32::MAX),
            refused,
        }
    }
}

/// What a job says of a screenshot that does not wait any more.
pub fn not_waiting() -> Error {
    Error::new(ErrorCode::NotFound, "These screenshots do not wait any more. Add their files by hand.")
}

#[cfg(test)]
mod tests;
