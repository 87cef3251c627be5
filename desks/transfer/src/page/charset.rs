//! A page as text: by its byte order mark, by what it declares near its beginning, else as UTF-8 where it is that,
//! else as browsers take what declares nothing.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far a declaration is looked for.
const HEAD: usize = 4096;

/// Returns the text, and whether bytes were replaced that are none; or why it cannot be a page.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, bool), String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let by_word = || declared(head).and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = by_mark
        .or_else(by_word)
        .unwrap_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 });
    // What could be read as ASCII to find the word cannot be UTF-16.
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let encoding = if is_wide && by_mark.is_none() { UTF_8 } else { encoding };
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !is_wide && head.contains(&0) {
        return Err("no page: it holds bytes that no text has".into());
    }
    let (text, _, is_damaged) = encoding.decode(bytes);
    Ok((text.into_owned(), is_damaged))
}

/// Returns what stands behind the first `charset=` or `encoding=`.
fn declared(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let at =
        ["charset", "encoding"].iter().filter_map(|word| head.find(word).map(|at| at + word.len())).min()?;
    let value = head.get(at..)?.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String =
        value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
    (!label.is_empty() && label.len() <= 40).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_it_declares_or_as_browsers_would() {
        let utf16: Vec<u8> = "\u{feff}café".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&[u8], &str); 6] = [
            (b"<meta charset='iso-8859-1'>caf\xe9", "<meta charset='iso-8859-1'>caf\u{e9}"),
            (
                b"<meta http-equiv=x content='text/html; charset=koi8-r'>\xd0\xcf",
                "<meta http-equiv=x content='text/html; charset=koi8-r'>по",
            ),
            (b"caf\xe9", "café"),
            ("café".as_bytes(), "café"),
            (&utf16, "café"),
            (b"<meta charset=utf-16>plain", "<meta charset=utf-16>plain"),
        ];

        for (bytes, text) in cases {
            assert_eq!(decode(bytes).unwrap().0, text);
        }
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0").is_err());
    }
}
