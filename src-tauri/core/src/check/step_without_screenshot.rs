//! A step of a work instruction that shows nothing.

use std::collections::HashSet;

use super::words::counted;
use super::{Found, Rule, Survey};
use crate::model::{DocumentContent, DocumentKind, StepId};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "step_without_screenshot", severity: Severity::Note, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in survey.of_kind(DocumentKind::Instruction) {
        let bare = bare_steps(content);
        if let Some((first, number)) = bare.first() {
            let count = counted(bare.len(), "step");
            let message = format!("{count} without a screenshot, from step {number} on. Show where to click.");
            found.step(content.document.id, *first, message);
        }
    }
}

/// Main steps with no picture of their own or of a sub-step, and their numbers. A recording shows as much,
/// and a link leads to where it is shown.
fn bare_steps(content: &DocumentContent) -> Vec<(StepId, usize)> {
    let pictured: HashSet<_> = content.figures.iter().map(|figure| figure.step).collect();
    let (mut bare, mut number) = (vec![], 0);
    for group in content.steps.chunk_by(|_, next| next.depth > 0) {
        number += 1;
        let shown =
            |step: &crate::model::Step| pictured.contains(&step.id) || step.recording.is_some() || step.link.is_some();
        if !group.iter().any(shown) {
            bare.push((group[0].id, number));
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn a_sub_step_shows_for_its_step() {
        let mut sketch = Sketch::default();
        let instruction = sketch.document(DocumentKind::Instruction, "Use the till");
        sketch.step(instruction, "Sign in");
        let sub = sketch.step(instruction, "Type the password");
        sketch.step_mut(instruction, sub).depth = 1;
        sketch.step(instruction, "Press **Refund**");
        let linked = sketch.step(instruction, "Lock the till");
        sketch.step_mut(instruction, linked).link = Some(instruction);
        sketch.check(&RULE, &["2 steps without a screenshot, from step 1 on. Show where to click."]);
        sketch.figure(instruction, sub, "");
        sketch.check(&RULE, &["1 step without a screenshot, from step 2 on. Show where to click."]);
    }
}
