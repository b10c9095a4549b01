//! Links, made from the records that a transaction touched, in that transaction; what that means for the
//! search index is noted and written later.

use std::collections::BTreeSet;

use rusqlite::params;

use super::history::Touched;
use super::{Store, rows, search};
use crate::error::Result;
use crate::model::{Document, DocumentId, Figure, Link, LinkKind, Node, NodeId, Step, StepId};
use crate::text;

/// What follows from a change, beyond its own rows.
#[derive(Debug, Default)]
pub(crate) struct Derived {
    /// Documents of which something was touched.
    pub documents: BTreeSet<DocumentId>,
    /// Documents from which other links start than before.
    pub sources: BTreeSet<DocumentId>,
    /// Processes whose map has to be drawn anew.
    pub maps: BTreeSet<DocumentId>,
}

/// Brings links up to date with the touched rows.
pub(crate) fn derive(store: &Store, touched: &BTreeSet<Touched>) -> Result<Derived> {
    let mut derived = Derived::default();
    // A step's search row holds its figures' words too, so each step is looked at once, at the end.
    let mut steps = BTreeSet::new();
    for row in touched {
        for (column, parent) in &row.old {
            match *column {
                "step" => _ = steps.insert(parent.clone()),
                _ => derived.documents.extend(parent.parse::<DocumentId>()),
            }
        }
        match row.table {
            "document" => document(store, &row.key, &mut derived)?,
            "node" => node(store, &row.key, &mut derived)?,
            "step" => _ = steps.insert(row.key.clone()),
            "figure" => {
                if let Some(figure) = rows::get::<Figure>(&store.db, &row.key)? {
                    steps.insert(figure.step.to_string());
                }
            }
            // What was approved is in step with its revision again.
            "revision" => {
                let of = store.value("SELECT document FROM revision WHERE id = ?1", &row.key)?;
                derived.maps.extend(maps_that_show(store, &of.unwrap_or_default())?);
            }
            "lane" | "connection" => {
                let process: Option<String> =
                    store.value(&format!("SELECT process FROM {} WHERE id = ?1", row.table), &row.key)?;
                derived.documents.extend(process.and_then(|id| id.parse::<DocumentId>().ok()));
            }
            _ => {}
        }
        if matches!(row.table, "lane" | "node" | "connection") {
            derived.maps.extend(row.old.iter().filter_map(|(_, id)| id.parse::<DocumentId>().ok()));
        }
    }
    for key in steps {
        step(store, &key, &mut derived)?;
    }
    // Roles give lanes and nodes their words.
    for row in touched.iter().filter(|row| row.table == "role") {
        let with_role = "SELECT process FROM lane WHERE role = ?1 UNION SELECT process FROM node WHERE role = ?1";
        derived.maps.extend(store.values(with_role, &row.key)?.iter().filter_map(|id| id.parse::<DocumentId>().ok()));
    }
    for id in &derived.documents {
        let kind: Option<String> = store.value("SELECT kind FROM document WHERE id = ?1", &id.to_string())?;
        if kind.as_deref() == Some("process")
            && touched.iter().any(|row| matches!(row.table, "lane" | "node" | "connection" | "document"))
        {
            derived.maps.insert(*id);
        }
    }
    Ok(derived)
}

fn document(store: &Store, key: &str, derived: &mut Derived) -> Result<()> {
    let Ok(id) = key.parse::<DocumentId>() else { return Ok(()) };
    derived.documents.insert(id);
    let found = rows::get::<Document>(&store.db, key)?;
    let links = found.as_ref().map(links_of_document).unwrap_or_default();
    relink(store, id, None, None, links, derived)?;
    derived.maps.extend(maps_that_show(store, key)?);
    store.search_due(search::Part::Document(id))?;
    Ok(())
}

/// The maps on which a document's state shows: those that it covers, and those of which a step opens it. What
/// is no step's document, such as another process, shows no state.
fn maps_that_show(store: &Store, document: &str) -> Result<Vec<DocumentId>> {
    let sql = "SELECT target FROM link WHERE kind = 'covers' AND source = ?1
               UNION
               SELECT source FROM link JOIN document ON document.id = link.target
               WHERE link.kind = 'opens' AND link.target = ?1
                 AND document.kind IN ('procedure', 'sop', 'instruction')";
    Ok(store.values(sql, document)?.iter().filter_map(|id| id.parse().ok()).collect())
}

fn node(store: &Store, key: &str, derived: &mut Derived) -> Result<()> {
    let Ok(id) = key.parse::<NodeId>() else { return Ok(()) };
    store.search_due(search::Part::Node(id))?;
    let old: Option<String> = store.value("SELECT source FROM link WHERE node = ?1 LIMIT 1", key)?;
    let Some(node) = rows::get::<Node>(&store.db, key)? else {
        if let Some(source) = old.and_then(|id| id.parse().ok()) {
            relink(store, source, Some(id), None, vec![], derived)?;
        }
        return Ok(());
    };
    derived.documents.insert(node.process);
    let mut links = mentions(node.process, [&node.description], Some(node.id), None);
    if let Some(target) = node.opens {
        links.push(Link { kind: LinkKind::Opens, source: node.process, target, node: Some(node.id), step: None });
    }
    relink(store, node.process, Some(id), None, links, derived)
}

fn step(store: &Store, key: &str, derived: &mut Derived) -> Result<()> {
    let Ok(id) = key.parse::<StepId>() else { return Ok(()) };
    store.search_due(search::Part::Step(id))?;
    let old: Option<String> = store.value("SELECT source FROM link WHERE step = ?1 LIMIT 1", key)?;
    let Some(step) = rows::get::<Step>(&store.db, key)? else {
        if let Some(source) = old.and_then(|id| id.parse().ok()) {
            relink(store, source, None, Some(id), vec![], derived)?;
        }
        return Ok(());
    };
    derived.documents.insert(step.document);
    if let Some(source) = old.and_then(|id| id.parse::<DocumentId>().ok()).filter(|id| *id != step.document) {
        relink(store, source, None, Some(id), vec![], derived)?;
    }
    let texts = [&step.text, &step.expected, &step.why].into_iter().chain(step.callouts.iter().map(|it| &it.text));
    let mut links = mentions(step.document, texts, None, Some(id));
    if let Some(target) = step.link {
        links.push(Link { kind: LinkKind::Uses, source: step.document, target, node: None, step: Some(id) });
    }
    relink(store, step.document, None, Some(id), links, derived)
}

fn links_of_document(document: &Document) -> Vec<Link> {
    let source = document.id;
    let link = |kind, target| Link { kind, source, target, node: None, step: None };
    let texts = [&document.text, &document.purpose, &document.scope, &document.quality, &document.materials]
        .into_iter()
        .chain([&document.definitions, &document.starting_screen, &document.finished_result]);
    let mut links = mentions(source, texts, None, None);
    links.extend(document.covers.iter().map(|cover| link(LinkKind::Covers, cover.process)));
    links.extend(document.references.iter().map(|target| link(LinkKind::References, *target)));
    links.extend(document.governed_by.iter().map(|target| link(LinkKind::GovernedBy, *target)));
    links
}

fn mentions<'a>(
    source: DocumentId,
    texts: impl IntoIterator<Item = &'a String>,
    node: Option<NodeId>,
    step: Option<StepId>,
) -> Vec<Link> {
    let targets: BTreeSet<DocumentId> = texts.into_iter().flat_map(|text| text::mentions(text)).collect();
    targets.into_iter().map(|target| Link { kind: LinkKind::Mentions, source, target, node, step }).collect()
}

/// Replaces the links that start at this part of `source` where they differ.
fn relink(
    store: &Store,
    source: DocumentId,
    node: Option<NodeId>,
    step: Option<StepId>,
    mut links: Vec<Link>,
    derived: &mut Derived,
) -> Result<()> {
    let key = |link: &Link| (link.kind, link.target, link.node, link.step);
    links.sort_by_key(key);
    links.dedup();
    let mut old = store.links_of_part(source, node, step)?;
    old.sort_by_key(key);
    if old == links {
        return Ok(());
    }
    let covered = |link: &&Link| link.kind == LinkKind::Covers;
    derived.maps.extend(old.iter().chain(&links).filter(covered).map(|link| link.target));
    derived.sources.insert(source);
    store.db.prepare_cached("DELETE FROM link WHERE source = ?1 AND node IS ?2 AND step IS ?3")?.execute(params![
        source.to_string(),
        node.map(|id| id.to_string()),
        step.map(|id| id.to_string())
    ])?;
    let mut insert = store
        .db
        // A text may name anything; only what exists becomes a link.
        .prepare_cached(
            "INSERT INTO link (kind, source, target, node, step)
             SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM document WHERE id = ?3)",
        )?;
    for link in links {
        insert.execute(params![
            super::read::word(&link.kind)?,
            link.source.to_string(),
            link.target.to_string(),
            link.node.map(|id| id.to_string()),
            link.step.map(|id| id.to_string()),
        ])?;
    }
    Ok(())
}

impl Store {
    /// Makes all links and search rows again, from nothing.
    pub fn rebuild_derived(&self) -> Result<()> {
        self.transaction(|| {
            self.db.execute_batch("DELETE FROM link;")?;
            let mut touched = BTreeSet::new();
            for table in ["document", "node", "step"] {
                for key in self.values(&format!("SELECT id FROM {table} WHERE ?1 = ''"), "")? {
                    touched.insert(Touched { table, key, gone: false, old: vec![] });
                }
            }
            derive(self, &touched).map(drop)
        })?;
        self.rebuild_search()
    }
}
