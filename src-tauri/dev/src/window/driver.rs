//! WebKitWebDriver, and the home that the program finds under it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::screen::Screen;

/// A home in which the folder for documents is the usual one.
fn furnish(home: &Path) {
    let written = std::fs::create_dir_all(home.join("Documents"))
        .and_then(|()| std::fs::create_dir_all(home.join("config")))
        .and_then(|()| std::fs::write(home.join("config/user-dirs.dirs"), "XDG_DOCUMENTS_DIR=\"$HOME/Documents\"\n"));
    written.expect("a home folder");
}

/// In a process group of its own, since a driver that is killed alone leaves the program behind.
pub(super) fn start_driver(port: u16, home: &Path, screen: Option<&Screen>) -> Child {
    use std::os::unix::process::CommandExt;
    furnish(home);
    let mut command = Command::new("WebKitWebDriver");
    if let Some(screen) = screen {
        command.env("DISPLAY", screen.name()).env_remove("WAYLAND_DISPLAY");
    }
    let driver = command
        .arg(format!("--port={port}"))
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("NO_AT_BRIDGE", "1")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_STATE_HOME", home.join("state"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("WebKitWebDriver; `cargo xtask test` installs it (package webkit2gtk-driver)");
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    driver
}

/// The driver and the program that it started, as kill -9 does.
pub(super) fn end_group(driver: &mut Child) {
    let group = format!("-{}", driver.id());
    let _ = Command::new("kill").args(["-9", "--", &group]).stderr(Stdio::null()).status();
    let _ = driver.wait();
}
