//! Every view, light and dark: it is shown, it is in the right colours, and the page complains of nothing.

use roadbook_dev::window::Window;

use crate::desk::Desk;
use crate::hand;

#[test]
fn every_view_in_light() {
    check("Light", false);
}

#[test]
fn every_view_in_dark() {
    check("Dark", true);
}

fn check(theme: &str, dark: bool) {
    let desk = Desk::new(&format!("views-{}", theme.to_lowercase()));
    let window = desk.open_sample();
    hand::choose(&window, theme);

    let documents =
        ["Refunds", "Refund a customer", "Refund in full by card", "Issue a refund in the till", "Prepare a workbench"];
    for title in documents {
        hand::choose(&window, title);
        window.find(&format!("[data-testid=trail] text={title}"));
        shown(&window, title, dark);
    }
    for (command, testid) in
        [("Health", "health"), ("Roles and tools", "roles"), ("Trash", "trash"), ("Settings", "settings")]
    {
        hand::choose(&window, command);
        window.find(&format!("[data-testid={testid}]"));
        shown(&window, command, dark);
    }
    window.close();
}

fn shown(window: &Window, what: &str, dark: bool) {
    window.settle();
    assert_eq!(window.complaints(), "", "{what}");
    let picture = image::load_from_memory(&window.picture()).unwrap().to_luma8();
    let mut shades: Vec<u8> = picture.pixels().map(|pixel| pixel.0[0]).collect();
    shades.sort_unstable();
    let usual = shades[shades.len() / 2];
    assert_eq!(usual < 110, dark, "{what}: half of the page is darker than {usual}");
    let (darkest, lightest) = (shades[shades.len() / 500], shades[shades.len() - shades.len() / 500 - 1]);
    assert!(lightest - darkest > 120, "{what}: something is written on the page");
}

#[test]
fn words_stay_in_their_boxes_however_far_away_the_map_is() {
    let desk = Desk::new("views-zoom");
    let window = desk.open_sample();
    hand::choose(&window, "Refund a customer");
    window.find("[data-node]");
    // 100, 80, 64, 51, 41, 33 %.
    window.press("Ctrl+0");
    for step in 0..6 {
        if step > 0 {
            window.press("Ctrl+-");
        }
        window.wait("the map at rest", "return !document.querySelector('.canvas.moving')", vec![]);
        window.settle();
        let outside = window.run(OUTSIDE, vec![]);
        assert_eq!(outside, serde_json::json!([]), "zoomed out {step} times");
    }
    window.close();
}

/// Words that reach out of their node. A pixel is what rounding may cost.
const OUTSIDE: &str = "
    return [...document.querySelectorAll('[data-node] [data-words]')].flatMap((box) => {
        const label = box.querySelector('.label');
        if (!label) return [];
        const right = label.offsetLeft + label.scrollWidth, bottom = label.offsetTop + label.offsetHeight;
        return right > box.clientWidth + 1 || bottom > box.clientHeight + 1
            ? [[label.textContent, right, box.clientWidth, bottom, box.clientHeight]] : [];
    })";
