//! A document as its readers get it, in the real window.

use roadbook_dev::window::Window;
use serde_json::Value;

use crate::desk::Desk;
use crate::hand;

/// A script's answer about the page in the frame, as `page`.
fn inside(window: &Window, what: &str, script: &str) -> Value {
    let script = format!(
        "const page = document.querySelector('[data-testid=reader] iframe')?.contentDocument;
        return page ? (() => {{ {script} }})() : null"
    );
    window.wait(what, &script, vec![])
}

#[test]
fn a_document_is_read_and_left() {
    let desk = Desk::new("reading");
    let window = desk.open_sample();
    window.resize_page(1280, 800);
    hand::choose(&window, "Issue a refund in the till");
    window.find("[data-step] figure");
    let scroll = "const page = document.querySelector('[data-scroll]');
        page.scrollTop = 900; return page.scrollTop === 900";
    window.wait("the page to be scrolled", scroll, vec![]);
    window.settle();

    window.press("Ctrl+Shift+p");
    inside(&window, "the steps", "return page.querySelectorAll('[data-step]').length === 8");
    inside(
        &window,
        "the first picture, burned",
        "const picture = page.querySelector('img'); return picture.src.includes('/figure/') && picture.naturalWidth > 0",
    );
    inside(&window, "its styles", "return getComputedStyle(page.querySelector('h2')).fontSize === '30px'");
    inside(&window, "its fonts", "return page.fonts.check('400 15px Inter') && page.fonts.status === 'loaded'");
    // Its keys are the window's as well as its own.
    inside(&window, "the keyboard in it", "return page.hasFocus()");
    window.screenshot(&desk.left("reader.png"));
    let click =
        "document.querySelector('[data-testid=reader] iframe').contentDocument.querySelector('.shot img').click()";
    window.run(click, vec![]);
    inside(&window, "a large picture", "return Boolean(page.querySelector('dialog[open] img'))");
    window.press("Escape");
    inside(&window, "the page again", "return !page.querySelector('dialog[open]')");
    window.press("Escape");
    window.gone("[data-testid=reader]");
    let left = "return document.querySelector('[data-scroll]')?.scrollTop === 900";
    window.wait("the place that was left", left, vec![]);

    hand::choose(&window, "Reader view");
    inside(&window, "the page by its command", "return Boolean(page.querySelector('h2'))");
    window.press("Ctrl+Shift+p");
    window.gone("[data-testid=reader]");
    assert_eq!(window.complaints(), "");
    window.close();
}
