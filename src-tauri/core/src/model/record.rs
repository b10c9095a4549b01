//! Records as a whole: one of any kind, many as a draft that comes in, all that a reader needs as a snapshot.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Asset, AssetHash, Connection, ConnectionId, Document, DocumentContent, DocumentId, Figure, FigureId, Lane, LaneId,
    Link, Node, NodeId, Pack, PackId, Preset, PresetId, Revision, RevisionId, Role, RoleId, Run, RunId, Step, StepId,
    Tool, ToolId,
};

/// One record of any kind, as the window's mirror receives it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "table", content = "record", rename_all = "snake_case")]
#[ts(export)]
pub enum Record {
    Document(Box<Document>),
    Lane(Lane),
    Node(Node),
    Connection(Connection),
    Step(Step),
    Figure(Figure),
    Role(Role),
    Tool(Tool),
    Asset(Asset),
    Revision(Box<Revision>),
    Pack(Pack),
    Preset(Preset),
    Run(Run),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(tag = "table", content = "id", rename_all = "snake_case")]
#[ts(export)]
pub enum RecordKey {
    Document(DocumentId),
    Lane(LaneId),
    Node(NodeId),
    Connection(ConnectionId),
    Step(StepId),
    Figure(FigureId),
    Role(RoleId),
    Tool(ToolId),
    Asset(AssetHash),
    Revision(RevisionId),
    Pack(PackId),
    Preset(PresetId),
    Run(RunId),
}

/// Records from outside (an import, a paste, the sample), to be inserted as one edit. Ids are the final
/// ones; document numbers and positions are given anew.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct Draft {
    pub roles: Vec<Role>,
    pub tools: Vec<Tool>,
    pub documents: Vec<DocumentContent>,
    pub packs: Vec<Pack>,
}

/// A consistent copy of what an export or a check reads, made in one read transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The library's name: its folder's name.
    pub name: String,
    /// The revision of the library that this is a copy of.
    pub revision: u64,
    /// In tree order; documents in the trash are not among them.
    pub documents: Vec<DocumentContent>,
    pub roles: BTreeMap<RoleId, Role>,
    pub tools: BTreeMap<ToolId, Tool>,
    pub assets: BTreeMap<AssetHash, Asset>,
    /// For the cover of a pack.
    pub logo: Option<super::Figure>,
    pub links: Vec<Link>,
    /// Number and day of the latest published revision of each document that has one.
    pub published: BTreeMap<DocumentId, (u32, super::Timestamp)>,
    /// Every published revision of each document, the latest first, without what it froze.
    pub changes: BTreeMap<DocumentId, Vec<PublishedChange>>,
    /// Approved documents that say something else than their latest revision.
    pub outdated: BTreeSet<DocumentId>,
}

/// A line of a document's revision table.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedChange {
    pub number: u32,
    pub published_at: super::Timestamp,
    /// What changed, in the publisher's words.
    pub note: String,
}

impl Snapshot {
    pub fn document(&self, id: DocumentId) -> Option<&DocumentContent> {
        self.documents.iter().find(|content| content.document.id == id)
    }

    pub fn role_name(&self, id: Option<RoleId>) -> &str {
        id.and_then(|id| self.roles.get(&id)).map_or("", |role| &role.name)
    }

    pub fn tool_name(&self, id: Option<ToolId>) -> &str {
        id.and_then(|id| self.tools.get(&id)).map_or("", |tool| &tool.name)
    }
}
