//! Whom the documents are for: what a pack is chosen by, beyond kind and state.

use std::collections::{BTreeMap, BTreeSet};

use super::Library;
use crate::error::Result;
use crate::model::{Delegation, DocumentId, DocumentKind, LinkKind, RoleId};
use crate::query::PackChoice;

impl Library {
    /// A line for each document that is not in the trash, by position.
    pub(super) fn pack_choices(&self) -> Result<Vec<PackChoice>> {
        let rows = self.store.document_rows(false)?;
        let mut roles: BTreeMap<DocumentId, BTreeSet<RoleId>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.kind == DocumentKind::Process) {
            self.delegated(row.id, &mut roles)?;
        }
        self.hand_down(&mut roles)?;
        rows.into_iter()
            .map(|row| {
                let tags = self.store.content(row.id)?.document.tags;
                let roles = roles.remove(&row.id).unwrap_or_default().into_iter().collect();
                Ok(PackChoice { document: row.id, tags, roles })
            })
            .collect()
    }

    /// What tells a delegated step of the process is for the role that does the step.
    fn delegated(&self, process: DocumentId, roles: &mut BTreeMap<DocumentId, BTreeSet<RoleId>>) -> Result<()> {
        let content = self.store.content(process)?;
        let Some(map) = self.document(process)?.map else { return Ok(()) };
        for node in content.nodes.iter().filter(|node| node.delegation == Some(Delegation::Delegate)) {
            let lane = content.lanes.iter().find(|lane| Some(lane.id) == node.lane);
            let Some(role) = lane.map_or(node.role, |lane| lane.role) else { continue };
            let covering = map.nodes.iter().filter(|view| view.id == node.id).flat_map(|view| &view.covered_by);
            for document in covering.copied().chain(node.opens) {
                roles.entry(document).or_default().insert(role);
            }
        }
        Ok(())
    }

    /// Whoever follows a document follows those that its steps use.
    fn hand_down(&self, roles: &mut BTreeMap<DocumentId, BTreeSet<RoleId>>) -> Result<()> {
        let uses: Vec<_> = self.store.all_links()?.into_iter().filter(|link| link.kind == LinkKind::Uses).collect();
        let mut waiting: Vec<DocumentId> = roles.keys().copied().collect();
        while let Some(source) = waiting.pop() {
            let given = roles.get(&source).cloned().unwrap_or_default();
            for link in uses.iter().filter(|link| link.source == source) {
                let target = roles.entry(link.target).or_default();
                let before = target.len();
                target.extend(&given);
                if target.len() > before {
                    waiting.push(link.target);
                }
            }
        }
        Ok(())
    }
}
