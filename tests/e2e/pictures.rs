//! The picture of a map on the clipboard, as another program gets it.

use std::time::{Duration, Instant};

use roadbook_dev::window::Window;

use crate::desk::Desk;
use crate::hand;

#[test]
fn a_map_is_copied_for_other_programs() {
    let desk = Desk::new("pictures");
    let window = desk.open_sample();
    hand::choose(&window, "Refund a customer");
    window.find(".svelte-flow__node");
    window.settle();

    // By its keys, then by its name; and the one takes the place of the other.
    for _ in 0..2 {
        hand::leave_fields(&window);
        window.press("Ctrl+Shift+c");
        told(&window, "copied as PNG");
        offered(&desk, "image/png");
        let png = paste(&desk, "image/png");
        let picture = image::load_from_memory(&png).expect("a PNG is on the clipboard").to_rgb8();
        assert!(picture.width() > 1_000, "the map is wide, and copied at twice its size");
        assert!(picture.pixels().any(|pixel| pixel.0 != [255, 255, 255]), "something is drawn on it");

        hand::choose(&window, "Copy map as SVG");
        told(&window, "copied as SVG");
        let forms = offered(&desk, "image/svg+xml");
        assert!(!forms.contains("image/png"), "what was copied before is gone: {forms}");
        for form in ["image/svg+xml", "UTF8_STRING"] {
            let svg = String::from_utf8(paste(&desk, form)).unwrap();
            assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{form} is whole");
            assert!(svg.contains("Map of the process Refund a customer"), "{form}");
        }
    }
    assert_eq!(window.complaints(), "");
    window.close();
}

/// Waits for a notice that says this.
fn told(window: &Window, what: &str) {
    let script = "return [...document.querySelectorAll('[data-testid=toast]')]
        .some((toast) => toast.innerText.includes(arguments[0]))";
    window.wait(&format!("the notice that it is {what}"), script, vec![what.into()]);
}

/// Waits until the clipboard has this form, since a notice may be the one of the last copy; all its forms.
fn offered(desk: &Desk, form: &str) -> String {
    let start = Instant::now();
    loop {
        let forms = String::from_utf8(paste(desk, "TARGETS")).unwrap();
        if forms.contains(form) {
            return forms;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "no {form} comes, only {forms}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What a program gets that asks the clipboard for this form.
fn paste(desk: &Desk, form: &str) -> Vec<u8> {
    let asked = desk
        .screen
        .command("xclip")
        .args(["-selection", "clipboard", "-target", form, "-out"])
        .output()
        .expect("xclip");
    assert!(asked.status.success(), "{form}: {}", String::from_utf8_lossy(&asked.stderr));
    asked.stdout
}
