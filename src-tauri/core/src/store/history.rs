//! What a transaction changed, as SQLite's session extension records it: the stuff undo is made of.

use std::collections::BTreeSet;

use fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::hooks::Action;
use rusqlite::session::{ChangesetIter, ConflictAction, ConflictType, Session, concat_strm, invert_strm};
use rusqlite::types::ValueRef;

use super::{Store, TABLES};
use crate::error::{Error, Result};

/// Before and after of every row that one edit touched, in SQLite's changeset format.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Changeset(Vec<u8>);

/// One row of a changeset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Touched {
    pub table: &'static str,
    pub key: String,
    pub gone: bool,
    /// The old values of the columns that name another record (parents among them), as far as recorded.
    pub old: Vec<(&'static str, String)>,
}

/// Runs `work` with a session attached to the records' tables and returns what it changed.
pub(crate) fn recorded<T>(store: &Store, work: impl FnOnce() -> Result<T>) -> Result<(T, Changeset)> {
    let mut session = Session::new(&store.db)?;
    for table in TABLES {
        session.attach(Some(table))?;
    }
    let value = work()?;
    let mut bytes = vec![];
    session.changeset_strm(&mut bytes)?;
    Ok((value, Changeset(bytes)))
}

impl Changeset {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn inverse(&self) -> Result<Self> {
        let mut inverse = vec![];
        invert_strm(&mut self.0.as_slice(), &mut inverse)?;
        Ok(Self(inverse))
    }

    /// This change and then `next`, as one.
    pub fn then(&self, next: &Self) -> Result<Self> {
        let mut both = vec![];
        concat_strm(&mut self.0.as_slice(), &mut next.0.as_slice(), &mut both)?;
        Ok(Self(both))
    }

    /// Applies it whole or not at all. A value that an edit outside the history changed since (a status)
    /// is replaced; anything else that does not fit stops it.
    pub fn apply(&self, store: &Store) -> Result<()> {
        store
            .db
            .apply_strm(&mut self.0.as_slice(), None::<fn(&str) -> bool>, |kind, _| match kind {
                ConflictType::SQLITE_CHANGESET_DATA => ConflictAction::SQLITE_CHANGESET_REPLACE,
                _ => ConflictAction::SQLITE_CHANGESET_ABORT,
            })
            .map_err(|error| {
                Error::invalid(
                    "This cannot be taken back any more: something that was published or recorded since depends on it.",
                )
                .with_detail(error.to_string())
            })
    }

    pub fn touched(&self) -> Result<BTreeSet<Touched>> {
        let mut found = BTreeSet::new();
        let mut bytes = self.0.as_slice();
        let input: &mut dyn std::io::Read = &mut bytes;
        let mut items = ChangesetIter::start_strm(&input)?;
        while let Some(item) = items.next()? {
            let operation = item.op()?;
            let Some(table) = TABLES.into_iter().find(|table| *table == operation.table_name()) else { continue };
            let columns = columns(table);
            let gone = operation.code() == Action::SQLITE_DELETE;
            let inserted = operation.code() == Action::SQLITE_INSERT;
            let key = optional_text(if inserted { item.new_value(0)? } else { item.old_value(0)? });
            let mut old = vec![];
            if !inserted {
                for (index, column) in columns.iter().enumerate().skip(1) {
                    if matches!(*column, "process" | "document" | "step")
                        && let Some(value) = item.old_value(index).ok().and_then(optional_text)
                    {
                        old.push((*column, value));
                    }
                }
            }
            found.insert(Touched { table, key: key.unwrap_or_default(), gone, old });
        }
        Ok(found)
    }
}

/// The table's columns in the order in which the schema declares them, as far as `touched` looks at them.
fn columns(table: &str) -> &'static [&'static str] {
    match table {
        "lane" | "node" | "connection" => &["id", "process"],
        "step" => &["id", "document"],
        "figure" => &["id", "step"],
        "revision" | "run" => &["id", "document"],
        _ => &["id"],
    }
}

fn optional_text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        _ => None,
    }
}
