//! Opening the database of a library: who may, with which pragmas, and what is refused untouched.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::Store;
use crate::error::{Error, ErrorCode, Result};

/// "Rbk1" in ASCII: marks a SQLite file as a Roadbook library.
const APPLICATION_ID: i32 = 0x5262_6b31;
/// Each is one transaction; the schema's version is their number.
const MIGRATIONS: [&str; 3] =
    [include_str!("migrations/0001.sql"), include_str!("migrations/0002.sql"), include_str!("migrations/0003.sql")];
pub(crate) const VERSION: i32 = MIGRATIONS.len() as i32;

pub(crate) struct Opened {
    pub store: Store,
    /// Holds a copy of a library on read-only media whose log was not empty.
    pub copy: Option<std::path::PathBuf>,
}

/// How far an opener trusts the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// It is byte for byte what this installation closed last.
    Own,
    /// This installation had it open and was stopped: every page and the schema are checked first.
    Interrupted,
    /// It comes from elsewhere: it is checked, and what is derived from the records is made anew.
    Foreign,
}

pub(crate) fn create(file: &Path) -> Result<Store> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(file, flags)?;
    // In the file itself and not only in its log, so that it is known for ours whenever the program is stopped.
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    prepare(&db)?;
    migrate(&db)?;
    let store = Store::new(db);
    store.checkpoint()?;
    Ok(store)
}

/// `before` is called when the schema is older than ours, and keeps it so when it fails.
pub(crate) fn open(
    file: &Path,
    trust: Trust,
    read_only: bool,
    before: impl FnOnce(&mut Store) -> Result<()>,
) -> Result<Opened> {
    let name = file.parent().unwrap_or(file).display().to_string();
    let written = read_header(file, &name)?;
    let (db, copy) = if read_only { open_read_only(file, written)? } else { (open_for_writing(file)?, None) };
    // Until the file is known to be sound, closing must not write to it.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    prepare(&db).map_err(|error| about(error, &name))?;
    if trust != Trust::Own {
        check(&db, &name)?;
    }
    let mut store = Store::new(db);
    // A file of version 0 was stopped while it was made: there is nothing in it yet.
    if !read_only && (1..VERSION).contains(&version(&store.db)?) {
        before(&mut store)?;
    }
    store.db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    if !read_only || copy.is_some() {
        migrate(&store.db)?;
    }
    if trust == Trust::Foreign && !read_only {
        store.rebuild_derived()?;
    }
    Ok(Opened { store, copy })
}

/// Reads the first 100 bytes of the file, so that what is not ours is refused before SQLite sees it. Gives the
/// schema's version, which may be behind that of the log.
fn read_header(file: &Path, name: &str) -> Result<i32> {
    let foreign = || {
        Error::new(
            ErrorCode::Foreign,
            format!("“{name}” is not a Roadbook library. Choose another folder, or make a new library."),
        )
    };
    let mut header = [0; 100];
    File::open(file).and_then(|mut file| file.read_exact(&mut header)).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => foreign(),
        std::io::ErrorKind::UnexpectedEof => damaged(name, "the file is shorter than its header"),
        _ => Error::from(error),
    })?;
    let number = |at: usize| i32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(damaged(name, "the file does not begin like a SQLite database"));
    }
    if number(68) != APPLICATION_ID {
        return Err(foreign());
    }
    let version = number(60);
    if version > VERSION {
        return Err(Error::new(
            ErrorCode::Newer,
            format!(
                "“{name}” was written by a newer Roadbook. Install the newest version to open it; nothing was changed."
            ),
        )
        .with_detail(format!("schema {version}, this program knows {VERSION}")));
    }
    Ok(version)
}

fn open_for_writing(file: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

/// A WAL database does not open from read-only media by itself: a log with content is copied together with
/// the database to a temporary folder; without one, SQLite is told that nothing will change. What an older
/// program wrote is copied too, to be brought to this schema there.
fn open_read_only(file: &Path, version: i32) -> Result<(Connection, Option<std::path::PathBuf>)> {
    let log = file.with_file_name("library.db-wal");
    let logged = log.metadata().is_ok_and(|found| found.len() > 0);
    if logged || version < VERSION {
        let folder = std::env::temp_dir().join(format!("roadbook-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let copy = folder.join("library.db");
        std::fs::copy(file, &copy)?;
        if logged {
            std::fs::copy(&log, folder.join("library.db-wal"))?;
        }
        return Ok((open_for_writing(&copy)?, Some(folder)));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok((Connection::open_with_flags(unchanging(file), flags)?, None))
}

/// The address by which SQLite opens a file that nobody will write meanwhile.
pub(super) fn unchanging(file: &Path) -> String {
    let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}

/// The settings of SAFETY.md. Exclusive locking comes before the journal mode, so that no shared memory
/// file is made and a second opener is told that the library is busy.
fn prepare(db: &Connection) -> Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.busy_timeout(std::time::Duration::ZERO)?;
    db.execute_batch(
        "PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA secure_delete = ON;
         PRAGMA foreign_keys = ON;",
    )?;
    db.set_prepared_statement_cache_capacity(128);
    Ok(())
}

pub(super) fn version(db: &Connection) -> Result<i32> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

fn migrate(db: &Connection) -> Result<()> {
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(version(db)?.max(0) as usize) {
        let transaction = db.unchecked_transaction()?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", index as i32 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Every page, and the schema against the one that our migrations make: no trigger, view or table of
/// somebody else's gets to run.
pub(super) fn check(db: &Connection, name: &str) -> Result<()> {
    let result: String = db
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| damaged(name, &error.to_string()))?;
    if result != "ok" {
        return Err(damaged(name, &result));
    }
    let ours = Connection::open_in_memory()?;
    // The version with what is in the log: the header may be of before the last migration.
    let version = version(db)?;
    for migration in &MIGRATIONS[..version.clamp(0, VERSION) as usize] {
        ours.execute_batch(migration)?;
    }
    if schema(db)? != schema(&ours)? {
        return Err(Error::new(
            ErrorCode::Foreign,
            format!(
                "“{name}” holds tables, views or triggers that Roadbook did not make, so it was not opened. Nothing was changed."
            ),
        ));
    }
    Ok(())
}

fn schema(db: &Connection) -> Result<Vec<(String, String, Option<String>)>> {
    let mut found =
        db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name")?;
    let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn damaged(name: &str, detail: &str) -> Error {
    Error::new(
        ErrorCode::Damaged,
        format!("The database of “{name}” is damaged and was not opened. Restore a backup into a new folder; the damaged files were not touched."),
    )
    .with_detail(detail)
}

fn about(error: Error, name: &str) -> Error {
    match error.code {
        ErrorCode::Damaged => damaged(name, error.detail.as_deref().unwrap_or_default()),
        ErrorCode::Locked => Error::new(
            ErrorCode::Locked,
            format!("“{name}” is open in another window. Close it there, or go on working there."),
        ),
        _ => error,
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (code, message) = match error.kind() {
            ErrorKind::NotFound => (ErrorCode::NotFound, "The file or folder is not there. Check the path."),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                (ErrorCode::ReadOnly, "This place cannot be written. Choose another folder, or change its permissions.")
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                (ErrorCode::DiskFull, "The disk is full. Make room and try again; nothing was changed.")
            }
            _ => (ErrorCode::Io, "A file could not be read or written. Check that the disk is connected."),
        };
        Error::new(code, message).with_detail(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_library_on_media_that_cannot_be_written_is_brought_up_in_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("library.db");
        create(&file).unwrap().close().unwrap();
        let db = Connection::open(&file).unwrap();
        db.execute_batch("DROP TABLE preset; PRAGMA user_version = 2; PRAGMA journal_mode = DELETE;").unwrap();
        drop(db);
        let before = std::fs::read(&file).unwrap();
        let opened = open(&file, Trust::Foreign, true, |_| Ok(())).unwrap();
        assert_eq!(version(&opened.store.db).unwrap(), VERSION);
        assert_eq!(opened.store.all::<crate::model::Preset>().unwrap(), []);
        opened.store.close().unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), before, "the library itself is as it was");
        std::fs::remove_dir_all(opened.copy.expect("a copy")).unwrap();
    }
}
