//! What a command says. A reader that goes away (`| head`) is no fault.

use std::io::{self, BufWriter, IsTerminal, Write};

use roadbook_core::{Error, ErrorCode, Result};
use serde::Serialize;

/// Lines to the standard output.
pub fn lines<L: AsRef<str>>(lines: impl IntoIterator<Item = L>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = lines.into_iter().try_for_each(|line| writeln!(out, "{}", plain(line.as_ref())));
    gone_is_fine(written.and_then(|()| out.flush()))
}

pub fn json(value: &impl Serialize) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from);
    gone_is_fine(written.and_then(|()| writeln!(out)).and_then(|()| out.flush()))
}

pub fn trouble(error: &Error) {
    let _ = writeln!(io::stderr().lock(), "roadbook: {}", plain(&error.message));
}

pub fn warning(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "roadbook: {}", plain(sentence));
}

/// One line that changes while something takes long; nothing where nobody watches.
pub struct Progress {
    watched: bool,
}

impl Progress {
    pub fn begin() -> Self {
        Self { watched: io::stderr().is_terminal() }
    }

    pub fn tell(&self, done: u32, total: u32, what: &str) {
        if self.watched {
            let what: String = plain(what).chars().take(60).collect();
            let _ = write!(io::stderr().lock(), "\r\x1b[K{done}/{total} {what}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.watched {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

/// For eyes.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Text out of a library could steer the terminal that shows it.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() && letter != '\n' { ' ' } else { letter }).collect()
}

fn gone_is_fine(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(ErrorCode::Io, format!("The answer cannot be written: {error}.")))
        }
        _ => Ok(()),
    }
}
