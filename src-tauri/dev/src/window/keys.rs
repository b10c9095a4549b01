//! Keys by the names that the app uses for them.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

/// Text as keys that are pressed one after the other.
pub(super) fn text(text: &str) -> KeyActions {
    let mut keys = KeyActions::new("keys".into());
    for value in text.chars() {
        let value = if value == '\n' { char::from(Key::Return) } else { value };
        keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    }
    keys
}

/// A chord such as `Ctrl+Shift+z`.
pub(super) fn chord(keys: &str) -> KeyActions {
    let keys: Vec<char> = keys.split('+').map(key).collect();
    let mut actions = KeyActions::new("keys".into());
    for value in &keys {
        actions = actions.then(KeyAction::Down { value: *value });
    }
    for value in keys.iter().rev() {
        actions = actions.then(KeyAction::Up { value: *value });
    }
    actions
}

fn key(name: &str) -> char {
    match name {
        "Ctrl" => Key::Control.into(),
        "Shift" => Key::Shift.into(),
        "Alt" => Key::Alt.into(),
        "Enter" => Key::Return.into(),
        "Tab" => Key::Tab.into(),
        "Escape" => Key::Escape.into(),
        "Backspace" => Key::Backspace.into(),
        "Delete" => Key::Delete.into(),
        "Home" => Key::Home.into(),
        "End" => Key::End.into(),
        "ArrowUp" => Key::Up.into(),
        "ArrowDown" => Key::Down.into(),
        "ArrowLeft" => Key::Left.into(),
        "ArrowRight" => Key::Right.into(),
        "F2" => Key::F2.into(),
        "Space" => ' ',
        other => {
            let mut letters = other.chars();
            let letter = letters.next().expect("a key");
            assert_eq!(letters.next(), None, "no key is called {other}");
            letter
        }
    }
}
