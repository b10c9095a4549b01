//! Names of files and folders that the program makes, from words that a person wrote.

use std::path::{Path, PathBuf};

/// Bytes; file systems end at 255, and a number and an extension are still to come.
const LONGEST: usize = 120;

/// A name that every system takes, as close to `words` as can be; `otherwise` when nothing is left of them.
pub fn file_name(words: &str, otherwise: &str) -> String {
    let kept: String = words.chars().filter_map(allowed).collect();
    let mut name = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    while name.len() > LONGEST {
        name.pop();
    }
    // A leading dot hides a file, a trailing one is lost on Windows.
    let name = name.trim_matches(|letter: char| letter == '.' || letter == ' ');
    if name.is_empty() {
        return otherwise.to_owned();
    }
    if is_reserved(name) { format!("{name} -") } else { name.to_owned() }
}

/// `folder/name`, or `folder/name 2` and so on when that is taken.
pub fn unused(folder: &Path, name: &str, extension: Option<&str>) -> PathBuf {
    let dotted = extension.map(|extension| format!(".{extension}")).unwrap_or_default();
    let first = folder.join(format!("{name}{dotted}"));
    let others = (2..).map(|number| folder.join(format!("{name} {number}{dotted}")));
    std::iter::once(first).chain(others).find(|path| !path.exists()).expect("numbers do not end")
}

fn allowed(letter: char) -> Option<char> {
    match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => Some(' '),
        // Marks that are not seen, and can make a name look like another one.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() => None,
        letter => Some(letter),
    }
}

/// Windows takes these for devices, whatever extension follows.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        assert_eq!(file_name(words, "Library"), expected);
    }

    #[test]
    fn names_are_taken_by_every_system() {
        check("Refund a customer", "Refund a customer");
        check("  Q3/Q4: who pays?  ", "Q3 Q4 who pays");
        check("../../etc/passwd", "etc passwd");
        check("CON", "CON -");
        check("com1.pdf", "com1.pdf -");
        check("contract", "contract");
        check("\u{202e}fdp.exe", "fdp.exe");
        check("…\u{0}\n\t", "…");
        check(" . ", "Library");
        check("退款", "退款");
        assert!(file_name(&"退".repeat(300), "Library").len() <= LONGEST);
    }

    #[test]
    fn a_taken_name_is_numbered() {
        let folder = tempfile::tempdir().unwrap();
        let first = unused(folder.path(), "Pack", Some("pdf"));
        assert_eq!(first, folder.path().join("Pack.pdf"));
        std::fs::write(&first, "").unwrap();
        assert_eq!(unused(folder.path(), "Pack", Some("pdf")), folder.path().join("Pack 2.pdf"));
    }
}
