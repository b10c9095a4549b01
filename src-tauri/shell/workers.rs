//! A few threads for short work that must not hold up the window: pictures, mostly.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

type Work = Box<dyn FnOnce() + Send>;

pub struct Workers {
    queue: mpsc::Sender<Work>,
}

impl Workers {
    pub fn start(name: &str) -> Self {
        let (queue, work) = mpsc::channel::<Work>();
        let work = Arc::new(Mutex::new(work));
        let count = thread::available_parallelism().map_or(2, NonZero::get).clamp(2, 4);
        for _ in 0..count {
            let work = work.clone();
            let thread = thread::Builder::new().name(name.into());
            let begun = thread.spawn(move || {
                loop {
                    let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(next) = next else { return };
                    let _ = catch_unwind(AssertUnwindSafe(next));
                }
            });
            begun.expect("a thread can be started");
        }
        Self { queue }
    }

    pub fn do_soon(&self, work: impl FnOnce() + Send + 'static) {
        let _ = self.queue.send(Box::new(work));
    }
}
