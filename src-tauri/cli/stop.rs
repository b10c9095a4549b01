//! Ctrl+C, and the polite kill, while something is being written: it stops and clears up behind itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use roadbook_core::{Error, ErrorCode, Result};

pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// From here on the signal ends nothing by itself: whoever works has to ask. Once in a process.
    pub fn on_ctrl_c() -> Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let heard = stop.clone();
        ctrlc::set_handler(move || heard.store(true, Ordering::Relaxed)).map_err(|error| {
            Error::new(ErrorCode::Internal, "Ctrl+C cannot be listened for.").with_detail(error.to_string())
        })?;
        Ok(Self(stop))
    }

    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
