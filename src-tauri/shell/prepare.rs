//! Pictures made ready before an export asks for them. What came or changed is burned as soon as nothing has
//! happened for a moment: one picture at a time, by the export's own means, and never beside a job.
//!
//! Nothing waits for it, and what it cannot do it leaves to the export, which says why.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use roadbook_core::Result;
use roadbook_core::model::{FigureId, Record};
use roadbook_core::query::Changed;

use super::desk::Urgency;
use super::doors::Office;

/// How long nothing must have been changed: whoever draws a redaction is not done at the first stroke.
const PAUSE: Duration = Duration::from_millis(1500);

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
    /// Of the latest change, whatever it was.
    changed: Option<Instant>,
    /// A picture is being made.
    at_work: bool,
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
        while let Some(figure) = self.next() {
            let Some(office) = office.upgrade() else { return };
            if office.is_busy() {
                let mut list = self.lock();
                list.figures.insert(figure);
                list.changed = Some(Instant::now());
                list.at_work = false;
                continue;
            }
            // What cannot be made is said by the export that asks for it.
            let _ = catch_unwind(AssertUnwindSafe(|| prepare(&office, figure)));
            self.lock().at_work = false;
        }
    }

    /// Waits for a figure, and then for a pause.
    fn next(&self) -> Option<FigureId> {
        let mut list = self.lock();
        loop {
            if list.closed {
                return None;
            }
            let left = list.changed.map_or(Duration::ZERO, |at| PAUSE.saturating_sub(at.elapsed()));
            if list.figures.is_empty() {
                list = self.came.wait(list).unwrap_or_else(PoisonError::into_inner);
            } else if left.is_zero() {
                list.at_work = true;
                return list.figures.pop_first();
            } else {
                list = self.came.wait_timeout(list, left).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }
}

/// In both qualities. A figure that is gone by now needs none.
fn prepare(office: &Office, id: FigureId) -> Result<()> {
    let (figure, assets) =
        office.desk.ask(Urgency::Read, move |library| Ok((library.figure(id)?.0, library.assets())))?;
    assets.prepare(&figure).map(drop)
}
