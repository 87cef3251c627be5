//! Secrets: what a one-time link, a session cookie and an API token carry. Only their hashes are stored, so that
//! a stolen backup opens nothing. A plain SHA-256 does: there are 256 bits to guess, not a password.

use base::Chance;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What every API token begins with, so that scanners for leaked secrets can find one.
const TOKEN_PREFIX: &str = "sp_";

/// How many characters 256 bits take in base64url.
const LENGTH: usize = 43;

/// Returns a fresh secret of 256 bits, in base64url.
pub(crate) fn fresh(chance: &Chance) -> String {
    URL_SAFE_NO_PAD.encode(chance.bytes::<32>())
}

/// Returns a fresh API token.
pub(crate) fn fresh_token(chance: &Chance) -> String {
    format!("{TOKEN_PREFIX}{}", fresh(chance))
}

/// Returns what is stored of a secret.
pub(crate) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Returns whether the text can be a secret at all; what cannot is refused without asking the store.
pub(crate) fn is_one(text: &str) -> bool {
    text.len() == LENGTH
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Returns whether the text can be an API token at all.
pub(crate) fn is_token(text: &str) -> bool {
    text.strip_prefix(TOKEN_PREFIX).is_some_and(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_secret_has_the_shape_that_is_asked_of_one() {
        let chance = Chance::seeded(7);

        assert!(is_one(&fresh(&chance)));
        assert!(is_token(&fresh_token(&chance)));
        assert_ne!(fresh(&chance), fresh(&chance));
    }

    #[test]
    fn anything_else_is_none() {
        assert!(!is_one(""));
        assert!(!is_one(&"é".repeat(21)));
        assert!(!is_one(&"/".repeat(43)));
        assert!(!is_token(&"a".repeat(46)));
    }
}
