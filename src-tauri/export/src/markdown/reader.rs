//! From pulldown-cmark's events to the tree.

use pulldown_cmark::{BlockQuoteKind, Event, Options, Parser, Tag, TagEnd};
use roadbook_core::model::CalloutKind;

use super::{Block, Inline, Item, Target, plain_inlines, target};
use crate::text;

/// Deeper than this, layout engines fail; what is nested deeper is printed flat.
const DEEPEST: usize = 12;

pub fn read(markdown: &str) -> Vec<Block> {
    let source = text::clean(markdown);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let mut reader = Reader { open: vec![Open::new(Frame::Root)], skipped: 0 };
    for event in Parser::new_ext(&source, options) {
        reader.take(event);
    }
    while reader.open.len() > 1 {
        reader.close();
    }
    reader.open.pop().map(Open::into_blocks).unwrap_or_default()
}

enum Frame {
    Root,
    Paragraph,
    Heading,
    Bullets,
    Numbers(u64),
    Item(Option<bool>),
    Quote,
    Callout(CalloutKind),
    Code,
    Table(usize),
    Row,
    Cell,
    Bold,
    Italic,
    Strike,
    Link(Option<Target>),
    Key,
    /// Its content goes to what is around it: pictures, HTML blocks, things of later versions.
    Through,
}

struct Open {
    frame: Frame,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Item>,
    cells: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
}

impl Open {
    fn new(frame: Frame) -> Self {
        Self { frame, blocks: vec![], inlines: vec![], items: vec![], cells: vec![], rows: vec![] }
    }

    /// Loose inlines (of a tight list item, say) become a paragraph.
    fn settle(&mut self) {
        if !self.inlines.is_empty() {
            let inlines = std::mem::take(&mut self.inlines);
            self.blocks.push(Block::Paragraph(inlines));
        }
    }

    fn into_blocks(mut self) -> Vec<Block> {
        self.settle();
        self.blocks
    }

    /// A list's items; what was nested too deep to be an item is one more.
    fn into_items(mut self) -> Vec<Item> {
        let mut items = std::mem::take(&mut self.items);
        let blocks = self.into_blocks();
        if !blocks.is_empty() {
            items.push(Item { done: None, blocks });
        }
        items
    }

    fn words(&self) -> String {
        let mut out = String::new();
        plain_inlines(&self.inlines, &mut out);
        out
    }
}

struct Reader {
    open: Vec<Open>,
    /// How many starts too deep to be kept are open.
    skipped: usize,
}

impl Reader {
    fn top(&mut self) -> &mut Open {
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// Neighbouring pieces of text become one, so that what is one word stays one word.
    fn inline(&mut self, inline: Inline) {
        let inlines = &mut self.top().inlines;
        match (inlines.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(more)) => before.push_str(&more),
            (_, inline) => inlines.push(inline),
        }
    }

    fn block(&mut self, block: Block) {
        self.top().settle();
        self.top().blocks.push(block);
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => {
                if self.open.len() > DEEPEST || self.skipped > 0 {
                    self.skipped += 1;
                } else {
                    let open = Open::new(frame(tag));
                    self.open.push(open);
                }
            }
            Event::End(end) if self.skipped > 0 => {
                self.skipped -= 1;
                if matches!(end, TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock) {
                    self.inline(Inline::Text(" ".into()));
                }
            }
            Event::End(_) => self.close_one(),
            Event::Text(words) => self.inline(Inline::Text(words.into_string())),
            Event::Code(words) => self.inline(Inline::Code(words.into_string())),
            Event::InlineHtml(tag) if &*tag == "<kbd>" && self.open.len() <= DEEPEST => {
                self.open.push(Open::new(Frame::Key));
            }
            Event::InlineHtml(tag) if &*tag == "</kbd>" && matches!(self.top().frame, Frame::Key) => self.close(),
            Event::Html(words) | Event::InlineHtml(words) => self.inline(Inline::Text(words.into_string())),
            Event::SoftBreak => self.inline(Inline::Text(" ".into())),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(done) => {
                if let Some(Open { frame: Frame::Item(mark), .. }) =
                    self.open.iter_mut().rev().find(|open| matches!(open.frame, Frame::Item(_)))
                {
                    *mark = Some(done);
                }
            }
            Event::InlineMath(words) | Event::DisplayMath(words) | Event::FootnoteReference(words) => {
                self.inline(Inline::Text(words.into_string()));
            }
        }
    }

    /// Closes what an end tag names; a key left open inside it ends with it.
    fn close_one(&mut self) {
        while matches!(self.top().frame, Frame::Key) {
            self.close();
        }
        if self.open.len() > 1 {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        match std::mem::replace(&mut open.frame, Frame::Root) {
            Frame::Root => {}
            Frame::Paragraph => {
                if !open.inlines.is_empty() {
                    self.block(Block::Paragraph(open.inlines));
                }
            }
            Frame::Heading => self.block(Block::Heading(open.inlines)),
            Frame::Bullets => {
                let items = open.into_items();
                self.block(Block::Bullets(items));
            }
            Frame::Numbers(start) => {
                let items = open.into_items();
                self.block(Block::Numbers(start, items));
            }
            Frame::Item(done) => {
                let blocks = open.into_blocks();
                self.top().items.push(Item { done, blocks });
            }
            Frame::Quote => self.block(Block::Quote(open.into_blocks())),
            Frame::Callout(kind) => self.block(Block::Callout(kind, open.into_blocks())),
            Frame::Code => {
                let words = open.words();
                self.block(Block::Code(words.trim_end_matches('\n').to_owned()));
            }
            Frame::Table(columns) => {
                let mut rows = std::mem::take(&mut open.rows).into_iter();
                let head = rows.next().unwrap_or_default();
                let fit = |mut row: Vec<Vec<Inline>>| {
                    row.resize(columns, vec![]);
                    row
                };
                self.block(Block::Table(fit(head), rows.map(fit).collect()));
                self.top().inlines.append(&mut open.inlines);
            }
            Frame::Row => {
                if !open.inlines.is_empty() {
                    open.cells.push(open.inlines);
                }
                self.top().rows.push(open.cells);
            }
            Frame::Cell => self.top().cells.push(open.inlines),
            Frame::Bold => self.inline(Inline::Bold(open.inlines)),
            Frame::Italic => self.inline(Inline::Italic(open.inlines)),
            Frame::Strike => self.inline(Inline::Strike(open.inlines)),
            Frame::Link(Some(target)) => self.inline(Inline::Link(target, open.inlines)),
            Frame::Key => {
                let words = open.words();
                self.inline(Inline::Key(text::line(&words)));
            }
            Frame::Link(None) | Frame::Through => {
                for block in open.blocks {
                    self.block(block);
                }
                for inline in open.inlines {
                    self.inline(inline);
                }
            }
        }
    }
}

fn frame(tag: Tag) -> Frame {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => Frame::Paragraph,
        Tag::Heading { .. } => Frame::Heading,
        Tag::BlockQuote(None) => Frame::Quote,
        Tag::BlockQuote(Some(kind)) => Frame::Callout(match kind {
            BlockQuoteKind::Note | BlockQuoteKind::Tip | BlockQuoteKind::Important => CalloutKind::Tip,
            BlockQuoteKind::Warning => CalloutKind::Warning,
            BlockQuoteKind::Caution => CalloutKind::Danger,
        }),
        Tag::CodeBlock(_) => Frame::Code,
        Tag::List(None) => Frame::Bullets,
        Tag::List(Some(start)) => Frame::Numbers(start),
        Tag::Item => Frame::Item(None),
        Tag::Table(columns) => Frame::Table(columns.len()),
        Tag::TableHead | Tag::TableRow => Frame::Row,
        Tag::TableCell => Frame::Cell,
        Tag::Strong => Frame::Bold,
        Tag::Emphasis => Frame::Italic,
        Tag::Strikethrough => Frame::Strike,
        Tag::Link { dest_url, .. } => Frame::Link(target(&dest_url)),
        _ => Frame::Through,
    }
}
