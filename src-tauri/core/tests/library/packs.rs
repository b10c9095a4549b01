//! Packs: what is kept of them, and what their options take out of a library.

use roadbook_core::Scope;
use roadbook_core::edit::{DocumentChange, Edit, NodeChange, StepChange};
use roadbook_core::model::{
    AssetHash, Cover, Delegation, DocumentId, DocumentKind, Extent, Language, NodeKind, Pack, PackColour, PackId,
    PackOptions, Paper, RevisionId, Role, RoleId, Snapshot,
};
use roadbook_core::query::{Query, Reply};

use uuid::Uuid;

use super::support::{Fixture, id, library};

fn packs(fixture: &Fixture) -> Vec<Pack> {
    match fixture.library.read(Query::Overview).unwrap() {
        Reply::Overview(overview) => overview.packs,
        _ => unreachable!("the reply is the query's"),
    }
}

fn titles(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.documents.iter().map(|it| it.document.title.as_str()).collect()
}

fn publish(fixture: &mut Fixture, document: DocumentId, note: &str) {
    fixture.edit(Edit::Publish { document, revision: RevisionId(id()), note: note.into() });
}

#[test]
fn a_pack_keeps_its_order_and_choices_and_can_be_taken_back() {
    let mut fixture = library();
    let first = fixture.document(DocumentKind::Sop, "First");
    let second = fixture.document(DocumentKind::Sop, "Second");
    let options = PackOptions {
        paper: Paper::A5,
        language: Language::German,
        colour: PackColour::Violet,
        glossary: true,
        tick_boxes: true,
        ..PackOptions::default()
    };
    let pack = Pack {
        id: PackId(id()),
        name: "New hires".into(),
        documents: vec![second, first],
        everything_below: false,
        options,
    };
    fixture.edit(Edit::SavePack { pack: pack.clone() });
    let turned = Pack { documents: vec![first, second], ..pack.clone() };
    fixture.edit(Edit::SavePack { pack: turned.clone() });
    assert_eq!(packs(&fixture), std::slice::from_ref(&turned));
    fixture.library.undo().unwrap();
    assert_eq!(packs(&fixture), [pack]);
    fixture.library.redo().unwrap();
    assert_eq!(packs(&fixture), [turned]);
}

#[test]
fn a_logo_is_kept_as_long_as_a_pack_has_it() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Bake bread");
    let pack = |logo: Option<&AssetHash>| Pack {
        id: PackId(Uuid::from_u128(5)),
        name: "New hires".into(),
        documents: vec![sop],
        everything_below: false,
        options: PackOptions { logo: logo.cloned(), ..PackOptions::default() },
    };
    let (first, second) = (fixture.asset(1).hash, fixture.asset(2).hash);
    let unknown = AssetHash::parse(&"0".repeat(64)).unwrap();
    assert!(fixture.library.edit(Edit::SavePack { pack: pack(Some(&unknown)) }).is_err(), "it must be in the library");
    fixture.edit(Edit::SavePack { pack: pack(Some(&first)) });
    fixture.edit(Edit::SavePack { pack: pack(Some(&second)) });
    fixture.library.undo().unwrap();
    assert_eq!(packs(&fixture)[0].options.logo.as_ref(), Some(&first), "choosing another can be taken back");
    let mut fixture = fixture.reopen();
    fixture.library.idle().unwrap();
    let kept = |fixture: &Fixture, hash| fixture.library.assets().original(hash).is_ok();
    assert!(kept(&fixture, &first), "it is in use");
    assert!(!kept(&fixture, &second), "no pack has it");

    let scope = Scope::Documents { ids: vec![sop], everything_below: false };
    let options = PackOptions { logo: Some(first.clone()), ..PackOptions::default() };
    let snapshot = fixture.library.pack_snapshot(&scope, &options).unwrap();
    assert_eq!(snapshot.logo.as_ref().map(|logo| &logo.asset), Some(&first));
    assert!(snapshot.assets.contains_key(&first));
    let plain = PackOptions { cover: false, ..options };
    assert_eq!(fixture.library.pack_snapshot(&scope, &plain).unwrap().logo, None, "it stands on a cover");

    fixture.edit(Edit::DeletePack { id: PackId(Uuid::from_u128(5)) });
    let mut fixture = fixture.reopen();
    fixture.library.idle().unwrap();
    assert!(!kept(&fixture, &first), "it goes with its pack");
}

#[test]
fn a_pack_from_before_there_were_more_options_is_read() {
    let old = r#"{"id": "0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f10", "name": "Old", "options":
        {"paper": "letter", "cover": false, "contents": true, "company": "Fennbrook"}}"#;
    let pack: Pack = serde_json::from_str(old).unwrap();
    assert_eq!((pack.options.paper, pack.options.maps, pack.options.changes), (Paper::Letter, true, false));
}

#[test]
fn policies_stay_out_unless_they_are_chosen() {
    let mut fixture = library();
    let policy = fixture.document(DocumentKind::Policy, "Rule");
    let sop = fixture.document(DocumentKind::Sop, "Work");
    fixture.edit(Edit::UpdateDocument { id: sop, change: DocumentChange::GovernedBy(vec![policy]) });
    let scope = Scope::Documents { ids: vec![sop], everything_below: true };
    let with = PackOptions::default();
    let without = PackOptions { policies: false, ..with.clone() };
    assert_eq!(titles(&fixture.library.pack_snapshot(&scope, &with).unwrap()), ["Rule", "Work"]);
    let snapshot = fixture.library.pack_snapshot(&scope, &without).unwrap();
    assert_eq!(titles(&snapshot), ["Work"]);
    assert!(snapshot.links.is_empty(), "no link leads to what is not there");
    let chosen = Scope::Documents { ids: vec![policy, sop], everything_below: true };
    assert_eq!(titles(&fixture.library.pack_snapshot(&chosen, &without).unwrap()), ["Rule", "Work"]);
}

#[test]
fn only_what_was_published_goes_out_as_it_was_published() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Published");
    let draft = fixture.document(DocumentKind::Sop, "Never published");
    let step = fixture.step(sop, None, "Said first");
    publish(&mut fixture, sop, "The first");
    fixture.edit(Edit::UpdateDocument { id: sop, change: DocumentChange::Title("Changed since".into()) });
    fixture.step(sop, Some(step), "Said since");
    let scope = Scope::Documents { ids: vec![draft, sop], everything_below: true };
    let now = fixture.library.pack_snapshot(&scope, &PackOptions::default()).unwrap();
    assert_eq!(titles(&now), ["Never published", "Changed since"]);
    let options = PackOptions { published_only: true, ..PackOptions::default() };
    let published = fixture.library.pack_snapshot(&scope, &options).unwrap();
    assert_eq!(titles(&published), ["Published"]);
    assert_eq!(published.documents[0].steps.len(), 1, "the step that came since is not in it");
    let notes: Vec<_> = published.changes[&sop].iter().map(|change| (change.number, change.note.as_str())).collect();
    assert_eq!(notes, [(1, "The first")]);
}

#[test]
fn what_is_delegated_to_a_role_is_found_with_what_it_uses() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Refund");
    let sop = fixture.document(DocumentKind::Sop, "Pay back");
    let instruction = fixture.document(DocumentKind::Instruction, "Use the till");
    let other = fixture.document(DocumentKind::Sop, "Decide");
    let role = RoleId(id());
    fixture.edit(Edit::CreateRole {
        role: Role { id: role, name: "Assistant".into(), description: String::new(), person: String::new() },
    });
    let pay = fixture.node(process, NodeKind::Step, "Pay", 0.0, 0.0);
    let decide = fixture.node(process, NodeKind::Step, "Decide", 400.0, 0.0);
    fixture.edit(Edit::UpdateNodes { ids: vec![pay, decide], change: NodeChange::Role(Some(role)) });
    let change = NodeChange::Delegation(Some(Delegation::Delegate));
    fixture.edit(Edit::UpdateNodes { ids: vec![pay], change });
    for (document, node) in [(sop, pay), (other, decide)] {
        let covers = vec![Cover { process, extent: Extent::Nodes { nodes: vec![node] } }];
        fixture.edit(Edit::UpdateDocument { id: document, change: DocumentChange::Covers(covers) });
    }
    let step = fixture.step(sop, None, "Pay");
    fixture.edit(Edit::UpdateStep { id: step, change: StepChange::Link(Some(instruction)) });
    fixture.edit(Edit::UpdateDocument { id: other, change: DocumentChange::Tags(vec!["money".into()]) });
    let Reply::PackChoices(choices) = fixture.library.read(Query::PackChoices).unwrap() else {
        unreachable!("the reply is the query's")
    };
    let of = |id| choices.iter().find(|choice| choice.document == id).unwrap();
    assert_eq!((&of(sop).roles[..], &of(instruction).roles[..]), (&[role][..], &[role][..]));
    assert!(of(other).roles.is_empty(), "a step that is kept is nobody's task");
    assert_eq!(of(other).tags, ["money"]);
    assert_eq!(choices.len(), 4);
}
