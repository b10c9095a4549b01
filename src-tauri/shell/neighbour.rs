//! Two windows, one library: a second start finds the window that has it open and brings it to the front.
//!
//! The window listens on a socket (a named pipe on Windows) named after the library. Whoever connects has
//! said all that there is to say. Knows no Tauri.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use interprocess::local_socket::traits::Stream as _;
use interprocess::local_socket::{GenericFilePath, ListenerOptions, Stream, ToFsName};

use super::recent::id_of;

/// Calls `knocked` whenever someone else wants to open this library. Only the process that holds the
/// library's lock may listen: it takes the place of a socket that a killed process left.
pub fn listen(library: &Path, knocked: impl Fn() + Send + 'static) {
    let address = address(library);
    if cfg!(unix) {
        let _ = fs::remove_file(&address);
    }
    let listener =
        address.to_fs_name::<GenericFilePath>().and_then(|name| ListenerOptions::new().name(name).create_sync());
    // Without it a second start says that the library is open, which is right too.
    let Ok(listener) = listener else { return };
    let thread = thread::Builder::new().name("neighbours".into());
    let _ = thread.spawn(move || {
        use interprocess::local_socket::traits::ListenerExt;
        listener.incoming().filter_map(Result::ok).for_each(|_| knocked());
    });
}

/// Whether a window that has this library open was brought to the front.
pub fn knock(library: &Path) -> bool {
    address(library).to_fs_name::<GenericFilePath>().and_then(Stream::connect).is_ok()
}

fn address(library: &Path) -> PathBuf {
    let library = fs::canonicalize(library).unwrap_or_else(|_| library.to_owned());
    let name = format!("roadbook-{}", id_of(&library));
    if cfg!(windows) {
        return PathBuf::from(format!(r"\\.\pipe\{name}"));
    }
    let folder = dirs::runtime_dir().filter(|folder| folder.is_dir()).unwrap_or_else(std::env::temp_dir);
    folder.join(format!("{name}.sock"))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_knock_is_heard_by_the_library_that_it_is_for() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        assert!(!knock(one.path()), "nobody has it open");
        let (knocked, heard) = mpsc::channel();
        listen(one.path(), move || knocked.send(()).unwrap());
        assert!(knock(one.path()));
        heard.recv_timeout(Duration::from_secs(5)).unwrap();
        assert!(!knock(other.path()));
    }
}
