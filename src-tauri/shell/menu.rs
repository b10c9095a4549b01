//! The native menu, built from the table of commands. What is chosen is told to the page as `command`.
//!
//! Keys are bound in the page alone, which knows whether a text field wants them for itself. Here they are
//! only shown.

use tauri::menu::{IsMenuItem, Menu, MenuEvent, MenuItem, MenuItemBuilder, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Manager, Wry};

use super::commands::{CLOSE, COMMANDS, COPY, CUT, Command, OPEN_RECENT, PASTE};
use super::event::{CommandCall, Event};
use super::native::Native;
use super::recent::RecentLibrary;
use super::window;

/// The items that change while the program runs.
struct Items {
    recent: Submenu<Wry>,
    need_library: Vec<MenuItem<Wry>>,
}

/// Between a command and its argument in the id of an item.
const SEPARATOR: char = ':';

pub fn build(app: &AppHandle<Wry>) -> tauri::Result<Menu<Wry>> {
    let menu = Menu::new(app)?;
    #[cfg(target_os = "macos")]
    menu.append(&application(app)?)?;
    let recent = Submenu::with_id(app, OPEN_RECENT, "Open recent", false)?;
    let mut need_library = vec![];
    for commands in COMMANDS.chunk_by(|one, next| one.menu == next.menu) {
        let submenu = Submenu::new(app, commands[0].menu, true)?;
        for command in commands {
            if command.begins_group {
                submenu.append(&PredefinedMenuItem::separator(app)?)?;
            }
            if command.id == OPEN_RECENT {
                submenu.append(&recent)?;
            } else if let Some(item) = edited_by_the_system(app, command)? {
                submenu.append(item.as_ref())?;
            } else {
                let item = item(app, command)?;
                submenu.append(&item)?;
                if command.needs_library {
                    need_library.push(item);
                }
            }
        }
        menu.append(&submenu)?;
    }
    app.manage(Items { recent, need_library });
    Ok(menu)
}

fn item(app: &AppHandle<Wry>, command: &Command) -> tauri::Result<MenuItem<Wry>> {
    let mut item = MenuItemBuilder::with_id(command.id, command.label).enabled(!command.needs_library);
    if let Some(keys) = command.keys.and_then(accelerator) {
        item = item.accelerator(keys);
    }
    item.build(app)
}

/// Where the system itself cuts, copies and pastes by menu items of its own.
fn edited_by_the_system(app: &AppHandle<Wry>, command: &Command) -> tauri::Result<Option<Box<dyn IsMenuItem<Wry>>>> {
    if cfg!(target_os = "linux") {
        return Ok(None);
    }
    Ok(match command.id {
        CUT => Some(Box::new(PredefinedMenuItem::cut(app, None)?)),
        COPY => Some(Box::new(PredefinedMenuItem::copy(app, None)?)),
        PASTE => Some(Box::new(PredefinedMenuItem::paste(app, None)?)),
        _ => None,
    })
}

#[cfg(target_os = "macos")]
fn application(app: &AppHandle<Wry>) -> tauri::Result<Submenu<Wry>> {
    let menu = Submenu::new(app, "Roadbook", true)?;
    menu.append_items(&[
        &PredefinedMenuItem::services(app, None)?,
        &PredefinedMenuItem::separator(app)?,
        &PredefinedMenuItem::hide(app, None)?,
        &PredefinedMenuItem::hide_others(app, None)?,
        &PredefinedMenuItem::show_all(app, None)?,
        &PredefinedMenuItem::separator(app)?,
        &PredefinedMenuItem::quit(app, None)?,
    ])?;
    Ok(menu)
}

/// A chord as the menu writes it. On Linux every one is shown, and none of them acts (see
/// [`only_show_keys`]); on a Mac those with Cmd, since the page sees them first; none on Windows.
fn accelerator(keys: &str) -> Option<String> {
    let shown = match std::env::consts::OS {
        "linux" => keys != "?",
        "macos" => keys.contains("Mod+"),
        _ => false,
    };
    shown.then(|| keys.replace("Mod", "CmdOrCtrl").replace("ArrowLeft", "Left").replace("ArrowRight", "Right"))
}

/// GTK would take the keys of the menu before the page sees them, and with them the undo of a text field.
#[cfg(target_os = "linux")]
pub fn only_show_keys(window: &tauri::WebviewWindow<Wry>) {
    use gtk::prelude::GtkWindowExt;

    let Ok(window) = window.gtk_window() else { return };
    for group in gtk::accel_groups_from_object(&window) {
        window.remove_accel_group(&group);
    }
}

#[cfg(not(target_os = "linux"))]
pub fn only_show_keys(_window: &tauri::WebviewWindow<Wry>) {}

pub fn chosen(app: &AppHandle<Wry>, event: &MenuEvent) {
    let id = event.id().as_ref();
    let (id, argument) = match id.split_once(SEPARATOR) {
        Some((id, argument)) => (id, Some(argument.to_owned())),
        None => (id, None),
    };
    let Some(window) = app.get_webview_window(window::MAIN) else { return };
    match id {
        CLOSE => _ = window.close(),
        #[cfg(target_os = "linux")]
        CUT | COPY | PASTE => edit_in_page(&window, id),
        _ => {
            let native = app.state::<std::sync::Arc<Native>>();
            native.tell(Event::Command(CommandCall { id: id.to_owned(), argument }));
        }
    }
}

/// As if the keys had been pressed in the page, which then hears of it as `cut`, `copy` or `paste`.
#[cfg(target_os = "linux")]
fn edit_in_page(window: &tauri::WebviewWindow<Wry>, id: &str) {
    use webkit2gtk::WebViewExt;

    let command = match id {
        CUT => "Cut",
        COPY => "Copy",
        _ => "Paste",
    };
    let _ = window.with_webview(move |view| view.inner().execute_editing_command(command));
}

/// From now on a library is open.
pub fn enable(app: &AppHandle<Wry>) {
    let Some(items) = app.try_state::<Items>() else { return };
    for item in &items.need_library {
        let _ = item.set_enabled(true);
    }
}

pub fn show_recent(app: &AppHandle<Wry>, recent: &[RecentLibrary]) {
    let Some(items) = app.try_state::<Items>() else { return };
    while let Ok(Some(_)) = items.recent.remove_at(0) {}
    for library in recent.iter().filter(|library| !library.missing) {
        // An ampersand would underline the letter behind it.
        let label = library.name.replace('&', "&&");
        let item = MenuItem::with_id(app, format!("{OPEN_RECENT}{SEPARATOR}{}", library.id), label, true, None::<&str>);
        if let Ok(item) = item {
            let _ = items.recent.append(&item);
        }
    }
    let _ = items.recent.set_enabled(recent.iter().any(|library| !library.missing));
}
