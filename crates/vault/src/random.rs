//! Randomness as a parameter.

use thiserror::Error;
use zeroize::Zeroizing;

/// Source of random bytes, passed in by the shell. It must be cryptographically secure: every key of the vault comes
/// from it.
pub trait Random {
    /// Fills all of `out`, or fails.
    ///
    /// # Errors
    /// [`RandomError`] when the source cannot deliver; `out` is then not used.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomError>;
}

/// The random source failed, or returned nothing but zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("random source failed")]
pub struct RandomError;

/// `N` (at least 12) random bytes, wiped when dropped. A source that reports success without writing is caught: zeros
/// alone come up once in 2^96 draws, and a known key would be worse than a refusal.
pub(crate) fn make_bytes<const N: usize>(random: &mut dyn Random) -> Result<Zeroizing<[u8; N]>, RandomError> {
    let mut bytes = Zeroizing::new([0; N]);
    random.fill(bytes.as_mut_slice())?;
    if bytes.iter().all(|&b| b == 0) {
        return Err(RandomError);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Silent;
    impl Random for Silent {
        fn fill(&mut self, _: &mut [u8]) -> Result<(), RandomError> {
            Ok(())
        }
    }

    #[test]
    fn a_source_that_writes_nothing_is_refused() {
        assert_eq!(make_bytes::<12>(&mut Silent).unwrap_err(), RandomError);
    }
}
