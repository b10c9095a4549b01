//! An SOP that branches. It is linear, for one path: the other branch is a variant, with its own SOP.

use super::words::{counted, plain, sentences};
use super::{Found, Rule, Survey};
use crate::model::DocumentKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "sop_with_decision", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in survey.of_kind(DocumentKind::Sop) {
        let mut deciding = content.steps.iter().filter(|step| decides(&step.text));
        if let Some(first) = deciding.next() {
            let count = counted(1 + deciding.count(), "step");
            let message =
                format!("{count} with an “if”, but an SOP follows one path. Write a variant for the other one.");
            found.step(content.document.id, first.id, message);
        }
    }
}

/// Only wording that sends readers two ways counts: "check if the box is there" and "as if" do not.
fn decides(markdown: &str) -> bool {
    let lower = markdown.to_lowercase();
    // Most steps have none of these, and need not be parsed.
    if !["if", "otherwise", "else", "in case", "depending on"].iter().any(|words| lower.contains(words)) {
        return false;
    }
    let plain = plain(&lower);
    sentences(&plain).any(|sentence| {
        let opens = ["if ", "otherwise", "or else", "else,", "in case ", "depending on "];
        let inside = [", if ", "; if ", ", otherwise", "; otherwise", ", or else", "depending on whether"];
        opens.iter().any(|words| sentence.starts_with(words)) || inside.iter().any(|words| sentence.contains(words))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn wording_that_sends_readers_two_ways_is_a_decision() {
        let check = |text: &str, expected: bool| assert_eq!(decides(text), expected, "{text}");
        check("Check if the seal is unbroken.", false);
        check("Note whether the customer agrees.", false);
        check("Leave it as if new.", false);
        check("Move the lift to the right.", false);
        check("**If** the card is closed, pay by bank transfer.", true);
        check("Open the order. Otherwise ask the customer.", true);
        check("Pay by card, otherwise by bank transfer.", true);
        check("Depending on the country, add the tax.", true);
    }

    #[test]
    fn an_sop_is_linear() {
        let mut sketch = Sketch::default();
        for kind in [DocumentKind::Sop, DocumentKind::Instruction] {
            let document = sketch.document(kind, "Refund by card");
            sketch.step(document, "If the customer asks, send a receipt.");
            sketch.step(document, "Otherwise do not.");
        }
        sketch.check(&RULE, &["2 steps with an “if”, but an SOP follows one path. Write a variant for the other one."]);
    }
}
