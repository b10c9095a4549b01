//! Getting the burned pictures of a book, on all cores, with progress; and what to print when one is not
//! to be had.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc;

use roadbook_core::Result;
use roadbook_core::pixels::{Burned, Quality};

use crate::book::Book;
use crate::{OnProgress, PictureBytes, Pictures, Report, report_progress};

/// What becomes of each picture of the book, in its order; `None` where there is none. `take` runs on
/// several threads.
pub fn each<T: Send>(
    book: &Book,
    (pictures, quality): (&dyn Pictures, Quality),
    progress: OnProgress,
    more_to_do: usize,
    report: &mut Report,
    take: impl Fn(usize, Burned) -> T + Sync,
) -> Result<Vec<Option<T>>> {
    let count = book.pictures.len();
    let total = count + more_to_do;
    let results: Mutex<Vec<Option<Result<T>>>> = Mutex::new((0..count).map(|_| None).collect());
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let (lossless, written) = (AtomicU64::new(0), AtomicU64::new(0));
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get()).min(4).min(count.max(1));
    std::thread::scope(|scope| {
        let (done, finished) = mpsc::channel();
        for _ in 0..workers {
            let done = done.clone();
            let (next, stopped, results, take) = (&next, &stopped, &results, &take);
            let (lossless, written) = (&lossless, &written);
            scope.spawn(move || {
                while !stopped.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(picture) = book.pictures.get(at) else { break };
                    let result = pictures.burned(picture.figure, quality).map(|burned| {
                        if quality == Quality::Compact {
                            let bytes = burned.bytes().len() as u64;
                            written.fetch_add(bytes, Ordering::Relaxed);
                            let before = pictures.lossless_bytes(picture.figure).unwrap_or(bytes);
                            lossless.fetch_add(before, Ordering::Relaxed);
                        }
                        take(at, burned)
                    });
                    if let Ok(mut results) = results.lock() {
                        results[at] = Some(result);
                    }
                    if done.send(()).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let mut ready = 0;
        while finished.recv().is_ok() {
            ready += 1;
            let went_on = report_progress(progress, ready, total, "Preparing pictures");
            if went_on.is_err() {
                stopped.store(true, Ordering::Relaxed);
                return went_on;
            }
        }
        Ok(())
    })?;
    if quality == Quality::Compact {
        report.pictures = Some(PictureBytes { lossless: lossless.into_inner(), written: written.into_inner() });
    }
    let results = results.into_inner().unwrap_or_default();
    let results = results.into_iter().enumerate().map(|(at, result)| match result {
        Some(Ok(taken)) => Some(taken),
        Some(Err(error)) => {
            report.warnings.push(format!("{} is left out. {}", book.pictures[at].called, error.message));
            None
        }
        None => None,
    });
    Ok(results.collect())
}
