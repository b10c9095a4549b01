//! Opening and making libraries from the window; addresses that may be opened outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, mpsc};

use roadbook_core::library::{Library, Outside};
use roadbook_core::{Error, ErrorCode, Result};

use super::desk::{self, Opened};
use super::desktop::left;
use super::doors::Office;
use super::event::{Event, Updating};
use super::job::{JobDone, LibraryChoice};
use super::recent::is_library;
use super::{names, sample};

const SAMPLE: &str = "Sample library";

/// Opens a library, or makes one.
type Make = fn(&Path, Outside) -> Result<Library>;

pub fn libraries(office: &Office) -> JobDone {
    JobDone::Libraries {
        open: office.state().ok(),
        recent: office.recent.list(),
        default_folder: office.places.libraries.display().to_string(),
        trouble: office.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone(),
    }
}

pub fn open_library(office: &Office, choice: LibraryChoice) -> Result<JobDone> {
    let (path, make): (PathBuf, Make) = match choice {
        LibraryChoice::Sample => {
            let path = office.places.libraries.join(SAMPLE);
            if is_library(&path) { (path, Library::open) } else { (path, sample::create_sample) }
        }
        LibraryChoice::Empty { name, elsewhere } => {
            let usual = &office.places.libraries;
            let folder =
                if elsewhere { office.desktop.pick_folder(existing(usual)).ok_or_else(left)? } else { usual.clone() };
            (names::unused(&folder, &names::file_name(&name, "My library"), None), Library::create)
        }
        LibraryChoice::WithoutLog => {
            let path = office.failed()?;
            // From here on it is one like any other.
            Library::open_without_log(&path, office.outside.clone())?.close()?;
            (path, Library::open)
        }
        LibraryChoice::Pick => {
            (office.desktop.pick_library(existing(&office.places.libraries)).ok_or_else(left)?, Library::open)
        }
        LibraryChoice::Recent { id } => (office.recent.path(&id)?, Library::open),
    };
    open_at(office, &path, make)
}

/// In this window when it shows none yet, otherwise in one of its own; a library that is open already is
/// brought to the front.
pub(super) fn open_at(office: &Office, path: &Path, make: Make) -> Result<JobDone> {
    let elsewhere = JobDone::OpenLibrary { library: None };
    if let Ok(open) = office.state() {
        if Path::new(&open.path) == path {
            return Ok(JobDone::OpenLibrary { library: Some(open) });
        }
        if !is_library(path) {
            prepare(path)?;
            make(path, office.outside.clone())?.close()?;
        }
        if office.desktop.show_window(path) || office.desktop.open_window(path)? {
            return Ok(elsewhere);
        }
    }
    prepare(path)?;
    match open_here(office, path, make) {
        Ok(opened) => {
            office.opened(&opened);
            office.tell(Event::Library(Some(opened.state.clone())));
            Ok(JobDone::OpenLibrary { library: Some(opened.state) })
        }
        Err(error) if error.code == ErrorCode::Locked && office.desktop.show_window(path) => Ok(elsewhere),
        Err(error) => {
            office.note_failed(path);
            Err(error)
        }
    }
}

/// Opens a library, and tells the window of the backup where one has to be made before.
pub(super) fn telling(path: &Path, outside: Outside, tell: &dyn Fn(Event)) -> Result<Library> {
    Library::open_telling(path, outside, |done, total| tell(Event::Updating(Updating { done, total })))
}

fn open_here(office: &Office, path: &Path, make: Make) -> Result<Opened> {
    let (path, (answer, answered)) = (path.to_owned(), mpsc::channel());
    let tell = office.tell.clone();
    office.desk.open(
        move |outside| if is_library(&path) { telling(&path, outside, &*tell) } else { make(&path, outside) },
        move |opened| {
            let _ = answer.send(opened);
        },
    );
    answered.recv().unwrap_or_else(|_| Err(desk::fault()))
}

/// The folder around a new library; the library makes its own.
fn prepare(path: &Path) -> Result<()> {
    let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) else { return Ok(()) };
    fs::create_dir_all(parent).map_err(|error| {
        Error::new(
            ErrorCode::Io,
            format!("The folder “{}” cannot be made: {error}. Choose another place.", parent.display()),
        )
    })
}

/// A dialog cannot begin in a folder that is not there yet.
pub(super) fn existing(folder: &Path) -> &Path {
    folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder)
}

/// # Errors
/// `Invalid` for everything but http, https and mailto.
pub fn check_address(url: &str) -> Result<()> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).unwrap_or_default();
    let known = matches!(scheme.as_str(), "http" | "https" | "mailto");
    let plain = url.len() <= 4096 && !url.chars().any(|letter| letter.is_control() || letter.is_whitespace());
    if known && plain {
        return Ok(());
    }
    Err(Error::invalid("Only web and mail addresses can be opened: they begin with https://, http:// or mailto:."))
}

#[cfg(test)]
mod tests {
    use super::check_address;

    #[test]
    fn only_web_and_mail_addresses_are_opened() {
        for url in ["https://example.org/a?b#c", "HTTP://example.org", "mailto:ada@example.org"] {
            check_address(url).expect(url);
        }
        for url in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "/etc/passwd",
            "",
            "smb://host/x",
            "https://example.org/\n",
            " https://example.org",
            "https ://x",
        ] {
            check_address(url).expect_err(url);
        }
    }
}
