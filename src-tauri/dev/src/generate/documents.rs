//! A library of work instructions as long as wanted, with a screenshot on each step.

use std::path::Path;

use roadbook_core::edit::Edit;
use roadbook_core::model::{Document, DocumentContent, DocumentKind, Draft, Step};
use roadbook_core::{Library, Outside, Result};

use super::{Amount, Make, Random, import_pictures};

/// One document per length, called `N steps`. No two pictures are the same.
pub fn documents(
    path: &Path,
    lengths: &[u32],
    seed: u64,
    outside: Outside,
    progress: &mut dyn FnMut(f64),
) -> Result<()> {
    let mut library = Library::create(path, outside)?;
    let mut make = Make { random: Random::new(seed), roles: vec![], tools: vec![], count: 0 };
    library.edit(Edit::Insert { draft: make.vocabulary() })?;
    let screenshots = lengths.iter().sum();
    let pictures = import_pictures(&mut library, Amount { documents: 0, screenshots, seed }, progress)?;
    let mut pictures = pictures.into_iter();
    for (number, length) in (1..).zip(lengths) {
        let title = format!("{length} steps");
        let document = Document::new(make.id(), DocumentKind::Instruction, number, title, 1_790_000_000_000);
        let mut content = DocumentContent::empty(document);
        make.steps(&mut content, *length as usize, &[], pictures.by_ref().take(*length as usize).collect());
        if *length == 0 {
            content.steps.push(Step::new(make.id(), content.document.id, 1.0, String::new()));
        }
        let draft = Draft { documents: vec![content], ..Draft::default() };
        library.edit(Edit::Insert { draft })?;
        library.forget_history();
    }
    library.close()
}
