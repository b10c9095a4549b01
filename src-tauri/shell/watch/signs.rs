//! What the system tells of a folder. The only file that knows `notify`.
//!
//! Signs are reasons to look and nothing else: which file, what happened to it, and whether the system lost
//! some of them on the way makes no difference.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// How often it is looked whether watching is to end.
const GLANCE: Duration = Duration::from_millis(100);

pub struct Signs {
    /// None where the system cannot watch this folder: it is not there, or there are too many already.
    watcher: Option<RecommendedWatcher>,
    came: Receiver<()>,
}

impl Signs {
    pub fn of(folder: &Path) -> Self {
        let (give, came) = mpsc::sync_channel(1);
        let told = move |event: notify::Result<notify::Event>| {
            // A file that is only read is no news; whoever looks at the folder would wake himself.
            if !event.is_ok_and(|event| event.kind.is_access()) {
                let _ = give.try_send(());
            }
        };
        let watcher = notify::recommended_watcher(told).ok();
        let watcher = watcher.and_then(|mut watcher| {
            watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
            Some(watcher)
        });
        Self { watcher, came }
    }

    pub fn hears(&self) -> bool {
        self.watcher.is_some()
    }

    /// Until a sign comes (none), the time is over, or `stop` was used or dropped.
    pub fn wait(&self, stop: &Receiver<()>, patience: Duration) -> Option<RecvTimeoutError> {
        let end = Instant::now() + patience;
        loop {
            match stop.try_recv() {
                Err(mpsc::TryRecvError::Empty) => {}
                _ => return Some(RecvTimeoutError::Disconnected),
            }
            let left = end.saturating_duration_since(Instant::now()).min(GLANCE);
            match self.came.recv_timeout(left) {
                Ok(()) => return None,
                Err(RecvTimeoutError::Timeout) if Instant::now() >= end => return Some(RecvTimeoutError::Timeout),
                Err(RecvTimeoutError::Timeout) => {}
                // There is no watcher that could give a sign.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(left),
            }
            if Instant::now() >= end {
                return Some(RecvTimeoutError::Timeout);
            }
        }
    }
}
