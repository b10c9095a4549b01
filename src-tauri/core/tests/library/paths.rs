//! The paths of a process in a library: who covers them, and when a document is out of date.

use roadbook_core::edit::{ConnectionChange, DocumentChange, Edit, NodeChange};
use roadbook_core::model::{
    ConnectionId, Cover, Delegation, DocumentId, DocumentKind, Extent, NodeId, NodeKind, RevisionId, Status,
};
use roadbook_core::query::{DocumentState, PathsView, Query, Reply, Staleness};

use super::support::{Fixture, id, library};

/// A fork with an SOP for the path "card".
struct Refund {
    fixture: Fixture,
    process: DocumentId,
    sop: DocumentId,
    card: ConnectionId,
    pay: NodeId,
}

impl Refund {
    fn new() -> Self {
        let mut fixture = library();
        let process = fixture.document(DocumentKind::Process, "Refund a customer");
        let ask = fixture.node(process, NodeKind::Trigger, "Asked", 0.0, 0.0);
        let fork = fixture.node(process, NodeKind::Decision, "Card or bank?", 200.0, 0.0);
        let pay = fixture.node(process, NodeKind::Step, "Pay by card", 400.0, 0.0);
        let bank = fixture.node(process, NodeKind::Step, "Pay by bank", 400.0, 200.0);
        fixture.connect(process, ask, fork);
        let branches = [fixture.connect(process, fork, pay), fixture.connect(process, fork, bank)];
        for (branch, label) in branches.iter().zip(["card", "bank"]) {
            let change = ConnectionChange::Label(label.into());
            fixture.edit(Edit::UpdateConnection { id: *branch, change });
        }
        let change = NodeChange::Delegation(Some(Delegation::Delegate));
        fixture.edit(Edit::UpdateNodes { ids: vec![pay, bank], change });
        let sop = fixture.document(DocumentKind::Sop, "Refund by card");
        let covers = vec![Cover { process, extent: Extent::Path { branches: vec![branches[0]] } }];
        fixture.edit(Edit::UpdateDocument { id: sop, change: DocumentChange::Covers(covers) });
        Self { fixture, process, sop, card: branches[0], pay }
    }

    fn edit(&mut self, change: DocumentChange) {
        self.fixture.edit(Edit::UpdateDocument { id: self.sop, change });
    }

    fn publish(&mut self) {
        let revision = RevisionId(id());
        self.fixture.edit(Edit::Publish { document: self.sop, revision, note: String::new() });
    }

    fn paths(&self) -> PathsView {
        match self.fixture.library.read(Query::Paths { process: self.process }).unwrap() {
            Reply::Paths(paths) => *paths,
            _ => unreachable!("the reply is the query's"),
        }
    }

    /// The state of the SOP, and why it is out of date; the badge says the same.
    #[track_caller]
    fn check(&self, expected: (DocumentState, Option<Staleness>)) {
        let cover = &self.paths().covers[0];
        assert_eq!((cover.documents, cover.stale), expected);
        let Reply::Document(view) = self.fixture.library.read(Query::Document { id: self.process }).unwrap() else {
            unreachable!("the reply is the query's")
        };
        let badges = view.map.unwrap().nodes;
        let badge = badges.iter().find(|node| node.id == cover.nodes[0]).unwrap();
        assert_eq!(badge.documents, expected.0, "the badge");
    }
}

#[test]
fn paths_and_their_documents_are_told() {
    let refund = Refund::new();
    let view = refund.paths();
    let told: Vec<_> =
        view.paths.iter().map(|path| (path.name.as_str(), path.documents, path.covered_by.as_slice())).collect();
    assert_eq!(told, [("card", DocumentState::Draft, &[refund.sop][..]), ("bank", DocumentState::Owed, &[])]);
    assert_eq!(view.paths[0].branches, [refund.card]);
    assert!(view.paths[0].nodes.contains(&refund.pay));
    let refused = refund.fixture.library.read(Query::Paths { process: refund.sop });
    assert_eq!(refused.unwrap_err().message, "“Refund by card” is not a process, so there are no paths through it.");
}

#[test]
fn what_was_changed_since_it_was_published_is_out_of_date() {
    let mut refund = Refund::new();
    let changed = (DocumentState::Stale, Some(Staleness::ChangedSincePublished));
    refund.check((DocumentState::Draft, None));
    refund.fixture.edit(Edit::SetStatus { id: refund.sop, status: Status::Approved });
    refund.check((DocumentState::Approved, None));
    refund.publish();
    refund.check((DocumentState::Approved, None));
    let step = refund.fixture.step(refund.sop, None, "Open the till.");
    refund.check(changed);
    refund.fixture.library.undo().unwrap();
    refund.check((DocumentState::Approved, None));
    refund.fixture.library.redo().unwrap();
    refund.check(changed);
    let revision = RevisionId(id());
    let published = Edit::Publish { document: refund.sop, revision, note: String::new() };
    let told = refund.fixture.library.edit(published).unwrap();
    assert_eq!(told.maps.len(), 1, "the window hears of the badge");
    refund.check((DocumentState::Approved, None));
    refund.edit(DocumentChange::ReviewOn(Some("2090-01-01".into())));
    refund.check((DocumentState::Approved, None));
    refund.fixture.edit(Edit::DeleteSteps { ids: vec![step] });
    refund.check(changed);
    let revision = RevisionId(id());
    let text = Edit::UpdateDocument { id: refund.sop, change: DocumentChange::Purpose("Money back.".into()) };
    let publish = Edit::Publish { document: refund.sop, revision, note: String::new() };
    refund.fixture.edit(Edit::Together { label: "publish".into(), edits: vec![text, publish] });
    refund.check((DocumentState::Approved, None));
    refund.fixture.edit(Edit::SetStatus { id: refund.sop, status: Status::Draft });
    refund.check((DocumentState::Draft, None));
}

#[test]
fn what_was_to_be_reviewed_is_out_of_date() {
    let mut refund = Refund::new();
    refund.edit(DocumentChange::ReviewOn(Some("2020-01-01".into())));
    refund.check((DocumentState::Stale, Some(Staleness::PastReview)));
    refund.edit(DocumentChange::ReviewOn(Some("2090-01-01".into())));
    refund.check((DocumentState::Draft, None));
}

#[test]
fn a_path_that_loses_its_branch_leaves_its_document_out_of_date() {
    let mut refund = Refund::new();
    let gone = Edit::DeleteFromMap { nodes: vec![], connections: vec![refund.card], heal: false };
    refund.fixture.edit(gone);
    refund.check((DocumentState::Stale, Some(Staleness::BranchGone)));
    assert!(refund.paths().paths.iter().all(|path| !path.covered_by.contains(&refund.sop)));
    refund.fixture.library.undo().unwrap();
    refund.check((DocumentState::Draft, None));
}
