//! Some fields of a record.

use std::fmt;
use std::io::{self, Write};

use presscut_cleaner::Article;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

/// The fields to keep of each record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<String>);

/// A name that no field of the record has.
#[derive(Debug, thiserror::Error)]
#[error("no field `{name}` in the record; its fields are: {}", field_names().join(", "))]
pub struct UnknownField {
    /// The name.
    pub name: String,
}

impl Fields {
    /// These fields; none named is all.
    ///
    /// # Errors
    /// Where the record has no such field.
    pub fn new(names: &[String]) -> Result<Self, UnknownField> {
        let known = field_names();
        match names.iter().find(|name| !known.contains(name)) {
            Some(name) => Err(UnknownField { name: name.clone() }),
            None => Ok(Self(names.to_vec())),
        }
    }

    /// Whether a field is asked for by name.
    #[must_use]
    pub fn names(&self, field: &str) -> bool {
        self.0.iter().any(|name| name == field)
    }

    /// Writes a record as JSON, on one line, its fields in the record's order.
    pub(super) fn write(&self, article: &Article, out: &mut impl Write) -> io::Result<()> {
        if self.0.is_empty() {
            return Ok(serde_json::to_writer(out, article)?);
        }
        let all = serde_json::to_string(article)?;
        let Members(mut members) = serde_json::from_str(&all)?;
        members.retain(|(name, _)| self.names(name));
        Ok(serde_json::to_writer(out, &Members(members))?)
    }
}

/// The record's fields, in its order, those on demand last.
#[must_use]
pub fn field_names() -> Vec<String> {
    let on_demand = Some(String::new());
    let full = Article {
        markdown: on_demand.clone(),
        html: on_demand,
        removed: Some(vec![]),
        comments: Some(vec![]),
        posts: Some(vec![]),
        ..Article::default()
    };
    let json = serde_json::to_string(&full).unwrap_or_default();
    serde_json::from_str(&json).map(|Members(members)| members.into_iter().map(|(name, _)| name.to_owned()).collect()).unwrap_or_default()
}

/// A JSON object, its members in order and unread.
struct Members<'a>(Vec<(&'a str, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_fields_are_kept_in_the_records_order() {
        let fields = Fields::new(&["text".to_owned(), "title".to_owned()]).expect("known fields");
        let article = Article { title: Some("港口\"重开\"".to_owned()), text: "Ferries.".to_owned(), ..Article::default() };
        let mut out = Vec::new();
        fields.write(&article, &mut out).expect("memory");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), r#"{"title":"港口\"重开\"","text":"Ferries."}"#);
    }

    #[test]
    fn an_unknown_field_is_told_with_the_known_ones() {
        let message = Fields::new(&["headline".to_owned()]).expect_err("unknown").to_string();
        assert!(message.contains("`headline`") && message.contains("title, subtitle") && message.contains("markdown"), "{message}");
    }
}
