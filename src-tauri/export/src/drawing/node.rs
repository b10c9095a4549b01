//! One node of a map: its shape, its label, and the marks of who does it and of its documents.

use roadbook_core::fonts::{clipped, width};
use roadbook_core::model::{Delegation, DocumentKind, Node, NodeKind, Point, Rect};
use roadbook_core::query::{DocumentState, NodeView};

use super::part::{circle, polygon, polyline, rounded};
use super::{Anchor, Group, HEAVY, MEDIUM, Stroke, Tone, baseline, map};
use crate::book::Index;
use crate::labels::fill;
use crate::text::line;

const LABEL: f64 = 13.0;
const LINE: f64 = 17.0;
const SMALL: f64 = 11.0;
const PADDING: f64 = 12.0;
const EDGE: f64 = 1.25;
const ROW: f64 = 18.0;
const ABOVE_ROW: f64 = 4.0;
const GAP: f64 = 6.0;
const MARK: f64 = 16.0;
const SIGN: f64 = 14.0;

/// `worded`: decisions are written as words too.
pub fn draw(node: &Node, view: &NodeView, index: &Index, worded: bool) -> Group {
    let mut group = Group::new(view.rect);
    group.node = Some(node.id);
    group.name = line(&node.label);
    shape(&mut group, node.kind, view.rect);
    match node.kind {
        NodeKind::Trigger | NodeKind::Outcome | NodeKind::Decision => centred(&mut group, node, view, index),
        NodeKind::Note => {
            lines(&mut group, view, view.rect.x + PADDING, Anchor::Start, 0.0, Tone::Ink2);
        }
        _ => card(&mut group, node, view, index, worded),
    }
    group
}

/// Does the word of the node's decision have room beside its marks, if there is to be one?
pub fn has_room_for_word(node: &Node, view: &NodeView, index: &Index) -> bool {
    use NodeKind::{Decision, Note, Outcome, Trigger};
    let Some(delegation) = node.delegation else { return true };
    if !view.role.is_empty() || matches!(node.kind, Trigger | Outcome | Decision | Note) {
        return true;
    }
    let taken = MARK + GAP + Badge::of(view, index).map_or(0.0, |badge| badge.width() + GAP);
    width(index.labels.delegation(delegation), MEDIUM, SMALL) <= view.rect.width - 2.0 * inset(node.kind) - taken
}

fn inset(kind: NodeKind) -> f64 {
    if kind == NodeKind::Subprocess { PADDING + 4.0 } else { PADDING }
}

fn shape(group: &mut Group, kind: NodeKind, rect: Rect) {
    let edge = Stroke::new(Tone::Line2, EDGE);
    let firm = Stroke::new(Tone::Ink2, EDGE);
    let (fill, stroke) = match kind {
        NodeKind::Note => (Tone::Note, None),
        NodeKind::Trigger | NodeKind::Outcome => (Tone::Card, Some(firm)),
        _ => (Tone::Card, Some(edge)),
    };
    group.outline(map::shape(kind, rect), Some(fill), stroke);
    let inside = |by: f64| Rect::new(rect.x + by, rect.y + by, rect.width - 2.0 * by, rect.height - 2.0 * by);
    match kind {
        NodeKind::Outcome => group.outline(rounded(inside(3.5), 16.5), None, Some(firm)),
        NodeKind::Subprocess => group.outline(rounded(inside(4.0), 5.0), None, Some(Stroke::new(Tone::Line2, 1.0))),
        NodeKind::Document => {
            let fold = 14.0;
            let corner = [
                Point::new(rect.right() - fold, rect.y),
                Point::new(rect.right() - fold, rect.y + fold),
                Point::new(rect.right(), rect.y + fold),
            ];
            group.outline(polygon(&corner), Some(Tone::Ground), Some(edge));
        }
        _ => {}
    }
}

/// The label in the middle; a decision's marks stand below its tip.
fn centred(group: &mut Group, node: &Node, view: &NodeView, index: &Index) {
    let rect = view.rect;
    let mut x = rect.center().x;
    if node.kind == NodeKind::Trigger {
        let (play, gap) = (12.0, 8.0);
        let widest = view.lines.iter().map(|line| width(line, MEDIUM, LABEL)).fold(0.0, f64::max);
        let left = x - (play + gap + widest) / 2.0;
        let y = rect.center().y;
        let arrow = [(2.5, -4.4), (10.6, 0.0), (2.5, 4.4)].map(|(dx, dy)| Point::new(left + dx, y + dy));
        group.outline(polygon(&arrow), Some(Tone::Ink2), Some(Stroke::new(Tone::Ink2, 1.2)));
        x = left + play + gap + widest / 2.0;
    }
    lines(group, view, x, Anchor::Middle, 0.0, Tone::Ink);
    if node.kind == NodeKind::Decision {
        let y = rect.bottom() - 14.0 + MARK / 2.0;
        let mut x = rect.center().x + 14.0;
        if let Some(delegation) = node.delegation {
            mark(group, delegation, Point::new(x + MARK / 2.0, y), index.labels.delegation_letter(delegation));
            x += MARK + GAP;
        }
        if let Some(badge) = Badge::of(view, index) {
            badge.draw(group, x, y);
            group.bounds = group.bounds.union(Rect::new(x, y - 9.0, badge.width(), 18.0));
        }
    }
}

/// The label at the left, and below it a row: who does it, and the state of its documents.
fn card(group: &mut Group, node: &Node, view: &NodeView, index: &Index, worded: bool) {
    let inset = inset(node.kind);
    let (left, right) = (view.rect.x + inset, view.rect.right() - inset);
    let badge = Badge::of(view, index);
    let word = match node.delegation {
        _ if !view.role.is_empty() => line(&view.role),
        Some(delegation) => index.labels.delegation(delegation).to_owned(),
        None => String::new(),
    };
    let has_row = node.delegation.is_some() || !word.is_empty() || badge.is_some();
    let below = if has_row { ABOVE_ROW + ROW } else { 0.0 };
    let label_left = match node.kind {
        NodeKind::Wait => {
            let top = view.rect.y + (view.rect.height - below - LINE * view.lines.len().max(1) as f64) / 2.0;
            clock(group, Point::new(left + SIGN / 2.0, top + LINE / 2.0));
            left + SIGN + GAP
        }
        _ => left,
    };
    let bottom = lines(group, view, label_left, Anchor::Start, below, Tone::Ink);
    if !has_row {
        return;
    }
    let y = bottom + ABOVE_ROW + ROW / 2.0;
    let mut x = left;
    if let Some(delegation) = node.delegation {
        mark(group, delegation, Point::new(x + MARK / 2.0, y), index.labels.delegation_letter(delegation));
        x += MARK + GAP;
    }
    let taken = badge.as_ref().map_or(0.0, |badge| badge.width() + GAP);
    let room = right - taken - x;
    let word = clipped(&word, MEDIUM, SMALL, room);
    if (worded || !view.role.is_empty()) && word.chars().count() > 2 {
        group.words(Point::new(x, y + SMALL * 0.36), Anchor::Start, SMALL, MEDIUM, Tone::Ink2, &word);
    }
    if let Some(badge) = badge {
        badge.draw(group, right - badge.width(), y);
    }
}

/// Writes the label with its middle where it is when this much room is left below it; gives its lower end.
fn lines(group: &mut Group, view: &NodeView, x: f64, anchor: Anchor, below: f64, tone: Tone) -> f64 {
    let height = LINE * view.lines.len() as f64;
    let top = view.rect.y + (view.rect.height - height - below) / 2.0;
    for (at, line) in view.lines.iter().enumerate() {
        let y = top + LINE * at as f64 + baseline(LABEL, LINE);
        group.words(Point::new(x, y), anchor, LABEL, MEDIUM, tone, line);
    }
    top + height
}

fn clock(group: &mut Group, middle: Point) {
    let line = Some(Stroke::new(Tone::Ink2, 1.3));
    group.outline(circle(middle, 6.0), None, line);
    let hands = [Point::new(middle.x, middle.y - 3.4), middle, Point::new(middle.x + 2.4, middle.y + 1.3)];
    group.outline(polyline(&hands), None, line);
}

/// The mark of who does it from now on, 16 pixels across: a ring with K, a disc with D, a square with A.
pub fn mark(group: &mut Group, delegation: Delegation, middle: Point, letter: &str) {
    let square = Rect::new(middle.x - MARK / 2.0, middle.y - MARK / 2.0, MARK, MARK);
    let (shape, fill, stroke, tone) = match delegation {
        Delegation::Keep => (circle(middle, 7.25), Tone::Card, Some(Stroke::new(Tone::Ink3, 1.5)), Tone::Ink2),
        Delegation::Delegate => (circle(middle, MARK / 2.0), Tone::Ink, None, Tone::Card),
        Delegation::Automate => (rounded(square, 4.0), Tone::Ink2, None, Tone::Card),
    };
    group.outline(shape, Some(fill), stroke);
    group.words(Point::new(middle.x, middle.y + 3.65), Anchor::Middle, 10.0, HEAVY, tone, letter);
}

/// The state of a node's documents, by a word, a sign and a colour.
struct Badge {
    text: String,
    state: DocumentState,
}

impl Badge {
    fn of(view: &NodeView, index: &Index) -> Option<Self> {
        let labels = index.labels;
        let known: Vec<_> = view.covered_by.iter().filter_map(|id| index.get(*id)).collect();
        let text = match (view.documents, &known[..]) {
            (DocumentState::None, _) => return None,
            (DocumentState::Owed, _) => labels.owed.to_owned(),
            (_, [one]) if one.kind == DocumentKind::Instruction => {
                one.word.replace(labels.kind(one.kind), labels.instruction_short)
            }
            (_, [one]) if one.kind == DocumentKind::Procedure => {
                one.word.replace(labels.kind(one.kind), labels.procedure_short)
            }
            (_, [one]) => one.word.clone(),
            _ => fill(labels.documents_n, &[&view.covered_by.len().to_string()]),
        };
        Some(Self { text, state: view.documents })
    }

    fn tone(&self) -> Tone {
        match self.state {
            DocumentState::Owed => Tone::Route,
            DocumentState::Approved => Tone::Good,
            DocumentState::Stale => Tone::Warn,
            _ => Tone::Ink2,
        }
    }

    fn sign_width(&self) -> f64 {
        if self.state == DocumentState::Owed { 0.0 } else { 9.0 + 3.0 }
    }

    fn width(&self) -> f64 {
        width(&self.text, MEDIUM, SMALL) + self.sign_width() + 10.0
    }

    fn draw(&self, group: &mut Group, x: f64, y: f64) {
        let tone = self.tone();
        let rect = Rect::new(x, y - 8.5, self.width(), 17.0);
        let owed = self.state == DocumentState::Owed;
        let border = if owed { tone } else { Tone::Line2 };
        group.outline(rounded(rect, 4.0), Some(Tone::Card), Some(Stroke { tone: border, width: 1.0, dashed: owed }));
        self.sign(group, x + 5.0, y - 4.5);
        let at = Point::new(x + 5.0 + self.sign_width(), y + SMALL * 0.36);
        group.words(at, Anchor::Start, SMALL, MEDIUM, tone, &self.text);
    }

    /// Approved: a tick. Stale: an exclamation mark. In review: a clock. Draft: a broken ring.
    fn sign(&self, group: &mut Group, x: f64, y: f64) {
        let p = |px: f64, py: f64| Point::new(x + px, y + py);
        let line = Some(Stroke::new(self.tone(), 1.5));
        match self.state {
            DocumentState::Approved => group.outline(polyline(&[p(1.2, 4.9), p(3.5, 7.2), p(7.8, 1.9)]), None, line),
            DocumentState::Stale => {
                group.outline(polyline(&[p(4.5, 0.6), p(4.5, 5.3)]), None, line);
                group.outline(circle(p(4.5, 7.8), 0.95), Some(self.tone()), None);
            }
            DocumentState::InReview => {
                let thin = Some(Stroke::new(self.tone(), 1.2));
                group.outline(circle(p(4.5, 4.5), 3.6), None, thin);
                group.outline(polyline(&[p(4.5, 2.6), p(4.5, 4.6), p(5.8, 5.4)]), None, thin);
            }
            DocumentState::Draft => {
                let broken = Stroke { tone: self.tone(), width: 1.0, dashed: true };
                group.outline(circle(p(4.5, 4.5), 3.4), None, Some(broken));
            }
            DocumentState::None | DocumentState::Owed => {}
        }
    }
}
