//! `cache.db`: pictures that can be made again from their assets, kept up to a limit, the longest unused
//! dropped first.
//!
//! Nothing depends on it: a cache that is damaged, foreign or in the way is thrown away, and whoever asks
//! is told that it has nothing. It speaks of keys and bytes and does not know what a picture is.

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use crate::limits;

/// "RbkC" in ASCII: marks a SQLite file as the cache of a Roadbook library.
const APPLICATION_ID: i32 = 0x5262_6b43;

/// The bytes have a table of their own, so that noting a use does not touch them.
const SCHEMA: [&str; 4] = [
    "CREATE TABLE picture (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, asset TEXT NOT NULL, \
     used INTEGER NOT NULL, size INTEGER NOT NULL, hash TEXT NOT NULL, final INTEGER NOT NULL) STRICT",
    "CREATE TABLE file (picture INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    "CREATE INDEX picture_by_use ON picture (used, size)",
    "CREATE INDEX picture_by_asset ON picture (asset)",
];

/// What is kept under a key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// A file, and the hash that it had when it was put here.
    File { bytes: Vec<u8>, hash: String },
    /// Nothing needed to be made: the asset's own file is the picture.
    AsImported,
}

/// What [`Cache::get`] would read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Size {
    Bytes(u64),
    AsImported,
}

pub(crate) struct Cache {
    db: Connection,
    /// `None` in memory.
    file: Option<PathBuf>,
    limit: u64,
    /// Bytes of all kept files.
    size: u64,
    /// Counts uses; the clock may be set back, this is not.
    uses: i64,
    /// What was used and when, not yet noted: each by itself would write as much as a picture has.
    unnoted: Vec<(i64, i64)>,
}

/// So many uses are noted at once.
const NOTED: usize = 1024;

impl Cache {
    /// Opens `file`, or makes it anew when it is not a sound cache; lives in memory without a file, or
    /// where the file cannot be had. `None` when not even that works.
    pub fn open(file: Option<&Path>) -> Option<Self> {
        let on_disk = file.and_then(|file| {
            Self::at(file, limits::CACHE_BYTES)
                .or_else(|_| {
                    discard(file);
                    Self::at(file, limits::CACHE_BYTES)
                })
                .ok()
        });
        on_disk.or_else(|| {
            let db = Connection::open_in_memory().ok()?;
            Self::prepared(db, None, limits::CACHE_BYTES_IN_MEMORY).ok()
        })
    }

    /// Whether its file was deleted while it was open: what is put now would be lost.
    pub fn is_gone(&self) -> bool {
        self.file.as_deref().is_some_and(|file| file.symlink_metadata().is_err())
    }

    /// Whether [`Cache::get`] would find something, and then whether it is final; not a use.
    pub fn has(&mut self, key: &str) -> Option<bool> {
        let found = self
            .db
            .prepare_cached("SELECT final FROM picture WHERE key = ?1")
            .and_then(|mut asked| asked.query_row([key], |row| row.get(0)).optional());
        self.sound(found).flatten()
    }

    /// Of what is kept under a key; not a use.
    pub fn size(&mut self, key: &str) -> Option<Size> {
        let found = self.db.prepare_cached("SELECT size FROM picture WHERE key = ?1");
        let found = found.and_then(|mut asked| asked.query_row([key], |row| row.get(0)).optional());
        let said = |size| if size == 0 { Size::AsImported } else { Size::Bytes(size) };
        self.sound(found).flatten().map(said)
    }

    pub fn get(&mut self, key: &str) -> Option<Kept> {
        self.uses += 1;
        let found = self.look_up(key);
        self.sound(found).flatten()
    }

    /// `file` is the picture's bytes and hash, or `None` when it is the asset as it was imported; `is_final` is
    /// what [`Cache::has`] says of it.
    pub fn put(&mut self, key: &str, asset: &str, file: Option<(&[u8], &str)>, is_final: bool) {
        let size = file.map_or(0, |(bytes, _)| bytes.len() as u64);
        if size > self.limit / 4 {
            return;
        }
        self.uses += 1;
        let done = self.insert(key, asset, file, is_final).and_then(|()| self.evict());
        self.sound(done);
    }

    /// Drops what turned out to be wrong.
    pub fn remove(&mut self, key: &str) {
        let done = self.delete("key", key);
        self.sound(done);
    }

    /// Drops everything made from this asset, and overwrites where it stood.
    pub fn forget(&mut self, asset: &str) {
        let done = self
            .delete("asset", asset)
            .and_then(|()| self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).optional().map(|_| ()));
        self.sound(done);
    }

    fn at(file: &Path, limit: u64) -> rusqlite::Result<Self> {
        // A link would have us write, or throw away, some other program's file.
        if file.symlink_metadata().is_ok_and(|found| !found.is_file()) {
            return Err(rusqlite::Error::InvalidPath(file.to_owned()));
        }
        let db = Connection::open(file)?;
        Self::prepared(db, Some(file.to_owned()), limit)
    }

    fn prepared(db: Connection, file: Option<PathBuf>, limit: u64) -> rusqlite::Result<Self> {
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        db.busy_timeout(std::time::Duration::ZERO)?;
        db.execute_batch(
            "PRAGMA page_size = 16384; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; \
             PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; \
             PRAGMA journal_size_limit = 16777216; PRAGMA secure_delete = ON;",
        )?;
        let mut found = schema(&db)?;
        if found.is_empty() {
            let transaction = db.unchecked_transaction()?;
            for statement in SCHEMA {
                transaction.execute_batch(statement)?;
            }
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.commit()?;
            found = schema(&db)?;
        }
        let id: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if id != APPLICATION_ID || !found.iter().map(String::as_str).eq(SCHEMA) {
            return Err(rusqlite::Error::InvalidQuery);
        }
        let (size, uses) = db.query_row(
            "SELECT coalesce(sum(size), 0), coalesce(max(used), 0) FROM picture INDEXED BY picture_by_use",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(Self { db, file, limit, size, uses, unnoted: vec![] })
    }

    fn look_up(&mut self, key: &str) -> rusqlite::Result<Option<Kept>> {
        let found = self
            .db
            .prepare_cached("SELECT id, size, hash FROM picture WHERE key = ?1")?
            .query_row([key], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u64>(1)?, row.get::<_, String>(2)?)))
            .optional()?;
        let Some((id, size, hash)) = found else { return Ok(None) };
        self.unnoted.push((id, self.uses));
        if self.unnoted.len() == NOTED {
            self.note_uses()?;
        }
        if size == 0 {
            return Ok(Some(Kept::AsImported));
        }
        let bytes = self
            .db
            .prepare_cached("SELECT bytes FROM file WHERE picture = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        Ok(bytes.map(|bytes| Kept::File { bytes, hash }))
    }

    fn note_uses(&mut self) -> rusqlite::Result<()> {
        if self.unnoted.is_empty() {
            return Ok(());
        }
        let transaction = self.db.unchecked_transaction()?;
        for (id, at) in self.unnoted.drain(..) {
            transaction.prepare_cached("UPDATE picture SET used = ?2 WHERE id = ?1")?.execute([id, at])?;
        }
        transaction.commit()
    }

    fn insert(&mut self, key: &str, asset: &str, file: Option<(&[u8], &str)>, is_final: bool) -> rusqlite::Result<()> {
        self.delete("key", key)?;
        let (size, hash) = file.map_or((0, ""), |(bytes, hash)| (bytes.len() as u64, hash));
        let transaction = self.db.unchecked_transaction()?;
        transaction
            .prepare_cached(
                "INSERT INTO picture (key, asset, used, size, hash, final) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![key, asset, self.uses, size, hash, is_final])?;
        if let Some((bytes, _)) = file {
            let id = transaction.last_insert_rowid();
            transaction.prepare_cached("INSERT OR REPLACE INTO file VALUES (?1, ?2)")?.execute(params![id, bytes])?;
        }
        transaction.commit()?;
        self.size += size;
        Ok(())
    }

    /// `column` is a column of the table `picture`.
    fn delete(&mut self, column: &str, value: &str) -> rusqlite::Result<()> {
        let transaction = self.db.unchecked_transaction()?;
        transaction
            .prepare_cached(&format!("DELETE FROM file WHERE picture IN (SELECT id FROM picture WHERE {column} = ?1)"))?
            .execute([value])?;
        let mut freed = 0;
        {
            let mut gone =
                transaction.prepare_cached(&format!("DELETE FROM picture WHERE {column} = ?1 RETURNING size"))?;
            for size in gone.query_map([value], |row| row.get::<_, u64>(0))? {
                freed += size?;
            }
        }
        transaction.commit()?;
        self.size = self.size.saturating_sub(freed);
        Ok(())
    }

    /// Makes room to nine tenths of the limit, so that not every picture that comes pushes another out.
    fn evict(&mut self) -> rusqlite::Result<()> {
        if self.size <= self.limit {
            return Ok(());
        }
        self.note_uses()?;
        let transaction = self.db.unchecked_transaction()?;
        let mut left = self.size;
        while left > self.limit / 10 * 9 {
            let oldest = transaction
                .prepare_cached("SELECT id, size FROM picture WHERE size > 0 ORDER BY used LIMIT 1")?
                .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u64>(1)?)))
                .optional()?;
            let Some((id, size)) = oldest else { break };
            transaction.prepare_cached("DELETE FROM file WHERE picture = ?1")?.execute([id])?;
            transaction.prepare_cached("DELETE FROM picture WHERE id = ?1")?.execute([id])?;
            left = left.saturating_sub(size);
        }
        transaction.commit()?;
        self.size = left;
        Ok(())
    }

    /// A cache that shows damage is thrown away at once; every other failure only costs the time to make
    /// the picture again.
    fn sound<T>(&mut self, result: rusqlite::Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                let damaged =
                    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase));
                // In between the old connection gives way to one in memory, so that its file is closed.
                if damaged
                    && let Some(file) = self.file.clone()
                    && let Some(meanwhile) = Self::open(None)
                {
                    drop(std::mem::replace(self, meanwhile));
                    discard(&file);
                    if let Some(anew) = Self::open(Some(&file)) {
                        *self = anew;
                    }
                }
                None
            }
        }
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        // Who is not noted goes a little earlier, and that is all.
        let _ = self.note_uses();
    }
}

/// Deletes the cache's files. The connection to them must be closed.
pub(crate) fn discard(file: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        // What cannot be deleted is met again when the cache is opened, which then stays in memory.
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

/// The statements that made the schema, in the order in which they ran.
fn schema(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut found = db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")?;
    let rows = found.query_map([], |row| row.get(0))?;
    rows.collect()
}

#[cfg(test)]
mod tests;
