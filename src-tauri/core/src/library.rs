//! An open library: the one place where changes begin and end, are kept, undone and read.
//!
//! Knows nothing of windows or command lines; one `Library` belongs to one thread.

mod audience;
mod backing;
mod burning;
mod drawn;
pub(crate) mod folder;
mod place;
mod reading;
mod scope;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

pub use reading::Surroundings;
pub use scope::Scope;

use crate::assets::Assets;
use crate::edit::{self, Edit};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Asset, AssetHash, Figure, FigureId, RecordKey, Step, StepId, Timestamp};
use crate::query::{Changed, LibraryState, LinksFrom, Place};
use crate::store::{self, Changeset, Derived, Store, Touched, Trust};
use backing::Backing;
use drawn::Drawn;
use folder::Folder;

/// What the core may not make itself: the time, random ids, who this installation is, and where it keeps backups.
#[derive(Clone)]
pub struct Outside {
    pub now: fn() -> Timestamp,
    pub id: fn() -> Uuid,
    /// The same at every start on this machine; a library last closed by another one is checked first.
    pub installation: Uuid,
    /// A folder outside all libraries; it need not be there yet.
    pub backups: PathBuf,
}

/// Two edits of the same field of the same record within this time (ms) are one undo.
const MERGE_WITHIN: Timestamp = 1000;

pub struct Library {
    store: Store,
    folder: Folder,
    assets: Arc<Assets>,
    outside: Outside,
    backing: Backing,
    revision: u64,
    undo: Vec<Entry>,
    redo: Vec<Entry>,
    drawn: Drawn,
    /// Unused pictures were looked for since the library was opened.
    collected: bool,
}

/// One change that can be taken back.
struct Entry {
    label: String,
    change: Changeset,
    place: Option<Place>,
    /// Edits with the same one and the same `merge` become one entry, however far apart.
    focus: Option<String>,
    /// The record and field that were changed, for edits that merge.
    merge: Option<String>,
    at: Timestamp,
}

impl Library {
    /// Makes a library in a new or empty folder; one that cannot be made leaves an empty folder at most.
    pub fn create(path: &Path, outside: Outside) -> Result<Self> {
        let folder = Folder::create(path)?;
        let place = folder.path().to_owned();
        let backing = Backing::of(&folder, &outside);
        let made = store::create(&folder.database()).and_then(|store| Self::assemble(store, folder, backing, outside));
        made.map_err(|error| {
            folder::clear(&place);
            Error { message: format!("“{}” could not be made. {}", path.display(), error.message), ..error }
        })
    }

    /// Opens a library; from media that cannot be written it opens read-only. One that an older program made
    /// is brought up to date, after a backup.
    ///
    /// # Errors
    /// `NotFound`, `Foreign`, `Locked`, `Newer`, `Damaged`, `LogMissing`, and why a backup could not be made;
    /// the files are as they were in each case.
    pub fn open(path: &Path, outside: Outside) -> Result<Self> {
        Self::open_telling(path, outside, |_, _| ())
    }

    /// [`Library::open`] for one that fails with `LogMissing`: without the changes that were in its log.
    pub fn open_without_log(path: &Path, outside: Outside) -> Result<Self> {
        let folder = Folder::open(path)?;
        folder.give_up_log()?;
        Self::open_folder(folder, outside, &mut |_, _| ())
    }

    fn open_folder(mut folder: Folder, outside: Outside, tell: &mut dyn FnMut(u32, u32)) -> Result<Self> {
        let trust = folder.trust(outside.installation)?;
        let backing = Backing::of(&folder, &outside);
        let opened = store::open(&folder.database(), trust, folder.read_only, |store| {
            backing.before_migration(store, &folder, &outside, tell)
        })?;
        folder.copy = opened.copy;
        let library = Self::assemble(opened.store, folder, backing, outside)?;
        if trust == Trust::Foreign {
            library.assets.discard_cache();
        }
        Ok(library)
    }

    fn assemble(store: Store, mut folder: Folder, backing: Backing, outside: Outside) -> Result<Self> {
        let assets = Arc::new(Assets::open(folder.path(), folder.read_only)?);
        if !folder.read_only {
            folder.seal(outside.installation, backing.library(), true)?;
        }
        Ok(Self {
            store,
            folder,
            assets,
            outside,
            backing,
            revision: 0,
            undo: vec![],
            redo: vec![],
            drawn: Drawn::default(),
            collected: false,
        })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn state(&self) -> LibraryState {
        LibraryState {
            name: self.folder.name(),
            path: self.folder.path().display().to_string(),
            revision: self.revision,
            read_only: self.folder.read_only,
            undo: self.undo.last().map(|entry| entry.label.clone()),
            redo: self.redo.last().map(|entry| entry.label.clone()),
        }
    }

    pub fn edit(&mut self, edit: Edit) -> Result<Changed> {
        self.edit_in(edit, None)
    }

    /// `focus` names the visit to a text field: all edits of one visit to one field are one undo.
    pub fn edit_in(&mut self, edit: Edit, focus: Option<String>) -> Result<Changed> {
        self.writable()?;
        let now = (self.outside.now)();
        let (label, merge, undoable) = (edit.label(), edit.merge_key(), edit.undoable());
        let (change, touched, derived) = self.store.transaction(|| {
            let ((), change) = store::recorded(&self.store, || edit::apply(&self.store, edit, now))?;
            let touched = change.touched()?;
            let derived = store::derive(&self.store, &touched)?;
            Ok((change, touched, derived))
        })?;
        if change.is_empty() {
            return self.changed(label, &touched, &derived);
        }
        self.revision += 1;
        let place = self.place(&touched, &derived)?;
        if undoable {
            self.redo.clear();
            let entry = Entry { label: label.clone(), change, place, focus, merge, at: now };
            self.remember(entry)?;
        }
        self.changed(label, &touched, &derived)
    }

    fn remember(&mut self, entry: Entry) -> Result<()> {
        if let Some(last) = self.undo.last_mut()
            && entry.merge.is_some()
            && last.merge == entry.merge
            && (entry.focus.is_some() && last.focus == entry.focus
                || (0..MERGE_WITHIN).contains(&entry.at.saturating_sub(last.at)))
        {
            last.change = last.change.then(&entry.change)?;
            last.at = entry.at;
        } else {
            self.undo.push(entry);
        }
        Ok(())
    }

    /// Takes the last change back.
    ///
    /// # Errors
    /// `Invalid` when there is none, or when something published since depends on it.
    pub fn undo(&mut self) -> Result<Changed> {
        let Some(entry) = self.undo.pop() else { return Err(Error::invalid("There is nothing to undo.")) };
        let change = entry.change.inverse()?;
        let changed = self.replay(&change, &entry)?;
        self.redo.push(entry);
        Ok(self.with_labels(changed))
    }

    /// Brings the last undone change again.
    pub fn redo(&mut self) -> Result<Changed> {
        let Some(entry) = self.redo.pop() else { return Err(Error::invalid("There is nothing to redo.")) };
        let changed = self.replay(&entry.change, &entry)?;
        self.undo.push(Entry { merge: None, ..entry });
        Ok(self.with_labels(changed))
    }

    fn replay(&mut self, change: &Changeset, entry: &Entry) -> Result<Changed> {
        self.writable()?;
        let (touched, derived) = self.store.transaction(|| {
            change.apply(&self.store)?;
            let touched = change.touched()?;
            let derived = store::derive(&self.store, &touched)?;
            Ok((touched, derived))
        })?;
        self.revision += 1;
        let mut changed = self.changed(entry.label.clone(), &touched, &derived)?;
        if changed.place.is_none() {
            changed.place.clone_from(&entry.place);
        }
        Ok(changed)
    }

    fn with_labels(&self, mut changed: Changed) -> Changed {
        let state = self.state();
        (changed.undo, changed.redo) = (state.undo, state.redo);
        changed
    }

    /// Makes what was done so far the beginning: it cannot be undone any more.
    pub fn forget_history(&mut self) {
        self.undo.clear();
        self.redo.clear();
    }

    /// Adds the row of a picture file that [`Assets::store`] has already made durable. Not undone: what
    /// uses the picture is.
    pub fn add_asset(&mut self, asset: &Asset) -> Result<()> {
        self.writable()?;
        // Nothing uses it yet, and it must not be taken for unused before something does.
        self.collected = true;
        if self.assets.is_erased(&asset.hash) {
            return Err(Error::invalid(
                "This picture has just been burned for good. Add it once more if it may be seen.",
            ));
        }
        self.store.transaction(|| match self.store.get::<Asset>(&asset.hash)? {
            Some(_) => Ok(()),
            None => self.store.put(asset),
        })
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.outside.now)()
    }

    pub fn assets(&self) -> Arc<Assets> {
        Arc::clone(&self.assets)
    }

    /// A figure and the picture that it shows.
    pub fn figure(&self, id: FigureId) -> Result<(Figure, Asset)> {
        let figure: Figure = self.store.need(id)?;
        let asset = self.store.need(&figure.asset)?;
        Ok((figure, asset))
    }

    pub fn step(&self, id: StepId) -> Result<Step> {
        self.store.need(id)
    }

    /// Sentences about what is wrong with the library's files; empty when all is well.
    pub fn verify(&self) -> Result<Vec<String>> {
        let (mut faults, known) = self.verify_rows()?;
        faults.extend(known.iter().filter_map(|hash| self.assets.fault(hash)));
        faults.extend(self.assets.unknown_faults(&known)?);
        Ok(faults)
    }

    /// The first part of [`Library::verify`]: the database alone, and the pictures that should be there. The
    /// rest needs no library and may take minutes ([`Assets::fault`], [`Assets::unknown_faults`]).
    pub fn verify_rows(&self) -> Result<(Vec<String>, BTreeSet<AssetHash>)> {
        let known = self.store.all::<Asset>()?.into_iter().map(|asset| asset.hash).collect();
        Ok((self.store.integrity()?, known))
    }

    /// Called when nothing has happened for a while.
    pub fn idle(&mut self) -> Result<()> {
        if self.folder.read_only {
            return Ok(());
        }
        self.collect()?;
        self.store.settle_search()?;
        self.store.checkpoint()
    }

    /// Deletes pictures that no document, trash or revision uses, once, as long as there is no history
    /// that could bring back what used them.
    fn collect(&mut self) -> Result<()> {
        if self.collected || !self.undo.is_empty() || !self.redo.is_empty() {
            return Ok(());
        }
        self.collected = true;
        let unused = self.store.unused_assets()?;
        if unused.is_empty() {
            return Ok(());
        }
        self.store.transaction(|| unused.iter().try_for_each(|hash| self.store.delete::<Asset>(hash)))?;
        self.assets.collect(&unused).map(drop)
    }

    pub fn close(mut self) -> Result<()> {
        let read_only = self.folder.read_only;
        if !read_only {
            self.store.settle_search()?;
            self.store.checkpoint()?;
        }
        self.store.close()?;
        if read_only { Ok(()) } else { self.folder.seal(self.outside.installation, self.backing.library(), false) }
    }

    fn writable(&self) -> Result<()> {
        if self.folder.read_only {
            return Err(Error::new(
                ErrorCode::ReadOnly,
                format!(
                    "“{}” is on a place that cannot be written, so it can only be read. Copy its folder to change it.",
                    self.folder.name()
                ),
            ));
        }
        Ok(())
    }

    fn changed(&mut self, label: String, touched: &BTreeSet<Touched>, derived: &Derived) -> Result<Changed> {
        let (mut upserts, mut removed) = (vec![], vec![]);
        let mut seen = BTreeSet::new();
        for row in touched {
            if !seen.insert((row.table, &row.key)) {
                continue;
            }
            match self.store.record(row.table, &row.key)? {
                Some(record) => upserts.push(record),
                None => removed.extend(RecordKey::of(row.table, &row.key)),
            }
        }
        let mut links = vec![];
        for source in &derived.sources {
            links.push(LinksFrom { source: *source, links: self.store.links_from(*source)? });
        }
        // Where an answer fails, the maps that were told of are not known any more.
        let mut drawn = std::mem::take(&mut self.drawn);
        drawn.follow(self.revision, &upserts, &removed);
        let mut maps = vec![];
        for process in &derived.maps {
            maps.extend(self.redrawn(*process, &mut drawn)?);
        }
        self.drawn = drawn;
        let state = self.state();
        Ok(Changed {
            revision: self.revision,
            label,
            upserts,
            removed,
            links,
            maps,
            place: self.place(touched, derived)?,
            undo: state.undo,
            redo: state.redo,
            trashed: self.store.trashed()?,
        })
    }
}
