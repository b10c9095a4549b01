//! The full-text index: one row for each document, step and node.

use rusqlite::{OptionalExtension, params};

use super::Store;
use crate::error::Result;
use crate::model::{DocumentId, NodeId, StepId};
use crate::query::Hit;

/// What a row of the index is about.
pub(super) struct Part {
    pub document: DocumentId,
    pub step: Option<StepId>,
    pub node: Option<NodeId>,
}

pub(super) fn put(store: &Store, key: &str, part: &Part, title: &str, body: &str) -> Result<()> {
    let existing: Option<i64> = store
        .db
        .prepare_cached("SELECT id FROM search_row WHERE part = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let document = part.document.to_string();
    let id = match existing {
        Some(id) => {
            store
                .db
                .prepare_cached("UPDATE search_row SET document = ?2 WHERE id = ?1 AND document <> ?2")?
                .execute(params![id, document])?;
            let same = store
                .db
                .prepare_cached("SELECT 1 FROM search_text WHERE rowid = ?1 AND title = ?2 AND body = ?3")?
                .exists(params![id, title, body])?;
            if same {
                return Ok(());
            }
            store.db.prepare_cached("DELETE FROM search_text WHERE rowid = ?1")?.execute([id])?;
            id
        }
        None => {
            store
                .db
                .prepare_cached("INSERT INTO search_row (document, step, node, part) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![
                    document,
                    part.step.map(|id| id.to_string()),
                    part.node.map(|id| id.to_string()),
                    key
                ])?;
            store.db.last_insert_rowid()
        }
    };
    store
        .db
        .prepare_cached("INSERT INTO search_text (rowid, title, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id, title, body])?;
    Ok(())
}

pub(super) fn remove(store: &Store, key: &str) -> Result<()> {
    store
        .db
        .prepare_cached("DELETE FROM search_text WHERE rowid = (SELECT id FROM search_row WHERE part = ?1)")?
        .execute([key])?;
    store.db.prepare_cached("DELETE FROM search_row WHERE part = ?1")?.execute([key])?;
    Ok(())
}

impl Store {
    /// Places where all words of `text` stand, the last one as a beginning; best first, titles before bodies.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<Hit>> {
        let Some(query) = fts_query(text) else { return Ok(vec![]) };
        let mut found = self.db.prepare_cached(
            "SELECT document.id, document.kind, document.title, search_row.step, search_row.node,
                    snippet(search_text, -1, char(2), char(3), '…', 14)
             FROM search_text
             JOIN search_row ON search_row.id = search_text.rowid
             JOIN document ON document.id = search_row.document
             WHERE search_text MATCH ?1 AND document.trashed_at IS NULL
             ORDER BY bm25(search_text, 6.0, 1.0), document.position
             LIMIT ?2",
        )?;
        let mut rows = found.query(params![query, limit])?;
        let mut hits = vec![];
        while let Some(row) = rows.next()? {
            let id = |index| row.get::<_, Option<String>>(index);
            hits.push(Hit {
                document: super::read::id(row.get(0)?)?,
                kind: super::read::unword(row.get(1)?)?,
                title: row.get(2)?,
                step: id(3)?.map(super::read::id).transpose()?,
                node: id(4)?.map(super::read::id).transpose()?,
                excerpt: row.get(5)?,
            });
        }
        Ok(hits)
    }
}

/// The words as FTS5 strings, so that nothing typed is read as query syntax; `None` when there are none.
fn fts_query(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(32)
        .map(|word| format!("\"{word}\""))
        .collect();
    (!words.is_empty()).then(|| format!("{}*", words.join(" ")))
}
