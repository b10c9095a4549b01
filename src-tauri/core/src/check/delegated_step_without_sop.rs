//! A step that is handed off, with nothing that tells how to do it.

use std::collections::HashSet;

use super::words::node_name;
use super::{Found, Rule, Survey};
use crate::paths;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "delegated_step_without_sop", severity: Severity::Problem, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for flow in &survey.processes {
        let owed: Vec<_> = flow.nodes.iter().filter(|node| paths::asks(node)).collect();
        if owed.is_empty() {
            continue;
        }
        let process = flow.content.document.id;
        let covers = survey.covers(process).iter();
        let covered: HashSet<_> = covers.flat_map(|(_, extent)| flow.covered(extent)).collect();
        for node in owed.into_iter().filter(|node| !covered.contains(&node.id)) {
            let label = node_name(node);
            let message = format!("{label} is delegated, but no SOP covers it. Write one, or keep the step.");
            found.node(process, node.id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::{Delegation, DocumentKind, Extent, NodeKind, Status};

    #[test]
    fn a_step_is_covered_by_itself_or_by_a_path_through_it() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let start = sketch.node(process, NodeKind::Trigger, "Asked for");
        let find = sketch.decided(process, "Find the order", Delegation::Delegate);
        let fork = sketch.node(process, NodeKind::Decision, "Which way?");
        let card = sketch.decided(process, "Pay by card", Delegation::Delegate);
        let bank = sketch.decided(process, "Pay by bank", Delegation::Delegate);
        sketch.decided(process, "Decide on goodwill", Delegation::Keep);
        sketch.chain(process, &[start, find, fork]);
        let by_card = sketch.connect(process, fork, card, "card");
        sketch.connect(process, fork, bank, "bank");
        let find_owed = "“Find the order” is delegated, but no SOP covers it. Write one, or keep the step.";
        let card_owed = "“Pay by card” is delegated, but no SOP covers it. Write one, or keep the step.";
        let bank_owed = "“Pay by bank” is delegated, but no SOP covers it. Write one, or keep the step.";
        sketch.check(&RULE, &[find_owed, card_owed, bank_owed]);

        let sop = sketch.document(DocumentKind::Sop, "Refund by card");
        sketch.cover(sop, process, Extent::Path { branches: vec![by_card] });
        sketch.check(&RULE, &[bank_owed]);
        sketch.content(sop).document.status = Status::Retired;
        sketch.check(&RULE, &[find_owed, card_owed, bank_owed]);

        let procedure = sketch.document(DocumentKind::Procedure, "Refund by bank");
        sketch.cover(procedure, process, Extent::Nodes { nodes: vec![bank, find] });
        sketch.node_mut(process, card).opens = Some(procedure);
        sketch.check(&RULE, &[]);
    }
}
