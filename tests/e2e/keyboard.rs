//! Without a pointer: from document to document, and through what the keys do there.

use crate::desk::Desk;
use crate::hand::{self, focused};

#[test]
fn by_keyboard_alone() {
    let desk = Desk::new("keyboard");
    let window = desk.open_sample();

    // The palette opens a document.
    window.press("Ctrl+k");
    focused(&window, "the palette", "[role=dialog] input");
    window.type_text("Issue a refund in the till");
    window.find("[role=dialog] [role=option] text=Issue a refund in the till");
    window.press("Enter");
    window.gone("[role=dialog]");
    window.find("[data-testid=trail] text=Issue a refund in the till");

    // F2 renames, Esc leaves the name as it was, Enter keeps the new one.
    window.press("F2");
    hand::writing(&window);
    window.press("Ctrl+a");
    window.type_text("Something else");
    window.press("Escape");
    window.find("[data-testid=trail] text=Issue a refund in the till");
    hand::leave_fields(&window);
    window.press("F2");
    hand::writing(&window);
    window.press("Ctrl+a");
    window.type_text("Pay the money back");
    window.press("Enter");
    window.find("[data-testid=trail] text=Pay the money back");
    hand::leave_fields(&window);
    window.press("Ctrl+z");
    window.find("[data-testid=trail] text=Issue a refund in the till");

    // A command by its name; back and forward.
    window.press("Ctrl+k");
    focused(&window, "the palette", "[role=dialog] input");
    window.type_text("Trash");
    window.find("[role=dialog] [role=option] text=Trash");
    window.press("Enter");
    window.find("[data-testid=trash]");
    window.press("Alt+ArrowLeft");
    window.find("[data-testid=trail] text=Issue a refund in the till");
    window.press("Alt+ArrowRight");
    window.find("[data-testid=trash]");

    // The sheet of keys, and away again.
    hand::leave_fields(&window);
    window.press("?");
    window.find("[role=dialog] text=Keyboard shortcuts");
    window.press("Escape");
    window.gone("[role=dialog]");

    // Panels.
    window.press("Alt+ArrowLeft");
    window.find("[data-testid=inspector]");
    window.press("Ctrl+i");
    window.gone("[data-testid=inspector]");
    window.press("Ctrl+i");
    window.find("[data-testid=inspector]");
    window.press("Ctrl+\\");
    window.gone("[data-testid=sidebar]");
    window.press("Ctrl+\\");
    window.find("[data-testid=sidebar]");
    window.close();
}
