//! Every mark as the annotation editor draws it, beside the page that is read and the exported PDF: they are
//! drawn by different programs, from the same record, and must look alike.

use std::path::Path;
use std::process::Command;

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use roadbook_dev::window::{Spot, Window};

use crate::desk::Desk;
use crate::hand::{self, focused, kept};

/// Pictures are shown at their own size: 716 document pixels across.
const WIDTH: u32 = 716;
/// Its edge, by which it is found on a printed page; no mark and no theme has this colour.
const EDGE: Rgb<u8> = Rgb([0xe0, 0x10, 0xc8]);
const EDGE_WIDTH: u32 = 4;

/// The part of a cell that may differ: where a soft edge falls between two pixels. Measured: 0.6 % for the letters of a
/// text, less than 0.1 % for most; a mark without its halo differs in six times as much as is allowed.
const TOLERANCE: f64 = 0.012;

/// Each mark has a cell of its own on the picture, and is drawn by its key from one place of it to another.
struct Drawn {
    name: &'static str,
    key: &'static str,
    /// Left, top, width, height.
    cell: [u32; 4],
    from: Spot,
    to: Spot,
    text: &'static str,
    /// By a key that turns it by 15 degrees, so many times; against the clock where it is negative.
    turn: i32,
}

const fn drawn(name: &'static str, key: &'static str, cell: [u32; 4], from: Spot, to: Spot) -> Drawn {
    Drawn { name, key, cell, from, to, text: "", turn: 0 }
}

const fn turned(mark: Drawn, turn: i32) -> Drawn {
    Drawn { turn, ..mark }
}

const fn written(name: &'static str, key: &'static str, cell: [u32; 4], at: Spot, text: &'static str) -> Drawn {
    Drawn { text, ..drawn(name, key, cell, at, at) }
}

/// With the picture's height.
const UPRIGHT: (u32, &[Drawn]) = (
    480,
    &[
        drawn("line", "l", [20, 20, 150, 90], (30.0, 95.0), (150.0, 35.0)),
        drawn("arrow", "a", [190, 20, 150, 90], (205.0, 95.0), (320.0, 40.0)),
        drawn("rectangle", "r", [360, 20, 150, 90], (375.0, 35.0), (490.0, 90.0)),
        drawn("ellipse", "e", [530, 20, 160, 90], (545.0, 35.0), (670.0, 90.0)),
        drawn("number", "n", [20, 130, 150, 90], (50.0, 170.0), (140.0, 195.0)),
        drawn("click", "p", [190, 130, 150, 90], (250.0, 170.0), (250.0, 170.0)),
        drawn("highlight", "h", [360, 130, 150, 90], (375.0, 150.0), (490.0, 180.0)),
        drawn("redaction", "x", [530, 130, 160, 90], (545.0, 150.0), (670.0, 190.0)),
        drawn("blur", "b", [20, 240, 150, 90], (35.0, 255.0), (150.0, 310.0)),
        drawn("magnifier", "m", [190, 230, 320, 110], (210.0, 250.0), (275.0, 290.0)),
        written("text", "t", [20, 350, 200, 60], (35.0, 365.0), "Press here"),
        written("key", "k", [240, 350, 200, 60], (255.0, 365.0), "Ctrl+S"),
        drawn("spotlight", "s", [10, 420, 696, 50], (12.0, 12.0), (704.0, 440.0)),
    ],
);

const TURNED: (u32, &[Drawn]) = (
    320,
    &[
        turned(drawn("turned rectangle", "r", [20, 20, 200, 130], (60.0, 60.0), (180.0, 110.0)), 2),
        turned(drawn("turned ellipse", "e", [240, 20, 200, 130], (275.0, 65.0), (405.0, 105.0)), 3),
        turned(drawn("turned highlight", "h", [460, 20, 230, 130], (515.0, 70.0), (635.0, 100.0)), -2),
        turned(written("turned text", "t", [20, 170, 320, 130], (130.0, 220.0), "Press here"), 3),
        turned(written("turned keys", "k", [360, 170, 330, 130], (480.0, 215.0), "Ctrl+S"), -1),
    ],
);

#[test]
fn every_mark_looks_in_the_editor_as_it_is_read_and_printed() {
    looks_alike("marks", UPRIGHT);
}

#[test]
fn a_turned_mark_looks_in_the_editor_as_it_is_read_and_printed() {
    looks_alike("turned-marks", TURNED);
}

fn looks_alike(name: &'static str, (height, marks): (u32, &[Drawn])) {
    let desk = Desk::new(name);
    let window = desk.open(&[]);
    // Wide enough that the picture is shown at its own size.
    window.resize_page(1560, 940);
    window.find("[data-testid=welcome]");
    hand::begin_library(&window, "Marks");
    hand::begin_document(&window, "Work instruction", "Mark a picture");
    window.click("[data-begin]");
    window.type_text("Look at all marks.");
    let screenshot = desk.path("screenshot.png");
    paint(height).save(&screenshot).unwrap();
    desk.screen.copy_picture(&screenshot);
    window.press("Ctrl+v");
    hand::to_picture(&window);

    for mark in marks {
        draw(&window, mark, height);
    }
    window.press("Escape");
    kept(&window);
    window.settle();
    let editor = stage(&window, "figure .stage:has(svg.marks)", height);
    window.press("Escape");
    window.wait("the burned picture", BURNED, vec![]);
    window.settle();
    let page = stage(&window, "figure button.stage", height);
    assert_eq!(window.complaints(), "");
    window.close();

    let pdf = desk.path("marks.pdf");
    let library = desk.library("Marks").display().to_string();
    let answer = desk.command_line(&["export", &library, "--output", &pdf.display().to_string()]);
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let said = String::from_utf8_lossy(&answer.stderr).into_owned() + &String::from_utf8_lossy(&answer.stdout);
    let blurred = marks.iter().any(|mark| mark.name == "blur");
    assert_eq!(said.contains("not secure"), blurred, "the export warns of a blur: {said}");
    let printed = printed(&pdf, &desk.path("page"), height);

    for (name, picture) in [("editor", &editor), ("page", &page), ("printed", &printed)] {
        picture.save(desk.left(&format!("{name}.png"))).unwrap();
    }
    let bare = paint(height);
    let (mut strange, mut told) = (vec![], String::new());
    for mark in marks {
        let changed = differing(&bare, &editor, mark.cell);
        assert!(changed > 0.02, "{} is seen: {changed} of its cell is not the bare picture", mark.name);
        for (place, other) in [("on the page", &page), ("in the PDF", &printed)] {
            let part = differing(&editor, other, mark.cell);
            told.push_str(&format!("{} {place}: {part:.4}\n", mark.name));
            if part > TOLERANCE {
                strange.push(format!("{} {place}: {part:.4} of its cell", mark.name));
            }
        }
    }
    std::fs::write(desk.left("differing.txt"), told).unwrap();
    assert!(strange.is_empty(), "other than in the editor are {strange:#?}");
}

fn draw(window: &Window, mark: &Drawn, height: u32) {
    let [left, top, across, down] = window.bounds("figure svg.marks");
    let at = |(x, y): Spot| (left + x * across / f64::from(WIDTH), top + y * down / f64::from(height));
    let (from, to) = (at(mark.from), at(mark.to));
    window.press(mark.key);
    if mark.from == mark.to {
        window.click_at(from);
    } else {
        window.drag(&[from, ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0), to]);
    }
    if !mark.text.is_empty() {
        focused(window, "the text", "figure textarea");
        window.type_text(mark.text);
        window.press("Enter");
    }
    focused(window, "the picture", "svg.marks");
    for _ in 0..mark.turn.abs() {
        window.press(if mark.turn < 0 { "Ctrl+Shift+ArrowLeft" } else { "Ctrl+Shift+ArrowRight" });
    }
    kept(window);
}

/// The picture is on the page, and not in its annotation editor.
const BURNED: &str = r#"
const image = document.querySelector('figure button.stage img');
return Boolean(image) && image.complete && image.naturalWidth > 0;
"#;

/// Soft waves, so that a blur, a lens and a band have something to change, and none has a hard edge that another
/// program would lay a little differently.
fn paint(height: u32) -> RgbImage {
    RgbImage::from_fn(WIDTH, height, |x, y| {
        let edge = x.min(y).min(WIDTH - 1 - x).min(height - 1 - y);
        if edge < EDGE_WIDTH {
            return EDGE;
        }
        let wave = |at: u32| (f64::from(at) * std::f64::consts::TAU / 16.0).sin();
        let gray = (165.0 + 80.0 * wave(x) * wave(y)).round() as u8;
        Rgb([gray, gray, gray])
    })
}

/// What the window shows of the picture, at the picture's size.
fn stage(window: &Window, selector: &str, height: u32) -> RgbImage {
    let [x, y, across, down] = window.bounds(selector).map(|side| side.round() as u32);
    let shown = image::load_from_memory(&window.picture()).unwrap().to_rgb8();
    let cut = imageops::crop_imm(&shown, x, y, across, down).to_image();
    imageops::resize(&cut, WIDTH, height, FilterType::Triangle)
}

/// Fine enough that how the program that draws the page lays pictures and lines on whole dots is not seen.
const DOTS: &str = "600";

/// The picture on the printed page, found by the inner side of its edge, at its own size.
fn printed(pdf: &Path, stem: &Path, height: u32) -> RgbImage {
    let made = Command::new("pdftoppm").args(["-png", "-r", DOTS]).arg(pdf).arg(stem).output().expect("pdftoppm");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let folder = stem.parent().unwrap();
    let pages = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let name = stem.file_name().unwrap().to_string_lossy().into_owned() + "-";
    let pages = pages.filter(|file| file.file_name().unwrap().to_string_lossy().starts_with(&name));
    let near = |pixel: &Rgb<u8>| pixel.0.iter().zip(EDGE.0).all(|(a, b)| a.abs_diff(b) < 40);
    for file in pages {
        let page = image::open(file).unwrap().to_rgb8();
        // The spotlight leaves the picture's edge in the dark: it is found by its hue.
        let edge = |x: u32, y: u32| near(page.get_pixel(x, y)) || is_dim_edge(page.get_pixel(x, y));
        let columns: Vec<u32> = (0..page.width()).filter(|x| (0..page.height()).any(|y| edge(*x, y))).collect();
        let rows: Vec<u32> = (0..page.height()).filter(|y| (0..page.width()).any(|x| edge(x, *y))).collect();
        let (Some(left), Some(right), Some(top), Some(bottom)) =
            (columns.first(), columns.last(), rows.first(), rows.last())
        else {
            continue;
        };
        // The page draws a hairline over the edge's outer side; where its inner side is, is exact.
        let (across, down) = ((left + right) / 2, (top + bottom) / 2);
        let behind = |edge: &dyn Fn(u32) -> bool, mut places: Box<dyn Iterator<Item = u32>>| {
            let _ = places.by_ref().find(|at| edge(*at));
            places.find(|at| !edge(*at)).expect("the edge has an inner side")
        };
        let (in_row, in_column) = (|x: u32| edge(x, down), |y: u32| edge(across, y));
        let (left, right) =
            (behind(&in_row, Box::new(*left..=*right)), behind(&in_row, Box::new((*left..=*right).rev())));
        let (top, bottom) =
            (behind(&in_column, Box::new(*top..=*bottom)), behind(&in_column, Box::new((*top..=*bottom).rev())));
        let inside = imageops::crop_imm(&page, left, top, right - left + 1, bottom - top + 1).to_image();
        let (width, high) = (WIDTH - 2 * EDGE_WIDTH, height - 2 * EDGE_WIDTH);
        let mut picture = RgbImage::from_pixel(WIDTH, height, EDGE);
        let inside = imageops::resize(&inside, width, high, FilterType::Triangle);
        imageops::replace(&mut picture, &inside, EDGE_WIDTH.into(), EDGE_WIDTH.into());
        return picture;
    }
    panic!("the picture is on no page of the PDF");
}

/// Magenta, however dark.
fn is_dim_edge(pixel: &Rgb<u8>) -> bool {
    let [red, green, blue] = pixel.0.map(i32::from);
    red > 60 && blue > 60 && red - green > 40 && blue - green > 40
}

/// The part of a cell's pixels that no pixel beside it in the other picture is like, either way: programs lay
/// a line's soft edge a little differently.
fn differing(a: &RgbImage, b: &RgbImage, [left, top, width, height]: [u32; 4]) -> f64 {
    let (right, bottom) = (a.width() - 1, a.height() - 1);
    let like = |x: u32, y: u32, from: &RgbImage, to: &RgbImage| {
        let pixel = from.get_pixel(x, y).0;
        (y.saturating_sub(1)..=(y + 1).min(bottom)).any(|y| {
            (x.saturating_sub(1)..=(x + 1).min(right))
                .any(|x| pixel.iter().zip(to.get_pixel(x, y).0).all(|(a, b)| a.abs_diff(b) < 48))
        })
    };
    let places = (top..top + height).flat_map(|y| (left..left + width).map(move |x| (x, y)));
    let strange = places.filter(|(x, y)| !like(*x, *y, a, b) || !like(*x, *y, b, a)).count();
    strange as f64 / f64::from(width * height)
}
