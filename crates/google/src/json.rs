//! JSON as a value. The browser parses it, which is exact, free and already there.

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`, and what is not there.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Self>),
    /// An object, in its own order.
    Map(Vec<(String, Self)>),
}

impl Json {
    /// The member of that name; [`Json::Null`] where there is none.
    #[must_use]
    pub fn at(&self, key: &str) -> &Self {
        match self {
            Self::Map(members) => members
                .iter()
                .find(|(name, _)| name == key)
                .map_or(&Self::Null, |(_, value)| value),
            _ => &Self::Null,
        }
    }

    /// The elements of an array; none of anything else.
    #[must_use]
    pub fn list(&self) -> &[Self] {
        match self {
            Self::List(elements) => elements,
            _ => &[],
        }
    }

    /// The string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where it is a whole one that a count can be.
    #[must_use]
    pub fn whole(&self) -> Option<u64> {
        match self {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "in range as checked"
            )]
            Self::Number(number) if (0.0..9e15).contains(number) => Some(*number as u64),
            _ => None,
        }
    }

    /// Whether it is `true`.
    #[must_use]
    pub fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }

    /// Takes the string of that name out, so that no copy of a secret stays behind.
    pub(crate) fn take_text(&mut self, key: &str) -> Option<String> {
        let Self::Map(members) = self else { return None };
        let member = members.iter_mut().find(|(name, _)| name == key)?;
        match std::mem::replace(&mut member.1, Self::Null) {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Json;
    use serde_json::Value;

    /// A recorded answer as the browser would hand it over.
    pub(crate) fn json(text: &str) -> Json {
        of(serde_json::from_str(text).unwrap())
    }

    fn of(value: Value) -> Json {
        match value {
            Value::Null => Json::Null,
            Value::Bool(is) => Json::Bool(is),
            Value::Number(number) => Json::Number(number.as_f64().unwrap()),
            Value::String(text) => Json::Text(text),
            Value::Array(elements) => Json::List(elements.into_iter().map(of).collect()),
            Value::Object(members) => Json::Map(members.into_iter().map(|(k, v)| (k, of(v))).collect()),
        }
    }

    #[test]
    fn what_is_not_there_is_null_all_the_way_down() {
        let found = json(r#"{"a": {"b": ["c"]}}"#);
        assert_eq!(found.at("a").at("b").list()[0].text(), Some("c"));
        assert_eq!(found.at("x").at("y").text(), None);
        assert!(found.at("a").list().is_empty());
    }
}
