//! A small library built by hand: the policy, process, SOPs and instruction of a shop that refunds.

#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]

mod refunds;

use std::collections::HashMap;
use std::ops::ControlFlow;

use roadbook_core::model::*;
use roadbook_core::pixels::{self, Burned};
use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::{Format, Pictures, Report, export};
use uuid::Uuid;

pub use refunds::refunds;

pub const NOW: Timestamp = 1_795_219_200_000;
pub const PUBLISHED: Timestamp = 1_792_000_000_000;

/// Originals by hash, burned as the library does it.
#[derive(Default)]
pub struct Originals(pub HashMap<AssetHash, Vec<u8>>);

impl Pictures for Originals {
    fn burned(&self, figure: &Figure) -> Result<Burned> {
        let original = self.0.get(&figure.asset);
        let original = original.ok_or_else(|| Error::new(ErrorCode::NotFound, "Its file is not in the library."))?;
        pixels::burn(original, figure)
    }
}

pub struct Made {
    pub snapshot: Snapshot,
    pub pack: Pack,
    pub pictures: Originals,
    ids: u128,
}

impl Made {
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

    pub fn export(&self, format: Format) -> (Vec<u8>, Report) {
        let mut out = vec![];
        let mut steps = 0;
        let report = export(
            format,
            &self.snapshot,
            &self.pack,
            &self.pictures,
            NOW,
            &mut |progress| {
                assert!(progress.done <= progress.total, "progress stays within its total: {progress:?}");
                steps += 1;
                ControlFlow::Continue(())
            },
            &mut out,
        );
        let report = report.unwrap_or_else(|error| panic!("{error:?}"));
        assert!(steps > 0, "progress is told");
        (out, report)
    }
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

/// Everything that has hurt an exporter somewhere, in every field.
pub const HOSTILE: [&str; 8] = [
    r#"#read("/etc/passwd")"#,
    "#import \"evil.typ\": * $x^2$ @ref <label>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\\input{/etc/passwd} \\textbf{x} %",
    "]] ]) } #eval(\"1+1\") /* // */",
    "a\u{0}b\u{1}0\u{2}\u{7}\u{e000}\u{202e}c\u{fffe}\u{200b}d",
    "&lt;b&gt; &amp; \" ' `",
    "{{7*7}} ${7*7} {% x %}",
];

/// Where the results of a test run can be looked at.
pub fn keep(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}
