//! Answers to queries.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::Library;
use super::drawn::Drawn;
use crate::error::{Error, ErrorCode, Result};
use crate::map::{self, Around, Covering};
use crate::model::{
    ConnectionId, Document, DocumentContent, DocumentId, DocumentKind, Extent, LinkKind, Pack, Preset, Role, RoleId,
    Run, Snapshot, Status, Timestamp, Tool,
};
use crate::query::{DocumentState, DocumentView, Finding, Overview, PathsView, Query, Redrawn, Reply, Staleness};
use crate::{check, day, paths};

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
            Query::PictureUses { figure } => Reply::PictureUses(self.picture_uses(figure)?),
            Query::PackChoices => Reply::PackChoices(self.pack_choices()?),
            Query::Paths { process } => Reply::Paths(Box::new(self.paths(process)?)),
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
            presets: self.store.all::<Preset>()?,
            trashed: self.store.trashed()?,
        })
    }

    pub(super) fn document(&self, id: DocumentId) -> Result<DocumentView> {
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

    /// What of a map is drawn otherwise than it was told last; none when the process is gone.
    pub(super) fn redrawn(&self, process: DocumentId, drawn: &mut Drawn) -> Result<Option<Redrawn>> {
        if let Some(kept) = drawn.take(process) {
            let surroundings = self.around(&kept.content)?;
            return Ok(drawn.draw_again(kept, &surroundings.as_around()));
        }
        match self.store.content(process) {
            Ok(content) => {
                let surroundings = self.around(&content)?;
                Ok(drawn.draw(content, &surroundings.as_around()))
            }
            Err(error) if error.code == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn paths(&self, process: DocumentId) -> Result<PathsView> {
        let content = self.store.content(process)?;
        if content.document.kind != DocumentKind::Process {
            let message = format!("“{}” is not a process, so there are no paths through it.", content.document.title);
            return Err(Error::invalid(message));
        }
        Ok(paths::view(&content, &self.around(&content)?.covers))
    }

    fn around(&self, content: &DocumentContent) -> Result<Surroundings> {
        let (today, mut covers, mut opened) = (day::of(self.now()), vec![], BTreeMap::new());
        for link in self.store.links_to(content.document.id)? {
            if link.kind == LinkKind::Covers
                && let Some(document) = self.store.get::<Document>(link.source)?
                && document.trashed_at.is_none()
            {
                covers.extend(coverings(&document, content, self.outdated(&document)?, &today));
            }
        }
        for id in content.nodes.iter().filter_map(|node| node.opens) {
            if let Entry::Vacant(unknown) = opened.entry(id)
                && let Some(document) = self.store.get::<Document>(id)?
                && document.trashed_at.is_none()
            {
                unknown.insert(opened_state(&document, self.outdated(&document)?, &today));
            }
        }
        let opened = opened.into_iter().filter_map(|(id, state)| Some((id, state?))).collect();
        let roles = self.store.all::<Role>()?;
        let role_names = roles.into_iter().map(|role| (role.id, role.name)).collect();
        Ok(Surroundings { role_names, covers, opened })
    }

    /// Is it approved, and says something else than its latest revision? A draft that does is being worked
    /// on, as its own state tells.
    pub(super) fn outdated(&self, document: &Document) -> Result<bool> {
        if document.status != Status::Approved {
            return Ok(false);
        }
        // An undo may bring back what was there before the revision, so that being later says nothing.
        Ok(self.store.published_change(document.id)?.is_some_and(|at| at != document.changed_at))
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
    opened: BTreeMap<DocumentId, DocumentState>,
}

impl Surroundings {
    /// The surroundings of a process among the documents of a snapshot, for exports and checks. `now` decides
    /// which review dates have passed.
    pub fn in_snapshot(snapshot: &Snapshot, process: &DocumentContent, now: Timestamp) -> Self {
        let today = day::of(now);
        let outdated = |document: &Document| snapshot.outdated.contains(&document.id);
        let documents = || snapshot.documents.iter().map(|content| &content.document);
        let covers = documents().flat_map(|other| coverings(other, process, outdated(other), &today)).collect();
        let opens: BTreeSet<DocumentId> = process.nodes.iter().filter_map(|node| node.opens).collect();
        let opened = documents()
            .filter(|other| opens.contains(&other.id))
            .filter_map(|other| Some((other.id, opened_state(other, outdated(other), &today)?)))
            .collect();
        let role_names = snapshot.roles.iter().map(|(id, role)| (*id, role.name.clone())).collect();
        Self { role_names, covers, opened }
    }

    pub fn as_around(&self) -> Around<'_> {
        Around { role_names: &self.role_names, covers: &self.covers, opened: &self.opened }
    }
}

/// What `document` covers of the process. Only documents that are written as steps tell how to do one.
fn coverings(document: &Document, process: &DocumentContent, outdated: bool, today: &str) -> Vec<Covering> {
    let of_process = document.covers.iter().filter(|cover| cover.process == process.document.id);
    let old = staleness(document, outdated, today);
    of_process
        .filter(|_| document.kind.has_steps())
        .map(|cover| {
            let there = |branch: &ConnectionId| process.connections.iter().any(|it| it.id == *branch);
            let gone = match &cover.extent {
                Extent::Nodes { .. } => false,
                Extent::Path { branches } => !branches.iter().all(there),
            };
            let stale = if gone { Some(Staleness::BranchGone) } else { old };
            Covering { document: document.id, status: document.status, cover: cover.clone(), stale }
        })
        .collect()
}

/// `None` for what is no step's document, such as another process, and for what is retired.
fn opened_state(document: &Document, outdated: bool, today: &str) -> Option<DocumentState> {
    if !document.kind.has_steps() {
        return None;
    }
    map::state_of(document.status, staleness(document, outdated, today))
}

/// Why the document by itself may not be true any more.
fn staleness(document: &Document, outdated: bool, today: &str) -> Option<Staleness> {
    if outdated {
        return Some(Staleness::ChangedSincePublished);
    }
    // Days written as YYYY-MM-DD sort as text.
    document.review_on.as_ref().filter(|day| day.as_str() < today).map(|_| Staleness::PastReview)
}
