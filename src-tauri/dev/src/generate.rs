//! Generated libraries: as many documents and screenshots as wanted, the same for the same seed, with
//! text, maps and pictures that look and weigh like real ones. For benchmarks and for trying things out.

mod documents;
mod maps;
pub mod older;
pub mod packs;
mod pictures;
mod words;

use std::path::Path;

use roadbook_core::edit::Edit;
use roadbook_core::model::{
    AssetHash, Callout, CalloutKind, Connection, Cover, Delegation, Document, DocumentContent, DocumentId,
    DocumentKind, Draft, Extent, Figure, Lane, Mark, Node, NodeKind, Point, Rect, Role, RoleId, Shape, ShapeForm, Step,
    Tool, ToolId,
};
use roadbook_core::{Library, Outside, Result, pixels};
use uuid::Uuid;

pub use documents::documents;
pub use maps::map;
pub use pictures::screen;
pub use words::Random;

/// How much a library is to hold.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// Of all kinds together; about one in twenty is a process.
    pub documents: u32,
    /// Distinct 1920x1080 pictures, spread over the work instructions.
    pub screenshots: u32,
    pub seed: u64,
}

/// Documents inserted in one edit; more would hold too much in memory, fewer would wait for the disk.
const BATCH: usize = 200;
/// A process, the documents that cover it, and their instructions.
const FAMILY: u32 = 20;

/// Makes the library in a new folder. `progress` is told how much is done, in parts of the whole.
pub fn generate(path: &Path, amount: Amount, outside: Outside, progress: &mut dyn FnMut(f64)) -> Result<()> {
    let mut library = Library::create(path, outside)?;
    let mut make = Make { random: Random::new(amount.seed), roles: vec![], tools: vec![], count: 0 };
    let first = make.vocabulary();
    library.edit(Edit::Insert { draft: first })?;
    let pictures = import_pictures(&mut library, amount, progress)?;
    let mut pictures = pictures.into_iter();
    let instructions = (amount.documents * 11).div_ceil(FAMILY).max(1);
    let each = amount.screenshots.div_ceil(instructions).max(1) as usize;
    let mut batch = vec![];
    while make.count < amount.documents {
        let room = amount.documents - make.count;
        batch.extend(make.family(room.min(FAMILY), &mut pictures, each));
        if batch.len() >= BATCH || make.count >= amount.documents {
            let documents = std::mem::take(&mut batch);
            library.edit(Edit::Insert { draft: Draft { documents, ..Draft::default() } })?;
            library.forget_history();
            progress(0.7 + 0.3 * f64::from(make.count) / f64::from(amount.documents));
        }
    }
    library.close()
}

fn import_pictures(library: &mut Library, amount: Amount, progress: &mut dyn FnMut(f64)) -> Result<Vec<AssetHash>> {
    let assets = library.assets();
    let mut hashes = vec![];
    for index in 0..amount.screenshots {
        let (width, height, rgba) = pictures::screen(amount.seed, index);
        let imported = pixels::import_rgba(width, height, rgba)?;
        let asset = assets.store(&imported, &format!("Screenshot {index}.png"), 1_790_000_000_000)?;
        library.add_asset(&asset)?;
        hashes.push(asset.hash);
        progress(0.7 * f64::from(index + 1) / f64::from(amount.screenshots));
    }
    Ok(hashes)
}

struct Make {
    random: Random,
    roles: Vec<RoleId>,
    tools: Vec<ToolId>,
    count: u32,
}

impl Make {
    fn id<T: From<Uuid>>(&mut self) -> T {
        T::from(self.random.uuid())
    }

    fn vocabulary(&mut self) -> Draft {
        let mut draft = Draft::default();
        for name in words::ROLES {
            let role = Role { id: self.id(), name: name.into(), description: String::new(), person: String::new() };
            self.roles.push(role.id);
            draft.roles.push(role);
        }
        for name in words::TOOLS {
            let tool = Tool { id: self.id(), name: name.into(), description: String::new(), url: String::new() };
            self.tools.push(tool.id);
            draft.tools.push(tool);
        }
        draft
    }

    /// One process, a policy, SOPs that cover its steps, and instructions that these use.
    fn family(
        &mut self,
        size: u32,
        pictures: &mut impl Iterator<Item = AssetHash>,
        each: usize,
    ) -> Vec<DocumentContent> {
        let mut process = self.document(DocumentKind::Process);
        let nodes = 12 + self.random.below(18);
        self.map(&mut process, nodes);
        let mut instructions = vec![];
        for _ in 0..(size * 11 / FAMILY) {
            let mut instruction = self.document(DocumentKind::Instruction);
            instruction.document.tool = Some(self.random.pick(&self.tools.clone()));
            let pictures: Vec<AssetHash> = pictures.take(each).collect();
            let count = 5 + self.random.below(8);
            self.steps(&mut instruction, count, &[], pictures);
            instructions.push(instruction);
        }
        let links: Vec<DocumentId> = instructions.iter().map(|it| it.document.id).collect();
        let mut family = vec![];
        let rest = size.saturating_sub(1 + instructions.len() as u32);
        for index in 0..rest {
            if index == 0 && rest > 1 {
                let mut policy = self.document(DocumentKind::Policy);
                policy.document.text = self.random.sentences(2);
                process.document.governed_by = vec![policy.document.id];
                family.push(policy);
                continue;
            }
            let mut sop = self.document(DocumentKind::Sop);
            let covered = self.random.pick(&process.nodes).id;
            let extent = Extent::Nodes { nodes: vec![covered] };
            sop.document.covers = vec![Cover { process: process.document.id, extent }];
            sop.document.quality = self.random.sentences(1);
            let count = 8 + self.random.below(10);
            self.steps(&mut sop, count, &links, vec![]);
            family.push(sop);
        }
        family.push(process);
        family.extend(instructions);
        family
    }

    fn document(&mut self, kind: DocumentKind) -> DocumentContent {
        self.count += 1;
        let title = match kind {
            DocumentKind::Policy => self.random.noun(),
            _ => self.random.action(),
        };
        let mut document = Document::new(self.id(), kind, self.count, title, 1_790_000_000_000);
        document.owner = Some(self.random.pick(&self.roles.clone()));
        document.purpose = self.random.sentences(2);
        document.scope = self.random.sentences(1);
        DocumentContent::empty(document)
    }

    /// A chain with forks that rejoin and now and then a loop back, in three lanes.
    fn map(&mut self, process: &mut DocumentContent, size: usize) {
        let id = process.document.id;
        for (index, role) in self.roles.clone().into_iter().take(3).enumerate() {
            let lane = Lane {
                id: self.id(),
                process: id,
                position: index as f64,
                role: Some(role),
                title: String::new(),
                breadth: 160.0,
            };
            process.lanes.push(lane);
        }
        for index in 0..size {
            let lane = self.random.below(3);
            let kind = match index {
                0 => NodeKind::Trigger,
                last if last + 1 == size => NodeKind::Outcome,
                _ if self.random.below(6) == 0 => NodeKind::Decision,
                _ => NodeKind::Step,
            };
            let place = Point::new(48.0 + index as f64 * 224.0, lane as f64 * 160.0 + 48.0);
            let label = self.random.action();
            let mut node = Node::new(self.id(), id, kind, place, label);
            node.lane = Some(process.lanes[lane].id);
            node.delegation = self.delegation(kind);
            process.nodes.push(node);
        }
        for index in 1..size {
            let (from, to) = (process.nodes[index - 1].id, process.nodes[index].id);
            process.connections.push(Connection::new(self.id(), id, from, to));
            if process.nodes[index].kind == NodeKind::Decision && index + 2 < size {
                let mut skip = Connection::new(self.id(), id, process.nodes[index].id, process.nodes[index + 2].id);
                skip.label = "no".into();
                process.connections.push(skip);
            }
        }
    }

    fn delegation(&mut self, kind: NodeKind) -> Option<Delegation> {
        let delegation = match self.random.below(4) {
            0 => Delegation::Keep,
            1 => Delegation::Automate,
            _ => Delegation::Delegate,
        };
        (kind == NodeKind::Step).then_some(delegation)
    }

    fn steps(&mut self, content: &mut DocumentContent, count: usize, links: &[DocumentId], pictures: Vec<AssetHash>) {
        let document = content.document.id;
        for index in 0..count {
            let text = self.random.instruction();
            let mut step = Step::new(self.id(), document, (index + 1) as f64, text);
            step.role = Some(self.random.pick(&self.roles.clone()));
            if self.random.below(2) == 0 {
                step.expected = self.random.sentences(1);
            }
            if self.random.below(5) == 0 {
                let kind = [CalloutKind::Tip, CalloutKind::Warning, CalloutKind::Danger][self.random.below(3)];
                step.callouts.push(Callout { kind, text: self.random.sentences(1) });
            }
            if !links.is_empty() && self.random.below(3) == 0 {
                step.link = Some(self.random.pick(links));
            }
            content.steps.push(step);
        }
        for (index, asset) in pictures.into_iter().enumerate() {
            let step = content.steps[index % count].id;
            let figure = self.figure(step, index as f64, asset);
            content.figures.push(figure);
        }
    }

    fn figure(&mut self, step: roadbook_core::model::StepId, position: f64, asset: AssetHash) -> Figure {
        let place = |random: &mut Random| {
            Rect::new(0.1 + random.unit() * 0.5, 0.1 + random.unit() * 0.6, 0.08 + random.unit() * 0.2, 0.05)
        };
        let box_around = place(&mut self.random);
        let secret = place(&mut self.random);
        let from = Point::new(box_around.x + 0.3, box_around.y + 0.25);
        let forms = [
            ShapeForm::Rectangle { rect: box_around },
            ShapeForm::Arrow { from, to: Point::new(box_around.right(), box_around.bottom()) },
            ShapeForm::Number { at: Point::new(box_around.x, box_around.y), pointer: None, from: None },
            ShapeForm::Redaction { rect: secret },
        ];
        let shapes = forms.into_iter().map(|form| Shape::new(self.id(), Mark::Route, form)).collect();
        let (alt, caption) = (self.random.sentences(1), String::new());
        Figure { id: self.id(), step, position, asset, alt, caption, crop: None, shapes }
    }
}
