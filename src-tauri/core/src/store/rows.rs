//! Records as rows: the columns that SQL uses, and the rest of the record as JSON in `data`.

use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension, Statement, ToSql};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Store;
use super::whole::whole;
use crate::error::Result;
use crate::model::{
    Asset, Connection as MapConnection, Document, Figure, Lane, Node, Pack, Preset, Record, Revision, Role, Run, Step,
    Tool,
};

/// A record that has a table. `COLUMNS` are fields of the record's JSON; the first is the key.
pub(crate) trait Row: Serialize + DeserializeOwned {
    const TABLE: &'static str;
    /// The record in plain words, for errors.
    const WHAT: &'static str;
    const COLUMNS: &'static [&'static str];
    const ORDER: &'static str;
    fn into_record(self) -> Record;
}

macro_rules! row {
    ($type:ty, $variant:expr, $table:literal, $what:literal, $order:literal, [$($column:literal),*]) => {
        impl Row for $type {
            const TABLE: &'static str = $table;
            const WHAT: &'static str = $what;
            const COLUMNS: &'static [&'static str] = &[$($column),*];
            const ORDER: &'static str = concat!("ORDER BY ", $order);
            fn into_record(self) -> Record {
                $variant(self)
            }
        }
    };
}

row!(Role, Record::Role, "role", "role", "name, id", ["id", "name"]);
row!(Tool, Record::Tool, "tool", "tool", "name, id", ["id", "name"]);
row!(
    Document,
    |it| Record::Document(Box::new(it)),
    "document",
    "document",
    "position, number",
    [
        "id",
        "kind",
        "number",
        "title",
        "status",
        "owner",
        "position",
        "review_on",
        "trashed_at",
        "created_at",
        "changed_at",
        "tool"
    ]
);
row!(Lane, Record::Lane, "lane", "lane", "position, id", ["id", "process", "position", "role"]);
row!(
    Node,
    Record::Node,
    "node",
    "step of the map",
    "id",
    ["id", "process", "kind", "lane", "label", "role", "tool", "opens"]
);
row!(
    MapConnection,
    Record::Connection,
    "connection",
    "connection",
    "id",
    ["id", "process", "source", "target", "label"]
);
row!(Step, Record::Step, "step", "step", "position, id", ["id", "document", "position", "role", "link"]);
row!(Asset, Record::Asset, "asset", "picture", "hash", ["hash", "mime", "width", "height", "size", "imported_at"]);
row!(Figure, Record::Figure, "figure", "screenshot", "position, id", ["id", "step", "position", "asset"]);
row!(
    Revision,
    |it| Record::Revision(Box::new(it)),
    "revision",
    "revision",
    "number",
    ["id", "document", "number", "published_at", "note"]
);
row!(Pack, Record::Pack, "pack", "pack", "name, id", ["id", "name"]);
row!(Preset, Record::Preset, "preset", "style", "name, id", ["id", "name"]);
row!(Run, Record::Run, "run", "run", "started_at", ["id", "document", "revision", "started_at", "finished_at"]);

/// Inserts the record, or updates what is other in the row that has its key: an index of a column that stays
/// as it was is not written.
pub(super) fn put<R: Row>(db: &Connection, row: &R) -> Result<()> {
    let Value::Object(mut fields) = serde_json::to_value(row)? else { unreachable!("records are JSON objects") };
    let mut values: Vec<Sql> =
        R::COLUMNS.iter().map(|column| sql(fields.remove(*column).unwrap_or(Value::Null))).collect();
    values.push(Sql::Text(serde_json::to_string(&fields)?));
    let columns = [R::COLUMNS, &["data"]].concat();
    let Some(known) = columns_of::<R>(db, &columns, &values[0])? else {
        let marks: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
        let insert = format!("INSERT INTO {} ({}) VALUES ({})", R::TABLE, columns.join(", "), marks.join(", "));
        db.prepare_cached(&insert)?.execute(rusqlite::params_from_iter(values))?;
        return Ok(());
    };
    let other: Vec<usize> = (1..columns.len()).filter(|at| known[*at] != values[*at]).collect();
    if other.is_empty() {
        return Ok(());
    }
    let set: Vec<String> = other.iter().map(|at| format!("{} = ?{}", columns[*at], at + 1)).collect();
    let update = format!("UPDATE {} SET {} WHERE {} = ?1", R::TABLE, set.join(", "), columns[0]);
    let mut update = db.prepare_cached(&update)?;
    for at in std::iter::once(0).chain(other) {
        update.raw_bind_parameter(at + 1, &values[at])?;
    }
    update.raw_execute()?;
    Ok(())
}

fn columns_of<R: Row>(db: &Connection, columns: &[&str], key: &Sql) -> Result<Option<Vec<Sql>>> {
    let select = format!("SELECT {} FROM {} WHERE {} = ?1", columns.join(", "), R::TABLE, columns[0]);
    let read = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|at| row.get(at)).collect();
    Ok(db.prepare_cached(&select)?.query_row([key], read).optional()?)
}

pub(super) fn get<R: Row>(db: &Connection, key: &str) -> Result<Option<R>> {
    Ok(list(db, &format!("WHERE {} = ?1", R::COLUMNS[0]), &[&key])?.pop())
}

/// `rest` is what follows the table's name in the SELECT.
pub(super) fn list<R: Row>(db: &Connection, rest: &str, params: &[&dyn ToSql]) -> Result<Vec<R>> {
    let statement = format!("SELECT {}, data FROM {} {rest}", R::COLUMNS.join(", "), R::TABLE);
    collect(&mut *db.prepare_cached(&statement)?, params)
}

fn collect<R: Row>(statement: &mut Statement<'_>, params: &[&dyn ToSql]) -> Result<Vec<R>> {
    let mut found = vec![];
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        let columns = R::COLUMNS.iter().enumerate().map(|(index, column)| Ok((*column, json(row.get_ref(index)?))));
        let columns = columns.collect::<rusqlite::Result<_>>()?;
        let data = row.get_ref(R::COLUMNS.len())?.as_str().unwrap_or_default();
        found.push(whole(columns, data)?);
    }
    Ok(found)
}

fn sql(value: Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(flag) => Sql::Integer(flag.into()),
        Value::Number(number) => {
            number.as_i64().map_or_else(|| Sql::Real(number.as_f64().unwrap_or(0.0)), Sql::Integer)
        }
        Value::String(text) => Sql::Text(text),
        other => Sql::Text(other.to_string()),
    }
}

fn json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
    }
}

impl Store {
    /// The record behind a row of any table; `None` when it is gone.
    pub fn record(&self, table: &str, key: &str) -> Result<Option<Record>> {
        fn found<R: Row>(db: &Connection, key: &str) -> Result<Option<Record>> {
            Ok(get::<R>(db, key)?.map(Row::into_record))
        }
        match table {
            "role" => found::<Role>(&self.db, key),
            "tool" => found::<Tool>(&self.db, key),
            "document" => found::<Document>(&self.db, key),
            "lane" => found::<Lane>(&self.db, key),
            "node" => found::<Node>(&self.db, key),
            "connection" => found::<MapConnection>(&self.db, key),
            "step" => found::<Step>(&self.db, key),
            "asset" => found::<Asset>(&self.db, key),
            "figure" => found::<Figure>(&self.db, key),
            "revision" => found::<Revision>(&self.db, key),
            "pack" => found::<Pack>(&self.db, key),
            "preset" => found::<Preset>(&self.db, key),
            "run" => found::<Run>(&self.db, key),
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{DocumentId, StepId};

    #[test]
    fn a_text_that_changes_writes_no_index() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("library.db");
        let store = super::super::create(&file).unwrap();
        // Referred to rows need not be there for this.
        store.db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        let document = DocumentId(Uuid::from_u128(1));
        let step = Step::new(StepId(Uuid::from_u128(2)), document, 1.0, "Press Save".into());
        store.transaction(|| store.put(&step)).unwrap();
        let log = file.with_extension("db-wal");
        let length = || std::fs::metadata(&log).unwrap().len();
        let before = length();
        let changed = Step { text: "Press Cancel".into(), ..step };
        store.transaction(|| store.put(&changed)).unwrap();
        let (page, head) = (4096, 24);
        assert_eq!(length() - before, page + head, "one page of the log: that of the row");
        store.transaction(|| store.put(&changed)).unwrap();
        assert_eq!(length() - before, page + head, "nothing, since nothing is other");
        assert_eq!(store.get::<Step>(changed.id).unwrap(), Some(changed));
    }
}
