//! A map as an SVG that needs nothing else: its fonts are inside it, its text is text, and its title and
//! description are for those who do not see it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;

use roadbook_core::Result;
use roadbook_core::model::Timestamp;

use super::{OneMap, Sheet, letters};
use crate::drawing::svg::{Colours, Short, escape, parts, view_box};
use crate::drawing::{Drawing, Tone};
use crate::{OnProgress, Pictures, Report, fallback, report_progress, subset, webfonts, write_error};

/// The bundled ones, then what was taken out of this computer's fonts.
const FAMILIES: &str = "Inter, 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans Devanagari', 'Noto Sans Thai', \
                        'Roadbook Letters', sans-serif";
const LETTERS: &str = "Roadbook Letters";

pub fn export(
    sheet: &Sheet,
    _: &OneMap,
    pictures: &dyn Pictures,
    _: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    report_progress(progress, 0, 2, "Drawing the map")?;
    let body = body(&sheet.drawing);
    let mut style = webfonts::rules(&body, &[]);
    let mut warnings = vec![];
    let lacking = fallback::lacking(&sheet.letters());
    if !lacking.is_empty() {
        let files = pictures.fonts(&lacking);
        style.push_str(&letters(lacking.clone(), &files));
        warnings = fallback::warning(&fallback::left(lacking, &files), "picture");
    }
    report_progress(progress, 1, 2, "Writing the picture")?;
    out.write_all(page(sheet, &style, &body).as_bytes()).and_then(|()| out.flush()).map_err(write_error)?;
    report_progress(progress, 2, 2, "Done")?;
    Ok(Report { warnings, ..Report::default() })
}

/// The letters that these files have, as fonts inside the picture. Coloured ones stay outside: every system
/// has its own emoji.
fn letters(mut wanted: BTreeSet<char>, files: &[Vec<u8>]) -> String {
    let mut rules = String::new();
    for file in files {
        if let Some((font, has)) = subset::with_letters(file, &wanted) {
            rules.push_str(&webfonts::rule(LETTERS, &font, &has));
            wanted.retain(|letter| !has.contains(letter));
        }
    }
    rules
}

/// The whole picture, without fonts: for resvg, which has them.
pub fn without_fonts(sheet: &Sheet) -> String {
    page(sheet, "", &body(&letters::outlined(&sheet.drawing)))
}

/// One group of the drawing is one group of the picture, so that a node can be moved as a whole elsewhere.
fn body(drawing: &Drawing) -> String {
    let mut out = String::new();
    for group in &drawing.groups {
        out.push_str("<g>");
        parts(group, Colours::Light, &mut out);
        out.push_str("</g>\n");
    }
    out
}

fn page(sheet: &Sheet, style: &str, body: &str) -> String {
    let b = sheet.bounds;
    let (width, height) = (Short(b.width), Short(b.height));
    let mut out = String::with_capacity(style.len() + body.len() + 2_000);
    let mut put = |what: std::fmt::Arguments| out.write_fmt(what).unwrap_or_default();
    put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{}\" ",
        view_box(b)
    ));
    put(format_args!(
        "lang=\"{}\" role=\"img\" aria-labelledby=\"roadbook-title roadbook-steps\" font-family=\"{FAMILIES}\" \
         stroke-linejoin=\"round\">\n",
        sheet.lang
    ));
    out.push_str("<title id=\"roadbook-title\">");
    escape(&sheet.title, &mut out);
    out.push_str("</title>\n<desc id=\"roadbook-steps\">");
    escape(&sheet.alt, &mut out);
    out.push_str("</desc>\n");
    if !style.is_empty() {
        out.push_str("<style>");
        out.push_str(style);
        out.push_str("</style>\n");
    }
    let ground = Tone::Ground.light();
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>",
        Short(b.x),
        Short(b.y)
    );
    out.push_str(body);
    out.push_str("</svg>\n");
    out
}
