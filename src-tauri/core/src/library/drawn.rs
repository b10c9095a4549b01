//! Maps as the window was last told of them. An edit then reads only the records that it touched, and its
//! answer holds only what is drawn otherwise.

use std::collections::HashSet;

use crate::map::{self, Around, Before, Picture};
use crate::model::{DocumentContent, DocumentId, DocumentKind, Lane, NodeId, Record, RecordKey};
use crate::query::Redrawn;

/// Maps that are kept at once; edits take turns between few.
const KEPT: usize = 4;

#[derive(Default)]
pub(super) struct Drawn {
    /// In the order of their last change.
    maps: Vec<Kept>,
    /// The library's revision to which the records were brought up.
    revision: u64,
}

/// A map as it was drawn last, with its records as they are now.
pub(super) struct Kept {
    pub content: DocumentContent,
    picture: Picture,
    /// The nodes whose records were touched since.
    touched: HashSet<NodeId>,
}

impl Drawn {
    /// Brings the records up to date. Where a change was missed, nothing is known any more.
    pub fn follow(&mut self, revision: u64, upserts: &[Record], removed: &[RecordKey]) {
        if revision > self.revision + 1 {
            self.maps.clear();
        }
        self.revision = revision;
        let gone = |kept: &Kept| removed.contains(&RecordKey::Document(kept.content.document.id));
        self.maps.retain(|kept| !gone(kept));
        for Kept { content, touched, .. } in &mut self.maps {
            for record in upserts {
                if let Record::Node(node) = record {
                    touched.insert(node.id);
                }
                put(content, record);
            }
            for key in removed {
                remove(content, key);
            }
        }
    }

    pub fn take(&mut self, process: DocumentId) -> Option<Kept> {
        let at = self.maps.iter().position(|kept| kept.content.document.id == process)?;
        Some(self.maps.remove(at))
    }

    /// Draws a map that was not drawn before; none when it is no map.
    pub fn draw(&mut self, content: DocumentContent, around: &Around) -> Option<Redrawn> {
        self.keep(content, None, around)
    }

    /// Draws a map anew, and gives what is other than before.
    pub fn draw_again(&mut self, kept: Kept, around: &Around) -> Option<Redrawn> {
        let Kept { content, picture, touched } = kept;
        self.keep(content, Some(&Before { picture: &picture, touched: &touched }), around)
    }

    fn keep(&mut self, content: DocumentContent, before: Option<&Before>, around: &Around) -> Option<Redrawn> {
        if content.document.kind != DocumentKind::Process {
            return None;
        }
        let picture = map::draw(&content, around, before);
        let redrawn = map::redrawn(before.map(|before| &before.picture.view), &picture.view);
        self.maps.push(Kept { content, picture, touched: HashSet::new() });
        if self.maps.len() > KEPT {
            self.maps.remove(0);
        }
        Some(redrawn)
    }
}

/// In the order in which the store lists them.
fn put(content: &mut DocumentContent, record: &Record) {
    let process = content.document.id;
    match record {
        Record::Document(document) if document.id == process => content.document = (**document).clone(),
        Record::Lane(lane) => {
            content.lanes.retain(|known| known.id != lane.id);
            if lane.process == process {
                let before =
                    |known: &Lane| known.position.total_cmp(&lane.position).then(known.id.cmp(&lane.id)).is_lt();
                content.lanes.insert(content.lanes.partition_point(before), lane.clone());
            }
        }
        Record::Node(node) => {
            place(&mut content.nodes, node, node.process == process, |one| one.id);
        }
        Record::Connection(connection) => {
            place(&mut content.connections, connection, connection.process == process, |one| one.id);
        }
        _ => {}
    }
}

fn place<T: Clone, Id: Ord>(all: &mut Vec<T>, one: &T, here: bool, id: fn(&T) -> Id) {
    match (all.binary_search_by_key(&id(one), id), here) {
        (Ok(at), true) => all[at] = one.clone(),
        (Ok(at), false) => drop(all.remove(at)),
        (Err(at), true) => all.insert(at, one.clone()),
        (Err(_), false) => {}
    }
}

fn remove(content: &mut DocumentContent, key: &RecordKey) {
    match key {
        RecordKey::Lane(id) => content.lanes.retain(|lane| lane.id != *id),
        RecordKey::Node(id) => content.nodes.retain(|node| node.id != *id),
        RecordKey::Connection(id) => content.connections.retain(|connection| connection.id != *id),
        _ => {}
    }
}
