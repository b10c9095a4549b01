//! What a change says of a map, added to what was said before, is the map: whatever was changed, and however
//! little of it was decided anew.

use std::collections::BTreeMap;

use proptest::prelude::*;
use roadbook_core::edit::{ConnectionChange, Edit, NodeChange, NodeMove};
use roadbook_core::model::{
    Connection, ConnectionId, Document, DocumentContent, DocumentId, DocumentKind, Draft, Lane, LaneId, Node, NodeId,
    NodeKind, Point,
};
use roadbook_core::query::{Changed, MapView, Query, Reply};

use super::support::{Fixture, id, library};

/// The maps as a window has them that hears of every change.
#[derive(Default)]
pub struct Told(BTreeMap<DocumentId, MapView>);

impl Told {
    pub fn hear(&mut self, changed: &Changed) {
        for redrawn in changed.maps.clone() {
            let told = MapView {
                process: redrawn.process,
                bounds: redrawn.bounds,
                lanes: redrawn.lanes,
                nodes: redrawn.nodes,
                connections: redrawn.connections,
            };
            if redrawn.whole {
                self.0.insert(redrawn.process, told);
                continue;
            }
            let map = self.0.get_mut(&redrawn.process).expect("a difference to what was told before");
            (map.bounds, map.lanes) = (told.bounds, told.lanes);
            map.nodes.retain(|node| !redrawn.gone_nodes.contains(&node.id));
            map.nodes.retain(|node| told.nodes.iter().all(|other| other.id != node.id));
            map.nodes.extend(told.nodes);
            map.connections.retain(|it| !redrawn.gone_connections.contains(&it.id));
            map.connections.retain(|it| told.connections.iter().all(|other| other.id != it.id));
            map.connections.extend(told.connections);
            map.nodes.sort_by_key(|node| node.id);
            map.connections.sort_by_key(|it| it.id);
        }
    }

    /// What differs from what the library reads of these maps; those that are gone are not looked at.
    pub fn faults(&self, fixture: &Fixture) -> Vec<String> {
        let mut faults = vec![];
        for (process, told) in &self.0 {
            let Ok(Reply::Document(view)) = fixture.library.read(Query::Document { id: *process }) else { continue };
            let Some(read) = view.map else { continue };
            let nodes = told.nodes.iter().zip(&read.nodes).filter(|(a, b)| a != b);
            faults.extend(nodes.map(|(a, b)| format!("told {a:?}, read {b:?}")));
            let connections = told.connections.iter().zip(&read.connections).filter(|(a, b)| a != b);
            faults.extend(connections.map(|(a, b)| format!("told {a:?}, read {b:?}")));
            if faults.is_empty() && *told != read {
                faults.push(format!("told {:?}, read {:?}, and other numbers", told.bounds, read.bounds));
            }
        }
        faults
    }
}

const COLUMNS: usize = 14;
const LANES: usize = 6;

/// A map of 84 nodes, so large that its routes are not all looked for at each change.
fn large(fixture: &mut Fixture, ways: &[(usize, usize)]) -> (DocumentId, Changed) {
    let process = DocumentId(id());
    let document = Document::new(process, DocumentKind::Process, 1, "Large".into(), 0);
    let mut content = DocumentContent::empty(document);
    for lane in 0..LANES {
        let (id, title) = (LaneId(id()), format!("Lane {lane}"));
        content.lanes.push(Lane { id, process, position: lane as f64, role: None, title, breadth: 160.0 });
    }
    for place in 0..COLUMNS * LANES {
        let (column, lane) = (place / LANES, place % LANES);
        let at = Point::new(64.0 + column as f64 * 240.0, 40.0 + lane as f64 * 160.0);
        let kind = if place % 7 == 3 { NodeKind::Decision } else { NodeKind::Step };
        let mut node = Node::new(NodeId(id()), process, kind, at, format!("Check the purchase, {place}"));
        node.lane = Some(content.lanes[lane].id);
        content.nodes.push(node);
    }
    let onward = (LANES..COLUMNS * LANES).map(|place| (place - LANES, place));
    for (from, to) in onward.chain(ways.iter().copied()) {
        let (source, target) = (content.nodes[from].id, content.nodes[to].id);
        content.connections.push(Connection::new(ConnectionId(id()), process, source, target));
    }
    let draft = Draft { documents: vec![content], ..Draft::default() };
    (process, fixture.library.edit(Edit::Insert { draft }).unwrap())
}

fn edit_for(content: &DocumentContent, choice: u8, pick: usize, (dx, dy): (i32, i32)) -> Option<Edit> {
    let process = content.document.id;
    let node = content.nodes.get(pick % content.nodes.len().max(1))?;
    let other = &content.nodes[(pick * 31 + 7) % content.nodes.len()];
    let connection = content.connections.get(pick % content.connections.len().max(1))?;
    let by = (f64::from(dx) * 8.0, f64::from(dy) * 8.0);
    let moved = |node: &Node| NodeMove { id: node.id, x: node.x + by.0, y: node.y + by.1 };
    Some(match choice % 12 {
        0..=3 => Edit::MoveNodes { moves: vec![moved(node)] },
        4 => Edit::MoveNodes { moves: content.nodes.iter().skip(pick % 60).take(9).map(moved).collect() },
        5 => Edit::DeleteFromMap { nodes: vec![node.id], connections: vec![], heal: true },
        6 => Edit::DeleteFromMap { nodes: vec![], connections: vec![connection.id], heal: false },
        7 => Edit::Connect { connection: Connection::new(ConnectionId(id()), process, node.id, other.id) },
        8 => Edit::UpdateNodes { ids: vec![node.id], change: NodeChange::Label("More\nthan\none line".into()) },
        9 => {
            let waypoints = vec![Point::new(node.x + by.0, node.y - 60.0), Point::new(other.x, node.y - 60.0)];
            Edit::UpdateConnection { id: connection.id, change: ConnectionChange::Waypoints(waypoints) }
        }
        10 => Edit::UpdateConnection { id: connection.id, change: ConnectionChange::Label("no".into()) },
        _ => {
            let (id, at) = (NodeId(id()), Point::new(node.x + by.0, node.y + by.1));
            let new = Node::new(id, process, NodeKind::Step, at, "One more".into());
            let to = Connection::new(ConnectionId(super::support::id()), process, node.id, id);
            Edit::AddNode { node: new, connection: Some(to) }
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn differences_add_up_to_the_map(
        ways in prop::collection::vec((0..84_usize, 0..84_usize), 20..40),
        edits in prop::collection::vec((any::<u8>(), any::<u16>(), (-40..40_i32, -20..20_i32)), 6..14),
    ) {
        let mut fixture = library();
        let (process, inserted) = large(&mut fixture, &ways);
        let mut told = Told::default();
        told.hear(&inserted);
        for (choice, pick, by) in edits {
            let Reply::Document(view) = fixture.library.read(Query::Document { id: process }).unwrap() else { unreachable!() };
            let Some(edit) = edit_for(&view.content, choice, usize::from(pick), by) else { continue };
            let said = format!("{edit:?}");
            if let Ok(changed) = fixture.library.edit(edit) {
                told.hear(&changed);
            }
            prop_assert_eq!(told.faults(&fixture), Vec::<String>::new(), "after {}", said);
            if pick % 4 == 0 && fixture.library.state().undo.is_some_and(|label| label != "insert") {
                told.hear(&fixture.library.undo().unwrap());
                prop_assert_eq!(told.faults(&fixture), Vec::<String>::new(), "after the undo of {}", said);
            }
        }
    }
}

#[test]
fn a_small_change_says_little_of_a_large_map() {
    let mut fixture = library();
    let (process, inserted) = large(&mut fixture, &[]);
    assert!(inserted.maps[0].whole, "nothing was told before");
    let Reply::Document(view) = fixture.library.read(Query::Document { id: process }).unwrap() else { unreachable!() };
    let node = &view.content.nodes[40];
    let mut move_by = |by: f64| {
        let moves = vec![NodeMove { id: node.id, x: node.x + by, y: node.y }];
        fixture.library.edit(Edit::MoveNodes { moves }).unwrap().maps.remove(0)
    };
    let redrawn = move_by(8.0);
    assert!(!redrawn.whole);
    assert_eq!(redrawn.nodes.iter().map(|node| node.id).collect::<Vec<_>>(), [node.id]);
    assert_eq!(redrawn.connections.len(), 2, "what comes in and what goes out");
}
