//! One window with an empty page: what every Tauri program costs before it does anything.

fn main() {
    #[cfg(target_os = "linux")]
    paint_as_asked();
    if let Err(error) = tauri::Builder::default().run(tauri::generate_context!()) {
        std::panic::panic_any(error.to_string());
    }
}

/// Without OpenGL, as Roadbook is painted where there is no graphics processor.
#[cfg(target_os = "linux")]
fn paint_as_asked() {
    if std::env::args().any(|argument| argument == "--paint-directly") {
        gtk::glib::setenv("WEBKIT_DISABLE_COMPOSITING_MODE", "1", true).expect("an environment that can be set");
    }
}
