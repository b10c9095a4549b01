//! An SOP or instruction that stands on no map and that no other document leads to: nobody will find it.

use super::survey::title;
use super::{Found, Rule, Survey};
use crate::model::DocumentKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "nothing_links_here", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in &survey.documents {
        let document = &content.document;
        let needs_a_way = matches!(document.kind, DocumentKind::Sop | DocumentKind::Instruction);
        if needs_a_way && document.covers.is_empty() && !survey.linked.contains(&document.id) {
            let title = title(document);
            let message = format!("Nothing links to {title}. Put it on a map, or link it from the step that needs it.");
            found.document(document.id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::{Extent, LinkKind, Status};

    #[test]
    fn a_cover_or_a_link_is_a_way() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let sop = sketch.document(DocumentKind::Sop, "Refund by card");
        let used = sketch.document(DocumentKind::Instruction, "Use the till");
        sketch.document(DocumentKind::Instruction, "Reset a door code");
        sketch.document(DocumentKind::Procedure, "Sweep the floor");
        sketch.cover(sop, process, Extent::Nodes { nodes: vec![] });
        sketch.link(LinkKind::Uses, sop, used);
        let door = "Nothing links to “Reset a door code”. Put it on a map, or link it from the step that needs it.";
        sketch.check(&RULE, &[door]);
        sketch.content(sop).document.status = Status::Retired;
        let till = "Nothing links to “Use the till”. Put it on a map, or link it from the step that needs it.";
        sketch.check(&RULE, &[till, door]);
    }
}
