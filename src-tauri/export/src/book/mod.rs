//! What a pack says, worked out once for every format: chapters in printing order, their facts, steps and
//! figures, and every reference resolved. It knows nothing of pages, of markup or of pixels.

mod back;
mod chapter;
mod figures;
mod here;
mod index;
mod map;
mod steps;

use roadbook_core::model::{DocumentContent, DocumentId, DocumentKind, Figure, Pack, Snapshot, Status, Timestamp};

use crate::labels::Labels;
use crate::markdown::Block;
use crate::text;
pub use back::{Change, Term};
pub use figures::{FigureView, Logo, Picture};
pub use here::Here;
pub use index::{Index, Reference};
pub use map::{MapChapter, MapRow, map_chapter, map_view};
pub use steps::StepView;

pub struct Book<'a> {
    pub labels: &'static Labels,
    pub title: String,
    pub company: String,
    /// On the cover, where there is one.
    pub logo: Option<Logo>,
    pub owner: String,
    pub revision: String,
    pub date: String,
    pub chapters: Vec<Chapter<'a>>,
    /// Each picture once, however many figures show it.
    pub pictures: Vec<Picture<'a>>,
    /// Behind the chapters; empty when it is not wanted.
    pub glossary: Vec<Term>,
    /// Behind the chapters; empty when it is not wanted.
    pub changes: Vec<Change>,
    pub warnings: Vec<String>,
}

pub struct Chapter<'a> {
    pub content: &'a DocumentContent,
    /// Where it is in the pack, in its contents and its links: `d12`.
    pub anchor: String,
    pub kind: DocumentKind,
    /// "SOP 12".
    pub word: String,
    pub title: String,
    /// How far in its line of the contents begins; never more than one deeper than the line above.
    pub depth: usize,
    /// What it belongs to, when that is in the pack before it.
    pub above: Option<Reference>,
    pub owner: String,
    pub status: Status,
    /// "3 of 1 May 2026", or that it was not published.
    pub revision: String,
    pub review_on: String,
    pub facts: Vec<Fact>,
    pub lead: Vec<Block>,
    pub sections: Vec<Section>,
    /// What covers a process, with the part that it covers.
    pub documents: Vec<Reference>,
    pub map: Option<MapChapter>,
    /// Its places on the maps of the pack.
    pub here: Vec<Here>,
    /// Its steps are ticked on paper and signed for.
    pub ticked: bool,
    pub steps: Vec<StepView>,
    pub finished: Vec<Block>,
    pub used_by: Vec<Reference>,
}

pub struct Fact {
    pub name: &'static str,
    pub text: Vec<Block>,
    pub references: Vec<Reference>,
}

pub struct Section {
    pub name: &'static str,
    pub blocks: Vec<Block>,
}

impl<'a> Book<'a> {
    pub fn new(snapshot: &'a Snapshot, pack: &Pack, labels: &'static Labels, now: Timestamp) -> Self {
        let index = Index::new(snapshot, pack.everything_below, labels, now);
        let maps = here::Maps::new(&index);
        let mut figures = figures::Figures::new(snapshot, labels);
        let mut warnings = vec![];
        let mut chapters: Vec<Chapter> = vec![];
        for content in &snapshot.documents {
            let deepest = chapters.last().map_or(0, |before| before.depth + 1);
            let mut chapter = chapter::chapter(content, &index, &maps, &pack.options, &mut figures, &mut warnings);
            chapter.depth = index.depth(content.document.id).min(deepest);
            chapters.push(chapter);
        }
        let lead = chapters.iter().find(|c| c.kind == DocumentKind::Process).or(chapters.first());
        let owner = lead.map(|c| c.owner.clone()).unwrap_or_default();
        let revision = lead.map_or_else(String::new, |c| c.revision.clone());
        let named = [&pack.name, &snapshot.name].into_iter().map(|name| text::line(name)).find(|name| !name.is_empty());
        let company = text::line(&pack.options.company);
        let company = if company.is_empty() { text::line(&snapshot.name) } else { company };
        let (glossary, changes) = (pack.options.glossary, pack.options.changes);
        Self {
            glossary: if glossary { back::glossary(&index) } else { vec![] },
            changes: if changes { back::changes(&index) } else { vec![] },
            labels,
            title: named.unwrap_or_else(|| labels.contents.to_owned()),
            logo: if pack.options.cover { figures.logo(&company) } else { None },
            company,
            owner,
            revision,
            date: labels.day(now),
            chapters,
            pictures: figures.into_pictures(),
            warnings,
        }
    }

    /// How many documents of each kind there are, in the order of the kinds.
    pub fn counts(&self) -> Vec<(DocumentKind, usize)> {
        DocumentKind::ALL
            .into_iter()
            .map(|kind| (kind, self.chapters.iter().filter(|c| c.kind == kind).count()))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// The anchor and title of a document that is in the pack.
    pub fn find(&self, id: DocumentId) -> Option<&Chapter<'a>> {
        self.chapters.iter().find(|chapter| chapter.content.document.id == id)
    }
}

/// Where a step says which figure it means in a warning.
fn place(chapter: &str, step: &str) -> String {
    if step.is_empty() { format!("“{chapter}”") } else { format!("step {step} of “{chapter}”") }
}

/// What makes two figures show the same pixels.
fn same_pixels(a: &Figure, b: &Figure) -> bool {
    a.asset == b.asset && a.crop == b.crop && a.burned_forms().eq(b.burned_forms())
}
