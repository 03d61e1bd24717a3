//! Unicode's normal forms (UAX #15), character by character.
//!
//! In the browser they are the browser's own (`String.prototype.normalize`, `\p{M}`), elsewhere a library's. Both are
//! the same function of a text: the forms of assigned characters never change, by Unicode's stability policy. A
//! character that one of the two does not know yet is left as it is.

#[cfg(target_arch = "wasm32")]
#[path = "browser.rs"]
mod tables;
#[cfg(not(target_arch = "wasm32"))]
#[path = "library.rs"]
mod tables;

/// Hands out the characters of `text` in form NFKC: composed, compatibility characters replaced.
pub fn nfkc(text: &str, each: &mut dyn FnMut(char)) {
    if text.is_ascii() {
        return text.chars().for_each(each);
    }
    tables::nfkc(text, each);
}

/// Hands out the characters of `text` in form NFKD, without its combining marks (general category M): `é` is `e`.
pub fn without_marks(text: &str, each: &mut dyn FnMut(char)) {
    if text.is_ascii() {
        return text.chars().for_each(each);
    }
    tables::without_marks(text, each);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(form: fn(&str, &mut dyn FnMut(char)), text: &str) -> String {
        let mut out = String::new();
        form(text, &mut |c| out.push(c));
        out
    }

    #[test]
    fn composed_and_decomposed_are_one() {
        assert_eq!(of(nfkc, "Zu\u{308}rich \u{fb01}n"), "Zürich fin");
        assert_eq!(of(without_marks, "Crème brûlée, año"), "Creme brulee, ano");
        assert_eq!(
            of(without_marks, "業務スーパー"),
            of(without_marks, "業務スーハ\u{309a}ー")
        );
    }

    proptest! {
        /// What the browser's side relies on, which looks at one character at a time.
        #[test]
        fn marks_are_taken_away_character_by_character(text in "(\\PC|\\p{M}){0,40}") {
            let one_by_one: String = text.chars().map(|c| of(without_marks, &c.to_string())).collect();
            prop_assert_eq!(of(without_marks, &text), one_by_one);
        }

        #[test]
        fn a_form_of_a_form_is_itself(text in "\\PC{0,40}") {
            for form in [nfkc, without_marks] {
                let once = of(form, &text);
                prop_assert_eq!(of(form, &once), once);
            }
        }
    }
}
