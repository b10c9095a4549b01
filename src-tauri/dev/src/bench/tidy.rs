//! The automatic layout of a large map: from the edit to the map as it is drawn.

use std::time::Instant;

use roadbook_core::query::{Query, Reply};
use roadbook_core::{Edit, Library};

use super::{Row, Setup, median};
use crate::generate;

const NODES: usize = 1_000;

pub(super) fn tidy(setup: &Setup, _: &mut dyn FnMut(&str)) -> Vec<Row> {
    std::fs::create_dir_all(&setup.work).expect("a place to measure in");
    let mut times = vec![];
    for seed in 1..=setup.runs as u64 {
        let folder = tempfile::tempdir_in(&setup.work).expect("a folder");
        let path = folder.path().join("library");
        let process = generate::map(&path, "Large", NODES, seed, super::outside()).expect("a generated map");
        let mut library = Library::open(&path, super::outside()).expect("the library");
        let start = Instant::now();
        library.edit(Edit::Arrange { process, nodes: vec![] }).expect("a tidy map");
        let Ok(Reply::Document(_)) = library.read(Query::Document { id: process }) else { panic!("no map") };
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        library.close().expect("the library closes");
    }
    vec![
        Row::new(format!("Tidy until it is kept and routed, {NODES} nodes"), "ms", median(&mut times), setup.runs)
            .at_most(1_000.0),
    ]
}
