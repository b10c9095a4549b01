//! Small maps, written down in a few lines.

use std::collections::BTreeMap;

use roadbook_core::map::{Around, Covering};
use roadbook_core::model::{
    Connection, ConnectionId, Document, DocumentContent, DocumentId, DocumentKind, Lane, LaneDirection, LaneId, Node,
    NodeId, NodeKind, Point, RoleId,
};
use roadbook_core::query::DocumentState;
use uuid::Uuid;

pub fn id<T: From<Uuid>>(table: u128, number: usize) -> T {
    T::from(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | table << 32 | number as u128))
}

pub fn node_id(number: usize) -> NodeId {
    id(1, number)
}

pub fn connection_id(number: usize) -> ConnectionId {
    id(2, number)
}

pub fn lane_id(number: usize) -> LaneId {
    id(3, number)
}

/// A map that is being written down; nodes are called by their numbers, from 0.
pub struct Map(pub DocumentContent);

impl Map {
    pub fn new(title: &str) -> Self {
        let document = Document::new(id::<DocumentId>(0, 1), DocumentKind::Process, 1, title.into(), 0);
        Self(DocumentContent::empty(document))
    }

    pub fn vertical(mut self) -> Self {
        self.0.document.lane_direction = LaneDirection::Vertical;
        self
    }

    pub fn lane(mut self, title: &str, breadth: f64) -> Self {
        let number = self.0.lanes.len();
        self.0.lanes.push(Lane {
            id: lane_id(number),
            process: self.0.document.id,
            position: number as f64,
            role: None,
            title: title.into(),
            breadth,
        });
        self
    }

    pub fn at(mut self, kind: NodeKind, label: &str, x: f64, y: f64) -> Self {
        let number = self.0.nodes.len();
        self.0.nodes.push(Node::new(node_id(number), self.0.document.id, kind, Point::new(x, y), label.into()));
        self
    }

    /// A node in a lane, to be arranged.
    pub fn node(self, kind: NodeKind, label: &str, lane: usize) -> Self {
        self.at(kind, label, 0.0, 0.0).with(|node| node.lane = Some(lane_id(lane)))
    }

    /// Changes the node that was added last.
    pub fn with(mut self, change: impl FnOnce(&mut Node)) -> Self {
        change(self.0.nodes.last_mut().expect("there is a node"));
        self
    }

    pub fn connect(mut self, source: usize, target: usize, label: &str) -> Self {
        let number = self.0.connections.len();
        let ends = (node_id(source), node_id(target));
        let connection = Connection::new(connection_id(number), self.0.document.id, ends.0, ends.1);
        self.0.connections.push(Connection { label: label.into(), ..connection });
        self
    }

    pub fn bend(mut self, points: &[(f64, f64)]) -> Self {
        let last = self.0.connections.last_mut().expect("there is a connection");
        last.waypoints = points.iter().map(|(x, y)| Point::new(*x, *y)).collect();
        self
    }

    pub fn chain(mut self, nodes: std::ops::Range<usize>) -> Self {
        for node in nodes.skip(1) {
            self = self.connect(node - 1, node, "");
        }
        self
    }

    pub fn arranged(mut self) -> Self {
        let (moves, breadths) = roadbook_core::arrange::arrange(&self.0, &[]);
        apply(&mut self.0, &moves, &breadths);
        self
    }
}

pub fn apply(content: &mut DocumentContent, moves: &[roadbook_core::edit::NodeMove], breadths: &[(LaneId, f64)]) {
    for to in moves {
        let node = content.nodes.iter_mut().find(|node| node.id == to.id).expect("only nodes of the map are moved");
        (node.x, node.y) = (to.x, to.y);
    }
    for (id, breadth) in breadths {
        content.lanes.iter_mut().find(|lane| lane.id == *id).expect("a lane of the map").breadth = *breadth;
    }
}

/// What surrounds a map, with its owner.
#[derive(Default)]
pub struct Surroundings {
    pub role_names: BTreeMap<RoleId, String>,
    pub covers: Vec<Covering>,
    pub opened: BTreeMap<DocumentId, DocumentState>,
}

impl Surroundings {
    pub fn around(&self) -> Around<'_> {
        Around { role_names: &self.role_names, covers: &self.covers, opened: &self.opened }
    }
}

pub fn view(content: &DocumentContent) -> roadbook_core::query::MapView {
    roadbook_core::map::view(content, &Surroundings::default().around())
}
