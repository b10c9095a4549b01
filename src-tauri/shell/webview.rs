//! WebKitGTK's web view, suited to what it shows and to the machine.

use std::fs;

use gtk::glib;
use tauri::{WebviewWindow, Wry};
use webkit2gtk::{CacheModel, WebContextExt, WebViewExt};

/// Where the kernel lists what draws for programs.
const DEVICES: &str = "/dev/dri";
/// With it WebKit paints a page directly instead of layer by layer through OpenGL.
const PAINTS_DIRECTLY: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// Says how to paint, before WebKit begins and while there is one thread. Without a graphics processor OpenGL is
/// imitated: a frame takes twice as long as when it is painted directly, and the window twice the memory.
pub fn prepare() {
    if !has_graphics_processor() {
        // A person who has said how keeps it so; where the environment takes nothing, all is as slow as it was.
        let _ = glib::setenv(PAINTS_DIRECTLY, "1", false);
    }
}

fn has_graphics_processor() -> bool {
    let Ok(devices) = fs::read_dir(DEVICES) else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

/// The library's own cache keeps pictures: those out of sight need not stay in the memory of the web view too.
pub fn keep_little(window: &WebviewWindow<Wry>) {
    let _ = window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
    });
}
