//! One process with a large map: lanes side by side, a chain in each, handed on from lane to lane by forks,
//! with now and then a loop back. 1.3 connections a node.

use std::path::Path;

use roadbook_core::model::{Connection, DocumentContent, DocumentId, DocumentKind, Lane, Node, NodeKind, Point};
use roadbook_core::{Edit, Library, Outside, Result};

use super::{Make, Random, words};

/// Map pixels from one place along a lane to the next, and of a lane's breadth.
const PITCH: f64 = 240.0;
const BREADTH: f64 = 160.0;
/// From the lane's title to the first node, and from its border to where a node begins.
const BEGIN: (f64, f64) = (64.0, 40.0);

/// Makes a library in a new folder that holds a process with so many nodes, and before it a small one, with
/// which the window begins.
pub fn map(path: &Path, title: &str, nodes: usize, seed: u64, outside: Outside) -> Result<DocumentId> {
    let mut library = Library::create(path, outside)?;
    let mut make = Make { random: Random::new(seed), roles: vec![], tools: vec![], count: 0 };
    let mut draft = make.vocabulary();
    let mut small = make.document(DocumentKind::Process);
    make.map(&mut small, 5);
    draft.documents.push(small);
    let mut process = make.document(DocumentKind::Process);
    process.document.title = title.to_owned();
    let id = process.document.id;
    make.lanes(&mut process, (nodes as f64).sqrt() as usize / 2);
    make.grid(&mut process, nodes);
    draft.documents.push(process);
    library.edit(Edit::Insert { draft })?;
    library.forget_history();
    library.close()?;
    Ok(id)
}

impl Make {
    fn lanes(&mut self, process: &mut DocumentContent, count: usize) {
        for index in 0..count.clamp(5, 12) {
            let role = self.roles.get(index).copied();
            let title = match role {
                Some(_) => String::new(),
                None => format!("{}, second shift", words::ROLES[index % words::ROLES.len()]),
            };
            let process_id = process.document.id;
            let position = index as f64;
            process.lanes.push(Lane { id: self.id(), process: process_id, position, role, title, breadth: BREADTH });
        }
    }

    /// A node in each place of the grid that the lanes make, from the left.
    fn grid(&mut self, process: &mut DocumentContent, size: usize) {
        let (id, lanes) = (process.document.id, process.lanes.len());
        for index in 0..size {
            let (column, lane) = (index / lanes, index % lanes);
            let kind = match index {
                first if first < lanes => NodeKind::Trigger,
                last if last + lanes >= size => NodeKind::Outcome,
                _ => self.kind(),
            };
            let place = Point::new(BEGIN.0 + column as f64 * PITCH, BEGIN.1 + lane as f64 * BREADTH);
            let label = self.random.action();
            let mut node = Node::new(self.id(), id, kind, place, label);
            node.lane = Some(process.lanes[lane].id);
            node.delegation = self.delegation(kind);
            process.nodes.push(node);
        }
        for index in lanes..size {
            self.connect(process, index - lanes, index);
        }
        let mut forks = size * 13 / 10 - process.connections.len();
        while forks > 0 {
            forks -= usize::from(self.fork(process, lanes, size));
        }
    }

    /// Steps for the most part, as in maps that people draw.
    fn kind(&mut self) -> NodeKind {
        match self.random.below(20) {
            0..=2 => NodeKind::Decision,
            3 => NodeKind::Wait,
            4 => NodeKind::Document,
            5 => NodeKind::Subprocess,
            _ => NodeKind::Step,
        }
    }

    /// From a random node to the next place of a neighbouring lane, or a few places back in its own.
    fn fork(&mut self, process: &mut DocumentContent, lanes: usize, size: usize) -> bool {
        let from = self.random.below(size - 2 * lanes);
        let to = match self.random.below(8) {
            0 if from >= 4 * lanes => from - 3 * lanes,
            1..=4 if from % lanes + 1 < lanes => from + lanes + 1,
            _ if !from.is_multiple_of(lanes) => from + lanes - 1,
            _ => return false,
        };
        let (source, target) = (process.nodes[from].id, process.nodes[to].id);
        if process.connections.iter().any(|known| known.source == source && known.target == target) {
            return false;
        }
        self.connect(process, from, to);
        let decides = process.nodes[from].kind == NodeKind::Decision;
        if let Some(made) = process.connections.last_mut().filter(|_| decides) {
            made.label = "no".into();
        }
        true
    }

    fn connect(&mut self, process: &mut DocumentContent, from: usize, to: usize) {
        let (source, target) = (process.nodes[from].id, process.nodes[to].id);
        process.connections.push(Connection::new(self.id(), process.document.id, source, target));
    }
}
