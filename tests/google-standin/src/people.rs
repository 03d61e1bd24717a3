//! The two made-up people who have accounts.

use crate::wire::Answer;

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub key: &'static str,
    pub sub: &'static str,
    pub given: &'static str,
    pub family: &'static str,
    pub email: &'static str,
    pub permission_id: &'static str,
    pub colour: &'static str,
}

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    pub fn picture(&self, base: &str) -> String {
        format!("{base}/a/{}.svg", self.key)
    }
}

pub(crate) const PEOPLE: [Person; 2] = [
    Person {
        key: "user1",
        sub: "104729581236407158291",
        given: "Ana",
        family: "Prueba",
        email: "ana@standin.example",
        permission_id: "07364918255019384726",
        colour: "#5b4b8a",
    },
    Person {
        key: "user2",
        sub: "117350924681705539472",
        given: "Luis",
        family: "Ejemplo",
        email: "luis@standin.example",
        permission_id: "15527390841662093375",
        colour: "#2f6f62",
    },
];

/// The person with this key, subject or e-mail address.
pub(crate) fn find(hint: &str) -> Option<&'static Person> {
    PEOPLE
        .iter()
        .find(|person| [person.key, person.sub, person.email].contains(&hint))
}

/// A round with an initial, for the places where a page shows a face.
pub(crate) fn picture(file: &str) -> Option<Answer> {
    let person = find(file.strip_suffix(".svg")?)?;
    let initial = &person.given[..1];
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'><circle cx='24' cy='24' r='24' fill='{}'/>\
         <text x='24' y='32' font-family='sans-serif' font-size='24' fill='#fff' text-anchor='middle'>{initial}\
         </text></svg>",
        person.colour
    );
    Some(Answer::bytes(200, "image/svg+xml", svg.into()))
}
