//! Sizes of nodes, in map pixels.
//!
//! Widths and heights of nodes that stand in the flow are 8 more than a multiple of 16. Whatever their
//! sizes, nodes that are placed on the 8 px grid can then have their middles on one line, so that the
//! connection between them is straight.
//!
//! | kind | drawn | text |
//! |---|---|---|
//! | step, subprocess, wait, document | card, radius 8 | from 12 px left and 9 px top; wait and document have a 14 px sign and a gap of 6 before the label, subprocess a second edge 4 px inside (its text begins at 16 px) |
//! | trigger | pill, radius 20 | play mark of 12 px at 16 px, gap of 8, label centred in the rest |
//! | outcome | pill, radius 20, double line | centred |
//! | decision | diamond | centred |
//! | note | plain card | from 12 px left and 9 px top |
//!
//! A card has one row of 18 px below its label when there is something to put on it: the mark of its
//! delegation (16 px, gap of 6), the role's name if the map has no lanes, else the delegation's word (11 px),
//! and at the right the badge with the state of its documents.

use super::label;
use crate::fonts;
use crate::model::{Delegation, Node, NodeKind, Size};
use crate::query::DocumentState;

/// No label has more lines than this.
pub const MOST_LINES: usize = 12;

const PADDING: (f64, f64) = (12.0, 9.0);
const ROW: f64 = 18.0;
const ROW_TEXT: f64 = 11.0;
const MARK: f64 = 16.0 + 6.0;
const BADGE: f64 = 8.0 + 56.0;
const CARD: (f64, f64) = (152.0, 200.0);
const SIGN: f64 = 14.0 + 6.0;
const EDGE: f64 = 4.0;
const PILL: (f64, f64) = (88.0, 232.0);
const PILL_PADDING: f64 = 20.0;
const PLAY: f64 = 12.0 + 8.0 - 4.0;
const NOTE: f64 = 160.0;
/// Diamonds that are tried one after the other until the label fits inside.
const DIAMONDS: [(f64, f64); 8] = [
    (136.0, 88.0),
    (152.0, 88.0),
    (168.0, 104.0),
    (184.0, 120.0),
    (200.0, 136.0),
    (232.0, 152.0),
    (264.0, 184.0),
    (312.0, 216.0),
];

/// What stands below the label of a card.
pub struct Row<'a> {
    pub delegation: Option<Delegation>,
    /// Empty when the map has lanes.
    pub role: &'a str,
    pub documents: DocumentState,
    /// Does any document cover it, or does it open one?
    pub has_documents: bool,
}

/// Does this kind of node show a row below its label?
pub fn is_card(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Step | NodeKind::Subprocess | NodeKind::Wait | NodeKind::Document)
}

/// The size of a node and the lines of its label.
pub fn size(node: &Node, row: &Row) -> (Size, Vec<String>) {
    match node.kind {
        NodeKind::Decision => diamond(&node.label),
        NodeKind::Trigger => pill(&node.label, PLAY),
        NodeKind::Outcome => pill(&node.label, 0.0),
        NodeKind::Note => note(&node.label),
        NodeKind::Wait | NodeKind::Document => card(&node.label, row, SIGN),
        NodeKind::Subprocess => card(&node.label, row, 2.0 * EDGE),
        NodeKind::Step => card(&node.label, row, 0.0),
    }
}

/// The size of a node of this kind with nothing on it yet.
pub fn plain(kind: NodeKind) -> Size {
    match kind {
        NodeKind::Decision => Size { width: DIAMONDS[0].0, height: DIAMONDS[0].1 },
        NodeKind::Trigger | NodeKind::Outcome => Size { width: PILL.0, height: 40.0 },
        NodeKind::Note => Size { width: NOTE, height: 40.0 },
        _ => Size { width: CARD.0, height: 40.0 },
    }
}

fn card(text: &str, row: &Row, beside: f64) -> (Size, Vec<String>) {
    let taken = 2.0 * PADDING.0 + beside;
    let below = row_width(row);
    let least = below.map_or(CARD.0, |width| on_grid(width + 2.0 * PADDING.0).clamp(CARD.0, CARD.1));
    let (width, lines) = narrowest(text, taken, least, CARD.1);
    let height = text_height(&lines) + 2.0 * PADDING.1 + below.map_or(0.0, |_| ROW);
    (Size { width, height: on_grid(height) }, lines)
}

/// The width of what is below the label, if there is anything.
fn row_width(row: &Row) -> Option<f64> {
    let badge = row.documents != DocumentState::None || row.has_documents;
    if row.delegation.is_none() && row.role.is_empty() && !badge {
        return None;
    }
    let word = match row.delegation {
        _ if !row.role.is_empty() => row.role,
        Some(Delegation::Keep) => "Keep",
        Some(Delegation::Delegate) => "Delegate",
        Some(Delegation::Automate) => "Automate",
        None => "",
    };
    let mark = row.delegation.map_or(0.0, |_| MARK);
    Some(mark + fonts::width(word, label::WEIGHT, ROW_TEXT) + if badge { BADGE } else { 0.0 })
}

fn pill(text: &str, beside: f64) -> (Size, Vec<String>) {
    let taken = 2.0 * PILL_PADDING + beside;
    let (width, lines) = narrowest(text, taken, PILL.0, PILL.1);
    (Size { width, height: on_grid(text_height(&lines) + 2.0 * 11.0) }, lines)
}

fn note(text: &str) -> (Size, Vec<String>) {
    let lines = label::lines(text, NOTE - 2.0 * PADDING.0, 2 * MOST_LINES);
    let height = text_height(&lines) + 2.0 * PADDING.1;
    (Size { width: NOTE, height: (height / 8.0).ceil() * 8.0 }, lines)
}

/// The smallest diamond that holds the label. A block of text fits when its share of the diamond's width
/// and its share of the height are one together; the outermost 2 px of the block's lines are empty,
/// and 7 px stay free at each side.
fn diamond(text: &str) -> (Size, Vec<String>) {
    let last = DIAMONDS[DIAMONDS.len() - 1];
    for (width, height) in DIAMONDS {
        let most = ((height - 24.0) / label::LINE_HEIGHT) as usize;
        for count in 1..=most {
            let high = count as f64 * label::LINE_HEIGHT - 4.0;
            let room = (width * (1.0 - high / height) - 14.0).min(width * 0.66);
            if room < 40.0 {
                break;
            }
            // Asking for one line more than there may be shows whether all of it fits.
            let lines = label::lines(text, room, count + 1);
            let whole = lines.len() <= count && !split(text, &lines);
            if whole || ((width, height) == last && count == most / 2) {
                let lines = if whole { lines } else { label::lines(text, room, count) };
                return (Size { width, height }, lines);
            }
        }
    }
    (Size { width: last.0, height: last.1 }, label::lines(text, last.0 / 2.0, 5))
}

/// Was a word broken inside? Then a wider diamond is better.
fn split(text: &str, lines: &[String]) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    text.is_ascii() && words(text) < lines.iter().map(|line| words(line)).sum()
}

/// The narrowest width from `least` to `most`, in steps of 16, at which the label needs no more lines than
/// at `most`, and the lines. `taken` is what of the width is not for text.
fn narrowest(text: &str, taken: f64, least: f64, most: f64) -> (f64, Vec<String>) {
    let widest = label::lines(text, most - taken, MOST_LINES);
    let mut width = least;
    while width < most && widest.len() < MOST_LINES {
        let lines = label::lines(text, width - taken, MOST_LINES);
        if lines.len() <= widest.len() {
            return (width, lines);
        }
        width += 16.0;
    }
    (most, widest)
}

fn text_height(lines: &[String]) -> f64 {
    lines.len().max(1) as f64 * label::LINE_HEIGHT
}

/// The next length that is 8 more than a multiple of 16.
fn on_grid(length: f64) -> f64 {
    ((length - 8.0) / 16.0).ceil() * 16.0 + 8.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentId, NodeId, Point};

    fn check(kind: NodeKind, label: &str, expected: (f64, f64, &[&str])) {
        let node = Node::new(NodeId::default(), DocumentId::default(), kind, Point::default(), label.into());
        let row = Row { delegation: None, role: "", documents: DocumentState::None, has_documents: false };
        let (size, lines) = size(&node, &row);
        assert_eq!(
            (size.width, size.height, lines),
            (expected.0, expected.1, expected.2.iter().map(|l| (*l).to_owned()).collect()),
            "{kind:?} {label:?}"
        );
    }

    #[test]
    fn nodes_grow_with_their_label_up_to_their_widest() {
        check(NodeKind::Step, "", (152.0, 40.0, &[]));
        check(NodeKind::Step, "Issue the refund", (152.0, 40.0, &["Issue the refund"]));
        check(NodeKind::Step, "Check the purchase order", (200.0, 40.0, &["Check the purchase order"]));
        check(NodeKind::Step, "Check the purchase order again", (152.0, 56.0, &["Check the purchase", "order again"]));
        check(NodeKind::Decision, "Within 14 days?", (136.0, 88.0, &["Within 14", "days?"]));
        check(NodeKind::Trigger, "Refund asked for", (168.0, 40.0, &["Refund asked for"]));
        check(NodeKind::Note, "Ask Finance", (160.0, 40.0, &["Ask Finance"]));
    }

    #[test]
    fn no_label_makes_a_node_without_end() {
        for kind in [NodeKind::Step, NodeKind::Decision, NodeKind::Outcome, NodeKind::Note] {
            for text in ["m".repeat(2_000), "refund ".repeat(300), "退".repeat(2_000), "\n".repeat(2_000)] {
                let node = Node::new(NodeId::default(), DocumentId::default(), kind, Point::default(), text);
                let row = Row { delegation: None, role: "", documents: DocumentState::None, has_documents: false };
                let (size, lines) = size(&node, &row);
                assert!(size.width <= 312.0 && size.height <= 440.0 && lines.len() <= 24, "{kind:?} {size:?}");
            }
        }
    }
}
