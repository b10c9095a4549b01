//! The sample library, from its folder to its packs.

#![allow(clippy::disallowed_methods, reason = "results are read with files and other programs")]

mod common;

use std::ops::ControlFlow;
use std::sync::Arc;

use common::{Files, NOW, keep, keep_folder};
use roadbook_core::assets::Assets;
use roadbook_core::model::*;
use roadbook_core::pixels::{Burned, Quality};
use roadbook_core::{Library, Outside, Scope};
use roadbook_export::{Format, Pictures, export, export_folder};
use uuid::Uuid;

struct FromLibrary(Arc<Assets>);

impl Pictures for FromLibrary {
    fn burned(&self, figure: &Figure, quality: Quality) -> roadbook_core::Result<Burned> {
        self.0.take(figure, quality).map(|taken| taken.burned)
    }
}

#[test]
fn the_sample_library_goes_out_whole() {
    let folder = tempfile::tempdir().unwrap();
    let outside = Outside { now: || NOW, id: Uuid::now_v7, installation: Uuid::nil(), backups: "nowhere".into() };
    let mut library = Library::create(&folder.path().join("Fennbrook"), outside).unwrap();
    roadbook_core::sample::fill(&mut library).unwrap();
    let pictures = FromLibrary(library.assets());
    let snapshot = library.snapshot(&Scope::All).unwrap();
    let pack = Pack {
        id: PackId::default(),
        name: "How we work".into(),
        documents: vec![],
        everything_below: true,
        options: PackOptions { company: "Fennbrook Cycles".into(), ..PackOptions::default() },
    };
    for format in Format::ALL.into_iter().filter(|format| format.holds_packs()) {
        let mut progress = |_| ControlFlow::Continue(());
        let report = if let Some(extension) = format.extension() {
            let mut out = vec![];
            let report = export(format, &snapshot, &pack, &pictures, NOW, &mut progress, &mut out).unwrap();
            keep(&format!("sample.{extension}"), &out);
            report
        } else {
            let mut files = Files::default();
            let report = export_folder(format, &snapshot, &pack, &pictures, NOW, &mut progress, &mut files).unwrap();
            keep_folder("sample-folder", &files.0);
            report
        };
        assert_eq!(report.warnings, Vec::<String>::new(), "{format:?}");
    }
    library.close().unwrap();
}
