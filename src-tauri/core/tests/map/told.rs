//! Which documents tell which steps and paths, and what the badges say of it.

use roadbook_core::map::{self, Covering};
use roadbook_core::model::{
    Cover, Delegation, Document, DocumentContent, DocumentId, DocumentKind, Extent, NodeId, NodeKind, Snapshot, Status,
};
use roadbook_core::paths::view;
use roadbook_core::query::{DocumentState, Staleness};

use super::build::{Map, Surroundings, connection_id, id, node_id};
use super::cases::refund;

fn states(map: &Map, covers: Vec<Covering>) -> Vec<DocumentState> {
    let surroundings = Surroundings { covers, ..Surroundings::default() };
    map::view(&map.0, &surroundings.around()).nodes.into_iter().map(|node| node.documents).collect()
}

fn covering(number: usize, status: Status, extent: Extent) -> Covering {
    let cover = Cover { process: id(0, 1), extent };
    Covering { document: id::<DocumentId>(9, number), status, cover, stale: None }
}

fn nodes(nodes: &[usize]) -> Extent {
    Extent::Nodes { nodes: nodes.iter().map(|node| node_id(*node)).collect() }
}

fn path(branches: &[usize]) -> Extent {
    Extent::Path { branches: branches.iter().map(|branch| connection_id(*branch)).collect() }
}

#[test]
fn badges_tell_the_state_that_asks_for_most() {
    use DocumentState as S;
    let mut map = refund();
    map.0.nodes[2].delegation = Some(Delegation::Delegate);
    map.0.nodes[4].delegation = Some(Delegation::Keep);
    assert_eq!(states(&map, vec![])[1..5], [S::None, S::Owed, S::None, S::None]);
    assert_eq!(
        states(&map, vec![covering(1, Status::Approved, nodes(&[]))])[2],
        S::Owed,
        "the process as a whole covers no step"
    );
    assert_eq!(states(&map, vec![covering(1, Status::Retired, nodes(&[2]))])[2], S::Owed, "retired is gone");
    let both = vec![covering(1, Status::Approved, nodes(&[2])), covering(2, Status::Draft, nodes(&[2]))];
    assert_eq!(states(&map, both)[2], S::Draft);
    let card = states(&map, vec![covering(1, Status::InReview, path(&[1, 4]))]);
    assert_eq!(card, [S::InReview, S::InReview, S::InReview, S::InReview, S::InReview, S::None, S::InReview, S::None]);
    let lost = Covering { stale: Some(Staleness::BranchGone), ..covering(1, Status::Approved, path(&[1, 77])) };
    let lost = states(&map, vec![lost]);
    assert_eq!(
        lost[..5],
        [S::Stale, S::Stale, S::Stale, S::Stale, S::None],
        "it covers what lies before the lost branch"
    );
}

#[test]
fn a_step_that_opens_a_document_owes_none() {
    use DocumentState as S;
    let mut map = refund();
    let (sop, process) = (id::<DocumentId>(9, 1), id::<DocumentId>(9, 2));
    for (node, opens) in [(2, Some(sop)), (4, Some(process)), (5, None)] {
        map.0.nodes[node].delegation = Some(Delegation::Delegate);
        map.0.nodes[node].opens = opens;
    }
    let surroundings = Surroundings { opened: [(sop, S::InReview)].into(), ..Surroundings::default() };
    let view = map::view(&map.0, &surroundings.around());
    let states: Vec<_> = view.nodes.iter().map(|node| node.documents).collect();
    assert_eq!(
        [states[2], states[4], states[5]],
        [S::InReview, S::None, S::Owed],
        "of another process nothing is told"
    );
    assert_eq!((&view.nodes[2].covered_by, &view.nodes[4].covered_by), (&vec![sop], &vec![process]));
}

#[test]
fn badges_and_the_health_rule_agree_on_what_is_owed() {
    let kinds = [
        NodeKind::Step,
        NodeKind::Decision,
        NodeKind::Subprocess,
        NodeKind::Wait,
        NodeKind::Document,
        NodeKind::Note,
        NodeKind::Trigger,
        NodeKind::Outcome,
    ];
    let sop = id::<DocumentId>(9, 1);
    // Each kind in a chain and by itself; with nothing, with a document that it opens, with one that covers it.
    let ways = kinds.into_iter().flat_map(|kind| (0..6).map(move |way| (kind, way / 2, way % 2 == 0)));
    let mut map = Map::new("All").at(NodeKind::Step, "Begin", 0.0, 0.0);
    let (mut last, mut covered) = (0, vec![]);
    for (number, (kind, way, joined)) in (1..).zip(ways) {
        map = map.at(kind, "x", number as f64 * 200.0, 0.0).with(|node| {
            node.delegation = Some(Delegation::Delegate);
            node.opens = (way == 1).then_some(sop);
        });
        if joined {
            map = map.connect(last, number, "");
            last = number;
        }
        if way == 2 {
            covered.push(node_id(number));
        }
    }
    let covers = vec![covering(1, Status::Draft, Extent::Nodes { nodes: covered })];
    let mut teller = Document::new(sop, DocumentKind::Sop, 2, "Tell".into(), 0);
    teller.covers = covers.iter().map(|covering| covering.cover.clone()).collect();
    let surroundings = Surroundings { covers, ..Surroundings::default() };
    let badges: Vec<_> = map::view(&map.0, &surroundings.around())
        .nodes
        .into_iter()
        .filter(|node| node.documents == DocumentState::Owed)
        .map(|node| node.id)
        .collect();
    let snapshot = Snapshot { documents: vec![map.0.clone(), DocumentContent::empty(teller)], ..Default::default() };
    let findings = roadbook_core::check::check(&snapshot, 0);
    let owed: Vec<_> =
        findings.iter().filter(|it| it.rule == "delegated_step_without_sop").filter_map(|it| it.node).collect();
    assert_eq!(badges, owed);
    assert!(badges.len() > 8, "there is something to agree on: {badges:?}");
}

#[test]
fn paths_tell_who_covers_them() {
    use DocumentState as S;
    let mut map = refund();
    for node in [2, 4, 5] {
        map.0.nodes[node].delegation = Some(Delegation::Delegate);
    }
    let told = |covers: &[Covering]| {
        let view = view(&map.0, covers);
        assert!(!view.more);
        view.paths.into_iter().map(|path| (path.name, path.documents, path.owed, path.covered_by)).collect::<Vec<_>>()
    };
    let of = |name: &str, state, owed: &[usize], by: &[usize]| {
        let owed: Vec<NodeId> = owed.iter().map(|node| node_id(*node)).collect();
        (name.to_owned(), state, owed, by.iter().map(|number| id::<DocumentId>(9, *number)).collect::<Vec<_>>())
    };
    assert_eq!(
        told(&[]),
        [of("yes, card", S::Owed, &[2, 4], &[]), of("yes, bank", S::Owed, &[2, 5], &[]), of("no", S::None, &[], &[])]
    );
    let card = covering(1, Status::Approved, path(&[1, 4]));
    let agree = covering(2, Status::Draft, nodes(&[2]));
    assert_eq!(
        told(&[agree, card]),
        [of("yes, card", S::Draft, &[], &[1, 2]), of("yes, bank", S::Owed, &[5], &[2]), of("no", S::None, &[], &[])],
        "the SOP of the path stands first; another path is not told by it"
    );
    let lost = Covering { stale: Some(Staleness::BranchGone), ..covering(3, Status::Approved, path(&[1, 77])) };
    let retired = covering(4, Status::Retired, path(&[1, 5]));
    let view = view(&map.0, &[lost, retired]);
    assert_eq!(view.paths[0].documents, S::Owed, "a document whose branch is gone tells no path");
    let covers: Vec<_> = view.covers.iter().map(|it| (it.document, it.documents, it.stale, it.nodes.len())).collect();
    assert_eq!(covers, [(id(9, 3), S::Stale, Some(Staleness::BranchGone), 4)], "it is shown nevertheless");
}

#[test]
fn long_paths_are_listed_as_far_as_they_go() {
    let mut map = Map::new("Long").at(NodeKind::Trigger, "Go", 0.0, 0.0);
    for fork in 0..1000 {
        let at = 3 * fork;
        map = map.at(NodeKind::Step, "a", 0.0, 0.0).at(NodeKind::Step, "b", 0.0, 0.0).at(NodeKind::Wait, "", 0.0, 0.0);
        for side in [at + 1, at + 2] {
            map = map.connect(at, side, "").connect(side, at + 3, "");
        }
    }
    let view = view(&map.0, &[]);
    assert!(view.more && view.paths.len() == 9, "nine paths of 2,001 nodes: {}", view.paths.len());
}
