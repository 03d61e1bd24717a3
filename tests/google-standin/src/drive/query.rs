//! The language of `q` in `files.list`.

use crate::clock::parse_rfc3339;

/// A parsed query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Query {
    And(Box<Query>, Box<Query>),
    Or(Box<Query>, Box<Query>),
    Not(Box<Query>),
    Term(Term),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    Name(Test, String),
    /// Name or content; the stand-in looks at names only.
    FullText(String),
    Mime(Test, String),
    Parent(String),
    Owner(String),
    Trashed(bool),
    Starred(bool),
    SharedWithMe(bool),
    Modified(Test, u64),
    Created(Test, u64),
    AppProperty(String, String),
    Property(String, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Is,
    IsNot,
    Contains,
    Before,
    NotAfter,
    After,
    NotBefore,
}

impl Query {
    /// `None` when it is not a query.
    pub fn read(text: &str) -> Option<Self> {
        let mut parser = Parser {
            tokens: tokens(text)?,
            at: 0,
        };
        let query = parser.any()?;
        (parser.at == parser.tokens.len()).then_some(query)
    }

    /// Whether names matter to it.
    pub fn is_by_name(&self) -> bool {
        match self {
            Self::And(one, other) | Self::Or(one, other) => one.is_by_name() || other.is_by_name(),
            Self::Not(inner) => inner.is_by_name(),
            Self::Term(term) => matches!(term, Term::Name(..) | Term::FullText(_)),
        }
    }

    pub fn holds(&self, term: &dyn Fn(&Term) -> bool) -> bool {
        match self {
            Self::And(one, other) => one.holds(term) && other.holds(term),
            Self::Or(one, other) => one.holds(term) || other.holds(term),
            Self::Not(inner) => !inner.holds(term),
            Self::Term(inner) => term(inner),
        }
    }
}

impl Test {
    pub fn order<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Is => left == right,
            Self::IsNot => left != right,
            Self::Before => left < right,
            Self::NotAfter => left <= right,
            Self::After => left > right,
            Self::NotBefore => left >= right,
            Self::Contains => false,
        }
    }

    /// `contains` finds the beginnings of words, not their insides.
    pub fn text(self, held: &str, wanted: &str) -> bool {
        match self {
            Self::Is => held == wanted,
            Self::IsNot => held != wanted,
            Self::Contains => {
                let (held, wanted) = (held.to_lowercase(), wanted.to_lowercase());
                let is_start = |at: usize| {
                    held[..at]
                        .chars()
                        .next_back()
                        .is_none_or(|before| !before.is_alphanumeric())
                };
                held.match_indices(&wanted).any(|(at, _)| is_start(at))
            }
            _ => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    Word(String),
    Mark(&'static str),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    const MARKS: [&str; 10] = ["!=", "<=", ">=", "=", "<", ">", "(", ")", "{", "}"];
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '\'' || first == '"' {
            let (text, after) = quoted(&rest[1..], first)?;
            found.push(Token::Text(text));
            rest = after;
        } else if let Some(mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
            found.push(Token::Mark(mark));
            rest = &rest[mark.len()..];
        } else {
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            found.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    Some(found)
}

/// The text up to the closing mark, with `\'` and `\\` resolved, and what follows.
fn quoted(rest: &str, mark: char) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => text.push(chars.next()?.1),
            c if c == mark => return Some((text, &rest[at + 1..])),
            c => text.push(c),
        }
    }
    None
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn any(&mut self) -> Option<Query> {
        let mut left = self.all()?;
        while self.word("or") {
            left = Query::Or(Box::new(left), Box::new(self.all()?));
        }
        Some(left)
    }

    fn all(&mut self) -> Option<Query> {
        let mut left = self.one()?;
        while self.word("and") {
            left = Query::And(Box::new(left), Box::new(self.one()?));
        }
        Some(left)
    }

    fn one(&mut self) -> Option<Query> {
        if self.word("not") {
            return Some(Query::Not(Box::new(self.one()?)));
        }
        if self.mark("(") {
            let inner = self.any()?;
            return self.mark(")").then_some(inner);
        }
        self.term().map(Query::Term)
    }

    fn term(&mut self) -> Option<Term> {
        if let Some(value) = self.text() {
            let found = self.word("in").then(|| self.next())??;
            return match found {
                Token::Word(field) if field == "parents" => Some(Term::Parent(value)),
                Token::Word(field) if ["owners", "writers", "readers"].contains(&field.as_str()) => {
                    Some(Term::Owner(value))
                }
                _ => None,
            };
        }
        let Token::Word(field) = self.next()? else {
            return None;
        };
        match field.as_str() {
            "trashed" => self.truth().map(Term::Trashed),
            "starred" => self.truth().map(Term::Starred),
            "sharedWithMe" => self.truth().map(Term::SharedWithMe),
            "appProperties" => self.property().map(|(key, value)| Term::AppProperty(key, value)),
            "properties" => self.property().map(|(key, value)| Term::Property(key, value)),
            "name" => self
                .test()
                .zip(self.text())
                .map(|(test, text)| Term::Name(test, text)),
            "mimeType" => self
                .test()
                .zip(self.text())
                .map(|(test, text)| Term::Mime(test, text)),
            "fullText" => (self.test()? == Test::Contains).then(|| self.text().map(Term::FullText))?,
            "modifiedTime" => self.instant().map(|(test, at)| Term::Modified(test, at)),
            "createdTime" => self.instant().map(|(test, at)| Term::Created(test, at)),
            _ => None,
        }
    }

    /// `= true`, `!= false`, or nothing, which means true.
    fn truth(&mut self) -> Option<bool> {
        let Some(test) = self.test() else {
            return Some(true);
        };
        let value = if self.word("true") {
            true
        } else {
            self.word("false").then_some(false)?
        };
        match test {
            Test::Is => Some(value),
            Test::IsNot => Some(!value),
            _ => None,
        }
    }

    fn instant(&mut self) -> Option<(Test, u64)> {
        let test = self.test()?;
        Some((test, parse_rfc3339(&self.text()?)?))
    }

    fn property(&mut self) -> Option<(String, String)> {
        let opens = self.word("has") && self.mark("{") && self.word("key") && self.mark("=");
        let key = opens.then(|| self.text())??;
        let joins = self.word("and") && self.word("value") && self.mark("=");
        let value = joins.then(|| self.text())??;
        self.mark("}").then_some((key, value))
    }

    fn test(&mut self) -> Option<Test> {
        let test = match self.tokens.get(self.at)? {
            Token::Mark("=") => Test::Is,
            Token::Mark("!=") => Test::IsNot,
            Token::Mark("<") => Test::Before,
            Token::Mark("<=") => Test::NotAfter,
            Token::Mark(">") => Test::After,
            Token::Mark(">=") => Test::NotBefore,
            Token::Word(word) if word == "contains" => Test::Contains,
            _ => return None,
        };
        self.at += 1;
        Some(test)
    }

    fn text(&mut self) -> Option<String> {
        let Some(Token::Text(text)) = self.tokens.get(self.at) else {
            return None;
        };
        self.at += 1;
        Some(text.clone())
    }

    fn word(&mut self, wanted: &str) -> bool {
        let is_next = matches!(self.tokens.get(self.at), Some(Token::Word(word)) if word == wanted);
        self.at += usize::from(is_next);
        is_next
    }

    fn mark(&mut self, wanted: &str) -> bool {
        let is_next = matches!(self.tokens.get(self.at), Some(Token::Mark(mark)) if *mark == wanted);
        self.at += usize::from(is_next);
        is_next
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_closer_than_or() {
        let query = Query::read("name = 'a' or name = 'b' and trashed=false").unwrap();
        assert!(matches!(query, Query::Or(_, right) if matches!(*right, Query::And(..))));
    }

    #[test]
    fn texts_stand_in_either_mark_with_escapes() {
        let term = |text| Query::read(text).unwrap();
        let name = |text: &str| Query::Term(Term::Name(Test::Is, text.to_owned()));
        assert_eq!(term(r"name = 'Ana\'s'"), name("Ana's"));
        assert_eq!(term("name=\"x\""), name("x"));
        let property = Term::AppProperty("k".into(), "v".into());
        assert_eq!(
            term("appProperties has { key='k' and value='v' }"),
            Query::Term(property)
        );
    }

    #[test]
    fn what_is_no_query_is_none() {
        for text in [
            "",
            "name",
            "name = ",
            "colour = 'x'",
            "(trashed=false",
            "name = 'x",
            "'x' in colours",
            "a b",
        ] {
            assert_eq!(Query::read(text), None, "{text}");
        }
    }

    #[test]
    fn contains_finds_beginnings_of_words() {
        assert!(Test::Contains.text("HelloWorld", "hello"));
        assert!(!Test::Contains.text("HelloWorld", "World"));
        assert!(Test::Contains.text("backup-2026.luka", "2026"));
    }
}
