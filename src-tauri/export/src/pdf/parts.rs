//! A map that is cut over pages: where the cuts fall, what each part shows, and what stands at its edges.

use roadbook_core::fonts::{clipped, width};
use roadbook_core::model::{Point, Rect};

use crate::drawing::part::{UPWARDS, rounded};
use crate::drawing::{Anchor, Band, Drawing, Group, GroupKind, MEDIUM, Part as Primitive, STRONG, Tone};

/// Between a cut and what it must not touch, in map pixels.
const CLEAR: f64 = 10.0;
/// How far a cut may lie from where the parts would be alike, as a share of one.
const REACH: f64 = 0.35;
/// Beside the edge of a part, for the numbers of the parts where lines go on, and for the titles of lanes.
const SIDE: f64 = 30.0;
const ABOVE: f64 = 16.0;
const TITLE: f64 = 20.0;
const SIZE: f64 = 11.0;
/// What is shorter than this needs no cut.
const SHORTEST: f64 = 200.0;

/// One part, in map pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it shows of the map.
    pub window: Rect,
    /// The window, and what stands beside it.
    pub around: Rect,
    pub drawing: Drawing,
    /// Beside the window: titles of lanes, and where lines go on.
    pub edges: Vec<Group>,
}

/// As few parts as can be shown in this room at the scale or a larger one, about as large as each other.
pub fn cut(drawing: &Drawing, whole: Rect, room: (f64, f64), scale: f64) -> Vec<Part> {
    let owned = whole_things(drawing);
    let borders = |horizontal: bool| -> Vec<f64> {
        let bands = drawing.bands.iter().filter(|band| band.horizontal == horizontal);
        bands.map(|band| if horizontal { band.rect.y } else { band.rect.x }).collect()
    };
    let (across, down) = ((room.0 / scale, 2.0 * SIDE + TITLE), (room.1 / scale, 2.0 * ABOVE));
    let rows = stretches((whole.y, whole.bottom()), down, &borders(true), &owned, |r| (r.y, r.bottom()));
    let mut cells = vec![];
    for (top, bottom) in rows {
        let row: Vec<Rect> = owned.iter().copied().filter(|r| (top..bottom).contains(&r.center().y)).collect();
        for (left, right) in stretches((whole.x, whole.right()), across, &borders(false), &row, |r| (r.x, r.right())) {
            cells.push(Rect::new(left, top, right - left, bottom - top));
        }
    }
    // A label is shown even where it is far from all nodes.
    let shows = |cell: &Rect| owned.iter().any(|r| cell.contains(r.center()));
    let cells: Vec<Rect> = cells.into_iter().filter(shows).collect();
    let windows: Vec<Rect> = cells.iter().map(|cell| window(*cell, &owned)).collect();
    (0..cells.len()).map(|at| part(drawing, whole, cells[at], &windows, at)).collect()
}

/// The scale at which all of them have room.
pub fn scale(parts: &[Part], room: (f64, f64)) -> f64 {
    let fit = |part: &Part| (room.0 / part.around.width).min(room.1 / part.around.height);
    parts.iter().map(fit).fold(f64::INFINITY, f64::min)
}

/// What no cut may go through: all but lanes and lines.
fn whole_things(drawing: &Drawing) -> Vec<Rect> {
    drawing.groups.iter().filter(|group| group.kind == GroupKind::Whole).map(|group| group.bounds).collect()
}

/// As few stretches as have room, with what stands beside each where there are several; cut between the things
/// where there is a gap.
fn stretches(
    (from, to): (f64, f64),
    (room, beside): (f64, f64),
    borders: &[f64],
    things: &[Rect],
    span: fn(&Rect) -> (f64, f64),
) -> Vec<(f64, f64)> {
    let spans: Vec<(f64, f64)> = things.iter().map(span).collect();
    let most = ((to - from) / SHORTEST).ceil().max(1.0) as usize;
    if to - from <= room {
        return vec![(from, to)];
    }
    let longest = room - beside;
    let mut count = ((to - from) / longest.max(SHORTEST)).ceil().max(2.0) as usize;
    loop {
        let mut ends = vec![from];
        ends.extend((1..count).map(|at| best_cut((from, to), (at, count), borders, &spans)));
        ends.push(to);
        let found: Vec<(f64, f64)> = ends.windows(2).map(|pair| (pair[0], pair[1])).collect();
        if count >= most || found.iter().all(|(low, high)| high - low <= longest) {
            return found;
        }
        count += 1;
    }
}

/// Near the place that makes the parts alike: through nothing, if it can be between lanes, and near.
fn best_cut((from, to): (f64, f64), (at, count): (usize, usize), borders: &[f64], spans: &[(f64, f64)]) -> f64 {
    let each = (to - from) / count as f64;
    let ideal = from + each * at as f64;
    let reach = each * REACH;
    let steps = (reach / 4.0).floor() as i32;
    let near = (-steps..=steps).map(|step| ideal + f64::from(step) * 4.0);
    let borders = borders.iter().copied().filter(|border| (border - ideal).abs() <= reach);
    let cost = |place: f64, between: bool| {
        let hit = spans.iter().filter(|(low, high)| *low < place + CLEAR && place - CLEAR < *high).count();
        (hit, !between, (place - ideal).abs())
    };
    let places = near.map(|place| (place, false)).chain(borders.map(|place| (place, true)));
    let costs = places.map(|(place, between)| (cost(place, between), place));
    let best = costs.min_by(|((a, b, c), _), ((d, e, f), _)| a.cmp(d).then(b.cmp(e)).then(c.total_cmp(f)));
    best.map_or(ideal, |(_, place)| place)
}

/// A cell with all that belongs to it, also where there was no gap for the cut.
fn window(cell: Rect, owned: &[Rect]) -> Rect {
    let air = |r: &Rect| Rect::new(r.x - 4.0, r.y - 4.0, r.width + 8.0, r.height + 8.0);
    owned.iter().filter(|r| cell.contains(r.center())).map(air).fold(cell, Rect::union)
}

fn part(drawing: &Drawing, whole: Rect, cell: Rect, windows: &[Rect], at: usize) -> Part {
    let window = windows[at];
    let belongs = |group: &&Group| match group.kind == GroupKind::Whole {
        true => cell.contains(group.bounds.center()),
        false => group.bounds.intersects(window),
    };
    let mut groups: Vec<Group> = drawing.groups.iter().filter(belongs).cloned().collect();
    for lane in groups.iter_mut().filter(|group| group.kind == GroupKind::Lane) {
        lane.parts.retain(|part| matches!(part, Primitive::Outline(_)));
    }
    let begins = |horizontal: bool, before: bool| {
        before && drawing.bands.iter().any(|band| band.horizontal == horizontal && band.rect.intersects(window))
    };
    let (left, top) = (window.x > whole.x, window.y > whole.y);
    let title = |has: bool| if has { TITLE } else { 0.0 };
    let side = |cut: bool, room: f64| if cut { room } else { 0.0 };
    let (west, north) = (side(left, SIDE) + title(begins(true, left)), side(top, ABOVE) + title(begins(false, top)));
    let east = side(window.right() < whole.right(), SIDE);
    let south = side(window.bottom() < whole.bottom(), ABOVE);
    let around =
        Rect::new(window.x - west, window.y - north, window.width + west + east, window.height + north + south);
    let mut edges: Vec<Group> = drawing.bands.iter().filter_map(|band| lane_title(band, window, around)).collect();
    let routes = drawing.groups.iter().filter_map(|group| match &group.kind {
        GroupKind::Wire(route) => Some(&route[..]),
        _ => None,
    });
    edges.extend(going_on(routes, windows, at));
    Part { window, around, drawing: Drawing { bounds: window, groups, bands: vec![] }, edges }
}

/// In the middle of what the part shows of the lane: in the lane's head where that is shown, else beside the window.
fn lane_title(band: &Band, window: Rect, around: Rect) -> Option<Group> {
    let lane = band.rect;
    let (low, high, beside) = match band.horizontal {
        true => (lane.y.max(window.y), lane.bottom().min(window.bottom()), lane.x < window.x),
        false => (lane.x.max(window.x), lane.right().min(window.right()), lane.y < window.y),
    };
    let title = clipped(&band.title, STRONG, SIZE, high - low - 10.0);
    if high - low < 24.0 || title.is_empty() {
        return None;
    }
    let (middle, long) = ((low + high) / 2.0, width(&title, STRONG, SIZE) + 10.0);
    let across = match (band.horizontal, beside) {
        (true, true) => around.x,
        (true, false) => lane.x + (Band::HEAD - 17.0) / 2.0,
        (false, true) => around.y,
        (false, false) => lane.y + (Band::HEAD - 17.0) / 2.0,
    };
    let (rect, at) = match band.horizontal {
        true => (Rect::new(across, middle - long / 2.0, 17.0, long), Point::new(across + 12.5, middle)),
        false => (Rect::new(middle - long / 2.0, across, long, 17.0), Point::new(middle, across + 12.5)),
    };
    let mut group = Group::new(rect);
    if beside {
        group.outline(rounded(rect, 3.0), Some(Tone::Lane), None);
    }
    group.words(at, Anchor::Middle, SIZE, STRONG, Tone::Ink2, &title);
    if let (true, Some(Primitive::Words(words))) = (band.horizontal, group.parts.last_mut()) {
        words.turn = UPWARDS;
    }
    Some(group)
}

/// An edge of a window.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Left,
    Right,
    Top,
    Bottom,
}

/// The number of the part where each line goes on or comes from, beside where it crosses the edge of part `at`.
fn going_on<'a>(routes: impl Iterator<Item = &'a [Point]>, windows: &[Rect], at: usize) -> Vec<Group> {
    let window = windows[at];
    let mut marks: Vec<(Edge, f64, String)> = vec![];
    for route in routes {
        let backwards: Vec<Point> = route.iter().rev().copied().collect();
        for (route, leaves) in [(route, true), (&backwards[..], false)] {
            for (edge, along, other) in crossings(route, windows, at) {
                let arrow = match (edge, leaves) {
                    (Edge::Left, true) | (Edge::Right, false) => "←",
                    (Edge::Right, true) | (Edge::Left, false) => "→",
                    (Edge::Top, true) | (Edge::Bottom, false) => "↑",
                    (Edge::Bottom, true) | (Edge::Top, false) => "↓",
                };
                let number = other + 1;
                let first = matches!(edge, Edge::Left);
                let said = if first { format!("{number} {arrow}") } else { format!("{arrow} {number}") };
                marks.push((edge, along, said));
            }
        }
    }
    marks.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    marks.dedup_by(|a, b| a.0 == b.0 && a.2 == b.2 && (a.1 - b.1).abs() < 2.0);
    let mut last: Option<(Edge, f64)> = None;
    let mut groups = vec![];
    for (edge, along, said) in marks {
        let long = width(&said, MEDIUM, SIZE);
        let upright = matches!(edge, Edge::Left | Edge::Right);
        let apart = if upright { 13.0 } else { long + 6.0 };
        let along = last.filter(|(other, _)| *other == edge).map_or(along, |(_, before)| along.max(before + apart));
        last = Some((edge, along));
        let middle = match edge {
            Edge::Left => Point::new(window.x - SIDE / 2.0, along),
            Edge::Right => Point::new(window.right() + SIDE / 2.0, along),
            Edge::Top => Point::new(along, window.y - ABOVE / 2.0),
            Edge::Bottom => Point::new(along, window.bottom() + ABOVE / 2.0),
        };
        let mut group = Group::new(Rect::new(middle.x - long / 2.0, middle.y - 7.0, long, 14.0));
        group.words(Point::new(middle.x, middle.y + SIZE * 0.36), Anchor::Middle, SIZE, MEDIUM, Tone::Ink2, &said);
        groups.push(group);
    }
    groups
}

/// Where a route leaves the window: by which edge, where on it, and the part that shows how it goes on.
fn crossings(route: &[Point], windows: &[Rect], at: usize) -> Vec<(Edge, f64, usize)> {
    let window = windows[at];
    let mut found = vec![];
    for (i, pair) in route.windows(2).enumerate() {
        let (from, to) = (pair[0], pair[1]);
        if !window.contains(from) || window.contains(to) {
            continue;
        }
        // Lines run straight across or straight down.
        let (edge, along, leaves) = if (to.x - from.x).abs() > (to.y - from.y).abs() {
            let (edge, x) = if to.x < from.x { (Edge::Left, window.x) } else { (Edge::Right, window.right()) };
            (edge, from.y, Point::new(x, from.y))
        } else {
            let (edge, y) = if to.y < from.y { (Edge::Top, window.y) } else { (Edge::Bottom, window.bottom()) };
            (edge, from.x, Point::new(from.x, y))
        };
        let rest: Vec<Point> = std::iter::once(leaves).chain(route[i + 1..].iter().copied()).collect();
        if let Some(next) = next_part(&rest, windows, at) {
            found.push((edge, along, next));
        }
    }
    found
}

/// The first other part that a route comes through.
fn next_part(route: &[Point], windows: &[Rect], at: usize) -> Option<usize> {
    route.windows(2).find_map(|pair| {
        let steps = ((pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y) / 4.0).ceil().max(1.0) as usize;
        (1..=steps).find_map(|step| {
            let share = step as f64 / steps as f64;
            let x = pair[0].x + (pair[1].x - pair[0].x) * share;
            let y = pair[0].y + (pair[1].y - pair[0].y) * share;
            (0..windows.len()).find(|other| *other != at && windows[*other].contains(Point::new(x, y)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use roadbook_core::model::NodeId;

    const WHOLE: Rect = Rect::new(0.0, 0.0, 1000.0, 400.0);
    const ROOM: (f64, f64) = (700.0, 500.0);

    fn node(x: f64, y: f64) -> Group {
        Group { node: Some(NodeId::default()), ..Group::new(Rect::new(x, y, 140.0, 64.0)) }
    }

    fn wire(points: &[(f64, f64)]) -> Group {
        let points: Vec<Point> = points.iter().map(|(x, y)| Point::new(*x, *y)).collect();
        let around = points.iter().map(|p| Rect::new(p.x - 1.0, p.y - 1.0, 2.0, 2.0)).reduce(Rect::union).unwrap();
        Group { kind: GroupKind::Wire(points), ..Group::new(around) }
    }

    /// Two lanes; the label in the middle lies where the halves of the map would meet.
    fn drawing() -> Drawing {
        let lanes = [("Support", 0.0), ("Finance assistant", 200.0)];
        let band = |(title, y): (&str, f64)| Band {
            rect: Rect::new(0.0, y, 1000.0, 200.0),
            title: title.into(),
            horizontal: true,
        };
        let bands = lanes.map(band).to_vec();
        let mut groups: Vec<Group> =
            bands.iter().map(|band| Group { kind: GroupKind::Lane, ..Group::new(band.rect) }).collect();
        groups.push(wire(&[(240.0, 100.0), (800.0, 100.0)]));
        groups.push(wire(&[(800.0, 300.0), (170.0, 300.0), (170.0, 132.0)]));
        groups.push(Group { name: "label".into(), ..Group::new(Rect::new(440.0, 292.0, 140.0, 16.0)) });
        groups.extend([node(100.0, 68.0), node(800.0, 68.0), node(800.0, 268.0)]);
        Drawing { bounds: WHOLE, groups, bands }
    }

    fn words(groups: &[Group]) -> Vec<&str> {
        groups.iter().flat_map(|group| &group.parts).filter_map(Primitive::text).collect()
    }

    #[test]
    fn what_has_words_is_whole_on_one_part() {
        let parts = cut(&drawing(), WHOLE, ROOM, 1.0);
        assert_eq!(parts.len(), 2);
        let inside = |part: &Part, r: Rect| part.window.x <= r.x && r.right() <= part.window.right();
        for thing in whole_things(&drawing()) {
            assert_eq!(parts.iter().filter(|part| inside(part, thing)).count(), 1, "{thing:?}");
        }
        let labels = parts.iter().flat_map(|part| &part.drawing.groups).filter(|group| group.name == "label");
        assert_eq!(labels.count(), 1, "it is on one part only");
        assert!(scale(&parts, ROOM) >= 1.0);
        assert_eq!(cut(&drawing(), WHOLE, (1000.0, 400.0), 1.0).len(), 1, "what has room is not cut");
    }

    #[test]
    fn parts_without_a_gap_between_them_grow_around_what_they_show() {
        let groups: Vec<Group> = (0..36).map(|i| node(f64::from(i) * 24.0, f64::from(i % 5) * 70.0)).collect();
        let parts = cut(&Drawing { bounds: WHOLE, groups, bands: vec![] }, WHOLE, ROOM, 1.0);
        for part in &parts {
            let whole = |group: &Group| part.window.union(group.bounds) == part.window;
            assert!(part.drawing.groups.iter().all(whole), "a node runs over an edge");
        }
        assert_eq!(parts.iter().map(|part| part.drawing.groups.len()).sum::<usize>(), 36);
    }

    #[test]
    fn a_line_says_on_which_part_it_goes_on() {
        let parts = cut(&drawing(), WHOLE, ROOM, 1.0);
        let said: Vec<Vec<&str>> = parts.iter().map(|part| words(&part.edges)).collect();
        let lanes = ["Support", "Finance assistant"];
        assert_eq!(said, [[&lanes[..], &["→ 2", "← 2"]].concat(), [&lanes[..], &["1 →", "1 ←"]].concat()]);
    }

    #[test]
    fn the_title_of_a_lane_is_beside_the_part_or_in_the_lanes_head() {
        // Low pages cut the lanes too.
        for room in [ROOM, (700.0, 250.0), (2000.0, 150.0)] {
            for part in cut(&drawing(), WHOLE, room, 1.0) {
                let titles = part.edges.iter().filter(|edge| words(std::slice::from_ref(edge))[0].len() > 5);
                for r in titles.map(|edge| edge.bounds) {
                    let free = if part.window.x <= 0.0 { Band::HEAD } else { part.window.x };
                    assert!(r.right() <= free, "{r:?} covers what {:?} shows", part.window);
                    assert!(part.window.y <= r.y && r.bottom() <= part.window.bottom(), "{r:?} is cut");
                }
            }
        }
    }
}
