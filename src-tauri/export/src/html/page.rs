//! The page around the chapters: head, contents at the side, cover.

use std::fmt::Write;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use roadbook_core::model::{Pack, PackColour};

use super::chapter::{chapter, kind_class, sign};
use super::{GENERATOR, POLICY, Shown, back, script, steps};
use crate::book::Book;
use crate::drawing::svg::Colours;
use crate::drawing::{Tone, signs, svg};
use crate::theme::{Shade, shades};
use crate::webfonts;

pub(super) const STYLE: &str = include_str!("style.css");
/// Of Inter, in that style.
const WEIGHTS: &[u16] = &[400, 600, 700];

/// `shared` are the pictures that are in the page once and referred to.
pub fn page(book: &Book, pack: &Pack, shown: &[Option<Shown>], shared: &[usize]) -> String {
    let labels = book.labels;
    let body = html! {
        a class="skip" href="#text" { (labels.skip_to_text) }
        @if pack.options.contents { (contents(book)) }
        main id="text" tabindex="-1" {
            @if pack.options.cover { (cover(book, shown)) } @else { h1 class="plain" dir="auto" { (book.title) } }
            (steps::shelf(shared, shown))
            @for one in &book.chapters { (chapter(book, one, shared, shown)) }
            (back::glossary(book))
            (back::changes(book))
        }
    };
    let body = body.into_string();
    let page = html! {
        (DOCTYPE)
        html lang=(labels.lang) data-words=(script::words(labels)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(format!("{POLICY} 'sha256-{}'", script::HASH));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                (PreEscaped(GENERATOR))
                title { (book.title) }
                style { (PreEscaped(tones(pack.options.colour, DARK))) (PreEscaped(STYLE)) (PreEscaped(LOGO)) (PreEscaped(webfonts::rules(&body, WEIGHTS))) }
            }
            body class=(if pack.options.contents { "with-contents" } else { "" }) {
                (PreEscaped(body))
                script { (PreEscaped(script::SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// Where the dark colours hold in a browser: never on paper.
const DARK: &str = "@media screen and (prefers-color-scheme:dark){:root";

/// On a dark screen a logo brings a piece of its white paper along.
const LOGO: &str = "@media screen and (prefers-color-scheme:dark){img.logo\
                    {padding:12px 16px;border-radius:8px;background:#fff;mix-blend-mode:normal}}";

/// The colours as variables. `dark_rule` opens the rule in which those of a dark screen stand, one block deep.
pub(super) fn tones(colour: PackColour, dark_rule: &str) -> String {
    let variables = |value: fn(Tone) -> &'static str, of: fn(Shade) -> &'static str| {
        let mut out = String::new();
        for tone in Tone::ALL {
            if let Some(name) =
                tone.name().filter(|_| !matches!(tone, Tone::Ground | Tone::Route | Tone::RouteSoft | Tone::OnRoute))
            {
                write!(out, "--{name}:{};", value(tone)).unwrap_or_default();
            }
        }
        for (name, shade) in shades(colour) {
            write!(out, "--{name}:{};", of(shade)).unwrap_or_default();
        }
        out
    };
    let (light, dark) = (variables(Tone::light, |shade| shade.0), variables(Tone::dark, |shade| shade.1));
    format!(":root{{{light}}}{dark_rule}{{{dark}}}}}")
}

fn contents(book: &Book) -> Markup {
    html! {
        nav id="contents" aria-label=(book.labels.contents) {
            p class="pack" { (book.title) }
            ol role="list" {
                @for chapter in &book.chapters {
                    li class=(format!("depth-{}", chapter.depth)) {
                        a class=(kind_class(chapter.kind)) href=(format!("#{}", chapter.anchor)) dir="auto" {
                            (sign(chapter.kind)) span { (chapter.title) }
                        }
                    }
                }
                @if !book.glossary.is_empty() { li class="depth-0" { a href="#glossary" { (book.labels.glossary) } } }
                @if !book.changes.is_empty() { li class="depth-0" { a href="#changes" { (book.labels.changes) } } }
            }
            a class="to-top" href="#contents" { (book.labels.to_top) }
        }
    }
}

fn cover(book: &Book, shown: &[Option<Shown>]) -> Markup {
    let labels = book.labels;
    let mut turn = String::new();
    svg::parts(&signs::turn(64.0, 96.0, 6.0), Colours::Variables, &mut turn);
    let facts = [(labels.owner, &book.owner), (labels.revision, &book.revision), (labels.date, &book.date)];
    html! {
        header class="cover" {
            @if let Some(logo) = &book.logo {
                @match shown.get(logo.picture).and_then(Option::as_ref) {
                    Some(shown) => img class="logo" src=[shown.address()] alt=(logo.alt) width=(shown.width) height=(shown.height);,
                    None => div class="logo missing" { p { (labels.picture_missing) } p { (logo.alt) } },
                }
            }
            svg class="turn" viewBox="-10 -14 80 122" aria-hidden="true" { (PreEscaped(turn)) }
            div {
                h1 dir="auto" { (book.title) }
                @if book.company != book.title { p class="company" { (book.company) } }
                p class="counts" { @for (kind, count) in book.counts() { span { (sign(kind)) (labels.count(kind, count)) } " " } }
                dl { @for (name, value) in facts { @if !value.is_empty() { div { dt { (name) } dd { (value) } } } } }
            }
        }
    }
}
