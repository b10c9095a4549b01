//! A database copied whole, and a copy looked at without being trusted.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{Store, open};
use crate::error::{Error, ErrorCode, Result};
use crate::model::AssetHash;

/// Asked again and again while a copy is made; false stops it.
pub type GoOn = Arc<dyn Fn() -> bool + Send + Sync>;

/// Steps of SQLite's machine between two questions: a few milliseconds, less than a key press takes.
const STEPS: i32 = 1000;

/// What a copy holds, as far as a backup wants to know.
pub(crate) struct Held {
    pub schema: i32,
    /// Those in the trash are not counted.
    pub documents: u32,
    /// Each picture's file, and its bytes.
    pub assets: BTreeMap<AssetHash, u64>,
}

impl Store {
    /// Writes all that is committed into a new file, without what was deleted, and without holding the
    /// library open for longer than `go_on` says.
    ///
    /// # Errors
    /// `Cancelled` when `go_on` said so; the file is not whole then.
    pub fn copy_into(&mut self, file: &Path, go_on: GoOn) -> Result<()> {
        let path = file.to_str().ok_or_else(|| {
            Error::new(ErrorCode::Invalid, format!("“{}” has a name that cannot be written.", file.display()))
        })?;
        self.db.progress_handler(STEPS, Some(move || !go_on()))?;
        // Whoever wants the copy brings it to the disk, in a time of their own. Nothing else is written here
        // until the library's own writes are waited for again.
        let copied =
            self.db.pragma_update(None, "synchronous", "OFF").and_then(|()| self.db.execute("VACUUM INTO ?1", [path]));
        self.db.pragma_update(None, "synchronous", "FULL")?;
        self.db.progress_handler(0, None::<fn() -> bool>)?;
        match copied {
            Ok(_) => Ok(()),
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) => {
                Err(Error::new(ErrorCode::Cancelled, "The copy was put off."))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Reads a copy that nobody else writes. `quick` leaves out the look at every page and at the schema.
///
/// # Errors
/// `Damaged`, or `Foreign` when the schema is not one that our migrations make.
pub(crate) fn examine(file: &Path, quick: bool) -> Result<Held> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(open::unchanging(file), flags)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = ON;")?;
    if !quick {
        open::check(&db, &file.display().to_string())?;
    }
    let mut assets = BTreeMap::new();
    let mut rows = db.prepare("SELECT hash, size FROM asset")?;
    for row in rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u64>(1)?)))? {
        let (hash, size) = row?;
        let named = AssetHash::parse(&hash);
        assets.insert(named.ok_or_else(|| Error::new(ErrorCode::Damaged, "A picture has no proper name."))?, size);
    }
    let documents =
        db.query_row("SELECT count(*) FROM document WHERE trashed_at IS NULL", [], |row| row.get::<_, u32>(0))?;
    Ok(Held { schema: open::version(&db)?, documents, assets })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[test]
    fn the_library_waits_for_the_disk_again_after_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store::create(&folder.path().join("library.db")).unwrap();
        let wait =
            |store: &Store| -> i32 { store.db.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap() };
        store.copy_into(&folder.path().join("whole.db"), Arc::new(|| true)).unwrap();
        assert_eq!(wait(&store), 2, "FULL");
        store.copy_into(&folder.path().join("whole.db"), Arc::new(|| true)).unwrap_err();
        assert_eq!(wait(&store), 2, "FULL, when the copy failed too");
        assert_eq!(examine(&folder.path().join("whole.db"), false).unwrap().documents, 0);
    }
}
