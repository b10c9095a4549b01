//! Pictures of every view of the real window, in light and dark, on the sample library: for judging how it
//! looks, and for the README.

use std::path::Path;

use crate::screen::Screen;
use crate::window::Window;

/// The page's size, in CSS pixels: the smallest that is designed for, and a large one.
const USUAL: (u32, u32) = (1280, 800);
const LARGE: (u32, u32) = (2560, 1440);

/// A view by its file's name, and how a person comes to it from wherever they are.
struct View {
    name: &'static str,
    go: fn(&Window),
    /// Whether a picture in the large size tells more.
    large: bool,
}

const fn view(name: &'static str, go: fn(&Window)) -> View {
    View { name, go, large: false }
}

const fn large(name: &'static str, go: fn(&Window)) -> View {
    View { name, go, large: true }
}

const PROCESS: &str = "Refund a customer";
const SOP: &str = "Refund in full by card";
const INSTRUCTION: &str = "Issue a refund in the till";

#[rustfmt::skip]
const VIEWS: &[View] = &[
    large("all-documents", |window| choose(window, "All documents")),
    large("map", |window| { choose(window, PROCESS); window.find("[data-node]"); window.press("Shift+1"); }),
    view("map-step", |window| window.click("[data-node][aria-label*=\"Issue the refund\"]")),
    view("map-outline", |window| { window.press("Escape"); window.press("o"); }),
    view("map-onboarding", |window| { window.press("o"); choose(window, "Onboard an employee"); window.press("Shift+1"); }),
    large("sop", |window| choose(window, SOP)),
    large("instruction", |window| choose(window, INSTRUCTION)),
    view("instruction-step", |window| window.click("[data-step]:nth-of-type(2) button.number")),
    view("annotation", |window| window.click("[data-step]:nth-of-type(4) figure button")),
    view("annotation-mark", |window| window.click("[data-testid=inspector] li button")),
    view("policy", |window| { leave(window); choose(window, "Refunds"); }),
    view("status", |window| window.click("[data-testid=publish]")),
    view("palette", |window| { window.press("Escape"); leave(window); window.press("Ctrl+k"); write(window, "refund"); }),
    view("shortcuts", |window| { window.press("Escape"); leave(window); window.press("?"); }),
    view("new-document", |window| { window.press("Escape"); window.click("[data-testid=new-document]"); }),
    view("export", |window| { window.press("Escape"); choose(window, PROCESS); leave(window); window.press("Ctrl+e"); }),
    view("health", |window| { window.press("Escape"); choose(window, "Health"); }),
    view("roles", |window| choose(window, "Roles and tools")),
    view("settings", |window| choose(window, "Settings")),
    view("trash", |window| {
        choose(window, "Decline a refund");
        choose(window, "Move this document to the trash");
        choose(window, "Trash");
        window.find("[data-testid=trash] text=Decline a refund");
    }),
];

/// What a library without documents shows.
#[rustfmt::skip]
const EMPTY: &[View] = &[
    view("empty-library", |_| ()),
    view("empty-map", |window| { window.click("[data-testid=begin-process]"); write_name(window, "Sell bread"); }),
    view("empty-sop", |window| begin(window, "SOP", "Bake the bread")),
    view("empty-instruction", |window| begin(window, "Work instruction", "Set the oven")),
    view("empty-policy", |window| begin(window, "Policy", "Fresh bread")),
    view("empty-trash", |window| choose(window, "Trash")),
];

/// Leaves `NAME-light.png` and `NAME-dark.png` of each view in `folder`.
pub fn screenshots(program: &Path, folder: &Path, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    // Room for the menu and for the largest page.
    let screen = Screen::new(LARGE.0 + 40, LARGE.1 + 80);
    for theme in ["Light", "Dark"] {
        let home = tempfile::tempdir().map_err(|error| error.to_string())?;
        let open = || {
            let window = Window::open_on(&screen, program, &[], home.path(), folder);
            window.find("[data-testid=welcome]");
            window.resize_page(USUAL.0, USUAL.1);
            window
        };
        let mut take = |window: &Window, view: &View| {
            say(&format!("{} in {}", view.name, theme.to_lowercase()));
            (view.go)(window);
            picture(window, folder, view.name, theme);
            if view.large {
                window.resize_page(LARGE.0, LARGE.1);
                if view.name == "map" {
                    window.press("Shift+1");
                }
                picture(window, folder, &format!("{}-large", view.name), theme);
                window.resize_page(USUAL.0, USUAL.1);
            }
        };
        let window = open();
        window.click("[data-testid=welcome-sample]");
        window.find("[data-testid=sidebar]");
        choose(&window, theme);
        for view in VIEWS {
            take(&window, view);
        }
        window.close();

        // The theme is remembered, the library need not be.
        let recent = home.path().join("config/org.roadbook.desktop/recent.json");
        std::fs::remove_file(recent).map_err(|error| error.to_string())?;
        let window = open();
        take(&window, &view("welcome", |_| ()));
        window.click("[data-testid=welcome-empty]");
        window.find("[data-testid=sidebar]");
        for view in EMPTY {
            take(&window, view);
        }
        window.close();
    }
    Ok(())
}

fn picture(window: &Window, folder: &Path, name: &str, theme: &str) {
    // Where nothing answers to the pointer.
    window.hover_at((2.0, 2.0));
    window.settle();
    window.screenshot(&folder.join(format!("{name}-{}.png", theme.to_lowercase())));
}

/// By the palette: a document or a command.
fn choose(window: &Window, what: &str) {
    leave(window);
    window.press("Ctrl+k");
    write(window, what);
    window.find(&format!("[role=dialog] [role=option] text={what}"));
    window.press("Enter");
    window.gone("[role=dialog]");
}

/// In the palette.
fn write(window: &Window, text: &str) {
    let script = "return document.activeElement?.matches('[role=dialog] input')";
    window.wait("the palette", script, vec![]);
    window.type_text(text);
}

/// Out of a text field, so that keys are the window's.
fn leave(window: &Window) {
    window.run("document.activeElement?.blur?.()", vec![]);
}

fn begin(window: &Window, kind: &str, name: &str) {
    window.click("[data-testid=new-document]");
    window.click(&format!("[role=menuitem] text={kind}"));
    write_name(window, name);
}

fn write_name(window: &Window, name: &str) {
    let script = "return document.activeElement?.matches('[data-testid=sidebar] input[aria-label=Rename]')";
    window.wait("the name", script, vec![]);
    window.type_text(name);
    window.press("Enter");
    window.find(&format!("[data-testid=trail] text={name}"));
}
