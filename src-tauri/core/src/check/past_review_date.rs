//! A document that nobody has looked at since it was to be reviewed.

use super::survey::title;
use super::{Found, Rule, Survey};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "past_review_date", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in &survey.documents {
        let document = &content.document;
        // Days written as YYYY-MM-DD sort as text.
        if let Some(day) = document.review_on.as_ref().filter(|day| **day < survey.today) {
            let title = title(document);
            let message = format!("{title} was to be reviewed on {day}. Read it, mend it, and set the next date.");
            found.document(document.id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::DocumentKind;

    #[test]
    fn the_day_itself_is_in_time() {
        let mut sketch = Sketch::default();
        let policy = sketch.document(DocumentKind::Policy, "Refunds");
        sketch.content(policy).document.review_on = Some("2026-11-21".into());
        sketch.check(&RULE, &[]);
        sketch.content(policy).document.review_on = Some("2026-11-20".into());
        sketch.check(&RULE, &["“Refunds” was to be reviewed on 2026-11-20. Read it, mend it, and set the next date."]);
    }
}
