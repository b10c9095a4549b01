//! Child processes: started with a clean environment, their output streamed, their failure explained.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::failure::Failure;
use crate::house::House;

/// Cargo in the repository root.
pub fn cargo(house: &House) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    command(program, &house.root)
}

/// npm in `ui/`.
pub fn npm(house: &House) -> Command {
    npm_in(&house.ui())
}

pub fn npm_in(folder: &Path) -> Command {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    command(program, folder)
}

pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for (name, value) in std::env::vars_os() {
        // `cargo run` describes xtask to us in these; a build script that watches one of them would
        // run again, and take its dependents with it, each time Cargo is called from here.
        if name.to_str().is_some_and(describes_the_running_package) {
            command.env_remove(&name);
        } else if name == "LD_LIBRARY_PATH" {
            let kept = std::env::split_paths(&value).filter(|path| !is_cargos_own(path));
            match std::env::join_paths(kept) {
                Ok(paths) if !paths.is_empty() => command.env(&name, paths),
                _ => command.env_remove(&name),
            };
        }
    }
    command
}

/// Runs to the end with the output going straight to the terminal.
pub fn finish(command: &mut Command, advice: &str) -> Result<(), Failure> {
    println!("    $ {}", line(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    ended(command, status, advice)
}

/// [`finish`], with each line of the output told as well.
pub fn overheard(command: &mut Command, advice: &str, hear: &mut dyn FnMut(&str)) -> Result<(), Failure> {
    println!("    $ {}", line(command));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut bytes = Vec::new();
    while output.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
        let text = String::from_utf8_lossy(&bytes);
        print!("{text}");
        hear(text.trim_end());
        bytes.clear();
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    ended(command, status, advice)
}

fn ended(command: &Command, status: ExitStatus, advice: &str) -> Result<(), Failure> {
    if status.success() {
        Ok(())
    } else {
        let what = format!("`{}` failed ({status}).", line(command));
        Err(Failure::new(what, advice))
    }
}

/// The output, when the program is there and ends well.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let succeeded = output.status.success();
    succeeded.then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The same command inside a desktop of its own: a message bus and a virtual screen.
pub fn on_virtual_screen(inner: &Command) -> Command {
    let folder = inner.get_current_dir().unwrap_or(Path::new("."));
    let mut outer = command("dbus-run-session", folder);
    outer
        .args(["--", "xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"])
        .arg(inner.get_program())
        .args(inner.get_args())
        // The accessibility bus is not there, and GTK would wait for it.
        .env("NO_AT_BRIDGE", "1");
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => outer.env(name, value),
            None => outer.env_remove(name),
        };
    }
    outer
}

/// As a person would type it; without the folder that a program lies in.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| {
            let word = word.to_string_lossy();
            let plain = !word.is_empty() && !word.contains(char::is_whitespace);
            if plain { word.into_owned() } else { format!("'{word}'") }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

pub fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    let advice = match (error.kind(), program.as_ref()) {
        (ErrorKind::NotFound, "npm" | "npm.cmd" | "node") => {
            "install Node 20.19 or newer from nodejs.org, so that `npm` is on the PATH.".into()
        }
        (ErrorKind::NotFound, name) => format!("install {name}, or see that it is on the PATH."),
        _ => "see the reason above; it comes from the operating system.".into(),
    };
    Failure::new(format!("{program} could not be started: {error}."), advice)
}

fn describes_the_running_package(name: &str) -> bool {
    const PREFIXES: [&str; 3] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
    const NAMES: [&str; 3] = ["CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || NAMES.contains(&name)
}

/// Cargo and rustup put their folders in front of the library path of what they run.
fn is_cargos_own(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains("rustlib") || text.contains("toolchains") || text.contains("target/debug")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_reads_as_typed() {
        let mut command = Command::new("/usr/bin/xvfb-run");
        command.args(["-s", "-screen 0 1x1x24", "cargo"]);
        assert_eq!(line(&command), "xvfb-run -s '-screen 0 1x1x24' cargo");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_printed_is_heard_line_by_line() {
        let mut heard = Vec::new();
        let mut both = Command::new("printf");
        both.arg("test a ... ok\\ntest b ... FAILED\\n");
        overheard(&mut both, "", &mut |line| heard.push(line.to_owned())).expect("printf ends well");
        assert_eq!(heard, ["test a ... ok", "test b ... FAILED"]);
        overheard(&mut Command::new("false"), "", &mut |_| ()).expect_err("false does not");
    }

    #[test]
    fn the_description_of_xtask_is_not_handed_on() {
        assert!(describes_the_running_package("CARGO_PKG_VERSION_MAJOR"));
        assert!(describes_the_running_package("CARGO_MANIFEST_DIR"));
        assert!(!describes_the_running_package("CARGO_HOME"));
        assert!(!describes_the_running_package("CARGO_TARGET_DIR"));
    }

    #[test]
    fn the_virtual_screen_keeps_folder_and_environment() {
        let mut inner = Command::new("cargo");
        inner.arg("test").env("COLOUR", "blue").current_dir("/tmp");
        let outer = on_virtual_screen(&inner);
        assert!(line(&outer).starts_with("dbus-run-session -- xvfb-run -a -s"));
        assert!(line(&outer).ends_with("cargo test"));
        assert_eq!(outer.get_current_dir(), Some(Path::new("/tmp")));
        let blue = (OsStr::new("COLOUR"), Some(OsStr::new("blue")));
        assert!(outer.get_envs().any(|pair| pair == blue));
    }
}
