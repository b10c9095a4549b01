//! The page that the window shows of one document: that of a pack, without the data of pictures.

#![allow(clippy::disallowed_methods, reason = "results are read with files and other programs")]

mod common;

use common::{HOSTILE, Made, NOW, painted, refunds};
use roadbook_core::model::*;
use roadbook_export::{Format, ReaderPage, reader_page};

fn page(made: &Made, document: DocumentId) -> ReaderPage {
    reader_page(&made.snapshot, document, NOW).expect("the document is there")
}

/// Without the pictures' own attributes, which are all that a pack has otherwise.
fn without_pictures(markup: &str) -> String {
    let mut parts = markup.split("<img ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out += part.split_once('>').map_or(part, |(_, rest)| rest);
    }
    out
}

#[test]
fn a_document_reads_as_in_a_pack() {
    let mut made = refunds();
    // A picture that is there once is an image in the pack too.
    let mut seen = std::collections::BTreeSet::new();
    for content in &mut made.snapshot.documents {
        content.figures.retain(|figure| seen.insert(figure.asset.clone()));
    }
    let pack = String::from_utf8(made.export(Format::Html).0).unwrap();
    for content in &made.snapshot.documents {
        let page = page(&made, content.document.id);
        let start = format!("<article id=\"d{}\"", content.document.number);
        let from = pack.find(&start).expect("the pack has the document");
        let article = &pack[from..from + pack[from..].find("</article>").unwrap()];
        let from = page.body.find(&start).expect("the page has the document");
        let read = &page.body[from..from + page.body[from..].find("</article>").unwrap()];
        assert_eq!(without_pictures(read), without_pictures(article), "{}", page.title);
        assert_eq!(page.title, content.document.title);
    }
}

#[test]
fn pictures_are_named_and_not_in_it() {
    let made = refunds();
    for content in &made.snapshot.documents {
        let page = page(&made, content.document.id);
        assert!(!page.body.contains("data:image") && !page.body.contains(" src="), "no picture's data");
        let named = page.body.matches("data-figure=\"").count();
        assert_eq!(named, content.figures.len(), "each picture of {} is asked for", page.title);
        assert!(page.body.matches("<article").count() == 1, "one document and no other");
    }
    let page = page(&made, made.snapshot.documents[0].document.id);
    assert!(page.style.contains(":root[data-theme=dark]") && !page.style.contains("prefers-color-scheme"));
    assert!(page.words.contains("enlarge") && !page.words.contains("done"), "no ticks: {}", page.words);
}

#[test]
fn hostile_text_is_text_and_a_missing_asset_a_placeholder() {
    let mut made = Made::new();
    let sop = made.document(DocumentKind::Sop, HOSTILE[0]);
    for hostile in HOSTILE {
        made.step(sop, hostile).page_break = true;
        made.figure(sop, &painted(20, 20, [9, 9, 9], None), hostile, hostile, vec![]);
    }
    let whole = page(&made, sop);
    assert!(!whole.body.contains("<script"), "{}", whole.body);
    assert!(whole.body.contains("class=\"step depth-0 new-page\""), "a page begins where the writer wants it");
    made.snapshot.assets.clear();
    let missing = page(&made, sop);
    assert!(!missing.body.contains("<img"));
    assert!(missing.body.contains("This picture is missing from the library."));
    assert!(reader_page(&made.snapshot, DocumentId::default(), NOW).is_none());
}
