//! The sample's instruction “Issue a refund in the till”, written from nothing by hand: typed, with pictures that
//! are pasted and dropped, each marked by pointer and keyboard, and put in order.

use std::path::{Path, PathBuf};

use roadbook_dev::window::{Spot, Window};
use serde_json::Value;

use crate::arriving::drag;
use crate::desk::Desk;
use crate::hand::{self, focused, kept};

struct Written {
    text: &'static str,
    picture: &'static str,
    /// A tool's key, and from where to where it is drawn, in fractions of what is shown.
    marks: &'static [(&'static str, Spot, Spot)],
}

const STEPS: [Written; 8] = [
    Written {
        text: "Sign in with your own account.",
        picture: "till-1-sign-in.png",
        marks: &[("n", (0.30, 0.42), (0.36, 0.42)), ("x", (0.38, 0.40), (0.55, 0.44)), ("c", (0.2, 0.1), (0.8, 0.9))],
    },
    Written {
        text: "Open **Payments** in the menu.",
        picture: "till-2-payments.png",
        marks: &[("x", (0.31, 0.45), (0.38, 0.95)), ("r", (0.01, 0.19), (0.15, 0.26)), ("s", (0.0, 0.1), (0.6, 0.98))],
    },
    Written {
        text: "Search for the payment number from the ticket, and open the row that is found.",
        picture: "till-3-search.png",
        marks: &[("r", (0.2, 0.28), (0.5, 0.35)), ("a", (0.7, 0.7), (0.6, 0.5)), ("h", (0.2, 0.44), (0.5, 0.47))],
    },
    Written {
        text: "Compare the amount and the items with the ticket. Then press **Refund**.",
        picture: "till-4-payment.png",
        marks: &[("e", (0.7, 0.1), (0.85, 0.2)), ("p", (0.77, 0.15), (0.77, 0.15))],
    },
    Written {
        text: "Choose **Full amount** or **Part of the amount**, as the ticket says.",
        picture: "till-5-refund-panel.png",
        marks: &[("n", (0.65, 0.3), (0.72, 0.32)), ("n", (0.65, 0.4), (0.72, 0.42))],
    },
    Written {
        text: "Choose the reason, write the return number in the note, and press **Continue**.",
        picture: "till-6-reason.png",
        marks: &[("m", (0.68, 0.3), (0.76, 0.36)), ("l", (0.65, 0.7), (0.9, 0.7))],
    },
    Written {
        text: "Read the summary, and press **Refund** with the amount.",
        picture: "till-7-confirm.png",
        marks: &[("b", (0.3, 0.3), (0.4, 0.34)), ("n", (0.7, 0.8), (0.76, 0.82))],
    },
    Written { text: "Copy the refund number to the ticket.", picture: "till-8-refunded.png", marks: &[] },
];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/core/sample/pictures").join(name)
}

#[test]
fn the_instruction_is_written_from_nothing() {
    let desk = Desk::new("refund");
    let window = desk.open(&[]);
    window.resize_page(1280, 800);
    hand::begin_library(&window, "Shop");
    hand::begin_document(&window, "Work instruction", "Issue a refund in the till");
    focused(&window, "where writing begins", "[data-begin]");

    for (at, step) in STEPS.iter().enumerate() {
        if at > 0 {
            window.press("Ctrl+Shift+Enter");
        }
        write(&window, at, step.text);
        if at % 2 == 0 {
            desk.screen.copy_picture(&file(step.picture));
            window.press("Ctrl+v");
        } else {
            let on = || window.find(&format!("[data-step]:nth-of-type({}) [role=textbox]", at + 1));
            drag(&desk, &window, &[file(step.picture)], on, None);
        }
        has_figures(&window, at + 1);
        mark(&window, step);
        if at == 0 || at == 4 {
            window.screenshot(&desk.left(&format!("step-{}.png", at + 1)));
        }
        // Out of the mark, out of the picture: the keyboard is on the step again.
        window.press("Escape");
        window.press("Escape");
        focused(&window, "the step", "[data-step] button.number");
    }
    kept(&window);
    let written = hand::library(&window);
    check(&written["records"]);

    // Out of order and back, by keyboard and by its handle.
    window.press("Alt+ArrowUp");
    kept(&window);
    let texts = |records: &Value| -> Vec<String> {
        let steps = records["documents"][0]["steps"].as_array().unwrap();
        steps.iter().map(|step| step["text"].as_str().unwrap().to_owned()).collect()
    };
    let mut moved: Vec<String> = STEPS.iter().map(|step| step.text.to_owned()).collect();
    moved.swap(6, 7);
    assert_eq!(texts(&hand::library(&window)["records"]), moved);
    window.press("Alt+ArrowDown");
    kept(&window);
    assert_eq!(texts(&hand::library(&window)["records"]), texts(&written["records"]));

    let made = hand::library(&window);
    let count = hand::travel(&window, "undo");
    assert!(count > 30, "each thing that was done can be undone alone, but there were {count}");
    assert_eq!(hand::library(&window)["records"]["documents"], Value::Array(vec![]));
    assert_eq!(hand::travel(&window, "redo"), count);
    assert_eq!(hand::library(&window)["records"], made["records"], "undo and redo of everything changes nothing");

    hand::choose(&window, "Issue a refund in the till");
    window.press("Ctrl+Shift+p");
    let read = "const page = document.querySelector('[data-testid=reader] iframe')?.contentDocument;
        return page?.querySelectorAll('[data-step] img').length === 8";
    window.wait("the instruction as it is read", read, vec![]);
    window.settle();
    window.screenshot(&desk.left("read.png"));
    window.close();

    let html = desk.path("refund.html").display().to_string();
    let library = desk.library("Shop").display().to_string();
    let told = desk.command_line(&["export", &library, "--output", &html]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let page = std::fs::read_to_string(&html).unwrap();
    assert_eq!(page.matches("data:image/").count(), STEPS.len(), "each picture is in the export");
}

/// The step that is new is written into at once.
fn write(window: &Window, at: usize, text: &str) {
    if at > 0 {
        focused(window, "the new step", "[data-step] [contenteditable=true]");
    }
    window.type_text(text);
    let plain = text.replace("**", "");
    let script = "return document.querySelectorAll('[data-step]')[arguments[0]]?.innerText.includes(arguments[1])";
    window.wait("what was typed", script, vec![at.into(), plain.into()]);
}

fn has_figures(window: &Window, count: usize) {
    let script = "return document.querySelectorAll('[data-figure]').length === arguments[0]
        && !document.querySelector('.arriving')";
    window.wait(&format!("{count} pictures"), script, vec![count.into()]);
    kept(window);
}

/// The picture that has just come is the chosen one; where it has the keyboard, it takes the tools' keys.
fn mark(window: &Window, step: &Written) {
    hand::to_picture(window);
    for (key, from, to) in step.marks {
        let [left, top, width, height] = window.bounds("figure svg.marks");
        let at = |spot: &Spot| (left + spot.0 * width, top + spot.1 * height);
        window.press(key);
        if from == to {
            window.click_at(at(from));
        } else {
            let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
            window.drag(&[at(from), at(&middle), at(to)]);
        }
        if *key == "c" {
            window.press("Enter");
        }
        kept(window);
        window.settle();
    }
}

fn check(records: &Value) {
    let document = &records["documents"][0];
    assert_eq!(document["document"]["title"], "Issue a refund in the till");
    let steps = document["steps"].as_array().unwrap();
    let figures = document["figures"].as_array().unwrap();
    assert_eq!((steps.len(), figures.len()), (STEPS.len(), STEPS.len()));
    for (step, wanted) in steps.iter().zip(&STEPS) {
        assert_eq!(step["text"], wanted.text);
        let on_step: Vec<&Value> = figures.iter().filter(|figure| figure["step"] == step["id"]).collect();
        assert_eq!(on_step.len(), 1, "{}", wanted.text);
        let drawn: Vec<&str> =
            on_step[0]["shapes"].as_array().unwrap().iter().filter_map(|it| it["form"]["kind"].as_str()).collect();
        let names = [
            ("n", "number"),
            ("x", "redaction"),
            ("r", "rectangle"),
            ("s", "spotlight"),
            ("a", "arrow"),
            ("h", "highlight"),
            ("e", "ellipse"),
            ("p", "click"),
            ("m", "magnifier"),
            ("l", "line"),
            ("b", "blur"),
        ];
        let kind = |key: &str| names.iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind);
        let expected: Vec<&str> = wanted.marks.iter().filter_map(|(key, ..)| kind(key)).collect();
        assert_eq!(drawn, expected, "{}", wanted.text);
        assert_eq!(on_step[0]["crop"].is_null(), !wanted.marks.iter().any(|(key, ..)| *key == "c"));
    }
}
