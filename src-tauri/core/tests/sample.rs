//! The sample library: made in a temporary folder, read as a careful reader would read it.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use roadbook_core::edit::Edit;
use roadbook_core::model::{
    Document, DocumentContent, DocumentKind, Extent, Figure, LinkKind, NodeKind, Rect, ShapeForm, Snapshot, Status,
    Timestamp,
};
use roadbook_core::query::{Finding, Query, Reply};
use roadbook_core::{Library, Outside, Scope, check, paths, pixels, sample, text};
use tempfile::TempDir;
use uuid::Uuid;

/// 21 November 2026.
const NOW: Timestamp = 1_795_219_200_000;

static COUNT: AtomicU64 = AtomicU64::new(1);

struct Sample {
    library: Library,
    _folder: TempDir,
}

fn sample() -> Sample {
    let folder = tempfile::tempdir().unwrap();
    let outside = Outside {
        now: || NOW,
        id: || Uuid::from_u128(u128::from(COUNT.fetch_add(1, Ordering::Relaxed))),
        installation: Uuid::from_u128(7),
        backups: folder.path().join("backups"),
    };
    let mut library = Library::create(&folder.path().join("Fennbrook Cycles"), outside).unwrap();
    sample::fill(&mut library).unwrap();
    Sample { library, _folder: folder }
}

impl Sample {
    fn all(&self) -> Snapshot {
        self.library.snapshot(&Scope::All).unwrap()
    }
}

/// A copy of the sample for tests that only read it.
fn snapshot() -> &'static Snapshot {
    static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| sample().all());
    &SNAPSHOT
}

fn titled<'a>(snapshot: &'a Snapshot, title: &str) -> &'a DocumentContent {
    let found = snapshot.documents.iter().find(|content| content.document.title == title);
    found.unwrap_or_else(|| panic!("no document “{title}”"))
}

fn texts(content: &DocumentContent) -> Vec<&str> {
    let Document { text, purpose, scope, quality, materials, definitions, .. } = &content.document;
    let mut texts = vec![text, purpose, scope, quality, materials, definitions];
    texts.extend([&content.document.starting_screen, &content.document.finished_result]);
    texts.extend(content.nodes.iter().flat_map(|node| [&node.label, &node.description]));
    for step in &content.steps {
        texts.extend([&step.text, &step.expected, &step.why]);
        texts.extend(step.callouts.iter().map(|callout| &callout.text));
    }
    texts.extend(content.figures.iter().flat_map(|figure| [&figure.alt, &figure.caption]));
    texts.into_iter().map(String::as_str).collect()
}

#[test]
fn health_finds_what_was_left_undone_and_nothing_else() {
    let sample = sample();
    let snapshot = sample.all();
    let named = |finding: &Finding| {
        let title = snapshot.document(finding.document).unwrap().document.title.clone();
        (finding.rule.clone(), title)
    };
    let found: Vec<_> = check::check(&snapshot, NOW).iter().map(named).collect();
    let found: Vec<_> = found.iter().map(|(rule, title)| (rule.as_str(), title.as_str())).collect();
    let expected = [
        ("delegated_step_without_sop", "Refund a customer"),
        ("uncovered_path", "Refund a customer"),
        ("sop_without_quality_standard", "Correct a payroll mistake"),
        ("step_without_screenshot", "Reset a door code"),
        ("nothing_links_here", "Reset a door code"),
        ("past_review_date", "Reset a door code"),
    ];
    assert_eq!(found, expected, "{:#?}", check::check(&snapshot, NOW));

    for content in &snapshot.documents {
        let id = content.document.id;
        let Reply::Findings(one) = sample.library.read(Query::Findings { document: id }).unwrap() else { panic!() };
        let of_all = check::check(&snapshot, NOW).into_iter().filter(|finding| finding.document == id);
        assert_eq!(
            one,
            of_all.collect::<Vec<_>>(),
            "a document alone is judged as among all: {}",
            content.document.title
        );
    }
}

#[test]
fn it_is_sound_small_and_has_no_history() {
    let mut sample = sample();
    assert_eq!(sample.library.verify().unwrap(), Vec::<String>::new());
    let state = sample.library.state();
    assert_eq!((state.undo, state.redo), (None, None));
    assert!(sample.library.undo().is_err(), "nobody can undo the sample away");
    let path = sample.library.path().to_owned();
    sample.library.close().unwrap();
    let size = size_of(&path);
    assert!(size < 3_000_000, "{size} bytes");
}

fn size_of(path: &Path) -> u64 {
    let entries = std::fs::read_dir(path).unwrap().map(Result::unwrap);
    entries.map(|it| if it.path().is_dir() { size_of(&it.path()) } else { it.metadata().unwrap().len() }).sum()
}

#[test]
fn every_sample_library_is_the_same() {
    assert_eq!(sample().all(), *snapshot());
}

#[test]
fn it_can_be_brought_into_a_library_only_once() {
    let mut sample = sample();
    assert!(sample::fill(&mut sample.library).is_err());
    assert_eq!(sample.library.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn every_link_leads_somewhere() {
    let snapshot = snapshot();
    let ids: BTreeSet<_> = snapshot.documents.iter().map(|content| content.document.id).collect();
    let mut mentions = 0;
    for content in &snapshot.documents {
        for markdown in texts(content) {
            let named = text::mentions(markdown);
            assert_eq!(markdown.matches(text::SCHEME).count(), named.len(), "a link that is none: {markdown}");
            assert!(named.iter().all(|id| ids.contains(id)), "{markdown}");
            mentions += named.len();
        }
        let document = &content.document;
        assert!(document.owner.is_some_and(|id| snapshot.roles.contains_key(&id)), "{}", document.title);
        assert!(document.tool.is_none_or(|id| snapshot.tools.contains_key(&id)), "{}", document.title);
        let pointed = document.governed_by.iter().chain(&document.references);
        let pointed = pointed.chain(content.steps.iter().filter_map(|step| step.link.as_ref()));
        let pointed = pointed.chain(content.nodes.iter().filter_map(|node| node.opens.as_ref()));
        assert!(pointed.copied().all(|id| ids.contains(&id)), "{}", document.title);
        let roles =
            content.steps.iter().filter_map(|step| step.role).chain(content.lanes.iter().filter_map(|it| it.role));
        assert!(roles.into_iter().all(|id| snapshot.roles.contains_key(&id)), "{}", document.title);
        for cover in &document.covers {
            let process = snapshot.document(cover.process).unwrap();
            match &cover.extent {
                Extent::Nodes { nodes } => {
                    assert!(!nodes.is_empty() && nodes.iter().all(|id| process.nodes.iter().any(|it| it.id == *id)));
                }
                Extent::Path { branches } => {
                    let found = paths::paths(process);
                    assert!(
                        found.iter().any(|path| path.branches == *branches),
                        "“{}” covers a path that is there: {:?}",
                        document.title,
                        found.iter().map(|path| &path.name).collect::<Vec<_>>()
                    );
                }
            }
        }
    }
    assert!(mentions >= 8, "texts link where it is natural: {mentions}");
    let of_kind = |kind| snapshot.links.iter().filter(|link| link.kind == kind).count();
    assert!(of_kind(LinkKind::Uses) >= 6 && of_kind(LinkKind::GovernedBy) >= 8 && of_kind(LinkKind::Opens) == 1);
}

#[test]
fn the_pack_is_the_refund_handbook() {
    let sample = sample();
    let Reply::Overview(overview) = sample.library.read(Query::Overview).unwrap() else { panic!() };
    let [pack] = overview.packs.as_slice() else { panic!("one pack") };
    assert_eq!((pack.name.as_str(), pack.options.company.as_str()), ("Refund handbook", "Fennbrook Cycles"));
    let scope = Scope::Documents { ids: pack.documents.clone(), everything_below: pack.everything_below };
    let snapshot = sample.library.snapshot(&scope).unwrap();
    let titles: Vec<_> = snapshot.documents.iter().map(|it| it.document.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Refunds",
            "Refund a customer",
            "Refund in full by card",
            "Refund in part as goodwill",
            "Decline a refund",
            "Issue a refund in the till",
        ]
    );
    assert_eq!(snapshot.assets.len(), 8, "the eight pictures of the till");
}

#[test]
fn approved_documents_are_published_and_drafts_are_not() {
    let sample = sample();
    let snapshot = sample.all();
    for content in &snapshot.documents {
        let document = &content.document;
        let published = snapshot.published.contains_key(&document.id);
        assert_eq!(published, document.status == Status::Approved, "{}", document.title);
    }
    let policy = &titled(&snapshot, "Refunds").document;
    assert!(policy.text.contains("within 30 days"), "the text stands as its last revision");
    let Reply::Revisions(rows) = sample.library.read(Query::Revisions { document: policy.id }).unwrap() else {
        panic!()
    };
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 1]);
    assert!(rows.iter().all(|row| !row.note.is_empty()));
}

/// `regions.json` of the screenshots: for each picture the rectangles of its parts, in pixels.
type Regions = BTreeMap<String, BTreeMap<String, [f64; 4]>>;

fn regions() -> Regions {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dev/sample/regions.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Parts of the screenshots that name a customer, a card, a private address or what a person earns. A sum
/// is none of these, nor is a colleague's name where no money stands beside it.
const PRIVATE: &[&str] = &[
    "email",
    "customer-name",
    "customer-column",
    "customer-initials",
    "customer-email",
    "customer-phone",
    "card-column",
    "card-digits",
    "card-expiry",
    "card-name",
    "panel-card-digits",
    "confirm-customer-name",
    "confirm-card-digits",
    "private-address",
    "name-column",
    "pay-columns",
    "net-column",
    "net-pay-column",
    "bank-digits",
];

#[test]
fn nothing_private_is_in_view() {
    let snapshot = snapshot();
    let regions = regions();
    for name in PRIVATE {
        assert!(regions.values().any(|parts| parts.contains_key(*name)), "no picture has a part {name}");
    }
    let mut hidden = 0;
    for figure in snapshot.documents.iter().flat_map(|content| &content.figures) {
        let asset = &snapshot.assets[&figure.asset];
        let (width, height) = (f64::from(asset.width), f64::from(asset.height));
        let part = pixels::shown_part(asset.width, asset.height, figure.crop);
        let shown = Rect::new(part.x * width, part.y * height, part.width * width, part.height * height);
        let fills = redactions(figure, width, height);
        for (name, area) in regions[&asset.source_name].iter().filter(|(name, _)| PRIVATE.contains(&name.as_str())) {
            let area = Rect::new(area[0], area[1], area[2], area[3]);
            if !area.intersects(shown) {
                continue;
            }
            hidden += 1;
            let covered = fills.iter().any(|fill| {
                let off =
                    [area.x - fill.x, area.y - fill.y, fill.right() - area.right(), fill.bottom() - area.bottom()];
                off.iter().all(|off| *off > 3.0 - 1e-6)
            });
            assert!(covered, "{} of {} is in view, or its redaction does not stand out", name, asset.source_name);
        }
        // A fill hides, and hides nothing else.
        assert!(fills.iter().all(|fill| fill.width > 10.0 && fill.height > 10.0), "{}", asset.source_name);
    }
    assert!(hidden >= 25, "{hidden}");
}

fn redactions(figure: &Figure, width: f64, height: f64) -> Vec<Rect> {
    let fills = figure.shapes.iter().filter_map(|shape| match shape.form {
        ShapeForm::Redaction { rect } => Some(rect),
        _ => None,
    });
    fills.map(|r| Rect::new(r.x * width, r.y * height, r.width * width, r.height * height)).collect()
}

#[test]
fn what_is_hidden_is_fill_in_the_burned_picture() {
    let sample = sample();
    let snapshot = sample.all();
    let till = titled(&snapshot, "Issue a refund in the till");
    for figure in &till.figures {
        let asset = &snapshot.assets[&figure.asset];
        let burned = sample.library.assets().burned(figure).unwrap();
        let size = pixels::shown_size(asset.width, asset.height, figure.crop);
        assert_eq!((f64::from(burned.width()), f64::from(burned.height())), (size.width, size.height));
    }
}

#[test]
fn words_and_pictures_tell_one_story() {
    let snapshot = snapshot();
    let till = titled(snapshot, "Issue a refund in the till");
    let said = texts(till).join("\n");
    for fact in ["P-48213", "R-2291", "RF-20917", "€84.00"] {
        assert!(said.contains(fact), "{fact}");
    }
    let full = texts(titled(snapshot, "Refund in full by card")).join("\n");
    assert!(["P-48213", "R-2291", "RF-20917"].iter().all(|fact| full.contains(fact)));
    for secret in ["Berger", "4417", "5550", "mailbox.example", "postbox.example", "3071"] {
        let told = snapshot.documents.iter().find(|content| texts(content).iter().any(|text| text.contains(secret)));
        assert!(told.is_none(), "{secret} is hidden in the pictures, so no text says it");
    }
}

#[test]
fn documents_are_as_long_as_they_should_be() {
    let snapshot = snapshot();
    let count = |kind| snapshot.documents.iter().filter(|it| it.document.kind == kind).count();
    let kinds = [DocumentKind::Policy, DocumentKind::Process, DocumentKind::Procedure, DocumentKind::Sop];
    assert_eq!(kinds.map(count), [3, 3, 1, 7]);
    assert_eq!(count(DocumentKind::Instruction), 4);
    for content in &snapshot.documents {
        let Document { kind, title, purpose, quality, .. } = &content.document;
        assert!(!purpose.is_empty(), "{title}");
        match kind {
            DocumentKind::Sop => {
                assert!((6..=12).contains(&content.steps.len()), "{title}");
                assert!(!quality.is_empty() || title == "Correct a payroll mistake", "{title}");
                assert!(content.steps.iter().all(|step| step.role.is_some() && !step.expected.is_empty()), "{title}");
            }
            DocumentKind::Process => {
                let ends = [NodeKind::Trigger, NodeKind::Outcome];
                assert!(ends.iter().all(|kind| content.nodes.iter().any(|it| it.kind == *kind)), "{title}");
            }
            _ => {}
        }
        for step in &content.steps {
            assert!(step.text.chars().count() <= 100, "a step is short: {}", step.text);
        }
        for figure in &content.figures {
            assert!(figure.alt.ends_with('.') && figure.alt.chars().count() <= 200, "{}", figure.alt);
        }
    }
    let Extent::Path { .. } = &titled(snapshot, "Refund in full by card").document.covers[0].extent else {
        panic!("an SOP of a variation covers a path");
    };
}

#[test]
fn maps_are_laid_out_by_a_careful_hand() {
    let sample = sample();
    for content in snapshot().documents.iter().filter(|it| it.document.kind == DocumentKind::Process) {
        let id = content.document.id;
        let Reply::Document(view) = sample.library.read(Query::Document { id }).unwrap() else { panic!() };
        let map = view.map.unwrap();
        for (at, node) in map.nodes.iter().enumerate() {
            let record = content.nodes.iter().find(|it| it.id == node.id).unwrap();
            let on_grid = node.rect.x % 8.0 == 0.0 && node.rect.y % 8.0 == 0.0;
            assert!(on_grid, "“{}” stands on the grid", record.label);
            let lane = map.lanes.iter().find(|lane| Some(lane.id) == record.lane).unwrap();
            let inside = node.rect.y >= lane.rect.y + 8.0 && node.rect.bottom() <= lane.rect.bottom() - 8.0;
            assert!(inside, "“{}” stands in its lane", record.label);
            let apart = map.nodes[at + 1..].iter().all(|other| !other.rect.intersects(node.rect));
            assert!(apart, "“{}” overlaps nothing", record.label);
        }
    }
}

#[test]
fn its_documents_can_be_edited_like_any_other() {
    let mut sample = sample();
    let id = titled(&sample.all(), "Reset a door code").document.id;
    sample.library.edit(Edit::TrashDocuments { ids: vec![id] }).unwrap();
    assert_eq!(sample.all().documents.len(), 17);
    sample.library.undo().unwrap();
    assert_eq!(sample.all().documents.len(), 18);
}
