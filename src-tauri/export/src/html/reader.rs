//! One document as the page that its readers get, for the window that shows it to the writer: the same markup,
//! styles and script, but no data of pictures. The window asks for those itself, burned like all that it shows.

use maud::html;
use roadbook_core::model::{DocumentId, Pack, PackId, PackOptions, Snapshot, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::chapter::chapter;
use super::{Origin, Shown, page, script};
use crate::book::{Book, Picture};
use crate::labels::Labels;

/// What the window puts together to the page. A link to another document leads to `#d` and its number, as in
/// a pack, and may name a part of it behind that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReaderPage {
    /// Of the page's words.
    pub lang: String,
    pub title: String,
    /// Dark on a screen where `data-theme="dark"` is on the root.
    pub style: String,
    /// Each picture is an `img` with its `data-figure` and no address.
    pub body: String,
    /// For the script, as the root's `data-words`.
    pub words: String,
}

/// With no contents beside it, a text without a map stands in the middle of a wide window.
const ALONE: &str = "main:not(:has(.map)){max-width:840px}";

/// As thin and quiet as the window's own. A track that is not painted is white, also in the dark.
const SCROLLBARS: &str = "::-webkit-scrollbar{width:10px;height:10px}\
    ::-webkit-scrollbar-thumb{border:3px solid transparent;border-radius:5px;background:var(--line-2) content-box}\
    ::-webkit-scrollbar-track,::-webkit-scrollbar-corner{background:var(--paper)}";

const DARK: &str = "@media screen{:root[data-theme=dark]";

/// `snapshot` holds the documents around this one too, for what it says about them. None: it is not there.
pub fn page(snapshot: &Snapshot, document: DocumentId, now: Timestamp) -> Option<ReaderPage> {
    let options = PackOptions::default();
    let labels = Labels::of(options.language);
    let pack =
        Pack { id: PackId::default(), name: String::new(), documents: vec![document], everything_below: true, options };
    let book = Book::new(snapshot, &pack, labels, now);
    let one = book.find(document)?;
    let shown = |picture: &Picture<'_>| {
        // An asset that the library does not know is a placeholder in a pack too.
        snapshot.assets.get(&picture.figure.asset)?;
        let whole = |side: f64| side.round().max(1.0) as u32;
        let (width, height) = (whole(picture.size.width), whole(picture.size.height));
        Some(Shown { width, height, from: Origin::Window(picture.figure.id) })
    };
    let pictures: Vec<Option<Shown>> = book.pictures.iter().map(shown).collect();
    let body = html! { main id="text" tabindex="-1" { (chapter(&book, one, &[], &pictures)) } };
    Some(ReaderPage {
        lang: labels.lang.to_owned(),
        title: one.title.clone(),
        style: page::tones(pack.options.colour, DARK) + page::STYLE + ALONE + SCROLLBARS,
        body: body.into_string(),
        words: script::words_of_pictures(labels),
    })
}
