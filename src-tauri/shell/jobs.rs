//! The jobs that are running: how each tells its progress, and how it is stopped.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use roadbook_core::{Error, ErrorCode, Result};

use super::event::{Event, JobProgress};
use super::job::JobId;

/// Progress is for eyes: more often than this it is not told.
const OFTEN: Duration = Duration::from_millis(60);

#[derive(Clone, Default)]
pub struct Jobs(Arc<Running>);

#[derive(Default)]
struct Running {
    stops: Mutex<HashMap<JobId, Arc<AtomicBool>>>,
    ended: Condvar,
}

/// One running job. It ends when this is dropped.
pub struct Ticket {
    pub id: JobId,
    stop: Arc<AtomicBool>,
    running: Arc<Running>,
    tell: Arc<dyn Fn(Event) + Send + Sync>,
    told: Cell<Option<Instant>>,
}

impl Jobs {
    pub fn begin(&self, id: JobId, tell: Arc<dyn Fn(Event) + Send + Sync>) -> Result<Ticket> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut stops = self.0.lock();
        if stops.contains_key(&id) {
            return Err(Error::invalid("A job with this id is already running."));
        }
        stops.insert(id, stop.clone());
        Ok(Ticket { id, stop, running: self.0.clone(), tell, told: Cell::new(None) })
    }

    pub fn are_running(&self) -> bool {
        !self.0.lock().is_empty()
    }

    /// A job that has ended needs no stopping.
    pub fn cancel(&self, id: JobId) {
        if let Some(stop) = self.0.lock().get(&id) {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Stops all jobs but `except`, and waits for them to clear up behind themselves.
    pub fn cancel_all(&self, except: Option<JobId>, patience: Duration) {
        let stops = self.0.lock();
        stops.iter().filter(|(id, _)| Some(**id) != except).for_each(|(_, stop)| stop.store(true, Ordering::Relaxed));
        let others = |stops: &mut HashMap<JobId, _>| stops.keys().any(|id| Some(*id) != except);
        let _ = self.0.ended.wait_timeout_while(stops, patience, others);
    }
}

impl Ticket {
    /// # Errors
    /// `Cancelled` when the job is to stop.
    pub fn progress(&self, done: u32, total: u32, what: &str) -> Result<()> {
        self.go_on()?;
        if self.told.get().is_none_or(|told| told.elapsed() >= OFTEN) {
            self.told.set(Some(Instant::now()));
            (self.tell)(Event::Progress(JobProgress { id: self.id, done, total, what: what.to_owned() }));
        }
        Ok(())
    }

    pub fn go_on(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorCode::Cancelled, "This was stopped."));
        }
        Ok(())
    }

    /// [`Ticket::progress`] for those who only stop or go on.
    pub fn flow(&self, done: u32, total: u32, what: &str) -> ControlFlow<()> {
        match self.progress(done, total, what) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    /// For worker threads, which tell nothing.
    pub fn stop_sign(&self) -> Arc<AtomicBool> {
        self.stop.clone()
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.running.lock().remove(&self.id);
        self.running.ended.notify_all();
    }
}

impl Running {
    fn lock(&self) -> MutexGuard<'_, HashMap<JobId, Arc<AtomicBool>>> {
        self.stops.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
