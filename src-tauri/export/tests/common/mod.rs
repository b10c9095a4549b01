//! A small library built by hand: the policy, process, SOPs and instruction of a shop that refunds.

#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]

pub mod bad;
mod refunds;

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::ops::ControlFlow;

use roadbook_core::model::*;
use roadbook_core::pixels::{self, Burned, Quality};
use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::{Folder, Format, Pictures, Progress, Report, export, export_folder};
use uuid::Uuid;

pub use bad::HOSTILE;
pub use refunds::refunds;

pub const NOW: Timestamp = 1_795_219_200_000;
pub const PUBLISHED: Timestamp = 1_792_000_000_000;

/// Originals by hash, burned as the library does it.
#[derive(Default)]
pub struct Originals(pub HashMap<AssetHash, Vec<u8>>);

impl Pictures for Originals {
    fn burned(&self, figure: &Figure, quality: Quality) -> Result<Burned> {
        let original = self.0.get(&figure.asset);
        let original = original.ok_or_else(|| Error::new(ErrorCode::NotFound, "Its file is not in the library."))?;
        let burned = pixels::burn(original, figure)?;
        match quality {
            Quality::Lossless => Ok(burned),
            Quality::Compact => Ok(pixels::compact(&burned)?.unwrap_or(burned)),
        }
    }

    fn lossless_bytes(&self, figure: &Figure) -> Option<u64> {
        self.burned(figure, Quality::Lossless).ok().map(|burned| burned.bytes().len() as u64)
    }
}

/// The files of an exported folder, by name.
#[derive(Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Folder for Files {
    fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        assert!(self.0.insert(name.to_owned(), bytes.to_vec()).is_none(), "{name} is put twice");
        Ok(())
    }
}

pub struct Made {
    pub snapshot: Snapshot,
    pub pack: Pack,
    pub pictures: Originals,
    ids: u128,
}

impl Made {
    /// Every recording is a file in some folder.
    #[allow(dead_code, reason = "packs and pictures have none")]
    pub fn recorded_in_a_file(mut self) -> Self {
        let steps = self.snapshot.documents.iter_mut().flat_map(|content| &mut content.steps);
        for recording in steps.filter_map(|step| step.recording.as_mut()) {
            (recording.url, recording.file) = (String::new(), "/home/ada/Secret plans/Refund in full.mp4".into());
        }
        self
    }

    pub fn new() -> Self {
        let pack = Pack {
            id: PackId::default(),
            name: "Refunds".into(),
            documents: vec![],
            everything_below: true,
            options: PackOptions { company: "Fennbrook Cycles".into(), ..PackOptions::default() },
        };
        let snapshot = Snapshot { name: "Fennbrook".into(), revision: 7, ..Snapshot::default() };
        Self { snapshot, pack, pictures: Originals::default(), ids: 1 << 100 }
    }

    pub fn id<T: From<Uuid>>(&mut self) -> T {
        self.ids += 1;
        Uuid::from_u128(self.ids).into()
    }

    pub fn role(&mut self, name: &str, person: &str) -> RoleId {
        let id = self.id();
        let role = Role { id, name: name.into(), description: String::new(), person: person.into() };
        self.snapshot.roles.insert(id, role);
        id
    }

    pub fn tool(&mut self, name: &str) -> ToolId {
        let id = self.id();
        let tool = Tool { id, name: name.into(), description: String::new(), url: String::new() };
        self.snapshot.tools.insert(id, tool);
        id
    }

    pub fn document(&mut self, kind: DocumentKind, title: &str) -> DocumentId {
        let id = self.id();
        let number = self.snapshot.documents.len() as u32 + 1;
        let document = Document::new(id, kind, number, title.into(), PUBLISHED);
        self.snapshot.documents.push(DocumentContent::empty(document));
        id
    }

    pub fn content(&mut self, id: DocumentId) -> &mut DocumentContent {
        self.snapshot.documents.iter_mut().find(|content| content.document.id == id).unwrap()
    }

    pub fn published(&mut self, id: DocumentId, number: u32) {
        self.snapshot.published.insert(id, (number, PUBLISHED));
        self.content(id).document.status = Status::Approved;
    }

    pub fn step(&mut self, document: DocumentId, text: &str) -> &mut Step {
        let id = self.id();
        let steps = &mut self.content(document).steps;
        steps.push(Step::new(id, document, steps.len() as f64, text.into()));
        steps.last_mut().unwrap()
    }

    pub fn link(&mut self, kind: LinkKind, source: DocumentId, target: DocumentId, step: Option<StepId>) {
        self.snapshot.links.push(Link { kind, source, target, node: None, step });
    }

    /// The last step is told in full by another document.
    pub fn told_in(&mut self, source: DocumentId, target: DocumentId) {
        let step = self.content(source).steps.last_mut().unwrap();
        step.link = Some(target);
        let step = step.id;
        self.link(LinkKind::Uses, source, target, Some(step));
    }

    /// A picture on the last step.
    pub fn figure(
        &mut self,
        document: DocumentId,
        file: &[u8],
        alt: &str,
        caption: &str,
        forms: Vec<ShapeForm>,
    ) -> &mut Figure {
        let hash = self.asset(file);
        let shapes = forms.into_iter().map(|form| Shape::new(self.id(), Mark::Route, form)).collect();
        let id = self.id();
        let content = self.content(document);
        content.figures.push(Figure {
            id,
            step: content.steps.last().unwrap().id,
            position: content.figures.len() as f64,
            asset: hash,
            alt: alt.into(),
            caption: caption.into(),
            crop: None,
            shapes,
        });
        content.figures.last_mut().unwrap()
    }

    pub fn lane(&mut self, process: DocumentId, role: RoleId, breadth: f64) -> LaneId {
        let id = self.id();
        let lanes = &mut self.content(process).lanes;
        let position = lanes.len() as f64;
        lanes.push(Lane { id, process, position, role: Some(role), title: String::new(), breadth });
        id
    }

    pub fn node(
        &mut self,
        process: DocumentId,
        kind: NodeKind,
        lane: Option<LaneId>,
        x: f64,
        y: f64,
        label: &str,
    ) -> NodeId {
        let id = self.id();
        let node = Node { lane, ..Node::new(id, process, kind, Point::new(x, y), label.into()) };
        self.content(process).nodes.push(node);
        id
    }

    pub fn connect(&mut self, process: DocumentId, source: NodeId, target: NodeId, label: &str) -> ConnectionId {
        let id = self.id();
        let connection = Connection { label: label.into(), ..Connection::new(id, process, source, target) };
        self.content(process).connections.push(connection);
        id
    }

    /// Of a folder: its files in a row.
    pub fn export(&self, format: Format) -> (Vec<u8>, Report) {
        if format.extension().is_none() {
            let (files, report) = self.export_folder(format);
            return (files.into_values().flatten().collect(), report);
        }
        let mut out = vec![];
        let report = self
            .told(|made, progress| export(format, &made.snapshot, &made.pack, &made.pictures, NOW, progress, &mut out));
        (out, report)
    }

    pub fn export_folder(&self, format: Format) -> (BTreeMap<String, Vec<u8>>, Report) {
        let mut files = Files::default();
        let report = self.told(|made, progress| {
            export_folder(format, &made.snapshot, &made.pack, &made.pictures, NOW, progress, &mut files)
        });
        (files.0, report)
    }

    fn told(
        &self,
        export: impl FnOnce(&Self, &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Report>,
    ) -> Report {
        let mut steps = 0;
        let report = export(self, &mut |progress| {
            assert!(progress.done <= progress.total, "progress stays within its total: {progress:?}");
            steps += 1;
            ControlFlow::Continue(())
        });
        assert!(steps > 0, "progress is told");
        report.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Puts this file on the cover.
    pub fn logo(&mut self, file: &[u8]) -> AssetHash {
        let asset = self.asset(file);
        self.snapshot.logo = Some(Figure::bare(asset.clone()));
        self.pack.options.logo = Some(asset.clone());
        asset
    }

    fn asset(&mut self, file: &[u8]) -> AssetHash {
        let imported = pixels::import(file, "shot.png").unwrap();
        let hash = imported.hash().clone();
        let asset = Asset {
            hash: hash.clone(),
            mime: imported.mime().into(),
            width: imported.width(),
            height: imported.height(),
            size: imported.bytes().len() as u64,
            imported_at: NOW,
            source_name: "shot.png".into(),
            burned_at: None,
        };
        self.pictures.0.insert(hash.clone(), imported.bytes().to_vec());
        self.snapshot.assets.insert(hash.clone(), asset);
        hash
    }
}

/// A screen with soft shades: more colours than a palette has.
pub fn colourful(width: u32, height: u32) -> image::RgbImage {
    image::RgbImage::from_fn(width, height, |x, y| {
        let shade = 180 + (x * 60 / width) as u8;
        let written = (y / 9) % 3 == 0 && (x * 7 + y) % 11 < 4;
        image::Rgb(if written { [40, 44, 52] } else { [shade, shade - 10, 250 - (y * 60 / height) as u8] })
    })
}

/// A picture of one colour with a spot of another.
pub fn painted(width: u32, height: u32, ground: [u8; 3], spot: Option<(u32, u32, u32, u32, [u8; 3])>) -> Vec<u8> {
    let mut picture = image::RgbImage::from_pixel(width, height, image::Rgb(ground));
    if let Some((x, y, across, down, colour)) = spot {
        for (px, py) in (y..y + down).flat_map(|py| (x..x + across).map(move |px| (px, py))) {
            picture.put_pixel(px, py, image::Rgb(colour));
        }
    }
    encoded(&picture, image::ImageFormat::Png)
}

pub fn encoded(picture: &image::RgbImage, format: image::ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(vec![]);
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Where the results of a test run can be looked at.
pub fn keep(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The same for a folder.
pub fn keep_folder(name: &str, files: &BTreeMap<String, Vec<u8>>) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}
