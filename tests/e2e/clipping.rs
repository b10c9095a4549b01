//! Copy, cut and paste by keys and by menus, as WebKit lets a page have them: nodes of a map and whole steps, and
//! from the window of one library to that of another.

use std::collections::BTreeMap;

use roadbook_dev::window::Window;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::hand;

const WRITTEN: &str = "Issue a refund in the till";

fn content(window: &Window, title: &str) -> Value {
    let library = hand::library(window);
    let documents = library["records"]["documents"].as_array().unwrap();
    let found = documents.iter().find(|content| content["document"]["title"] == title);
    found.unwrap_or_else(|| panic!("no “{title}”")).clone()
}

fn texts(window: &Window, title: &str) -> Vec<String> {
    let content = content(window, title);
    content["steps"].as_array().unwrap().iter().map(|step| step["text"].as_str().unwrap().to_owned()).collect()
}

fn go(window: &Window, title: &str) {
    hand::choose(window, title);
    window.find(&format!("[data-testid=trail] text={title}"));
    window.settle();
}

/// The step as a whole, by its number.
fn choose_step(window: &Window, number: u32) {
    window.click(&format!("button[aria-label=\"Step {number}\"]"));
    window.find(&format!("button[aria-label=\"Step {number}\"][aria-pressed=true]"));
}

fn until_steps(window: &Window, count: usize) {
    let script = "return document.querySelectorAll('[data-step]').length === arguments[0]";
    window.wait(&format!("{count} steps"), script, vec![count.into()]);
    hand::kept(window);
}

#[test]
fn whole_steps_and_nodes_go_by_the_clipboard() {
    let desk = Desk::new("clipping");
    let window = desk.open_sample();

    go(&window, WRITTEN);
    let written = texts(&window, WRITTEN);
    let pictures = content(&window, WRITTEN)["figures"].as_array().unwrap().len();
    choose_step(&window, 1);
    window.press("Ctrl+a");
    window.press("Ctrl+c");

    // In another document, with their pictures.
    hand::begin_document(&window, "Work instruction", "Copied");
    hand::leave_fields(&window);
    window.press("Ctrl+v");
    until_steps(&window, written.len());
    assert_eq!(texts(&window, "Copied"), written);
    assert_eq!(content(&window, "Copied")["figures"].as_array().unwrap().len(), pictures);

    // Cut by its key, and put back by the menu of a step, where no key is pressed.
    choose_step(&window, 1);
    window.press("Ctrl+x");
    until_steps(&window, written.len() - 1);
    window.hover("[data-step]");
    window.click("[aria-label=\"What can be done with step 1\"]");
    window.click("[role=menuitem] text=Paste steps");
    until_steps(&window, written.len());
    let back = texts(&window, "Copied");
    assert_eq!((&back[0], &back[1]), (&written[1], &written[0]));

    // In the window of another library without them, and it says so.
    let other = desk.path("Other").display().to_string();
    assert!(desk.command_line(&["new", &other]).status.success());
    choose_step(&window, 1);
    window.press("Ctrl+a");
    window.press("Ctrl+c");
    let there = desk.open(&["open", &other]);
    there.find("[data-testid=sidebar]");
    hand::begin_document(&there, "Work instruction", "Brought");
    hand::leave_fields(&there);
    there.press("Ctrl+v");
    there.find(&format!("[data-testid=toast] .text text={pictures} screenshots stayed behind"));
    until_steps(&there, written.len());
    assert_eq!(texts(&there, "Brought"), back);
    assert_eq!(content(&there, "Brought")["figures"].as_array().unwrap().len(), 0);

    // Nodes come with all that they have, which no text could bring.
    go(&window, "Refund a customer");
    window.find("[data-node]");
    window.click("[data-node]");
    window.press("Ctrl+a");
    window.press("Ctrl+c");
    let decided = |content: &Value| {
        let nodes = content["nodes"].as_array().unwrap();
        nodes.iter().filter(|node| !node["delegation"].is_null()).count()
    };
    let (nodes, decisions) = {
        let content = content(&window, "Refund a customer");
        (content["nodes"].as_array().unwrap().len(), decided(&content))
    };
    assert!(decisions > 0);
    window.press("Ctrl+v");
    let script = "return document.querySelectorAll('[data-node]').length > arguments[0]";
    window.wait("the copies", script, vec![nodes.into()]);
    hand::kept(&window);
    let after = content(&window, "Refund a customer");
    assert_eq!((after["nodes"].as_array().unwrap().len(), decided(&after)), (nodes * 2, decisions * 2));

    // On the empty map of the other library they are drawn as they were, and their roles are there by name.
    hand::begin_document(&there, "Process", "Refund elsewhere");
    hand::focused(&there, "the invitation", "textarea");
    there.press("Ctrl+v");
    let script = "return document.querySelectorAll('[data-node]').length === arguments[0]";
    there.wait("the nodes", script, vec![nodes.into()]);
    hand::kept(&there);
    let brought = content(&there, "Refund elsewhere");
    assert_eq!((brought["nodes"].as_array().unwrap().len(), decided(&brought)), (nodes, decisions));
    // Who does them is told by their lanes there, which stay.
    let by_role = |window: &Window, content: &Value| {
        let roles = hand::library(window)["records"]["roles"].as_array().unwrap().clone();
        let found = |all: &Value, id: &Value| all.as_array()?.iter().find(|one| one["id"] == *id).cloned();
        let role = |node: &Value| match found(&content["lanes"], &node["lane"]) {
            Some(lane) => lane["role"].clone(),
            None => node["role"].clone(),
        };
        let name = |node: &Value| found(&json!(roles), &role(node)).map(|role| role["name"].to_string());
        let nodes = content["nodes"].as_array().unwrap().iter();
        nodes.map(|node| (node["label"].to_string(), name(node))).collect::<BTreeMap<_, _>>()
    };
    let done_by = by_role(&there, &brought);
    assert!(done_by.values().flatten().count() > nodes / 2, "{done_by:?}");
    assert_eq!(done_by, by_role(&window, &after));
    there.close();
    window.close();
}
