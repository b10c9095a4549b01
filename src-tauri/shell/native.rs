//! The desktop as the window has it: native dialogs, the clipboard, the browser, other windows.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::{env, thread};

use arboard::{Clipboard, Error as Refused};
use roadbook_core::model::Recording;
use roadbook_core::{Error, ErrorCode, Result};
use tauri::{AppHandle, Emitter, Manager, WebviewWindow, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::{open_path, open_url, reveal_item_in_dir};

use super::desk::Opened;
use super::desktop::{Clipping, Copied, Desktop, left};
use super::event::Event;
use super::job::Theme;
use super::recent::RecentLibrary;
use super::{clipboard, menu, names, neighbour, window};

/// The office is at work before there is a window; what is told until then is not heard.
#[derive(Default)]
pub struct Native {
    app: OnceLock<AppHandle<Wry>>,
}

impl Native {
    pub fn connect(&self, app: AppHandle<Wry>) {
        let _ = self.app.set(app);
    }

    pub fn tell(&self, event: Event) {
        let Some(app) = self.app.get() else { return };
        let name = event.name();
        let told = match event {
            Event::Changed(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Library(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Progress(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Updating(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Command(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Drag(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Drop(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Watch(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Backup(payload) => app.emit_to(window::MAIN, name, payload),
            Event::Closing(payload) => app.emit_to(window::MAIN, name, payload),
        };
        if told.is_err() {
            super::log::note(&format!("the event {name} cannot be told"));
        }
    }

    fn window(&self) -> Option<WebviewWindow> {
        self.app.get()?.get_webview_window(window::MAIN)
    }

    fn dialog(&self, title: &str, begin_in: Option<&Path>) -> Option<FileDialogBuilder<Wry>> {
        let window = self.window()?;
        let mut dialog = window.dialog().file().set_title(title).set_parent(&window);
        if let Some(folder) = begin_in {
            dialog = dialog.set_directory(folder);
        }
        Some(dialog)
    }
}

impl Desktop for Native {
    fn pick_pictures(&self) -> Vec<PathBuf> {
        let Some(dialog) = self.dialog("Choose pictures", dirs::picture_dir().as_deref()) else { return vec![] };
        let dialog = dialog.add_filter("Pictures", &["png", "jpg", "jpeg", "webp", "gif", "PNG", "JPG", "JPEG"]);
        dialog.blocking_pick_files().unwrap_or_default().into_iter().filter_map(local).collect()
    }

    fn pick_recording(&self) -> Option<PathBuf> {
        let dialog = self.dialog("Choose a recording", dirs::video_dir().as_deref())?;
        let upper = Recording::FILES.map(str::to_ascii_uppercase);
        let endings: Vec<&str> = Recording::FILES.into_iter().chain(upper.iter().map(String::as_str)).collect();
        dialog.add_filter("Videos and sounds", &endings).blocking_pick_file().and_then(local)
    }

    fn pick_screenshots(&self, begin_in: &Path) -> Option<PathBuf> {
        let begin_in = begin_in.ancestors().find(|folder| folder.is_dir());
        let dialog = self.dialog("Watch a folder: choose where screenshots come", begin_in)?;
        dialog.blocking_pick_folder().and_then(local)
    }

    fn pick_library(&self, begin_in: &Path) -> Option<PathBuf> {
        let dialog = self.dialog("Open a library: choose its folder", Some(begin_in))?;
        dialog.blocking_pick_folder().and_then(local)
    }

    fn pick_folder(&self, begin_in: &Path) -> Option<PathBuf> {
        let dialog = self.dialog("New library: choose the folder to make it in", Some(begin_in))?;
        dialog.set_can_create_directories(true).blocking_pick_folder().and_then(local)
    }

    fn place_for(&self, name: &str, extension: &'static str) -> Option<PathBuf> {
        let dialog = self.dialog("Export", dirs::document_dir().as_deref())?;
        let filter = extension.to_ascii_uppercase();
        let chosen = dialog.add_filter(filter, &[extension]).set_file_name(name).blocking_save_file();
        chosen.and_then(local).map(|path| with_extension(path, extension))
    }

    fn place_for_folder(&self, name: &str) -> Option<PathBuf> {
        let dialog =
            self.dialog(&format!("Export: choose where to put the folder “{name}”"), dirs::document_dir().as_deref())?;
        let chosen = dialog.set_can_create_directories(true).blocking_pick_folder();
        chosen.and_then(local).map(|folder| folder.join(name))
    }

    fn clipboard(&self) -> Result<Clipping> {
        let closed = |error: Refused| {
            Error::new(ErrorCode::Io, "The clipboard cannot be read. Copy the picture again, or drop its file here.")
                .with_detail(format!("{error:?}"))
        };
        if let Some(bytes) = self.app.get().and_then(clipboard::picture) {
            return Ok(Clipping::Encoded(bytes));
        }
        let mut clipboard = Clipboard::new().map_err(closed)?;
        match clipboard.get_image() {
            Ok(image) => {
                let size = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
                let (width, height) = (size(image.width), size(image.height));
                return Ok(Clipping::Picture { width, height, rgba: image.bytes.into_owned() });
            }
            Err(error @ Refused::ClipboardOccupied) => return Err(closed(error)),
            // Programs say in many ways that what they hold is no picture.
            Err(_) => (),
        }
        Ok(clipboard
            .get()
            .file_list()
            .ok()
            .filter(|files| !files.is_empty())
            .map_or(Clipping::Nothing, Clipping::Files))
    }

    fn copy(&self, copied: Copied) -> Result<()> {
        match (copied, self.app.get()) {
            (Copied::Picture(raster), _) => clipboard::copy_picture(raster),
            (Copied::Svg(svg), Some(app)) => clipboard::copy_svg(app, svg),
            (Copied::Svg(_), None) => Err(left()),
        }
    }

    fn open_address(&self, url: &str) -> Result<()> {
        open_url(url, None::<&str>).map_err(|error| not_opened(url, &error))
    }

    fn open_file(&self, path: &Path) -> Result<()> {
        open_path(path, None::<&str>).map_err(|error| not_opened(&path.display().to_string(), &error))
    }

    fn reveal_file(&self, path: &Path) -> Result<()> {
        let shown = reveal_item_in_dir(path);
        // Without a file manager that selects files, the folder itself must do.
        let folder = path.parent().unwrap_or(path);
        shown
            .or_else(|_| open_path(folder, None::<&str>))
            .map_err(|error| not_opened(&folder.display().to_string(), &error))
    }

    fn open_window(&self, library: &Path) -> Result<bool> {
        let failed = |error: std::io::Error| {
            Error::new(ErrorCode::Io, "Another window cannot be opened. Close this one, and open the library anew.")
                .with_detail(error.to_string())
        };
        let program = env::current_exe().map_err(failed)?;
        let mut command = Command::new(program);
        command.arg("open").arg(library).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(failed)?;
        // Waited for, so that it does not stay in the process table when it ends before this one.
        thread::spawn(move || child.wait());
        Ok(true)
    }

    fn show_window(&self, library: &Path) -> bool {
        !window::is_automated() && neighbour::knock(library)
    }

    fn library_opened(&self, opened: &Opened) {
        let Some(window) = self.window() else { return };
        let _ = window.set_title(&window::title(Some(&opened.state.name)));
        menu::enable(window.app_handle());
        if !window::is_automated() {
            neighbour::listen(&opened.path, move || window::show(&window));
        }
    }

    fn recent_changed(&self, recent: &[RecentLibrary]) {
        if let Some(app) = self.app.get() {
            menu::show_recent(app, recent);
        }
    }

    fn set_theme(&self, theme: Theme) {
        let Some(window) = self.window() else { return };
        window.app_handle().set_theme(match theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        });
        match theme {
            Theme::System => window::paint(&window),
            Theme::Light => window::paint_in(&window, false),
            Theme::Dark => window::paint_in(&window, true),
        }
    }

    fn close_window(&self) {
        if let Some(window) = self.window() {
            let _ = window.destroy();
        }
    }
}

fn local(path: FilePath) -> Option<PathBuf> {
    path.into_path().ok()
}

/// A name typed without its extension gets it; the dialog has then asked about another file than this one,
/// so one that is there is not replaced.
fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some_and(|has| has.eq_ignore_ascii_case(extension)) {
        return path;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    names::unused(path.parent().unwrap_or(Path::new("")), &name, Some(extension))
}

fn not_opened(what: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorCode::Io, format!("“{what}” cannot be opened: no program took it.")).with_detail(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_its_extension_gets_it_and_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        assert_eq!(with_extension(file("a.PDF"), "pdf"), file("a.PDF"));
        assert_eq!(with_extension(file("a.b"), "pdf"), file("a.b.pdf"));
        std::fs::write(file("a.pdf"), "").unwrap();
        assert_eq!(with_extension(file("a"), "pdf"), file("a 2.pdf"));
    }
}
