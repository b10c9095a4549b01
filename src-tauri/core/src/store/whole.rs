//! A record put together from its columns and the JSON beside them, without making an object of the JSON first:
//! a large map is a thousand records, read after every change of it.

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

/// `columns` come before what `data` says under the same names.
pub(super) fn whole<R: DeserializeOwned>(columns: Vec<(&'static str, Value)>, data: &str) -> Result<R, Error> {
    let mut json = serde_json::Deserializer::from_str(data);
    let record = R::deserialize(Parts { columns, json: &mut json })?;
    json.end()?;
    Ok(record)
}

struct Parts<'j, 'd> {
    columns: Vec<(&'static str, Value)>,
    json: &'j mut serde_json::Deserializer<serde_json::de::StrRead<'d>>,
}

impl<'de> Deserializer<'de> for Parts<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.json.deserialize_map(Both { columns: self.columns, visitor })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Shows a record's visitor the columns first, then the JSON.
struct Both<V> {
    columns: Vec<(&'static str, Value)>,
    visitor: V,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Both<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_map<M: MapAccess<'de>>(self, data: M) -> Result<V::Value, M::Error> {
        let names = self.columns.iter().map(|(name, _)| *name).collect();
        self.visitor.visit_map(Fields { columns: self.columns.into_iter(), names, value: None, data })
    }
}

struct Fields<M> {
    columns: std::vec::IntoIter<(&'static str, Value)>,
    names: Vec<&'static str>,
    /// Of the column whose name was given last.
    value: Option<Value>,
    data: M,
}

impl<'de, M: MapAccess<'de>> MapAccess<'de> for Fields<M> {
    type Error = M::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, M::Error> {
        if let Some((name, value)) = self.columns.next() {
            self.value = Some(value);
            return seed.deserialize(serde::de::value::StrDeserializer::new(name)).map(Some);
        }
        while let Some(name) = self.data.next_key::<std::borrow::Cow<'de, str>>()? {
            if self.names.contains(&name.as_ref()) {
                self.data.next_value::<IgnoredAny>()?;
            } else {
                return seed.deserialize(serde::de::value::CowStrDeserializer::new(name)).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, M::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(value).map_err(serde::de::Error::custom),
            None => self.data.next_value_seed(seed),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Record {
        id: String,
        position: f64,
        of: Option<String>,
        #[serde(default)]
        tags: Vec<String>,
    }

    fn check(data: &str, of: Value) -> Result<Record, Error> {
        whole(vec![("id", json!("a")), ("position", json!(2.5)), ("of", of)], data)
    }

    #[test]
    fn columns_and_json_make_one_record() {
        let record = |of: Option<&str>, tags: &[&str]| Record {
            id: "a".into(),
            position: 2.5,
            of: of.map(str::to_owned),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        };
        assert_eq!(check("{}", Value::Null).unwrap(), record(None, &[]));
        assert_eq!(check(r#"{"tags": ["x", "\"y"]}"#, json!("b")).unwrap(), record(Some("b"), &["x", "\"y"]));
        let said_twice = r#"{"id": "old", "of": {"a": 1}, "tags": [], "more": [1]}"#;
        assert_eq!(check(said_twice, json!("b")).unwrap(), record(Some("b"), &[]), "a column counts");
    }

    #[test]
    fn what_is_no_json_is_no_record() {
        for broken in ["", "{", "[]", "{} x", r#"{"tags": 1}"#] {
            check(broken, Value::Null).expect_err(broken);
        }
    }
}
