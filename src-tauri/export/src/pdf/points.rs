//! Drawings in points, as the lists that the template reads: words with their places, and numbers of the runs of
//! outlines between them.

use std::cell::RefCell;

use roadbook_core::model::{PackColour, Rect};
use serde_json::{Value, json};

use super::filled::{OUTLINES, StandIns};
use super::outlines::{self, Run};
use crate::drawing::{Anchor, Drawing, Group, Part, Tone};
use crate::text::is_right_to_left;
use crate::theme::{Shade, shades};

pub struct Points {
    theme: [(&'static str, Shade); 3],
    runs: RefCell<Vec<Run>>,
    anchors: RefCell<Vec<String>>,
}

impl Points {
    pub fn new(colour: PackColour) -> Self {
        Self { theme: shades(colour), runs: RefCell::default(), anchors: RefCell::default() }
    }

    /// All that the template puts stand-ins for; `page` is how a page is called.
    pub fn into_stand_ins(self, page: &'static str) -> StandIns {
        StandIns { runs: self.runs.into_inner(), anchors: self.anchors.into_inner(), page }
    }

    /// By what the template asks for the number of the page with this anchor.
    pub fn page_of(&self, anchor: &str) -> usize {
        let mut anchors = self.anchors.borrow_mut();
        anchors.push(anchor.to_owned());
        anchors.len() - 1
    }

    /// The parts of a drawing that a window shows, in points from the window's corner.
    pub fn drawing(&self, drawing: &Drawing, window: Option<Rect>, scale: f64) -> Vec<Value> {
        let origin = window.unwrap_or(drawing.bounds);
        let seen =
            |group: &&Group| window.is_none_or(|window| group.bounds.intersects(window) || group.bounds.width == 0.0);
        self.parts(drawing.groups.iter().filter(seen).flat_map(|group| &group.parts), (origin.x, origin.y), scale)
    }

    /// Groups in points from (x, y), which is in their own unit.
    pub fn groups(&self, groups: &[Group], from: (f64, f64), scale: f64) -> Vec<Value> {
        self.parts(groups.iter().flat_map(|group| &group.parts), from, scale)
    }

    /// A group by itself.
    pub fn group(&self, group: &Group, scale: f64) -> Vec<Value> {
        self.parts(group.parts.iter(), (0.0, 0.0), scale)
    }

    fn parts<'a>(&self, parts: impl Iterator<Item = &'a Part>, (x, y): (f64, f64), scale: f64) -> Vec<Value> {
        let number = |value: f64| (value * 1000.0).round() / 1000.0;
        let mut runs = self.runs.borrow_mut();
        let (mut out, mut run) = (vec![], Run::new());
        let mut end = |run: &mut Run, out: &mut Vec<Value>| {
            if !run.is_empty() {
                out.push(json!(["o", runs.len(), OUTLINES]));
                runs.push(std::mem::take(run));
            }
        };
        for part in parts {
            match part {
                Part::Outline(outline) => {
                    run.push(outlines::shape(outline, (x, y), scale, |tone| self.colour(tone)));
                }
                Part::Words(words) => {
                    end(&mut run, &mut out);
                    out.push(json!([
                        "w",
                        number((words.at.x - x) * scale),
                        number((words.at.y - y) * scale),
                        match words.anchor {
                            Anchor::Start => "start",
                            Anchor::Middle => "middle",
                        },
                        number(words.size * scale),
                        words.weight,
                        self.colour(words.tone),
                        words.text,
                        number(words.turn),
                        is_right_to_left(&words.text),
                    ]));
                }
            }
        }
        end(&mut run, &mut out);
        out
    }

    /// On paper; the pack's own colour in the place of the route's.
    fn colour(&self, tone: Tone) -> &'static str {
        let named = |name| self.theme.iter().find(|(known, _)| *known == name).map(|(_, (light, _))| *light);
        match tone {
            Tone::Route => named("route"),
            Tone::RouteSoft => named("route-soft"),
            Tone::OnRoute => named("on-route"),
            _ => None,
        }
        .unwrap_or(tone.light())
    }
}
