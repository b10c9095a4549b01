//! What prints our HTML as PDF, and whether that is what our own PDF holds.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::program::{Exports, megabytes, output, run};

pub(super) struct Printed {
    /// Milliseconds.
    pub time: f64,
    /// Megabytes.
    pub size: f64,
    file: PathBuf,
}

/// Headless, which every machine that runs the tests has.
pub(super) fn chromium(exports: &Exports, html: &Path) -> Printed {
    let file = exports.file("chromium.pdf");
    let mut command = Command::new("chromium");
    command
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        .args(["--no-pdf-header-footer", "--timeout=600000"])
        .arg(format!("--user-data-dir={}", exports.file("profile").display()))
        .arg(format!("--print-to-pdf={}", file.display()))
        .arg(format!("file://{}", html.display()));
    printed(&mut command, file)
}

/// None where it is not installed.
pub(super) fn weasyprint(exports: &Exports, html: &Path) -> Option<Printed> {
    output("weasyprint", &[Path::new("--version")])?;
    let file = exports.file("weasyprint.pdf");
    Some(printed(Command::new("weasyprint").arg(html).arg(&file), file))
}

fn printed(command: &mut Command, file: PathBuf) -> Printed {
    let time = run(command).time;
    Printed { time, size: megabytes(&file), file }
}

/// A sentence on what each PDF holds, since a figure counts only beside the same content: pages, pictures and
/// words, as poppler's programs count them.
pub(super) fn compared(ours: &Path, peers: &[(&str, Option<&Printed>)]) -> String {
    let mut parts = vec![content("ours", ours)];
    for (name, printed) in peers {
        parts.push(match printed {
            Some(printed) => content(name, &printed.file),
            None => format!("{name}: not installed (pipx install {})", name.to_lowercase()),
        });
    }
    parts.join("; ")
}

fn content(name: &str, pdf: &Path) -> String {
    let pages = output("pdfinfo", &[pdf]).and_then(|text| {
        text.lines().find_map(|line| line.strip_prefix("Pages:").map(|pages| pages.trim().to_owned()))
    });
    // Two lines of titles come before the pictures; masks are no pictures of their own.
    let pictures = output("pdfimages", &[Path::new("-list"), pdf])
        .map(|text| text.lines().skip(2).filter(|line| line.split_whitespace().nth(2) == Some("image")).count());
    let words = output("pdftotext", &[pdf, Path::new("-")]).map(|text| text.split_whitespace().count());
    match (pages, pictures, words) {
        (Some(pages), Some(pictures), Some(words)) => {
            format!("{name}: {pages} pages, {pictures} pictures, {words} words")
        }
        _ => format!("{name}: poppler-utils cannot read it"),
    }
}
