use std::fs;
use std::path::Path;

fn main() {
    tauri_build::build();

    // tauri-build writes its schemas, which are for editors only, beside Cargo.toml; they belong in the shell.
    let (written, wanted) = (Path::new("gen"), Path::new("src-tauri/gen"));
    if written.exists() {
        let _ = fs::remove_dir_all(wanted);
        let _ = fs::rename(written, wanted);
    }
}
