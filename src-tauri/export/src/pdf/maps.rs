//! A map on paper: below its process when it is small, on a page of its own when it is not, and cut over
//! several when it would be too small to read on one.

use roadbook_core::model::{self, Rect};

use super::page::Page;
use super::parts::{self, Part};
use crate::drawing::{Drawing, Group};

/// Points per map pixel: labels of 13 pixels are then as large as the text around them.
const FULL: f64 = 0.75;
/// Below this share of the full size a map gets a page of its own, and below that one is cut.
const INLINE: f64 = 0.8 * FULL;
const READABLE: f64 = 0.55 * FULL;
const CUT: f64 = 0.7 * FULL;
/// Around the drawing, in map pixels.
const AIR: f64 = 10.0;

#[derive(Debug, PartialEq)]
pub struct MapPages {
    pub place: Place,
    pub tiles: Vec<Tile>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Inline,
    Upright,
    Turned,
}

/// What one page shows of the map.
#[derive(Debug, PartialEq)]
pub struct Tile {
    pub window: Rect,
    /// The window, and what stands beside it.
    pub around: Rect,
    pub scale: f64,
    pub drawing: Drawing,
    /// Beside the window.
    pub edges: Vec<Group>,
    /// On an overview: where the parts are.
    pub parts: Vec<Rect>,
}

pub fn lay_out(drawing: &Drawing, page: &Page, wanted: model::MapPages) -> MapPages {
    let b = drawing.bounds;
    let whole = Rect::new(b.x - AIR, b.y - AIR, b.width + 2.0 * AIR, b.height + 2.0 * AIR);
    let fit = |width: f64, height: f64| FULL.min(width / whole.width).min(height / whole.height);
    let all =
        |scale, parts| Tile { window: whole, around: whole, scale, drawing: drawing.clone(), edges: vec![], parts };
    let one = |place, scale| MapPages { place, tiles: vec![all(scale, vec![])] };
    let upright_size = (page.inner_width(), page.inner_height() - 30.0);
    let inline = fit(upright_size.0, page.inner_height() * 0.52);
    if inline >= INLINE {
        return one(Place::Inline, inline);
    }
    let upright = fit(upright_size.0, upright_size.1);
    let turned = fit(page.turned().0, page.turned().1);
    let stands = match wanted {
        model::MapPages::AsFits => upright > turned,
        model::MapPages::Portrait => true,
        model::MapPages::Landscape => false,
    };
    let (place, best, (width, height)) =
        if stands { (Place::Upright, upright, upright_size) } else { (Place::Turned, turned, page.turned()) };
    if best >= READABLE {
        return one(place, best);
    }
    let room = (width, height);
    let parts = readable_parts(drawing, whole, room);
    let scale = FULL.min(parts::scale(&parts, room));
    let mut tiles = vec![all(best, parts.iter().map(|part| part.window).collect())];
    tiles.extend(parts.into_iter().map(|Part { window, around, drawing, edges }| Tile {
        window,
        around,
        scale,
        drawing,
        edges,
        parts: vec![],
    }));
    MapPages { place, tiles }
}

/// Parts at a comfortable size, or at one that can just be read where that takes half as many pages or fewer.
fn readable_parts(drawing: &Drawing, whole: Rect, room: (f64, f64)) -> Vec<Part> {
    let large = parts::cut(drawing, whole, room, CUT);
    let few = parts::cut(drawing, whole, room, READABLE);
    if few.len() * 2 <= large.len() { few } else { large }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Group;
    use roadbook_core::model::{NodeId, Paper};

    fn row_of(nodes: usize) -> Drawing {
        let groups = (0..nodes)
            .map(|i| Group {
                node: Some(NodeId::default()),
                ..Group::new(Rect::new(i as f64 * 200.0, 0.0, 152.0, 64.0))
            })
            .collect();
        Drawing { bounds: Rect::new(0.0, 0.0, nodes as f64 * 200.0 - 48.0, 64.0), groups, bands: vec![] }
    }

    #[test]
    fn a_map_is_never_too_small_to_read() {
        let page = Page::new(Paper::A4);
        assert_eq!(lay_out(&row_of(4), &page, model::MapPages::AsFits).place, Place::Inline);
        let wide = lay_out(&row_of(8), &page, model::MapPages::AsFits);
        assert_eq!((wide.place, wide.tiles.len()), (Place::Turned, 1));
        let stands = lay_out(&row_of(8), &page, model::MapPages::Portrait);
        assert!(stands.place == Place::Upright && stands.tiles.len() > 1, "upright it is cut rather than shrunk");
        let long = lay_out(&row_of(60), &page, model::MapPages::AsFits);
        assert!(long.tiles.len() > 5, "sixty steps in a row take several pages");
        assert!(long.tiles[1..].iter().all(|tile| tile.scale >= READABLE));
        let shown = |i: usize| {
            let node = Rect::new(i as f64 * 200.0, 0.0, 152.0, 64.0);
            long.tiles[1..].iter().any(|t| t.window.x <= node.x && node.right() <= t.window.right())
        };
        assert!((0..60).all(shown), "each node is whole on one of the parts");
    }

    #[test]
    fn a_map_without_nodes_has_a_page() {
        let empty = Drawing::default();
        assert_eq!(lay_out(&empty, &Page::new(Paper::Letter), model::MapPages::AsFits).place, Place::Inline);
    }
}
