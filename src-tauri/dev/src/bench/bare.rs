//! A bare SQLite commit of one row with the library's pragmas: what keeping anything costs at the least.

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;

pub(super) struct Bare(Connection);

impl Bare {
    pub(super) fn new(file: &Path) -> rusqlite::Result<Self> {
        let db = Connection::open(file)?;
        db.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA temp_store = MEMORY;
             PRAGMA secure_delete = ON;
             PRAGMA foreign_keys = ON;
             CREATE TABLE record (id TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL, position REAL NOT NULL,
               data TEXT NOT NULL) STRICT;
             INSERT INTO record VALUES ('00000000-0000-0000-0000-000000000002', 'document', 1.0, '{}')",
        )?;
        Ok(Self(db))
    }

    /// Milliseconds.
    pub(super) fn commit(&self, data: &str) -> f64 {
        let start = Instant::now();
        self.0.execute("UPDATE record SET data = ?1", [data]).expect("committed");
        start.elapsed().as_secs_f64() * 1000.0
    }
}
