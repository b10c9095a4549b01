//! The sample library of a new Roadbook: Fennbrook Cycles, an invented bicycle shop.
//!
//! What it says is in `sample/*.json` and `sample/pictures/`; here is only the way from there into a
//! library. Every sample library is the same but for its review dates, which count from the day it is made.

mod draft;
mod files;
mod form;
mod keys;

use draft::Pictures;
use form::{DocumentForm, People};

use crate::edit::{DocumentChange, Edit};
use crate::error::Result;
use crate::library::Library;
use crate::model::{Draft, Timestamp};
use crate::pixels;

/// Fills a library with the sample: one insertion, then the revisions. Nothing of it can be undone, since
/// the person who opens the sample has not done it.
pub fn fill(library: &mut Library) -> Result<()> {
    let now = library.now();
    let people: People = keys::read("people.json", files::PEOPLE)?;
    let forms = files::DOCUMENTS.iter().map(|(name, text)| keys::read(name, text)).collect::<Result<Vec<_>>>()?;
    let pictures = add_pictures(library, now)?;
    let contents = forms.iter().map(|form| draft::content(form, &pictures, now)).collect::<Result<Vec<_>>>()?;
    let draft = Draft {
        roles: draft::roles(&people),
        tools: draft::tools(&people),
        documents: contents,
        packs: draft::packs(&people),
    };
    library.edit(Edit::Insert { draft })?;
    library.edit(Edit::Together { label: "publish".into(), edits: forms.iter().flat_map(revisions).collect() })?;
    library.forget_history();
    Ok(())
}

/// Decoding and encoding takes longest, so all pictures are worked on at once.
fn add_pictures(library: &mut Library, now: Timestamp) -> Result<Pictures> {
    let imported = std::thread::scope(|scope| {
        let work = files::PICTURES.map(|(name, bytes)| scope.spawn(move || pixels::import(bytes, name)));
        work.map(|thread| thread.join().unwrap_or_else(|_| Err(keys::fault("a picture stopped its import"))))
    });
    let assets = library.assets();
    let mut pictures = Pictures::new();
    for ((name, _), picture) in files::PICTURES.iter().zip(imported) {
        let asset = assets.store(&picture?, name, now)?;
        library.add_asset(&asset)?;
        pictures.insert(*name, asset);
    }
    Ok(pictures)
}

/// The edits that publish a document's revisions, the oldest first; a revision with a text of its own is
/// published with that one, and the last with the text as it stands.
fn revisions(form: &DocumentForm) -> Vec<Edit> {
    let id = keys::document(&form.key);
    let text = |text: &str| Edit::UpdateDocument { id, change: DocumentChange::Text(keys::linked(text)) };
    let mut edits = vec![];
    for (revision, number) in form.revisions.iter().zip(1_u32..) {
        edits.extend(revision.text.as_deref().map(text));
        edits.push(Edit::Publish {
            document: id,
            revision: keys::id(&["revision", &form.key, &number.to_string()]),
            note: revision.note.clone(),
        });
        edits.extend(revision.text.as_ref().map(|_| text(&form.text)));
    }
    edits
}
