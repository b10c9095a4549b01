//! Files and folders that take their place only when they are whole: until then what was there stays as it was,
//! and when writing fails or is stopped nothing is left behind.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::{Folder, GENERATOR};
use tempfile::{NamedTempFile, TempDir};

use super::names;

/// Bytes of a page in which it says what made it.
const HEAD: u64 = 8 * 1024;

/// What `write` gave, and how many bytes the file has.
pub fn file<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<(T, u64)> {
    let folder = place(path)?;
    if path.is_dir() {
        return Err(Error::invalid(format!("“{}” is a folder. Name the file to write.", path.display())));
    }
    let failed = |error: io::Error| cannot_write(path, &error);
    let mut file = file_beside(folder).map_err(failed)?;
    let mut out = Watched { out: BufWriter::with_capacity(1 << 18, file.as_file_mut()), fault: None };
    let done = write(&mut out);
    let done = blame(done, out.fault.take(), path)?;
    out.flush().map_err(failed)?;
    drop(out);
    file.as_file().sync_all().map_err(failed)?;
    let bytes = file.as_file().metadata().map_err(failed)?.len();
    file.persist(path).map_err(|error| failed(error.error))?;
    sync_folder(folder);
    Ok((done, bytes))
}

/// The same for a folder. One that is there is replaced when it holds nothing but what such an export put there.
pub fn folder<T>(path: &Path, write: impl FnOnce(&mut dyn Folder) -> Result<T>) -> Result<(T, u64)> {
    let above = place(path)?;
    let there = path.symlink_metadata().is_ok();
    if there && !path.is_dir() {
        let message = format!("“{}” is a file. Name the folder to write, or choose another format.", path.display());
        return Err(Error::invalid(message));
    }
    if there && !is_ours(path) {
        let message = "holds other things than an exported pack, which would be lost. Name a new folder, or empty it.";
        return Err(Error::invalid(format!("“{}” {message}", path.display())));
    }
    let failed = |error: io::Error| cannot_write(path, &error);
    let made = folder_beside(above).map_err(failed)?;
    let mut files = Files { root: made.path(), bytes: 0, fault: None };
    let done = write(&mut files);
    let (bytes, fault) = (files.bytes, files.fault.take());
    let done = blame(done, fault, path)?;
    sync_folder(made.path());
    take_place(made, path, above, there).map_err(failed)?;
    sync_folder(above);
    Ok((done, bytes))
}

/// `path`, or with a number behind its name when something is there that an export must not replace.
pub fn free(path: PathBuf) -> PathBuf {
    if path.symlink_metadata().is_err() || path.is_dir() && is_ours(&path) {
        return path;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    names::unused(path.parent().unwrap_or(Path::new("")), &name, None)
}

/// The folder in which the path lies.
fn place(path: &Path) -> Result<&Path> {
    let folder = match path.parent() {
        Some(parent) if path.file_name().is_some() && parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) if path.file_name().is_some() => parent,
        _ => return Err(Error::invalid(format!("“{}” is not the name of a file or folder.", path.display()))),
    };
    if !folder.is_dir() {
        let message = format!("The folder “{}” does not exist. Make it, or choose another place.", folder.display());
        return Err(Error::new(ErrorCode::NotFound, message));
    }
    Ok(folder)
}

/// The exporter knows of no files; when the file was the reason, say so.
fn blame<T>(done: Result<T>, fault: Option<io::Error>, path: &Path) -> Result<T> {
    match (done, fault) {
        (Err(_), Some(fault)) => Err(cannot_write(path, &fault)),
        (done, _) => done,
    }
}

/// With the permissions of any new file, not those of a secret one.
fn file_beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".roadbook-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// The same for a folder.
fn folder_beside(folder: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".roadbook-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(folder)
}

/// No system replaces a folder that is not empty, so the old one steps aside first, and back when the new one
/// does not get there.
fn take_place(made: TempDir, path: &Path, above: &Path, there: bool) -> io::Result<()> {
    let aside = if there { Some(folder_beside(above)?) } else { None };
    let old = aside.as_ref().map(|aside| aside.path().join("old"));
    if let Some(old) = &old {
        fs::rename(path, old)?;
    }
    if let Err(error) = fs::rename(made.path(), path) {
        if let Some(old) = &old {
            fs::rename(old, path)?;
        }
        return Err(error);
    }
    // Its name is gone, and with it what it would clear away.
    let _ = made.keep();
    Ok(())
}

/// It is empty, or holds just what an HTML folder holds.
fn is_ours(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let names: Option<Vec<_>> = entries.map(|entry| Some(entry.ok()?.file_name())).collect();
    let Some(names) = names else { return false };
    let known = |name: &OsStr| match name.to_str() {
        Some("index.html") => says_so(&folder.join("index.html")),
        Some("pictures") => holds_pictures(&folder.join("pictures")),
        _ => false,
    };
    names.iter().all(|name| known(name)) && (names.is_empty() || names.iter().any(|name| name == "index.html"))
}

fn says_so(page: &Path) -> bool {
    let mut head = vec![];
    let read = File::open(page).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && String::from_utf8_lossy(&head).contains(GENERATOR)
}

fn holds_pictures(folder: &Path) -> bool {
    let picture = |entry: io::Result<fs::DirEntry>| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        let (stem, extension) = name.split_once('.')?;
        Some(matches!(extension, "png" | "jpg") && stem.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    fs::read_dir(folder).is_ok_and(|mut entries| entries.all(|entry| picture(entry) == Some(true)))
}

/// The rename is durable only with the folder; where folders cannot be synced, the system does it itself.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Error {
    let name = path.display();
    let (code, message) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            (ErrorCode::DiskFull, format!("There is no room for “{name}”. Free some space, or choose another place."))
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            (ErrorCode::ReadOnly, format!("“{name}” cannot be written there: no permission. Choose another place."))
        }
        _ => (ErrorCode::Io, format!("“{name}” cannot be written: {error}. Choose another place.")),
    };
    Error::new(code, message).with_detail(error.kind().to_string())
}

/// Remembers the first fault of the file below.
struct Watched<W> {
    out: W,
    fault: Option<io::Error>,
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.out.write(bytes);
        noted(result, &mut self.fault)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.out.flush();
        noted(result, &mut self.fault)
    }
}

/// The files of a folder, on the disk when it has them all.
struct Files<'a> {
    root: &'a Path,
    bytes: u64,
    fault: Option<io::Error>,
}

impl Folder for Files<'_> {
    fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let result = self.written(name, bytes);
        noted(result, &mut self.fault)
    }
}

impl Files<'_> {
    fn written(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.root.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }
}

fn noted<T>(result: io::Result<T>, fault: &mut Option<io::Error>) -> io::Result<T> {
    result.map_err(|error| {
        let kind = error.kind();
        fault.get_or_insert(error);
        kind.into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &[u8] = GENERATOR.as_bytes();

    fn put(path: &Path, page: &[u8]) -> Result<u64> {
        let written = folder(path, |files| {
            let wrong = |_| Error::invalid("not written");
            files.put("pictures/a1.png", b"one").map_err(wrong)?;
            files.put("index.html", page).map_err(wrong)
        });
        written.map(|((), bytes)| bytes)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_replaces_one_of_its_kind_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("site");
        assert_eq!(put(&path, OURS).unwrap(), 3 + OURS.len() as u64);
        assert_eq!(put(&path, &[OURS, b"again"].concat()).unwrap(), 8 + OURS.len() as u64);
        assert!(fs::read(path.join("index.html")).unwrap().ends_with(b"again"));
        assert_eq!(names(home.path()), ["site"], "nothing stays beside it");
        assert_eq!(free(path.clone()), path);

        fs::write(path.join("CNAME"), "docs.example.org").unwrap();
        assert_eq!(put(&path, OURS).unwrap_err().code, ErrorCode::Invalid);
        assert_eq!(names(&path), ["CNAME", "index.html", "pictures"]);
        assert_eq!(free(path.clone()), home.path().join("site 2"));
        fs::remove_file(path.join("CNAME")).unwrap();
        fs::write(path.join("pictures/holiday.png"), "mine").unwrap();
        assert!(put(&path, OURS).is_err(), "pictures of somebody else");
        fs::remove_file(path.join("pictures/holiday.png")).unwrap();
        fs::write(path.join("index.html"), "<title>My own page</title>").unwrap();
        assert!(put(&path, OURS).is_err(), "a page of somebody else");

        let empty = home.path().join("empty");
        fs::create_dir(&empty).unwrap();
        put(&empty, OURS).unwrap();
        assert!(put(&home.path().join("gone/site"), OURS).unwrap_err().message.contains("does not exist"));
        assert!(put(Path::new(".."), OURS).is_err());
    }

    #[test]
    fn a_folder_that_fails_leaves_the_old_one_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("site");
        put(&path, OURS).unwrap();
        let stopped = folder(&path, |files| {
            files.put("pictures/b2.png", b"two").map_err(|_| Error::invalid("not written"))?;
            Err::<(), _>(Error::new(ErrorCode::Cancelled, "The export was stopped."))
        });
        assert_eq!(stopped.unwrap_err().code, ErrorCode::Cancelled);
        assert_eq!((names(home.path()), names(&path.join("pictures"))), (vec!["site".into()], vec!["a1.png".into()]));
    }

    #[cfg(unix)]
    #[test]
    fn everyone_who_may_read_new_folders_may_read_this_one() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let usual = home.path().join("usual");
        fs::create_dir(&usual).unwrap();
        put(&home.path().join("site"), OURS).unwrap();
        let mode = |path: PathBuf| path.metadata().unwrap().permissions().mode();
        assert_eq!(mode(home.path().join("site")), mode(usual));
    }
}
