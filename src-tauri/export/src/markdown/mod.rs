//! Markdown as a small tree that both formats print: text comes out of it as data, never as markup.
//!
//! What the tree cannot say does not get out: raw HTML is text, a link leads to the web, to a mailbox or
//! to a document of the library, pictures are their alternative text, and nesting ends at twelve.

mod reader;

use roadbook_core::model::{CalloutKind, DocumentId};
use serde::Serialize;

use crate::text;
pub use reader::read;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Paragraph(Vec<Inline>),
    Heading(Vec<Inline>),
    Bullets(Vec<Item>),
    Numbers(u64, Vec<Item>),
    Quote(Vec<Block>),
    Callout(CalloutKind, Vec<Block>),
    Code(String),
    /// The head's cells, and the rows', each as wide as the head.
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    Rule,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// In a task list: whether it is done.
    pub done: Option<bool>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    Text(String),
    Bold(Vec<Inline>),
    Italic(Vec<Inline>),
    Strike(Vec<Inline>),
    Code(String),
    /// A key of the keyboard: `<kbd>Ctrl</kbd>`.
    Key(String),
    Link(Target, Vec<Inline>),
    Break,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An http, https or mailto address.
    Web(String),
    Document(DocumentId),
}

/// The words alone, for places that show no formatting.
pub fn plain(blocks: &[Block]) -> String {
    let mut out = String::new();
    plain_blocks(blocks, &mut out);
    text::line(&out)
}

/// What an address may be: the web or a mailbox; everything else has no link.
pub fn web_address(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let lower = address.to_ascii_lowercase();
    let allowed = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    allowed.then_some(address)
}

fn target(address: &str) -> Option<Target> {
    match address.strip_prefix("roadbook:") {
        Some(id) => id.parse().ok().map(Target::Document),
        None => web_address(address).map(Target::Web),
    }
}

fn plain_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => plain_inlines(inlines, out),
            Block::Bullets(items) | Block::Numbers(_, items) => {
                for item in items {
                    plain_blocks(&item.blocks, out);
                }
            }
            Block::Quote(blocks) | Block::Callout(_, blocks) => plain_blocks(blocks, out),
            Block::Code(words) => out.push_str(words),
            Block::Table(head, rows) => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    plain_inlines(cell, out);
                    out.push(' ');
                }
            }
            Block::Rule => {}
        }
        out.push(' ');
    }
}

fn plain_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) | Inline::Key(words) => out.push_str(words),
            Inline::Bold(inner) | Inline::Italic(inner) | Inline::Strike(inner) | Inline::Link(_, inner) => {
                plain_inlines(inner, out);
            }
            Inline::Break => out.push('\n'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &str) {
        assert_eq!(format!("{:?}", read(markdown)), expected, "reading {markdown:?}");
    }

    /// The window's editor reads and writes the same texts in its own tests.
    #[test]
    fn the_editor_and_the_exporters_read_the_same_tree() {
        let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/markdown/texts.json");
        let texts: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(fixture).unwrap()).unwrap();
        let mut wrong = vec![];
        for text in texts.as_array().unwrap() {
            let markdown = text["markdown"].as_str().unwrap();
            let found = serde_json::to_value(read(markdown)).unwrap();
            if found != text["tree"] {
                wrong.push(format!("{markdown:?}\n  expected {}\n  found    {found}", text["tree"]));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(texts.as_array().unwrap().len() >= 60);
    }

    #[test]
    fn inline_marks_and_keys() {
        check(
            "Press <kbd>Ctrl</kbd>+<kbd>S</kbd> and **go *on***, `x` ~~not~~",
            r#"[Paragraph([Text("Press "), Key("Ctrl"), Text("+"), Key("S"), Text(" and "), Bold([Text("go "), Italic([Text("on")])]), Text(", "), Code("x"), Text(" "), Strike([Text("not")])])]"#,
        );
    }

    #[test]
    fn raw_html_is_text() {
        check("a <b onclick=x>b</b>", r#"[Paragraph([Text("a <b onclick=x>b</b>")])]"#);
        check("<script>alert(1)</script>", r#"[Paragraph([Text("<script>alert(1)</script>")])]"#);
        check("<kbd>open", r#"[Paragraph([Key("open")])]"#);
    }

    #[test]
    fn links_lead_to_the_web_or_a_document_and_nowhere_else() {
        check("[a](https://example.org)", r#"[Paragraph([Link(Web("https://example.org"), [Text("a")])])]"#);
        for bad in
            ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "roadbook:no-id", "//x"]
        {
            check(&format!("[a]({bad})"), r#"[Paragraph([Text("a")])]"#);
        }
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        check(
            &format!("[a](roadbook:{id})"),
            &format!("[Paragraph([Link(Document(DocumentId({id})), [Text(\"a\")])])]"),
        );
    }

    #[test]
    fn lists_callouts_and_tables() {
        check(
            "- [x] done\n- [ ] open",
            r#"[Bullets([Item { done: Some(true), blocks: [Paragraph([Text("done")])] }, Item { done: Some(false), blocks: [Paragraph([Text("open")])] }])]"#,
        );
        check("> [!WARNING]\n> Careful", r#"[Callout(Warning, [Paragraph([Text("Careful")])])]"#);
        check("|a|b|\n|-|-|\n|1|", r#"[Table([[Text("a")], [Text("b")]], [[[Text("1")], []]])]"#);
        check("![alt](https://x.y/z.png)", r#"[Paragraph([Text("alt")])]"#);
    }

    #[test]
    fn deep_nesting_is_flattened_and_loses_no_word() {
        let deep = format!("{}bottom", "> ".repeat(200));
        assert_eq!(plain(&read(&deep)), "bottom");
        let lists: String = (0..60).map(|depth| format!("{}- level {depth}\n", "  ".repeat(depth))).collect();
        assert!(plain(&read(&lists)).contains("level 14"));
    }
}
