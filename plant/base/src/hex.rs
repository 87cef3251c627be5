//! Bytes as text.

use std::fmt::Write;

/// Returns the bytes in hexadecimal, in small letters.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Returns the bytes that a text in hexadecimal stands for, if it is one.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::try_from(digit(pair.first())? * 16 + digit(pair.get(1))?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_their_text_and_what_is_none_does_not() {
        assert_eq!(hex([0, 15, 255]), "000fff");
        assert_eq!(unhex("000fff"), Some(vec![0, 15, 255]));
        for wrong in ["0", "000", "0g", "+f", "é"] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
    }
}
