//! How often a pack is laid out until its page numbers are right. Each time takes about as long as the first one
//! and keeps as much in memory, so that this decides how long an export takes.

#![allow(clippy::disallowed_methods, reason = "results are kept as files for a look")]

mod common;

use common::{PUBLISHED, refunds};
use roadbook_core::model::PublishedChange;
use roadbook_export::Format;

#[test]
fn the_second_layout_is_the_last() {
    let mut made = refunds();
    made.pack.options.changes = true;
    made.pack.options.glossary = true;
    let first = made.snapshot.documents[0].document.id;
    let change = PublishedChange { number: 1, published_at: PUBLISHED, note: "Thirty days.".into() };
    made.snapshot.changes.insert(first, vec![change]);

    typst_timing::enable();
    made.export(Format::Pdf);
    let mut events = vec![];
    typst_timing::export_json(&mut events, |_| (String::new(), 0)).unwrap();
    let events: Vec<serde_json::Value> = serde_json::from_slice(&events).unwrap();
    let laid_out = |times: usize| events.iter().any(|event| event["name"] == format!("iter ({times})"));
    assert!(laid_out(2), "numbers are not known before the pages are");
    assert!(!laid_out(3), "they take up the room that was kept for them");
}
