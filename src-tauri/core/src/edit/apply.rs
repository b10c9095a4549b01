//! Sends each edit to the rules of its area, and holds what they share.

use std::collections::BTreeSet;

use super::{Edit, documents, figures, insert, map, nodes, packs, pasting, presets, runs, steps, vocabulary};
use crate::error::{Error, Result};
use crate::limits;
use crate::model::{Document, DocumentId, DocumentKind, Timestamp};
use crate::store::Store;

/// One edit at work: the records, the time, and which documents were changed by it.
pub(super) struct Work<'a> {
    pub store: &'a Store,
    pub now: Timestamp,
    touched: BTreeSet<DocumentId>,
}

/// Applies an edit inside the caller's transaction; an error leaves it to the caller to take all back.
pub(crate) fn apply(store: &Store, edit: Edit, now: Timestamp) -> Result<()> {
    let mut work = Work { store, now, touched: BTreeSet::new() };
    work.apply(edit)?;
    work.stamp()
}

impl Work<'_> {
    pub fn apply(&mut self, edit: Edit) -> Result<()> {
        match edit {
            Edit::CreateDocument { id, kind, title, covers } => documents::create(self, id, kind, title, covers),
            Edit::UpdateDocument { id, change } => documents::update(self, id, change),
            Edit::MoveDocument { id, after } => documents::place(self, id, after),
            Edit::TrashDocuments { ids } => documents::trash(self, &ids, true),
            Edit::RestoreDocuments { ids } => documents::trash(self, &ids, false),
            Edit::DeleteDocuments { ids } => documents::delete(self, &ids),
            Edit::SetStatus { id, status } => documents::set_status(self, id, status),
            Edit::Publish { document, revision, note } => documents::publish(self, document, revision, note),
            Edit::Insert { draft } => insert::insert(self, draft),

            Edit::CreateRole { role } => vocabulary::create_role(self, role),
            Edit::UpdateRole { id, change } => vocabulary::update_role(self, id, change),
            Edit::DeleteRole { id, replacement } => vocabulary::delete_role(self, id, replacement),
            Edit::CreateTool { tool } => vocabulary::create_tool(self, tool),
            Edit::UpdateTool { id, change } => vocabulary::update_tool(self, id, change),
            Edit::DeleteTool { id, replacement } => vocabulary::delete_tool(self, id, replacement),

            Edit::AddNode { node, connection } => nodes::add(self, node, connection),
            Edit::InsertNode { node, connection, rest } => nodes::insert(self, node, connection, rest),
            Edit::PasteNodes { nodes, connections, roles, tools } => {
                pasting::paste_nodes(self, nodes, connections, roles, tools)
            }
            Edit::UpdateNodes { ids, change } => nodes::update(self, &ids, change),
            Edit::MoveNodes { moves } => nodes::move_to(self, &moves),
            Edit::DeleteFromMap { nodes, connections, heal } => nodes::delete(self, &nodes, &connections, heal),
            Edit::Connect { connection } => map::connect(self, connection),
            Edit::UpdateConnection { id, change } => map::update_connection(self, id, change),
            Edit::AddLane { lane, after } => map::add_lane(self, lane, after),
            Edit::UpdateLane { id, change } => map::update_lane(self, id, change),
            Edit::MoveLane { id, after } => map::move_lane(self, id, after),
            Edit::DeleteLane { id, nodes_to } => map::delete_lane(self, id, nodes_to),
            Edit::Arrange { process, nodes } => map::arrange(self, process, &nodes),
            Edit::Outline { process, edits, .. } => map::outline(self, process, edits),

            Edit::AddSteps { document, after, steps } => steps::add(self, document, after, steps),
            Edit::PasteSteps { document, after, steps, figures, roles } => {
                pasting::paste_steps(self, document, after, steps, figures, roles)
            }
            Edit::UpdateStep { id, change } => steps::update(self, id, change),
            Edit::MoveSteps { ids, document, after } => steps::move_to(self, &ids, document, after),
            Edit::DeleteSteps { ids } => steps::delete(self, &ids),
            Edit::SplitStep { id, new, text, rest } => steps::split(self, id, new, text, rest),
            Edit::MergeSteps { first, second } => steps::merge(self, first, second),

            Edit::PlacePictures { document, step, apart, pictures } => {
                figures::place(self, document, step, apart, pictures)
            }
            Edit::UpdateFigure { id, change } => figures::update(self, id, change),
            Edit::ReplacePicture { figure, asset, crop, shapes } => figures::replace(self, figure, asset, crop, shapes),
            Edit::MoveFigure { id, step, after } => figures::move_to(self, id, step, after),
            Edit::DeleteFigures { ids } => figures::delete(self, &ids),
            Edit::AddShapes { figure, shapes } => figures::add_shapes(self, figure, shapes),
            Edit::UpdateShapes { figure, shapes } => figures::update_shapes(self, figure, shapes),
            Edit::DeleteShapes { figure, ids } => figures::delete_shapes(self, figure, &ids),
            Edit::OrderShapes { figure, order } => figures::order_shapes(self, figure, &order),

            Edit::CreatePreset { preset } => presets::create(self, preset),
            Edit::RenamePreset { id, name } => presets::rename(self, id, name),
            Edit::DeletePreset { id } => presets::delete(self, id),

            Edit::SavePack { pack } => packs::save(self, pack),
            Edit::DeletePack { id } => packs::delete(self, id),
            Edit::StartRun { run } => runs::start(self, run),
            Edit::TickRun { run, tick } => runs::tick(self, run, tick),
            Edit::UntickRun { run, part } => runs::untick(self, run, part),
            Edit::FinishRun { run } => runs::finish(self, run),
            Edit::DeleteRun { run } => runs::delete(self, run),

            Edit::Together { edits, .. } => self.apply_all(edits),
        }
    }

    pub fn apply_all(&mut self, edits: Vec<Edit>) -> Result<()> {
        for edit in edits {
            if matches!(edit, Edit::Together { .. } | Edit::Outline { .. }) {
                return Err(Error::invalid("An edit made of several cannot hold another of its kind."));
            }
            self.apply(edit)?;
        }
        Ok(())
    }

    /// Notes that the document's content was changed.
    pub fn touch(&mut self, document: DocumentId) {
        self.touched.insert(document);
    }

    /// Gives each document whose content was changed so far the time of this edit.
    pub fn stamp(&self) -> Result<()> {
        for id in &self.touched {
            if let Some(mut document) = self.store.get::<Document>(*id)?
                && document.changed_at != self.now
            {
                document.changed_at = self.now;
                self.store.put(&document)?;
            }
        }
        Ok(())
    }

    /// The document, when it is there and not in the trash.
    pub fn document(&self, id: DocumentId) -> Result<Document> {
        let document: Document = self.store.need(id)?;
        if document.trashed_at.is_some() {
            let message = format!("“{}” is in the trash. Restore it before you change it.", document.title);
            return Err(Error::invalid(message));
        }
        Ok(document)
    }

    pub fn process(&self, id: DocumentId) -> Result<Document> {
        let document = self.document(id)?;
        if document.kind != DocumentKind::Process {
            return Err(Error::invalid(format!("“{}” is not a process, so it has no map.", document.title)));
        }
        Ok(document)
    }

    pub fn with_steps(&self, id: DocumentId) -> Result<Document> {
        let document = self.document(id)?;
        if !document.kind.has_steps() {
            return Err(Error::invalid(format!("“{}” is a {:?}, which has no steps.", document.title, document.kind)));
        }
        Ok(document)
    }
}

/// Refuses a text that is longer than the limit; `what` names the field for the person.
pub(super) fn fits(what: &str, text: &str) -> Result<()> {
    limits::text(&format!("The {what}"), text)
}

/// A position behind the item with index `after` (none: in front of all) among sorted positions; `None`
/// when there is no room left between two neighbours, so that all have to be numbered anew.
pub(super) fn between(positions: &[f64], after: Option<usize>) -> Option<f64> {
    let (before, next) = match after {
        None => (None, positions.first()),
        Some(index) => (positions.get(index), positions.get(index + 1)),
    };
    match (before, next) {
        (None, None) => Some(1.0),
        (Some(before), None) => Some(before.floor() + 1.0),
        (None, Some(next)) => Some(next.ceil() - 1.0),
        (Some(before), Some(next)) => {
            let middle = before + (next - before) / 2.0;
            (middle > *before && middle < *next).then_some(middle)
        }
    }
}
