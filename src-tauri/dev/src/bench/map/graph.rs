//! A generated map as every editor is given it.

use std::path::Path;

use roadbook_core::Library;
use roadbook_core::query::{DocumentView, Query, Reply};
use serde_json::{Value, json};

use crate::generate;

/// Makes a library with one map in it, and gives that map with the places, sizes and routes that it is drawn
/// with: `{title, lanes, nodes, connections}`.
pub(super) fn generated(library: &Path, nodes: usize) -> Value {
    let title = format!("Map of {nodes} nodes");
    let outside = super::super::outside;
    let id = generate::map(library, &title, nodes, 1, outside()).expect("a generated map");
    let library = Library::open(library, outside()).expect("the library");
    let Ok(Reply::Document(view)) = library.read(Query::Document { id }) else {
        panic!("the map cannot be read");
    };
    library.close().expect("the library closes");
    drawn(&view)
}

fn drawn(view: &DocumentView) -> Value {
    let map = view.map.as_ref().expect("a process has a map");
    let nodes = map.nodes.iter().filter_map(|shown| {
        let node = view.content.nodes.iter().find(|node| node.id == shown.id)?;
        Some(json!({ "id": node.id, "kind": node.kind, "label": node.label, "lane": node.lane, "rect": shown.rect }))
    });
    let connections = map.connections.iter().filter_map(|shown| {
        let record = view.content.connections.iter().find(|record| record.id == shown.id)?;
        Some(json!({
            "id": record.id, "source": record.source, "target": record.target, "label": record.label,
            "points": shown.points,
        }))
    });
    json!({
        "title": view.content.document.title,
        "lanes": map.lanes,
        "nodes": nodes.collect::<Vec<_>>(),
        "connections": connections.collect::<Vec<_>>(),
    })
}
