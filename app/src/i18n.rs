//! The person's language: texts by Fluent. Numbers, dates and plurals are the browser's work, see `format`.
//!
//! Our texts use little of Fluent's language, and that little is read and filled in here: every first visit would
//! download its libraries (the tables of `fluent-bundle` alone were a fifth of the page). A test holds every message
//! of every language to what `fluent-bundle` makes of it, so a text that needs more fails there:
//!
//! - a message is `id = text` on one line, or goes on over indented lines inside one pair of braces;
//! - braces hold a variable, or choose by one between variants of a line each.

use std::rc::Rc;

/// Code and own name of each language. A new one is a folder of `assets/i18n` and a line.
pub(crate) const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("es", "Español")];

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

/// Texts in one language, and the locale for numbers and dates.
#[derive(Clone)]
pub(crate) struct I18n {
    /// Identifier and text of each message.
    texts: Rc<[(&'static str, &'static str)]>,
    pub(crate) lang: Lang,
    pub(crate) locale: Rc<str>,
}

impl PartialEq for I18n {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.texts, &other.texts)
    }
}

impl I18n {
    /// The texts of a language, from its file. They stay for as long as the page: few people change their language
    /// twice.
    pub(crate) fn new(lang: Lang, locale: &str, file: String) -> Self {
        Self {
            texts: messages(file.leak()).into(),
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
        match self.texts.iter().find(|(name, _)| *name == id) {
            Some((_, text)) => self.write(text, values, &mut out),
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

    /// What stands outside of braces, and what the braces stand for.
    fn write(&self, mut text: &str, values: &[(&str, Value)], out: &mut String) {
        while let Some((before, rest)) = text.split_once('{') {
            out.push_str(before);
            let (inside, after) = braces(rest);
            self.place(inside, values, out);
            text = after;
        }
        out.push_str(text);
    }

    fn place(&self, inside: &str, values: &[(&str, Value)], out: &mut String) {
        let (name, variants) = match inside.split_once("->") {
            Some((name, variants)) => (name, Some(variants)),
            None => (inside, None),
        };
        let value = find(values, name.trim_ascii().trim_start_matches('$'));
        match (variants, value) {
            (Some(variants), _) => self.write(self.select(value, variants), values, out),
            (None, Some(Value::Text(text))) => out.push_str(text),
            (None, Some(Value::Number(number))) => out.push_str(&shown(*number)),
            (None, None) => {}
        }
    }

    /// The variant of exactly this number or word, of its plural, or the default.
    fn select<'a>(&self, value: Option<&Value>, variants: &'a str) -> &'a str {
        let category = match value {
            Some(Value::Number(number)) => plural(*number, self.lang.code()),
            _ => String::new(),
        };
        let (mut chosen, mut how_well) = ("", 0);
        for line in variants.lines().map(str::trim_ascii) {
            let starred = line.strip_prefix('*');
            let variant = starred.unwrap_or(line).strip_prefix('[');
            let Some((key, text)) = variant.and_then(|variant| variant.split_once("] ")) else {
                continue;
            };
            let fits = match value {
                Some(Value::Number(number)) if key.parse() == Ok(*number) => 3,
                Some(Value::Text(text)) if key == text => 3,
                Some(Value::Number(_)) if key == category => 2,
                _ => u8::from(starred.is_some()),
            };
            if fits > how_well {
                (chosen, how_well) = (text, fits);
            }
        }
        chosen
    }
}

/// A line that begins with a letter begins a message; indented ones and closing braces go on with it.
fn messages(file: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let mut rest = file;
    while !rest.is_empty() {
        let goes_on = |end: usize| rest[end + 1..].starts_with([' ', '}']);
        let mut ends = rest.match_indices('\n').map(|(end, _)| end);
        let end = ends.find(|end| !goes_on(*end)).unwrap_or(rest.len());
        let (message, after) = rest.split_at(end);
        if message.starts_with(|first: char| first.is_ascii_lowercase()) {
            found.extend(message.trim_ascii_end().split_once(" = "));
        }
        rest = after.trim_start_matches('\n');
    }
    found
}

/// What is inside of braces that `text` begins in, and what comes after them.
fn braces(text: &str) -> (&str, &str) {
    let mut depth = 1;
    let end = text.find(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    match end {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, ""),
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
