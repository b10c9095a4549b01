//! Files that came to the window, kept behind a token until a job takes them: the page never sees a path.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use roadbook_core::{Error, ErrorCode, Result};
use uuid::Uuid;

/// Drops and uploads that wait; the oldest goes when one more comes.
const WAITING: usize = 256;
/// Bytes of one uploaded file, as for every picture.
pub const UPLOAD: usize = 64 * 1024 * 1024;
const UPLOADS: usize = 512 * 1024 * 1024;

#[derive(Default)]
pub struct Drops(Mutex<VecDeque<(String, Waiting)>>);

#[derive(Debug)]
pub enum Waiting {
    Files(Vec<PathBuf>),
    Bytes { name: String, bytes: Vec<u8> },
}

impl Drops {
    pub fn add_files(&self, files: Vec<PathBuf>) -> String {
        self.add(Waiting::Files(files))
    }

    pub fn add_bytes(&self, name: &str, bytes: Vec<u8>) -> Result<String> {
        if bytes.len() > UPLOAD {
            return Err(Error::limit(format!(
                "“{name}” has {} MiB; a picture's file may have {} MiB.",
                bytes.len() >> 20,
                UPLOAD >> 20
            )));
        }
        Ok(self.add(Waiting::Bytes { name: name.to_owned(), bytes }))
    }

    /// Each token can be used once.
    pub fn take(&self, token: &str) -> Result<Waiting> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = waiting.iter().position(|(name, _)| name == token);
        at.and_then(|at| waiting.remove(at))
            .map(|(_, taken)| taken)
            .ok_or_else(|| Error::new(ErrorCode::NotFound, "These files are not held any more. Drop them again."))
    }

    fn add(&self, came: Waiting) -> String {
        let token = Uuid::now_v7().to_string();
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push_back((token.clone(), came));
        while waiting.len() > WAITING || waiting.len() > 1 && bytes(&waiting) > UPLOADS {
            waiting.pop_front();
        }
        token
    }
}

fn bytes(waiting: &VecDeque<(String, Waiting)>) -> usize {
    let size = |waiting: &Waiting| match waiting {
        Waiting::Files(_) => 0,
        Waiting::Bytes { bytes, .. } => bytes.len(),
    };
    waiting.iter().map(|(_, waiting)| size(waiting)).sum()
}
