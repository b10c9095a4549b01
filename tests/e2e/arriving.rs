//! Pictures from other programs: files dragged out of a file manager, and screenshots that the system puts
//! into its folder.

use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Duration;

use roadbook_core::model::DocumentContent;
use roadbook_dev::window::{Spot, Window};
use serde_json::Value;

use crate::desk::Desk;
use crate::hand;

/// A picture that is like no other, called `name`.
fn picture(desk: &Desk, name: &str) -> PathBuf {
    let path = desk.path(name);
    let shade = name.bytes().fold(7_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    let pixels = image::RgbImage::from_fn(320, 200, |x, y| image::Rgb([shade, (x / 2) as u8, y as u8]));
    pixels.save_with_format(&path, image::ImageFormat::Png).expect("a picture is written");
    path
}

/// An SOP of three steps, "Weigh", "Knead" and "Bake".
fn written(desk: &Desk) -> Window {
    let window = desk.open(&[]);
    window.resize_page(1280, 800);
    hand::begin_library(&window, "Bakery");
    hand::begin_document(&window, "SOP", "Bake the bread");
    hand::focused(&window, "the first step", "[data-begin]");
    for (at, text) in ["Weigh", "Knead", "Bake"].into_iter().enumerate() {
        window.type_text(text);
        window.find(&format!("[data-step] text={text}"));
        if at < 2 {
            window.press("Enter");
            let script = "return document.querySelectorAll('[data-step]').length === arguments[0]";
            window.wait("the next step", script, vec![(at + 2).into()]);
        }
    }
    hand::leave_fields(&window);
    window
}

/// Drags files from another program to a place of the page and lets them fall there; `key` is held meanwhile.
pub fn drag(desk: &Desk, window: &Window, files: &[PathBuf], to: impl Fn() -> Spot, key: Option<&str>) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/source.py");
    let mut source: Child =
        desk.screen.command("/usr/bin/python3").arg(script).args(files).spawn().expect("python3 with GTK");
    desk.screen.windows_come("Drag source");
    let corner = window.run("return [screenX, screenY + outerHeight - innerHeight]", vec![]);
    let corner = (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
    let hand = |arguments: &[&str]| {
        let done = desk.screen.command("xdotool").args(arguments).status().expect("xdotool");
        assert!(done.success(), "xdotool {arguments:?}");
        std::thread::sleep(Duration::from_millis(60));
    };
    let go = |(x, y): Spot| hand(&["mousemove", &format!("{x:.0}"), &format!("{y:.0}")]);
    go((1440.0, 910.0));
    hand(&["mousedown", "1"]);
    go((1430.0, 900.0));
    go((1400.0, 880.0));
    if let Some(key) = key {
        hand(&["keydown", key]);
    }
    // Below what hangs there the page may make room: the place is asked for again.
    for _ in 0..3 {
        let (x, y) = to();
        go((corner.0 + x - 3.0, corner.1 + y));
        go((corner.0 + x, corner.1 + y));
    }
    std::thread::sleep(Duration::from_millis(300));
    hand(&["mouseup", "1"]);
    if let Some(key) = key {
        hand(&["keyup", key]);
    }
    assert!(source.wait().expect("it ends with its drag").success());
}

/// The middle of the gap behind a step.
fn behind(window: &Window, step: &str) -> Spot {
    let script = "const card = [...document.querySelectorAll('[data-step]')].find((card) =>
        card.innerText.includes(arguments[0])).getBoundingClientRect();
        return [card.left + card.width / 2, card.bottom + 3]";
    let spot = window.run(script, vec![step.into()]);
    (spot[0].as_f64().unwrap(), spot[1].as_f64().unwrap())
}

fn has_figures(window: &Window, count: usize) {
    let script = "return document.querySelectorAll('[data-figure]').length === arguments[0]
        && !document.querySelector('.arriving')";
    window.wait(&format!("{count} pictures"), script, vec![count.into()]);
    hand::kept(window);
}

/// Per step its text and the files of its pictures.
fn told(content: &Value) -> Vec<(String, usize)> {
    let content = &content["records"]["documents"][0];
    let figures = content["figures"].as_array().unwrap();
    let on = |step: &Value| figures.iter().filter(|figure| figure["step"] == step["id"]).count();
    let steps = content["steps"].as_array().unwrap();
    steps.iter().map(|step| (step["text"].as_str().unwrap().to_owned(), on(step))).collect()
}

#[test]
fn files_fall_where_they_are_dropped() {
    let desk = Desk::new("dropping");
    let window = written(&desk);
    let expect = |expected: &[(&str, usize)]| {
        let found = told(&hand::library(&window));
        let expected: Vec<_> = expected.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect();
        assert_eq!(found, expected);
    };

    // On a step: its picture.
    let on_step = || window.find("[data-step] text=Weigh");
    drag(&desk, &window, &[picture(&desk, "scales.png")], on_step, None);
    has_figures(&window, 1);
    expect(&[("Weigh", 1), ("Knead", 0), ("Bake", 0)]);

    // Between two: five are five steps there, and one undo.
    window.press("Escape");
    window.press("Escape");
    let five: Vec<PathBuf> = (1..=5).map(|number| picture(&desk, &format!("dough {number}.png"))).collect();
    let before = hand::library(&window);
    drag(&desk, &window, &five, || behind(&window, "Knead"), None);
    has_figures(&window, 6);
    let five_steps = [("Weigh", 1), ("Knead", 0), ("", 1), ("", 1), ("", 1), ("", 1), ("", 1), ("Bake", 0)];
    expect(&five_steps);
    hand::leave_fields(&window);
    window.press("Ctrl+z");
    has_figures(&window, 1);
    assert_eq!(hand::library(&window)["records"], before["records"], "one drop is one undo");
    window.press("Ctrl+Shift+z");
    has_figures(&window, 6);
    expect(&five_steps);

    // What is no picture is named, and what is one comes all the same.
    let cut = desk.path("cut.png");
    std::fs::write(&cut, &std::fs::read(picture(&desk, "whole.png")).unwrap()[..60]).unwrap();
    window.press("Escape");
    window.press("Escape");
    drag(&desk, &window, &[cut, picture(&desk, "oven.png")], || window.find("[data-step] text=Bake"), None);
    has_figures(&window, 7);
    let script = "return [...document.querySelectorAll('[data-testid=toast]')]
        .some((toast) => toast.innerText.includes('“cut.png” is damaged or not whole'))";
    window.wait("the sentence about the file that is cut", script, vec![]);
    window.close();

    let documents = desk.documents(&desk.library("Bakery"));
    let DocumentContent { steps, figures, .. } = &documents[0];
    assert_eq!((steps.len(), figures.len()), (8, 7));
    assert!(steps.iter().any(|step| step.text == "Bake"), "the step and its text stay");
}

#[test]
fn screenshots_come_by_themselves() {
    let desk = Desk::new("watching");
    let folder = desk.path("Pictures/Screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    let window = written(&desk);
    hand::choose(&window, "Watch the folder of screenshots");
    window.find("[data-testid=tray] p text=Watching Screenshots. New screenshots wait here.");

    let shot = |name: &str| {
        let made = picture(&desk, "made.png");
        std::fs::rename(made, folder.join(name)).unwrap();
    };
    shot("Screenshot 1.png");
    window.find("[data-testid=toast] .text text=“Screenshot 1.png” waits.");
    window.find("[data-testid=tray] p text=1 screenshot waits");
    let script = "const img = document.querySelector('[data-testid=tray] img'); return img?.naturalWidth > 0";
    window.wait("its small picture", script, vec![]);
    window.press("Ctrl+Shift+a");
    has_figures(&window, 1);
    window.gone("[data-testid=tray] button.shot");
    let found = told(&hand::library(&window));
    assert_eq!(found.last().unwrap(), &("Bake".to_owned(), 1), "on the step that a paste would go to");

    // At once, one after the other.
    window.click("[data-testid=tray] button[aria-label^=How]");
    window.click("[role^=menuitem] text=Becomes a step at once");
    window.find("[data-testid=tray] p text=Watching Screenshots. New screenshots become steps.");
    for number in 2..=4 {
        let made = picture(&desk, &format!("made {number}.png"));
        std::fs::rename(made, folder.join(format!("Screenshot {number}.png"))).unwrap();
        has_figures(&window, number);
    }
    let content = hand::library(&window);
    let found = told(&content);
    assert_eq!(found[3..], vec![(String::new(), 1); 3], "each is a step behind the last");

    // The folder goes, and comes again.
    std::fs::rename(&folder, desk.path("aside")).unwrap();
    let script = "return document.querySelector('[data-testid=tray]').innerText.includes(arguments[0])";
    let sentence = "Pictures/Screenshots” is not there. When it comes back, watching goes on.";
    window.wait("the word that the folder is gone", script, vec![sentence.into()]);
    std::fs::rename(desk.path("aside"), &folder).unwrap();
    window.find("[data-testid=tray] p text=Watching Screenshots. New screenshots become steps.");
    std::thread::sleep(Duration::from_secs(3));
    has_figures(&window, 4);
    window.close();

    // The next time it goes on by itself; what lies there is not new.
    let window = desk.open(&[]);
    window.find("[data-testid=tray] p text=Watching Screenshots. New screenshots become steps.");
    std::thread::sleep(Duration::from_secs(2));
    has_figures(&window, 4);
    window.close();
}
