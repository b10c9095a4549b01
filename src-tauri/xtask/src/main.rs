//! The developer's one entrance, `cargo xtask COMMAND`: composition and usage text only.
//!
//! This crate has no dependency at all: it must build before any system package is there, since it is
//! what installs them. Whatever needs a library lives in `roadbook-dev`, which these commands call.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command for the terminal speaks through it")]

mod app;
mod arguments;
mod child;
mod deny;
mod dev;
mod failure;
mod freshness;
mod house;
mod package;
mod run;
mod stages;
mod system;
mod targets;
mod test;
mod ui;

use std::process::ExitCode;

use arguments::Task;
use failure::Failure;
use house::House;

const USAGE: &str = "\
Roadbook for developers.

Usage: cargo xtask COMMAND

To use it
  run [LIBRARY]       Install what the system lacks, build, and open the window on the sample
                      library or on LIBRARY. With no display: export it as PDF and HTML instead,
                      into target/sample/.
To change it
  test                Set up the same plus what tests need, then run everything that must pass
                      before a change lands. Prints the time of each stage.
  test --quick        Formatting and the crates' own tests only: the loop while you write.
  bridge [LIBRARY]    Serve the app's three doors over loopback HTTP, so that the same UI runs in
                      Chromium. Arguments go to `roadbook-dev bridge`.
  screenshots [DIR]   Drive the real window and leave pictures of every view, light and dark,
                      in target/screenshots/.
To judge it
  bench [ARGS]        Build for release and measure beside peers. Arguments go to
                      `roadbook-dev bench`.
  library --documents N --screenshots M --seed S PATH
                      Generate a library of any size with realistic content at PATH.
To ship it
  package             Build the Debian package and print where it is and its size.

It needs Rust (rustup.rs) and Node 20.19 or newer (nodejs.org); `run` and `test` see to the rest.
";

fn main() -> ExitCode {
    let task = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(task) => task,
        Err(message) => {
            eprintln!("{message}\n`cargo xtask --help` lists the commands.");
            return ExitCode::from(2);
        }
    };
    match perform(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<(), Failure> {
    let house = House::find();
    match task {
        Task::Help => {
            print!("{USAGE}");
            Ok(())
        }
        Task::Run { library } => run::run(&house, library),
        Task::Test { quick: false } => test::everything(&house),
        Task::Test { quick: true } => test::quick(&house),
        Task::Bench(rest) => dev::bench(&house, rest),
        Task::Screenshots(rest) => dev::screenshots(&house, rest),
        Task::Library(rest) => dev::library(&house, rest),
        Task::Bridge(rest) => dev::bridge(&house, rest),
        Task::Package => package::package(&house),
    }
}
