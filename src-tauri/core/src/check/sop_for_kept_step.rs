//! An SOP for a step that nobody is to take over: it is kept, or a machine does it.

use super::survey::title;
use super::words::node_name;
use super::{Found, Rule, Survey};
use crate::model::{Delegation, DocumentKind, Extent};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "sop_for_kept_step", severity: Severity::Note, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for flow in &survey.processes {
        let process = flow.content.document.id;
        for (document, extent) in survey.covers(process) {
            let Extent::Nodes { nodes } = extent else { continue };
            if document.kind != DocumentKind::Sop || nodes.is_empty() {
                continue;
            }
            let covered: Vec<_> = flow.nodes.iter().filter(|node| nodes.contains(&node.id)).collect();
            let stays = |delegation| matches!(delegation, Some(Delegation::Keep | Delegation::Automate));
            // An SOP of several steps may well run through one that stays.
            if covered.iter().any(|node| !stays(node.delegation)) {
                continue;
            }
            for node in covered {
                let word = if node.delegation == Some(Delegation::Keep) { "kept" } else { "automated" };
                let (label, title) = (node_name(node), title(document));
                let message =
                    format!("{label} is {word}, yet {title} covers it. Delegate the step, or retire the SOP.");
                found.node(process, node.id, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn only_an_sop_without_any_delegated_step_is_in_vain() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let keep = sketch.decided(process, "Decide on goodwill", Delegation::Keep);
        let automate = sketch.decided(process, "Send the receipt", Delegation::Automate);
        let delegate = sketch.decided(process, "Pay it back", Delegation::Delegate);
        let sop = sketch.document(DocumentKind::Sop, "Be kind");
        sketch.cover(sop, process, Extent::Nodes { nodes: vec![keep, delegate] });
        sketch.cover(sop, process, Extent::Nodes { nodes: vec![] });
        sketch.check(&RULE, &[]);
        sketch.cover(sop, process, Extent::Nodes { nodes: vec![keep] });
        let other = sketch.document(DocumentKind::Sop, "Send a receipt");
        sketch.cover(other, process, Extent::Nodes { nodes: vec![automate] });
        sketch.check(
            &RULE,
            &[
                "“Decide on goodwill” is kept, yet “Be kind” covers it. Delegate the step, or retire the SOP.",
                "“Send the receipt” is automated, yet “Send a receipt” covers it. Delegate the step, or retire the SOP.",
            ],
        );
    }
}
