//! The map editor on generated maps, beside bpmn-js's modeler and maxGraph: the same graph, places and zoom in
//! a frame of the same size, in the same web engine, driven by the same script. One pointer or wheel event a
//! frame; a frame lasts until the engine asks for the next one.

mod graph;
mod moved;
mod subject;

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::Value;

use super::bare::Bare;
use super::{Row, Setup, median, percentile};
use subject::{Look, Subject};

/// Nodes of the maps.
pub const SIZES: [usize; 4] = [100, 300, 1_000, 3_000];
/// Rounds in which every editor has its turn.
const MOST_ROUNDS: usize = 3;
/// After this time no further round of one size begins, and a peer is asked for nothing more in its own.
const LONG: Duration = Duration::from_secs(600);
const LONG_FOR_A_PEER: Duration = Duration::from_secs(120);
const FRAMES: usize = 120;
const MANY: usize = 50;
const DROPS: usize = 5;

const PEERS: [&str; 2] = ["maxGraph", "bpmn-js"];
const GESTURES: [(&str, &str); 4] =
    [("pan", "Pan"), ("zoom", "Zoom"), ("dragOne", "Drag one node"), ("dragMany", "Drag 50 nodes")];

/// What one editor showed on maps of one size, in all rounds.
#[derive(Default)]
struct Seen {
    opened: Vec<Opened>,
    /// By gesture.
    frames: [Frames; GESTURES.len()],
    drops: Vec<Dropped>,
}

/// Milliseconds.
#[derive(Deserialize)]
struct Opened {
    /// In the page, and not on the screen yet.
    there: f64,
    painted: f64,
    ready: f64,
}

/// Milliseconds of each frame, and of it those of scripts, and of style and layout.
#[derive(Default, Deserialize)]
struct Frames {
    frame: Vec<f64>,
    script: Vec<f64>,
    layout: Vec<f64>,
}

/// Milliseconds; only Roadbook keeps anything.
#[derive(Deserialize)]
struct Dropped {
    kept: Option<f64>,
    drawn: f64,
}

pub(super) fn map(setup: &Setup, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    std::fs::create_dir_all(&setup.work).expect("a place to measure in");
    let rounds = setup.runs.min(MOST_ROUNDS);
    let mut rows = vec![];
    for nodes in setup.nodes.iter().copied() {
        let mut seen: [Seen; 3] = Default::default();
        let (mut bare, mut moved) = (vec![], vec![]);
        let begun = Instant::now();
        for round in 1..=rounds {
            if begun.elapsed() > LONG {
                say(&format!("map of {nodes} nodes: {} of {rounds} rounds, since each takes long", round - 1));
                break;
            }
            let folder = tempfile::tempdir_in(&setup.work).expect("a folder");
            let commits = Bare::new(&folder.path().join("bare.db")).expect("a bare database");
            let library = folder.path().join("library");
            let graph = graph::generated(&library, nodes);
            say(&format!("map of {nodes} nodes, round {round} of {rounds}: Roadbook"));
            let ours = Subject::roadbook(setup, &library, &graph);
            let look = measure(&ours, &mut seen[0], say, || bare.push(commits.commit("x".repeat(400).as_str())));
            ours.close();
            moved.extend(moved::answered(&library, &graph, DROPS));
            for (index, peer) in PEERS.into_iter().enumerate().filter(|_| !setup.alone) {
                say(&format!("map of {nodes} nodes, round {round} of {rounds}: {peer}"));
                let subject = Subject::peer(setup, peer, &graph, &look);
                measure(&subject, &mut seen[index + 1], say, || ());
                subject.close();
            }
        }
        let told = told(nodes, &seen, &mut bare, &mut moved);
        // The large maps take long; what is known of the small ones need not wait for them.
        told.iter().for_each(|row| say(row.line().trim_end()));
        rows.extend(told);
    }
    rows
}

/// All that is measured of an editor in one window. Gives its first look.
fn measure(subject: &Subject, seen: &mut Seen, say: &mut dyn FnMut(&str), mut between_drops: impl FnMut()) -> Look {
    seen.opened.extend(subject.ask("open", &[], say));
    let look = subject.look();
    let scale = subject.scale();
    let begun = Instant::now();
    let enough = || !subject.is_ours() && begun.elapsed() > LONG_FOR_A_PEER;
    for (index, (gesture, _)) in GESTURES.into_iter().enumerate() {
        if enough() {
            say(&format!("{gesture} is not measured of a peer that has taken so long"));
            continue;
        }
        let mut arguments: Vec<Value> = vec![FRAMES.into()];
        if gesture == "dragMany" {
            arguments.push(MANY.into());
        }
        if let Some(frames) = subject.ask::<Frames>(gesture, &arguments, say) {
            let all = &mut seen.frames[index];
            all.frame.extend(frames.frame);
            all.script.extend(frames.script);
            all.layout.extend(frames.layout);
        }
        subject.ask::<()>("zoomBack", &[scale.into()], say);
    }
    for turn in 0..DROPS {
        if enough() {
            break;
        }
        seen.drops.extend(subject.ask::<Dropped>("drop", &[turn.into()], say));
        between_drops();
    }
    look
}

fn told(nodes: usize, seen: &[Seen; 3], bare: &mut [f64], moved: &mut [f64]) -> Vec<Row> {
    let what = |what: &str| format!("{what}, {nodes} nodes");
    let mut rows = frames_told(&what, seen);
    rows.extend(openings_told(&what, seen));
    rows.extend(drops_told(&what, seen, bare, moved));
    rows
}

fn frames_told(what: &dyn Fn(&str) -> String, [ours, max_graph, bpmn]: &[Seen; 3]) -> Vec<Row> {
    let mut rows = vec![];
    for (index, (_, gesture)) in GESTURES.into_iter().enumerate() {
        let of = |seen: &Seen, part: f64| percentile(&seen.frames[index].frame, part);
        let count = ours.frames[index].frame.len();
        // Pan and zoom are to keep up with the peers; a drag has a time of its own to keep to.
        let (slower, quarter, most) = match index {
            0 | 1 => (Some(1.0), Some(0.25), None),
            2 => (None, None, Some(25.0)),
            _ => (None, None, Some(50.0)),
        };
        let row = Row::new(what(gesture), "ms", of(ours, 0.5), count)
            .beside(of(max_graph, 0.5), "maxGraph", slower)
            .beside(of(bpmn, 0.5), "bpmn-js", quarter)
            .note(ours.frames[index].parts());
        rows.push(Row { most, ..row });
        rows.push(
            Row::new(what(&format!("{gesture}, 95th percentile")), "ms", of(ours, 0.95), count)
                .beside(of(max_graph, 0.95), "maxGraph", None)
                .beside(of(bpmn, 0.95), "bpmn-js", None),
        );
    }
    let longest = |seen: &Seen| seen.frames.iter().map(Frames::longest).fold(0.0, f64::max);
    let each = GESTURES.iter().zip(&ours.frames).map(|((_, gesture), frames)| {
        let longest = frames.longest();
        let at = frames.frame.iter().position(|frame| *frame == longest).map_or(0, |at| at % FRAMES + 1);
        format!("{gesture} {longest} at frame {at}")
    });
    let all = ours.frames.iter().map(|frames| frames.frame.len()).sum();
    rows.push(
        Row::new(what("Longest frame of all these"), "ms", longest(ours), all)
            .beside(longest(max_graph), "maxGraph", None)
            .beside(longest(bpmn), "bpmn-js", None)
            .at_most(100.0)
            .note(each.collect::<Vec<_>>().join(", ")),
    );
    rows
}

/// Which of the times is told.
type Time = fn(&Opened) -> f64;

fn openings_told(what: &dyn Fn(&str) -> String, [ours, max_graph, bpmn]: &[Seen; 3]) -> Vec<Row> {
    let opened = |seen: &Seen, time: Time| median(&mut seen.opened.iter().map(time).collect::<Vec<_>>());
    let times: [(&str, Time); 2] = [("Open until painted", |it| it.painted), ("Open until all ready", |it| it.ready)];
    let row = |(name, time): (&str, Time)| {
        let (first, second) = (opened(max_graph, time), opened(bpmn, time));
        // The aim is meant for the faster of the two.
        let aim = |faster: bool| faster.then_some(0.6);
        Row::new(what(name), "ms", opened(ours, time), ours.opened.len())
            .beside(first, "maxGraph", aim(first <= second))
            .beside(second, "bpmn-js", aim(second < first))
            .note(format!("in the page after {:.0}", opened(ours, |it| it.there)))
    };
    times.into_iter().map(row).collect()
}

fn drops_told(
    what: &dyn Fn(&str) -> String,
    [ours, max_graph, bpmn]: &[Seen; 3],
    bare: &mut [f64],
    moved: &mut [f64],
) -> Vec<Row> {
    let mut kept: Vec<f64> = ours.drops.iter().filter_map(|drop| drop.kept).collect();
    let drawn = |seen: &Seen| median(&mut seen.drops.iter().map(|drop| drop.drawn).collect::<Vec<_>>());
    let until_kept = Row::new(what("Drop until it is kept"), "ms", median(&mut kept), kept.len());
    let until_drawn = Row::new(what("Drop until it is drawn"), "ms", drawn(ours), ours.drops.len());
    let answered =
        Row::new(what("Drop, from its arrival in the library to its answer"), "ms", median(moved), moved.len());
    vec![
        answered.beside(median(bare), "bare commit", Some(2.0)),
        until_kept.beside(median(bare), "bare commit", Some(2.0)),
        until_drawn.beside(drawn(max_graph), "maxGraph", None).beside(drawn(bpmn), "bpmn-js", None),
    ]
}

impl Frames {
    fn longest(&self) -> f64 {
        self.frame.iter().copied().fold(0.0, f64::max)
    }

    /// What the middle frame spends where.
    fn parts(&self) -> String {
        let part = |times: &[f64]| median(&mut times.to_vec());
        let (frame, script, layout) = (part(&self.frame), part(&self.script), part(&self.layout));
        let painting = (frame - script - layout).max(0.0);
        format!("script {script:.1}, layout {layout:.1}, painting and waiting {painting:.1}")
    }
}
