//! Records as rows: the columns that SQL uses, and the rest of the record as JSON in `data`.

use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, Statement, ToSql};
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

/// Inserts the record, or updates it where a row has its key.
pub(super) fn put<R: Row>(db: &Connection, row: &R) -> Result<()> {
    let Value::Object(mut fields) = serde_json::to_value(row)? else { unreachable!("records are JSON objects") };
    let mut values: Vec<Sql> =
        R::COLUMNS.iter().map(|column| sql(fields.remove(*column).unwrap_or(Value::Null))).collect();
    values.push(Sql::Text(serde_json::to_string(&fields)?));
    let columns = [R::COLUMNS, &["data"]].concat();
    let marks: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
    let updates: Vec<String> = columns[1..].iter().map(|column| format!("{column} = excluded.{column}")).collect();
    let statement = format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {}",
        R::TABLE,
        columns.join(", "),
        marks.join(", "),
        columns[0],
        updates.join(", ")
    );
    db.prepare_cached(&statement)?.execute(rusqlite::params_from_iter(values))?;
    Ok(())
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
