//! The whole job, from the first start to the exported pack and back.

use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use roadbook_core::model::DocumentContent;
use roadbook_dev::window::{Spot, Window};
use serde_json::Value;

use crate::desk::Desk;
use crate::hand::{self, connection, focused, handle, kept, node, writing};
use crate::look::{self, BUTTON, SECRET, SECRET_AT, SIZE};

#[test]
fn from_the_first_start_to_the_pack_and_back() {
    let desk = Desk::new("job");
    let window = desk.open(&[]);
    window.find("[data-testid=welcome]");
    hand::begin_library(&window, "Bakery");

    draw_process(&window);
    write_sop(&window);
    write_instruction(&window, &desk);
    let made = hand::library(&window);
    check_records(&made["records"]);

    let steps = hand::travel(&window, "undo");
    let nothing = hand::library(&window);
    assert!(steps > 15, "each thing that was done can be undone alone, but there were {steps}");
    assert_eq!(nothing["records"]["documents"], Value::Array(vec![]), "everything is undone");
    window.find("[data-testid=begin-process]");
    assert_eq!(hand::travel(&window, "redo"), steps, "what was undone can be done again");
    let again = hand::library(&window);
    assert_eq!(again["records"], made["records"], "undo and redo of everything changes nothing");

    export(&window, &desk);
    window.close();

    let library = desk.library("Bakery");
    let seen: Vec<DocumentContent> = serde_json::from_value(made["records"]["documents"].clone()).unwrap();
    assert!(desk.documents(&library) == seen, "a second look finds something else than the window showed");
    let window = desk.open(&[]);
    window.find("[role=treeitem] text=Sell bread");
    assert_eq!(hand::library(&window)["records"], made["records"], "everything is there when it is opened again");
    window.click("[role=treeitem] text=Sell bread");
    for label in ["Check the stock", "Is there flour?", "Bake the bread", "Pack it", "Buy flour"] {
        window.find(&node(label));
    }
    window.close();
}

/// Five steps: three typed as lines, one behind them by Tab, one pulled out of the fork.
fn draw_process(window: &Window) {
    window.click("[data-testid=begin-process]");
    hand::name_document(window, "Sell bread");
    focused(window, "the lines of the empty map", "textarea");
    window.type_text("Check the stock\nIs there flour?\nBake the bread");
    window.press("Ctrl+Enter");
    window.find(&node("Bake the bread"));

    // The last one is chosen: Tab goes on from it.
    window.find(&format!("{} .handle.right", node("Bake the bread")));
    window.press("Tab");
    focused(window, "the new step's label", "[data-node] textarea");
    window.type_text("Pack it");
    window.press("Enter");
    window.find(&node("Pack it"));

    // From the fork's handle to the empty canvas, where the menu says what comes there.
    let from = handle(window, "Is there flour?", "bottom");
    window.drag(&[from, (from.0, from.1 + 60.0), (from.0 + 10.0, from.1 + 130.0)]);
    writing(window);
    window.type_text("Buy flour");
    window.press("Enter");
    window.find(&node("Buy flour"));

    label(window, "Is there flour?", "Buy flour", "No");
    label(window, "Is there flour?", "Bake the bread", "Yes");

    // From a handle to a node.
    let to = window.rest(&node("Bake the bread"));
    let from = handle(window, "Buy flour", "right");
    window.drag(&[from, (to.0 - 30.0, to.1 + 60.0), to]);
    connection(window, "Buy flour", "Bake the bread");
    kept(window);
}

fn label(window: &Window, from: &str, to: &str, text: &str) {
    let at: Spot = connection(window, from, to);
    window.double_click_at(at);
    focused(window, "the connection's label", "[data-testid=main] input");
    window.type_text(text);
    window.press("Enter");
    window.find(&format!("[data-testid=main] text={text}"));
}

fn write_sop(window: &Window) {
    window.click(&node("Bake the bread"));
    window.find("[data-testid=inspector] text=Write SOP for this step");
    window.press("d");
    window.find(&format!("{} text=owed", node("Bake the bread")));
    window.click("[data-testid=inspector] button text=Write SOP for this step");
    window.find("[data-testid=trail] text=Bake the bread");
    window.click("button text=Write the first step");
    focused(window, "the first step", "[data-step] [contenteditable=true]");
    window.type_text("Weigh the flour.\nHeat the oven.");
    window.find("[data-step]:nth-of-type(2) text=Heat the oven.");

    // The step is told in full by an instruction, which is made on the way.
    window.click("[data-testid=inspector] button text=Link to a document");
    focused(window, "the search for a document", "[role=combobox]");
    window.type_text("Set the oven");
    window.find("[role=option] text=New work instruction");
    window.press("Enter");
    window.click("[data-step]:nth-of-type(2) text=Set the oven");
    window.find("[data-testid=trail] text=Set the oven");
}

fn write_instruction(window: &Window, desk: &Desk) {
    // The first sign that is typed makes the first step.
    window.click("[data-begin]");
    window.type_text("Press the blue button.");

    let screenshot = desk.path("screenshot.png");
    look::paint_screenshot(&screenshot);
    desk.screen.copy_picture(&screenshot);
    window.press("Ctrl+v");
    hand::to_picture(window);

    let [left, top, width, height] = window.bounds("figure svg.marks");
    let at = |x: u32, y: u32| -> Spot {
        (left + f64::from(x) * width / f64::from(SIZE.0), top + f64::from(y) * height / f64::from(SIZE.1))
    };
    window.press("a");
    window.drag(&[at(300, 180), at(250, 140), at(205, 100)]);
    window.find("[data-testid=inspector] text=Arrow");
    window.press("x");
    let [x, y, wide, high] = SECRET_AT;
    window.drag(&[at(x - 10, y - 10), at(x + wide / 2, y + high / 2), at(x + wide + 10, y + high + 10)]);
    window.find("[data-testid=inspector] text=Redaction");
    kept(window);

    // Esc leaves the mark, then the picture, which is shown as it will leave the library.
    window.press("Escape");
    window.press("Escape");
    window.gone("[data-testid=inspector] text=Redaction");
    window.wait("the burned picture", BURNED, vec![]);
    window.settle();
    let shown = window.picture();
    assert!(look::count(&shown, BUTTON) > 1000, "the picture is shown");
    assert_eq!(look::count(&shown, SECRET), 0, "what was hidden is not shown any more");
    kept(window);
}

/// The picture is on the page, and not in its annotation editor.
const BURNED: &str = r#"
const image = document.querySelector('figure button.stage img');
return Boolean(image) && image.complete && image.naturalWidth > 0;
"#;

/// What must have become of the clicks and keys, by the records.
fn check_records(records: &Value) {
    let documents = records["documents"].as_array().unwrap();
    let of_kind = |kind: &str| {
        let found: Vec<_> = documents.iter().filter(|content| content["document"]["kind"] == kind).collect();
        assert_eq!(found.len(), 1, "one {kind}");
        found[0]
    };
    let process = of_kind("process");
    assert_eq!(process["document"]["title"], "Sell bread");
    assert_eq!(process["nodes"].as_array().unwrap().len(), 5);
    let mut labels: Vec<_> =
        process["connections"].as_array().unwrap().iter().filter_map(|way| way["label"].as_str()).collect();
    labels.sort_unstable();
    assert_eq!(labels, ["", "", "", "No", "Yes"]);

    let sop = of_kind("sop");
    assert_eq!(sop["document"]["title"], "Bake the bread", "the SOP is named after its step");
    assert_ne!(sop["document"]["covers"], Value::Array(vec![]), "the SOP covers the step");
    assert_eq!(sop["steps"][0]["text"], "Weigh the flour.");
    assert_eq!(sop["steps"][1]["text"], "Heat the oven.");

    let instruction = of_kind("instruction");
    assert_eq!(sop["steps"][1]["link"], instruction["document"]["id"], "the step leads to the instruction");
    assert_eq!(instruction["steps"][0]["text"], "Press the blue button.");
    let shapes = instruction["figures"][0]["shapes"].as_array().unwrap();
    let kinds: Vec<_> = shapes.iter().map(|shape| shape["form"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["arrow", "redaction"]);
}

fn export(window: &Window, desk: &Desk) {
    window.click("[role=treeitem] text=Sell bread");
    window.find(&node("Pack it"));
    let (pdf, html) = (desk.path("Bakery.pdf"), desk.path("Bakery.html"));
    export_as(window, desk, "PDF", &pdf);
    export_as(window, desk, "HTML", &html);
    check_pdf(&pdf, &desk.path("pages"));
    check_html(&html, &desk.library("Bakery"));
}

/// Through the form and the native dialog, to the notice that it is done.
fn export_as(window: &Window, desk: &Desk, format: &str, path: &Path) {
    hand::leave_fields(window);
    window.press("Ctrl+e");
    window.click(&format!("[data-testid=export-form] text={format}"));
    window.click("[data-testid=export-run]");
    desk.screen.answer_dialog("^Export$", path);
    desk.screen.focus("Roadbook$");
    window.find("[data-testid=export-done]");
    window.find(&format!("[data-testid=export] text={}", path.file_name().unwrap().to_string_lossy()));
    window.click("[data-testid=export] button[aria-label=Dismiss]");
    window.gone("[data-testid=export]");
}

/// What both forms must say.
const WORDS: [&str; 8] = [
    "Sell bread",
    "Bake the bread",
    "Weigh the flour.",
    "Heat the oven.",
    "Set the oven",
    "Press the blue button.",
    "Is there flour?",
    "Buy flour",
];

fn check_pdf(pdf: &Path, pages: &Path) {
    let tool = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().expect(program);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{program}: {said} {}", String::from_utf8_lossy(&output.stderr));
        said
    };
    let file = pdf.to_str().unwrap();
    tool("qpdf", &["--check", file]);
    let text = tool("pdftotext", &["-layout", file, "-"]);
    for word in WORDS {
        assert!(text.contains(word), "the PDF does not say {word:?}:\n{text}");
    }
    std::fs::create_dir(pages).unwrap();
    tool("pdfimages", &["-all", file, pages.join("image").to_str().unwrap()]);
    tool("pdftoppm", &["-png", "-r", "72", file, pages.join("page").to_str().unwrap()]);
    let pictures: Vec<_> =
        std::fs::read_dir(pages).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    let seen = |colour| pictures.iter().map(|picture| look::count(picture, colour)).sum::<usize>();
    assert!(seen(BUTTON) > 1000, "the picture is in the PDF");
    assert_eq!(seen(SECRET), 0, "the hidden colour is in the PDF");
}

fn check_html(html: &Path, library: &Path) {
    let text = std::fs::read_to_string(html).unwrap();
    for word in WORDS {
        assert!(text.contains(word), "the HTML does not say {word:?}");
    }
    let pictures: Vec<Vec<u8>> = text
        .split("data:image/")
        .skip(1)
        .filter_map(|rest| rest.split_once(";base64,"))
        .filter(|(mime, _)| matches!(*mime, "png" | "jpeg"))
        .map(|(_, rest)| {
            rest.split(|letter: char| !letter.is_ascii_alphanumeric() && !"+/=".contains(letter)).next().unwrap()
        })
        .map(|code| BASE64_STANDARD.decode(code).expect("a picture in base64"))
        .collect();
    let seen = |colour| pictures.iter().map(|picture| look::count(picture, colour)).sum::<usize>();
    assert!(seen(BUTTON) > 1000, "the picture is in the HTML");
    assert_eq!(seen(SECRET), 0, "the hidden colour is in the HTML");
    for original in originals(&library.join("assets")) {
        assert!(look::count(&original, SECRET) > 1000, "the original keeps what is hidden");
        assert!(pictures.iter().all(|picture| *picture != original), "an original left the library");
    }
}

/// The files that the library keeps.
fn originals(assets: &Path) -> Vec<Vec<u8>> {
    let folders = std::fs::read_dir(assets).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.filter(|path| path.is_dir()).flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let files: Vec<_> = files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(!files.is_empty(), "the library keeps the original");
    files
}
