//! Free places for nodes.

use super::flow::{Flow, down, snap, up};
use super::lane::{self, Band, MARGIN, TITLE};
use super::near::Near;
use super::{rects_of, size};
use crate::model::{DocumentContent, NodeId, NodeKind, Point, Rect, Side};

/// Along the flow, from one node to the next.
pub const GAP_ALONG: f64 = 56.0;
/// Across the flow.
pub const GAP_ACROSS: f64 = 32.0;
/// Nodes closer than this look as if they touched.
const LEAST: f64 = 16.0;

/// Where a new node of this kind goes: beside `from` on the given side, in its lane, on no other node;
/// without `from`, behind all that is there. The result is the top left corner, on the 8 px grid.
pub fn free_spot(content: &DocumentContent, from: Option<NodeId>, side: Side, kind: NodeKind) -> Point {
    let flow = Flow::of(&content.document);
    let rects = rects_of(content, flow);
    let bands = lane::bands(&content.lanes);
    let new = flow.size(size::plain(kind));
    let from = from.and_then(|id| content.nodes.iter().position(|node| node.id == id));
    let Some(from) = from else {
        return flow.point(behind_all(&rects, &bands, (new.width, new.height)));
    };
    let band_of = |y: f64| bands.iter().copied().find(|band| y >= band.start && y < band.end);
    let (rect, middle) = (rects[from], rects[from].center());
    let near = Near::new(rects.clone());
    let free = |at: Point| {
        !near.any(Rect::new(at.x - LEAST, at.y - LEAST, new.width + 2.0 * LEAST, new.height + 2.0 * LEAST), |_| true)
    };
    let side = flow.side(side);
    let own = band_of(middle.y);
    let fits =
        |y: f64, band: Option<Band>| band.is_none_or(|band| y >= band.start + 8.0 && y + new.height <= band.end - 8.0);
    // Beside it in the flow: the same height first, then below and above, then one column on.
    let beside = |start: f64, step: f64| {
        let level = snap(middle.y - new.height / 2.0);
        (0..40).map(|column| start + step * f64::from(column)).find_map(|x| {
            let rows = (0..7).map(|row: i32| {
                let away = f64::from((row + 1) / 2) * up(new.height + GAP_ACROSS);
                level + if row % 2 == 1 { away } else { -away }
            });
            rows.map(|y| Point::new(x, y)).find(|at| fits(at.y, own) && free(*at))
        })
    };
    // Across the flow: the next row; where the lane ends, the middle of the next lane.
    let stacked = |y: f64, way: f64| {
        let x = snap(middle.x - new.width / 2.0);
        let in_band = if fits(y, own) || own.is_none() {
            y
        } else {
            match band_of(y + if way > 0.0 { new.height } else { 0.0 }).filter(|next| Some(*next) != own) {
                Some(next) => down(next.start + (next.end - next.start - new.height) / 2.0),
                None => return None,
            }
        };
        let columns = (0..41).map(|column: i32| {
            let away = f64::from((column + 1) / 2) * up(new.width + GAP_ALONG);
            x + if column % 2 == 1 { away } else { -away }
        });
        columns.map(|x| Point::new(x, in_band)).find(|at| free(*at))
    };
    let step = up(new.width + GAP_ALONG);
    let found = match side {
        Side::Right => beside(up(rect.right() + GAP_ALONG), step),
        Side::Left => beside(down(rect.x - GAP_ALONG - new.width), -step),
        Side::Bottom => stacked(up(rect.bottom() + GAP_ACROSS), 1.0),
        Side::Top => stacked(down(rect.y - GAP_ACROSS - new.height), -1.0),
    };
    let found = found.unwrap_or_else(|| {
        let wish = Point::new(up(rect.right() + GAP_ALONG), snap(middle.y - new.height / 2.0));
        nearest(&rects, (new.width, new.height), wish, own.map(|band| (band.start, band.end)))
    });
    flow.point(found)
}

fn behind_all(rects: &[Rect], bands: &[Band], (width, height): (f64, f64)) -> Point {
    let last = rects.iter().copied().max_by(|a, b| a.right().total_cmp(&b.right()));
    let wish = match (last, bands.first()) {
        (Some(last), _) => Point::new(up(last.right() + GAP_ALONG), snap(last.center().y - height / 2.0)),
        (None, Some(band)) => Point::new(TITLE + MARGIN, down((band.start + band.end - height) / 2.0)),
        (None, None) => Point::new(0.0, 0.0),
    };
    let band = bands.iter().find(|band| wish.y >= band.start && wish.y < band.end);
    nearest(rects, (width, height), wish, band.map(|band| (band.start, band.end)))
}

/// The free place nearest to `wish` for something this wide and high: in the band if it is given, and
/// across the flow rather than along it.
pub fn nearest(taken: &[Rect], (width, height): (f64, f64), wish: Point, band: Option<(f64, f64)>) -> Point {
    const STEP: f64 = 16.0;
    let near = Near::new(taken.to_vec());
    let free = |at: Point| {
        let inside = band.is_none_or(|(start, end)| {
            // What is broader than its band may stand at its start.
            at.y >= start + 8.0 && (at.y + height <= end - 8.0 || at.y < start + 16.0)
        });
        inside && !near.any(Rect::new(at.x - 8.0, at.y - 8.0, width + 16.0, height + 16.0), |_| true)
    };
    if free(wish) {
        return wish;
    }
    let wish = Point::new(snap(wish.x), snap(wish.y));
    let mut best: Option<(f64, Point)> = None;
    for ring in 0..120_i32 {
        let reach = f64::from(ring) * STEP;
        if best.is_some_and(|(cost, _)| cost <= reach) {
            break;
        }
        for step in -ring..=ring {
            let aside = f64::from(step) * STEP;
            for (dx, dy) in [(aside, reach), (aside, -reach), (reach, aside), (-reach, aside)] {
                let cost = dx.abs() * 1.5 + dy.abs() + if dx < 0.0 { 1.0 } else { 0.0 };
                let at = Point::new(wish.x + dx, wish.y + dy);
                if best.is_none_or(|(least, _)| cost < least) && free(at) {
                    best = Some((cost, at));
                }
            }
        }
    }
    best.map_or_else(
        || {
            let end = taken.iter().map(|rect| rect.right()).fold(wish.x, f64::max);
            let y = band.map_or(wish.y, |(start, _)| start + 8.0);
            Point::new(up(end + GAP_ALONG), y)
        },
        |(_, at)| at,
    )
}
