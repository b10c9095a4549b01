//! Whole steps put into a document, and nodes into a map: copies from the same library, or from another one by the
//! clipboard.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::{Work, fits};
use super::{figures, map, nodes, steps, vocabulary};
use crate::error::{Error, Result};
use crate::model::{Asset, Connection, Document, DocumentId, Figure, Node, Role, RoleId, Step, StepId, Tool, ToolId};
use crate::text;

/// What the library does not have stays away: a picture of another library, a link to a document that is not
/// here. A role goes by its name.
pub(super) fn paste_steps(
    work: &mut Work<'_>,
    document: DocumentId,
    after: Option<StepId>,
    steps: Vec<Step>,
    figures: Vec<Figure>,
    roles: Vec<Role>,
) -> Result<()> {
    let ids: BTreeSet<StepId> = steps.iter().map(|step| step.id).collect();
    if figures.iter().any(|figure| !ids.contains(&figure.step)) {
        return Err(Error::invalid("A screenshot belongs to none of the steps that are pasted."));
    }
    let roles = vocabulary::bring_roles(work, roles)?;
    let steps = steps.into_iter().map(|step| at_home(work, document, step, &roles)).collect::<Result<_>>()?;
    steps::put_new(work, document, after, steps)?;
    let mut counts: BTreeMap<StepId, usize> = BTreeMap::new();
    for figure in figures {
        if work.store.get::<Asset>(&figure.asset)?.is_some() {
            let count = counts.entry(figure.step).or_default();
            *count += 1;
            figures::check_count(*count)?;
            figures::put_new(work, Figure { position: *count as f64, ..figure })?;
        }
    }
    Ok(())
}

/// As [`paste_steps`], of nodes; a tool goes by its name too.
pub(super) fn paste_nodes(
    work: &mut Work<'_>,
    nodes: Vec<Node>,
    connections: Vec<Connection>,
    roles: Vec<Role>,
    tools: Vec<Tool>,
) -> Result<()> {
    let roles = vocabulary::bring_roles(work, roles)?;
    let tools = vocabulary::bring_tools(work, tools)?;
    for node in nodes {
        let node = node_at_home(work, node, &roles, &tools)?;
        nodes::add(work, node, None)?;
    }
    connections.into_iter().try_for_each(|connection| map::connect(work, connection))
}

fn node_at_home(
    work: &Work<'_>,
    node: Node,
    roles: &BTreeMap<RoleId, RoleId>,
    tools: &BTreeMap<ToolId, ToolId>,
) -> Result<Node> {
    let mut node = node;
    fits("description", &node.description)?;
    for target in text::mentions(&node.description) {
        if !is_here(work, target)? {
            node.description = text::unlink(&node.description, target);
        }
    }
    // A map does not lead to itself.
    node.opens = match node.opens {
        Some(target) if target != node.process && is_here(work, target)? => Some(target),
        _ => None,
    };
    node.role = match node.role {
        Some(role) => work.store.get::<Role>(*roles.get(&role).unwrap_or(&role))?.map(|found| found.id),
        None => None,
    };
    node.tool = match node.tool {
        Some(tool) => work.store.get::<Tool>(*tools.get(&tool).unwrap_or(&tool))?.map(|found| found.id),
        None => None,
    };
    Ok(node)
}

fn is_here(work: &Work<'_>, document: DocumentId) -> Result<bool> {
    Ok(work.store.get::<Document>(document)?.is_some_and(|found| found.trashed_at.is_none()))
}

/// The step without what leads out of the library.
fn at_home(work: &Work<'_>, document: DocumentId, step: Step, roles: &BTreeMap<RoleId, RoleId>) -> Result<Step> {
    let mut step = Step { document, ..step };
    let mut named = vec![];
    for text in [&step.text, &step.expected, &step.why].into_iter().chain(step.callouts.iter().map(|it| &it.text)) {
        fits("text of the step", text)?;
        named.extend(text::mentions(text));
    }
    for target in named.into_iter().chain(step.link) {
        if is_here(work, target)? {
            continue;
        }
        step.link = step.link.filter(|it| *it != target);
        let texts = [&mut step.text, &mut step.expected, &mut step.why].into_iter();
        for text in texts.chain(step.callouts.iter_mut().map(|it| &mut it.text)) {
            *text = text::unlink(text, target);
        }
    }
    // A document does not lead to itself.
    step.link = step.link.filter(|it| *it != document);
    if let Some(role) = step.role {
        let role = *roles.get(&role).unwrap_or(&role);
        step.role = work.store.get::<Role>(role)?.map(|found| found.id);
    }
    Ok(step)
}
