//! Maps as pictures, looked at with other programs: librsvg for the SVG, a decoder for the PNG, qpdf and
//! poppler for the PDF.

#![allow(clippy::disallowed_methods, reason = "results are read with files and other programs")]

mod common;
mod reading;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use common::{HOSTILE, Made, NOW, keep, refunds};
use reading::{Pdf, read_pdf};
use roadbook_core::model::*;
use roadbook_core::pixels::{Burned, Quality};
use roadbook_core::{Error, ErrorCode};
use roadbook_export::{Format, OneMap, Pictures, Report, draw_map, export_map};

/// This computer has a font for signs that the bundled faces lack, as far as a test names one.
struct Fonts(Vec<&'static str>);

impl Pictures for Fonts {
    fn burned(&self, _: &Figure, _: Quality) -> roadbook_core::Result<Burned> {
        Err(Error::new(ErrorCode::NotFound, "A map has no pictures."))
    }

    fn fonts(&self, _: &BTreeSet<char>) -> Vec<Vec<u8>> {
        self.0.iter().map(|file| std::fs::read(file).expect("fonts-dejavu-core")).collect()
    }
}

const DEJAVU: &str = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

fn whole(process: DocumentId) -> OneMap {
    OneMap { process, nodes: vec![], scale: 2 }
}

fn try_export(made: &Made, format: Format, map: &OneMap, fonts: &Fonts) -> roadbook_core::Result<(Vec<u8>, Report)> {
    let mut out = vec![];
    let mut progress = |_| ControlFlow::Continue(());
    let report = export_map(format, &made.snapshot, map, fonts, NOW, &mut progress, &mut out)?;
    Ok((out, report))
}

/// Exports twice, since the same map gives the same bytes.
fn exported(made: &Made, format: Format, map: &OneMap, fonts: &Fonts) -> (Vec<u8>, Report) {
    let once = try_export(made, format, map, fonts).unwrap();
    assert_eq!(once, try_export(made, format, map, fonts).unwrap(), "the same map gives the same {format:?}");
    once
}

fn svg(name: &str, made: &Made, map: &OneMap) -> String {
    let (bytes, report) = exported(made, Format::Svg, map, &Fonts(vec![]));
    assert_eq!(report.warnings, Vec::<String>::new());
    drawn_by_librsvg(&keep(&format!("{name}.svg"), &bytes));
    String::from_utf8(bytes).unwrap()
}

/// The picture as another program draws it.
fn drawn_by_librsvg(file: &Path) -> image::RgbImage {
    let drawn = file.with_extension("rsvg.png");
    let told = Command::new("rsvg-convert").arg("--unlimited").arg("-o").arg(&drawn).arg(file).output();
    let told = told.unwrap_or_else(|error| panic!("rsvg-convert (package librsvg2-bin): {error}"));
    assert!(told.status.success(), "librsvg about {}: {}", file.display(), String::from_utf8_lossy(&told.stderr));
    image::open(drawn).unwrap().to_rgb8()
}

fn png(name: &str, made: &Made, map: &OneMap, fonts: &Fonts) -> (image::RgbImage, Report) {
    let (bytes, report) = exported(made, Format::Png, map, fonts);
    keep(&format!("{name}.png"), &bytes);
    let picture = image::load_from_memory(&bytes).unwrap();
    assert!(picture.to_rgba8().pixels().all(|pixel| pixel.0[3] == 255), "nothing of it is transparent");
    (picture.to_rgb8(), report)
}

fn pdf(name: &str, made: &Made, map: &OneMap) -> Pdf {
    let (bytes, report) = exported(made, Format::Pdf, map, &Fonts(vec![]));
    read_pdf(name, bytes, report)
}

/// How much of the picture is neither white nor nearly so.
fn inked(picture: &image::RgbImage) -> f64 {
    let inked = picture.pixels().filter(|pixel| pixel.0.iter().any(|part| *part < 160)).count();
    inked as f64 / f64::from(picture.width() * picture.height())
}

fn process_of(made: &Made) -> DocumentId {
    let process = |content: &&DocumentContent| content.document.kind == DocumentKind::Process;
    made.snapshot.documents.iter().find(process).unwrap().document.id
}

#[test]
fn a_map_as_svg_needs_nothing_else_and_keeps_its_text() {
    let made = refunds();
    let process = process_of(&made);
    let svg = svg("picture", &made, &whole(process));
    for node in &made.snapshot.document(process).unwrap().nodes {
        let first = node.label.split_whitespace().next().unwrap();
        assert!(svg.contains(&format!(">{first}")) || svg.contains(first), "{first} is text");
    }
    assert!(svg.contains("<title id=\"roadbook-title\">Map of the process "));
    assert!(svg.contains("<desc id=\"roadbook-steps\">"));
    assert!(svg.contains("@font-face{font-family:\"Inter\";font-weight:500;"));
    assert!(!svg.contains("Noto Sans Arabic\";font-weight"), "no face is there that nobody needs");
    let outside = svg.replace("http://www.w3.org/2000/svg", "");
    assert!(
        !outside.contains("http:") && !outside.contains("https:") && !outside.contains("var(--"),
        "it leads nowhere, and colours are colours"
    );
    let names = svg.matches("src:url(").count();
    assert_eq!(names, svg.matches("src:url(data:font/woff2;base64,").count(), "every font is inside");
}

#[test]
fn a_map_as_png_is_what_the_svg_shows() {
    let made = refunds();
    let map = whole(process_of(&made));
    let (bytes, _) = exported(&made, Format::Svg, &map, &Fonts(vec![]));
    let other = drawn_by_librsvg(&keep("picture-beside.svg", &bytes));
    let (twice, report) = png("picture", &made, &map, &Fonts(vec![]));
    let (once, _) = png("picture-1", &made, &OneMap { scale: 1, ..map.clone() }, &Fonts(vec![]));
    assert_eq!(report.warnings, Vec::<String>::new());
    let near = |a: u32, b: u32| a.abs_diff(b) <= 1;
    assert!(near(once.width(), other.width()) && near(once.height(), other.height()));
    assert!(near(twice.width(), 2 * once.width()) && near(twice.height(), 2 * once.height()));
    let (ours, theirs) = (inked(&once), inked(&other));
    assert!(ours > 0.01 && (ours - theirs).abs() < 0.01, "as much ink as librsvg has: {ours} and {theirs}");

    let mut progress = |_| ControlFlow::Continue(());
    let (raster, _) = draw_map(&made.snapshot, &map, &Fonts(vec![]), NOW, &mut progress).unwrap();
    let copied = image::RgbaImage::from_raw(raster.width, raster.height, raster.rgba).unwrap();
    assert!(image::DynamicImage::from(copied).to_rgb8() == twice, "what is copied is what is exported");
}

#[test]
fn a_line_of_two_scripts_is_drawn_as_in_the_pdf() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "Two scripts");
    made.node(process, NodeKind::Step, None, 0.0, 0.0, "مراجعة الطلب (v2) ثم الموافقة عليه؟");
    let map = OneMap { scale: 4, ..whole(process) };
    let (ours, report) = png("picture-scripts", &made, &map, &Fonts(vec![]));
    assert_eq!(report.warnings, Vec::<String>::new());
    let (bytes, _) = exported(&made, Format::Pdf, &map, &Fonts(vec![]));
    let path = keep("picture-scripts.pdf", &bytes);
    let stem = path.with_file_name("picture-scripts-pdf");
    let mut drawn = std::process::Command::new("pdftoppm");
    drawn.args(["-singlefile", "-png", "-r", "384"]).arg(&path).arg(&stem);
    assert!(drawn.status().unwrap().success(), "pdftoppm of poppler-utils");
    let theirs = image::open(stem.with_extension("png")).unwrap().to_rgb8();
    // Ink by column: each word stands where it does there.
    let inked = |picture: &image::RgbImage| -> Vec<f64> {
        let columns = (0..16).map(|column| {
            let (from, to) = (picture.width() * column / 16, picture.width() * (column + 1) / 16);
            let dark = (from..to).flat_map(|x| (0..picture.height()).map(move |y| (x, y)));
            dark.filter(|(x, y)| picture.get_pixel(*x, *y).0[0] < 120).count() as f64 / f64::from(to - from)
        });
        columns.collect()
    };
    for (at, (ours, theirs)) in inked(&ours).into_iter().zip(inked(&theirs)).enumerate() {
        assert!((ours - theirs).abs() < 1.5, "column {at}: {ours} and {theirs}");
    }
}

#[test]
fn a_map_as_pdf_is_one_page_of_its_size() {
    let made = refunds();
    let process = process_of(&made);
    let pdf = pdf("picture", &made, &whole(process));
    assert_eq!(pdf.pages(), 1);
    let info = pdf.run("pdfinfo", &[]);
    let (picture, _) = png("picture-size", &made, &OneMap { scale: 1, ..whole(process) }, &Fonts(vec![]));
    let size = info.lines().find_map(|line| line.strip_prefix("Page size:")).unwrap();
    let points: Vec<f64> = size.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    assert!((points[0] - f64::from(picture.width()) * 0.75).abs() < 1.0, "{size} of {} pixels", picture.width());
    assert!((points[1] - f64::from(picture.height()) * 0.75).abs() < 1.0, "{size} of {} pixels", picture.height());
    assert!(info.contains("Map of the process"), "it says what it is");
    let fonts = pdf.run("pdffonts", &[]);
    for font in fonts.lines().skip(2) {
        assert!(font.contains(" yes yes yes "), "every font is embedded, a part of it, and can be read: {font}");
    }
    let words = pdf.words();
    for node in &made.snapshot.document(process).unwrap().nodes {
        let first = node.label.split_whitespace().next().unwrap();
        assert!(words.contains(first), "{first} is text in: {words}");
    }
}

#[test]
fn what_is_chosen_goes_without_the_rest() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "Bake");
    let (baker, seller) = (made.role("Baker", ""), made.role("Seller", ""));
    let (ovens, shop) = (made.lane(process, baker, 160.0), made.lane(process, seller, 160.0));
    let knead = made.node(process, NodeKind::Step, Some(ovens), 200.0, 48.0, "Knead");
    let bake = made.node(process, NodeKind::Step, Some(ovens), 480.0, 48.0, "Oven");
    let sell = made.node(process, NodeKind::Step, Some(shop), 760.0, 208.0, "Counter");
    made.connect(process, knead, bake, "soft");
    made.connect(process, bake, sell, "warm");

    let all = svg("chosen-none", &made, &whole(process));
    let part = svg("chosen", &made, &OneMap { nodes: vec![knead, bake], ..whole(process) });
    for (words, outside) in
        [("Knead", false), ("Oven", false), ("soft", false), ("Counter", true), ("warm", true), ("Seller", true)]
    {
        let drawn = format!(">{words}<");
        assert!(all.contains(&drawn), "{words} is on the map");
        assert_eq!(part.contains(&drawn), !outside, "{words} among the chosen");
    }
    let gone = OneMap { nodes: vec![made.id()], ..whole(process) };
    let error = try_export(&made, Format::Svg, &gone, &Fonts(vec![])).unwrap_err();
    assert!(error.message.contains("not on the map of “Bake” any more"), "{}", error.message);
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "Refund a customer");
    let sop = made.document(DocumentKind::Sop, "Refund by card");
    let check = |map: OneMap, format: Format, words: &[&str]| {
        let error = try_export(&made, format, &map, &Fonts(vec![])).unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid);
        assert!(words.iter().all(|word| error.message.contains(word)), "{words:?} in: {}", error.message);
    };
    for format in [Format::Svg, Format::Png, Format::Pdf] {
        check(whole(process), format, &["“Refund a customer”", "is empty"]);
        check(whole(sop), format, &["SOP 2", "Refund by card", "has no map"]);
        check(OneMap { scale: 0, ..whole(process) }, format, &["scale", "0"]);
    }
    check(whole(process), Format::Html, &["HTML", "SVG"]);
    let nowhere = OneMap { process: DocumentId::default(), ..whole(process) };
    assert_eq!(try_export(&made, Format::Png, &nowhere, &Fonts(vec![])).unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn hostile_and_long_labels_are_text() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, HOSTILE[2]);
    let words = "Refund the whole amount ".repeat(84);
    let labels = HOSTILE.into_iter().chain([words.as_str(), "<![CDATA[ ]]> &#0; \u{1b}[31m", "x\u{ffff}y"]);
    let mut before = None;
    for (at, label) in labels.enumerate() {
        let node = made.node(process, NodeKind::Step, None, 240.0 * at as f64, 0.0, label);
        if let Some(before) = before.replace(node) {
            made.connect(process, before, node, label);
        }
    }
    let svg = svg("hostile", &made, &whole(process));
    assert!(svg.contains("&lt;script&gt;") && !svg.contains("<script"), "markup is text");
    assert_eq!(pdf("hostile", &made, &whole(process)).pages(), 1);
    png("hostile", &made, &whole(process), &Fonts(vec![]));
}

#[test]
fn letters_of_every_script_are_drawn() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "استرداد");
    let labels = ["استرداد المبلغ للعميل", "החזר כספי ללקוח", "ग्राहक को पैसे लौटाएं", "คืนเงินลูกค้า"];
    for (at, label) in labels.into_iter().enumerate() {
        made.node(process, NodeKind::Step, None, 0.0, 120.0 * at as f64, label);
    }
    let svg = svg("scripts", &made, &whole(process));
    for family in ["Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai"] {
        assert!(svg.contains(&format!("@font-face{{font-family:\"{family}\"")), "{family} is inside");
    }
    let (picture, report) = png("scripts", &made, &whole(process), &Fonts(vec![]));
    assert_eq!(report.warnings, Vec::<String>::new());
    assert!(inked(&picture) > 0.01, "there are letters in the cards");
    assert!(pdf("scripts", &made, &whole(process)).text().contains('ا'));
}

#[test]
fn letters_that_no_bundled_face_has_come_from_this_computer() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "Տոմս");
    made.node(process, NodeKind::Step, None, 0.0, 0.0, "Վերադարձնել գումարը");

    let lacking = |format| try_export(&made, format, &whole(process), &Fonts(vec![])).unwrap().1.warnings;
    for format in [Format::Svg, Format::Png, Format::Pdf] {
        assert!(lacking(format)[0].contains("No font on this computer has"), "{format:?}: {:?}", lacking(format));
    }
    let fonts = Fonts(vec![DEJAVU]);
    let (bytes, report) = exported(&made, Format::Svg, &whole(process), &fonts);
    assert_eq!(report.warnings, Vec::<String>::new());
    keep("armenian.svg", &bytes);
    let svg = String::from_utf8(bytes).unwrap();
    assert!(svg.contains("@font-face{font-family:\"Roadbook Letters\";unicode-range:U+54"));
    let without = try_export(&made, Format::Svg, &whole(process), &Fonts(vec![])).unwrap().0;
    assert!(svg.len() < without.len() + 40_000, "a few letters of a font of 750 kB are few bytes");
    let (with, report) = png("armenian", &made, &whole(process), &fonts);
    assert_eq!(report.warnings, Vec::<String>::new());
    let (boxes, _) = png("armenian-boxes", &made, &whole(process), &Fonts(vec![]));
    assert!(with != boxes, "letters are not boxes");
}

#[test]
fn a_map_of_3000_nodes_is_drawn_within_the_limits() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "All that we do");
    let mut before = None;
    for at in 0..3_000 {
        let (x, y) = (f64::from(at % 60) * 260.0, f64::from(at / 60) * 140.0);
        let node = made.node(process, NodeKind::Step, None, x, y, &format!("Step {at} of the work"));
        if let Some(before) = before.replace(node) {
            made.connect(process, before, node, "");
        }
    }
    let map = whole(process);
    let (bytes, _) = try_export(&made, Format::Svg, &map, &Fonts(vec![])).unwrap();
    drawn_by_librsvg(&keep("large.svg", &bytes));
    let (bytes, report) = try_export(&made, Format::Png, &map, &Fonts(vec![])).unwrap();
    let picture = image::load_from_memory(&bytes).unwrap();
    assert!(picture.width() <= 16_384 && u64::from(picture.width()) * u64::from(picture.height()) <= 64 << 20);
    assert!(report.warnings[0].contains("made smaller"), "{:?}", report.warnings);
    assert!(report.warnings[0].contains(&picture.width().to_string()), "{:?}", report.warnings);
    keep("large.png", &bytes);
    let (bytes, report) = try_export(&made, Format::Pdf, &map, &Fonts(vec![])).unwrap();
    assert_eq!(read_pdf("large", bytes, report).pages(), 1);

    let mut progress = |told: roadbook_export::Progress| {
        if told.done > 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let stopped = export_map(Format::Png, &made.snapshot, &map, &Fonts(vec![]), NOW, &mut progress, &mut vec![]);
    assert_eq!(stopped.unwrap_err().code, ErrorCode::Cancelled);
}
