//! What stands behind the chapters: the roles and tools that they name, and how they changed.

use std::collections::BTreeSet;

use roadbook_core::model::{RoleId, Timestamp, ToolId};

use super::{Index, Reference};
use crate::labels::fill;
use crate::markdown::{self, Block};
use crate::text;

/// A role or a tool.
pub struct Term {
    /// "Role".
    pub kind: &'static str,
    pub name: String,
    pub description: Vec<Block>,
    /// Who has the role now.
    pub person: String,
    /// Of a tool.
    pub address: Option<String>,
}

pub struct Change {
    pub document: Reference,
    pub number: u32,
    pub date: String,
    pub note: Vec<Block>,
}

/// Roles first, then tools, each by name.
pub fn glossary(index: &Index) -> Vec<Term> {
    let (mut roles, mut tools) = (BTreeSet::<RoleId>::new(), BTreeSet::<ToolId>::new());
    for content in &index.snapshot.documents {
        roles.extend(content.document.owner);
        tools.extend(content.document.tool);
        roles.extend(content.lanes.iter().filter_map(|lane| lane.role));
        roles.extend(content.nodes.iter().filter_map(|node| node.role));
        tools.extend(content.nodes.iter().filter_map(|node| node.tool));
        roles.extend(content.steps.iter().filter_map(|step| step.role));
    }
    let labels = index.labels;
    let mut terms: Vec<Term> = roles
        .iter()
        .filter_map(|id| index.snapshot.roles.get(id))
        .map(|role| {
            let person = text::line(&role.person);
            Term {
                kind: labels.role,
                name: text::line(&role.name),
                description: markdown::read(&role.description),
                person: if person.is_empty() { person } else { fill(labels.held_by, &[&person]) },
                address: None,
            }
        })
        .collect();
    by_name(&mut terms);
    let mut systems: Vec<Term> = tools
        .iter()
        .filter_map(|id| index.snapshot.tools.get(id))
        .map(|tool| Term {
            kind: labels.tool,
            name: text::line(&tool.name),
            description: markdown::read(&tool.description),
            person: String::new(),
            address: markdown::web_address(&tool.url),
        })
        .collect();
    by_name(&mut systems);
    terms.extend(systems);
    terms.retain(|term| !term.name.is_empty());
    terms
}

fn by_name(terms: &mut [Term]) {
    terms.sort_by_key(|term| term.name.to_lowercase());
}

/// The latest first.
pub fn changes(index: &Index) -> Vec<Change> {
    let mut changes: Vec<(Timestamp, Change)> = vec![];
    for content in &index.snapshot.documents {
        let id = content.document.id;
        let Some(document) = index.get(id) else { continue };
        for change in index.snapshot.changes.get(&id).into_iter().flatten() {
            let change_of = Change {
                document: document.clone(),
                number: change.number,
                date: index.labels.day(change.published_at),
                note: markdown::read(&change.note),
            };
            changes.push((change.published_at, change_of));
        }
    }
    changes.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    changes.into_iter().map(|(_, change)| change).collect()
}
