//! What is wrong is said, in the window, in a sentence; and nothing is changed by it.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::hand;

#[test]
fn a_library_that_is_open_in_a_window_is_refused_to_others() {
    let desk = Desk::new("locked");
    let window = desk.open(&[]);
    hand::begin_library(&window, "Bakery");
    hand::begin_document(&window, "SOP", "Bake the bread");
    let library = desk.library("Bakery").display().to_string();

    let said = desk.command_line(&["list", &library]);
    assert_eq!(said.status.code(), Some(2));
    let sentence = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(sentence.contains("Bakery") && sentence.contains("open"), "{sentence}");

    let second = desk.open(&["open", &library]);
    second.find("[data-testid=welcome]");
    let trouble = second.text("[role=alert]");
    assert!(trouble.contains("Bakery") && trouble.contains("open"), "the second window says why: {trouble}");
    second.close();

    // The first one was not disturbed.
    window.find("[role=treeitem] text=Bake the bread");
    window.close();
    assert_eq!(desk.documents(&desk.library("Bakery"))[0].document.title, "Bake the bread");
}

#[test]
fn a_second_start_shows_the_window_that_is_open() {
    let desk = Desk::new("second-start");
    let library = desk.path("Bakery").display().to_string();
    assert!(desk.command_line(&["new", &library]).status.success());
    let quiet = |arguments: &[&str]| {
        let mut command = desk.program(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut first = quiet(&["open", &library]);
    let window = desk.screen.focus("^Bakery");

    let mut second = quiet(&[&library]);
    let start = Instant::now();
    let ended = loop {
        if let Some(status) = second.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > Duration::from_secs(30) {
            second.kill().unwrap();
            panic!("the second start stays");
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    let windows = desk.screen.windows("^Bakery");
    let runs = first.try_wait().unwrap().is_none();
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(ended.success(), "the second start ends well: {ended}");
    assert_eq!(windows, [window], "there is one window, the first");
    assert!(runs, "the first start goes on");
}

#[test]
fn a_damaged_library_is_named_on_the_welcome_and_left_alone() {
    let desk = Desk::new("damaged");
    let library = desk.path("Bakery");
    assert!(desk.command_line(&["new", library.to_str().unwrap()]).status.success());
    let file = library.join("library.db");
    let mut bytes = fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes.truncate(half);
    fs::write(&file, &bytes).unwrap();

    let window = desk.open(&["open", library.to_str().unwrap()]);
    window.find("[data-testid=welcome]");
    let trouble = window.text("[role=alert]");
    assert!(trouble.contains("Bakery") && trouble.contains("damaged"), "the sentence: {trouble}");
    // The way on is open.
    window.find("[data-testid=welcome-sample]");
    window.close();
    assert_eq!(fs::read(&file).unwrap(), bytes, "the file is as it was");
}

#[test]
fn a_missing_library_is_named_on_the_welcome() {
    let desk = Desk::new("missing");
    let window = desk.open(&["open", desk.path("Nowhere").to_str().unwrap()]);
    let trouble = window.text("[role=alert]");
    assert!(trouble.contains("Nowhere"), "the sentence: {trouble}");
    window.close();
}

/// From inside the page, past everything that the page would check.
#[test]
fn garbage_at_the_doors_is_a_typed_error() {
    let desk = Desk::new("doors");
    let window = desk.open(&[]);
    hand::begin_library(&window, "Bakery");
    let revision = hand::library(&window)["revision"].clone();
    let ask = |door: &str, message: &str| {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             window.__TAURI_INTERNALS__.invoke('{door}', {message})
               .then((value) => done({{ done: value }}), (error) => done({{ code: error.code, message: error.message }}));"
        );
        window.run_async(&script, vec![])
    };
    for (door, message) in [
        ("read", "{ query: { query: 'everything' } }"),
        ("read", "{ query: { query: 'document', id: '../../etc/passwd' } }"),
        ("read", "{}"),
        ("edit", "{ request: 7 }"),
        ("edit", "{ request: { do: 'edit', edit: { edit: 'fly_away' } } }"),
        ("edit", "{ request: { do: 'edit', edit: { edit: 'create_document', id: 'x', kind: 'sop', title: 'y' } } }"),
        ("edit", "{ request: { do: 'edit', edit: { edit: 'empty_trash', force: true } } }"),
        ("job", "{ id: 'no id', job: { job: 'libraries' } }"),
        ("job", "{ id: crypto.randomUUID(), job: { job: 'read_file', path: '/etc/passwd' } }"),
        ("edit", "{ request: { do: 'edit', edit: 'x'.repeat(100_000_000) } }"),
    ] {
        let answer = ask(door, message);
        let shown = &message[..message.len().min(90)];
        assert!(answer["code"].is_string(), "{door} {shown} is refused with a code: {answer}");
        assert!(answer["message"].as_str().is_some_and(|text| text.len() > 10), "{door} {shown}: {answer}");
    }
    // No number, in a place for one.
    let id = "01930000-0000-7000-8000-000000000001";
    let node = format!(
        "{{ request: {{ do: 'edit', edit: {{ edit: 'move_nodes', moves: [{{ node: '{id}', x: NaN, y: 0 }}] }} }} }}"
    );
    assert!(ask("edit", &node)["code"].is_string(), "NaN is refused");
    assert_eq!(hand::library(&window)["revision"], revision, "nothing was changed");
    assert_eq!(hand::library(&window)["records"]["documents"], Value::Array(vec![]));
    assert_eq!(ask("read", "{ query: { query: 'trash' } }"), json!({ "done": [] }), "the doors still answer");
    window.close();
}
