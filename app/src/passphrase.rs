//! Rules for a new passphrase, and the wait after wrong ones.

/// Fewest characters.
pub(crate) const MIN_CHARS: usize = 12;

/// Lowest zxcvbn score.
const MIN_SCORE: u8 = 3;

/// From this length on a passphrase is taken when its strength can't be estimated.
const LONG_ENOUGH: usize = 24;

/// What is wrong with a new passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weakness {
    TooShort,
    TooEasy,
    Differs,
}

impl Weakness {
    /// Message identifier.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::TooShort => "passphrase-too-short",
            Self::TooEasy => "passphrase-too-easy",
            Self::Differs => "passphrase-differs",
        }
    }
}

/// Judges a passphrase, its repetition and its score, if that could be had.
pub(crate) fn judge(passphrase: &str, repeated: &str, score: Option<u8>) -> Result<(), Weakness> {
    let chars = passphrase.chars().count();
    if chars < MIN_CHARS {
        return Err(Weakness::TooShort);
    }
    if score.map_or(chars < LONG_ENOUGH, |score| score < MIN_SCORE) {
        return Err(Weakness::TooEasy);
    }
    if passphrase != repeated {
        Err(Weakness::Differs)
    } else {
        Ok(())
    }
}

/// Seconds to wait after that many wrong tries in a row.
pub(crate) fn delay_after(wrong_tries: u32) -> u32 {
    match wrong_tries {
        0..=2 => 0,
        3..=8 => 1 << (wrong_tries - 3),
        _ => 60,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_easy_and_differing_passphrases_are_refused_in_this_order() {
        assert_eq!(judge("short", "x", Some(4)), Err(Weakness::TooShort));
        assert_eq!(judge("passwordpassword", "x", Some(1)), Err(Weakness::TooEasy));
        assert_eq!(judge("ñandú ñandú ñ", "x", Some(3)), Err(Weakness::Differs));
        assert_eq!(
            judge("cuatro caballos pardos", "cuatro caballos pardos", Some(3)),
            Ok(())
        );
    }

    #[test]
    fn without_an_estimate_length_decides() {
        assert_eq!(
            judge("cuatro caballos", "cuatro caballos", None),
            Err(Weakness::TooEasy)
        );
        let long = "cuatro caballos pardos al trote";
        assert_eq!(judge(long, long, None), Ok(()));
    }

    #[test]
    fn the_wait_doubles_up_to_a_minute() {
        let waits: Vec<u32> = (0..11).map(delay_after).collect();
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
    }
}
