//! Plain records of a library, as they are stored, edited, sent to the window and exported.
//!
//! Nothing here reads, writes or computes: a record is what the person made, no more. Field names are
//! the same in Rust, in JSON and in TypeScript.

mod document;
mod figure;
mod geometry;
mod ids;
mod link;
mod pack;
mod preset;
mod process;
mod record;
mod run;
mod shape;
mod step;
mod vocabulary;

pub use document::{Cover, Document, DocumentContent, DocumentKind, Extent, LaneDirection, Revision, Status};
pub use figure::{Asset, AssetHash, Figure};
pub use geometry::{Point, Rect, Size};
pub use ids::{
    ConnectionId, DocumentId, FigureId, LaneId, NodeId, PackId, PresetId, RevisionId, RoleId, RunId, ShapeId, StepId,
    ToolId,
};
pub use link::{Link, LinkKind};
pub use pack::{Language, MapPages, Pack, PackColour, PackOptions, Paper, PictureQuality};
pub use preset::Preset;
pub use process::{Connection, Delegation, Lane, Node, NodeKind, Side};
pub use record::{Draft, PublishedChange, Record, RecordKey, Snapshot};
pub use run::{Run, Tick};
pub use shape::{Lettering, Mark, Shape, ShapeForm, StrokeWidth, lens};
pub use step::{Callout, CalloutKind, Recording, Step};
pub use vocabulary::{Role, Tool};

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Timestamp = i64;
