//! Which documents a pack or an export takes, in which order.

use std::collections::BTreeSet;

use super::Library;
use crate::error::{OrNotFound, Result};
use crate::model::{
    Asset, Document, DocumentContent, DocumentId, DocumentKind, Figure, Link, LinkKind, PackOptions, PublishedChange,
    Revision, Role, Snapshot, Tool,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Scope {
    /// Every document that is not in the trash: policies, then each process with what is below it, then the rest.
    All,
    /// These documents in this order. With `everything_below` each is preceded by the policies that govern
    /// it and followed by what it leads to: a process by the documents that cover it, those by the
    /// documents that their steps use.
    Documents { ids: Vec<DocumentId>, everything_below: bool },
}

impl Library {
    /// A consistent copy of the scope's documents, in printing order.
    pub fn snapshot(&self, scope: &Scope) -> Result<Snapshot> {
        let ids = self.documents_in(scope)?;
        let chosen: BTreeSet<DocumentId> = ids.iter().copied().collect();
        let mut snapshot = Snapshot {
            name: self.folder.name(),
            revision: self.revision,
            roles: self.store.all::<Role>()?.into_iter().map(|role| (role.id, role)).collect(),
            tools: self.store.all::<Tool>()?.into_iter().map(|tool| (tool.id, tool)).collect(),
            published: self.store.published()?,
            ..Snapshot::default()
        };
        for id in ids {
            let content: DocumentContent = self.store.content(id)?;
            let assets: Vec<Asset> = self.store.assets_of(id)?;
            snapshot.assets.extend(assets.into_iter().map(|asset| (asset.hash.clone(), asset)));
            let links = self.store.links_from(id)?;
            snapshot.links.extend(links.into_iter().filter(|link| chosen.contains(&link.target)));
            if self.outdated(&content.document)? {
                snapshot.outdated.insert(id);
            }
            let changes = self.store.revision_rows(id)?.into_iter().map(|row| PublishedChange {
                number: row.number,
                published_at: row.published_at,
                note: row.note,
            });
            snapshot.changes.insert(id, changes.collect());
            snapshot.documents.push(content);
        }
        Ok(snapshot)
    }

    /// A document as its readers find it: with the documents that lead to it in front, and those that it leads
    /// to behind it.
    pub fn snapshot_around(&self, id: DocumentId) -> Result<Snapshot> {
        let (mut before, mut behind) = (vec![], vec![]);
        for link in self.store.links("source = ?1 OR target = ?1", &id.to_string())? {
            let above = link.kind == LinkKind::GovernedBy || link.kind == LinkKind::Covers;
            match (link.source == id, above) {
                (true, true) => before.push(link.target),
                (true, false) => behind.push(link.target),
                (false, true) => behind.push(link.source),
                (false, false) => before.push(link.source),
            }
        }
        let ids = before.into_iter().chain([id]).chain(behind).collect();
        self.snapshot(&Scope::Documents { ids, everything_below: false })
    }

    /// A copy of what a pack prints: as [`Library::snapshot`], with the policies, the logo and in the state that
    /// its options ask for.
    pub fn pack_snapshot(&self, scope: &Scope, options: &PackOptions) -> Result<Snapshot> {
        let mut snapshot = self.snapshot(scope)?;
        if !options.policies {
            let chosen = |id| matches!(scope, Scope::Documents { ids, .. } if ids.contains(&id));
            snapshot.documents.retain(|it| it.document.kind != DocumentKind::Policy || chosen(it.document.id));
        }
        if options.published_only {
            self.as_published(&mut snapshot)?;
        }
        if let Some(logo) = options.logo.as_ref().filter(|_| options.cover) {
            if let Some(asset) = self.store.get::<Asset>(logo)? {
                snapshot.assets.insert(asset.hash.clone(), asset);
            }
            snapshot.logo = Some(Figure::bare(logo.clone()));
        }
        let left: BTreeSet<DocumentId> = snapshot.documents.iter().map(|it| it.document.id).collect();
        snapshot.links.retain(|link| left.contains(&link.source) && left.contains(&link.target));
        Ok(snapshot)
    }

    /// Each document as its latest revision froze it; what has none goes.
    fn as_published(&self, snapshot: &mut Snapshot) -> Result<()> {
        let mut published = vec![];
        for current in snapshot.documents.drain(..) {
            let id = current.document.id;
            let Some(latest) = self.store.revision_rows(id)?.into_iter().next() else { continue };
            let mut content = self.store.need::<Revision>(latest.id)?.content;
            // Its place in the library is not a part of what was published.
            content.document.trashed_at = None;
            for figure in &content.figures {
                if let Some(asset) = self.store.get::<Asset>(&figure.asset)? {
                    snapshot.assets.insert(asset.hash.clone(), asset);
                }
            }
            snapshot.outdated.remove(&id);
            published.push(content);
        }
        snapshot.documents = published;
        let Snapshot { documents, links, .. } = snapshot;
        links.retain(|link| documents.iter().any(|it| it.document.id == link.source && says(it, link)));
        Ok(())
    }

    fn documents_in(&self, scope: &Scope) -> Result<Vec<DocumentId>> {
        let rows = self.store.document_rows(false)?;
        let links = self.store.all_links()?;
        let tree =
            Tree { rank: rows.iter().enumerate().map(|(rank, row)| (row.id, (row.kind, rank))).collect(), links };
        let mut order = Order::default();
        match scope {
            Scope::All => {
                for kind in DocumentKind::ALL {
                    for row in rows.iter().filter(|row| row.kind == kind) {
                        tree.add(row.id, true, &mut order);
                    }
                }
            }
            Scope::Documents { ids, everything_below } => {
                for id in ids {
                    let document: Document = self.store.get(*id)?.or_not_found("document", *id)?;
                    if document.trashed_at.is_none() {
                        tree.add(*id, *everything_below, &mut order);
                    }
                }
            }
        }
        Ok(order.ids)
    }
}

/// Does this state of a document lead there too?
fn says(content: &DocumentContent, link: &Link) -> bool {
    let document = &content.document;
    let step = link.step.and_then(|id| content.steps.iter().find(|step| step.id == id));
    let node = link.node.and_then(|id| content.nodes.iter().find(|node| node.id == id));
    match link.kind {
        LinkKind::Covers => document.covers.iter().any(|cover| cover.process == link.target),
        LinkKind::References => document.references.contains(&link.target),
        LinkKind::GovernedBy => document.governed_by.contains(&link.target),
        LinkKind::Uses => step.is_some_and(|step| step.link == Some(link.target)),
        LinkKind::Opens => node.is_some_and(|node| node.opens == Some(link.target)),
        LinkKind::Mentions => step.is_some() == link.step.is_some() && node.is_some() == link.node.is_some(),
    }
}

struct Tree {
    rank: std::collections::BTreeMap<DocumentId, (DocumentKind, usize)>,
    links: Vec<Link>,
}

#[derive(Default)]
struct Order {
    ids: Vec<DocumentId>,
    seen: BTreeSet<DocumentId>,
}

impl Tree {
    fn add(&self, id: DocumentId, below: bool, order: &mut Order) {
        if !self.rank.contains_key(&id) || order.seen.contains(&id) {
            return;
        }
        if below {
            for policy in self.targets(id, |kind| kind == LinkKind::GovernedBy) {
                if order.seen.insert(policy) {
                    order.ids.push(policy);
                }
            }
        }
        order.seen.insert(id);
        order.ids.push(id);
        if below {
            for child in self.children(id) {
                self.add(child, true, order);
            }
        }
    }

    /// Documents below one in the tree, in the tree's order.
    fn children(&self, id: DocumentId) -> Vec<DocumentId> {
        let covering = self.links.iter().filter(|link| link.kind == LinkKind::Covers && link.target == id);
        let mut found: Vec<_> = covering.map(|link| link.source).collect();
        found.extend(self.targets(id, |kind| {
            matches!(kind, LinkKind::Uses | LinkKind::Mentions | LinkKind::References | LinkKind::Opens)
        }));
        found.retain(|child| self.rank.contains_key(child));
        found.sort_by_key(|child| self.rank[child]);
        found.dedup();
        found
    }

    fn targets(&self, id: DocumentId, kind: impl Fn(LinkKind) -> bool) -> Vec<DocumentId> {
        let from = self.links.iter().filter(|link| link.source == id && kind(link.kind));
        from.map(|link| link.target).filter(|target| self.rank.contains_key(target)).collect()
    }
}
