//! One map as a PDF of one page, which is as large as the map.

use std::collections::HashMap;
use std::io::Write;

use roadbook_core::Result;
use roadbook_core::model::{PackColour, Timestamp};
use serde_json::json;

use super::points::Points;
use super::world::{self, PackWorld};
use super::{Compiled, clear_away, compile, data, fonts, on_a_large_stack};
use crate::picture::{OneMap, Sheet};
use crate::{OnProgress, Pictures, Report, report_progress, write_error};

/// Points for each map pixel: a pixel is the 96th part of an inch.
const FULL: f64 = 0.75;
/// Points of a side, for PDF readers: 200 inches (ISO 32000-1, annex C).
const LONGEST: f64 = 14_400.0;

pub fn export(
    sheet: &Sheet,
    _: &OneMap,
    pictures: &dyn Pictures,
    now: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    report_progress(progress, 0, 2, "Drawing the map")?;
    let mut warnings = vec![];
    let bounds = sheet.bounds;
    let longest = bounds.width.max(bounds.height).max(1.0);
    let scale = FULL.min(LONGEST / longest);
    if scale < FULL {
        let share = (scale / FULL * 100.0).max(1.0);
        warnings.push(format!(
            "The map is larger than a page of a PDF can be, so it is shown at {share:.0} % of its size."
        ));
    }
    let points = Points::new(PackColour::default());
    let data = json!({
        "lang": sheet.lang,
        "title": sheet.title,
        "alt": sheet.alt,
        "day": data::day(now),
        "width": bounds.width * scale,
        "height": bounds.height * scale,
        "parts": points.drawing(&sheet.drawing, Some(bounds), scale),
    });
    let data = data.to_string();
    let fonts = fonts::for_text(&data, pictures, &mut warnings);
    let world = PackWorld::new(world::MAP, data, HashMap::new(), fonts);
    let stand_ins = points.into_stand_ins("");
    let Compiled { bytes, pages, .. } = on_a_large_stack(|| compile(&world, &stand_ins, &sheet.title), || ())?.0?;
    clear_away((world, stand_ins));
    report_progress(progress, 1, 2, "Writing the page")?;
    out.write_all(&bytes).and_then(|()| out.flush()).map_err(write_error)?;
    report_progress(progress, 2, 2, "Done")?;
    Ok(Report { pages: Some(pages), warnings, ..Report::default() })
}
