//! Where a change can be seen.

use std::collections::BTreeSet;

use super::Library;
use crate::error::Result;
use crate::model::{AssetHash, DocumentId, Figure, RecordKey};
use crate::query::Place;
use crate::store::{Derived, Touched};

impl Library {
    /// The document in which a change can be seen, and its first part that still exists.
    pub(super) fn place(&self, touched: &BTreeSet<Touched>, derived: &Derived) -> Result<Option<Place>> {
        let order = ["figure", "step", "node", "connection", "lane", "document"];
        let part = order.iter().find_map(|table| touched.iter().find(|row| row.table == *table && !row.gone));
        let part = part.and_then(|row| RecordKey::of(row.table, &row.key));
        let home: Option<DocumentId> = match &part {
            Some(RecordKey::Document(id)) => Some(*id),
            Some(RecordKey::Figure(id)) => match self.store.get::<Figure>(id)? {
                Some(figure) => Some(self.store.document_of_step(figure.step)?),
                None => None,
            },
            Some(RecordKey::Step(id)) => self.store.document_of_step(*id).ok(),
            Some(RecordKey::Node(id)) => self.store.process_of_node(*id)?,
            _ => None,
        };
        Ok(home.or_else(|| derived.documents.first().copied()).map(|document| Place { document, part }))
    }
}

impl RecordKey {
    pub(crate) fn of(table: &str, key: &str) -> Option<Self> {
        Some(match table {
            "document" => Self::Document(key.parse().ok()?),
            "lane" => Self::Lane(key.parse().ok()?),
            "node" => Self::Node(key.parse().ok()?),
            "connection" => Self::Connection(key.parse().ok()?),
            "step" => Self::Step(key.parse().ok()?),
            "figure" => Self::Figure(key.parse().ok()?),
            "role" => Self::Role(key.parse().ok()?),
            "tool" => Self::Tool(key.parse().ok()?),
            "asset" => Self::Asset(AssetHash::parse(key)?),
            "revision" => Self::Revision(key.parse().ok()?),
            "pack" => Self::Pack(key.parse().ok()?),
            "preset" => Self::Preset(key.parse().ok()?),
            "run" => Self::Run(key.parse().ok()?),
            _ => return None,
        })
    }
}
