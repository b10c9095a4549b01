//! Documents: made, changed, ordered, trashed, deleted, published.

use super::DocumentChange;
use super::apply::{Work, between, fits};
use crate::error::{Error, Result};
use crate::model::{
    Connection, Cover, Document, DocumentId, DocumentKind, Extent, Figure, Lane, LinkKind, Node, Pack, Revision,
    RevisionId, Role, Run, Status, Step, Tool,
};
use crate::text;

const TITLE_CHARACTERS: usize = 500;

pub(super) fn create(
    work: &mut Work<'_>,
    id: DocumentId,
    kind: DocumentKind,
    title: String,
    covers: Vec<Cover>,
) -> Result<()> {
    if work.store.get::<Document>(id)?.is_some() {
        return Err(Error::invalid("There is a document with this id already."));
    }
    check_title(&title)?;
    check_covers(work, &covers)?;
    let number = work.store.next_number()?;
    let mut document = Document::new(id, kind, number, title, work.now);
    let last = work.store.document_rows(false)?.last().map_or(0.0, |row| row.position);
    document.position = last.floor() + 1.0;
    document.covers = covers;
    work.store.put(&document)
}

pub(super) fn update(work: &mut Work<'_>, id: DocumentId, change: DocumentChange) -> Result<()> {
    let mut document = work.document(id)?;
    let says_something = change.says_something();
    match change {
        DocumentChange::Kind(kind) => {
            check_kind(work, &document, kind)?;
            document.kind = kind;
        }
        DocumentChange::Title(title) => {
            check_title(&title)?;
            document.title = title;
        }
        DocumentChange::Owner(owner) => {
            owner.map(|id| work.store.need::<Role>(id)).transpose()?;
            document.owner = owner;
        }
        DocumentChange::ReviewOn(day) => {
            check_day(day.as_deref())?;
            document.review_on = day;
        }
        DocumentChange::Tags(tags) => {
            if tags.len() > 100 || tags.iter().any(|tag| tag.chars().count() > 100) {
                return Err(Error::limit("A document has at most 100 tags of at most 100 characters."));
            }
            document.tags = tags;
        }
        DocumentChange::Text(text) => set("text", &mut document.text, text)?,
        DocumentChange::Purpose(text) => set("purpose", &mut document.purpose, text)?,
        DocumentChange::Scope(text) => set("scope", &mut document.scope, text)?,
        DocumentChange::Quality(text) => set("quality standard", &mut document.quality, text)?,
        DocumentChange::Materials(text) => set("list of materials", &mut document.materials, text)?,
        DocumentChange::Definitions(text) => set("list of definitions", &mut document.definitions, text)?,
        DocumentChange::Tool(tool) => {
            tool.map(|id| work.store.need::<Tool>(id)).transpose()?;
            document.tool = tool;
        }
        DocumentChange::StartingScreen(text) => set("starting screen", &mut document.starting_screen, text)?,
        DocumentChange::FinishedResult(text) => set("finished result", &mut document.finished_result, text)?,
        DocumentChange::Trigger(text) => set("trigger", &mut document.trigger, text)?,
        DocumentChange::Outcome(text) => set("outcome", &mut document.outcome, text)?,
        DocumentChange::Frequency(text) => set("frequency", &mut document.frequency, text)?,
        DocumentChange::GovernedBy(policies) => {
            for id in &policies {
                let policy = work.document(*id)?;
                if policy.kind != DocumentKind::Policy {
                    let message = format!("“{}” is not a policy, so it cannot govern a document.", policy.title);
                    return Err(Error::invalid(message));
                }
            }
            document.governed_by = policies;
        }
        DocumentChange::LaneDirection(direction) => {
            let turned = document.lane_direction != direction;
            document.lane_direction = direction;
            if turned && document.kind == DocumentKind::Process {
                // What stood across stands along now: the map is laid out anew, as one change.
                work.store.put(&document)?;
                return super::map::arrange(work, id, &[]);
            }
        }
        DocumentChange::Covers(covers) => {
            check_covers(work, &covers)?;
            document.covers = covers;
        }
        DocumentChange::References(references) => {
            for target in &references {
                if *target == id {
                    return Err(Error::invalid("A document cannot refer to itself."));
                }
                work.document(*target)?;
            }
            document.references = references;
        }
        DocumentChange::FirstNumber(number) => document.first_number = super::figures::check_number(number)?,
    }
    work.store.put(&document)?;
    if says_something {
        work.touch(id);
    }
    Ok(())
}

fn set(what: &str, field: &mut String, text: String) -> Result<()> {
    fits(what, &text)?;
    *field = text;
    Ok(())
}

fn check_title(title: &str) -> Result<()> {
    let count = title.chars().count();
    if count > TITLE_CHARACTERS {
        let message = format!("The title has {count} characters; the limit is {TITLE_CHARACTERS}. Shorten it.");
        return Err(Error::limit(message));
    }
    if title.chars().any(|c| c == '\n' || c == '\r') {
        return Err(Error::invalid("A title is one line."));
    }
    Ok(())
}

fn check_day(day: Option<&str>) -> Result<()> {
    let shape = |day: &str| {
        let parts: Vec<&str> = day.split('-').collect();
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        matches!(parts.as_slice(), [year, month, day]
            if digits(year, 4) && digits(month, 2) && digits(day, 2)
                && (1..=12).contains(&month.parse().unwrap_or(0)) && (1..=31).contains(&day.parse().unwrap_or(0)))
    };
    if day.is_none_or(shape) {
        return Ok(());
    }
    Err(Error::invalid("A review date is a calendar day such as 2027-03-31."))
}

/// A kind can be changed as long as nothing would be hidden by it: steps or a map that are there must
/// still be shown.
fn check_kind(work: &Work<'_>, document: &Document, kind: DocumentKind) -> Result<()> {
    let title = &document.title;
    if document.kind.has_steps() && !kind.has_steps() && work.store.count("step", "document", document.id)? > 0 {
        return Err(Error::invalid(format!(
            "“{title}” has steps, and a {} has none. Move its steps to another document first.",
            kind.word().to_lowercase()
        )));
    }
    if document.kind == DocumentKind::Process
        && kind != DocumentKind::Process
        && work.store.count("node", "process", document.id)? > 0
    {
        return Err(Error::invalid(format!("“{title}” has a map, which only a process has. Delete its steps first.")));
    }
    if kind != DocumentKind::Process
        && work.store.links_to(document.id)?.iter().any(|link| link.kind == LinkKind::Covers)
    {
        return Err(Error::invalid(format!("“{title}” is covered by other documents, so it has to stay a process.")));
    }
    if kind != DocumentKind::Policy
        && work.store.links_to(document.id)?.iter().any(|link| link.kind == LinkKind::GovernedBy)
    {
        return Err(Error::invalid(format!("“{title}” governs other documents, so it has to stay a policy.")));
    }
    Ok(())
}

/// New covers name a process that exists and nodes of it; a branch may be gone (then the cover is stale).
fn check_covers(work: &Work<'_>, covers: &[Cover]) -> Result<()> {
    for cover in covers {
        let process = work.process(cover.process)?;
        if let Extent::Nodes { nodes } = &cover.extent {
            for node in nodes {
                if work.store.process_of_node(*node)? != Some(process.id) {
                    let message = format!("A step that is to be covered is not on the map of “{}”.", process.title);
                    return Err(Error::invalid(message));
                }
            }
        }
    }
    Ok(())
}

pub(super) fn place(work: &mut Work<'_>, id: DocumentId, after: Option<DocumentId>) -> Result<()> {
    let mut document = work.document(id)?;
    let rows: Vec<_> = work.store.document_rows(false)?.into_iter().filter(|row| row.id != id).collect();
    let index = after
        .map(|after| rows.iter().position(|row| row.id == after).ok_or_else(|| Error::not_found("document", after)));
    let index = index.transpose()?;
    let positions: Vec<f64> = rows.iter().map(|row| row.position).collect();
    if let Some(position) = between(&positions, index) {
        document.position = position;
        return work.store.put(&document);
    }
    let at = index.map_or(0, |index| index + 1);
    let mut order: Vec<DocumentId> = rows.iter().map(|row| row.id).collect();
    order.insert(at, id);
    for (index, id) in order.into_iter().enumerate() {
        let mut document: Document = work.store.need(id)?;
        document.position = (index + 1) as f64;
        work.store.put(&document)?;
    }
    Ok(())
}

pub(super) fn trash(work: &mut Work<'_>, ids: &[DocumentId], into: bool) -> Result<()> {
    for id in ids {
        let mut document: Document = work.store.need(*id)?;
        document.trashed_at = into.then_some(work.now);
        work.store.put(&document)?;
    }
    Ok(())
}

/// Deletes trashed documents with all that is inside them; links to them turn into plain words.
pub(super) fn delete(work: &mut Work<'_>, ids: &[DocumentId]) -> Result<()> {
    for id in ids {
        let document: Document = work.store.need(*id)?;
        if document.trashed_at.is_none() {
            return Err(Error::invalid(format!("“{}” is not in the trash. Move it there first.", document.title)));
        }
        unlink(work, *id)?;
        for pack in work.store.all::<Pack>()? {
            if pack.documents.contains(id) {
                let documents = pack.documents.iter().copied().filter(|it| it != id).collect();
                work.store.put(&Pack { documents, ..pack })?;
            }
        }
        for run in work.store.list::<Run>("document", id)? {
            work.store.delete::<Run>(run.id)?;
        }
        for revision in work.store.list::<Revision>("document", id)? {
            work.store.delete::<Revision>(revision.id)?;
        }
        let content = work.store.content(*id)?;
        for figure in content.figures {
            work.store.delete::<Figure>(figure.id)?;
        }
        for step in content.steps {
            work.store.delete::<Step>(step.id)?;
        }
        for connection in content.connections {
            work.store.delete::<Connection>(connection.id)?;
        }
        for node in content.nodes {
            work.store.delete::<Node>(node.id)?;
        }
        for lane in content.lanes {
            work.store.delete::<Lane>(lane.id)?;
        }
        work.store.delete::<Document>(id)?;
    }
    Ok(())
}

/// Removes every link to the document, wherever it stands.
fn unlink(work: &mut Work<'_>, target: DocumentId) -> Result<()> {
    for link in work.store.links_to(target)? {
        if let Some(id) = link.step {
            let mut step: Step = work.store.need(id)?;
            step.link = step.link.filter(|it| *it != target);
            for field in [&mut step.text, &mut step.expected, &mut step.why] {
                *field = text::unlink(field, target);
            }
            for callout in &mut step.callouts {
                callout.text = text::unlink(&callout.text, target);
            }
            work.store.put(&step)?;
        } else if let Some(id) = link.node {
            let mut node: Node = work.store.need(id)?;
            node.opens = node.opens.filter(|it| *it != target);
            node.description = text::unlink(&node.description, target);
            work.store.put(&node)?;
        } else {
            let mut document: Document = work.store.need(link.source)?;
            document.covers.retain(|cover| cover.process != target);
            document.references.retain(|it| *it != target);
            document.governed_by.retain(|it| *it != target);
            for field in [
                &mut document.text,
                &mut document.purpose,
                &mut document.scope,
                &mut document.quality,
                &mut document.materials,
                &mut document.definitions,
                &mut document.starting_screen,
                &mut document.finished_result,
            ] {
                *field = text::unlink(field, target);
            }
            work.store.put(&document)?;
        }
        work.touch(link.source);
    }
    Ok(())
}

pub(super) fn set_status(work: &mut Work<'_>, id: DocumentId, status: Status) -> Result<()> {
    let mut document = work.document(id)?;
    document.status = status;
    work.store.put(&document)
}

pub(super) fn publish(work: &mut Work<'_>, id: DocumentId, revision: RevisionId, note: String) -> Result<()> {
    fits("change note", &note)?;
    work.document(id)?;
    if work.store.get::<Revision>(revision)?.is_some() {
        return Err(Error::invalid("There is a revision with this id already."));
    }
    let number = work.store.revision_rows(id)?.first().map_or(1, |latest| latest.number + 1);
    // What was changed just before, in the same edit, is part of what is frozen.
    work.stamp()?;
    let content = work.store.content(id)?;
    work.store.put(&Revision { id: revision, document: id, number, published_at: work.now, note, content })
}
