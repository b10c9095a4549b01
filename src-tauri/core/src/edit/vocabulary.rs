//! Roles and tools: made, renamed, and replaced wherever they are used when they are deleted.

use std::collections::BTreeMap;

use super::apply::{Work, fits};
use super::{RoleChange, ToolChange};
use crate::error::{Error, Result};
use crate::model::{Document, Lane, Node, Role, RoleId, Step, Tool, ToolId};

const NAME_CHARACTERS: usize = 200;

/// Roles from outside, by what they are called there. One whose name the library has already is that one, and so
/// is one that was renamed since; any other is made.
pub(super) fn bring_roles(work: &mut Work<'_>, roles: Vec<Role>) -> Result<BTreeMap<RoleId, RoleId>> {
    let known = work.store.all::<Role>()?;
    bring(work, roles, &known, |role| (role.id, &role.name), create_role)
}

/// As [`bring_roles`].
pub(super) fn bring_tools(work: &mut Work<'_>, tools: Vec<Tool>) -> Result<BTreeMap<ToolId, ToolId>> {
    let known = work.store.all::<Tool>()?;
    bring(work, tools, &known, |tool| (tool.id, &tool.name), create_tool)
}

fn bring<T, Id: Copy + Ord>(
    work: &mut Work<'_>,
    brought: Vec<T>,
    known: &[T],
    called: fn(&T) -> (Id, &String),
    create: fn(&mut Work<'_>, T) -> Result<()>,
) -> Result<BTreeMap<Id, Id>> {
    let mut here = BTreeMap::new();
    for one in brought {
        let (id, name) = called(&one);
        let same = known.iter().find(|it| same_name(called(it).1, name));
        match same.or_else(|| known.iter().find(|it| called(it).0 == id)) {
            Some(same) => drop(here.insert(id, called(same).0)),
            None => create(work, one)?,
        }
    }
    Ok(here)
}

fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

pub(super) fn create_role(work: &mut Work<'_>, role: Role) -> Result<()> {
    let others = work.store.all::<Role>()?;
    check_name("role", &role.name, others.iter().map(|it| &it.name))?;
    fits("description", &role.description)?;
    work.store.put(&role)
}

pub(super) fn update_role(work: &mut Work<'_>, id: RoleId, change: RoleChange) -> Result<()> {
    let mut role: Role = work.store.need(id)?;
    match change {
        RoleChange::Name(name) => {
            let others = work.store.all::<Role>()?;
            check_name("role", &name, others.iter().filter(|it| it.id != id).map(|it| &it.name))?;
            role.name = name;
        }
        RoleChange::Description(text) => role.description = text,
        RoleChange::Person(text) => role.person = text,
    }
    fits("description", &role.description)?;
    fits("person", &role.person)?;
    work.store.put(&role)
}

pub(super) fn delete_role(work: &mut Work<'_>, id: RoleId, replacement: Option<RoleId>) -> Result<()> {
    work.store.need::<Role>(id)?;
    if replacement == Some(id) {
        return Err(Error::invalid("A role cannot replace itself."));
    }
    replacement.map(|id| work.store.need::<Role>(id)).transpose()?;
    for document in work.store.list::<Document>("owner", id)? {
        work.store.put(&Document { owner: replacement, ..document })?;
    }
    for lane in work.store.list::<Lane>("role", id)? {
        // A lane that loses its role keeps the word as its title.
        let title = if replacement.is_none() { work.store.need::<Role>(id)?.name } else { lane.title.clone() };
        work.store.put(&Lane { role: replacement, title, ..lane })?;
    }
    for node in work.store.list::<Node>("role", id)? {
        work.store.put(&Node { role: replacement, ..node })?;
    }
    for step in work.store.list::<Step>("role", id)? {
        work.store.put(&Step { role: replacement, ..step })?;
    }
    work.store.delete::<Role>(id)
}

pub(super) fn create_tool(work: &mut Work<'_>, tool: Tool) -> Result<()> {
    let others = work.store.all::<Tool>()?;
    check_name("tool", &tool.name, others.iter().map(|it| &it.name))?;
    fits("description", &tool.description)?;
    work.store.put(&tool)
}

pub(super) fn update_tool(work: &mut Work<'_>, id: ToolId, change: ToolChange) -> Result<()> {
    let mut tool: Tool = work.store.need(id)?;
    match change {
        ToolChange::Name(name) => {
            let others = work.store.all::<Tool>()?;
            check_name("tool", &name, others.iter().filter(|it| it.id != id).map(|it| &it.name))?;
            tool.name = name;
        }
        ToolChange::Description(text) => tool.description = text,
        ToolChange::Url(text) => tool.url = text,
    }
    fits("description", &tool.description)?;
    fits("address", &tool.url)?;
    work.store.put(&tool)
}

pub(super) fn delete_tool(work: &mut Work<'_>, id: ToolId, replacement: Option<ToolId>) -> Result<()> {
    work.store.need::<Tool>(id)?;
    if replacement == Some(id) {
        return Err(Error::invalid("A tool cannot replace itself."));
    }
    replacement.map(|id| work.store.need::<Tool>(id)).transpose()?;
    for document in work.store.list::<Document>("tool", id)? {
        work.store.put(&Document { tool: replacement, ..document })?;
    }
    for node in work.store.list::<Node>("tool", id)? {
        work.store.put(&Node { tool: replacement, ..node })?;
    }
    work.store.delete::<Tool>(id)
}

pub(super) fn check_name<'a>(what: &str, name: &str, mut others: impl Iterator<Item = &'a String>) -> Result<()> {
    if name.trim().is_empty() {
        return Err(Error::invalid(format!("A {what} needs a name.")));
    }
    let count = name.chars().count();
    if count > NAME_CHARACTERS {
        let message = format!("The name of the {what} has {count} characters; the limit is {NAME_CHARACTERS}.");
        return Err(Error::limit(message));
    }
    if others.any(|other| same_name(other, name)) {
        return Err(Error::invalid(format!("There is a {what} called “{}” already. Use that one.", name.trim())));
    }
    Ok(())
}
