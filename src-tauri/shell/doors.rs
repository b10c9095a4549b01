//! The three doors: read, edit, job. The window, the bridge and the tests all come in here.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use roadbook_core::library::{Library, Outside};
use roadbook_core::query::{Changed, LibraryState, Query, Reply};
use roadbook_core::{Edit, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

use super::backup::Keeping;
use super::compare::Compared;
use super::desk::{Desk, Opened, Urgency, fault};
use super::desktop::Desktop;
use super::drops::Drops;
use super::event::{Dragged, Dropped, Event};
use super::job::{Job, JobDone, JobId};
use super::jobs::{Jobs, Ticket};
use super::places::{Places, outside};
use super::prepare::Preparing;
use super::preview::{self, Previews};
use super::recent::Recent;
use super::watch::{self, Watch};
use super::{backup, burn, check, compare, export, import, input, open, reader, recording, synced};

/// Jobs decode pictures and lay out pages; both go deep.
const STACK: usize = 16 * 1024 * 1024;
/// How long a close waits for jobs to clear up.
const PATIENCE: Duration = Duration::from_secs(2);

/// One library at work: who has it open, whom to ask, whom to tell.
pub struct Office {
    pub(super) desk: Desk,
    pub(super) desktop: Arc<dyn Desktop>,
    pub(super) places: Places,
    pub(super) outside: Outside,
    pub(super) recent: Recent,
    pub(super) drops: Drops,
    pub(super) watch: Watch,
    pub(super) compared: Mutex<Option<Compared>>,
    pub(super) previews: Previews,
    pub(super) exports: Mutex<HashMap<Uuid, PathBuf>>,
    pub(super) trouble: Mutex<Option<Error>>,
    /// The library that could not be opened the last time one was to be.
    failed: Mutex<Option<PathBuf>>,
    jobs: Jobs,
    preparing: Arc<Preparing>,
    pub(super) tell: Arc<dyn Fn(Event) + Send + Sync>,
    /// Of the library that was opened at the start, until the page asks for it.
    overview: Arc<Mutex<Option<Reply>>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum EditRequest {
    Edit {
        edit: Box<Edit>,
        /// Names the visit to a text field: all edits of one visit to one field are one undo.
        #[serde(default)]
        focus: Option<String>,
    },
    Undo,
    Redo,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JobRequest {
    id: JobId,
    job: Job,
}

impl Office {
    /// No library is open yet.
    pub fn start(places: Places, desktop: Arc<dyn Desktop>, tell: Arc<dyn Fn(Event) + Send + Sync>) -> Arc<Self> {
        let outside = outside(&places);
        let keeping = Keeping::new({
            let tell = tell.clone();
            move |made| tell(backup::event(made))
        });
        let desk = Desk::start(outside.clone(), keeping, {
            let tell = tell.clone();
            move |state| tell(Event::Library(state))
        });
        Arc::new_cyclic(|office| Self {
            desk,
            desktop,
            recent: Recent::new(&places.config),
            watch: Watch::new(&places.config, tell.clone()),
            places,
            outside,
            drops: Drops::default(),
            compared: Mutex::default(),
            previews: Previews::default(),
            exports: Mutex::default(),
            trouble: Mutex::default(),
            failed: Mutex::default(),
            jobs: Jobs::default(),
            preparing: Arc::new(Preparing::start(office.clone())),
            tell,
            overview: Arc::default(),
        })
    }

    /// Answers a [`Query`].
    pub fn read(&self, query: Value, then: impl FnOnce(Result<Reply>) + Send + 'static) {
        match input::parse::<Query>(query) {
            Ok(query) => {
                let ready = (query == Query::Overview).then(|| self.overview.clone());
                let read = move |library: &mut Library| {
                    let ready = ready.and_then(|ready| ready.lock().unwrap_or_else(PoisonError::into_inner).take());
                    match ready {
                        Some(Reply::Overview(ready)) if ready.library == library.state() => Ok(Reply::Overview(ready)),
                        _ => library.read(query),
                    }
                };
                self.desk.call(Urgency::Read, read, then);
            }
            Err(error) => then(Err(error)),
        }
    }

    /// Does an [`EditRequest`]. Requests are done in the order in which they come in here.
    pub fn edit(&self, request: Value, then: impl FnOnce(Result<Changed>) + Send + 'static) {
        match input::parse::<EditRequest>(request) {
            Ok(request) => {
                let preparing = self.preparing.clone();
                self.desk.call(
                    Urgency::Edit,
                    move |library| request.apply(library),
                    move |done| {
                        if let Ok(changed) = &done {
                            preparing.notice(changed);
                        }
                        then(done);
                    },
                );
            }
            Err(error) => then(Err(error)),
        }
    }

    /// Runs `{id, job}` ([`JobId`], [`Job`]) on a thread of its own.
    pub fn job(self: &Arc<Self>, request: Value, then: impl FnOnce(Result<JobDone>) + Send + 'static) {
        let begun = input::parse::<JobRequest>(request)
            .and_then(|JobRequest { id, job }| Ok((job, self.jobs.begin(id, self.tell.clone())?)));
        let (job, ticket) = match begun {
            Ok(begun) => begun,
            Err(error) => return then(Err(error)),
        };
        let office = self.clone();
        let thread = thread::Builder::new().name(job.name()).stack_size(STACK);
        let begun = thread.spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(|| office.run(job, &ticket)));
            drop(ticket);
            then(done.unwrap_or_else(|_| Err(fault())));
        });
        if let Err(error) = begun {
            super::log::note(&format!("a job's thread cannot be started: {}", error.kind()));
        }
    }

    /// Takes a file whose bytes the page has; the token goes into [`Job::ImportPictures`].
    pub fn upload(&self, name: &str, bytes: Vec<u8>) -> Result<String> {
        self.drops.add_bytes(name, bytes)
    }

    /// Files fell on the window, at a place in CSS pixels.
    pub fn dropped(&self, files: Vec<PathBuf>, Dragged { x, y, shift }: Dragged) {
        let shown = |file: &PathBuf| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let names = files.iter().map(shown).collect();
        self.tell(Event::Drop(Dropped { token: self.drops.add_files(files), names, x, y, shift }));
    }

    /// Begins to open a library, while the window is being made, and has at hand what the page asks for first.
    pub fn open_at_start(&self, path: &Path) -> mpsc::Receiver<Result<Opened>> {
        let (path, (answer, answered)) = (path.to_owned(), mpsc::channel());
        let tell = self.tell.clone();
        self.desk.open(
            move |outside| open::telling(&path, outside, &*tell),
            move |opened| {
                let _ = answer.send(opened);
            },
        );
        let ready = self.overview.clone();
        self.desk.call(
            Urgency::Read,
            |library| library.read(Query::Overview),
            move |overview| *ready.lock().unwrap_or_else(PoisonError::into_inner) = overview.ok(),
        );
        answered
    }

    pub fn state(&self) -> Result<LibraryState> {
        self.desk.ask(Urgency::Read, |library| Ok(library.state()))
    }

    /// The library that was open at the end of the last time.
    pub fn last_library(&self) -> Option<PathBuf> {
        self.recent.last()
    }

    /// Remembers why the last library could not be opened, for the welcome.
    pub fn note_trouble(&self, library: &Path, error: Error) {
        self.note_failed(library);
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    /// Remembers which library could not be opened, for its backups.
    pub(super) fn note_failed(&self, library: &Path) {
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(library.to_owned());
    }

    pub(super) fn failed(&self) -> Result<PathBuf> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        failed.ok_or_else(|| Error::invalid("Every library could be opened."))
    }

    /// What follows when a library has been opened.
    pub fn opened(&self, opened: &Opened) {
        preview::close(self);
        self.recent.add(&opened.path);
        self.watch.opened(Path::new(&opened.state.path));
        self.desktop.library_opened(opened);
        self.desktop.recent_changed(&self.recent.list());
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// No library is open at the start.
    pub fn welcome(&self) {
        self.desktop.recent_changed(&self.recent.list());
    }

    pub fn tell(&self, event: Event) {
        if let Event::Changed(changed) = &event {
            self.preparing.notice(changed);
        }
        (self.tell)(event);
    }

    /// All pictures are ready, before an export asks for them.
    pub fn is_prepared(&self) -> bool {
        self.preparing.is_done()
    }

    /// How many pictures' files were made smaller since the start.
    pub fn shrunk(&self) -> u32 {
        self.preparing.shrunk()
    }

    /// A job is running.
    pub(super) fn is_busy(&self) -> bool {
        self.jobs.are_running()
    }

    /// Path of an exported file or folder, for those who serve it.
    pub fn exported(&self, export: Uuid) -> Option<PathBuf> {
        self.exports.lock().unwrap_or_else(PoisonError::into_inner).get(&export).cloned()
    }

    /// Stops the jobs, does what was asked before, and closes the library.
    pub fn close(&self) -> Result<()> {
        self.jobs.cancel_all(None, PATIENCE);
        self.preparing.close();
        preview::close(self);
        self.desk.close()
    }

    fn run(&self, job: Job, ticket: &Ticket) -> Result<JobDone> {
        match job {
            Job::Libraries => Ok(open::libraries(self)),
            Job::OpenLibrary { choice } => open::open_library(self, choice),
            Job::ForgetLibrary { id } => {
                self.recent.forget(&id);
                let recent = self.recent.list();
                self.desktop.recent_changed(&recent);
                Ok(JobDone::ForgetLibrary { recent })
            }
            Job::ImportPictures { source, document, step, apart } => {
                import::import_pictures(self, ticket, source, document, import::Landing { step, apart })
            }
            Job::ImportLogo { source } => {
                import::import_one(self, ticket, source).map(|asset| JobDone::ImportLogo { asset })
            }
            Job::ComparePicture { figure, source } => compare::compare(self, ticket, figure, source),
            Job::ShowCompared { crop, shapes } => compare::show(self, crop, shapes),
            Job::BurnPicture { figure, crop } => burn::burn_picture(self, ticket, figure, crop),
            Job::Watch { change } => watch::change(self, change),
            Job::Export(wish) => export::export(self, ticket, wish),
            Job::PreviewPack { pack } => preview::lay_out(self, ticket, pack),
            Job::ClosePreview => Ok(preview::close(self)),
            Job::ReadDocument { document } => reader::read(self, document),
            Job::CopyMap { process, nodes, format } => export::copy_map(self, ticket, process, nodes, format),
            Job::OpenExport { export } => {
                self.desktop.open_file(&export::page(self, export)?).map(|()| JobDone::OpenExport)
            }
            Job::RevealExport { export } => {
                self.desktop.reveal_file(&export::found(self, export)?).map(|()| JobDone::RevealExport)
            }
            Job::Backups { of } => backup::list(self, of),
            Job::BackUp => backup::back_up(self, ticket),
            Job::RestoreBackup { of, number } => backup::restore(self, ticket, of, number),
            Job::SyncedFolder => synced::tell(self),
            Job::PurgeBackups { assets } => backup::purge(self, &assets),
            Job::CheckLibrary => check::check_library(self, ticket),
            Job::VerifyLibrary => check::verify_library(self, ticket),
            Job::LinkRecording { step, title } => recording::link(self, step, title),
            Job::OpenRecording { step } => recording::open(self, step),
            Job::OpenExternal { url } => {
                open::check_address(&url)?;
                self.desktop.open_address(&url).map(|()| JobDone::OpenExternal)
            }
            Job::Appearance { theme } => {
                self.desktop.set_theme(theme);
                Ok(JobDone::Appearance)
            }
            Job::Cancel { id } => {
                self.jobs.cancel(id);
                Ok(JobDone::Cancel)
            }
            Job::CloseWindow => {
                self.jobs.cancel_all(Some(ticket.id), PATIENCE);
                self.desktop.close_window();
                Ok(JobDone::CloseWindow)
            }
        }
    }
}

impl EditRequest {
    pub fn apply(self, library: &mut Library) -> Result<Changed> {
        match self {
            Self::Edit { edit, focus } => library.edit_in(*edit, focus),
            Self::Undo => library.undo(),
            Self::Redo => library.redo(),
        }
    }
}
