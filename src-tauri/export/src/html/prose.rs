//! The Markdown tree as HTML. Everything is escaped when it is written, and ammonia reads it once more:
//! what should not be possible twice is not there.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use maud::{Markup, PreEscaped, html};
use roadbook_core::model::CalloutKind;

use crate::book::Book;
use crate::drawing::{signs, svg};
use crate::markdown::{Block, Inline, Item, Target, plain};

static SECOND_LINE: LazyLock<Builder> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "p",
            "strong",
            "em",
            "s",
            "code",
            "kbd",
            "pre",
            "br",
            "hr",
            "ul",
            "ol",
            "li",
            "blockquote",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "a",
            "div",
            "span",
        ]))
        .generic_attributes(HashSet::from(["class", "dir"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("th", HashSet::from(["scope"])),
            ("div", HashSet::from(["tabindex"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Custom(Box::new(inside)))
        .link_rel(Some("noopener noreferrer"))
        .strip_comments(true);
    builder
});

/// An address without a scheme leads to a place of this page, or nowhere.
fn inside(address: &str) -> Option<Cow<'_, str>> {
    address.starts_with('#').then_some(Cow::Borrowed(address))
}

pub fn blocks(book: &Book, blocks: &[Block]) -> Markup {
    if blocks.is_empty() {
        return html! {};
    }
    PreEscaped(SECOND_LINE.clean(&raw_blocks(book, blocks).into_string()).to_string())
}

/// A callout: a sign, a word, and what it says.
pub fn callout(book: &Book, kind: CalloutKind, said: &[Block]) -> Markup {
    let class = match kind {
        CalloutKind::Tip => "callout tip",
        CalloutKind::Warning => "callout warning",
        CalloutKind::Danger => "callout danger",
    };
    let mut sign = String::new();
    svg::parts(&signs::callout_sign(kind), svg::Colours::Variables, &mut sign);
    html! {
        div class=(class) role="note" {
            svg viewBox="0 0 16 16" aria-hidden="true" { (PreEscaped(sign)) }
            div { strong class="word" { (book.labels.callout(kind)) } (blocks(book, said)) }
        }
    }
}

fn raw_blocks(book: &Book, blocks: &[Block]) -> Markup {
    html! { @for block in blocks { (raw_block(book, block)) } }
}

fn raw_block(book: &Book, block: &Block) -> Markup {
    match block {
        Block::Paragraph(said) => html! { p dir="auto" { (inlines(book, said)) } },
        Block::Heading(said) => html! { p dir="auto" class="heading" { strong { (inlines(book, said)) } } },
        Block::Bullets(list) => html! { ul { (items(book, list)) } },
        Block::Numbers(1, list) => html! { ol { (items(book, list)) } },
        Block::Numbers(start, list) => html! { ol start=(start.min(&999_999)) { (items(book, list)) } },
        Block::Quote(said) => html! { blockquote { (raw_blocks(book, said)) } },
        Block::Callout(kind, said) => {
            let class = match kind {
                CalloutKind::Tip => "callout tip plain",
                CalloutKind::Warning => "callout warning plain",
                CalloutKind::Danger => "callout danger plain",
            };
            html! { div class=(class) { div { strong class="word" { (book.labels.callout(*kind)) } (raw_blocks(book, said)) } } }
        }
        Block::Code(words) => html! { pre { code { (words) } } },
        Block::Rule => html! { hr; },
        Block::Table(head, rows) => html! {
            div class="wide" tabindex="0" {
                table {
                    thead { tr { @for cell in head { th scope="col" dir="auto" { (inlines(book, cell)) } } } }
                    tbody { @for row in rows { tr { @for cell in row { td dir="auto" { (inlines(book, cell)) } } } } }
                }
            }
        },
    }
}

fn items(book: &Book, items: &[Item]) -> Markup {
    html! {
        @for item in items {
            @match item.done {
                None => li { (raw_blocks(book, &item.blocks)) },
                Some(done) => li class=(if done { "task done" } else { "task" }) { (raw_blocks(book, &item.blocks)) },
            }
        }
    }
}

fn inlines(book: &Book, said: &[Inline]) -> Markup {
    html! { @for inline in said { (self::inline(book, inline)) } }
}

fn inline(book: &Book, inline: &Inline) -> Markup {
    match inline {
        Inline::Text(words) => html! { (words) },
        Inline::Bold(said) => html! { strong { (inlines(book, said)) } },
        Inline::Italic(said) => html! { em { (inlines(book, said)) } },
        Inline::Strike(said) => html! { s { (inlines(book, said)) } },
        Inline::Code(words) => html! { code { (words) } },
        Inline::Key(words) => html! { kbd { (words) } },
        Inline::Break => html! { br; },
        Inline::Link(target, said) => {
            let address = match target {
                Target::Web(address) => Some(address.clone()),
                Target::Document(id) => book.find(*id).map(|chapter| format!("#{}", chapter.anchor)),
            };
            let words = plain(&[Block::Paragraph(said.clone())]);
            match address {
                // Printed, it need not say its address again.
                Some(address) if words.is_empty() || words == address => {
                    html! { a class="bare" href=(address) { (address) } }
                }
                Some(address) => html! { a href=(address) { (inlines(book, said)) } },
                None => inlines(book, said),
            }
        }
    }
}
