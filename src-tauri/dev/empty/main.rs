//! One window with an empty page: what every Tauri program costs before it does anything.

fn main() {
    if let Err(error) = tauri::Builder::default().run(tauri::generate_context!()) {
        std::panic::panic_any(error.to_string());
    }
}
