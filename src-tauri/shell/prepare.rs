//! Pictures made ready before an export asks for them. What came or changed is burned as soon as nothing has
//! happened for a moment, and its file made as small as it gets when nothing has for longer: one picture at a
//! time, by the export's own means, and never beside a job.
//!
//! Nothing waits for it, and what it cannot do it leaves to the export, which says why.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use roadbook_core::Result;
use roadbook_core::assets::Assets;
use roadbook_core::model::{Figure, FigureId, Record};
use roadbook_core::query::Changed;

use super::desk::Urgency;
use super::doors::Office;

/// How long nothing must have been changed: whoever draws a redaction is not done at the first stroke.
const PAUSE: Duration = Duration::from_millis(1500);
/// The same for making files smaller, which keeps a core busy for longer.
const LONG_PAUSE: Duration = Duration::from_secs(4);
/// How soon it is noticed that a file is smaller, or that nobody wants it any more.
const GLANCE: Duration = Duration::from_millis(50);

pub struct Preparing {
    waiting: Arc<Waiting>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Waiting {
    list: Mutex<List>,
    came: Condvar,
}

#[derive(Default)]
struct List {
    figures: BTreeSet<FigureId>,
    /// Those that are ready, and in files that could be smaller.
    large: BTreeSet<FigureId>,
    /// Of the latest change, whatever it was.
    changed: Option<Instant>,
    /// A picture is being made.
    at_work: bool,
    shrunk: u32,
    closed: bool,
}

impl Preparing {
    /// `office` need not be whole yet.
    pub fn start(office: Weak<Office>) -> Self {
        let waiting = Arc::<Waiting>::default();
        let thread = thread::Builder::new().name("prepare".into()).spawn({
            let waiting = waiting.clone();
            move || waiting.serve(&office)
        });
        if let Err(error) = &thread {
            super::log::note(&format!("no thread prepares pictures: {}", error.kind()));
        }
        Self { waiting, thread: Mutex::new(thread.ok()) }
    }

    /// Remembers the figures of a change.
    pub fn notice(&self, changed: &Changed) {
        let mut list = self.waiting.lock();
        list.changed = Some(Instant::now());
        list.figures.extend(changed.upserts.iter().filter_map(|record| match record {
            Record::Figure(figure) => Some(figure.id),
            _ => None,
        }));
        drop(list);
        self.waiting.came.notify_one();
    }

    /// Nothing waits to be made ahead, and nothing is being made.
    pub fn is_done(&self) -> bool {
        let list = self.waiting.lock();
        list.figures.is_empty() && !list.at_work
    }

    /// How many pictures were shrunk since the start.
    pub fn shrunk(&self) -> u32 {
        self.waiting.lock().shrunk
    }

    /// Lets go of the library: when this returns, no picture is at work any more.
    pub fn close(&self) {
        self.end();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != thread::current().id()) {
            let _ = thread.join();
        }
    }

    fn end(&self) {
        self.waiting.lock().closed = true;
        self.waiting.came.notify_all();
    }
}

impl Drop for Preparing {
    fn drop(&mut self) {
        self.end();
    }
}

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, office: &Weak<Office>) {
        while let Some(task) = self.next() {
            let Some(office) = office.upgrade() else { return };
            if office.is_busy() {
                let mut list = self.lock();
                list.add(task);
                list.changed = Some(Instant::now());
                list.at_work = false;
                continue;
            }
            // What cannot be made is said by the export that asks for it.
            let done = catch_unwind(AssertUnwindSafe(|| match task {
                Task::Burn(figure) => prepare(&office, figure).map(|()| true),
                Task::Shrink(figure) => self.shrink(&office, figure),
            }));
            let done = matches!(done, Ok(Ok(true)));
            let mut list = self.lock();
            list.at_work = false;
            match task {
                Task::Burn(figure) => drop(list.large.insert(figure)),
                Task::Shrink(_) => list.shrunk += u32::from(done),
            }
        }
    }

    /// Waits for a figure, and then for a pause.
    fn next(&self) -> Option<Task> {
        let mut list = self.lock();
        loop {
            if list.closed {
                return None;
            }
            let pause = if list.figures.is_empty() { LONG_PAUSE } else { PAUSE };
            let left = list.changed.map_or(Duration::ZERO, |at| pause.saturating_sub(at.elapsed()));
            if list.figures.is_empty() && list.large.is_empty() {
                list = self.came.wait(list).unwrap_or_else(PoisonError::into_inner);
            } else if left.is_zero() {
                let task = list.take();
                list.at_work = matches!(task, Some(Task::Burn(_)));
                return task;
            } else {
                list = self.came.wait_timeout(list, left).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }

    /// Whether the picture's file was one to shrink. The work is done on a thread that nobody waits for, since it
    /// cannot be stopped: it has the picture, but not the library.
    fn shrink(&self, office: &Office, id: FigureId) -> Result<bool> {
        let (figure, assets) = wanted(office, id)?;
        let Some(unshrunk) = assets.unshrunk(&figure)? else { return Ok(false) };
        let (give, given) = mpsc::channel();
        let thread = thread::Builder::new().name("shrink".into()).spawn(move || {
            let _ = give.send(unshrunk.shrink());
        });
        thread?;
        loop {
            match given.recv_timeout(GLANCE) {
                Ok(shrunk) => {
                    assets.keep_shrunk(&shrunk);
                    return Ok(true);
                }
                Err(mpsc::RecvTimeoutError::Timeout) if !self.lock().closed => {}
                Err(_) => return Ok(false),
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Task {
    Burn(FigureId),
    Shrink(FigureId),
}

impl List {
    fn add(&mut self, task: Task) {
        match task {
            Task::Burn(figure) => self.figures.insert(figure),
            Task::Shrink(figure) => self.large.insert(figure),
        };
    }

    /// What is not ready comes first.
    fn take(&mut self) -> Option<Task> {
        self.figures.pop_first().map(Task::Burn).or_else(|| self.large.pop_first().map(Task::Shrink))
    }
}

/// In both qualities. A figure that is gone by now needs none.
fn prepare(office: &Office, id: FigureId) -> Result<()> {
    let (figure, assets) = wanted(office, id)?;
    assets.prepare(&figure).map(drop)
}

fn wanted(office: &Office, id: FigureId) -> Result<(Figure, Arc<Assets>)> {
    office.desk.ask(Urgency::Read, move |library| Ok((library.figure(id)?.0, library.assets())))
}
