//! Stages run one after the other, each announced, timed and, when it fails, explained.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use crate::failure::Failure;

pub struct Stage<'a> {
    name: &'static str,
    work: Box<dyn FnOnce() -> Result<(), Failure> + 'a>,
}

/// How long each stage took, the failed one included.
#[derive(Default)]
pub struct Times {
    stages: Vec<(&'static str, Duration, End)>,
    total: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Passed,
    Failed,
}

pub fn stage<'a>(name: &'static str, work: impl FnOnce() -> Result<(), Failure> + 'a) -> Stage<'a> {
    let work = Box::new(work);
    Stage { name, work }
}

/// Stops at the first failure; the times so far come back in any case.
pub fn run(stages: Vec<Stage<'_>>) -> (Times, Result<(), Failure>) {
    let mut times = Times { total: stages.len(), ..Times::default() };
    for (index, stage) in stages.into_iter().enumerate() {
        heading(&format!("[{}/{}] {}", index + 1, times.total, stage.name));
        let start = Instant::now();
        let result = (stage.work)();
        let took = start.elapsed();
        let end = if result.is_ok() { End::Passed } else { End::Failed };
        times.stages.push((stage.name, took, end));
        if let Err(failure) = result {
            let what = format!("Stage \"{}\" failed after {}. {}", stage.name, readable(took), failure.what);
            return (times, Err(Failure::new(what, failure.advice)));
        }
    }
    (times, Ok(()))
}

/// For commands whose times nobody compares.
pub fn run_untimed(stages: Vec<Stage<'_>>) -> Result<(), Failure> {
    run(stages).1
}

fn heading(text: &str) {
    let plain = !std::io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some();
    if plain {
        println!("\n==> {text}");
    } else {
        println!("\n\u{1b}[1m==> {text}\u{1b}[0m");
    }
}

impl Times {
    pub fn table(&self) -> String {
        let names = self.stages.iter().map(|(name, ..)| name.len());
        let width = names.max().unwrap_or(0).max("Stages not reached".len());
        let mut table = format!("{:<width$}  {:>9}\n", "Stage", "Time");
        table += &format!("{:-<width$}  {:->9}\n", "", "");
        for (name, took, end) in &self.stages {
            let mark = if *end == End::Failed { "  failed" } else { "" };
            table += &format!("{name:<width$}  {:>9}{mark}\n", readable(*took));
        }
        let unreached = self.total - self.stages.len();
        if unreached > 0 {
            table += &format!("{:<width$}  {unreached:>9}\n", "Stages not reached");
        }
        let sum = self.stages.iter().map(|(_, took, _)| *took).sum();
        table += &format!("{:-<width$}  {:->9}\n", "", "");
        table + &format!("{:<width$}  {:>9}\n", "Together", readable(sum))
    }
}

/// "0.4 s", "12.3 s", "2 m 05 s".
pub fn readable(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 59.95 {
        format!("{seconds:.1} s")
    } else {
        let whole = seconds.round() as u64;
        format!("{} m {:02} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_readable() {
        assert_eq!(readable(Duration::from_millis(449)), "0.4 s");
        assert_eq!(readable(Duration::from_millis(59_970)), "1 m 00 s");
        assert_eq!(readable(Duration::from_secs(125)), "2 m 05 s");
    }

    #[test]
    fn the_first_failure_ends_it_and_the_table_tells() {
        let (times, result) = run(vec![
            stage("Good", || Ok(())),
            stage("Bad", || Err(Failure::new("It broke.", "mend it."))),
            stage("Never", || panic!("a stage after a failure must not run")),
        ]);
        let failure = result.expect_err("the second stage fails");
        assert!(failure.what.starts_with("Stage \"Bad\" failed"));
        assert_eq!(failure.advice, "mend it.");
        let expected = "\
Stage                    Time
------------------  ---------
Good                    0.0 s
Bad                     0.0 s  failed
Stages not reached          1
------------------  ---------
Together                0.0 s
";
        assert_eq!(times.table(), expected);
    }
}
