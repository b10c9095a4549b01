//! An SOP of more steps than one follows without losing the place.

use super::survey::main_steps;
use super::{Found, Rule, Survey};
use crate::model::DocumentKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "sop_too_long", severity: Severity::Warning, find };

const MOST: usize = 30;

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in survey.of_kind(DocumentKind::Sop) {
        let count = main_steps(content).count();
        if let Some(first) = main_steps(content).nth(MOST) {
            let message = format!("This SOP has {count} steps; {MOST} is the most. Split it, or link an instruction.");
            found.step(content.document.id, first.id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn sub_steps_do_not_count() {
        let mut sketch = Sketch::default();
        let sop = sketch.document(DocumentKind::Sop, "Refund by card");
        for count in 0..40 {
            let step = sketch.step(sop, "Press the next key");
            sketch.step_mut(sop, step).depth = u8::from(count >= 30);
        }
        sketch.check(&RULE, &[]);
        sketch.content(sop).steps[35].depth = 0;
        sketch.check(&RULE, &["This SOP has 31 steps; 30 is the most. Split it, or link an instruction."]);
    }
}
