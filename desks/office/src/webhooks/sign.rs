//! Signatures as Standard Webhooks has them: HMAC-SHA256 over number, time and body, so that a receiver knows who
//! speaks, that nothing was changed, and that it is not an old message sent again.

use base::{Broken, Chance, Result, Time};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How a secret begins.
const PREFIX: &str = "whsec_";

/// Returns a new secret.
pub(crate) fn secret(chance: &Chance) -> String {
    format!("{PREFIX}{}", STANDARD.encode(chance.bytes::<32>()))
}

/// Returns the headers that go with a body.
pub(crate) fn headers(secret: &str, id: &str, now: Time, body: &str) -> Result<[(&'static str, String); 3]> {
    let timestamp = (now.micros() / 1_000_000).to_string();
    let key = STANDARD.decode(secret.trim_start_matches(PREFIX)).map_err(Broken::new)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(Broken::new)?;
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    Ok([
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", timestamp),
        ("webhook-signature", format!("v1,{signature}")),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_standards_own_example() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let body = r#"{"test": 2432232314}"#;
        let now = Time::from_micros(1_614_265_330_000_000);

        let [_, _, (_, signature)] = headers(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", now, body).unwrap();

        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
