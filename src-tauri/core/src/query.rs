//! What the window and the command line may ask a library, and what they get.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::{
    Asset, ConnectionId, DocumentContent, DocumentId, DocumentKind, Extent, FigureId, LaneId, Link, NodeId, Pack,
    Point, Preset, Record, RecordKey, Rect, RevisionId, Role, RoleId, Run, Status, StepId, Timestamp, Tool,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "query", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum Query {
    /// The library, every document's row and every link: what the sidebar needs.
    Overview,
    /// One document with all that is inside it.
    Document {
        id: DocumentId,
    },
    Search {
        text: String,
        limit: u32,
    },
    /// Trashed documents, latest first.
    Trash,
    Revisions {
        document: DocumentId,
    },
    Runs {
        document: Option<DocumentId>,
    },
    /// Findings about one document.
    Findings {
        document: DocumentId,
    },
    /// Where else the picture of a figure is used.
    PictureUses {
        figure: FigureId,
    },
    /// What documents can be chosen by for a pack.
    PackChoices,
    /// The paths through a process, and which documents tell them.
    Paths {
        process: DocumentId,
    },
}

/// The reply to each query, by the query's name.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum Reply {
    Overview(Box<Overview>),
    Document(Box<DocumentView>),
    Search(Vec<Hit>),
    Trash(Vec<DocumentRow>),
    Revisions(Vec<RevisionRow>),
    Runs(Vec<Run>),
    Findings(Vec<Finding>),
    PictureUses(PictureUses),
    PackChoices(Vec<PackChoice>),
    Paths(Box<PathsView>),
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Overview {
    pub library: LibraryState,
    /// Documents that are not in the trash, by position.
    pub documents: Vec<DocumentRow>,
    pub links: Vec<Link>,
    pub roles: Vec<Role>,
    pub tools: Vec<Tool>,
    pub packs: Vec<Pack>,
    /// Looks of marks with a name.
    pub presets: Vec<Preset>,
    pub trashed: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct LibraryState {
    /// The folder's name.
    pub name: String,
    /// The folder, for showing.
    pub path: String,
    /// Counts up with each change since the library was opened.
    #[ts(type = "number")]
    pub revision: u64,
    pub read_only: bool,
    /// Label of the change that undo would take back (see `Changed::label`), and of the one redo would bring.
    pub undo: Option<String>,
    pub redo: Option<String>,
}

/// A document as a row of the tree.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DocumentRow {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub number: u32,
    pub title: String,
    pub status: Status,
    pub position: f64,
    #[ts(type = "number")]
    pub changed_at: Timestamp,
    /// Number of the latest published revision.
    pub revision: Option<u32>,
}

/// Where a picture is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PictureUses {
    /// Figures of documents that are not in the trash.
    pub figures: u32,
    /// The documents that these are in.
    pub documents: u32,
    /// Figures of documents in the trash.
    pub trashed: u32,
    /// Published revisions.
    pub revisions: u32,
}

/// What a document can be chosen by for a pack, beyond its row.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PackChoice {
    pub document: DocumentId,
    pub tags: Vec<String>,
    /// To whom a step that it tells is delegated.
    pub roles: Vec<RoleId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DocumentView {
    pub content: DocumentContent,
    /// Processes only.
    pub map: Option<MapView>,
    /// The pictures that the figures show.
    pub assets: Vec<Asset>,
    pub used_by: Vec<Link>,
    #[ts(type = "number")]
    pub revision: u64,
}

/// All that is drawn of a map, decided here so that the window, the PDF and the HTML draw the same.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct MapView {
    pub process: DocumentId,
    /// Around everything drawn, in map pixels.
    pub bounds: Rect,
    pub lanes: Vec<LaneView>,
    pub nodes: Vec<NodeView>,
    pub connections: Vec<ConnectionView>,
}

/// What of a map is drawn otherwise than at the revision before.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Redrawn {
    pub process: DocumentId,
    /// All of the map is here, whatever was drawn before.
    pub whole: bool,
    pub bounds: Rect,
    /// All of them.
    pub lanes: Vec<LaneView>,
    pub nodes: Vec<NodeView>,
    pub connections: Vec<ConnectionView>,
    pub gone_nodes: Vec<NodeId>,
    pub gone_connections: Vec<ConnectionId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct LaneView {
    pub id: LaneId,
    pub rect: Rect,
    /// The role's name, or the lane's title.
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct NodeView {
    pub id: NodeId,
    pub rect: Rect,
    /// The label, broken into lines for the bundled face at 13 px.
    pub lines: Vec<String>,
    /// The line below the label: role when the map has no lanes, else empty.
    pub role: String,
    pub documents: DocumentState,
    /// Documents that cover this node, or that it opens.
    pub covered_by: Vec<DocumentId>,
}

/// The state of a node's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DocumentState {
    /// It needs none, and has none.
    None,
    /// It is delegated and has none.
    Owed,
    Draft,
    InReview,
    Approved,
    /// A document of it may not be true any more (see [`Staleness`]).
    Stale,
}

/// Why a document that covers something may not be true any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Staleness {
    /// The path that it covers takes a branch that is gone.
    BranchGone,
    /// It is approved, and says something else than its latest revision.
    ChangedSincePublished,
    /// The day of its review has passed.
    PastReview,
}

/// The paths through a process and the documents that tell them.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PathsView {
    pub process: DocumentId,
    /// Those of earlier branches first.
    pub paths: Vec<PathView>,
    /// There are more paths than are listed.
    pub more: bool,
    /// What documents cover of the process, by document; what retired ones cover is not here.
    pub covers: Vec<CoverView>,
}

/// One path through a process (see [`crate::paths::Path`]).
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PathView {
    pub branches: Vec<ConnectionId>,
    pub nodes: Vec<NodeId>,
    pub connections: Vec<ConnectionId>,
    pub name: String,
    /// Owed when a delegated step on it is told by no document that follows it.
    pub documents: DocumentState,
    /// Documents that tell a step on it, wherever they lead or on this path; those of the path first.
    pub covered_by: Vec<DocumentId>,
    /// The delegated steps on it that no document tells.
    pub owed: Vec<NodeId>,
}

/// What one document covers of a process, at one place.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CoverView {
    pub document: DocumentId,
    pub extent: Extent,
    /// The nodes that this is on the map as it is now.
    pub nodes: Vec<NodeId>,
    pub documents: DocumentState,
    pub stale: Option<Staleness>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ConnectionView {
    pub id: ConnectionId,
    /// Corners of the route from border to border, right angles only; corners are drawn rounded (8 px).
    pub points: Vec<Point>,
    /// Middle of the label, when it has one.
    pub label_at: Option<Point>,
    /// Where it crosses from one lane to another.
    pub handoff: Option<Handoff>,
}

/// The mark on a connection by which work passes from one role to another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Handoff {
    /// Its middle, in map pixels.
    pub at: Point,
    /// Degrees clockwise from the right, in which the connection runs there.
    pub turn: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Hit {
    pub document: DocumentId,
    pub kind: DocumentKind,
    pub title: String,
    /// The step or node in which the words stand; none for the document itself.
    pub step: Option<StepId>,
    pub node: Option<NodeId>,
    /// The place, with each hit between U+0002 and U+0003.
    pub excerpt: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct RevisionRow {
    pub id: RevisionId,
    pub number: u32,
    #[ts(type = "number")]
    pub published_at: Timestamp,
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Severity {
    Note,
    Warning,
    Problem,
}

/// One thing that a health rule found.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Finding {
    /// Name of the rule, `snake_case`; the window's catalogue has a sentence for it.
    pub rule: String,
    pub severity: Severity,
    pub document: DocumentId,
    pub node: Option<NodeId>,
    pub connection: Option<ConnectionId>,
    pub step: Option<StepId>,
    /// What is wrong, and what to do, in English.
    pub message: String,
}

/// What one transaction changed, read off its changeset; the window's mirror applies it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Changed {
    /// One more than before; a gap means: load again. The same as before: nothing changed.
    #[ts(type = "number")]
    pub revision: u64,
    /// Which edit it was: the edit's name, and `.field` for an update (`add_steps`, `update_step.text`).
    pub label: String,
    pub upserts: Vec<Record>,
    pub removed: Vec<RecordKey>,
    /// All links that now start from these documents.
    pub links: Vec<LinksFrom>,
    /// Maps drawn anew.
    pub maps: Vec<Redrawn>,
    /// Where to look at what was changed: a document, and a part of it.
    pub place: Option<Place>,
    pub undo: Option<String>,
    pub redo: Option<String>,
    pub trashed: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct LinksFrom {
    pub source: DocumentId,
    pub links: Vec<Link>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Place {
    pub document: DocumentId,
    pub part: Option<RecordKey>,
}
