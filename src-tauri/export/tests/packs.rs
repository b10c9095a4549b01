//! What a pack's options do to its pages, read with qpdf and poppler.

#![allow(clippy::disallowed_methods, reason = "results are read with files and other programs")]

mod common;
mod reading;

use common::{Made, PUBLISHED, colourful, encoded, painted, refunds};
use reading::{Pdf, pdf};
use roadbook_core::model::*;
use roadbook_export::Format;

fn with(name: &str, change: impl FnOnce(&mut PackOptions)) -> Pdf {
    let mut made = refunds();
    change(&mut made.pack.options);
    pdf(name, &made)
}

#[track_caller]
fn has(pdf: &Pdf, expected: &[&str]) {
    let words = pdf.words();
    for expected in expected {
        assert!(words.contains(expected), "{expected:?} is not in {words}");
    }
}

/// How many alternative texts of the file begin so.
fn figures(pdf: &Pdf, beginning: &str) -> usize {
    let begins = |alt: &serde_json::Value| alt.as_str().is_some_and(|alt| alt.starts_with(beginning));
    pdf.objects().values().filter(|object| begins(&object["value"]["/Alt"])).count()
}

#[test]
fn a_document_says_where_it_belongs_on_the_map() {
    let mut made = refunds();
    made.snapshot.documents.iter_mut().for_each(|content| content.nodes.reverse());
    let here = pdf("here", &made);
    has(&here, &["You are here"]);
    assert!(figures(&here, "u:Map of the process Refund a customer; marked on it:") > 0);
    let path = "u:Map of the process Refund a customer; marked on it: Refund asked for, Check the purchase, Within 30";
    assert_eq!(figures(&here, path), 1, "the steps of a path in the order in which they happen");
    assert!(String::from_utf8_lossy(&here.bytes).contains("pdfuaid"), "it keeps PDF/UA-1");
    let nowhere = with("nowhere", |options| options.you_are_here = false);
    assert!(!nowhere.words().contains("You are here"));
    assert_eq!(figures(&nowhere, "u:Map of the process Refund a customer; marked on it:"), 0);
}

#[test]
fn an_instruction_names_the_steps_that_use_it() {
    let words = with("back", |_| {}).words();
    let at = words.rfind("Used by").unwrap();
    assert!(words[at..].contains(": step "), "{}", &words[at..]);
}

#[test]
fn a_map_can_be_left_out() {
    let without = with("no-map", |options| options.maps = false);
    has(&without, &["Who does what"]);
    assert_eq!(figures(&without, "u:Map of the process Refund a customer; Refund asked"), 0);
}

#[test]
fn revisions_roles_and_tools_stand_behind_the_chapters() {
    let mut made = refunds();
    made.pack.options.changes = true;
    made.pack.options.glossary = true;
    let first = made.snapshot.documents[0].document.id;
    let change = |number, note: &str| PublishedChange { number, published_at: PUBLISHED, note: note.into() };
    made.snapshot.changes.insert(first, vec![change(2, "Thirty days, not *fourteen*."), change(1, "#read(\"x\")")]);
    let pdf = pdf("behind", &made);
    has(&pdf, &["Roles and tools", "Head of support Role", "Changes", "Thirty days, not fourteen.", "#read(\"x\")"]);
    let words = pdf.words();
    let contents = &words[words.find("Contents").unwrap()..];
    assert!(
        contents.find("Roles and tools").unwrap() < contents.find("Begins when").unwrap(),
        "they are in the contents"
    );
    assert!(String::from_utf8_lossy(&pdf.bytes).contains("pdfuaid"), "it keeps PDF/UA-1");
}

#[test]
fn a_checklist_is_signed() {
    let plain = with("plain", |_| {});
    let ticked = with("ticked", |options| options.tick_boxes = true);
    assert!(!plain.words().contains("Name Date"));
    let sops = refunds().snapshot.documents.iter().filter(|it| it.document.kind == DocumentKind::Sop).count();
    assert!(sops > 0);
    assert_eq!(ticked.words().matches("Name Date").count(), sops, "each SOP has its line");
}

#[test]
fn the_words_are_in_the_language_of_the_pack() {
    let german = with("german", |options| options.language = Language::German);
    has(&german, &["Inhalt", "Beginnt, wenn", "Wer macht was", "Sie sind hier", "Verwendet in", "Schritt "]);
    let words = german.words();
    for english in ["Contents", "Who does what", "Used by", "You are here"] {
        assert!(!words.contains(english), "{english:?} is left in {words}");
    }
    assert!(words.contains(". Oktober 2026") || words.contains(". November 2026"), "days are written as in German");
    assert!(german.objects().values().any(|object| object["value"]["/Lang"] == "u:de"), "the file says so too");
}

#[test]
fn small_paper_keeps_its_words_readable() {
    let small = with("a5", |options| options.paper = Paper::A5);
    assert!(small.run("pdfinfo", &[]).contains("419.53 x 595.28"));
    let body = small.run("pdftotext", &["-bbox"]);
    let height = |line: &str| {
        let of = |key: &str| line.split(key).nth(1)?.split('"').nth(1)?.parse::<f64>().ok();
        Some(of("yMax=")? - of("yMin=")?)
    };
    let mut heights: Vec<f64> =
        body.lines().filter(|line| line.contains("<word")).filter_map(height).filter(|it| *it > 0.0).collect();
    heights.sort_by(f64::total_cmp);
    assert!(heights[heights.len() / 2] > 8.0, "half of the words are at least 8 points high");
}

#[test]
fn maps_lie_as_they_are_wanted() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "Make a long journey");
    for i in 0..8 {
        made.node(process, NodeKind::Step, None, f64::from(i) * 216.0, 80.0, &format!("Stage {i}"));
    }
    let turned = |made: &Made, name: &str| pdf(name, made).run("pdfinfo", &["-l", "99"]).contains("841.89 x 595.28");
    assert!(turned(&made, "map-fits"));
    made.pack.options.map_pages = MapPages::Portrait;
    assert!(!turned(&made, "map-portrait"));
    made.pack.options.map_pages = MapPages::Landscape;
    assert!(turned(&made, "map-landscape"));
}

#[test]
fn the_colour_of_a_pack_is_everywhere_but_on_pictures() {
    let mut made = refunds();
    let orange = String::from_utf8(made.export(Format::Html).0).unwrap();
    made.pack.options.colour = PackColour::Green;
    let green = String::from_utf8(made.export(Format::Html).0).unwrap();
    assert!(orange.contains("--route:#b93812") && !orange.contains("--route:#2b7144"));
    assert!(green.contains("--route:#2b7144;"), "the theme's colour takes the place of the route's");
    let marks = |page: &str| page.matches("stroke=\"#b93812\"").count();
    assert!(marks(&orange) > 0);
    assert_eq!(marks(&orange), marks(&green), "marks on pictures keep their colour");
    let content = |made: &Made| {
        let path = common::keep("colour.pdf", &made.export(Format::Pdf).0);
        let plain = path.with_extension("qdf");
        let done = std::process::Command::new("qpdf").args(["--qdf"]).arg(&path).arg(&plain).status().unwrap();
        assert!(done.success());
        String::from_utf8_lossy(&std::fs::read(plain).unwrap()).into_owned()
    };
    // #2b7144 and #b93812 as parts of one.
    let green = content(&made);
    made.pack.options.colour = PackColour::Orange;
    let count = |text: &str| text.matches("0.7254902 0.21960784 0.07058824").count();
    assert!(count(&content(&made)) > count(&green), "the map and cover are no longer orange");
}

#[test]
fn a_logo_is_on_the_cover_with_its_alternative_text() {
    let mut made = refunds();
    let asset = made.logo(&painted(300, 120, [255, 255, 255], Some((20, 20, 100, 60, [0, 90, 160]))));
    let with = pdf("logo", &made);
    assert!(with.report.warnings.is_empty(), "{:?}", with.report.warnings);
    assert_eq!(figures(&with, "u:Logo of Fennbrook Cycles"), 1);
    let first = with.run("pdfimages", &["-list", "-f", "1", "-l", "1"]);
    assert_eq!(first.lines().filter(|line| line.contains(" 300 ")).count(), 1, "{first}");
    assert!(String::from_utf8_lossy(&with.bytes).contains("pdfuaid"), "it keeps PDF/UA-1");
    made.pictures.0.remove(&asset);
    let without = pdf("logo-missing", &made);
    has(&without, &["This picture is missing from the library."]);
    assert_eq!(without.report.warnings, ["The logo is left out. Its file is not in the library."]);
    made.pack.options.cover = false;
    assert!(pdf("logo-none", &made).report.warnings.is_empty(), "without a cover nothing is missed");
}

#[test]
fn compact_pictures_look_the_same_and_take_fewer_bytes() {
    let mut made = Made::new();
    let sop = made.document(DocumentKind::Sop, "Look at many colours");
    let picture = colourful(400, 300);
    let random = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ (x * y)) as u8;
    let photograph =
        image::RgbImage::from_fn(200, 200, |x, y| image::Rgb([random(x, y), random(y, x), random(x + 9, y)]));
    for (what, file) in [("Screen", &picture), ("Photograph", &photograph)] {
        made.step(sop, what);
        made.figure(sop, &encoded(file, image::ImageFormat::Png), what, "", vec![]);
    }
    let lossless = pdf("lossless", &made);
    assert_eq!(lossless.pictures(), [picture.clone(), photograph.clone()], "lossless, unless something else is wished");
    assert_eq!(lossless.report.pictures, None);
    made.pack.options.pictures = PictureQuality::Compact;
    let compact = pdf("compact", &made);
    let found = compact.pictures();
    let near = |(a, b): (&u8, &u8)| a.abs_diff(*b) < 40;
    assert!(found[0].as_raw().iter().zip(picture.as_raw()).all(near), "it looks the same");
    assert_ne!(found[0], picture);
    assert_eq!(found[1], photograph, "what would be seen stays as it is");
    let sizes = compact.report.pictures.unwrap();
    assert!(sizes.written < sizes.lossless && compact.bytes.len() < lossless.bytes.len(), "{sizes:?}");
}

#[test]
fn no_row_of_a_table_of_steps_stands_alone_on_a_page() {
    for rows in 24..31 {
        let mut made = Made::new();
        let process = made.document(DocumentKind::Process, "Make a long journey");
        made.pack.options = PackOptions { maps: false, cover: false, contents: false, ..PackOptions::default() };
        for i in 0..rows {
            made.node(process, NodeKind::Step, None, f64::from(i) * 216.0, 80.0, &format!("Stage {i}"));
        }
        let pdf = pdf(&format!("rows-{rows}"), &made);
        let text = pdf.text();
        let counts: Vec<usize> = text.split('\u{c}').map(|page| page.matches("Stage").count()).collect();
        let last = counts.iter().rev().find(|count| **count > 0).unwrap();
        assert!(*last >= 3, "{rows} rows: {counts:?}");
        assert!(String::from_utf8_lossy(&pdf.bytes).contains("pdfuaid"), "it keeps PDF/UA-1");
    }
}

#[test]
fn a_document_from_the_right_runs_from_the_right() {
    let mut made = Made::new();
    for title in ["אפיית לחם", "Bake bread"] {
        let sop = made.document(DocumentKind::Sop, title);
        made.step(sop, "ערבבו").callouts = vec![Callout { kind: CalloutKind::Danger, text: "חם!".into() }];
        made.step(sop, "Knead the dough.");
    }
    let first = made.snapshot.documents[0].document.id;
    let second = made.snapshot.documents[1].document.id;
    made.told_in(second, first);
    let file = pdf("from-the-right", &made);
    let body = file.run("pdftotext", &["-bbox"]);
    let pages: Vec<&str> = body.split("<page ").collect();
    // Behind a cover and the contents; poppler gives words of a script from the right as they are seen.
    let [from_right, from_left] = [pages[3], pages[4]];
    let left = |page: &str, word: &str| {
        let seen: String = word.chars().rev().collect();
        let is = |line: &&str| [word, &seen].iter().any(|word| line.contains(&format!(">{word}</word>")));
        let line = page.lines().find(is).unwrap_or_else(|| panic!("no “{word}” in {page}"));
        let start = line.split("xMin=\"").nth(1).unwrap();
        start[..start.find('"').unwrap()].parse::<f64>().unwrap()
    };
    assert!(left(from_right, "2") > left(from_right, "ערבבו"), "the numbers stand at the right");
    assert!(left(from_right, "Danger") > left(from_right, "חם!"), "and so do the words before a text");
    assert!(left(from_right, "Knead") < left(from_right, "dough."), "what is of another script reads in its own order");
    assert!(left(from_left, "1") < left(from_left, "ערבבו"));
    // The page's number stands in the same place of both.
    let number = |page: &str| left(page, "/");
    assert_eq!(number(from_right), number(from_left));
    assert!(!file.words().contains("0 /"), "it is the number itself");
}
