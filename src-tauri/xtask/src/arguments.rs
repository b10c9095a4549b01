//! The words after `cargo xtask` -> what is to be done.

use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Debug, PartialEq)]
pub enum Task {
    Help,
    /// `library` is absolute, since children run in the repository root.
    Run {
        library: Option<PathBuf>,
    },
    Test {
        quick: bool,
    },
    Bench(Vec<OsString>),
    Screenshots(Vec<OsString>),
    Library(Vec<OsString>),
    Bridge(Vec<OsString>),
    Package,
}

/// The error is a sentence about the wrong word.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Task, String> {
    let mut words = words.into_iter();
    let Some(command) = words.next() else {
        return Ok(Task::Help);
    };
    let rest: Vec<OsString> = words.collect();
    let asks_for_help = rest.iter().any(|word| word == "--help" || word == "-h");
    match command.to_str().unwrap_or_default() {
        "--help" | "-h" | "help" => Ok(Task::Help),
        // These four hand their arguments on, `--help` included: roadbook-dev explains them itself.
        "bench" => Ok(Task::Bench(rest)),
        "screenshots" => Ok(Task::Screenshots(rest)),
        "library" => Ok(Task::Library(rest)),
        "bridge" => Ok(Task::Bridge(rest)),
        "run" | "test" | "package" if asks_for_help => Ok(Task::Help),
        "run" => run(rest),
        "test" => test(rest),
        "package" => nothing_after("package", rest).map(|()| Task::Package),
        _ => Err(format!("There is no command {}.", shown(&command))),
    }
}

fn run(rest: Vec<OsString>) -> Result<Task, String> {
    let mut rest = rest.into_iter();
    let library = match rest.next() {
        Some(word) if word.as_encoded_bytes().starts_with(b"-") => {
            return Err(format!("`run` has no option {}.", shown(&word)));
        }
        Some(word) => Some(std::path::absolute(&word).map_err(|e| format!("{} is not a path: {e}.", shown(&word)))?),
        None => None,
    };
    nothing_after("run [LIBRARY]", rest.collect()).map(|()| Task::Run { library })
}

fn test(rest: Vec<OsString>) -> Result<Task, String> {
    let quick = rest.first().is_some_and(|word| word == "--quick");
    let unread = if quick { rest[1..].to_vec() } else { rest };
    nothing_after("test [--quick]", unread).map(|()| Task::Test { quick })
}

fn nothing_after(command: &str, rest: Vec<OsString>) -> Result<(), String> {
    match rest.first() {
        None => Ok(()),
        Some(word) => Err(format!("`{command}` takes no {}.", shown(word))),
    }
}

fn shown(word: &OsString) -> String {
    format!("\"{}\"", word.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<Task, &str>) {
        let words = line.split_whitespace().map(OsString::from);
        assert_eq!(parse(words), expected.map_err(String::from), "for: {line}");
    }

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn no_command_teaches() {
        check("", Ok(Task::Help));
        check("--help", Ok(Task::Help));
        check("test --help", Ok(Task::Help));
    }

    #[test]
    fn commands() {
        check("run", Ok(Task::Run { library: None }));
        check("test", Ok(Task::Test { quick: false }));
        check("test --quick", Ok(Task::Test { quick: true }));
        check("package", Ok(Task::Package));
    }

    #[test]
    fn a_library_becomes_absolute() {
        let Ok(Task::Run { library: Some(path) }) = parse(words("run mine")) else {
            panic!("`run mine` names a library");
        };
        assert!(path.is_absolute() && path.ends_with("mine"));
    }

    #[test]
    fn the_rest_is_handed_on() {
        check("bench --help", Ok(Task::Bench(words("--help"))));
        check("library --seed 7 big", Ok(Task::Library(words("--seed 7 big"))));
    }

    #[test]
    fn wrong_words_are_named() {
        check("jump", Err("There is no command \"jump\"."));
        check("test --fast", Err("`test [--quick]` takes no \"--fast\"."));
        check("run a b", Err("`run [LIBRARY]` takes no \"b\"."));
        check("run --fast", Err("`run` has no option \"--fast\"."));
    }
}
