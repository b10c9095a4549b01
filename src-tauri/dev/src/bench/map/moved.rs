//! A drop as the library sees it, without a window: from the edit's arrival to its answer as it is sent, which
//! holds the whole map as it is drawn now.

use std::path::Path;
use std::time::Instant;

use roadbook_core::edit::NodeMove;
use roadbook_core::model::NodeId;
use roadbook_core::{Edit, Library};
use serde_json::Value;

/// Milliseconds of each drop. Nobody else has the library open.
pub(super) fn answered(library: &Path, graph: &Value, drops: usize) -> Vec<f64> {
    let mut library = Library::open(library, super::super::outside()).expect("the library");
    let node = &graph["nodes"][0];
    let id: NodeId = serde_json::from_value(node["id"].clone()).expect("the id of a node");
    let place = |axis: &str| node["rect"][axis].as_f64().expect("a place");
    let (x, y) = (place("x"), place("y"));
    let times = (1..=drops).map(|turn| {
        let moves = vec![NodeMove { id, x: x + 8.0 * (turn % 2) as f64, y }];
        let begun = Instant::now();
        let changed = library.edit(Edit::MoveNodes { moves }).expect("kept");
        serde_json::to_vec(&changed).expect("an answer");
        begun.elapsed().as_secs_f64() * 1000.0
    });
    let times = times.collect();
    library.close().expect("the library closes");
    times
}
