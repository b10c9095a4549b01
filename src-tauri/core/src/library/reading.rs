//! Answers to queries.

use std::collections::BTreeMap;

use super::Library;
use crate::check;
use crate::error::{ErrorCode, Result};
use crate::map::{self, Around, Covering};
use crate::model::{
    Document, DocumentContent, DocumentId, DocumentKind, Extent, LinkKind, Pack, Role, RoleId, Run, Snapshot, Tool,
};
use crate::query::{DocumentView, Finding, MapView, Overview, Query, Reply};

impl Library {
    pub fn read(&self, query: Query) -> Result<Reply> {
        Ok(match query {
            Query::Overview => Reply::Overview(Box::new(self.overview()?)),
            Query::Document { id } => Reply::Document(Box::new(self.document(id)?)),
            Query::Search { text, limit } => Reply::Search(self.store.search(&text, limit.min(200))?),
            Query::Trash => Reply::Trash(self.store.document_rows(true)?),
            Query::Revisions { document } => Reply::Revisions(self.store.revision_rows(document)?),
            Query::Runs { document: Some(document) } => Reply::Runs(self.store.list::<Run>("document", document)?),
            Query::Runs { document: None } => Reply::Runs(self.store.all()?),
            Query::Findings { document } => Reply::Findings(self.findings(document)?),
        })
    }

    fn overview(&self) -> Result<Overview> {
        Ok(Overview {
            library: self.state(),
            documents: self.store.document_rows(false)?,
            links: self.store.all_links()?,
            roles: self.store.all::<Role>()?,
            tools: self.store.all::<Tool>()?,
            packs: self.store.all::<Pack>()?,
            trashed: self.store.trashed()?,
        })
    }

    fn document(&self, id: DocumentId) -> Result<DocumentView> {
        let content = self.store.content(id)?;
        Ok(DocumentView {
            map: match content.document.kind {
                DocumentKind::Process => Some(map::view(&content, &self.around(&content)?.as_around())),
                _ => None,
            },
            assets: self.store.assets_of(id)?,
            used_by: self.store.links_to(id)?,
            revision: self.revision,
            content,
        })
    }

    /// The map of a process as it is to be drawn; `None` when the process is gone.
    pub(super) fn map(&self, process: DocumentId) -> Result<Option<MapView>> {
        match self.store.content(process) {
            Ok(content) if content.document.kind == DocumentKind::Process => {
                Ok(Some(map::view(&content, &self.around(&content)?.as_around())))
            }
            Ok(_) => Ok(None),
            Err(error) if error.code == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn around(&self, content: &DocumentContent) -> Result<Surroundings> {
        let mut covers = vec![];
        for link in self.store.links_to(content.document.id)? {
            if link.kind == LinkKind::Covers
                && let Some(document) = self.store.get::<Document>(link.source)?
                && document.trashed_at.is_none()
            {
                covers.extend(coverings(&document, content));
            }
        }
        let roles = self.store.all::<Role>()?;
        Ok(Surroundings { role_names: roles.into_iter().map(|role| (role.id, role.name)).collect(), covers })
    }

    fn findings(&self, id: DocumentId) -> Result<Vec<Finding>> {
        let mut snapshot = self.snapshot(&super::Scope::Documents { ids: vec![id], everything_below: false })?;
        // The rules look at what a document covers and who covers it, so its neighbours come along.
        let links = self.store.links("source = ?1 OR target = ?1", &id.to_string())?;
        for link in &links {
            let neighbour = if link.source == id { link.target } else { link.source };
            if snapshot.document(neighbour).is_none() {
                let content = self.store.content(neighbour)?;
                if content.document.trashed_at.is_none() {
                    snapshot.documents.push(content);
                }
            }
        }
        snapshot.links = links.into_iter().filter(|link| present(&snapshot, link.source, link.target)).collect();
        Ok(check::check(&snapshot, self.now()).into_iter().filter(|finding| finding.document == id).collect())
    }
}

fn present(snapshot: &Snapshot, source: DocumentId, target: DocumentId) -> bool {
    snapshot.document(source).is_some() && snapshot.document(target).is_some()
}

/// What surrounds a map, held for as long as it is drawn.
pub struct Surroundings {
    role_names: BTreeMap<RoleId, String>,
    covers: Vec<Covering>,
}

impl Surroundings {
    /// The surroundings of a process among the documents of a snapshot, for exports and checks.
    pub fn in_snapshot(snapshot: &Snapshot, process: &DocumentContent) -> Self {
        let covers = snapshot.documents.iter().flat_map(|other| coverings(&other.document, process)).collect();
        let role_names = snapshot.roles.iter().map(|(id, role)| (*id, role.name.clone())).collect();
        Self { role_names, covers }
    }

    pub fn as_around(&self) -> Around<'_> {
        Around { role_names: &self.role_names, covers: &self.covers }
    }
}

/// What `document` covers of the process. A path of which a branch is gone is stale.
fn coverings(document: &Document, process: &DocumentContent) -> Vec<Covering> {
    let of_process = document.covers.iter().filter(|cover| cover.process == process.document.id);
    of_process
        .map(|cover| Covering {
            document: document.id,
            status: document.status,
            stale: match &cover.extent {
                Extent::Nodes { .. } => false,
                Extent::Path { branches } => {
                    branches.iter().any(|branch| !process.connections.iter().any(|it| it.id == *branch))
                }
            },
            cover: cover.clone(),
        })
        .collect()
}
