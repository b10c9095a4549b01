//! SQLite, and the only SQL of the project: how records are kept, found, linked and searched.
//!
//! Knows nothing of edits and their rules, of undo, or of who is asking.

#![expect(clippy::disallowed_methods, reason = "the only SQL of the project, and the only reading of its file")]

pub(crate) mod cache;
mod copy;
mod derive;
mod history;
mod open;
mod read;
mod rows;
mod search;
mod whole;

pub(crate) use copy::{GoOn, examine};
pub(crate) use derive::{Derived, derive};
pub(crate) use history::{Changeset, Touched, recorded};
pub(crate) use open::{Trust, VERSION, create, open};
pub(crate) use rows::Row;

use rusqlite::Connection;

use crate::error::{Error, ErrorCode, OrNotFound, Result};

/// Tables that hold what the person made, parents before children. Undo records these and no others.
pub(crate) const TABLES: [&str; 13] = [
    "role",
    "tool",
    "document",
    "lane",
    "node",
    "connection",
    "step",
    "asset",
    "figure",
    "revision",
    "pack",
    "preset",
    "run",
];

/// One open database. All of its methods are short and synchronous.
pub(crate) struct Store {
    db: Connection,
}

impl Store {
    fn new(db: Connection) -> Self {
        Self { db }
    }

    pub fn put<R: Row>(&self, row: &R) -> Result<()> {
        rows::put(&self.db, row)
    }

    pub fn get<R: Row>(&self, key: impl std::fmt::Display) -> Result<Option<R>> {
        rows::get(&self.db, &key.to_string())
    }

    /// The record, or an error that names its kind.
    pub fn need<R: Row>(&self, key: impl std::fmt::Display + Copy) -> Result<R> {
        self.get(key)?.or_not_found(R::WHAT, key)
    }

    pub fn delete<R: Row>(&self, key: impl std::fmt::Display) -> Result<()> {
        self.db
            .prepare_cached(&format!("DELETE FROM {} WHERE {} = ?1", R::TABLE, R::COLUMNS[0]))?
            .execute([key.to_string()])?;
        Ok(())
    }

    /// Records in which `column` equals `key`, in their order.
    pub fn list<R: Row>(&self, column: &'static str, key: impl std::fmt::Display) -> Result<Vec<R>> {
        rows::list(&self.db, &format!("WHERE {column} = ?1 {}", R::ORDER), &[&key.to_string()])
    }

    pub fn all<R: Row>(&self) -> Result<Vec<R>> {
        rows::list(&self.db, R::ORDER, &[])
    }

    /// Runs `work` in one transaction; an error, or a panic, takes everything back.
    pub fn transaction<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let transaction = self.db.unchecked_transaction()?;
        let value = work()?;
        transaction.commit()?;
        Ok(value)
    }

    /// Moves what the write-ahead log holds into the database and empties the log.
    pub fn checkpoint(&self) -> Result<()> {
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    pub fn close(self) -> Result<()> {
        self.db.close().map_err(|(_, error)| error.into())
    }

    /// Sentences about broken pages and references; empty when all is well.
    pub fn integrity(&self) -> Result<Vec<String>> {
        let mut faults = vec![];
        let mut check = self.db.prepare("PRAGMA integrity_check(20)")?;
        for line in check.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                faults.push(format!("The database is damaged: {line}"));
            }
        }
        let mut check = self.db.prepare("PRAGMA foreign_key_check")?;
        let mut rows = check.query([])?;
        while let Some(row) = rows.next()? {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            faults.push(format!("A {table} refers to a {parent} that is not there."));
        }
        Ok(faults)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sqlite;
        let (code, message) = match error.sqlite_error_code() {
            Some(Sqlite::DiskFull) => (
                ErrorCode::DiskFull,
                "The disk is full, so this was not kept. Make room and try again; nothing was changed.",
            ),
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => {
                (ErrorCode::Locked, "This library is open in another window. Close it there first.")
            }
            Some(Sqlite::ReadOnly) => (ErrorCode::ReadOnly, "This library can be read but not changed here."),
            Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => (
                ErrorCode::Damaged,
                "The library's database is damaged. Restore a backup into a new folder; the damaged files were not touched.",
            ),
            Some(Sqlite::SystemIoFailure | Sqlite::CannotOpen) => {
                (ErrorCode::Io, "The library's folder could not be read or written. Check that the disk is connected.")
            }
            _ => (ErrorCode::Internal, "The library could not do this. Nothing was changed."),
        };
        Error::new(code, message).with_detail(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // The text of a serde error may quote what the person wrote; its place and category do not.
        Error::new(ErrorCode::Internal, "A record of the library could not be read or written.").with_detail(format!(
            "{:?} error at line {} column {}",
            error.classify(),
            error.line(),
            error.column()
        ))
    }
}
