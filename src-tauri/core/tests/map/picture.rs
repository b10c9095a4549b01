//! Draws a map as SVG, for looking at it: `target/map-NAME.svg`.

use std::fmt::Write as _;

use roadbook_core::model::{Delegation, DocumentContent, NodeKind, Point};
use roadbook_core::query::{DocumentState, MapView};

pub fn save(name: &str, content: &DocumentContent, view: &MapView) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    let _ = std::fs::create_dir_all(&folder);
    std::fs::write(folder.join(format!("map-{name}.svg")), svg(content, view))
        .expect("the target folder can be written");
}

fn svg(content: &DocumentContent, view: &MapView) -> String {
    let b = view.bounds;
    let mut out = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}" width="{}" height="{}" font-family="Inter" font-weight="500" font-size="13"><defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#5b616b"/></marker></defs><rect x="{0}" y="{1}" width="100%" height="100%" fill="#faf8f4"/>"##,
        b.x - 24.0,
        b.y - 24.0,
        b.width + 48.0,
        b.height + 48.0,
        b.width + 48.0,
        b.height + 48.0,
    );
    for (index, lane) in view.lanes.iter().enumerate() {
        let r = lane.rect;
        let fill = if index % 2 == 1 { "#f4f0e8" } else { "none" };
        let _ = write!(
            out,
            r##"<rect x="{}" y="{}" width="{}" height="{}" fill="{fill}" stroke="#cfc7b8"/>"##,
            r.x, r.y, r.width, r.height
        );
        if r.width >= r.height {
            let (x, y) = (r.x + 20.0, r.y + r.height / 2.0);
            let _ = write!(
                out,
                r##"<text transform="translate({x} {y}) rotate(-90)" text-anchor="middle" font-size="12" font-weight="600" fill="#5b616b">{}</text>"##,
                plain(&lane.title)
            );
        } else {
            let _ = write!(
                out,
                r##"<text x="{}" y="{}" text-anchor="middle" font-size="12" font-weight="600" fill="#5b616b">{}</text>"##,
                r.x + r.width / 2.0,
                r.y + 20.0,
                plain(&lane.title)
            );
        }
    }
    for it in &view.connections {
        let (colour, width) = if it.handoff.is_some() { ("#22262b", 2.0) } else { ("#5b616b", 1.5) };
        let _ = write!(
            out,
            r##"<path d="{}" fill="none" stroke="{colour}" stroke-width="{width}" marker-end="url(#a)"/>"##,
            rounded(&it.points)
        );
    }
    for node in &view.nodes {
        let record = content.nodes.iter().find(|record| record.id == node.id).expect("views show records");
        let r = node.rect;
        let (cx, cy) = (r.x + r.width / 2.0, r.y + r.height / 2.0);
        let centred = matches!(record.kind, NodeKind::Decision | NodeKind::Trigger | NodeKind::Outcome);
        let _ = match record.kind {
            NodeKind::Decision => write!(
                out,
                r##"<path d="M{} {cy} {cx} {} {} {cy} {cx} {}z" fill="#fff" stroke="#cfc7b8" stroke-width="1.25"/>"##,
                r.x,
                r.y,
                r.right(),
                r.bottom()
            ),
            NodeKind::Trigger | NodeKind::Outcome => write!(
                out,
                r##"<rect x="{}" y="{}" width="{}" height="{}" rx="20" fill="#fff" stroke="#5b616b" stroke-width="1.25"/>"##,
                r.x, r.y, r.width, r.height
            ),
            NodeKind::Note => write!(
                out,
                r##"<rect x="{}" y="{}" width="{}" height="{}" fill="#efe9dc"/>"##,
                r.x, r.y, r.width, r.height
            ),
            _ => write!(
                out,
                r##"<rect x="{}" y="{}" width="{}" height="{}" rx="8" fill="#fff" stroke="#cfc7b8" stroke-width="1.25"/>"##,
                r.x, r.y, r.width, r.height
            ),
        };
        let high = node.lines.len() as f64 * 17.0;
        let beside = match record.kind {
            NodeKind::Wait | NodeKind::Document => 20.0,
            NodeKind::Subprocess => 4.0,
            _ => 0.0,
        };
        let shift = if record.kind == NodeKind::Trigger { 8.0 } else { 0.0 };
        if record.kind == NodeKind::Trigger {
            let _ = write!(out, r##"<path d="M{} {} l9 5 -9 5z" fill="#5b616b"/>"##, r.x + 17.0, cy - 5.0);
        }
        let row = record.delegation.is_some()
            || !node.role.is_empty()
            || node.documents != DocumentState::None
            || !node.covered_by.is_empty();
        let top = if centred {
            cy - high / 2.0
        } else if row {
            r.y + (r.height - 18.0 - high) / 2.0
        } else {
            cy - high / 2.0
        };
        for (index, line) in node.lines.iter().enumerate() {
            let y = top + index as f64 * 17.0 + 13.0;
            let (x, anchor) = if centred { (cx + shift, "middle") } else { (r.x + 12.0 + beside, "start") };
            let _ =
                write!(out, r##"<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#22262b">{}</text>"##, plain(line));
        }
        if row && !centred {
            let y = top + high + 14.0;
            let word = match record.delegation {
                Some(Delegation::Keep) => "K",
                Some(Delegation::Delegate) => "D",
                Some(Delegation::Automate) => "A",
                None => "",
            };
            let _ = write!(
                out,
                r##"<text x="{}" y="{y}" font-size="11" fill="#5b616b">{word} {}</text><text x="{}" y="{y}" font-size="11" text-anchor="end" fill="#b93812">{}</text>"##,
                r.x + 12.0,
                plain(&node.role),
                r.right() - 12.0,
                plain(&format!("{:?}", node.documents))
            );
        }
    }
    for it in &view.connections {
        if let Some(at) = it.label_at {
            let label =
                &content.connections.iter().find(|record| record.id == it.id).expect("views show records").label;
            let label = roadbook_core::fonts::clipped(label, 500, 12.0, 160.0);
            let _ = write!(
                out,
                r##"<text x="{}" y="{}" text-anchor="middle" font-size="12" fill="#5b616b" stroke="#faf8f4" stroke-width="3" paint-order="stroke">{}</text>"##,
                at.x,
                at.y + 4.0,
                plain(&label)
            );
        }
    }
    out.push_str("</svg>");
    out
}

fn rounded(points: &[Point]) -> String {
    let mut d = String::new();
    for (index, p) in points.iter().enumerate() {
        let (before, after) = (index.checked_sub(1).map(|index| points[index]), points.get(index + 1));
        match (before, after) {
            (Some(a), Some(b)) => {
                let reach = |q: Point| ((q.x - p.x).hypot(q.y - p.y) / 2.0).min(8.0);
                let r = reach(a).min(reach(*b));
                let toward = |q: Point| {
                    let length = (q.x - p.x).hypot(q.y - p.y).max(1e-9);
                    Point::new(p.x + (q.x - p.x) / length * r, p.y + (q.y - p.y) / length * r)
                };
                let (enter, leave) = (toward(a), toward(*b));
                let _ = write!(d, "L{} {}Q{} {} {} {}", enter.x, enter.y, p.x, p.y, leave.x, leave.y);
            }
            _ => {
                let _ = write!(d, "{}{} {}", if index == 0 { "M" } else { "L" }, p.x, p.y);
            }
        }
    }
    d
}

fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
