//! A fork of which one way has its SOP and another has none: the readers of that one are left alone.

use std::collections::HashSet;

use super::words::counted;
use super::{Found, Rule, Survey};
use crate::model::{ConnectionId, NodeId};
use crate::paths::{self, Path};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "uncovered_path", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for flow in &survey.processes {
        let process = flow.content.document.id;
        let delegated: HashSet<NodeId> =
            flow.nodes.iter().filter(|node| paths::asks(node)).map(|node| node.id).collect();
        let forks = flow.nodes.iter().any(|node| flow.out(node.id).len() > 1);
        if !forks || delegated.is_empty() {
            continue;
        }
        let told = flow.told(survey.covers(process).iter().map(|(_, extent)| *extent));
        let paths = paths::paths(flow.content);
        let (covered, open): (Vec<_>, Vec<_>) = paths.iter().partition(|path| told.owed(path, &delegated).is_empty());
        let known: HashSet<ConnectionId> = covered.iter().flat_map(|path| &path.branches).copied().collect();
        let mut told: Vec<(ConnectionId, &Path, usize)> = vec![];
        for path in open {
            // The path parts from the covered ones at the first branch that none of them takes.
            let own = path.branches.iter().find(|branch| !known.contains(branch)).or(path.branches.last());
            let Some(branch) = own else { continue };
            match told.iter_mut().find(|(other, ..)| other == branch) {
                Some((.., more)) => *more += 1,
                None => told.push((*branch, path, 0)),
            }
        }
        for (branch, path, more) in told {
            let others = if more == 0 { String::new() } else { format!(" (and {} like it)", counted(more, "other")) };
            let message = format!("No SOP covers the path “{}”{others}. Write a variant for it.", path.name);
            found.connection(process, branch, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::{Delegation, DocumentKind, Extent, NodeKind};

    #[test]
    fn each_way_through_a_fork_asks_for_its_sop() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let start = sketch.node(process, NodeKind::Trigger, "Asked for");
        let find = sketch.decided(process, "Find the order", Delegation::Delegate);
        let fork = sketch.node(process, NodeKind::Decision, "Which way?");
        let card = sketch.decided(process, "Pay by card", Delegation::Delegate);
        let bank = sketch.decided(process, "Pay by bank", Delegation::Delegate);
        let end = sketch.node(process, NodeKind::Outcome, "Money back");
        sketch.chain(process, &[start, find, fork]);
        let by_card = sketch.connect(process, fork, card, "card");
        sketch.connect(process, fork, bank, "bank");
        sketch.connect(process, fork, find, "something missing");
        sketch.chain(process, &[card, end]);
        sketch.chain(process, &[bank, end]);

        let sop = sketch.document(DocumentKind::Sop, "Refund by card");
        sketch.cover(sop, process, Extent::Path { branches: vec![by_card] });
        sketch.check(&RULE, &["No SOP covers the path “bank” (and 1 other like it). Write a variant for it."]);
        let other = sketch.document(DocumentKind::Sop, "Refund by bank");
        sketch.cover(other, process, Extent::Nodes { nodes: vec![find, bank] });
        sketch.check(&RULE, &[]);
    }

    #[test]
    fn a_path_with_nothing_to_hand_off_needs_no_sop() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let fork = sketch.node(process, NodeKind::Decision, "Refund?");
        let yes = sketch.decided(process, "Pay it back", Delegation::Delegate);
        let no = sketch.decided(process, "Call the customer", Delegation::Keep);
        sketch.connect(process, fork, yes, "yes");
        sketch.connect(process, fork, no, "no");
        sketch.check(&RULE, &["No SOP covers the path “yes”. Write a variant for it."]);
    }
}
