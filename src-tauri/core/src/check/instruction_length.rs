//! A work instruction that is too short to be one, or too long to be followed at the screen.

use super::survey::main_steps;
use super::words::counted;
use super::{Found, Rule, Survey};
use crate::model::DocumentKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "instruction_length", severity: Severity::Note, find };

const FEWEST: usize = 5;
const MOST: usize = 15;

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in survey.of_kind(DocumentKind::Instruction) {
        let count = main_steps(content).count();
        if count < FEWEST {
            let has = if count == 0 { "no steps yet".into() } else { format!("only {}", counted(count, "step")) };
            let message = format!("This work instruction has {has}. Write each click as a step: {FEWEST} to {MOST}.");
            found.document(content.document.id, message);
        } else if count > MOST {
            let message =
                format!("This work instruction has {count} steps. Split it into parts of {FEWEST} to {MOST}.");
            found.document(content.document.id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn five_to_fifteen_steps_are_right() {
        let check = |steps: usize, expected: &[&str]| {
            let mut sketch = Sketch::default();
            let instruction = sketch.document(DocumentKind::Instruction, "Use the till");
            for _ in 0..steps {
                sketch.step(instruction, "Press the next key");
            }
            sketch.check(&RULE, expected);
        };
        check(0, &["This work instruction has no steps yet. Write each click as a step: 5 to 15."]);
        check(1, &["This work instruction has only 1 step. Write each click as a step: 5 to 15."]);
        check(5, &[]);
        check(15, &[]);
        check(16, &["This work instruction has 16 steps. Split it into parts of 5 to 15."]);
    }
}
