//! A screenshot that says nothing to readers who do not see it.

use super::words::counted;
use super::{Found, Rule, Survey};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "screenshot_without_alternative_text", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in &survey.documents {
        let mut silent = content.figures.iter().filter(|figure| figure.alt.trim().is_empty());
        if let Some(first) = silent.next() {
            let count = counted(1 + silent.count(), "screenshot");
            let message = format!("{count} without alternative text. Say in a sentence what one sees.");
            found.step(content.document.id, first.step, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::DocumentKind;

    #[test]
    fn every_screenshot_says_what_it_shows() {
        let mut sketch = Sketch::default();
        let instruction = sketch.document(DocumentKind::Instruction, "Use the till");
        let step = sketch.step(instruction, "Sign in");
        sketch.figure(instruction, step, "The sign-in page");
        sketch.check(&RULE, &[]);
        sketch.figure(instruction, step, " ");
        sketch.check(&RULE, &["1 screenshot without alternative text. Say in a sentence what one sees."]);
    }
}
