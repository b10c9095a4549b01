//! One document as an article of the page.

use maud::{Markup, PreEscaped, html};
use roadbook_core::model::DocumentKind;

use super::{Shown, prose, steps};
use crate::book::{Book, Chapter, Here, MapChapter, MapRow, Reference};
use crate::drawing::svg::Colours;
use crate::drawing::{Group, node, signs, svg};
use crate::labels::fill;
use crate::text::is_right_to_left;

/// Below this share of its size a map is not shrunk; it scrolls instead.
const SMALLEST: f64 = 0.65;
/// Wider than this, in pixels, it is printed on a page that lies.
const BROAD: f64 = 900.0;

pub fn chapter(book: &Book, chapter: &Chapter, shared: &[usize], shown: &[Option<Shown>]) -> Markup {
    let labels = book.labels;
    let title_id = format!("{}-title", chapter.anchor);
    let from_right = is_right_to_left(&chapter.title);
    html! {
        article id=(chapter.anchor) class=(format!("chapter {}", kind_class(chapter.kind))) dir=[from_right.then_some("rtl")]
            aria-labelledby=(title_id) {
            header {
                @if let Some(above) = &chapter.above {
                    p class="trail" { a href=(format!("#{}", above.anchor)) { (if from_right { "→ " } else { "← " }) (fill(labels.back_to, &[&above.title])) } }
                }
                p class="kind" { (sign(chapter.kind)) " " (chapter.word) }
                h2 id=(title_id) dir="auto" tabindex="-1" { (chapter.title) }
                (byline(book, chapter))
            }
            @for here in &chapter.here { (self::here(book, here)) }
            (facts(book, chapter))
            @if !chapter.lead.is_empty() { div class="lead" { (prose::blocks(book, &chapter.lead)) } }
            @for section in &chapter.sections { section class="aside" { h3 { (section.name) } div { (prose::blocks(book, &section.blocks)) } } }
            @if !chapter.documents.is_empty() {
                section class="aside" { h3 { (labels.documents) } ul class="used-by" role="list" { @for r in &chapter.documents { li { (reference(r)) } } } }
            }
            @if let Some(map) = &chapter.map { (self::map(book, chapter, map)) }
            @if chapter.kind.has_steps() {
                section {
                    h3 class=(if chapter.sections.is_empty() { "sr" } else { "" }) { (labels.steps) }
                    (steps::steps(book, chapter, shared, shown))
                }
            }
            @if !chapter.finished.is_empty() {
                section class="aside" { h3 { (labels.finished_result) } div { (prose::blocks(book, &chapter.finished)) } }
            }
            @if !chapter.used_by.is_empty() {
                section class="aside" { h3 { (labels.used_by) } ul class="used-by" role="list" { @for r in &chapter.used_by { li { (reference(r)) } } } }
            }
        }
    }
}

pub fn reference(r: &Reference) -> Markup {
    html! {
        a class="reference" href=(format!("#{}", r.anchor)) { (sign(r.kind)) (r.title) }
        @if !r.place.is_empty() { span class="place" { ": " (r.place) } }
    }
}

pub fn sign(kind: DocumentKind) -> Markup {
    let mut parts = String::new();
    svg::parts(&signs::kind_sign(kind, 10.0), Colours::Variables, &mut parts);
    html! { svg class="sign" viewBox="-1 -1 12 12" aria-hidden="true" { (PreEscaped(parts)) } }
}

pub fn kind_class(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Policy => "policy",
        DocumentKind::Process => "process",
        DocumentKind::Procedure => "procedure",
        DocumentKind::Sop => "sop",
        DocumentKind::Instruction => "instruction",
    }
}

fn byline(book: &Book, chapter: &Chapter) -> Markup {
    let labels = book.labels;
    let facts = [
        (labels.owner, chapter.owner.as_str()),
        (labels.revision, &chapter.revision),
        (labels.status, labels.status(chapter.status)),
        (labels.review_on, &chapter.review_on),
    ];
    html! {
        p class="byline" {
            @for (name, value) in facts {
                @if !value.is_empty() { span { (name) " " b { (value) } } " " }
            }
        }
    }
}

fn facts(book: &Book, chapter: &Chapter) -> Markup {
    html! {
        @if !chapter.facts.is_empty() {
            dl class="facts" {
                @for fact in &chapter.facts {
                    div {
                        dt { (fact.name) }
                        dd { (prose::blocks(book, &fact.text)) @for r in &fact.references { p { (reference(r)) } } }
                    }
                }
            }
        }
    }
}

/// Where the document belongs on the map.
fn here(book: &Book, here: &Here) -> Markup {
    let mut parts = String::new();
    for group in &here.drawing.groups {
        svg::parts(group, Colours::Variables, &mut parts);
    }
    let b = here.drawing.bounds;
    let scale = (420.0 / b.width.max(1.0)).min(110.0 / b.height.max(1.0)).min(0.4);
    html! {
        div class="here" {
            a href=(format!("#{}", here.anchor)) {
                svg viewBox=(svg::view_box(b)) role="img" aria-label=(here.alt) style=(format!("width:{:.0}px", b.width * scale)) {
                    (PreEscaped(parts))
                }
            }
            div {
                p class="word" { (book.labels.you_are_here) }
                p { b { (here.steps) } }
                p class="quiet" { a href=(format!("#{}", here.anchor)) { (here.process) } }
            }
        }
    }
}

fn map(book: &Book, chapter: &Chapter, map: &MapChapter) -> Markup {
    let labels = book.labels;
    let b = map.drawing.bounds;
    let around = roadbook_core::model::Rect::new(b.x - 8.0, b.y - 8.0, b.width + 16.0, b.height + 16.0);
    let empty = !map.drawing.groups.iter().any(|group| group.node.is_some());
    html! {
        section {
            @if map.drawn || empty { h3 { (labels.map) } }
            @if empty { p class="quiet" { (labels.empty_map) } }
            @else {
                @if map.drawn { div class=(if around.width > BROAD { "map broad" } else { "map" }) dir="ltr" tabindex="0" role="region" aria-label=(fill(labels.map_of, &[&chapter.title])) {
                    svg viewBox=(svg::view_box(around)) role="group" aria-label=(map.alt)
                        style=(format!("max-width:{:.0}px;min-width:{:.0}px", around.width, around.width * SMALLEST)) {
                        @for group in &map.drawing.groups { (self::group(map, group)) }
                    }
                } }
                h3 { (labels.who_does_what) }
                div class="wide" tabindex="0" role="group" aria-label=(labels.who_does_what) { (rows(book, map)) }
            }
        }
    }
}

fn group(map: &MapChapter, group: &Group) -> Markup {
    let mut parts = String::new();
    svg::parts(group, Colours::Variables, &mut parts);
    let row = group.node.and_then(|node| map.rows.iter().find(|row| row.node == node));
    let target = row.and_then(|row| match &row.documents[..] {
        [] => None,
        [one] => Some((&one.anchor, format!("{}: {}", row.label, one.title))),
        _ => Some((&row.anchor, row.label.clone())),
    });
    html! {
        @match target {
            Some((anchor, name)) => a href=(format!("#{anchor}")) aria-label=(name) { (PreEscaped(parts)) },
            None => g { (PreEscaped(parts)) },
        }
    }
}

fn rows(book: &Book, map: &MapChapter) -> Markup {
    let labels = book.labels;
    html! {
        table class="who" {
            thead {
                tr {
                    th scope="col" { "#" }
                    th scope="col" { (fill(labels.step_n, &[""]).trim()) }
                    th scope="col" { (labels.role) }
                    th scope="col" { (labels.from_now_on) }
                    th scope="col" { (labels.document) }
                }
            }
            tbody {
                @for (i, row) in map.rows.iter().enumerate() {
                    tr id=(row.anchor) {
                        td class="count" { (i + 1) }
                        th scope="row" { (row.label) @if !row.description.is_empty() { div class="more" { (prose::blocks(book, &row.description)) } } }
                        td { (row.role) }
                        td { (delegation(book, row)) }
                        td {
                            @if let [one] = &row.documents[..] { (reference(one)) }
                            @else { @for r in &row.documents { a class="reference short" href=(format!("#{}", r.anchor)) { (sign(r.kind)) (r.word) } " " } }
                             @if row.owed { span class="owed" { (labels.owed) } } }
                    }
                }
            }
        }
    }
}

fn delegation(book: &Book, row: &MapRow) -> Markup {
    let Some(delegation) = row.delegation else { return html! {} };
    let mut group = Group::default();
    let middle = roadbook_core::model::Point::new(8.0, 8.0);
    node::mark(&mut group, delegation, middle, book.labels.delegation_letter(delegation));
    let mut parts = String::new();
    svg::parts(&group, Colours::Variables, &mut parts);
    html! {
        span class="delegation" {
            svg viewBox="0 0 16 16" aria-hidden="true" { (PreEscaped(parts)) } (book.labels.delegation(delegation))
        }
        @if !row.automated_by.is_empty() { div class="more" { (row.automated_by) } }
    }
}
