//! What of a map is drawn otherwise than before.

use std::collections::HashMap;
use std::hash::Hash;

use crate::query::{MapView, Redrawn};

/// Without a view from before, all of the map.
pub fn redrawn(before: Option<&MapView>, now: &MapView) -> Redrawn {
    let Some(before) = before else {
        return Redrawn {
            process: now.process,
            whole: true,
            bounds: now.bounds,
            lanes: now.lanes.clone(),
            nodes: now.nodes.clone(),
            connections: now.connections.clone(),
            gone_nodes: vec![],
            gone_connections: vec![],
        };
    };
    let (nodes, gone_nodes) = differences(&before.nodes, &now.nodes, |node| node.id);
    let (connections, gone_connections) = differences(&before.connections, &now.connections, |it| it.id);
    Redrawn {
        process: now.process,
        whole: false,
        bounds: now.bounds,
        // Few, and each borders on the next.
        lanes: now.lanes.clone(),
        nodes,
        connections,
        gone_nodes,
        gone_connections,
    }
}

/// Those that are new or other than before, and the ids of those that are gone.
fn differences<T: Clone + PartialEq, Id: Copy + Eq + Hash>(
    before: &[T],
    now: &[T],
    id: fn(&T) -> Id,
) -> (Vec<T>, Vec<Id>) {
    let mut known: HashMap<Id, &T> = before.iter().map(|one| (id(one), one)).collect();
    let other = now.iter().filter(|one| known.remove(&id(one)).is_none_or(|old| old != *one)).cloned().collect();
    let gone = before.iter().map(id).filter(|id| known.contains_key(id)).collect();
    (other, gone)
}
