//! Passwords: how strong one must be, and the slow hash that is kept of it.
//!
//! A hash takes 19 MiB and some 30 ms, so few are made at a time, never on the threads that serve pages, and never
//! inside a transaction.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base::{Broken, Context, FieldError, Refused, Result};
use tokio::sync::Semaphore;
use zxcvbn::Score;

/// OWASP's figures for argon2id: memory in KiB, passes, lanes.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Longer ones gain nothing and cost the guesser's estimate more than linear time.
const LONGEST: usize = 256;

/// The hash of nothing that anybody knows, checked where there is no person, so that an unknown address takes as
/// long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c3RvcHByZXNzIG5vYm9keQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The place where hashes are made: two at a time, and at most thirty-two waiting.
pub(crate) struct Hashing {
    at_work: Semaphore,
    in_line: Semaphore,
}

impl Hashing {
    /// Returns the place, with nobody in it.
    pub(crate) fn new() -> Self {
        Self { at_work: Semaphore::new(2), in_line: Semaphore::new(34) }
    }

    /// Returns what is kept of the password.
    pub(crate) async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String> {
        self.run(move || {
            let hash = argon()?.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash: PasswordHash| hash.to_string()).doing("hashing a password")
        })
        .await
    }

    /// Returns whether the password is the one whose hash is kept; without a hash, after the same work, never.
    pub(crate) async fn fits(&self, password: String, kept: Option<String>) -> Result<bool> {
        self.run(move || {
            let hash =
                PasswordHash::new(kept.as_deref().unwrap_or(NOBODY)).doing("reading a password's hash")?;
            let fits = argon()?.verify_password(password.as_bytes(), &hash).is_ok();
            Ok(fits && kept.is_some())
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let Ok(_place) = self.in_line.try_acquire() else {
            return Err(
                Refused::NotNow("Too many people are signing in at this moment. Try again.".into()).into()
            );
        };
        let _turn = self.at_work.acquire().await.doing("waiting for a turn to hash")?;
        tokio::task::spawn_blocking(work).await.map_err(|error| Broken::new(error).while_doing("hashing"))?
    }
}

fn argon() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY, PASSES, LANES, None).doing("setting argon2's figures")?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Returns whether a password is short enough to be looked at.
pub(crate) fn is_short_enough(password: &str) -> bool {
    password.len() <= LONGEST
}

/// Refuses a password that is guessed too easily by somebody who knows the person's name and address.
pub(crate) fn must_be_strong(password: &str, person: &[&str]) -> Result<(), Refused> {
    let refused = |what, why: &str| Err(FieldError::at("/password", why).called(what, "").into());
    if password.is_empty() {
        return refused("no-password", "Enter a password.");
    }
    if !is_short_enough(password) {
        return refused("long-password", "The password is longer than 256 bytes.");
    }
    let guess = zxcvbn::zxcvbn(password, person);
    if guess.score() >= Score::Three {
        return Ok(());
    }
    let mut words = vec!["This password is too easy to guess.".to_owned()];
    if let Some(feedback) = guess.feedback() {
        words.extend(feedback.warning().map(|warning| warning.to_string()));
        words.extend(feedback.suggestions().iter().map(|suggestion| suggestion.to_string()));
    }
    if words.len() == 1 {
        words.push("Add another word or two, and keep your name and address out of it.".into());
    }
    refused("weak", &words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "seven wet herons on the quay";

    #[test]
    fn a_weak_password_is_told_why() {
        for (weak, why) in [("password1", "common"), ("qwertyuiop", "common"), ("aaaaaaaaaaaaaaaa", "aaa")] {
            let told = must_be_strong(weak, &[]).unwrap_err().to_string();
            assert!(told.contains("too easy to guess") && told.contains(why), "{weak}: {told}");
        }
        assert!(must_be_strong(GOOD, &[]).is_ok());
        assert!(must_be_strong(&"x".repeat(257), &[]).is_err());
        assert!(must_be_strong("", &[]).is_err());
    }

    #[test]
    fn ones_own_name_and_address_make_a_weak_password() {
        let person = ["edda.brandt@gazette.example", "Edda Brandt"];

        assert!(must_be_strong("edda.brandt@gazette.example", &person).is_err());
    }

    #[tokio::test]
    async fn only_the_same_password_fits_and_nobody_has_one() {
        let hashing = Hashing::new();
        let kept = hashing.hash(GOOD.into(), [9; 16]).await.unwrap();

        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(hashing.fits(GOOD.into(), Some(kept.clone())).await.unwrap());
        assert!(!hashing.fits("seven wet herons".into(), Some(kept)).await.unwrap());
        assert!(!hashing.fits(GOOD.into(), None).await.unwrap());
    }
}
