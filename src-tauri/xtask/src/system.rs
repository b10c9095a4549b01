//! What the operating system must bring. Debian and Ubuntu are asked through apt, and only for what is
//! missing; anywhere else the names are printed, since we cannot try every package manager.

use std::path::{Path, PathBuf};

use crate::child;
use crate::failure::Failure;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum For {
    Build,
    Tests,
}

#[derive(Debug, PartialEq)]
pub struct Package {
    needed: For,
    debian: &'static str,
    fedora: &'static str,
    arch: &'static str,
    /// Any of these programs makes the package unnecessary (a Chromium from elsewhere, say).
    programs: &'static [&'static str],
}

const fn package(
    needed: For,
    debian: &'static str,
    fedora: &'static str,
    arch: &'static str,
    programs: &'static [&'static str],
) -> Package {
    Package { needed, debian, fedora, arch, programs }
}

#[rustfmt::skip]
const PACKAGES: &[Package] = &[
    package(For::Build, "build-essential", "gcc gcc-c++ make", "base-devel", &[]),
    package(For::Build, "pkg-config", "pkgconf-pkg-config", "pkgconf", &["pkg-config"]),
    package(For::Build, "libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1", &[]),
    package(For::Build, "libgtk-3-dev", "gtk3-devel", "gtk3", &[]),
    // rusqlite's `session` feature writes its bindings with bindgen.
    package(For::Build, "libclang-dev", "clang-devel", "clang", &[]),
    package(For::Tests, "webkit2gtk-driver", "webkit2gtk-driver", "webkit2gtk-4.1", &["WebKitWebDriver"]),
    package(For::Tests, "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", &["xvfb-run"]),
    package(For::Tests, "xauth", "xorg-x11-xauth", "xorg-xauth", &["xauth"]),
    package(For::Tests, "dbus", "dbus-daemon", "dbus", &["dbus-run-session"]),
    package(For::Tests, "chromium", "chromium", "chromium", &["chromium", "chromium-browser", "google-chrome"]),
    package(For::Tests, "poppler-utils", "poppler-utils", "poppler", &["pdftotext"]),
    package(For::Tests, "qpdf", "qpdf", "qpdf", &["qpdf"]),
    package(For::Tests, "openssl", "openssl", "openssl", &["openssl"]),
    // Runs the HTML checker of npm's vnu-jar.
    package(For::Tests, "default-jre-headless", "java-latest-openjdk-headless", "jre-openjdk-headless", &["java"]),
    package(For::Tests, "librsvg2-bin", "librsvg2-tools", "librsvg", &["rsvg-convert"]),
    package(For::Tests, "xdotool", "xdotool", "xdotool", &["xdotool"]),
    package(For::Tests, "xclip", "xclip", "xclip", &["xclip"]),
    // The window from which tests drag files.
    package(For::Tests, "python3-gi", "python3-gobject", "python-gobject", &[]),
    package(For::Tests, "gir1.2-gtk-3.0", "gtk3", "gtk3", &[]),
    package(For::Tests, "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu", &[]),
    package(For::Tests, "fonts-droid-fallback", "google-droid-sans-fonts", "ttf-droid", &[]),
    package(For::Tests, "fonts-noto-color-emoji", "google-noto-color-emoji-fonts", "noto-fonts-emoji", &[]),
];

/// Installs what is missing. `For::Tests` includes what the build needs.
pub fn prepare(purpose: For) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!("    Nothing to install: the web view is part of this operating system.");
        return Ok(());
    }
    if child::answer("dpkg-query", &["--version"]).is_none() {
        println!("{}", names_for_others(purpose));
        return Ok(());
    }
    let missing = missing(purpose, &installed_debian_packages(), &is_on_path);
    if missing.is_empty() {
        println!("    All there.");
        return Ok(());
    }
    install(&missing)
}

/// Which of the packages are neither installed nor stood in for by a program.
fn missing(purpose: For, installed: &[String], on_path: &dyn Fn(&str) -> bool) -> Vec<&'static Package> {
    PACKAGES
        .iter()
        .filter(|package| package.serves(purpose))
        .filter(|package| !installed.iter().any(|name| name == package.debian))
        .filter(|package| !package.programs.iter().any(|program| on_path(program)))
        .collect()
}

impl Package {
    fn serves(&self, purpose: For) -> bool {
        self.needed == For::Build || purpose == For::Tests
    }
}

fn installed_debian_packages() -> Vec<String> {
    let names = PACKAGES.iter().map(|package| package.debian);
    // dpkg-query ends with 1 as soon as one name is unknown, so its status says nothing here.
    let output = std::process::Command::new("dpkg-query")
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .args(names)
        .output();
    output.map_or_else(|_| Vec::new(), |output| installed_in(&String::from_utf8_lossy(&output.stdout)))
}

/// Reads lines of "name status".
fn installed_in(listing: &str) -> Vec<String> {
    listing.lines().filter_map(|line| line.strip_suffix(" installed")).map(String::from).collect()
}

fn install(missing: &[&Package]) -> Result<(), Failure> {
    let wanted: Vec<&str> = missing.iter().map(|package| package.debian).collect();
    println!("    Missing: {}", wanted.join(" "));
    let by_hand = format!("apt-get install {}", wanted.join(" "));
    let prefix: &[&str] = if is_root() {
        &[]
    } else if is_on_path("sudo") {
        println!("    sudo may ask for your password.");
        &["sudo"]
    } else {
        return Err(Failure::new(
            "System packages are missing, and neither root nor sudo is at hand to install them.",
            format!("as root, run `{by_hand}`, then start again."),
        ));
    };

    let advice = format!("look at apt's message above, or install them yourself: `{by_hand}`.");
    // An update that fails (a repository that is away) does not matter when the lists at hand suffice.
    if let Err(failure) = child::finish(&mut apt(prefix, &["update", "--quiet"]), &advice) {
        println!("    {} Going on with the package lists at hand.", failure.what);
    }
    let (known, unknown): (Vec<&Package>, Vec<&Package>) = missing.iter().copied().partition(|package| {
        // What the build needs is asked for in any case, so that apt says why it cannot be had.
        package.needed == For::Build
            || child::answer("apt-cache", &["show", package.debian]).is_some_and(|text| !text.trim().is_empty())
    });
    for package in unknown {
        println!("    This system has no package {}: the tests that need it will say so.", package.debian);
    }
    if known.is_empty() {
        return Ok(());
    }
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(known.iter().map(|package| package.debian));
    child::finish(&mut apt(prefix, &arguments), &advice)
}

fn apt(prefix: &[&str], arguments: &[&str]) -> std::process::Command {
    // `env` because sudo clears the environment.
    let program = prefix.first().copied().unwrap_or("env");
    let mut command = child::command(program, Path::new("/"));
    if !prefix.is_empty() {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    command
}

fn names_for_others(purpose: For) -> String {
    let list = |name: fn(&Package) -> &'static str| {
        let serving = PACKAGES.iter().filter(|package| package.serves(purpose));
        let mut names: Vec<&str> = serving.map(name).collect();
        names.dedup();
        names.join(" ")
    };
    format!(
        "    This is neither Debian nor Ubuntu, so nothing is installed for you. What is needed:\n\
         \u{20}     Fedora   dnf install {}\n\
         \u{20}     Arch     pacman -S --needed {}\n\
         \u{20}     Debian   apt-get install {}\n\
         \u{20}   Going on as if it were there.",
        list(|package| package.fedora),
        list(|package| package.arch),
        list(|package| package.debian),
    )
}

fn is_root() -> bool {
    child::answer("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

pub fn is_on_path(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).map(|folder: PathBuf| folder.join(program)).any(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(purpose: For, installed: &[&str], programs: &[&str], expected: &[&str]) {
        let installed: Vec<String> = installed.iter().map(|name| name.to_string()).collect();
        let found = missing(purpose, &installed, &|program| programs.contains(&program));
        let names: Vec<&str> = found.iter().map(|package| package.debian).collect();
        assert_eq!(names, expected);
    }

    const BUILD: [&str; 5] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libgtk-3-dev", "libclang-dev"];

    #[test]
    fn a_fresh_machine_lacks_what_the_build_needs_and_nothing_of_the_tests() {
        check(For::Build, &[], &[], &BUILD);
    }

    #[test]
    fn nothing_is_missing_when_all_is_there() {
        check(For::Build, &BUILD, &[], &[]);
        let all: Vec<&str> = PACKAGES.iter().map(|package| package.debian).collect();
        check(For::Tests, &all, &[], &[]);
    }

    #[test]
    fn a_program_stands_in_for_its_package() {
        let mut all: Vec<&str> = PACKAGES.iter().map(|package| package.debian).collect();
        all.retain(|name| *name != "chromium");
        check(For::Tests, &all, &[], &["chromium"]);
        check(For::Tests, &all, &["google-chrome"], &[]);
    }

    #[test]
    fn a_removed_package_is_not_installed() {
        let listing = "xvfb installed\nqpdf config-files\nchromium not-installed\ndbus installed\n";
        assert_eq!(installed_in(listing), ["xvfb", "dbus"]);
    }

    #[test]
    fn other_systems_get_names() {
        let text = names_for_others(For::Build);
        assert!(text.contains("dnf install gcc gcc-c++ make pkgconf-pkg-config webkit2gtk4.1-devel"));
        assert!(!text.contains("chromium"), "building needs no browser");
    }
}
