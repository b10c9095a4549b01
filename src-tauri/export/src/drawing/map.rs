//! A process map as primitives: lanes, connections and nodes in the shapes that the editor has. Sizes of
//! nodes, lines of labels and routes come from the core; here is only how they are drawn.

use std::collections::HashMap;

use roadbook_core::fonts::{clipped, width};
use roadbook_core::map::{CONNECTION_LABEL_SIZE, CONNECTION_LABEL_WIDEST, HANDOFF_RADIUS};
use roadbook_core::model::{DocumentContent, LaneDirection, Node, NodeId, NodeKind, Point, Rect};
use roadbook_core::query::{ConnectionView, Handoff, LaneView, MapView, NodeView};

use super::part::{UPWARDS, circle, polygon, polyline, rounded, rounded_line};
use super::{Anchor, Band, Drawing, Group, GroupKind, MEDIUM, Part, STRONG, Segment, Stroke, Tone, along, node};
use crate::book::Index;
use crate::text::line;

const WIRE: f64 = 1.5;
const HEAD_LENGTH: f64 = 9.0;
const HEAD_WIDTH: f64 = 9.0;
const CORNER: f64 = 8.0;
const LANE_TITLE: f64 = 12.0;

/// `order` is the order of the nodes for those who read the drawing's text.
pub fn draw(content: &DocumentContent, map: &MapView, order: &[NodeId], index: &Index) -> Drawing {
    let records: HashMap<NodeId, &Node> = content.nodes.iter().map(|node| (node.id, node)).collect();
    let views: HashMap<NodeId, &NodeView> = map.nodes.iter().map(|node| (node.id, node)).collect();
    let labels: HashMap<_, _> = content.connections.iter().map(|c| (c.id, line(&c.label))).collect();
    let horizontal = content.document.lane_direction == LaneDirection::Horizontal;
    let mut groups: Vec<Group> =
        map.lanes.iter().enumerate().map(|(at, view)| lane(view, at, map.lanes.len(), horizontal)).collect();
    groups.extend(map.connections.iter().map(wire));
    for connection in &map.connections {
        if let (Some(at), Some(label)) = (connection.label_at, labels.get(&connection.id))
            && !label.is_empty()
        {
            groups.push(wire_label(at, label, &map.lanes));
        }
        groups.extend(connection.handoff.map(handoff));
    }
    let nodes = || order.iter().filter_map(|id| Some((*records.get(id)?, *views.get(id)?)));
    // A decision's mark says it already: its word is on each node or on none, so that nodes are alike.
    let worded = nodes().all(|(node, view)| node::has_room_for_word(node, view, index));
    groups.extend(nodes().map(|(node, view)| node::draw(node, view, index, worded)));
    let bands = map.lanes.iter().map(|lane| Band { rect: lane.rect, title: line(&lane.title), horizontal }).collect();
    let drawn = groups.iter().map(|group| group.bounds).reduce(Rect::union);
    let bounds = drawn.map_or(map.bounds, |drawn| drawn.union(map.bounds));
    Drawing { bounds, groups, bands }
}

/// A faint band with the role at its beginning, read from below where lanes run sideways.
fn lane(lane: &LaneView, at: usize, count: usize, horizontal: bool) -> Group {
    let mut group = Group { kind: GroupKind::Lane, ..Group::new(lane.rect) };
    let Rect { x, y, width: across, height: down } = lane.rect;
    let (right, bottom) = (lane.rect.right(), lane.rect.bottom());
    let hairline = Some(Stroke::new(Tone::Line2, 1.0));
    let p = Point::new;
    if at % 2 == 1 {
        group.outline(rounded(lane.rect, 0.0), Some(Tone::Band), None);
    }
    let mut edges = vec![];
    if horizontal {
        edges.extend([[p(x, y), p(right, y)], [p(x + Band::HEAD, y), p(x + Band::HEAD, bottom)]]);
        if at + 1 == count {
            edges.push([p(x, bottom), p(right, bottom)]);
        }
    } else {
        edges.extend([[p(x, y), p(x, bottom)], [p(x, y + Band::HEAD), p(right, y + Band::HEAD)]]);
        if at + 1 == count {
            edges.push([p(right, y), p(right, bottom)]);
        }
    }
    for edge in edges {
        group.outline(polyline(&edge), None, hairline);
    }
    let room = if horizontal { down } else { across } - 12.0;
    let title = clipped(&line(&lane.title), STRONG, LANE_TITLE, room);
    let drop = LANE_TITLE * 0.36;
    let middle = if horizontal {
        p(x + Band::HEAD / 2.0 + drop, y + down / 2.0)
    } else {
        p(x + across / 2.0, y + Band::HEAD / 2.0 + drop)
    };
    group.words(middle, Anchor::Middle, LANE_TITLE, STRONG, Tone::Ink2, &title);
    if let (true, Some(Part::Words(words))) = (horizontal, group.parts.last_mut()) {
        words.turn = UPWARDS;
    }
    group
}

fn wire(connection: &ConnectionView) -> Group {
    let mut points: Vec<Point> = connection.points.clone();
    points.dedup_by(|a, b| (a.x - b.x).hypot(a.y - b.y) < 0.01);
    let mut group = Group { kind: GroupKind::Wire(points.clone()), ..Group::new(around(&points)) };
    let [.., before, tip] = points[..] else { return group };
    let base = along(tip, before, HEAD_LENGTH);
    let last = points.len() - 1;
    points[last] = along(tip, before, HEAD_LENGTH - 1.0);
    group.outline(rounded_line(&points, CORNER), None, Some(Stroke::new(Tone::Ink2, WIRE)));
    let (ux, uy) = ((tip.x - base.x) / HEAD_LENGTH, (tip.y - base.y) / HEAD_LENGTH);
    let half = HEAD_WIDTH / 2.0;
    let head =
        [tip, Point::new(base.x - uy * half, base.y + ux * half), Point::new(base.x + uy * half, base.y - ux * half)];
    group.outline(polygon(&head), Some(Tone::Ink2), None);
    group
}

fn around(points: &[Point]) -> Rect {
    let near = |p: &Point| Rect::new(p.x - HEAD_WIDTH, p.y - HEAD_WIDTH, 2.0 * HEAD_WIDTH, 2.0 * HEAD_WIDTH);
    points.iter().map(near).reduce(Rect::union).unwrap_or_default()
}

/// The words of a branch, on a piece of paper that interrupts the line.
fn wire_label(at: Point, label: &str, lanes: &[LaneView]) -> Group {
    let label = clipped(label, MEDIUM, CONNECTION_LABEL_SIZE, CONNECTION_LABEL_WIDEST);
    let across = width(&label, MEDIUM, CONNECTION_LABEL_SIZE) + 6.0;
    let rect = Rect::new(at.x - across / 2.0, at.y - 8.0, across, 16.0);
    let mut group = Group::new(rect);
    let lane = lanes.iter().position(|lane| lane.rect.contains(at));
    let paper = if lane.is_some_and(|at| at % 2 == 1) { Tone::Band } else { Tone::Ground };
    group.outline(rounded(rect, 4.0), Some(paper), None);
    let base = Point::new(at.x, at.y + CONNECTION_LABEL_SIZE * 0.36);
    group.words(base, Anchor::Middle, CONNECTION_LABEL_SIZE, MEDIUM, Tone::Ink2, &label);
    group
}

/// A small mark, where the work passes from one role to another; it points to where it goes.
fn handoff(mark: Handoff) -> Group {
    let (at, radius) = (mark.at, HANDOFF_RADIUS + 1.0);
    let (uy, ux) = mark.turn.to_radians().sin_cos();
    let mut group = Group::new(Rect::new(at.x - radius, at.y - radius, 2.0 * radius, 2.0 * radius));
    group.outline(circle(at, HANDOFF_RADIUS), Some(Tone::Ground), Some(Stroke::new(Tone::Ink2, 1.25)));
    let turned = |(x, y): (f64, f64)| Point::new(at.x + x * ux - y * uy, at.y + x * uy + y * ux);
    let chevron = [(-1.4, -2.3), (1.2, 0.0), (-1.4, 2.3)].map(turned);
    group.outline(polyline(&chevron), None, Some(Stroke::new(Tone::Ink2, 1.4)));
    group
}

/// The shape that a node of this kind has, for others to draw around or on.
pub fn shape(kind: NodeKind, rect: Rect) -> Vec<Segment> {
    let p = Point::new;
    let Rect { x, y, width, height } = rect;
    match kind {
        NodeKind::Trigger | NodeKind::Outcome => rounded(rect, 20.0),
        NodeKind::Decision => {
            let middle = rect.center();
            polygon(&[p(middle.x, y), p(x + width, middle.y), p(middle.x, y + height), p(x, middle.y)])
        }
        NodeKind::Document => {
            let (fold, right, bottom) = (14.0, x + width, y + height);
            polygon(&[p(x, y), p(right - fold, y), p(right, y + fold), p(right, bottom), p(x, bottom)])
        }
        _ => rounded(rect, 8.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_handoff_points_where_the_line_goes() {
        let tip = |turn: f64| {
            let group = handoff(Handoff { at: Point::new(40.0, 30.0), turn });
            let Some(Part::Outline(chevron)) = group.parts.last() else { panic!("the mark is an outline") };
            let Segment::Line(tip) = chevron.segments[1] else { panic!("the tip is its second corner") };
            let short = |length: f64| (length * 100.0).round() / 100.0;
            (short(tip.x - 40.0), short(tip.y - 30.0))
        };
        assert_eq!(tip(0.0), (1.2, 0.0));
        assert_eq!(tip(90.0), (0.0, 1.2));
        assert_eq!(tip(180.0), (-1.2, 0.0));
        assert_eq!(tip(-90.0), (0.0, -1.2));
    }
}
