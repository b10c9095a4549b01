//! The Markdown tree as the lists that the template reads.

use serde_json::{Value, json};

use crate::book::Book;
use crate::markdown::{Block, Inline, Item, Target};
use crate::text::{breakable, is_right_to_left};

/// A table wider than this is printed in parts, each with the first column.
const MOST_COLUMNS: usize = 8;

pub fn blocks(book: &Book, blocks: &[Block]) -> Value {
    Value::Array(blocks.iter().flat_map(|block| self::block(book, block)).collect())
}

/// The blocks with a bold word in front of the first line; nothing stays nothing.
pub fn run_in(book: &Book, word: &str, blocks: &[Block]) -> Value {
    let Some((first, rest)) = blocks.split_first() else { return json!([]) };
    let word = json!(["w", word]);
    let mut out = vec![];
    match first {
        Block::Paragraph(inlines) => {
            let mut inlines_out = vec![word];
            inlines_out.extend(inlines.iter().map(|inline| self::inline(book, inline)));
            out.push(json!(["p", direction(inlines), inlines_out]));
        }
        other => {
            out.push(json!(["p", false, [word]]));
            out.extend(self::block(book, other));
        }
    }
    out.extend(rest.iter().flat_map(|block| self::block(book, block)));
    Value::Array(out)
}

fn block(book: &Book, block: &Block) -> Vec<Value> {
    vec![match block {
        Block::Paragraph(inlines) => json!(["p", direction(inlines), self::inlines(book, inlines)]),
        Block::Heading(inlines) => json!(["h", direction(inlines), self::inlines(book, inlines)]),
        Block::Bullets(items) => json!(["ul", self::items(book, items)]),
        Block::Numbers(start, items) => json!(["ol", start.min(&999_999), self::items(book, items)]),
        Block::Quote(blocks) => json!(["q", self::blocks(book, blocks)]),
        Block::Callout(kind, blocks) => {
            json!(["call", *kind as usize, self::run_in(book, book.labels.callout(*kind), blocks)])
        }
        Block::Code(words) => json!(["pre", breakable(words)]),
        Block::Rule => json!(["hr"]),
        Block::Table(head, rows) => return self::table(book, head, rows),
    }]
}

fn table(book: &Book, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Vec<Value> {
    let columns: Vec<usize> = (0..head.len()).collect();
    let parts: Vec<Vec<usize>> = if columns.len() <= MOST_COLUMNS {
        vec![columns]
    } else {
        columns[1..].chunks(MOST_COLUMNS - 1).map(|part| [&columns[..1], part].concat()).collect()
    };
    let cell = |cells: &[Vec<Inline>], at: usize| {
        let cell = cells.get(at).map_or(&[][..], Vec::as_slice);
        json!([direction(cell), self::inlines(book, cell)])
    };
    let row =
        |cells: &[Vec<Inline>], part: &[usize]| -> Vec<Value> { part.iter().map(|at| cell(cells, *at)).collect() };
    parts
        .iter()
        .map(|part| {
            let rows: Vec<Value> = rows.iter().flat_map(|cells| row(cells, part)).collect();
            json!(["table", part.len(), row(head, part), rows])
        })
        .collect()
}

fn items(book: &Book, items: &[Item]) -> Value {
    Value::Array(items.iter().map(|item| json!([item.done, self::blocks(book, &item.blocks)])).collect())
}

fn inlines(book: &Book, inlines: &[Inline]) -> Value {
    Value::Array(inlines.iter().map(|inline| self::inline(book, inline)).collect())
}

fn inline(book: &Book, inline: &Inline) -> Value {
    match inline {
        Inline::Text(words) => json!(["t", breakable(words)]),
        Inline::Bold(inner) => json!(["b", self::inlines(book, inner)]),
        Inline::Italic(inner) => json!(["i", self::inlines(book, inner)]),
        Inline::Strike(inner) => json!(["s", self::inlines(book, inner)]),
        Inline::Code(words) => json!(["c", breakable(words)]),
        Inline::Key(words) => json!(["k", words]),
        Inline::Break => json!(["br"]),
        Inline::Link(Target::Web(address), inner) => json!(["a", address, self::inlines(book, inner)]),
        Inline::Link(Target::Document(id), inner) => match book.find(*id) {
            Some(chapter) => json!(["ref", chapter.anchor, self::inlines(book, inner)]),
            None => json!(["g", self::inlines(book, inner)]),
        },
    }
}

fn direction(inlines: &[Inline]) -> bool {
    is_right_to_left(&crate::markdown::plain(&[Block::Paragraph(inlines.to_vec())]))
}
