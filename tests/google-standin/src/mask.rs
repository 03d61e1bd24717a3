//! Field masks: `a,b(c,d),e/f.g,*`, checked against the fields that Google's answers can have.
//!
//! `fields.json` is written by `conformance/extract_fields.py` from Google's discovery documents.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FIELDS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("fields.json")).unwrap_or_default());

/// A parsed mask. No children means everything below.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mask(BTreeMap<String, Mask>);

/// The path in a mask that names nothing, or a mask that is not one.
#[derive(Debug, PartialEq)]
pub(crate) struct UnknownField(pub String);

impl Mask {
    /// Parses `text` as a mask over `resource` of `api`.
    pub fn read(text: &str, api: &str, resource: &str) -> Result<Self, UnknownField> {
        let mut parser = Parser { rest: text };
        let mask = parser.list()?;
        if !parser.rest.is_empty() {
            return Err(UnknownField(text.to_owned()));
        }
        mask.check(&FIELDS[api], resource, "")?;
        Ok(mask)
    }

    /// Whether the mask lets through something under `path`.
    pub fn covers(&self, path: &[&str]) -> bool {
        let Some((first, rest)) = path.split_first() else {
            return true;
        };
        self.0.is_empty()
            || [self.0.get(*first), self.0.get("*")]
                .into_iter()
                .flatten()
                .any(|below| below.covers(rest))
    }

    /// What the mask leaves of `value`.
    pub fn apply(&self, value: &Value) -> Value {
        if self.0.is_empty() {
            return value.clone();
        }
        match value {
            Value::Array(items) => items.iter().map(|item| self.apply(item)).collect(),
            Value::Object(fields) => {
                let mut left = Map::new();
                for (key, value) in fields {
                    if let Some(below) = self.0.get(key).or_else(|| self.0.get("*")) {
                        left.insert(key.clone(), below.apply(value));
                    }
                }
                Value::Object(left)
            }
            scalar => scalar.clone(),
        }
    }

    fn check(&self, fields: &Value, resource: &str, path: &str) -> Result<(), UnknownField> {
        for (name, below) in &self.0 {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            if name == "*" {
                continue;
            }
            let kind = fields[resource].get(name).and_then(Value::as_str);
            match kind {
                None => return Err(UnknownField(path)),
                Some("*") => {}
                Some("") if below.0.is_empty() => {}
                Some("") => return Err(UnknownField(path)),
                Some(kind) => below.check(fields, kind, &path)?,
            }
        }
        Ok(())
    }

    /// A field named twice shows what both ask for; one named whole is whole.
    fn add(&mut self, name: &str, below: Mask) {
        match self.0.get_mut(name) {
            Some(held) if held.0.is_empty() => {}
            Some(held) if below.0.is_empty() => *held = below,
            Some(held) => {
                for (key, mask) in below.0 {
                    held.add(&key, mask);
                }
            }
            None => {
                self.0.insert(name.to_owned(), below);
            }
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn list(&mut self) -> Result<Mask, UnknownField> {
        let mut mask = Mask::default();
        loop {
            let (name, below) = self.item()?;
            mask.add(&name, below);
            if !self.eat(',') {
                return Ok(mask);
            }
        }
    }

    fn item(&mut self) -> Result<(String, Mask), UnknownField> {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "_-*".contains(c)));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if name.is_empty() {
            return Err(UnknownField(self.rest.to_owned()));
        }
        let name = name.to_owned();
        self.rest = rest.trim_start();
        if self.eat('/') || self.eat('.') {
            let (key, below) = self.item()?;
            return Ok((name, Mask([(key, below)].into())));
        }
        if self.eat('(') {
            let below = self.list()?;
            return if self.eat(')') {
                Ok((name, below))
            } else {
                Err(UnknownField(self.rest.to_owned()))
            };
        }
        Ok((name, Mask::default()))
    }

    fn eat(&mut self, mark: char) -> bool {
        self.rest = self.rest.trim_start();
        let found = self.rest.strip_prefix(mark);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(mask: &str, resource: &str, value: Value, left: Value) {
        let api = if resource == "Spreadsheet" {
            "sheets"
        } else {
            "drive"
        };
        assert_eq!(
            Mask::read(mask, api, resource).unwrap().apply(&value),
            left,
            "{mask}"
        );
    }

    #[test]
    fn dots_slashes_and_parentheses_say_the_same() {
        let list = json!({ "files": [{ "id": "a", "name": "b", "size": "3" }], "kind": "k" });
        let left = json!({ "files": [{ "id": "a", "name": "b" }] });
        check("files(id,name)", "FileList", list.clone(), left.clone());
        check("files/id,files/name", "FileList", list.clone(), left.clone());
        check("files.id, files(name)", "FileList", list.clone(), left);
        check("*", "FileList", list.clone(), list);
    }

    #[test]
    fn sheets_masks_reach_into_grid_properties() {
        let value =
            json!({ "sheets": [{ "properties": { "title": "A", "gridProperties": { "rowCount": 3 } } }] });
        check(
            "sheets.properties(title,gridProperties(rowCount))",
            "Spreadsheet",
            value.clone(),
            value,
        );
    }

    #[test]
    fn a_field_that_does_not_exist_is_told() {
        for (mask, path) in [("etag", "etag"), ("files(id,nme)", "files.nme"), ("id/x", "id")] {
            let resource = if mask.starts_with("files") {
                "FileList"
            } else {
                "File"
            };
            assert_eq!(
                Mask::read(mask, "drive", resource),
                Err(UnknownField(path.to_owned()))
            );
        }
        assert!(Mask::read("files(id", "drive", "FileList").is_err());
        assert!(Mask::read("", "drive", "FileList").is_err());
    }

    #[test]
    fn what_is_covered_can_be_asked() {
        let mask = Mask::read("sheets.data.rowData,properties", "sheets", "Spreadsheet").unwrap();
        assert!(mask.covers(&["sheets", "data"]));
        assert!(!mask.covers(&["sheets", "charts"]));
    }
}
