//! Every change that a person, an import or a script can make to a library, as one enum.
//!
//! `edit/` holds the rules of the changes and nothing else: it does not open, lock, undo or display.
//! New ids come in with the edit, so that the same edit on the same library gives the same result.

mod apply;
mod change;
mod documents;
mod figures;
mod insert;
mod label;
mod map;
mod nodes;
mod packs;
mod pasting;
mod presets;
mod runs;
mod steps;
mod vocabulary;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use apply::apply;
pub use change::{
    ConnectionChange, DocumentChange, FigureChange, LaneChange, NodeChange, RoleChange, StepChange, ToolChange,
};

use crate::model::{
    AssetHash, Connection, ConnectionId, Cover, DocumentId, DocumentKind, Draft, Figure, FigureId, Lane, LaneId, Node,
    NodeId, Pack, PackId, Preset, PresetId, Rect, RevisionId, Role, RoleId, Run, RunId, Shape, ShapeId, Status, Step,
    StepId, Tick, Tool, ToolId,
};

/// One change. Fields named `after` place a record behind another of the same parent; none means first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "edit", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum Edit {
    // Documents
    CreateDocument {
        id: DocumentId,
        kind: DocumentKind,
        title: String,
        #[serde(default)]
        covers: Vec<Cover>,
    },
    UpdateDocument {
        id: DocumentId,
        change: DocumentChange,
    },
    /// Puts a document behind another in the tree's order.
    MoveDocument {
        id: DocumentId,
        after: Option<DocumentId>,
    },
    TrashDocuments {
        ids: Vec<DocumentId>,
    },
    RestoreDocuments {
        ids: Vec<DocumentId>,
    },
    /// Deletes trashed documents for good, and removes the links to them.
    DeleteDocuments {
        ids: Vec<DocumentId>,
    },
    /// Not undone: the opposite is another status.
    SetStatus {
        id: DocumentId,
        status: Status,
    },
    /// Freezes the document as its next revision. Not undone.
    Publish {
        document: DocumentId,
        revision: RevisionId,
        note: String,
    },
    /// Records from outside, as one change.
    Insert {
        draft: Draft,
    },

    // Roles and tools
    CreateRole {
        role: Role,
    },
    UpdateRole {
        id: RoleId,
        change: RoleChange,
    },
    /// Whatever had the role gets `replacement`.
    DeleteRole {
        id: RoleId,
        replacement: Option<RoleId>,
    },
    CreateTool {
        tool: Tool,
    },
    UpdateTool {
        id: ToolId,
        change: ToolChange,
    },
    DeleteTool {
        id: ToolId,
        replacement: Option<ToolId>,
    },

    // Process maps
    /// A node that names a lane is put into it; any other takes the lane that it lies in. In a lane it takes no
    /// role of its own. `connection`, when given, must touch the node.
    AddNode {
        node: Node,
        #[serde(default)]
        connection: Option<Connection>,
    },
    /// Puts a node into a connection: A -> B becomes A -> node -> B; the label stays on the first half.
    InsertNode {
        node: Node,
        connection: ConnectionId,
        /// Id of the second half.
        rest: ConnectionId,
    },
    /// Nodes of this map with what joins them, under new ids: what the clipboard brings. What they name and the
    /// library does not have is left out; a role or tool that is given too is the one of that name, and is made
    /// where there is none.
    PasteNodes {
        nodes: Vec<Node>,
        connections: Vec<Connection>,
        #[serde(default)]
        roles: Vec<Role>,
        #[serde(default)]
        tools: Vec<Tool>,
    },
    UpdateNodes {
        ids: Vec<NodeId>,
        change: NodeChange,
    },
    /// A node dropped in a lane takes the lane (and so its role).
    MoveNodes {
        moves: Vec<NodeMove>,
    },
    /// With `heal`, the neighbours of a node in a chain are joined by the first of its connections.
    DeleteFromMap {
        nodes: Vec<NodeId>,
        connections: Vec<ConnectionId>,
        heal: bool,
    },
    Connect {
        connection: Connection,
    },
    UpdateConnection {
        id: ConnectionId,
        change: ConnectionChange,
    },
    AddLane {
        lane: Lane,
        after: Option<LaneId>,
    },
    UpdateLane {
        id: LaneId,
        change: LaneChange,
    },
    MoveLane {
        id: LaneId,
        after: Option<LaneId>,
    },
    /// The lane's nodes go to `nodes_to`, or stay without a lane.
    DeleteLane {
        id: LaneId,
        nodes_to: Option<LaneId>,
    },
    /// Lays the map out anew: geometry only. No nodes given: all of them.
    Arrange {
        process: DocumentId,
        #[serde(default)]
        nodes: Vec<NodeId>,
    },
    /// Changes made in the outline, as one. A map that was tidy before them is tidy after them; on a map that a
    /// person has laid out, what was there stays and what is new finds a place. `line` is the node whose line
    /// is being typed: all edits of one visit to it are one undo.
    Outline {
        process: DocumentId,
        #[serde(default)]
        line: Option<NodeId>,
        edits: Vec<Edit>,
    },

    // Steps
    /// Steps behind `after`, in the order given; several lines pasted are several steps.
    AddSteps {
        document: DocumentId,
        after: Option<StepId>,
        steps: Vec<NewStep>,
    },
    /// Whole steps under new ids, with their screenshots: copies, or what the clipboard brings. What they name and
    /// the library does not have is left out; a role of `roles` is the one of that name, and is made where there
    /// is none.
    PasteSteps {
        document: DocumentId,
        after: Option<StepId>,
        /// In order; their documents and positions are those of the place.
        steps: Vec<Step>,
        /// In order within each step.
        #[serde(default)]
        figures: Vec<Figure>,
        #[serde(default)]
        roles: Vec<Role>,
    },
    UpdateStep {
        id: StepId,
        change: StepChange,
    },
    /// Also from one document to another of a kind that has steps.
    MoveSteps {
        ids: Vec<StepId>,
        document: DocumentId,
        after: Option<StepId>,
    },
    DeleteSteps {
        ids: Vec<StepId>,
    },
    /// Divides a step in two: `text` stays, `rest` becomes the new step `new` behind it.
    SplitStep {
        id: StepId,
        new: StepId,
        text: String,
        rest: String,
    },
    /// Appends the text, callouts and figures of `second` to `first`.
    MergeSteps {
        first: StepId,
        second: StepId,
    },

    // Screenshots
    /// Puts pictures on steps by the rule of the conventions: on `step` when it has none yet, otherwise
    /// each on a new step behind it (at the document's end when no step is named).
    PlacePictures {
        document: DocumentId,
        step: Option<StepId>,
        /// Each on a new step, whatever `step` has: what falls between two steps stays there. No step named:
        /// before the first.
        #[serde(default)]
        apart: bool,
        pictures: Vec<PlacedPicture>,
    },
    UpdateFigure {
        id: FigureId,
        change: FigureChange,
    },
    /// Another picture below the same annotations, which may have been carried to other places. What hides
    /// something stays on it: deleting that is an edit of its own.
    ReplacePicture {
        figure: FigureId,
        asset: AssetHash,
        crop: Option<Rect>,
        shapes: Vec<Shape>,
    },
    MoveFigure {
        id: FigureId,
        step: StepId,
        after: Option<FigureId>,
    },
    DeleteFigures {
        ids: Vec<FigureId>,
    },
    AddShapes {
        figure: FigureId,
        shapes: Vec<Shape>,
    },
    /// Replaces the shape with the same id.
    UpdateShapes {
        figure: FigureId,
        shapes: Vec<Shape>,
    },
    DeleteShapes {
        figure: FigureId,
        ids: Vec<ShapeId>,
    },
    /// Each shape of the figure once, from back to front.
    OrderShapes {
        figure: FigureId,
        order: Vec<ShapeId>,
    },

    // Looks of marks
    CreatePreset {
        preset: Preset,
    },
    RenamePreset {
        id: PresetId,
        name: String,
    },
    /// The marks that have its look keep it.
    DeletePreset {
        id: PresetId,
    },

    // Packs and runs
    SavePack {
        pack: Pack,
    },
    DeletePack {
        id: PackId,
    },
    /// Runs are a record of what happened and are not undone.
    StartRun {
        run: Run,
    },
    TickRun {
        run: RunId,
        tick: Tick,
    },
    UntickRun {
        run: RunId,
        part: uuid::Uuid,
    },
    FinishRun {
        run: RunId,
    },
    DeleteRun {
        run: RunId,
    },

    /// Several changes as one: all or none, undone together. `label` names it (see [`Edit::label`]).
    Together {
        label: String,
        edits: Vec<Edit>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct NodeMove {
    pub id: NodeId,
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct NewStep {
    pub id: StepId,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub depth: u8,
    #[serde(default)]
    pub link: Option<DocumentId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct PlacedPicture {
    pub figure: FigureId,
    pub asset: AssetHash,
    /// Id of the step that is made when the picture needs one of its own.
    pub step: StepId,
}
