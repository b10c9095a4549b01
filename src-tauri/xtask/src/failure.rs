//! What went wrong and what the person can do about it.

use std::fmt;

#[derive(Debug)]
pub struct Failure {
    pub what: String,
    pub advice: String,
}

impl Failure {
    pub fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.into(), advice: advice.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nWhat to do: {}", self.what, self.advice)
    }
}
