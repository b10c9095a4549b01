//! Packs out of a library: what an export need not do again, what is ready before it, and the pages that are
//! looked at while a pack is put together.

mod trial;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use image::{ImageFormat, Rgb, RgbImage};
use roadbook::shell::{Export, Exported, Shot, Subject, Target, export_to, outside, shot};
use roadbook_core::{Edit, ErrorCode, Library};
use roadbook_export::Format;
use serde_json::{Value, json};
use trial::{SOP, STEP, Trial, places};
use uuid::Uuid;

const NOW: i64 = 1_795_219_200_000;
/// Of a redaction, everywhere.
const FILL: [u8; 3] = [0x1b, 0x1e, 0x22];

fn picture(colour: [u8; 3], format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(vec![]);
    RgbImage::from_pixel(320, 200, Rgb(colour)).write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// An SOP with these pictures, each on a step, in their order.
fn with_pictures(pictures: &[Vec<u8>]) -> Trial {
    let trial = Trial::with_sop();
    let tokens: Vec<_> = pictures.iter().map(|bytes| trial.office.upload("shot", bytes.clone()).unwrap()).collect();
    trial.import(json!({ "from": "uploaded", "tokens": tokens }), Some(STEP)).unwrap();
    trial
}

fn figure(trial: &Trial, at: usize) -> String {
    trial.document()["figures"][at]["id"].as_str().unwrap().to_owned()
}

fn cropped(figure: &str) -> Edit {
    let value = json!({ "x": 0, "y": 0, "width": 0.5, "height": 1 });
    let change = json!({ "field": "crop", "value": value });
    serde_json::from_value(json!({ "edit": "update_figure", "id": figure, "change": change })).unwrap()
}

fn redacted(figure: &str) -> Edit {
    let rect = json!({ "x": 0, "y": 0, "width": 1, "height": 1 });
    let shape = json!({ "id": Uuid::now_v7(), "form": { "kind": "redaction", "rect": rect } });
    serde_json::from_value(json!({ "edit": "add_shapes", "figure": figure, "shapes": [shape] })).unwrap()
}

fn crop(trial: &Trial, at: usize) {
    trial.edit(serde_json::to_value(cropped(&figure(trial, at))).unwrap()).unwrap();
}

fn redact(trial: &Trial, at: usize) {
    trial.edit(serde_json::to_value(redacted(&figure(trial, at))).unwrap()).unwrap();
}

/// The library behind the doors, when they are closed.
fn library(trial: &Trial) -> Library {
    Library::open(&path(trial), outside(&places(trial.folder.path()))).unwrap()
}

fn path(trial: &Trial) -> PathBuf {
    trial.folder.path().join("libraries/Bakery")
}

/// As a file, at one and the same time of day.
fn write(library: &Library, format: Format, file: &Path) -> (Vec<u8>, Exported) {
    let wish = Export { subject: Subject::Library, format, options: None, scale: None };
    let target = Target::of(library, wish).unwrap();
    let done = export_to(file, format, &target, NOW, &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(done.warnings.is_empty(), "{:?}", done.warnings);
    (fs::read(file).unwrap(), done)
}

#[test]
fn an_unchanged_picture_is_decoded_and_encoded_once() {
    let red = picture([200, 0, 0], ImageFormat::Png);
    let trial = with_pictures(&[red, picture([0, 160, 0], ImageFormat::Jpeg), picture([0, 0, 220], ImageFormat::Png)]);
    crop(&trial, 1);
    redact(&trial, 2);
    trial.office.close().unwrap();
    let cache = path(&trial).join("cache.db");
    fs::remove_file(&cache).unwrap();

    let opened = library(&trial);
    let file = trial.folder.path().join("pack");
    let (first, done) = write(&opened, Format::Pdf, &file);
    assert_eq!(done.pictures_made, 3, "nothing is ready without a cache");
    let (again, done) = write(&opened, Format::Pdf, &file);
    assert_eq!((done.pictures_made, again == first), (0, true));
    let (page, done) = write(&opened, Format::Html, &file);
    assert_eq!(done.pictures_made, 0, "each format takes the same ones");

    // Also while the library is open.
    fs::remove_file(&cache).unwrap();
    let (again, done) = write(&opened, Format::Pdf, &file);
    assert_eq!((done.pictures_made, again == first), (3, true));
    assert!(cache.is_file());
    opened.close().unwrap();

    let opened = library(&trial);
    let (again, done) = write(&opened, Format::Html, &file);
    assert_eq!((done.pictures_made, again == page), (0, true), "nor at the next start");
    opened.close().unwrap();

    // One that is no cache, and a place where none can be.
    fs::write(&cache, b"nonsense").unwrap();
    let opened = library(&trial);
    let (again, done) = write(&opened, Format::Pdf, &file);
    assert_eq!((done.pictures_made, again == first), (3, true));
    opened.close().unwrap();
    fs::remove_file(&cache).unwrap();
    fs::create_dir(&cache).unwrap();
    let opened = library(&trial);
    let (again, done) = write(&opened, Format::Pdf, &file);
    assert_eq!((done.pictures_made, again == first), (3, true));
    opened.close().unwrap();
}

#[test]
fn after_an_edit_only_its_picture_is_made() {
    let trial = with_pictures(&[picture([200, 0, 0], ImageFormat::Png), picture([0, 0, 220], ImageFormat::Png)]);
    let (one, other) = (figure(&trial, 0), figure(&trial, 1));
    trial.office.close().unwrap();
    // Without the office, so that nothing is made ahead.
    let mut opened = library(&trial);
    let file = trial.folder.path().join("pack");
    let made = |library: &Library| write(library, Format::Pdf, &file).1.pictures_made;
    assert_eq!(made(&opened), 0, "they are as they were imported");
    opened.edit(cropped(&one)).unwrap();
    opened.edit(cropped(&other)).unwrap();
    assert_eq!(made(&opened), 2);
    opened.edit(redacted(&other)).unwrap();
    assert_eq!(made(&opened), 1);
    let text = json!({ "edit": "update_step", "id": STEP, "change": { "field": "text", "value": "Heat it well." } });
    opened.edit(serde_json::from_value(text).unwrap()).unwrap();
    assert_eq!(made(&opened), 0, "words are no pixels");
    opened.undo().unwrap();
    opened.undo().unwrap();
    assert_eq!(made(&opened), 0, "what it was before is still known");
}

#[test]
fn pictures_are_ready_before_the_first_export() {
    let trial = with_pictures(&[picture([200, 0, 0], ImageFormat::Png), picture([0, 0, 220], ImageFormat::Png)]);
    redact(&trial, 0);
    crop(&trial, 1);
    while !trial.office.is_prepared() {
        std::thread::sleep(Duration::from_millis(20));
    }
    for pictures in ["lossless", "compact"] {
        let wish = json!({ "job": "export", "format": "html", "subject": { "of": "library" },
            "options": { "pictures": pictures } });
        assert_eq!(trial.job(wish).unwrap()["pictures_made"], 0, "{pictures}");
    }
    crop(&trial, 0);
    trial.office.close().unwrap();
}

#[test]
fn pictures_become_smaller_while_nothing_else_happens() {
    let stripes =
        RgbImage::from_fn(640, 400, |x, y| Rgb([(x / 7 % 5 * 40) as u8, (y % 9 * 20) as u8, (x * y % 300) as u8]));
    let mut file = std::io::Cursor::new(vec![]);
    stripes.write_to(&mut file, ImageFormat::Png).unwrap();
    let trial = with_pictures(&[file.into_inner()]);
    let pdf = json!({ "job": "export", "format": "pdf", "subject": { "of": "library" } });
    let before = trial.job(pdf.clone()).unwrap();
    while trial.office.shrunk() < 1 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let after = trial.job(pdf).unwrap();
    assert_eq!((&after["pictures_made"], &after["pages"]), (&json!(0), &before["pages"]));
    assert!(
        after["bytes"].as_u64() < before["bytes"].as_u64(),
        "{} is not less than {}",
        after["bytes"],
        before["bytes"]
    );
    trial.office.close().unwrap();
}

#[test]
fn a_folder_is_written_replaced_and_opened() {
    let trial = with_pictures(&[picture([200, 0, 0], ImageFormat::Png)]);
    let wish = json!({ "job": "export", "format": "html_folder", "subject": { "of": "library" } });
    let first = trial.job(wish.clone()).unwrap();
    let folder = PathBuf::from(first["path"].as_str().unwrap());
    let names = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = entries.collect();
        names.sort();
        names
    };
    assert_eq!(names(&folder), ["index.html", "pictures"]);
    assert_eq!(names(&folder.join("pictures")).len(), 1);
    redact(&trial, 0);
    let second = trial.job(wish.clone()).unwrap();
    assert_eq!(first["path"], second["path"], "one of its kind is replaced");
    assert_eq!(names(&folder.join("pictures")).len(), 1, "what was hidden since is not there any more");
    trial.job(json!({ "job": "open_export", "export": second["export"] })).unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    let third = trial.job(wish).unwrap();
    assert_ne!(first["path"], third["path"], "what is somebody else's is not");
    assert!(folder.join("notes.txt").is_file());
}

#[test]
fn a_logo_is_brought_in_kept_and_seen() {
    let trial = with_pictures(&[]);
    let pink = [255, 0, 255];
    let token = trial.office.upload("logo", picture(pink, ImageFormat::Png)).unwrap();
    let done = trial.job(json!({ "job": "import_logo", "source": { "from": "uploaded", "tokens": [token] } })).unwrap();
    let hash = done["asset"]["hash"].as_str().unwrap();
    let kept = json!({ "id": Uuid::now_v7(), "name": "Handbook", "documents": [SOP], "options": { "logo": hash } });
    trial.edit(json!({ "edit": "save_pack", "pack": kept })).unwrap();
    let Shot { status, mime, .. } = shot(&trial.office, &format!("/logo/{hash}/64"));
    assert_eq!((status, mime), (200, "image/png"));
    let seen = |pack| {
        let (preview, pages) = lay_out(&trial, pack);
        pixels(&trial, &preview, pages.len(), pink)
    };
    assert!(seen(&kept) > 1_000, "it is on a page before it is written");
    assert_eq!(seen(&pack(true)), 0);
    let left = trial.job(json!({ "job": "import_logo", "source": { "from": "pick" } })).unwrap_err();
    assert_eq!(left.code, ErrorCode::Cancelled);
}

fn pack(cover: bool) -> Value {
    json!({ "id": Uuid::now_v7(), "name": "Handbook", "documents": [SOP], "options": { "cover": cover } })
}

fn lay_out(trial: &Trial, pack: &Value) -> (String, Vec<Value>) {
    let done = trial.job(json!({ "job": "preview_pack", "pack": pack })).unwrap();
    (done["preview"].as_str().unwrap().to_owned(), done["pages"].as_array().unwrap().clone())
}

/// Pixels of all pages of a preview that are about of this colour.
fn pixels(trial: &Trial, preview: &str, pages: usize, colour: [u8; 3]) -> usize {
    let like = |pixel: &Rgb<u8>| pixel.0.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 4);
    let count = |page| {
        let Shot { status, mime, bytes } = shot(&trial.office, &format!("/pack/{preview}/{page}/600"));
        assert_eq!((status, mime), (200, "image/png"), "page {page}");
        let page = image::load_from_memory(&bytes).unwrap().to_rgb8();
        assert_eq!(page.width(), 600);
        page.pixels().filter(|pixel| like(pixel)).count()
    };
    (0..pages).map(count).sum()
}

#[test]
fn pages_are_looked_at_before_they_are_written() {
    let red = [200, 0, 0];
    let trial = with_pictures(&[picture(red, ImageFormat::Png)]);
    let (first, pages) = lay_out(&trial, &pack(true));
    assert_eq!(pages[0], json!([595.28, 841.89]), "A4");
    let done = trial
        .job(json!({ "job": "export", "format": "pdf", "subject":
            { "of": "documents", "ids": [SOP], "everything_below": true, "name": "" } }))
        .unwrap();
    assert_eq!(pages.len() as u64, done["pages"].as_u64().unwrap(), "the pages that the PDF has");
    assert!(pixels(&trial, &first, pages.len(), red) > 10_000, "the picture is on one of them");

    redact(&trial, 0);
    let (second, fewer) = lay_out(&trial, &pack(false));
    assert_eq!(fewer.len(), pages.len() - 1, "without its cover");
    assert_eq!(pixels(&trial, &second, fewer.len(), red), 0, "what is hidden is not in a preview either");
    assert!(pixels(&trial, &second, fewer.len(), FILL) > 10_000);
    let status = |path: String| shot(&trial.office, &path).status;
    assert_eq!(status(format!("/pack/{first}/0/600")), 404, "the latest is the one that is shown");
    assert_eq!(status(format!("/pack/{second}/{}/600", fewer.len())), 404);
    trial.job(json!({ "job": "close_preview" })).unwrap();
    assert_eq!(status(format!("/pack/{second}/0/600")), 404);
}

#[test]
fn a_preview_that_is_not_wanted_any_more_is_not_shown() {
    let trial = with_pictures(&[]);
    let (shown, _) = lay_out(&trial, &pack(true));
    let id = Uuid::now_v7();
    let stopped = Trial::wait(|then| {
        trial.office.job(json!({ "id": id, "job": { "job": "preview_pack", "pack": pack(false) } }), then);
        trial.office.job(json!({ "id": Uuid::now_v7(), "job": { "job": "cancel", "id": id } }), |_| ());
    });
    let shown = match stopped {
        Ok(done) => done["preview"].as_str().unwrap().to_owned(),
        Err(error) => {
            assert_eq!(error.code, ErrorCode::Cancelled);
            shown
        }
    };
    assert_eq!(shot(&trial.office, &format!("/pack/{shown}/0/200")).status, 200, "the one before stays");
    let none = json!({ "id": Uuid::now_v7(), "name": "", "documents": [] });
    let empty = trial.job(json!({ "job": "preview_pack", "pack": none })).unwrap_err();
    assert_eq!(empty.code, ErrorCode::Invalid);
    assert!(empty.message.contains("no document"), "{}", empty.message);
}

/// What poppler's program says of the file.
fn poppler(program: &str, file: &Path, more: &[&str]) -> String {
    let output = Command::new(program).arg(file).args(more).output().expect("poppler-utils");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The tests install fonts that have them: fonts-droid-fallback and fonts-noto-color-emoji.
#[test]
fn letters_that_our_faces_lack_come_from_fonts_of_this_computer() {
    let words = ["把订单放进烤箱", "オーブンにいれる", "🥐", "✅"];
    let trial = Trial::with_sop();
    let change = json!({ "field": "text", "value": words.join(" ") });
    trial.edit(json!({ "edit": "update_step", "id": STEP, "change": change })).unwrap();
    trial.office.close().unwrap();
    let opened = library(&trial);

    let file = trial.folder.path().join("pack.pdf");
    let (_, done) = write(&opened, Format::Pdf, &file);
    assert_eq!(done.pages, Some(2), "the cover, and the SOP");
    let read = poppler("pdftotext", &file, &["-"]);
    for word in words {
        assert!(read.contains(word), "{word} is not in: {read}");
    }
    let fonts = poppler("pdffonts", &file, &[]);
    assert!(fonts.contains("DroidSansFallback"), "{fonts}");
    for font in fonts.lines().skip(2) {
        let embedded = font.split_whitespace().rev().nth(4);
        assert_eq!(embedded, Some("yes"), "{font}");
    }

    let (page, _) = write(&opened, Format::Html, &file);
    let page = String::from_utf8(page).unwrap();
    assert!(words.iter().all(|word| page.contains(word)), "the reader's computer has its own fonts for them");
    opened.close().unwrap();
}
