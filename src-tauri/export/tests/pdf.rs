//! PDFs, read with other people's programs: qpdf and poppler.

#![allow(clippy::disallowed_methods, reason = "results are read with files and other programs")]

mod common;
mod reading;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use common::{HOSTILE, Made, bad, encoded, painted, refunds};
use reading::pdf;
use roadbook_core::ErrorCode;
use roadbook_core::model::*;
use roadbook_export::{Format, export};

#[test]
fn the_sample_is_whole() {
    let made = refunds();
    let pdf = pdf("refunds", &made);
    assert!(pdf.report.warnings.is_empty(), "{:?}", pdf.report.warnings);
    assert!((10..16).contains(&pdf.pages()), "it has a sensible number of pages: {}", pdf.pages());
    let info = pdf.run("pdfinfo", &[]);
    for expected in ["Title:           Refunds", "Author:          Head of support", "Tagged:          yes"] {
        assert!(info.contains(expected), "{expected:?} in {info}");
    }
    assert!(String::from_utf8_lossy(&pdf.bytes).contains("pdfuaid"), "it says that it keeps PDF/UA-1");
    assert_eq!(made.export(Format::Pdf).0, pdf.bytes, "the same snapshot gives the same bytes");
}

#[test]
fn the_text_reads_in_order() {
    let words = pdf("order", &refunds()).words();
    let mut from = 0;
    for expected in [
        "Fennbrook Cycles",
        "Contents",
        "A customer who brings a purchase back within 30 days",
        "Begins when A customer asks for a refund",
        "Who does what",
        "Refund a purchase in full",
        "Quality standard",
        "1 Find the order by its number",
        "You see Order and payment have the same amount.",
        "2.1 They are unused",
        "Issue a refund in the till, see page 8",
        "Why The next person who talks to the customer",
        "Issue a refund in the till",
        "1 Sign in with your own name.",
        "Open Payments and type the payment number",
        "The list shows the last 30 days",
        "When you are done",
        "Used by",
    ] {
        let at = words[from..].find(expected);
        from += at.unwrap_or_else(|| panic!("{expected:?} does not come after what is before it:\n{}", &words[from..]));
    }
}

#[test]
fn a_recording_that_is_a_file_is_told_by_its_name_alone() {
    let pdf = pdf("recording", &refunds().recorded_in_a_file());
    assert!(pdf.words().contains("Recording The whole refund in 90 seconds (Refund in full.mp4)"), "{}", pdf.words());
    let objects = serde_json::to_string(&pdf.objects()).unwrap();
    assert!(!objects.contains("Secret") && !pdf.words().contains("Secret"), "the folder stays here");
}

#[test]
fn every_font_is_embedded() {
    let fonts = pdf("fonts", &refunds()).run("pdffonts", &[]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 4, "{fonts}");
    for row in rows {
        let flags: Vec<&str> = row.split_whitespace().rev().skip(2).take(3).collect();
        assert_eq!(flags, ["yes", "yes", "yes"], "embedded, a subset, with its characters: {row}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let objects = pdf("links", &refunds()).objects();
    let pages: BTreeSet<&str> = objects
        .iter()
        .filter(|(_, object)| object["value"]["/Type"] == "/Page")
        .map(|(key, _)| key.trim_start_matches("obj:"))
        .collect();
    let (mut inside, mut outside) = (0, 0);
    let text = serde_json::to_string(&objects).unwrap();
    for object in objects.values().map(|object| &object["value"]).filter(|value| value["/Subtype"] == "/Link") {
        if let Some(address) = object["/A"]["/URI"].as_str() {
            assert!(address.starts_with("u:https://"), "{address}");
            outside += 1;
            continue;
        }
        let mut target = if object["/Dest"].is_null() { &object["/A"]["/D"] } else { &object["/Dest"] };
        if let Some(reference) = target.as_str().filter(|reference| reference.ends_with(" R")) {
            target = &objects[&format!("obj:{reference}")]["value"];
        }
        match target.as_array().and_then(|target| target[0].as_str()) {
            Some(page) => assert!(pages.contains(page), "a link to a page that is not there: {object}"),
            None => assert!(text.matches(target.as_str().unwrap()).count() > 1, "a name that nobody defines: {object}"),
        }
        inside += 1;
    }
    assert!(inside > 25 && outside == 2, "{inside} links inside, {outside} outside");
}

#[test]
fn the_number_of_a_page_is_its_own() {
    let pdf = pdf("numbers", &refunds());
    let all = pdf.pages();
    let page = |number: u32| {
        let number = number.to_string();
        pdf.run("pdftotext", &["-raw", "-f", &number, "-l", &number])
    };
    for number in 2..=all {
        let own = format!("{number} / {all}");
        assert!(page(number).lines().any(|line| line.trim_end().ends_with(&own)), "{own}: {}", page(number));
    }
    let mut named = 0;
    for text in (2..=all).map(page) {
        for (title, after) in text.lines().filter_map(|line| line.split_once(", see page ")) {
            let number = after.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number");
            // The line may begin with other words, as “Used by”, and name a step within.
            let title = title.split_once(": step ").map_or(title, |(title, _)| title);
            let words: Vec<&str> = title.split_whitespace().collect();
            let title = words[words.len().saturating_sub(3)..].join(" ");
            let there = page(number).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(there.contains(&title), "{title} is not on page {number}");
            named += 1;
        }
    }
    assert!(named > 3, "{named} pages are named");
    let objects = pdf.objects();
    let links = objects.values().filter(|object| object["value"]["/Subtype"] == "/Link");
    let inside = links.filter(|object| object["value"]["/A"]["/URI"].is_null());
    for link in inside {
        let said = link["value"]["/Contents"].as_str().expect("words for who does not see it").to_owned();
        let number: Option<u32> = said.rsplit(' ').next().and_then(|number| number.parse().ok());
        assert!(number.is_some_and(|number| (1..=all).contains(&number)), "{said}");
    }
}

#[test]
fn pictures_have_alternative_texts_and_are_stored_once() {
    let pdf = pdf("once", &refunds());
    let objects = pdf.objects();
    let alts = objects.values().filter(|o| o["value"]["/S"] == "/Figure" && !o["value"]["/Alt"].is_null()).count();
    assert_eq!(alts, 10, "seven figures, a map, and where each SOP belongs on it");
    let pictures = objects.values().filter(|o| o["stream"]["dict"]["/Subtype"] == "/Image").count();
    assert_eq!(pictures, 6, "seven figures show six pictures");
    let listed = pdf.run("pdfimages", &["-list"]);
    assert_eq!(listed.lines().filter(|line| line.contains(" 1280 ")).count(), 6, "{listed}");
}

#[test]
fn the_streams_are_those_of_the_burned_pictures() {
    let mut made = Made::new();
    let document = made.document(DocumentKind::Instruction, "Look at pictures");
    let pattern = image::RgbImage::from_fn(97, 61, |x, y| image::Rgb([(x * 2) as u8, (y * 4) as u8, (x ^ y) as u8]));
    let gray = image::RgbImage::from_fn(50, 40, |x, y| image::Rgb([(x * y) as u8; 3]));
    made.step(document, "A pattern");
    made.figure(document, &encoded(&pattern, image::ImageFormat::Png), "pattern", "", vec![]);
    made.step(document, "Gray");
    made.figure(document, &encoded(&gray, image::ImageFormat::Png), "gray", "", vec![]);
    made.step(document, "A photograph");
    made.figure(document, &encoded(&pattern, image::ImageFormat::Jpeg), "photograph", "", vec![]);
    let pictures = pdf("streams", &made).pictures();
    assert_eq!(pictures.len(), 3);
    assert_eq!(pictures[0], pattern, "a PNG arrives pixel by pixel");
    assert_eq!(pictures[1], gray);
    assert_eq!(pictures[2].dimensions(), (97, 61));
}

#[test]
fn what_is_redacted_or_cropped_is_not_in_the_file() {
    let secret = [255, 0, 255];
    let mut made = Made::new();
    let document = made.document(DocumentKind::Instruction, "Hide a secret");
    made.step(document, "Redacted");
    let picture = painted(200, 100, [240, 240, 240], Some((40, 20, 60, 30, secret)));
    let rect = Rect::new(0.2, 0.2, 0.3, 0.3);
    made.figure(document, &picture, "redacted", "", vec![ShapeForm::Redaction { rect }]);
    made.step(document, "Cropped");
    made.figure(document, &picture, "cropped", "", vec![]).crop = Some(Rect::new(0.5, 0.0, 0.5, 1.0));
    let pdf = pdf("redacted", &made);
    let pictures = pdf.pictures();
    assert_eq!(pictures.len(), 2);
    assert_eq!(pictures[1].dimensions(), (100, 100), "a crop is exactly its own pixels");
    for pixel in pictures.iter().flat_map(|picture| picture.pixels()) {
        assert!(pixel.0[1] > 20, "a pixel of the secret or of its edge: {pixel:?}");
    }
    assert_eq!(pictures[0].get_pixel(70, 35).0, [0x1b, 0x1e, 0x22], "filled with the colour of redactions");
}

#[test]
fn what_a_camera_wrote_is_not_in_the_file() {
    let picture = image::RgbImage::from_pixel(64, 64, image::Rgb([90, 120, 30]));
    let mut jpeg = encoded(&picture, image::ImageFormat::Jpeg);
    let note = b"Exif\0\0GPS 52.5200N 13.4050E of the secret place";
    let mut segment = vec![0xff, 0xe1, 0, note.len() as u8 + 2];
    segment.extend_from_slice(note);
    jpeg.splice(2..2, segment);
    jpeg.extend_from_slice(b"and a trailer with another secret place");
    let mut made = Made::new();
    let document = made.document(DocumentKind::Instruction, "Take a photograph");
    made.step(document, "One");
    made.figure(document, &jpeg, "photograph", "", vec![]);
    // Even if it stood in the library as the camera wrote it.
    let hash = made.snapshot.assets.keys().next().unwrap().clone();
    made.pictures.0.insert(hash, jpeg);
    for format in Format::ALL.into_iter().filter(|format| format.holds_packs()) {
        let (bytes, _) = made.export(format);
        for leak in [&b"secret place"[..], b"GPS 52", b"c2VjcmV0IHBsYWNl"] {
            assert!(memchr::memmem::find(&bytes, leak).is_none(), "{format:?} holds {}", String::from_utf8_lossy(leak));
        }
    }
}

#[test]
fn hostile_text_is_printed_as_it_is_written() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, HOSTILE[0]);
    let sop = made.document(DocumentKind::Sop, HOSTILE[2]);
    made.pack.name = HOSTILE[4].into();
    made.pack.options.company = HOSTILE[3].into();
    let role = made.role(HOSTILE[1], HOSTILE[6]);
    for hostile in HOSTILE {
        made.step(sop, &format!("```\n{hostile}\n```")).role = Some(role);
        made.figure(
            sop,
            &painted(20, 20, [9, 9, 9], None),
            hostile,
            hostile,
            vec![ShapeForm::Text { at: Point::default(), text: hostile.into() }],
        );
        made.node(process, NodeKind::Step, None, 0.0, 0.0, hostile);
    }
    made.step(
        sop,
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](file:///etc/passwd) ![d](https://example.org/x.png)",
    );
    let document = &mut made.content(sop).document;
    document.owner = Some(role);
    document.purpose = HOSTILE.join("\n\n");
    document.starting_screen = HOSTILE[0].into();
    let pdf = pdf("hostile", &made);
    let words = pdf.words();
    for literal in [
        r#"#read("/etc/passwd")"#,
        "<script>alert(1)</script>",
        r"\input{/etc/passwd}",
        "{{7*7}}",
        "#eval(\"1+1\")",
        "$x^2$ @ref",
    ] {
        assert!(words.contains(literal), "{literal:?} is not printed literally in {words}");
    }
    assert!(!words.contains("root:x:0"), "a file was read");
    let objects = serde_json::to_string(&pdf.objects()).unwrap();
    assert!(!objects.contains("javascript:") && !objects.contains("file:///"), "an address that must not be a link");
    assert!(!objects.contains("/JavaScript") && !objects.contains("/Launch"), "an action");
}

#[test]
fn a_missing_picture_is_a_placeholder_and_a_warning() {
    let mut made = refunds();
    let first = made.snapshot.documents.iter().flat_map(|content| &content.figures).next().unwrap().asset.clone();
    made.pictures.0.remove(&first);
    let pdf = pdf("missing", &made);
    assert!(pdf.words().contains("This picture is missing from the library."));
    let expected = "The picture in step 1 of “Issue a refund in the till” is left out. Its file is not in the library.";
    assert_eq!(pdf.report.warnings, [expected]);
}

#[test]
fn markup_in_every_field_is_printed_as_it_is_written() {
    for (at, words) in HOSTILE.into_iter().enumerate() {
        let pdf = pdf(&format!("everywhere-{at}"), &bad::everywhere(words));
        let objects = serde_json::to_string(&pdf.objects()).unwrap();
        assert!(!objects.contains("/JavaScript") && !objects.contains("/Launch"), "an action by {words:?}");
        if at == 0 {
            let count = pdf.words().matches(words).count();
            assert!(count > 80, "it is printed in each place: {count}");
        }
    }
}

#[test]
fn little_is_still_a_pack() {
    let empty = Made::new();
    pdf("empty", &empty);
    let words = pdf("little", &bad::little()).words();
    assert!(words.contains("No steps are written yet.") && words.contains("This map has no steps yet."), "{words}");
    assert!(words.contains("Untitled SOP"), "{words}");
}

#[test]
fn far_too_much_is_still_a_pack() {
    let pdf = pdf("much", &bad::much());
    let words = pdf.words();
    assert!(words.contains("column 40"), "the last column is printed");
    assert!(words.contains("200 Do thing number 200"), "the last step is printed");
    assert_eq!(pdf.report.warnings.len(), 1, "{:?}", pdf.report.warnings);
}

#[test]
fn a_large_map_is_cut_into_parts_that_can_be_read() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "Make a long journey");
    let role = made.role("Traveller", "");
    let lane = made.lane(process, role, 200.0);
    let nodes: Vec<NodeId> = (0..30)
        .map(|i| {
            made.node(process, NodeKind::Step, Some(lane), 64.0 + f64::from(i) * 216.0, 80.0, &format!("Stage {i}"))
        })
        .collect();
    for pair in nodes.windows(2) {
        made.connect(process, pair[0], pair[1], "");
    }
    let pdf = pdf("large-map", &made);
    let words = pdf.words();
    assert!(words.contains("Part 1 of") && words.contains("Stage 29"), "{words}");
    assert!(words.matches("Traveller").count() > 30 + 4, "each part says whose lane it is");
}

#[test]
fn scripts_and_missing_glyphs() {
    let mut made = Made::new();
    let sop = made.document(DocumentKind::Sop, "كيف تعيد المال");
    made.step(sop, "שלום עולם");
    made.step(sop, "नमस्ते สวัสดี Γειά Привет");
    let pdf = pdf("scripts", &made);
    assert!(pdf.report.warnings.is_empty(), "{:?}", pdf.report.warnings);
    let mut made = Made::new();
    let sop = made.document(DocumentKind::Sop, "Say hello");
    made.step(sop, "\u{10a80}");
    let (_, report) = made.export(Format::Pdf);
    assert!(report.warnings[0].starts_with("No font on this computer has"), "{:?}", report.warnings);
}

#[test]
fn an_export_can_be_stopped() {
    let made = refunds();
    for stop_at in [1, 5, 8, 12] {
        let mut seen = 0;
        let mut out = vec![];
        let stopped = export(
            Format::Pdf,
            &made.snapshot,
            &made.pack,
            &made.pictures,
            common::NOW,
            &mut |_| {
                seen += 1;
                if seen < stop_at { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
            &mut out,
        );
        assert_eq!(stopped.unwrap_err().code, ErrorCode::Cancelled, "at {stop_at}");
        assert_eq!(seen, stop_at, "nothing is done after the stop");
    }
}

#[test]
fn letter_paper_without_cover_and_contents() {
    let mut made = refunds();
    made.pack.options.paper = Paper::Letter;
    made.pack.options.cover = false;
    made.pack.options.contents = false;
    let pdf = pdf("letter", &made);
    assert!(pdf.run("pdfinfo", &[]).contains("612 x 792"));
    assert!(!pdf.words().contains("Contents"));
}
