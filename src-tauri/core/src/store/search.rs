//! The full-text index: one row for each document, step and node.

use rusqlite::{OptionalExtension, params};

use super::Store;
use crate::error::Result;
use crate::model::{Document, DocumentId, Figure, Node, NodeId, ShapeForm, Step, StepId};
use crate::query::Hit;

/// What is deleted is overwritten; a setting of the index that its table does not say.
const SECURE: &str = "INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)";

/// What a row of the index is about.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Document(DocumentId),
    Node(NodeId),
    Step(StepId),
}

/// What is found in a part, and where it is.
struct Words {
    document: DocumentId,
    title: String,
    body: String,
}

impl Part {
    fn key(self) -> String {
        match self {
            Self::Document(id) => id.to_string(),
            Self::Node(id) => id.to_string(),
            Self::Step(id) => id.to_string(),
        }
    }

    /// As the table of what is due writes it.
    fn due(self) -> String {
        let what = match self {
            Self::Document(_) => "document",
            Self::Node(_) => "node",
            Self::Step(_) => "step",
        };
        format!("{what} {}", self.key())
    }

    fn of_due(text: &str) -> Option<Self> {
        let (what, id) = text.split_once(' ')?;
        Some(match what {
            "document" => Self::Document(id.parse().ok()?),
            "node" => Self::Node(id.parse().ok()?),
            "step" => Self::Step(id.parse().ok()?),
            _ => return None,
        })
    }

    /// `None` when the part is gone.
    fn words(self, store: &Store) -> Result<Option<Words>> {
        Ok(match self {
            Self::Document(id) => store.get(id)?.map(of_document),
            Self::Node(id) => store.get(id)?.map(of_node),
            Self::Step(id) => match store.get(id)? {
                Some(step) => Some(of_step(step, store.list("step", id)?)),
                None => None,
            },
        })
    }
}

fn of_document(document: Document) -> Words {
    let body = [&document.text, &document.purpose, &document.scope, &document.quality, &document.materials]
        .into_iter()
        .chain([&document.definitions, &document.starting_screen, &document.finished_result])
        .chain([&document.trigger, &document.outcome])
        .chain(&document.tags)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n");
    Words { document: document.id, title: format!("{} {}", document.title, document.number), body }
}

fn of_node(node: Node) -> Words {
    let body = [node.description, node.inputs, node.outputs, node.automated_by].join("\n");
    Words { document: node.process, title: node.label, body }
}

/// A step is found by the words on its pictures too.
fn of_step(step: Step, figures: Vec<Figure>) -> Words {
    let mut body = vec![step.text, step.expected, step.why];
    body.extend(step.callouts.into_iter().map(|callout| callout.text));
    for figure in figures {
        body.extend([figure.alt, figure.caption]);
        body.extend(figure.shapes.into_iter().filter_map(|shape| match shape.form {
            ShapeForm::Text { text, .. } | ShapeForm::Key { text, .. } => Some(text),
            _ => None,
        }));
    }
    Words { document: step.document, title: String::new(), body: body.join("\n") }
}

fn put(store: &Store, part: Part, words: &Words) -> Result<()> {
    let (key, document, title, body) = (part.key(), words.document.to_string(), &words.title, &words.body);
    let existing: Option<i64> = store
        .db
        .prepare_cached("SELECT id FROM search_row WHERE part = ?1")?
        .query_row([&key], |row| row.get(0))
        .optional()?;
    let id = match existing {
        Some(id) => {
            store
                .db
                .prepare_cached("UPDATE search_row SET document = ?2 WHERE id = ?1 AND document <> ?2")?
                .execute(params![id, document])?;
            let same = store
                .db
                .prepare_cached("SELECT 1 FROM search_text WHERE rowid = ?1 AND title = ?2 AND body = ?3")?
                .exists(params![id, title, body])?;
            if same {
                return Ok(());
            }
            store.db.prepare_cached("DELETE FROM search_text WHERE rowid = ?1")?.execute([id])?;
            id
        }
        None => {
            store
                .db
                .prepare_cached("INSERT INTO search_row (document, step, node, part) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![
                    document,
                    matches!(part, Part::Step(_)).then_some(&key),
                    matches!(part, Part::Node(_)).then_some(&key),
                    key
                ])?;
            store.db.last_insert_rowid()
        }
    };
    store
        .db
        .prepare_cached("INSERT INTO search_text (rowid, title, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id, title, body])?;
    Ok(())
}

fn remove(store: &Store, key: &str) -> Result<()> {
    store
        .db
        .prepare_cached("DELETE FROM search_text WHERE rowid = (SELECT id FROM search_row WHERE part = ?1)")?
        .execute([key])?;
    store.db.prepare_cached("DELETE FROM search_row WHERE part = ?1")?.execute([key])?;
    Ok(())
}

impl Store {
    /// The index has to be brought up to date with this part before it is asked again. Kept by the transaction
    /// that changes the part, so that a library that is stopped knows of it.
    pub(super) fn search_due(&self, part: Part) -> Result<()> {
        self.db.prepare_cached("INSERT OR IGNORE INTO search_due VALUES (?1)")?.execute([part.due()])?;
        Ok(())
    }

    /// Writes what is due. Done before a search, when nothing happens for a while and before closing, since it
    /// costs more than keeping an edit does.
    pub fn settle_search(&self) -> Result<()> {
        let due = self.values("SELECT part FROM search_due WHERE ?1 = ''", "")?;
        if due.is_empty() || self.db.is_readonly(rusqlite::MAIN_DB)? {
            return Ok(());
        }
        self.transaction(|| {
            for part in due.iter().filter_map(|text| Part::of_due(text)) {
                match part.words(self)? {
                    Some(words) => put(self, part, &words)?,
                    None => remove(self, &part.key())?,
                }
            }
            self.db.execute("DELETE FROM search_due", [])?;
            Ok(())
        })
    }

    /// Makes the whole index again.
    pub fn rebuild_search(&self) -> Result<()> {
        self.transaction(|| {
            // Emptied row by row, each word would be looked up to be overwritten, which takes minutes.
            let table: String =
                self.db.query_row("SELECT sql FROM sqlite_schema WHERE name = 'search_text'", [], |row| row.get(0))?;
            self.db.execute_batch("DELETE FROM search_row; DELETE FROM search_due; DROP TABLE search_text;")?;
            self.db.execute_batch(&table)?;
            self.db.execute_batch(SECURE)?;
            for table in ["document", "node", "step"] {
                self.db.execute(&format!("INSERT INTO search_due SELECT '{table} ' || id FROM {table}"), [])?;
            }
            Ok(())
        })?;
        self.settle_search()
    }

    /// Places where all words of `text` stand, the last one as a beginning; best first, titles before bodies.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<Hit>> {
        let Some(query) = fts_query(text) else { return Ok(vec![]) };
        self.settle_search()?;
        let mut found = self.db.prepare_cached(
            "SELECT document.id, document.kind, document.title, search_row.step, search_row.node,
                    snippet(search_text, -1, char(2), char(3), '…', 14)
             FROM search_text
             JOIN search_row ON search_row.id = search_text.rowid
             JOIN document ON document.id = search_row.document
             WHERE search_text MATCH ?1 AND document.trashed_at IS NULL
             ORDER BY bm25(search_text, 6.0, 1.0), document.position
             LIMIT ?2",
        )?;
        let mut rows = found.query(params![query, limit])?;
        let mut hits = vec![];
        while let Some(row) = rows.next()? {
            let id = |index| row.get::<_, Option<String>>(index);
            hits.push(Hit {
                document: super::read::id(row.get(0)?)?,
                kind: super::read::unword(row.get(1)?)?,
                title: row.get(2)?,
                step: id(3)?.map(super::read::id).transpose()?,
                node: id(4)?.map(super::read::id).transpose()?,
                excerpt: row.get(5)?,
            });
        }
        Ok(hits)
    }
}

/// The words as FTS5 strings, so that nothing typed is read as query syntax; `None` when there are none.
fn fts_query(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(32)
        .map(|word| format!("\"{word}\""))
        .collect();
    (!words.is_empty()).then(|| format!("{}*", words.join(" ")))
}
