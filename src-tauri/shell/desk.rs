//! The desk: the one thread at which a library is open. Everyone else sends it work and gets an answer.
//!
//! Edits go before reads, each in the order in which they came. A panic in one call costs that call and
//! the history, never the library: it is opened again. Knows nothing of windows.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use roadbook_core::library::{Library, Outside};
use roadbook_core::query::LibraryState;
use roadbook_core::{Error, ErrorCode, Result};

use super::backup::{Keeping, Quiet};

/// How long nothing must happen before the library tidies up behind its edits.
const IDLE: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    Edit,
    Read,
}

/// A library that has just been opened. The path is the one in the state, before it became text.
#[derive(Clone, Debug)]
pub struct Opened {
    pub state: LibraryState,
    pub path: PathBuf,
}

pub struct Desk {
    queue: Arc<Queue>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What stands at the desk: the open library, and how to get it back after a panic.
struct Seat {
    library: Option<Library>,
    path: Option<PathBuf>,
    outside: Outside,
    reopened: Box<dyn Fn(Option<LibraryState>) + Send>,
    keeping: Keeping,
    /// How long nothing must happen before the library is idle; nothing: until something was done.
    rest: Option<Duration>,
}

type Work = Box<dyn FnOnce(&mut Seat) + Send>;

#[derive(Default)]
struct Queue {
    work: Mutex<Pending>,
    came: Condvar,
}

#[derive(Default)]
struct Pending {
    edits: VecDeque<Work>,
    reads: VecDeque<Work>,
    closed: bool,
}

impl Desk {
    /// `reopened` is told when a panic made the library start anew: whoever mirrors it must load again.
    pub fn start(outside: Outside, keeping: Keeping, reopened: impl Fn(Option<LibraryState>) + Send + 'static) -> Self {
        let queue = Arc::new(Queue::default());
        let seat = Seat { library: None, path: None, outside, reopened: Box::new(reopened), keeping, rest: None };
        let thread = thread::Builder::new()
            .name("library".into())
            .spawn({
                let queue = queue.clone();
                move || queue.serve(seat)
            })
            .expect("a thread can be started");
        Self { queue, thread: Mutex::new(Some(thread)) }
    }

    /// Replaces the open library by the one that `open` gives; when it fails, the old one stays.
    pub fn open(
        &self,
        open: impl FnOnce(Outside) -> Result<Library> + Send + 'static,
        then: impl FnOnce(Result<Opened>) + Send + 'static,
    ) {
        self.queue.push(
            Urgency::Edit,
            Box::new(move |seat| {
                let outside = seat.outside.clone();
                let opened = caught(|| open(outside)).and_then(|library| {
                    seat.close()?;
                    let path = library.path().to_owned();
                    seat.path = Some(path.clone());
                    Ok(Opened { state: seat.library.insert(library).state(), path })
                });
                then(opened);
            }),
        );
    }

    /// Does `work` on the library and hands its result to `then`, on the desk's thread. Never blocks.
    pub fn call<R>(
        &self,
        urgency: Urgency,
        work: impl FnOnce(&mut Library) -> Result<R> + Send + 'static,
        then: impl FnOnce(Result<R>) + Send + 'static,
    ) {
        self.queue.push(urgency, Box::new(move |seat| then(seat.with_library(work))));
    }

    /// [`Desk::call`] that waits for the result.
    pub fn ask<R: Send + 'static>(
        &self,
        urgency: Urgency,
        work: impl FnOnce(&mut Library) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (answer, answered) = mpsc::channel();
        self.call(urgency, work, move |result| {
            let _ = answer.send(result);
        });
        answered.recv().unwrap_or_else(|_| Err(closed()))
    }

    /// True while no edit waits.
    pub fn quiet(&self) -> Quiet {
        let queue = self.queue.clone();
        Arc::new(move || queue.lock().edits.is_empty())
    }

    /// Does what was asked before, closes the library, and takes no more work.
    pub fn close(&self) -> Result<()> {
        let (answer, answered) = mpsc::channel();
        // Behind everything that waits, reads too.
        self.queue.push(
            Urgency::Read,
            Box::new(move |seat| {
                let _ = answer.send(seat.close());
            }),
        );
        let closed = answered.recv().unwrap_or(Ok(()));
        self.queue.lock().closed = true;
        self.queue.came.notify_all();
        if let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = thread.join();
        }
        closed
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.close();
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Work that comes after the close is dropped, and whoever waits for it learns so.
    fn push(&self, urgency: Urgency, work: Work) {
        let mut pending = self.lock();
        if pending.closed {
            return;
        }
        match urgency {
            Urgency::Edit => pending.edits.push_back(work),
            Urgency::Read => pending.reads.push_back(work),
        }
        drop(pending);
        self.came.notify_one();
    }

    fn serve(self: Arc<Self>, mut seat: Seat) {
        while let Some(work) = self.next(&mut seat) {
            seat.rest = Some(IDLE);
            work(&mut seat);
        }
    }

    fn next(self: &Arc<Self>, seat: &mut Seat) -> Option<Work> {
        let mut pending = self.lock();
        loop {
            if let Some(work) = pending.edits.pop_front().or_else(|| pending.reads.pop_front()) {
                return Some(work);
            }
            if pending.closed {
                return None;
            }
            let Some(rest) = seat.rest else {
                pending = self.came.wait(pending).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let (woken, waited) = self.came.wait_timeout(pending, rest).unwrap_or_else(PoisonError::into_inner);
            pending = woken;
            if waited.timed_out() && pending.is_empty() {
                drop(pending);
                seat.idle(self);
                pending = self.lock();
            }
        }
    }
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.reads.is_empty()
    }
}

impl Seat {
    fn idle(&mut self, queue: &Arc<Queue>) {
        let (keeping, queue) = (self.keeping.clone(), queue.clone());
        let rest = self.with_library(|library| {
            library.idle()?;
            Ok(keeping.at_idle(library, Arc::new(move || queue.lock().is_empty())))
        });
        self.rest = rest.ok().flatten();
    }

    fn with_library<R>(&mut self, work: impl FnOnce(&mut Library) -> Result<R>) -> Result<R> {
        let Some(library) = self.library.as_mut() else { return Err(no_library()) };
        match catch_unwind(AssertUnwindSafe(|| work(library))) {
            Ok(result) => result,
            Err(_) => {
                self.reopen();
                Err(fault())
            }
        }
    }

    /// After a panic nothing in memory is trusted; what was committed is on the disk.
    fn reopen(&mut self) {
        self.library = None;
        let Some(path) = &self.path else { return };
        self.library = caught(|| Library::open(path, self.outside.clone())).ok();
        (self.reopened)(self.library.as_ref().map(Library::state));
    }

    fn close(&mut self) -> Result<()> {
        self.path = None;
        let Some(mut library) = self.library.take() else { return Ok(()) };
        // A library is closed, whatever becomes of its backup.
        let _ = caught(|| {
            self.keeping.at_close(&mut library);
            Ok(())
        });
        caught(|| library.close())
    }
}

fn caught<R>(work: impl FnOnce() -> Result<R>) -> Result<R> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(fault()))
}

pub fn no_library() -> Error {
    Error::new(ErrorCode::NotFound, "No library is open. Create one, or open one that you have.")
}

/// A fault of ours; where it happened is in the log.
pub fn fault() -> Error {
    Error::new(
        ErrorCode::Internal,
        "Something went wrong inside Roadbook, and this was not done. What was kept before is safe. Try it again.",
    )
}

fn closed() -> Error {
    Error::new(ErrorCode::Cancelled, "The library is being closed.")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::shell::places::{Places, outside};

    struct Opened {
        desk: Desk,
        reopened: Arc<AtomicUsize>,
        _folder: tempfile::TempDir,
    }

    fn opened() -> Opened {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let places = Places {
            config: at("config"),
            state: at("state"),
            backups: at("backups"),
            libraries: folder.path().into(),
        };
        let reopened = Arc::new(AtomicUsize::new(0));
        let desk = Desk::start(outside(&places), Keeping::new(drop), {
            let reopened = reopened.clone();
            move |_| _ = reopened.fetch_add(1, Ordering::SeqCst)
        });
        let (path, (answer, answered)) = (folder.path().join("library"), mpsc::channel());
        desk.open(move |outside| Library::create(&path, outside), move |opened| answer.send(opened).unwrap());
        answered.recv().unwrap().unwrap();
        Opened { desk, reopened, _folder: folder }
    }

    #[test]
    fn edits_are_done_before_reads() {
        let Opened { desk, _folder, .. } = opened();
        let order = Arc::new(Mutex::new(vec![]));
        let (hold, held) = mpsc::channel::<()>();
        desk.call(Urgency::Read, move |_| Ok(held.recv()), |_| ());
        for (urgency, name) in [(Urgency::Read, "read"), (Urgency::Edit, "first"), (Urgency::Edit, "second")] {
            let order = order.clone();
            let work = move |_: &mut Library| {
                order.lock().unwrap().push(name);
                Ok(())
            };
            desk.call(urgency, work, |_| ());
        }
        hold.send(()).unwrap();
        desk.close().unwrap();
        assert_eq!(*order.lock().unwrap(), ["first", "second", "read"]);
    }

    #[test]
    fn a_panic_costs_one_call_and_the_library_is_opened_again() {
        let Opened { desk, reopened, _folder } = opened();
        let error = desk.ask(Urgency::Edit, |_| -> Result<()> { panic!("a fault of ours") }).unwrap_err();
        assert_eq!(error.code, ErrorCode::Internal);
        assert_eq!(reopened.load(Ordering::SeqCst), 1, "the mirror must hear of it");
        let state = desk.ask(Urgency::Read, |library| Ok(library.state())).unwrap();
        assert_eq!(state.name, "library");
    }

    #[test]
    fn after_the_close_there_is_no_library() {
        let Opened { desk, _folder, .. } = opened();
        desk.close().unwrap();
        assert_eq!(desk.ask(Urgency::Read, |_| Ok(())).unwrap_err().code, ErrorCode::Cancelled);
    }
}
