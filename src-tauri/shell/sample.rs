//! The sample library, made from the content that the core brings.

use std::fs;
use std::path::Path;

use roadbook_core::Result;
use roadbook_core::library::{Library, Outside};

/// Makes a library with the sample in it, in a new or empty folder. One that cannot be finished, on a full
/// disk, is not left behind.
pub fn create_sample(path: &Path, outside: Outside) -> Result<Library> {
    let is_new = !path.exists();
    let mut library = Library::create(path, outside)?;
    let filled = roadbook_core::sample::fill(&mut library);
    if let Err(error) = filled {
        drop(library);
        if is_new {
            let _ = fs::remove_dir_all(path);
        }
        return Err(error);
    }
    Ok(library)
}
