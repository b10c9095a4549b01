//! What a person does again and again in the window.

use roadbook_dev::window::{Spot, Window};
use serde_json::{Value, json};

/// From the welcome to a new, empty library.
pub fn begin_library(window: &Window, name: &str) {
    window.click("[data-testid=welcome-name]");
    window.press("Ctrl+a");
    window.type_text(name);
    window.click("[data-testid=welcome-empty]");
    window.find("[data-testid=sidebar]");
}

/// A new document of this kind, named; the cursor is where its writing begins.
pub fn begin_document(window: &Window, kind: &str, title: &str) {
    window.click("[data-testid=new-document]");
    window.click(&format!("[role=menuitem] text={kind}"));
    name_document(window, title);
}

/// Names the document that was just made, whose name is being edited.
pub fn name_document(window: &Window, title: &str) {
    focused(window, "the new document's name", "[data-testid=sidebar] input[aria-label=Rename]");
    window.type_text(title);
    window.press("Enter");
    window.find(&format!("[data-testid=trail] text={title}"));
}

/// Waits until the keyboard is on what matches.
pub fn focused(window: &Window, what: &str, selector: &str) {
    let script = "return document.activeElement?.matches(arguments[0])";
    window.wait(&format!("the keyboard on {what}"), script, vec![selector.into()]);
}

/// From the text of a step, where one goes on writing, to the picture on it that has just come.
pub fn to_picture(window: &Window) {
    window.find("svg.marks");
    focused(window, "the text of the step", "[data-step] [contenteditable=true]");
    window.press("ArrowDown");
    focused(window, "the picture", "svg.marks");
    window.settle();
}

/// Waits until a text can be written into, wherever it is.
pub fn writing(window: &Window) {
    focused(window, "a text", "[contenteditable=true], textarea, input");
}

/// A document or a command, by the palette.
pub fn choose(window: &Window, what: &str) {
    leave_fields(window);
    window.press("Ctrl+k");
    focused(window, "the palette", "[role=dialog] input");
    window.type_text(what);
    window.find(&format!("[role=dialog] [role=option] text={what}"));
    window.press("Enter");
    window.gone("[role=dialog]");
}

/// A node of the map by its label.
pub fn node(label: &str) -> String {
    format!("[data-node][aria-label*=\"{label}\"]")
}

/// The middle of the drawn connection.
pub fn connection(window: &Window, from: &str, to: &str) -> Spot {
    window.find(&format!("[aria-label=\"Connection from {from} to {to}\"] path.line"))
}

/// The handle at a side of a node, which comes when the pointer is over the node.
pub fn handle(window: &Window, label: &str, side: &str) -> Spot {
    let (node, selector) = (node(label), format!("{} .handle.{side}", node(label)));
    kept(window);
    // The map may begin to glide away from below the pointer, and a pointer at rest tells no node that it is there.
    for nudge in 0..50 {
        let at = window.rest(&node);
        window.hover_at((at.0 + f64::from(nudge % 4), at.1));
        window.settle();
        if window.is_there(&selector) && window.rest(&node) == at {
            // With the pointer on the handle itself it stays.
            let spot = window.find(&selector);
            window.hover_at(spot);
            window.settle();
            if window.is_there(&selector) && window.find(&selector) == spot {
                return spot;
            }
        }
    }
    window.find(&selector)
}

/// Waits until nothing is on its way to the library, typed text included.
pub fn kept(window: &Window) {
    let script = r#"
const line = document.querySelector('[data-testid=kept]');
return Boolean(line) && line.dataset.keeping === '0' && /^(All kept|Kept)/.test(line.innerText);
"#;
    window.wait("the status to say that all is kept", script, vec![]);
}

/// What is in the library, by the window's own door. `records` is what a person made; `undo` and `redo` what
/// can be taken back and done again.
pub fn library(window: &Window) -> Value {
    let answer = window.run_async(
        r#"
const done = arguments[arguments.length - 1];
const read = (query) => window.__TAURI_INTERNALS__.invoke('read', { query });
(async () => {
  const { documents, roles, tools, packs, library } = await read({ query: 'overview' });
  const ids = documents.map((row) => row.id).sort();
  const contents = [];
  for (const id of ids) contents.push((await read({ query: 'document', id })).content);
  return {
    records: { documents: contents, roles, tools, packs },
    undo: library.undo,
    redo: library.redo,
    revision: library.revision,
  };
})().then(done, (error) => done({ failed: JSON.stringify(error) }));
"#,
        vec![],
    );
    assert_eq!(answer["failed"], Value::Null, "the window's door answers");
    answer
}

/// Undoes, or does again, until there is nothing left to; gives how often that was.
pub fn travel(window: &Window, way: &str) -> u32 {
    let chord = if way == "undo" { "Ctrl+z" } else { "Ctrl+Shift+z" };
    let mut count = 0;
    loop {
        let before = library(window);
        if before[way].is_null() {
            return count;
        }
        leave_fields(window);
        window.press(chord);
        count += 1;
        let label = before[way].clone();
        let script = r#"
const done = arguments[arguments.length - 1];
window.__TAURI_INTERNALS__.invoke('read', { query: { query: 'overview' } })
  .then((overview) => done(overview.library.revision !== arguments[0]), () => done(false));
"#;
        window.wait_async(&format!("{way} of {label}"), script, vec![json!(before["revision"])]);
    }
}

/// A text field undoes its own text: leave it, so that the keys are the window's.
pub fn leave_fields(window: &Window) {
    window.run("document.activeElement?.blur?.()", vec![]);
    kept(window);
}
