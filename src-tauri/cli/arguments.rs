//! What can be written on the command line, and the help that teaches it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use roadbook_core::model::{Language, PackOptions, Paper, PictureQuality};
use roadbook_export::Format;

const EXAMPLES: &str = "\
Examples:
  roadbook                                         Open the window on the library of last time
  roadbook ~/Documents/Roadbook/Bakery             Open the window on this library
  roadbook new Bakery --sample                     Make a library with the sample in it
  roadbook list Bakery                             Show its documents and their numbers
  roadbook export Bakery --output Bakery.pdf       Print all of it
  roadbook export Bakery -o refund.html -d 12      Print document 12 as one HTML file
  roadbook export Bakery -o refund.svg -d 3        Draw the map of process 3
  roadbook search Bakery \"refund fee\"              Find words in titles, maps and steps
  roadbook check Bakery && echo all is well        Say what is missing, for scripts
  roadbook backups Bakery                          List its backups, also when it is damaged
  roadbook restore Bakery --output Bakery-again    Make a library of the newest one

A library is a folder. No command but open needs a display.
Exit codes: 0 done, 1 there are findings (check, verify), 2 wrong use or wrong input, 130 stopped by Ctrl+C.";

#[derive(Debug, Parser)]
#[command(
    name = "roadbook",
    version,
    about = "Process maps, SOPs and work instructions in one local library.",
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The folder of the library to open in the window.
    pub library: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the window
    Open {
        /// The library's folder; without it, the library of last time.
        library: Option<PathBuf>,
    },
    New(New),
    List(List),
    Export(Export),
    Search(Search),
    Check(Check),
    Verify(Verify),
    Edit(Edit),
    Backup(BackUp),
    Backups(Backups),
    Restore(Restore),
}

/// Make a library
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  roadbook new ~/Documents/Roadbook/Bakery --sample")]
pub struct New {
    /// A folder that does not exist yet, or is empty.
    pub library: PathBuf,
    /// Put the sample documents in it.
    #[arg(long)]
    pub sample: bool,
}

/// Show the documents and packs of a library
#[derive(Debug, Args)]
pub struct List {
    /// The library's folder.
    pub library: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Print a library, a pack or some documents as PDF or HTML, or draw one map as SVG, PNG or PDF
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  roadbook export Bakery --output Bakery.pdf
  roadbook export Bakery --output handbook.html --pack \"New hires\"
  roadbook export Bakery --output Liste.pdf --document 12 --language de --tick-boxes
  roadbook export Bakery --output public/handbook/ --pack \"New hires\"
  roadbook export Bakery --output refunds.pdf --document 3 --document 12 --everything-below
  roadbook export Bakery --output map.svg --document 3
  roadbook export Bakery --output map.png --document 3 --scale 1
  roadbook export Bakery --output map.pdf --document 3 --map")]
pub struct Export {
    /// The library's folder.
    pub library: PathBuf,
    /// The file to write, or with a slash at the end the folder of an HTML page. One that is there stays as it is
    /// until the new one is whole.
    #[arg(long, short, value_name = "PATH")]
    pub output: PathBuf,
    /// By default what the name of PATH ends in.
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,
    /// A pack of the library, by its name.
    #[arg(long, value_name = "NAME", conflicts_with = "document")]
    pub pack: Option<String>,
    /// A document, by its number (`roadbook list`) or id. Can be given several times.
    #[arg(long, short, value_name = "NUMBER_OR_ID")]
    pub document: Vec<String>,
    /// Add what the documents lead to: the SOPs of a process, the instructions of an SOP.
    #[arg(long, requires = "document")]
    pub everything_below: bool,
    /// Only the map of a process, on a page of its size. SVG and PNG are always that.
    #[arg(long, conflicts_with_all = ["pack", "everything_below"])]
    pub map: bool,
    /// Pixels of a PNG for each pixel of the map, from 1 to 4; by default 2.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub scale: Option<u8>,
    #[command(flatten)]
    pub look: Look,
    /// Print what was written as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What documents look like; by default as their pack says, and without one as usual
#[derive(Debug, Args)]
#[command(next_help_heading = "For documents")]
pub struct Look {
    /// The paper of a PDF.
    #[arg(long, value_enum, value_name = "SIZE")]
    pub paper: Option<PaperName>,
    /// Of the words that are added to your own, such as “Contents”.
    #[arg(long, value_enum)]
    pub language: Option<LanguageName>,
    /// Each document as it was published last, without those that never were.
    #[arg(long)]
    pub published: bool,
    /// SOPs as lists to tick, with a line for name and date.
    #[arg(long)]
    pub tick_boxes: bool,
    /// Add a table of the revisions.
    #[arg(long)]
    pub changes: bool,
    /// Add the roles and tools that the documents name.
    #[arg(long)]
    pub glossary: bool,
    /// Lossless: every pixel as it was captured. Compact: at most 256 colours a picture where that is hardly seen,
    /// as usual in one HTML file.
    #[arg(long, value_enum, value_name = "QUALITY")]
    pub pictures: Option<PicturesName>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PicturesName {
    Lossless,
    Compact,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PaperName {
    A4,
    Letter,
    A5,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LanguageName {
    En,
    De,
}

impl Look {
    /// Does it ask for anything?
    pub fn is_given(&self) -> bool {
        let Self { paper, language, published, tick_boxes, changes, glossary, pictures } = self;
        paper.is_some()
            || language.is_some()
            || pictures.is_some()
            || *published
            || *tick_boxes
            || *changes
            || *glossary
    }

    /// The options with what was asked for put over them.
    pub fn over(&self, mut options: PackOptions) -> PackOptions {
        if let Some(paper) = self.paper {
            options.paper = match paper {
                PaperName::A4 => Paper::A4,
                PaperName::Letter => Paper::Letter,
                PaperName::A5 => Paper::A5,
            };
        }
        if let Some(language) = self.language {
            options.language = match language {
                LanguageName::En => Language::English,
                LanguageName::De => Language::German,
            };
        }
        if let Some(pictures) = self.pictures {
            options.pictures = match pictures {
                PicturesName::Lossless => PictureQuality::Lossless,
                PicturesName::Compact => PictureQuality::Compact,
            };
        }
        options.published_only |= self.published;
        options.tick_boxes |= self.tick_boxes;
        options.changes |= self.changes;
        options.glossary |= self.glossary;
        options
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatName {
    Pdf,
    Html,
    HtmlFolder,
    Svg,
    Png,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Pdf => Self::Pdf,
            FormatName::Html => Self::Html,
            FormatName::HtmlFolder => Self::HtmlFolder,
            FormatName::Svg => Self::Svg,
            FormatName::Png => Self::Png,
        }
    }
}

/// Find words in titles, maps, steps and callouts
#[derive(Debug, Args)]
pub struct Search {
    /// The library's folder.
    pub library: PathBuf,
    /// The words to find; the last one may be a beginning.
    #[arg(required = true, num_args = 1..)]
    pub query: Vec<String>,
    /// At most so many.
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Say what is missing or wrong in the documents (exit code 1 when there is something)
#[derive(Debug, Args)]
pub struct Check {
    /// The library's folder.
    pub library: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Read every file and row, and say what is damaged (exit code 1 when there is something)
#[derive(Debug, Args)]
pub struct Verify {
    /// The library's folder.
    pub library: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Change a library by edits in a JSON file, as the window would
#[derive(Debug, Args)]
#[command(after_help = "\
FILE holds one edit or a list of them; they are done in order, and the first that fails stops the rest.
Example:
  echo '{\"edit\": \"set_status\", \"id\": \"0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f10\", \"status\": \"approved\"}' |
    roadbook edit Bakery --json -")]
pub struct Edit {
    /// The library's folder.
    pub library: PathBuf,
    /// The file with the edits; - for the standard input.
    #[arg(long, value_name = "FILE")]
    pub json: PathBuf,
}

/// Make a backup of a library now
#[derive(Debug, Args)]
#[command(after_help = "\
Backups are made while a library is used, at least 30 minutes apart, in a folder of your own outside all
libraries: all of 2 days, then the last one of 12 days, 10 weeks and 9 months. A picture stands there once,
whatever the number of backups that hold it. A backup protects against damage and mistakes; for a lost disk,
copy the library's folder to another one.
Example:
  roadbook backup Bakery && roadbook edit Bakery --json edits.json")]
pub struct BackUp {
    /// The library's folder.
    pub library: PathBuf,
    /// Print what was made as JSON.
    #[arg(long)]
    pub json: bool,
}

/// List the backups of a library, the newest first
#[derive(Debug, Args)]
#[command(after_help = "\
The library may be damaged or gone: its backups are found by where it was.
Example:
  roadbook backups Bakery --json | jq '.[0].number'")]
pub struct Backups {
    /// The library's folder.
    pub library: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Make a library of a backup, in a new folder
#[derive(Debug, Args)]
#[command(after_help = "\
The library itself is not touched, whatever is wrong with it. When the new one is as it should be, put it in
the place of the old one.
Examples:
  roadbook restore Bakery --output Bakery-again              The newest backup
  roadbook restore Bakery --output Bakery-May --number 12    The one with this number (`roadbook backups`)")]
pub struct Restore {
    /// The library's folder, or where it was.
    pub library: PathBuf,
    /// A folder that does not exist yet, or is empty.
    #[arg(long, short, value_name = "PATH")]
    pub output: PathBuf,
    /// Which backup; by default the newest.
    #[arg(long, short, value_name = "N")]
    pub number: Option<u32>,
    /// Print what was made as JSON.
    #[arg(long)]
    pub json: bool,
}
