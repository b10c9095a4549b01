//! `roadbook-dev`: what `cargo xtask` calls for everything that needs the app's own crates.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use roadbook_dev::{bench, bridge, generate, screenshots};

#[derive(Parser)]
#[command(name = "roadbook-dev", about = "What developers of Roadbook need; never shipped.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Bridge(bridge::Wish),
    /// Makes a library with realistic text, maps and UI-like pictures; the same for the same seed.
    Library {
        #[arg(long, default_value_t = 100)]
        documents: u32,
        #[arg(long, default_value_t = 50)]
        screenshots: u32,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        path: PathBuf,
    },
    /// Measures Roadbook beside its peers; prints a Markdown table and writes target/bench/bench.json.
    Bench {
        /// Only the benchmarks whose name contains this: start, kept, memory, size, tidy, map, steps, pictures, pack.
        #[arg(default_value = "")]
        only: String,
        /// Counted rounds of what starts a program.
        #[arg(long, default_value_t = 7)]
        runs: usize,
        /// Sizes of the maps that are measured, in nodes.
        #[arg(long, value_delimiter = ',', default_values_t = bench::MAP_SIZES)]
        nodes: Vec<usize>,
        /// Measures maps in Roadbook alone, without the editors that stand beside.
        #[arg(long)]
        alone: bool,
    },
    /// Drives the real window on the sample library and leaves pictures of every view, light and dark.
    Screenshots {
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Bridge(wish) => bridge::serve(&wish),
        Command::Library { documents, screenshots, seed, path } => {
            library(&path, generate::Amount { documents, screenshots, seed })
        }
        Command::Bench { only, runs, nodes, alone } => measure(&only, runs, nodes, alone),
        Command::Screenshots { folder } => program("roadbook")
            .and_then(|roadbook| screenshots::screenshots(&roadbook, &folder, &mut |what| eprintln!("{what}"))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("roadbook-dev: {sentence}");
            ExitCode::from(2)
        }
    }
}

fn library(path: &std::path::Path, amount: generate::Amount) -> Result<(), String> {
    let outside = roadbook::shell::places::outside(&roadbook::shell::places::Places::of_this_machine());
    let mut shown = 0;
    generate::generate(path, amount, outside, &mut |done| {
        let percent = (done * 100.0) as u32;
        if percent >= shown + 5 {
            shown = percent;
            eprintln!("{percent} %");
        }
    })
    .map_err(|error| error.message)?;
    println!("{} documents and {} screenshots in {}", amount.documents, amount.screenshots, path.display());
    Ok(())
}

fn measure(only: &str, runs: usize, nodes: Vec<usize>, alone: bool) -> Result<(), String> {
    let setup = bench::Setup {
        roadbook: program("roadbook")?,
        empty_window: program("empty-window")?,
        peers: std::path::absolute("target/peers/page.html").map_err(|error| error.to_string())?,
        work: PathBuf::from("target/bench"),
        runs,
        nodes,
        alone,
    };
    let rows = bench::bench(&setup, only, &mut |what| eprintln!("{what}"));
    if rows.is_empty() {
        return Err(format!("no benchmark is called “{only}”; there are {}", bench::NAMES.join(", ")));
    }
    let json = serde_json::to_string_pretty(&rows).map_err(|error| error.to_string())?;
    std::fs::create_dir_all(&setup.work)
        .and_then(|()| std::fs::write(setup.work.join("bench.json"), json))
        .map_err(|error| format!("target/bench/bench.json could not be written: {error}"))?;
    println!("{}", bench::table(&rows));
    Ok(())
}

/// Another program of the same build.
fn program(name: &str) -> Result<PathBuf, String> {
    let here = std::env::current_exe().map_err(|error| format!("this program does not know where it is: {error}"))?;
    let program = here.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        return Err(format!("{} is not built; `cargo xtask` builds it", program.display()));
    }
    Ok(program)
}
