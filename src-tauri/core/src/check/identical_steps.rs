//! Steps that stand in two documents word for word: the one will be changed, and the other forgotten.

use std::collections::HashMap;

use super::survey::title;
use super::words::{counted, plain};
use super::{Found, Rule, Survey};
use crate::model::{Document, Step};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "identical_steps", severity: Severity::Note, find };

/// Shorter steps, such as "Sign in", are alike by nature.
const FEWEST_WORDS: usize = 5;

fn find(survey: &Survey<'_>, found: &mut Found) {
    // The older document keeps its steps: the finding is about the younger one.
    let mut documents: Vec<_> = survey.documents.iter().filter(|it| it.document.kind.has_steps()).collect();
    documents.sort_by_key(|content| content.document.number);
    let mut first: HashMap<String, &Document> = HashMap::new();
    for content in documents {
        let document = &content.document;
        let mut same: Vec<(&Step, &Document)> = vec![];
        // A step that links is what this rule asks for.
        for step in content.steps.iter().filter(|step| step.link.is_none()) {
            let Some(text) = comparable(&step.text) else { continue };
            let older = *first.entry(text).or_insert(document);
            if older.id != document.id {
                same.push((step, older));
            }
        }
        if let Some((step, older)) = same.first() {
            let count = counted(same.len(), "step");
            let (verb, title) = (if same.len() == 1 { "stands" } else { "stand" }, title(older));
            let message = format!("{count} {verb} word for word in {title} too. Write them once, and link them.");
            found.step(document.id, step.id, message);
        }
    }
}

/// The text as words alone; `None` when it is too short to be the same by more than chance.
fn comparable(markdown: &str) -> Option<String> {
    let text = plain(markdown).to_lowercase();
    let words: Vec<_> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (words.len() >= FEWEST_WORDS).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::DocumentKind;

    #[test]
    fn the_younger_document_is_told() {
        let mut sketch = Sketch::default();
        let younger = sketch.document(DocumentKind::Sop, "Run off-cycle payroll");
        sketch.content(younger).document.number = 9;
        let older = sketch.document(DocumentKind::Sop, "Run payroll");
        for document in [younger, older] {
            sketch.step(document, "Sign in");
            sketch.step(document, "Compare the totals with **last month**.");
            sketch.step(document, "Compare the totals with last month");
        }
        sketch.check(&RULE, &["2 steps stand word for word in “Run payroll” too. Write them once, and link them."]);
        for step in &mut sketch.content(younger).steps {
            step.link = Some(older);
        }
        sketch.check(&RULE, &[]);
    }
}
