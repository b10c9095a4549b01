//! An SOP that does not say how one sees that it was done right.

use super::{Found, Rule, Survey};
use crate::model::DocumentKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "sop_without_quality_standard", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in survey.of_kind(DocumentKind::Sop) {
        if content.document.quality.trim().is_empty() {
            let message = "This SOP has no quality standard. Say how one sees that it was done right.";
            found.document(content.document.id, message.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn blank_is_none() {
        let mut sketch = Sketch::default();
        let sop = sketch.document(DocumentKind::Sop, "Refund by card");
        sketch.content(sop).document.quality = " \n".into();
        sketch.check(&RULE, &["This SOP has no quality standard. Say how one sees that it was done right."]);
        sketch.content(sop).document.quality = "The customer has the money.".into();
        sketch.check(&RULE, &[]);
    }
}
