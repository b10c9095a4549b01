//! Libraries that are one pack: the one that exports are measured with, and one of nothing but words.

use std::path::Path;

use roadbook_core::model::{Cover, DocumentContent, DocumentKind, Draft, Extent};
use roadbook_core::{Edit, Library, Outside, Result};

use super::{Amount, Make, Random, import_pictures};

const NODES: usize = 30;
const SOPS: usize = 20;
const INSTRUCTIONS: usize = 40;

/// A process of 30 nodes, 20 SOPs that cover them, 40 work instructions that these use, and distinct screenshots,
/// with marks and a redaction each, on the steps of the instructions.
pub fn pictured(path: &Path, screenshots: u32, outside: Outside) -> Result<()> {
    let mut library = Library::create(path, outside)?;
    let mut make = begin(&mut library)?;
    let amount = Amount { documents: 0, screenshots, seed: 1 };
    let mut pictures = import_pictures(&mut library, amount, &mut |_| ())?.into_iter();
    let each = (screenshots as usize).div_ceil(INSTRUCTIONS);
    let mut process = make.document(DocumentKind::Process);
    make.map(&mut process, NODES);
    let mut instructions = vec![];
    for _ in 0..INSTRUCTIONS {
        let mut instruction = make.document(DocumentKind::Instruction);
        instruction.document.tool = Some(make.random.pick(&make.tools.clone()));
        let pictures = pictures.by_ref().take(each).collect();
        make.steps(&mut instruction, each.max(5), &[], pictures);
        instructions.push(instruction);
    }
    let links: Vec<_> = instructions.iter().map(|it| it.document.id).collect();
    let mut sops = vec![];
    for index in 0..SOPS {
        let mut sop = make.document(DocumentKind::Sop);
        let extent = Extent::Nodes { nodes: vec![process.nodes[index + 1].id] };
        sop.document.covers = vec![Cover { process: process.document.id, extent }];
        sop.document.quality = make.random.sentences(1);
        let told = [links[2 * index], links[2 * index + 1]];
        make.steps(&mut sop, 8, &told, vec![]);
        for (step, link) in sop.steps.iter_mut().zip(told) {
            step.link = Some(link);
        }
        sops.push(sop);
    }
    keep(library, [vec![process], sops, instructions].concat())
}

/// SOPs of paragraphs, lists and tables: about 300 pages of A4, and no picture.
pub fn worded(path: &Path, outside: Outside) -> Result<()> {
    let mut library = Library::create(path, outside)?;
    let mut make = begin(&mut library)?;
    let mut sops = vec![];
    for _ in 0..60 {
        let mut sop = make.document(DocumentKind::Sop);
        sop.document.text = make.chapter();
        sop.document.materials = make.chapter();
        sop.document.definitions = make.chapter();
        make.steps(&mut sop, 12, &[], vec![]);
        sops.push(sop);
    }
    keep(library, sops)
}

fn begin(library: &mut Library) -> Result<Make> {
    let mut make = Make { random: Random::new(1), roles: vec![], tools: vec![], count: 0 };
    let draft = make.vocabulary();
    library.edit(Edit::Insert { draft })?;
    Ok(make)
}

fn keep(mut library: Library, documents: Vec<DocumentContent>) -> Result<()> {
    library.edit(Edit::Insert { draft: Draft { documents, ..Draft::default() } })?;
    library.forget_history();
    library.close()
}

impl Make {
    /// About a page and a half, as Markdown.
    fn chapter(&mut self) -> String {
        let mut parts = vec![];
        for _ in 0..4 {
            parts.push(self.random.sentences(7));
        }
        parts.push((0..6).map(|_| format!("- {}", self.random.sentences(1))).collect::<Vec<_>>().join("\n"));
        parts.push(self.table(14));
        parts.push(self.random.sentences(5));
        parts.join("\n\n")
    }

    fn table(&mut self, rows: usize) -> String {
        let mut lines = vec!["| What | Who | When | Note |".to_owned(), "|---|---|---|---|".to_owned()];
        for _ in 0..rows {
            let (what, who) = (self.random.action(), self.random.pick(&super::words::ROLES));
            lines.push(format!("| {what} | {who} | {} | {} |", self.random.noun(), self.random.sentences(1)));
        }
        lines.join("\n")
    }
}
