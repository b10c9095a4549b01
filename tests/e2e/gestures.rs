//! Hands that count what they do. Every click, drag, chord and typed label counts one, in the place where it
//! is done, so that no test can do more than it says. A hand may have a pointer alone or a keyboard alone: it
//! then fails when it is asked for the other.

use std::cell::Cell;
use std::io::{self, Write};

use roadbook_dev::window::{Spot, Window};

use crate::hand::{self, focused, handle, node};

pub struct Hand<'a> {
    pub window: &'a Window,
    pointer: bool,
    keys: bool,
    clicks: Cell<u32>,
    drags: Cell<u32>,
    chords: Cell<u32>,
    labels: Cell<u32>,
}

impl<'a> Hand<'a> {
    /// Types labels, and does everything else by pointer.
    pub fn pointer(window: &'a Window) -> Self {
        Self::with(window, true, false)
    }

    pub fn keyboard(window: &'a Window) -> Self {
        Self::with(window, false, true)
    }

    pub fn both(window: &'a Window) -> Self {
        Self::with(window, true, true)
    }

    fn with(window: &'a Window, pointer: bool, keys: bool) -> Self {
        let none = || Cell::new(0);
        Self { window, pointer, keys, clicks: none(), drags: none(), chords: none(), labels: none() }
    }

    /// Clicks what matches once it has come to rest: a list that floats looks for its place first.
    pub fn click(&self, selector: &str) {
        self.click_at(self.window.rest(selector));
    }

    pub fn click_at(&self, at: Spot) {
        self.use_pointer(&self.clicks);
        self.window.click_at(at);
    }

    pub fn drag(&self, spots: &[Spot]) {
        self.use_pointer(&self.drags);
        self.window.drag(spots);
    }

    /// From the handle at a node's side to a place; on the way the pointer comes over the node, and the
    /// handle appears.
    pub fn pull(&self, label: &str, side: &str, to: Spot) {
        assert!(self.pointer, "this hand has no pointer");
        let from = handle(self.window, label, side);
        self.drag(&[from, ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0), to]);
    }

    /// Turns the wheel over the map, by so many pixels.
    pub fn scroll_map(&self, dx: i64, dy: i64) {
        self.use_pointer(&self.drags);
        let at = self.window.find(".svelte-flow");
        self.window.wheel(at, dx, dy);
        self.window.settle();
    }

    pub fn press(&self, chord: &str) {
        assert!(self.keys, "this hand has no keyboard but for labels");
        one_more(&self.chords);
        self.window.press(chord);
    }

    /// Goes from field to button to field until the keyboard is where it should be.
    pub fn tab_to(&self, what: &str, selector: &str) {
        let script = "return document.activeElement?.matches(arguments[0]) ?? false";
        let there = || self.window.run(script, vec![selector.into()]) == true;
        self.window.find(selector);
        for _ in 0..20 {
            if there() {
                return;
            }
            self.press("Tab");
        }
        self.window.fail(&format!("Tab does not lead to {what}"));
    }

    /// Types names into what has the keyboard: `No: Refuse it @Bank` is typed in one go, and names three
    /// things, each of which counts.
    pub fn type_names(&self, text: &str, names: u32) {
        assert!(!text.contains(['\n', '\t']), "a line's end is a key of its own");
        for _ in 0..names {
            one_more(&self.labels);
        }
        self.window.type_text(text);
    }

    /// Types a line of a text, with the Enter that ends it, and so many names in it.
    pub fn line(&self, text: &str, names: u32) {
        self.type_names(text, names);
        self.window.press("Enter");
    }

    /// Types one label into a new node on the canvas, when its field is there.
    pub fn label(&self, text: &str) {
        self.label_with(text, 1);
    }

    /// [`Hand::label`] with so many names in it.
    pub fn label_with(&self, text: &str, names: u32) {
        let empty = "const at = document.activeElement;
            return Boolean(at?.matches('[data-node] textarea, [data-connection] input')) && at.value === ''";
        self.window.wait("an empty label to be typed into", empty, vec![]);
        self.type_names(text, names);
    }

    /// Types a text into a field that has the keyboard or is about to.
    pub fn field(&self, what: &str, selector: &str, text: &str) {
        focused(self.window, what, selector);
        self.type_names(text, 1);
    }

    pub fn count(&self) -> u32 {
        self.clicks.get() + self.drags.get() + self.chords.get() + self.labels.get()
    }

    /// Past what the test runner keeps back, so that the count stands in the output of every run.
    pub fn print(&self, what: &str) {
        let _ = writeln!(
            io::stdout().lock(),
            "{what}: {} gestures: {} clicks, {} drags, {} chords, {} labels typed",
            self.count(),
            self.clicks.get(),
            self.drags.get(),
            self.chords.get(),
            self.labels.get()
        );
    }

    fn use_pointer(&self, counter: &Cell<u32>) {
        assert!(self.pointer, "this hand has no pointer");
        one_more(counter);
    }

    /// Waits until a node is on the map and the library has it.
    pub fn made(&self, label: &str) {
        self.window.find(&node(label));
        hand::kept(self.window);
    }
}

fn one_more(counter: &Cell<u32>) {
    counter.set(counter.get() + 1);
}
