//! What the third door takes and gives: everything that is more than one read or one edit.

use roadbook_core::model::{Asset, DocumentId, FigureId, NodeId, Pack, PackId, PackOptions, Rect, Shape, StepId};
use roadbook_core::pixels::register::Plan;
use roadbook_core::query::{Finding, LibraryState, Place};
use roadbook_export::{Format, PictureBytes};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::recent::RecentLibrary;
use super::watch::{WatchChange, WatchState};

/// Chosen by the caller, so that progress and cancelling can name the job while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export)]
pub struct JobId(pub Uuid);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "job", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum Job {
    /// What is open, what was opened before, and where a new library would be made.
    Libraries,
    OpenLibrary {
        choice: LibraryChoice,
    },
    /// Takes a library off the list of recent ones; the library stays where it is.
    ForgetLibrary {
        id: String,
    },
    /// Puts pictures on steps, as one edit (`place_pictures`).
    ImportPictures {
        source: PictureSource,
        document: DocumentId,
        /// The step that gets the first picture when it has none yet.
        step: Option<StepId>,
        /// Each on a new step behind `step`, whatever it has; before the first when none is named.
        #[serde(default)]
        apart: bool,
    },
    /// Keeps a picture for the cover of a pack; it is the pack's when the pack is saved with it.
    ImportLogo {
        source: PictureSource,
    },
    /// Holds another picture against a figure's: where its annotations would lie on it. Changes no document.
    ComparePicture {
        figure: FigureId,
        source: PictureSource,
    },
    /// What [`Job::ComparePicture`] would show is drawn with these annotations from now on.
    ShowCompared {
        crop: Option<Rect>,
        shapes: Vec<Shape>,
    },
    /// Watches the folder in which the system keeps screenshots.
    Watch {
        change: WatchChange,
    },
    /// Asks for a place and writes the file or the folder there.
    Export(Export),
    /// Lays the pages of a pack out, to be looked at while it is put together; it need not be kept. The
    /// latest that was asked for is the one that is shown.
    PreviewPack {
        pack: Pack,
    },
    /// Lets the laid out pages go.
    ClosePreview,
    /// Puts the picture of a map on the clipboard.
    CopyMap {
        process: DocumentId,
        /// Only these and the connections between them; none: the whole map.
        nodes: Vec<NodeId>,
        format: CopyFormat,
    },
    /// Opens an exported file in the system's program for it.
    OpenExport {
        export: Uuid,
    },
    /// Shows an exported file in its folder.
    RevealExport {
        export: Uuid,
    },
    /// Findings of every document.
    CheckLibrary,
    /// Reads every file and row of the library and says what is wrong.
    VerifyLibrary,
    /// http, https and mailto only.
    OpenExternal {
        url: String,
    },
    /// Window frame, menus and dialogs in light or dark.
    Appearance {
        theme: Theme,
    },
    /// Stops another job; what it had begun is undone.
    Cancel {
        id: JobId,
    },
    /// The answer to the event `closing`: what was typed is kept.
    CloseWindow,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "choice", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum LibraryChoice {
    /// The sample library in the default place, made when it is not there yet.
    Sample,
    /// A new, empty library in the default place, or in a folder that the person is asked for.
    Empty { name: String, elsewhere: bool },
    /// A library that the person is asked for.
    Pick,
    /// One of `recent`.
    Recent { id: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum PictureSource {
    Clipboard,
    /// Files that the person is asked for.
    Pick,
    /// Files that fell on the window.
    Dropped {
        token: String,
    },
    /// Files whose bytes the page had.
    Uploaded {
        tokens: Vec<String>,
    },
    /// Screenshots from the watched folder that wait; none named: all of them.
    Watched {
        ids: Option<Vec<u32>>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Export {
    pub subject: Subject,
    pub format: Format,
    /// None: the pack's own, or the usual ones.
    #[serde(default)]
    pub options: Option<PackOptions>,
    /// Pixels of a PNG for each of the map, from 1 to 4; none: two.
    #[serde(default)]
    pub scale: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum Subject {
    Library,
    Pack {
        id: PackId,
    },
    Documents {
        ids: Vec<DocumentId>,
        everything_below: bool,
    },
    /// The map of one process as a picture by itself: PDF, SVG or PNG. Only these nodes and the connections
    /// between them, if there are any.
    Map {
        process: DocumentId,
        nodes: Vec<NodeId>,
    },
}

/// The forms of a picture that other programs take from the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CopyFormat {
    Png,
    Svg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    System,
    Light,
    Dark,
}

/// What a job gives, by the job's name. A dialog that the person left is the error `cancelled`.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "job", rename_all = "snake_case")]
#[ts(export)]
pub enum JobDone {
    Libraries {
        open: Option<LibraryState>,
        /// Latest first.
        recent: Vec<RecentLibrary>,
        /// The folder in which a new library is made, for showing.
        default_folder: String,
        /// Why the library of the last time could not be opened at the start.
        trouble: Option<roadbook_core::Error>,
    },
    OpenLibrary {
        /// None: it is, or was already, open in a window of its own.
        library: Option<LibraryState>,
    },
    ForgetLibrary {
        recent: Vec<RecentLibrary>,
    },
    /// The change itself comes as the event `changed`.
    ImportPictures {
        placed: u32,
        /// The step on which the last one lies.
        last: Option<StepId>,
        /// A sentence per picture that could not be taken, with its file's name.
        warnings: Vec<String>,
        place: Option<Place>,
    },
    ImportLogo {
        asset: Asset,
    },
    ComparePicture {
        asset: Asset,
        plan: Plan,
        /// Names the burned picture in `/compared/<version>/<width>`.
        version: u32,
    },
    ShowCompared {
        version: u32,
    },
    Watch {
        state: WatchState,
    },
    Export {
        /// Names the file in `open_export` and `reveal_export`.
        export: Uuid,
        /// For showing.
        path: String,
        #[ts(type = "number")]
        bytes: u64,
        pages: Option<u32>,
        /// Of pictures that were made compact.
        pictures: Option<PictureBytes>,
        /// Pictures that were decoded and encoded for it; all others were ready.
        pictures_made: u32,
        warnings: Vec<String>,
    },
    PreviewPack {
        /// Names the pages in `/pack/<preview>/<page>/<width>`, which count from nought.
        preview: Uuid,
        /// Width and height of each, in points.
        pages: Vec<(f64, f64)>,
    },
    ClosePreview,
    CopyMap {
        /// Of a PNG.
        pixels: Option<(u32, u32)>,
        warnings: Vec<String>,
    },
    OpenExport,
    RevealExport,
    CheckLibrary {
        findings: Vec<Finding>,
    },
    VerifyLibrary {
        /// A sentence per fault; none: all is well.
        faults: Vec<String>,
    },
    OpenExternal,
    Appearance,
    Cancel,
    CloseWindow,
}

impl Job {
    /// For the log, which never holds what a person wrote.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Libraries => "libraries",
            Self::OpenLibrary { .. } => "open_library",
            Self::ForgetLibrary { .. } => "forget_library",
            Self::ImportPictures { .. } => "import_pictures",
            Self::ImportLogo { .. } => "import_logo",
            Self::ComparePicture { .. } => "compare_picture",
            Self::ShowCompared { .. } => "show_compared",
            Self::Watch { .. } => "watch",
            Self::Export(_) => "export",
            Self::PreviewPack { .. } => "preview_pack",
            Self::ClosePreview => "close_preview",
            Self::CopyMap { .. } => "copy_map",
            Self::OpenExport { .. } => "open_export",
            Self::RevealExport { .. } => "reveal_export",
            Self::CheckLibrary => "check_library",
            Self::VerifyLibrary => "verify_library",
            Self::OpenExternal { .. } => "open_external",
            Self::Appearance { .. } => "appearance",
            Self::Cancel { .. } => "cancel",
            Self::CloseWindow => "close_window",
        }
    }
}
