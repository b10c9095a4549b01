//! Reading: rows of the tree, links, a document with all that is inside it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Store, rows};
use crate::error::{Error, OrNotFound, Result};
use crate::model::{
    Asset, AssetHash, Document, DocumentContent, DocumentId, Figure, Link, NodeId, RevisionId, Status, StepId,
    Timestamp,
};
use crate::query::{DocumentRow, PictureUses, RevisionRow};

/// How a field-less enum is written in a column.
pub(super) fn word<T: Serialize>(value: &T) -> Result<String> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}

pub(super) fn unword<T: DeserializeOwned>(word: String) -> Result<T> {
    Ok(serde_json::from_value(serde_json::Value::String(word))?)
}

pub(super) fn id<T: std::str::FromStr>(text: String) -> Result<T> {
    text.parse().map_err(|_| Error::new(crate::ErrorCode::Damaged, "The library holds a record with a broken key."))
}

fn read_links(rows: &mut rusqlite::Rows<'_>) -> Result<Vec<Link>> {
    let mut links = vec![];
    while let Some(row) = rows.next()? {
        links.push(Link {
            kind: unword(row.get(0)?)?,
            source: id(row.get(1)?)?,
            target: id(row.get(2)?)?,
            node: row.get::<_, Option<String>>(3)?.map(id).transpose()?,
            step: row.get::<_, Option<String>>(4)?.map(id).transpose()?,
        });
    }
    Ok(links)
}

impl Store {
    /// First column of the first row, as text.
    pub(super) fn value(&self, sql: &str, key: &str) -> Result<Option<String>> {
        Ok(self.db.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?.flatten())
    }

    pub(super) fn values(&self, sql: &str, key: &str) -> Result<Vec<String>> {
        let mut found = self.db.prepare_cached(sql)?;
        let values = found.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(values)
    }

    pub fn content(&self, id: DocumentId) -> Result<DocumentContent> {
        let document: Document = self.need(id)?;
        Ok(DocumentContent {
            lanes: self.list("process", id)?,
            nodes: self.list("process", id)?,
            connections: self.list("process", id)?,
            steps: self.list("document", id)?,
            figures: rows::list(
                &self.db,
                "WHERE step IN (SELECT id FROM step WHERE document = ?1)
                 ORDER BY (SELECT position FROM step WHERE step.id = figure.step), step, position",
                &[&id.to_string()],
            )?,
            document,
        })
    }

    /// The document that a step belongs to.
    pub fn document_of_step(&self, step: StepId) -> Result<DocumentId> {
        let found = self.value("SELECT document FROM step WHERE id = ?1", &step.to_string())?;
        id(found.or_not_found("step", step)?)
    }

    pub fn process_of_node(&self, node: NodeId) -> Result<Option<DocumentId>> {
        self.value("SELECT process FROM node WHERE id = ?1", &node.to_string())?.map(id).transpose()
    }

    pub fn count(&self, table: &'static str, column: &'static str, key: impl std::fmt::Display) -> Result<u32> {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
        Ok(self.db.prepare_cached(&sql)?.query_row([key.to_string()], |row| row.get(0))?)
    }

    pub fn next_number(&self) -> Result<u32> {
        Ok(self
            .db
            .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM document")?
            .query_row([], |row| row.get(0))?)
    }

    /// Rows of documents in or out of the trash, by position (the trash: latest first).
    pub fn document_rows(&self, trashed: bool) -> Result<Vec<DocumentRow>> {
        let (test, order) = if trashed { ("NOT NULL", "trashed_at DESC") } else { ("NULL", "position") };
        let mut found = self.db.prepare_cached(&format!(
            "SELECT id, kind, number, title, status, position, changed_at,
                    (SELECT max(revision.number) FROM revision WHERE revision.document = document.id)
             FROM document WHERE trashed_at IS {test} ORDER BY {order}, number"
        ))?;
        let mut rows = found.query([])?;
        let mut documents = vec![];
        while let Some(row) = rows.next()? {
            documents.push(DocumentRow {
                id: id(row.get(0)?)?,
                kind: unword(row.get(1)?)?,
                number: row.get(2)?,
                title: row.get(3)?,
                status: unword::<Status>(row.get(4)?)?,
                position: row.get(5)?,
                changed_at: row.get(6)?,
                revision: row.get(7)?,
            });
        }
        Ok(documents)
    }

    pub fn trashed(&self) -> Result<u32> {
        let sql = "SELECT count(*) FROM document WHERE trashed_at IS NOT NULL";
        Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// Links that match `condition`, in which `?1` is `key`. Both ends exist; either may be in the trash.
    pub fn links(&self, condition: &str, key: &str) -> Result<Vec<Link>> {
        // The order in which links were derived tells of the past; the order here does not.
        let sql = format!(
            "SELECT kind, source, target, node, step FROM link
             WHERE {condition} ORDER BY source, kind, target, node, step"
        );
        let mut found = self.db.prepare_cached(&sql)?;
        let mut rows = found.query([key])?;
        read_links(&mut rows)
    }

    /// Links that start at this part of a document: a node, a step, or its own texts.
    pub fn links_of_part(&self, source: DocumentId, node: Option<NodeId>, step: Option<StepId>) -> Result<Vec<Link>> {
        let mut found = self.db.prepare_cached(
            "SELECT kind, source, target, node, step FROM link WHERE source = ?1 AND node IS ?2 AND step IS ?3",
        )?;
        let (node, step) = (node.map(|id| id.to_string()), step.map(|id| id.to_string()));
        let mut rows = found.query(rusqlite::params![source.to_string(), node, step])?;
        read_links(&mut rows)
    }

    /// Every link of the library, in no particular order.
    pub fn all_links(&self) -> Result<Vec<Link>> {
        let mut found = self.db.prepare_cached("SELECT kind, source, target, node, step FROM link")?;
        let mut rows = found.query([])?;
        read_links(&mut rows)
    }

    pub fn links_to(&self, target: DocumentId) -> Result<Vec<Link>> {
        self.links("target = ?1", &target.to_string())
    }

    pub fn links_from(&self, source: DocumentId) -> Result<Vec<Link>> {
        self.links("source = ?1", &source.to_string())
    }

    /// The pictures that a document's figures show.
    pub fn assets_of(&self, document: DocumentId) -> Result<Vec<Asset>> {
        rows::list(
            &self.db,
            "WHERE hash IN (SELECT asset FROM figure JOIN step ON step.id = figure.step WHERE step.document = ?1)",
            &[&document.to_string()],
        )
    }

    /// Pictures that neither a figure nor a revision shows, and no pack has as its logo.
    pub fn unused_assets(&self) -> Result<BTreeSet<AssetHash>> {
        let sql = "SELECT hash FROM asset
                   WHERE NOT EXISTS (SELECT 1 FROM figure WHERE figure.asset = asset.hash)
                     AND NOT EXISTS (SELECT 1 FROM revision WHERE instr(revision.data, asset.hash) > 0)
                     AND NOT EXISTS (SELECT 1 FROM pack WHERE instr(pack.data, asset.hash) > 0)
                     AND ?1 = ''";
        Ok(self.values(sql, "")?.iter().filter_map(|hash| AssetHash::parse(hash)).collect())
    }

    /// Where a picture is used, but for revisions.
    pub fn picture_uses(&self, asset: &AssetHash) -> Result<PictureUses> {
        let sql = "SELECT count(*) FILTER (WHERE document.trashed_at IS NULL),
                          count(DISTINCT document.id) FILTER (WHERE document.trashed_at IS NULL),
                          count(*) FILTER (WHERE document.trashed_at IS NOT NULL)
                   FROM figure JOIN step ON step.id = figure.step JOIN document ON document.id = step.document
                   WHERE figure.asset = ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([asset.as_str()], |row| {
            Ok(PictureUses { figures: row.get(0)?, documents: row.get(1)?, trashed: row.get(2)?, revisions: 0 })
        })?)
    }

    /// The revisions that froze a figure with this picture.
    pub fn revisions_with(&self, asset: &AssetHash) -> Result<Vec<RevisionId>> {
        let sql = "SELECT id FROM revision WHERE instr(data, ?1) > 0 ORDER BY id";
        self.values(sql, asset.as_str())?.into_iter().map(id).collect()
    }

    pub fn figures_of_step(&self, step: StepId) -> Result<Vec<Figure>> {
        self.list("step", step)
    }

    pub fn revision_rows(&self, document: DocumentId) -> Result<Vec<RevisionRow>> {
        let sql = "SELECT id, number, published_at, note FROM revision WHERE document = ?1 ORDER BY number DESC";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([document.to_string()])?;
        let mut revisions = vec![];
        while let Some(row) = rows.next()? {
            revisions.push(RevisionRow {
                id: id::<RevisionId>(row.get(0)?)?,
                number: row.get(1)?,
                published_at: row.get(2)?,
                note: row.get(3)?,
            });
        }
        Ok(revisions)
    }

    /// When that which the document's latest revision froze had last been changed.
    pub fn published_change(&self, document: DocumentId) -> Result<Option<Timestamp>> {
        let sql = "SELECT json_extract(data, '$.content.document.changed_at')
                   FROM revision WHERE document = ?1 ORDER BY number DESC LIMIT 1";
        Ok(self.db.prepare_cached(sql)?.query_row([document.to_string()], |row| row.get(0)).optional()?.flatten())
    }

    /// Number and day of each document's latest revision.
    pub fn published(&self) -> Result<BTreeMap<DocumentId, (u32, Timestamp)>> {
        let sql = "SELECT document, max(number), published_at FROM revision GROUP BY document";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([])?;
        let mut published = BTreeMap::new();
        while let Some(row) = rows.next()? {
            published.insert(id(row.get(0)?)?, (row.get(1)?, row.get(2)?));
        }
        Ok(published)
    }
}
