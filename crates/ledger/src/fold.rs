//! Folding text for comparison: what a person would call “the same words”.

/// Lower case without accents, runs of white space as one space: `"  CAFÉ  São"` becomes `"cafe sao"`.
///
/// Used to recognise a row that comes again and to look things up, never to store text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    unicode::without_marks(text, &mut |c| {
        for c in c.to_lowercase() {
            if !c.is_whitespace() {
                folded.push(c);
            } else if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
    });
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_case_and_spacing_do_not_matter() {
        assert_eq!(fold("  CAFÉ  São\u{a0}Bento "), "cafe sao bento");
        assert_eq!(fold("Cafe\u{301}"), fold("café"));
        assert_eq!(fold("業務スーパー"), fold("業務スーパー"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
