//! Files that mean harm: refused early, in little memory.

use crate::data::{open, shared};
use std::io::{BufReader, Read};
use transfer::wxr::Reader;

#[test]
fn bombs_and_outside_entities_are_refused() {
    let Some(folder) = shared("F-security/made/xml") else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let read: Vec<_> = Reader::new(open(&path)).collect();

        assert_eq!(read.len(), 1, "{}: {read:?}", path.display());
        let why = read[0].as_ref().unwrap_err().to_string();
        assert!(
            why.starts_with("refused: its DOCTYPE") || why.starts_with("no export"),
            "{}: {why}",
            path.display()
        );
    }
}

/// Begins like an export, and then says the same for ever; what it holds would not fit into memory.
fn endless(head: &str, again: &'static str, times: usize, tail: &'static str) -> impl Read + use<> {
    struct Again(&'static str, usize, usize);
    impl Read for Again {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let mut written = 0;
            while written < into.len() && self.1 > 0 {
                let piece = &self.0.as_bytes()[self.2..];
                let length = piece.len().min(into.len() - written);
                into[written..written + length].copy_from_slice(&piece[..length]);
                (written, self.2) = (written + length, self.2 + length);
                if self.2 == self.0.len() {
                    (self.1, self.2) = (self.1 - 1, 0);
                }
            }
            Ok(written)
        }
    }
    std::io::Cursor::new(head.to_owned().into_bytes()).chain(Again(again, times, 0)).chain(tail.as_bytes())
}

const HEAD: &str =
    "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><wp:wxr_version>1.2</wp:wxr_version>";
const REST: &str = "</item><item><wp:post_id>2</wp:post_id></item></channel></rss>";

#[test]
fn an_item_without_end_is_left_out_and_the_rest_goes_in() {
    for (begin, again) in [
        ("<title>", "0123456789"),
        ("<title><![CDATA[", "]]x"),
        ("", "<a>x</a>"),
        ("<a b='", "y"),
        ("<!--", "z"),
    ] {
        let times = 20 * 1024 * 1024 / again.len();
        let file = endless(&format!("{HEAD}<item>{begin}"), again, times, REST);
        let read: Vec<_> = Reader::new(BufReader::new(file)).collect();

        assert_eq!(read.len(), 2, "{begin}");
        assert!(read[0].as_ref().unwrap_err().why.contains("longer than 16 MiB"), "{begin}");
        assert_eq!(read[1].as_ref().unwrap().post_id, "2", "{begin}");
    }
}

#[test]
fn what_is_nested_too_deep_is_left_out() {
    let file = endless(&format!("{HEAD}<item>"), "<a>", 100_000, REST);
    let read: Vec<_> = Reader::new(BufReader::new(file)).collect();

    assert_eq!(read[0].as_ref().unwrap_err().why, "elements nested more than 64 deep");
    assert_eq!(read[1].as_ref().unwrap().post_id, "2");
}
