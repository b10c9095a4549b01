//! Records from outside, brought in as one edit: an import, a paste, the sample library.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::{Work, fits};
use super::{figures, nodes, vocabulary};
use crate::error::{Error, OrNotFound, Result};
use crate::limits;
use crate::model::{Asset, Document, DocumentContent, Draft, LaneId, NodeId, Point, RoleId, Tool, ToolId};

/// Inserts the draft's records. A role or tool whose name the library has already is that one.
pub(super) fn insert(work: &mut Work<'_>, draft: Draft) -> Result<()> {
    let roles = vocabulary::bring_roles(work, draft.roles)?;
    let mut tools: BTreeMap<ToolId, ToolId> = BTreeMap::new();
    let known = work.store.all::<Tool>()?;
    for tool in draft.tools {
        match known.iter().find(|it| it.name.trim().to_lowercase() == tool.name.trim().to_lowercase()) {
            Some(same) => drop(tools.insert(tool.id, same.id)),
            None => vocabulary::create_tool(work, tool)?,
        }
    }
    let last = work.store.document_rows(false)?.last().map_or(0.0, |row| row.position).floor();
    for (index, content) in draft.documents.into_iter().enumerate() {
        let mut content = content;
        rename(&mut content, &roles, &tools);
        content.document.number = work.store.next_number()?;
        content.document.position = last + (index + 1) as f64;
        put(work, content)?;
    }
    draft.packs.into_iter().try_for_each(|pack| super::packs::save(work, pack))
}

fn rename(content: &mut DocumentContent, roles: &BTreeMap<RoleId, RoleId>, tools: &BTreeMap<ToolId, ToolId>) {
    let role = |id: &mut Option<RoleId>| *id = id.map(|id| *roles.get(&id).unwrap_or(&id));
    let tool = |id: &mut Option<ToolId>| *id = id.map(|id| *tools.get(&id).unwrap_or(&id));
    role(&mut content.document.owner);
    tool(&mut content.document.tool);
    content.lanes.iter_mut().for_each(|lane| role(&mut lane.role));
    content.steps.iter_mut().for_each(|step| role(&mut step.role));
    for node in &mut content.nodes {
        role(&mut node.role);
        tool(&mut node.tool);
    }
}

fn put(work: &mut Work<'_>, content: DocumentContent) -> Result<()> {
    let document = content.document;
    let id = document.id;
    if work.store.get::<Document>(id)?.is_some() {
        return Err(Error::invalid(format!("“{}” is in the library already.", document.title)));
    }
    let foreign = || Error::invalid("A part of the draft belongs to another document.");
    fits("title", &document.title)?;
    figures::check_number(document.first_number)?;
    for text in [&document.text, &document.purpose, &document.scope, &document.quality, &document.materials] {
        fits("text", text)?;
    }
    if content.nodes.len() > limits::MAP_NODES {
        return Err(Error::limit(format!(
            "The map of “{}” has {} nodes; the limit is {}.",
            document.title,
            content.nodes.len(),
            limits::MAP_NODES
        )));
    }
    let (created_at, changed_at) = (work.now, work.now);
    work.store.put(&Document { created_at, changed_at, trashed_at: None, ..document })?;
    for lane in &content.lanes {
        (lane.process == id).then_some(()).ok_or_else(foreign)?;
        super::map::check_lane(work, lane)?;
        work.store.put(lane)?;
    }
    let lanes: BTreeSet<LaneId> = content.lanes.iter().map(|lane| lane.id).collect();
    for node in &content.nodes {
        (node.process == id && node.lane.is_none_or(|lane| lanes.contains(&lane))).then_some(()).ok_or_else(foreign)?;
        nodes::check_place(Point::new(node.x, node.y))?;
        fits("label", &node.label)?;
        work.store.put(node)?;
    }
    let inside_map: BTreeSet<NodeId> = content.nodes.iter().map(|node| node.id).collect();
    for connection in &content.connections {
        let ends = [connection.source, connection.target];
        let inside = ends.iter().all(|end| inside_map.contains(end));
        (connection.process == id && inside).then_some(()).ok_or_else(foreign)?;
        fits("label", &connection.label)?;
        connection.waypoints.iter().try_for_each(|point| nodes::check_place(*point))?;
        work.store.put(connection)?;
    }
    for step in &content.steps {
        (step.document == id).then_some(()).ok_or_else(foreign)?;
        fits("text of the step", &step.text)?;
        work.store.put(step)?;
    }
    for figure in &content.figures {
        content.steps.iter().any(|step| step.id == figure.step).then_some(()).ok_or_else(foreign)?;
        work.store.get::<Asset>(&figure.asset)?.or_not_found("picture", &figure.asset)?;
        figure.shapes.iter().try_for_each(figures::check_shape)?;
        work.store.put(figure)?;
    }
    Ok(())
}
