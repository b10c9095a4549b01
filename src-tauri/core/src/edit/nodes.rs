//! Nodes of a process map: added, put into a connection, moved, changed, deleted with the chain healed.

use std::collections::BTreeSet;

use super::apply::{Work, fits};
use super::{NodeChange, NodeMove};
use crate::error::{Error, Result};
use crate::limits;
use crate::map::{self, Flow};
use crate::model::{
    Connection, ConnectionId, Document, DocumentId, Extent, Lane, LaneId, LinkKind, Node, NodeId, Point, Role, Tool,
};

/// Farther out than this (map pixels) nothing can be placed.
pub(super) const FARTHEST: f64 = 1_000_000.0;

pub(super) fn add(work: &mut Work<'_>, node: Node, connection: Option<Connection>) -> Result<()> {
    let mut node = node;
    work.process(node.process)?;
    check_new(work, &node)?;
    if let Some(lane) = node.lane {
        move_into(work, &mut node, lane)?;
    }
    settle(work, &mut node)?;
    work.store.put(&node)?;
    if let Some(connection) = connection {
        if connection.source != node.id && connection.target != node.id {
            return Err(Error::invalid("The connection that comes with a new step has to begin or end at it."));
        }
        super::map::connect(work, connection)?;
    }
    work.touch(node.process);
    Ok(())
}

pub(super) fn insert(work: &mut Work<'_>, node: Node, connection: ConnectionId, rest: ConnectionId) -> Result<()> {
    let first: Connection = work.store.need(connection)?;
    let existing = work.store.get::<Node>(node.id)?;
    if first.process != node.process || existing.as_ref().is_some_and(|it| it.process != node.process) {
        return Err(Error::invalid("The step and the connection are on different maps."));
    }
    if first.source == node.id || first.target == node.id {
        return Ok(());
    }
    match existing {
        // A node that is on the map already is moved into the connection; its old chain closes behind it.
        Some(_) => {
            detach(work, node.id)?;
            move_to(work, &[NodeMove { id: node.id, x: node.x, y: node.y }])?;
        }
        None => add(work, node.clone(), None)?,
    }
    let second =
        Connection { target_side: first.target_side, ..Connection::new(rest, first.process, node.id, first.target) };
    work.store.put(&Connection { target: node.id, waypoints: vec![], target_side: None, ..first })?;
    super::map::connect(work, second)
}

pub(super) fn update(work: &mut Work<'_>, ids: &[NodeId], change: NodeChange) -> Result<()> {
    for id in ids {
        let mut node: Node = work.store.need(*id)?;
        let document = work.document(node.process)?;
        let before = node.clone();
        set(work, &mut node, &change)?;
        if node.lane == before.lane && map::flows(node.kind) {
            keep_middle(Flow::of(&document), &before, &mut node);
        }
        work.store.put(&node)?;
        work.touch(node.process);
    }
    Ok(())
}

/// A node that grows does so to both sides of the flow: a chain that is straight stays straight.
fn keep_middle(flow: Flow, before: &Node, node: &mut Node) {
    let breadth = |node: &Node| flow.rect(map::rect_of(node, node.lane.is_some())).height;
    let at = flow.point(Point::new(node.x, node.y));
    let moved = flow.point(Point::new(at.x, at.y + (breadth(before) - breadth(node)) / 2.0));
    (node.x, node.y) = (moved.x, moved.y);
}

fn set(work: &Work<'_>, node: &mut Node, change: &NodeChange) -> Result<()> {
    let rating = |value: &Option<u8>| match value {
        Some(value) if !(1..=5).contains(value) => {
            Err(Error::invalid(format!("Value, energy and risk go from 1 to 5, not {value}.")))
        }
        value => Ok(*value),
    };
    match change {
        NodeChange::Kind(kind) => node.kind = *kind,
        NodeChange::Label(text) => {
            fits("label", text)?;
            node.label.clone_from(text);
        }
        NodeChange::Lane(lane) => put_in_lane(work, node, *lane)?,
        NodeChange::Description(text) => {
            fits("description", text)?;
            node.description.clone_from(text);
        }
        NodeChange::Role(role) => {
            role.map(|id| work.store.need::<Role>(id)).transpose()?;
            node.role = *role;
        }
        NodeChange::Delegation(delegation) => node.delegation = *delegation,
        NodeChange::AutomatedBy(text) => {
            fits("name of what automates it", text)?;
            node.automated_by.clone_from(text);
        }
        NodeChange::Inputs(text) => {
            fits("list of inputs", text)?;
            node.inputs.clone_from(text);
        }
        NodeChange::Outputs(text) => {
            fits("list of outputs", text)?;
            node.outputs.clone_from(text);
        }
        NodeChange::Tool(tool) => {
            tool.map(|id| work.store.need::<Tool>(id)).transpose()?;
            node.tool = *tool;
        }
        NodeChange::DurationMinutes(minutes) => node.duration_minutes = *minutes,
        NodeChange::Value(value) => node.value = rating(value)?,
        NodeChange::Energy(value) => node.energy = rating(value)?,
        NodeChange::Risk(value) => node.risk = rating(value)?,
        NodeChange::OnlyMyJudgement(flag) => node.only_my_judgement = *flag,
        NodeChange::Opens(target) => {
            target.map(|id| work.document(id)).transpose()?;
            if *target == Some(node.process) {
                return Err(Error::invalid("A step cannot open the map that it is on."));
            }
            node.opens = *target;
        }
    }
    Ok(())
}

/// Moves the node across the lanes, into the middle of the one given, so that what is seen is what is kept.
fn put_in_lane(work: &Work<'_>, node: &mut Node, lane: Option<LaneId>) -> Result<()> {
    let Some(id) = lane else {
        node.lane = None;
        return Ok(());
    };
    let lane: Lane = work.store.need(id)?;
    if lane.process != node.process {
        return Err(Error::invalid("This lane is on another map."));
    }
    if node.lane == lane.id.into() {
        return Ok(());
    }
    node.lane = Some(id);
    node.role = None;
    let content = work.store.content(node.process)?;
    if let Some(at) = map::spot_in_lane(&content, node, id) {
        (node.x, node.y) = (at.x, at.y);
    }
    Ok(())
}

pub(super) fn move_to(work: &mut Work<'_>, moves: &[NodeMove]) -> Result<()> {
    let mut process: Option<DocumentId> = None;
    for to in moves {
        check_place(Point::new(to.x, to.y))?;
        let mut node: Node = work.store.need(to.id)?;
        if *process.get_or_insert(node.process) != node.process {
            return Err(Error::invalid("These steps are on different maps."));
        }
        (node.x, node.y) = (to.x, to.y);
        settle(work, &mut node)?;
        work.store.put(&node)?;
    }
    if let Some(process) = process {
        work.document(process)?;
        work.touch(process);
    }
    Ok(())
}

/// Moves a new node across the lanes to the middle of the one that it names, unless it lies in that already.
fn move_into(work: &Work<'_>, node: &mut Node, lane: LaneId) -> Result<()> {
    let lanes: Vec<Lane> = work.store.list("process", node.process)?;
    let document: Document = work.store.need(node.process)?;
    if map::lane_of(&document, &lanes, node) != Some(lane)
        && let Some(at) = map::middle_of_lane(&document, &lanes, node, lane)
    {
        (node.x, node.y) = (at.x, at.y);
    }
    Ok(())
}

/// Gives the node the lane that its middle lies in.
fn settle(work: &Work<'_>, node: &mut Node) -> Result<()> {
    let lanes: Vec<Lane> = work.store.list("process", node.process)?;
    if lanes.is_empty() {
        node.lane = None;
        return Ok(());
    }
    let document: Document = work.store.need(node.process)?;
    let lane = map::lane_of(&document, &lanes, node);
    if lane != node.lane {
        node.lane = lane;
    }
    if lane.is_some() {
        node.role = None;
    }
    Ok(())
}

pub(super) fn delete(work: &mut Work<'_>, nodes: &[NodeId], connections: &[ConnectionId], heal: bool) -> Result<()> {
    for id in connections {
        let connection: Connection = work.store.need(*id)?;
        work.document(connection.process)?;
        work.store.delete::<Connection>(id)?;
        work.touch(connection.process);
    }
    for id in nodes {
        let node: Node = work.store.need(*id)?;
        work.document(node.process)?;
        if heal {
            detach(work, *id)?;
        }
        for connection in touching(work, *id)? {
            work.store.delete::<Connection>(connection.id)?;
        }
        uncover(work, node.process, *id)?;
        work.store.delete::<Node>(id)?;
        work.touch(node.process);
    }
    Ok(())
}

fn touching(work: &Work<'_>, node: NodeId) -> Result<Vec<Connection>> {
    let mut found: Vec<Connection> = work.store.list("source", node)?;
    let more = work.store.list::<Connection>("target", node)?;
    let known: BTreeSet<ConnectionId> = found.iter().map(|it| it.id).collect();
    found.extend(more.into_iter().filter(|it| !known.contains(&it.id)));
    Ok(found)
}

/// Takes a node out of its chain. Where it has one way out, every way in is led on to what follows (the
/// branch labels stay); otherwise its connections go with it.
fn detach(work: &mut Work<'_>, id: NodeId) -> Result<()> {
    let ways_in: Vec<Connection> = work.store.list("target", id)?;
    let ways_out: Vec<Connection> = work.store.list("source", id)?;
    let next = match ways_out.as_slice() {
        [only] if only.target != id => Some(only.clone()),
        _ => None,
    };
    for way in ways_in {
        match &next {
            Some(next) if way.source != next.target && way.source != id => {
                let same = work.store.list::<Connection>("source", way.source)?;
                if same.iter().any(|other| other.target == next.target && other.label == way.label) {
                    work.store.delete::<Connection>(way.id)?;
                    continue;
                }
                let target_side = next.target_side;
                work.store.put(&Connection { target: next.target, waypoints: vec![], target_side, ..way })?;
            }
            _ => work.store.delete::<Connection>(way.id)?,
        }
    }
    for way in ways_out {
        work.store.delete::<Connection>(way.id)?;
    }
    Ok(())
}

/// Takes the node out of the covers of the documents that name it.
fn uncover(work: &mut Work<'_>, process: DocumentId, node: NodeId) -> Result<()> {
    for link in work.store.links_to(process)?.into_iter().filter(|link| link.kind == LinkKind::Covers) {
        let mut document: Document = work.store.need(link.source)?;
        let mut changed = false;
        for cover in &mut document.covers {
            if let Extent::Nodes { nodes } = &mut cover.extent
                && nodes.contains(&node)
            {
                nodes.retain(|it| *it != node);
                changed = true;
            }
        }
        if changed {
            work.store.put(&document)?;
        }
    }
    Ok(())
}

fn check_new(work: &Work<'_>, node: &Node) -> Result<()> {
    if work.store.get::<Node>(node.id)?.is_some() {
        return Err(Error::invalid("There is a step with this id on a map already."));
    }
    let count = work.store.count("node", "process", node.process)? as usize;
    if count >= limits::MAP_NODES {
        return Err(Error::limit(format!(
            "This map has {count} nodes, which is the limit. Move a part of it into a subprocess."
        )));
    }
    check_place(Point::new(node.x, node.y))?;
    for (what, text) in [
        ("label", &node.label),
        ("description", &node.description),
        ("list of inputs", &node.inputs),
        ("list of outputs", &node.outputs),
        ("name of what automates it", &node.automated_by),
    ] {
        fits(what, text)?;
    }
    for value in [node.value, node.energy, node.risk].into_iter().flatten() {
        if !(1..=5).contains(&value) {
            return Err(Error::invalid(format!("Value, energy and risk go from 1 to 5, not {value}.")));
        }
    }
    node.role.map(|id| work.store.need::<Role>(id)).transpose()?;
    node.tool.map(|id| work.store.need::<Tool>(id)).transpose()?;
    node.opens.map(|id| work.store.need::<Document>(id)).transpose()?;
    Ok(())
}

pub(super) fn check_place(at: Point) -> Result<()> {
    if at.is_finite() && at.x.abs() <= FARTHEST && at.y.abs() <= FARTHEST {
        return Ok(());
    }
    Err(Error::invalid(format!(
        "A place on a map lies within {FARTHEST} pixels of its origin; ({}, {}) does not.",
        at.x, at.y
    )))
}
