//! The person's language: texts by Fluent. Numbers, dates and plurals are the browser's work, see `format`.
//!
//! Fluent's own parser reads the files; putting values into a message is done here. `fluent-bundle` does more than
//! our texts ask for, and its tables of every language are a fifth of the page. A test holds us to its results.

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    parser,
};
use std::{collections::HashMap, rc::Rc};

/// Code, own name and texts of each language. A new one is a folder and a line.
pub(crate) const LANGUAGES: [(&str, &str, &str); 2] = [
    ("en", "English", include_str!("../../assets/i18n/en/app.ftl")),
    ("es", "Español", include_str!("../../assets/i18n/es/app.ftl")),
];

/// A language, by its place in [`LANGUAGES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lang(usize);

impl Lang {
    /// The language of a tag such as `es-CL`.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        LANGUAGES
            .iter()
            .position(|(code, ..)| code.eq_ignore_ascii_case(primary))
            .map(Self)
    }

    /// The first language of `tags` that we speak, and the tag itself, for numbers and dates.
    pub(crate) fn choose(wanted: Option<Self>, tags: &[String]) -> (Self, String) {
        let lang = wanted
            .or_else(|| tags.iter().find_map(|tag| Self::of_tag(tag)))
            .unwrap_or(Self(0));
        let tag = tags.iter().find(|tag| Self::of_tag(tag) == Some(lang));
        (lang, tag.cloned().unwrap_or_else(|| lang.code().to_owned()))
    }

    /// `en`, `es`.
    pub(crate) fn code(self) -> &'static str {
        LANGUAGES[self.0].0
    }
}

/// What fills a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(number.into())
            }
        }
    )*};
}

numbers!(u8, i32, u32);

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

type Text = Pattern<&'static str>;

/// Texts in one language, and the locale for numbers and dates.
#[derive(Clone)]
pub(crate) struct I18n {
    texts: Rc<HashMap<&'static str, Text>>,
    pub(crate) lang: Lang,
    pub(crate) locale: Rc<str>,
}

impl PartialEq for I18n {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.texts, &other.texts)
    }
}

impl I18n {
    /// The texts of a language.
    pub(crate) fn new(lang: Lang, locale: &str) -> Self {
        // A file with an error still gives its other messages; a test reads both files whole.
        let resource = parser::parse_runtime(LANGUAGES[lang.0].2).unwrap_or_else(|(found, _)| found);
        let texts = resource.body.into_iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.id.name, message.value?)),
            _ => None,
        });
        Self {
            texts: Rc::new(texts.collect()),
            lang,
            locale: locale.into(),
        }
    }

    /// A text.
    pub(crate) fn t(&self, id: &str) -> String {
        self.tv(id, &[])
    }

    /// A text with values in it.
    pub(crate) fn tv(&self, id: &str, values: &[(&str, Value)]) -> String {
        let mut out = String::new();
        match self.texts.get(id) {
            Some(text) => self.write(text, values, &mut out),
            None => out.push_str(id),
        }
        out
    }

    /// A text with the worker's values in it: what is a number by its name is one.
    pub(crate) fn coded(&self, prefix: &str, code: &str, values: &[(String, String)]) -> String {
        let value = |name: &str, text: &str| {
            let counts = matches!(
                name,
                "count" | "line" | "max" | "n" | "of" | "expected" | "allowed"
            );
            text.parse()
                .ok()
                .filter(|_| counts)
                .map_or_else(|| text.into(), Value::Number)
        };
        let values: Vec<_> = values
            .iter()
            .map(|(name, text)| (name.as_str(), value(name, text)))
            .collect();
        self.tv(&format!("{prefix}-{code}"), &values)
    }

    fn write(&self, text: &Text, values: &[(&str, Value)], out: &mut String) {
        for element in &text.elements {
            match element {
                PatternElement::TextElement { value } => out.push_str(value),
                PatternElement::Placeable { expression } => self.place(expression, values, out),
            }
        }
    }

    fn place(&self, expression: &Expression<&'static str>, values: &[(&str, Value)], out: &mut String) {
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => match find(values, id.name) {
                Some(Value::Text(text)) => out.push_str(text),
                Some(Value::Number(number)) => out.push_str(&shown(*number)),
                None => {}
            },
            Expression::Select {
                selector: InlineExpression::VariableReference { id },
                variants,
            } => {
                if let Some(text) = self.select(find(values, id.name), variants) {
                    self.write(text, values, out);
                }
            }
            // Our files use no more of the language; a test sees to it.
            _ => {}
        }
    }

    /// The variant of exactly this number or word, of its plural, or the default.
    fn select<'a>(&self, value: Option<&Value>, variants: &'a [Variant<&'static str>]) -> Option<&'a Text> {
        let is_exact = |variant: &&Variant<&'static str>| match (&variant.key, value) {
            (VariantKey::NumberLiteral { value: key }, Some(Value::Number(number))) => {
                key.parse() == Ok(*number)
            }
            (VariantKey::Identifier { name }, Some(Value::Text(text))) => name == text,
            _ => false,
        };
        let is_plural = |variant: &&Variant<&'static str>| match (&variant.key, value) {
            (VariantKey::Identifier { name }, Some(Value::Number(number))) => {
                *name == plural(*number, self.lang.code())
            }
            _ => false,
        };
        let exact = variants.iter().find(is_exact);
        let found = exact.or_else(|| variants.iter().find(is_plural));
        found
            .or_else(|| variants.iter().find(|variant| variant.default))
            .map(|variant| &variant.value)
    }
}

fn find<'a>(values: &'a [(&str, Value)], name: &str) -> Option<&'a Value> {
    values
        .iter()
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Numbers in texts look like the numbers beside them.
#[cfg(target_arch = "wasm32")]
fn shown(number: i64) -> String {
    crate::format::number_here(number)
}

#[cfg(not(target_arch = "wasm32"))]
fn shown(number: i64) -> String {
    number.to_string()
}

#[cfg(target_arch = "wasm32")]
fn plural(number: i64, lang: &str) -> String {
    crate::format::plural(number, lang)
}

/// The rule of the languages we have; the browser knows the others.
#[cfg(not(target_arch = "wasm32"))]
fn plural(number: i64, _lang: &str) -> String {
    if number == 1 { "one" } else { "other" }.to_owned()
}
