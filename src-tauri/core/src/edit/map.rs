//! Connections and lanes of a process map, and its layout as a whole.

use std::collections::BTreeSet;

use super::apply::{Work, between, fits};
use super::nodes::check_place;
use super::{ConnectionChange, Edit, LaneChange};
use crate::arrange::arrange as arranged;
use crate::error::{Error, Result};
use crate::model::{Connection, ConnectionId, DocumentContent, DocumentId, Lane, LaneId, Node, NodeId, Role};

const MOST_LANES: usize = 100;
const MOST_WAYPOINTS: usize = 100;
/// Map pixels across a lane.
const BREADTHS: std::ops::RangeInclusive<f64> = 96.0..=20_000.0;

pub(super) fn connect(work: &mut Work<'_>, connection: Connection) -> Result<()> {
    work.process(connection.process)?;
    if work.store.get::<Connection>(connection.id)?.is_some() {
        return Err(Error::invalid("There is a connection with this id already."));
    }
    let count = work.store.count("connection", "process", connection.process)? as usize;
    if count >= crate::limits::MAP_NODES * 4 {
        return Err(Error::limit(format!("This map has {count} connections, which is the limit.")));
    }
    check(work, &connection)?;
    work.store.put(&connection)?;
    work.touch(connection.process);
    Ok(())
}

pub(super) fn update_connection(work: &mut Work<'_>, id: ConnectionId, change: ConnectionChange) -> Result<()> {
    let mut connection: Connection = work.store.need(id)?;
    work.document(connection.process)?;
    match change {
        ConnectionChange::Label(text) => connection.label = text,
        ConnectionChange::Source(node) => {
            connection.source = node;
            (connection.source_side, connection.waypoints) = (None, vec![]);
        }
        ConnectionChange::Target(node) => {
            connection.target = node;
            (connection.target_side, connection.waypoints) = (None, vec![]);
        }
        ConnectionChange::Waypoints(points) => connection.waypoints = points,
        ConnectionChange::SourceSide(side) => connection.source_side = side,
        ConnectionChange::TargetSide(side) => connection.target_side = side,
    }
    check(work, &connection)?;
    work.store.put(&connection)?;
    work.touch(connection.process);
    Ok(())
}

fn check(work: &Work<'_>, connection: &Connection) -> Result<()> {
    fits("label", &connection.label)?;
    for node in [connection.source, connection.target] {
        if work.store.process_of_node(node)? != Some(connection.process) {
            return Err(Error::invalid("A connection joins two steps of the same map; one of them is not there."));
        }
    }
    if connection.waypoints.len() > MOST_WAYPOINTS {
        return Err(Error::limit(format!("A connection has at most {MOST_WAYPOINTS} bends.")));
    }
    connection.waypoints.iter().try_for_each(|point| check_place(*point))
}

pub(super) fn add_lane(work: &mut Work<'_>, lane: Lane, after: Option<LaneId>) -> Result<()> {
    work.process(lane.process)?;
    if work.store.get::<Lane>(lane.id)?.is_some() {
        return Err(Error::invalid("There is a lane with this id already."));
    }
    let lanes: Vec<Lane> = work.store.list("process", lane.process)?;
    if lanes.len() >= MOST_LANES {
        return Err(Error::limit(format!("A map has at most {MOST_LANES} lanes.")));
    }
    check_lane(work, &lane)?;
    let process = lane.process;
    let first = lanes.is_empty();
    order(work, lanes, lane.clone(), after)?;
    if first {
        // The first lane takes what is there, so that no step floats outside the lanes.
        for node in work.store.list::<Node>("process", process)? {
            work.store.put(&Node { lane: Some(lane.id), role: None, ..node })?;
        }
        enclose(work, process)?;
    }
    work.touch(process);
    Ok(())
}

/// Moves the nodes of a map that has just got its first lane into it, as one block.
fn enclose(work: &Work<'_>, process: DocumentId) -> Result<()> {
    let content = work.store.content(process)?;
    let (moves, breadths) = crate::map::enclose(&content);
    for to in moves {
        let node: Node = work.store.need(to.id)?;
        work.store.put(&Node { x: to.x, y: to.y, ..node })?;
    }
    for (id, breadth) in breadths {
        let lane: Lane = work.store.need(id)?;
        work.store.put(&Lane { breadth, ..lane })?;
    }
    Ok(())
}

pub(super) fn update_lane(work: &mut Work<'_>, id: LaneId, change: LaneChange) -> Result<()> {
    let mut lane: Lane = work.store.need(id)?;
    work.document(lane.process)?;
    let before = work.store.content(lane.process)?;
    match change {
        LaneChange::Role(role) => lane.role = role,
        LaneChange::Title(title) => lane.title = title,
        LaneChange::Breadth(breadth) => lane.breadth = breadth,
    }
    check_lane(work, &lane)?;
    work.store.put(&lane)?;
    follow(work, &before)?;
    work.touch(lane.process);
    Ok(())
}

pub(super) fn check_lane(work: &Work<'_>, lane: &Lane) -> Result<()> {
    fits("title", &lane.title)?;
    lane.role.map(|id| work.store.need::<Role>(id)).transpose()?;
    if !lane.breadth.is_finite() || !BREADTHS.contains(&lane.breadth) {
        let (least, most) = (BREADTHS.start(), BREADTHS.end());
        return Err(Error::invalid(format!("A lane is {least} to {most} pixels across, not {}.", lane.breadth)));
    }
    Ok(())
}

pub(super) fn move_lane(work: &mut Work<'_>, id: LaneId, after: Option<LaneId>) -> Result<()> {
    let lane: Lane = work.store.need(id)?;
    work.document(lane.process)?;
    let before = work.store.content(lane.process)?;
    let others = before.lanes.iter().filter(|it| it.id != id).cloned().collect();
    let process = lane.process;
    order(work, others, lane, after)?;
    follow(work, &before)?;
    work.touch(process);
    Ok(())
}

pub(super) fn delete_lane(work: &mut Work<'_>, id: LaneId, nodes_to: Option<LaneId>) -> Result<()> {
    let lane: Lane = work.store.need(id)?;
    work.document(lane.process)?;
    if let Some(to) = nodes_to {
        let to: Lane = work.store.need(to)?;
        if to.process != lane.process || to.id == id {
            return Err(Error::invalid("The steps of a deleted lane go to another lane of the same map."));
        }
    }
    let before = work.store.content(lane.process)?;
    for node in work.store.list::<Node>("lane", id)? {
        // Without lanes the role stays with the step.
        let role = if nodes_to.is_none() { lane.role } else { None };
        work.store.put(&Node { lane: nodes_to, role, ..node })?;
    }
    work.store.delete::<Lane>(id)?;
    follow(work, &before)?;
    work.touch(lane.process);
    Ok(())
}

/// After lanes have moved: each node goes with its lane, and stands inside it.
fn follow(work: &Work<'_>, before: &DocumentContent) -> Result<()> {
    let now = work.store.content(before.document.id)?;
    for to in crate::map::follow_lanes(before, &now) {
        let node: Node = work.store.need(to.id)?;
        work.store.put(&Node { x: to.x, y: to.y, ..node })?;
    }
    Ok(())
}

/// Puts `lane` behind `after` among the others, which are in order.
fn order(work: &Work<'_>, others: Vec<Lane>, lane: Lane, after: Option<LaneId>) -> Result<()> {
    let index = after.map(|id| others.iter().position(|it| it.id == id).ok_or_else(|| Error::not_found("lane", id)));
    let index = index.transpose()?;
    let positions: Vec<f64> = others.iter().map(|it| it.position).collect();
    if let Some(position) = between(&positions, index) {
        return work.store.put(&Lane { position, ..lane });
    }
    let mut all = others;
    all.insert(index.map_or(0, |index| index + 1), lane);
    for (index, lane) in all.into_iter().enumerate() {
        work.store.put(&Lane { position: (index + 1) as f64, ..lane })?;
    }
    Ok(())
}

/// Was the map laid out by `arrange`, and nobody has moved anything since?
fn is_tidy(content: &DocumentContent) -> bool {
    let (moves, breadths) = arranged(content, &[]);
    moves.is_empty() && breadths.is_empty() && content.connections.iter().all(|it| it.waypoints.is_empty())
}

pub(super) fn outline(work: &mut Work<'_>, process: DocumentId, edits: Vec<Edit>) -> Result<()> {
    work.process(process)?;
    let before = work.store.content(process)?;
    let tidy = is_tidy(&before);
    work.apply_all(edits)?;
    let known: BTreeSet<NodeId> = before.nodes.iter().map(|node| node.id).collect();
    let now: Vec<Node> = work.store.list("process", process)?;
    let new: Vec<NodeId> = now.iter().map(|node| node.id).filter(|id| !known.contains(id)).collect();
    match (tidy, new.is_empty()) {
        (true, _) => arrange(work, process, &[]),
        (false, false) => arrange(work, process, &new),
        (false, true) => Ok(()),
    }
}

pub(super) fn arrange(work: &mut Work<'_>, process: DocumentId, nodes: &[NodeId]) -> Result<()> {
    work.process(process)?;
    let content = work.store.content(process)?;
    for id in nodes {
        if !content.nodes.iter().any(|node| node.id == *id) {
            return Err(Error::not_found("step of the map", id));
        }
    }
    let (moves, breadths) = arranged(&content, nodes);
    for to in moves {
        if let Some(node) = content.nodes.iter().find(|node| node.id == to.id) {
            work.store.put(&Node { x: to.x, y: to.y, ..node.clone() })?;
        }
    }
    for (id, breadth) in breadths {
        if let Some(lane) = content.lanes.iter().find(|lane| lane.id == id) {
            work.store.put(&Lane { breadth, ..lane.clone() })?;
        }
    }
    // A route that a person bent belongs to the old layout.
    for connection in &content.connections {
        let moved = nodes.is_empty() || nodes.contains(&connection.source) || nodes.contains(&connection.target);
        if moved && !connection.waypoints.is_empty() {
            work.store.put(&Connection { waypoints: vec![], ..connection.clone() })?;
        }
    }
    work.touch(process);
    Ok(())
}
