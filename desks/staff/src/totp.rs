//! Codes that change every half minute (RFC 6238), and the picture from which an app on a telephone takes the secret.

use base::{Broken, Result, Time};
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use totp_rs::{Builder, Totp};

/// The length of the secret in bytes: that of the hash, as RFC 4226 recommends.
pub(crate) const SECRET: usize = 20;
/// The white margin around the picture, in squares.
const MARGIN: i32 = 4;

/// A picture of squares.
pub(crate) struct Picture {
    /// Its side, margin included.
    pub(crate) size: usize,
    /// The dark squares, as a path of SVG.
    pub(crate) path: String,
}

/// Returns the step whose code this is: the present one, the one before or the one after.
pub(crate) fn step_of(secret: &[u8], code: &str, now: Time) -> Result<Option<i64>> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.micros() / 1_000_000).unwrap_or(0);
    // A code of another length is none, and the library need not be asked.
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let step = maker(secret)?.check(&code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn maker(secret: &[u8]) -> Result<Totp> {
    let made = Builder::new().with_secret(secret).build();
    made.map_err(|error| Broken::new(error).while_doing("making codes").into())
}

/// Returns the secret as text, in base32, as apps take it.
pub(crate) fn words(secret: &[u8]) -> String {
    BASE32_NOPAD.encode(secret)
}

/// Returns the secret that a text stands for, if it can be one.
pub(crate) fn secret(words: &str) -> Option<Vec<u8>> {
    BASE32_NOPAD.decode(words.as_bytes()).ok().filter(|secret| secret.len() == SECRET)
}

/// Returns the text in groups of four letters.
pub(crate) fn spaced(words: &str) -> String {
    let letters: Vec<char> = words.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// Returns the picture of a secret, for an app that is to call it by newsroom and address.
pub(crate) fn picture(newsroom: &str, email: &str, words: &str) -> Result<Picture> {
    // A colon would end the newsroom's name.
    let newsroom = newsroom.replace(':', " ");
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (issuer, person) = (encoded(&newsroom), encoded(email));
    let address = format!("otpauth://totp/{issuer}:{person}?secret={words}&issuer={issuer}");
    let code = QrCode::encode_text(&address, QrCodeEcc::Medium)
        .map_err(|error| Broken::new(error).while_doing("drawing a QR code"))?;
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        for x in (0..side).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    Ok(Picture { size: usize::try_from(side + 2 * MARGIN).unwrap_or_default(), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B, whose codes there have eight digits; the last six are ours.
    const RFC: &[u8; 20] = b"12345678901234567890";

    fn at(seconds: i64) -> Time {
        Time::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            assert_eq!(step_of(RFC, code, at(seconds)).unwrap(), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn one_step_before_and_after_holds_and_no_other() {
        let code = "081804";
        let step = Some(1_111_111_109 / 30);

        for (seconds, expected) in
            [(1_111_111_109 - 30, step), (1_111_111_109 + 30, step), (1_111_111_109 + 61, None), (0, None)]
        {
            assert_eq!(step_of(RFC, code, at(seconds)).unwrap(), expected, "{seconds}");
        }
        assert_eq!(step_of(RFC, "081 804", at(1_111_111_109)).unwrap(), step);
        for wrong in ["", "08180", "0818044", "08180é", "-81804"] {
            assert_eq!(step_of(RFC, wrong, at(1_111_111_109)).unwrap(), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_comes_back_from_its_text_and_is_read_off_in_groups() {
        let text = words(RFC);

        assert_eq!(secret(&text).unwrap(), RFC);
        assert_eq!(spaced(&text), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(secret("GEZD").is_none() && secret("1").is_none());
    }

    #[test]
    fn the_picture_has_a_margin_and_its_corners_are_dark() {
        let picture = picture("The Gazette: Harbour", "edda@gazette.example", &words(RFC)).unwrap();

        assert!(picture.path.starts_with("M4 4h1v1h-1z"), "{}", picture.path.len());
        assert!(picture.size > 30 && picture.size < 80, "{}", picture.size);
    }
}
