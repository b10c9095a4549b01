//! A library to try things on, and short ways to make and look at records.

use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use roadbook_core::edit::{Edit, NewStep, PlacedPicture};
use roadbook_core::model::{
    Asset, Connection, ConnectionId, DocumentContent, DocumentId, DocumentKind, FigureId, Lane, LaneId, Node, NodeId,
    NodeKind, Point, Rect, Shape, ShapeForm, ShapeId, Snapshot, StepId, Timestamp,
};
use roadbook_core::{Library, Outside, Scope, pixels};
use tempfile::TempDir;
use uuid::Uuid;

static CLOCK: AtomicI64 = AtomicI64::new(1_790_000_000_000);
static COUNT: AtomicU64 = AtomicU64::new(1);

/// Time that passes by two seconds at each look, so that edits do not merge by accident.
pub fn outside() -> Outside {
    outside_with(&std::env::temp_dir().join("roadbook-test-without-backups"))
}

/// With a folder for backups.
pub fn outside_with(backups: &Path) -> Outside {
    Outside { now, id, installation: Uuid::from_u128(7), backups: backups.to_owned() }
}

fn now() -> Timestamp {
    CLOCK.fetch_add(2000, Ordering::Relaxed)
}

#[allow(dead_code, reason = "only the tests of backups let days pass")]
pub fn pass_days(days: i64) {
    CLOCK.fetch_add(days * 24 * 60 * 60 * 1000, Ordering::Relaxed);
}

pub fn id() -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(COUNT.fetch_add(1, Ordering::Relaxed)))
}

pub struct Fixture {
    pub library: Library,
    pub folder: TempDir,
}

pub fn library() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::create(&folder.path().join("Bakery"), outside()).unwrap();
    Fixture { library, folder }
}

impl Fixture {
    pub fn document(&mut self, kind: DocumentKind, title: &str) -> DocumentId {
        let id = DocumentId(id());
        self.edit(Edit::CreateDocument { id, kind, title: title.into(), covers: vec![] });
        id
    }

    pub fn step(&mut self, document: DocumentId, after: Option<StepId>, text: &str) -> StepId {
        let id = StepId(id());
        let step = NewStep { id, text: text.into(), depth: 0, link: None };
        self.edit(Edit::AddSteps { document, after, steps: vec![step] });
        id
    }

    pub fn node(&mut self, process: DocumentId, kind: NodeKind, label: &str, x: f64, y: f64) -> NodeId {
        let node = Node::new(NodeId(id()), process, kind, Point::new(x, y), label.into());
        let id = node.id;
        self.edit(Edit::AddNode { node, connection: None });
        id
    }

    pub fn connect(&mut self, process: DocumentId, source: NodeId, target: NodeId) -> ConnectionId {
        let connection = Connection::new(ConnectionId(id()), process, source, target);
        let id = connection.id;
        self.edit(Edit::Connect { connection });
        id
    }

    pub fn lane(&mut self, process: DocumentId, title: &str, after: Option<LaneId>) -> LaneId {
        let lane = Lane { id: LaneId(id()), process, position: 0.0, role: None, title: title.into(), breadth: 160.0 };
        let id = lane.id;
        self.edit(Edit::AddLane { lane, after });
        id
    }

    /// Imports a small plain picture, a different one for each `shade`.
    pub fn asset(&mut self, shade: u8) -> Asset {
        let imported = pixels::import_rgba(64, 40, [shade, 80, 120, 255].repeat(64 * 40)).unwrap();
        let asset = self.library.assets().store(&imported, "picture.png", 1).unwrap();
        self.library.add_asset(&asset).unwrap();
        asset
    }

    pub fn figure(&mut self, document: DocumentId, step: Option<StepId>, shade: u8) -> FigureId {
        let asset = self.asset(shade).hash;
        let picture = PlacedPicture { figure: FigureId(id()), asset, step: StepId(id()) };
        let id = picture.figure;
        self.edit(Edit::PlacePictures { document, step, apart: false, pictures: vec![picture] });
        id
    }

    pub fn edit(&mut self, edit: Edit) {
        let said = format!("{edit:?}");
        self.library.edit(edit).unwrap_or_else(|error| panic!("{error:?} at {said}"));
    }

    pub fn content(&self, id: DocumentId) -> DocumentContent {
        let scope = Scope::Documents { ids: vec![id], everything_below: false };
        self.library.snapshot(&scope).unwrap().documents.remove(0)
    }

    pub fn all(&self) -> Snapshot {
        Snapshot { revision: 0, ..self.library.snapshot(&Scope::All).unwrap() }
    }

    /// Closes the library and opens it again.
    pub fn reopen(mut self) -> Self {
        let path = self.library.path().to_owned();
        self.library.close().unwrap();
        self.library = Library::open(&path, outside()).unwrap();
        self
    }
}

pub fn redaction() -> Shape {
    let rect = Rect::new(0.25, 0.25, 0.5, 0.25);
    Shape::new(ShapeId(id()), Default::default(), ShapeForm::Redaction { rect })
}
