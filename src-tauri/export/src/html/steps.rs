//! Steps with their figures.

use maud::{Markup, PreEscaped, html};

use super::chapter::reference;
use super::{Shown, prose};
use crate::book::{Book, Chapter, FigureView};
use crate::drawing::svg;
use crate::text::is_right_to_left;

/// Pictures that are shown more than once are in the page once and referred to.
pub fn shared(book: &Book) -> Vec<usize> {
    let mut uses = vec![0; book.pictures.len()];
    for figure in book.chapters.iter().flat_map(|chapter| &chapter.steps).flat_map(|step| &step.figures) {
        uses[figure.picture] += 1;
    }
    (0..uses.len()).filter(|picture| uses[*picture] > 1).collect()
}

/// The shared pictures, kept out of sight for the figures that use them.
pub fn shelf(shared: &[usize], shown: &[Option<Shown>]) -> Markup {
    html! {
        @if !shared.is_empty() {
            svg class="shelf" width="0" height="0" aria-hidden="true" {
                @for picture in shared {
                    @if let Some(Some(shown)) = shown.get(*picture) {
                        image id=(format!("p{picture}")) width=(shown.width) height=(shown.height) href=[shown.address()] {}
                    }
                }
            }
        }
    }
}

pub fn steps(book: &Book, chapter: &Chapter, shared: &[usize], shown: &[Option<Shown>]) -> Markup {
    let labels = book.labels;
    let steps = &chapter.steps;
    let onward = if is_right_to_left(&chapter.title) { "← " } else { "→ " };
    html! {
        @if steps.is_empty() { p class="quiet" { (labels.no_steps) } }
        @else {
            ol class="steps" role="list" {
                @for (step, record) in steps.iter().zip(&chapter.content.steps) {
                    li id=(step.anchor) data-step=(record.id) class=(format!("step depth-{}{}", step.depth, if step.page_break { " new-page" } else { "" })) {
                        // A number of a hundred steps has the same room.
                        span class=(if step.number.len() > 2 { "number long" } else { "number" }) { (step.number) }
                        div class="told" {
                            div class="text" {
                                div { (prose::blocks(book, &step.text)) }
                                @if !step.role.is_empty() { p class="role" { span class="sr" { (labels.role) ": " } (step.role) } }
                            }
                            @for figure in &step.figures { (self::figure(book, figure, shared, shown)) }
                            @if !step.expected.is_empty() { (run_in(book, "expected", labels.expected, &step.expected)) }
                            @if !step.why.is_empty() { (run_in(book, "why", labels.why, &step.why)) }
                            @for callout in &step.callouts { (prose::callout(book, callout.kind, &callout.blocks)) }
                            @if let Some(told_in) = &step.told_in { p class="told-in" { (onward) (reference(told_in)) } }
                            @if let Some(recording) = &step.recording {
                                p class="recording" {
                                    (labels.recording) " "
                                    @if let Some(address) = &recording.address {
                                        a href=(address) rel="noopener noreferrer" { (recording.words) }
                                    } @else { (recording.words) }
                                }
                            }
                        }
                    }
                }
            }
            @if chapter.ticked {
                p class="signed" { span { (labels.done_by) } span { (labels.date) } }
            }
        }
    }
}

fn run_in(book: &Book, class: &str, word: &str, said: &[crate::markdown::Block]) -> Markup {
    html! { div class=(format!("run-in {class}")) { strong class="word" { (word) } (prose::blocks(book, said)) } }
}

fn figure(book: &Book, figure: &FigureView, shared: &[usize], shown: &[Option<Shown>]) -> Markup {
    let picture = shown.get(figure.picture).and_then(Option::as_ref);
    let size = figure.size;
    let mut marks = String::new();
    for group in &figure.marks.groups {
        svg::parts(group, svg::Colours::Variables, &mut marks);
    }
    html! {
        figure {
            @let (width, height) = picture.map_or((size.width, size.height), |it| (it.width.into(), it.height.into()));
            div class="shot" style=(format!("--wide:{:.0}px;--ratio:{:.4}", size.width, width / f64::max(height, 1.0))) {
                @match picture {
                    None => div class="missing" { p { (book.labels.picture_missing) } p { (figure.alt) } },
                    Some(shown) if shared.contains(&figure.picture) => {
                        svg class="picture" role="img" aria-label=(figure.alt)
                            viewBox=(format!("0 0 {} {}", shown.width, shown.height)) {
                            use href=(format!("#p{}", figure.picture)) {}
                        }
                    }
                    Some(shown) => {
                        img class="picture" src=[shown.address()] data-figure=[shown.figure()]
                            alt=(figure.alt) width=(shown.width) height=(shown.height);
                    }
                }
                @if picture.is_some() && !marks.is_empty() {
                    svg class="marks" viewBox=(svg::view_box(figure.marks.bounds)) aria-hidden="true" { (PreEscaped(marks)) }
                }
            }
            @if !figure.caption.is_empty() { figcaption { (figure.caption) } }
        }
    }
}
