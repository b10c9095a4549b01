//! A blur where something may have to be hidden: what was below it can be worked out.

use super::words::counted;
use super::{Found, Rule, Survey};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "redaction_only_blurred", severity: Severity::Problem, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in &survey.documents {
        let mut blurred = content.figures.iter().filter(|figure| figure.is_blurred());
        if let Some(first) = blurred.next() {
            let count = counted(1 + blurred.count(), "screenshot");
            let message = format!("{count} with a blur, which is not secure. Redact what must not be seen.");
            found.step(content.document.id, first.step, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::{DocumentKind, Mark, Rect, Shape, ShapeForm};

    #[test]
    fn a_blur_is_no_redaction() {
        let mut sketch = Sketch::default();
        let instruction = sketch.document(DocumentKind::Instruction, "Use the till");
        let step = sketch.step(instruction, "Sign in");
        sketch.figure(instruction, step, "The sign-in page");
        let rect = Rect::new(0.1, 0.1, 0.2, 0.2);
        let mark = |sketch: &mut Sketch, form| {
            let shape = Shape::new(sketch.id(), Mark::Route, form);
            sketch.content(instruction).figures[0].shapes.push(shape);
        };
        mark(&mut sketch, ShapeForm::Redaction { rect });
        sketch.check(&RULE, &[]);
        mark(&mut sketch, ShapeForm::Blur { rect });
        sketch.check(&RULE, &["1 screenshot with a blur, which is not secure. Redact what must not be seen."]);
    }
}
