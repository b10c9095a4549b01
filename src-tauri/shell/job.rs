//! What the third door takes and gives: everything that is more than one read or one edit.

use roadbook_core::backup::Backup;
use roadbook_core::model::{
    Asset, AssetHash, DocumentId, FigureId, NodeId, Pack, PackId, PackOptions, Rect, Shape, StepId,
};
use roadbook_core::pixels::register::Plan;
use roadbook_core::query::{Finding, LibraryState, Place};
use roadbook_export::{Format, PictureBytes, ReaderPage};
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
    /// Puts a picture without what the figure hides in the place of the figure's picture, everywhere, and
    /// deletes the old one. Never undone, and nothing that was done before can be undone any more. With `crop`,
    /// what the figure's crop leaves out goes as well. The change itself comes as the event `changed`.
    BurnPicture {
        figure: FigureId,
        crop: bool,
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
    /// A document as the page that its readers get.
    ReadDocument {
        document: DocumentId,
    },
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
    /// The backups of a library.
    Backups {
        of: BackupsOf,
    },
    /// Makes a backup of the open library now.
    BackUp,
    /// Makes a library of a backup in a folder that the person is asked for, and opens it.
    RestoreBackup {
        of: BackupsOf,
        /// None: the newest.
        number: Option<u32>,
    },
    /// Whether a cloud or another machine writes into the open library's folder too.
    SyncedFolder,
    /// Takes pictures of the open library out of all of its backups, for good.
    PurgeBackups {
        assets: Vec<AssetHash>,
    },
    /// Findings of every document.
    CheckLibrary,
    /// Reads every file and row of the library and says what is wrong.
    VerifyLibrary,
    /// Asks for a file that becomes the step's recording, as an edit (`update_step.recording`).
    LinkRecording {
        step: StepId,
        title: String,
    },
    /// Opens the step's recording in the system's program for it.
    OpenRecording {
        step: StepId,
    },
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
    /// The library that could not be opened because its log is gone, without the changes in it.
    WithoutLog,
}

/// Whose backups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BackupsOf {
    /// Of the open library.
    Open,
    /// Of the library that could not be opened last.
    Failed,
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
        /// What stands on the cover; empty for the title of the first of them.
        name: String,
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
    BurnPicture,
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
    ReadDocument {
        page: ReaderPage,
    },
    CopyMap {
        /// Of a PNG.
        pixels: Option<(u32, u32)>,
        warnings: Vec<String>,
    },
    OpenExport,
    RevealExport,
    Backups {
        /// The library's name.
        name: String,
        /// The folder of all backups, for showing.
        folder: String,
        /// The newest first.
        backups: Vec<Backup>,
    },
    BackUp {
        backup: Backup,
    },
    RestoreBackup {
        backup: Backup,
        /// Pictures that could not be brought back.
        missing: u32,
        /// The new library's folder, for showing.
        path: String,
        /// None: it is open in a window of its own.
        library: Option<LibraryState>,
    },
    SyncedFolder {
        /// The name of what does; told once for each library.
        keeper: Option<String>,
    },
    PurgeBackups {
        /// Backups that held one of the pictures, and do not any more.
        backups: u32,
        /// Pictures that backups of other libraries hold too.
        elsewhere: u32,
    },
    CheckLibrary {
        findings: Vec<Finding>,
    },
    VerifyLibrary {
        /// A sentence per fault; none: all is well.
        faults: Vec<String>,
    },
    LinkRecording,
    OpenRecording,
    OpenExternal,
    Appearance,
    Cancel,
    CloseWindow,
}

impl Job {
    /// For the log, which never holds what a person wrote. Serde knows it; writing it a second time would let the two
    /// drift apart.
    pub fn name(&self) -> String {
        let named = serde_json::to_value(self).unwrap_or_default();
        named.get("job").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    }
}
