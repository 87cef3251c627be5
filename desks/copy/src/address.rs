//! Which addresses the tree takes, and how they are written into HTML.

/// Returns whether a link in the text may lead here: `http`, `https`, `mailto`, `tel`, or a path or anchor of
/// this site.
pub(crate) fn is_link(address: &str) -> bool {
    let clean = !address.chars().any(|c| c.is_control() || c == ' ');
    clean && (is_web(address) || is_local(address) || is_contact(address))
}

/// Returns whether this is a whole address on the web, as embeds and waiting pictures have.
pub(crate) fn is_web(address: &str) -> bool {
    if address.chars().any(|c| c.is_control() || c == ' ') {
        return false;
    }
    let rest = strip_scheme(address, "https://").or_else(|| strip_scheme(address, "http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '\\', '?', '#', '@', ':']))
}

/// Returns whether this is a path or an anchor of this site. `//host` and `/\host` lead elsewhere.
fn is_local(address: &str) -> bool {
    match address.strip_prefix('/') {
        Some(rest) => !rest.starts_with(['/', '\\']),
        None => address.starts_with('#'),
    }
}

fn is_contact(address: &str) -> bool {
    let rest = strip_scheme(address, "mailto:").or_else(|| strip_scheme(address, "tel:"));
    rest.is_some_and(|rest| !rest.is_empty())
}

/// Returns what follows the scheme, whichever way its letters are written.
fn strip_scheme<'a>(address: &'a str, scheme: &str) -> Option<&'a str> {
    let (head, rest) = address.split_at_checked(scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Returns the address of foreign markup as a browser would understand it: white space at the ends and line
/// breaks within are ignored, blanks are encoded, `//host` is taken as https.
pub(crate) fn tidy(address: &str) -> String {
    let trimmed = address.trim_matches(|c: char| c <= ' ');
    let mut tidied: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    if tidied.starts_with("//") {
        tidied.insert_str(0, "https:");
    }
    tidied.replace(' ', "%20")
}

/// Returns the address to which a link leads that Google's programs put behind one of their own.
pub(crate) fn behind_redirect(address: &str) -> Option<String> {
    let rest = strip_scheme(address, "https://").or_else(|| strip_scheme(address, "http://"))?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest).strip_prefix("google.com/url?")?;
    let query = rest.split('#').next()?;
    let of = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let address = tidy(&decoded(of("q").or_else(|| of("url"))?)?);
    is_web(&address).then_some(address)
}

/// Returns a value of a query without its percent-encoding; nothing if it is no text.
fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| first == b'%');
        bytes.push(code.unwrap_or(if first == b'+' { b' ' } else { first }));
        rest = if code.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8(bytes).ok()
}

/// Appends the address, percent-encoded where a URL may not hold the character, escaped for an attribute.
pub(crate) fn encode_into(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let hex = |nibble: u8| HEX.get(usize::from(nibble)).map_or('0', |&d| char::from(d));
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("%27"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'[' | b']' | b'@' | b'!' => {
                out.push(char::from(byte));
            }
            b'$' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'%' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push(hex(byte >> 4));
                out.push(hex(byte & 15));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_run_nothing_are_links() {
        for good in ["https://a.example/", "HTTP://a", "mailto:a@b", "tel:+4930", "/x", "/", "#n"] {
            assert!(is_link(good), "{good}");
        }
        let bad = [
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil",
            "/\\evil",
            "x.html",
            "",
            "http:",
            "http:///x",
        ];
        for bad in bad.into_iter().chain(["java\nscript:x", "https://a b", "vbscript:x", "mailto:"]) {
            assert!(!is_link(bad), "{bad}");
        }
    }

    #[test]
    fn an_address_is_written_percent_encoded() {
        let mut out = String::new();
        encode_into(&mut out, "https://a.example/ы?a=1&b=\"<'");
        assert_eq!(out, "https://a.example/%D1%8B?a=1&amp;b=%22%3C%27");
    }
}
