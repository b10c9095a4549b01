//! What the screen has accepted is never lost.

use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::hand::{self, focused};

#[test]
fn an_edit_that_the_status_calls_kept_survives_a_kill() {
    let desk = Desk::new("kill");
    let window = desk.open(&[]);
    hand::begin_library(&window, "Bakery");
    hand::begin_document(&window, "SOP", "Bake the bread");
    focused(&window, "the first step", "[data-begin]");
    window.type_text("Weigh the flour twice.");
    // The library's own answer is the acknowledgement: what it tells, it has committed.
    let start = Instant::now();
    while !hand::library(&window).to_string().contains("Weigh the flour twice.") {
        assert!(start.elapsed() < Duration::from_secs(30), "what was typed is not kept");
        std::thread::sleep(Duration::from_millis(50));
    }
    window.kill();

    let documents = desk.documents(&desk.library("Bakery"));
    assert_eq!(documents[0].steps[0].text, "Weigh the flour twice.");
    let window = desk.open(&[]);
    window.click("[role=treeitem] text=Bake the bread");
    window.find("[data-step] text=Weigh the flour twice.");
    window.close();
}

#[test]
fn what_is_being_typed_is_kept_by_closing() {
    let desk = Desk::new("closing");
    let window = desk.open(&[]);
    hand::begin_library(&window, "Bakery");
    hand::begin_document(&window, "SOP", "Bake the bread");
    focused(&window, "the first step", "[data-begin]");
    window.type_text("Weigh the flour.");
    window.close();

    let documents = desk.documents(&desk.library("Bakery"));
    assert_eq!(documents[0].steps[0].text, "Weigh the flour.");
}
