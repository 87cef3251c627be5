//! IPTC-IIM: the older form, which agencies have sent since the days of satellites.

use super::{Raw, clean};
use encoding_rs::WINDOWS_1252;
use serde_json::Value;

/// The most records that are read.
const RECORDS: usize = 2000;

/// The records of a file, each with its number, its dataset and its text.
#[derive(Debug, Default)]
pub(crate) struct Iim {
    records: Vec<(u8, u8, String)>,
}

/// Reads the records. What comes after a record that makes no sense is left out.
pub(crate) fn read(bytes: &[u8]) -> Iim {
    let mut records = Vec::new();
    let mut is_utf8 = false;
    let mut rest = bytes;
    while let Some((number, dataset, value, after)) = record(rest) {
        if (number, dataset) == (1, 90) {
            is_utf8 = value == b"\x1b%G";
        } else if records.len() < RECORDS {
            let text = if is_utf8 { String::from_utf8_lossy(value).into_owned() } else { guess(value) };
            records.push((number, dataset, text));
        }
        rest = after;
    }
    Iim { records }
}

/// Returns the records within the resources that Photoshop keeps in a file.
pub(crate) fn in_resources(bytes: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some((number, held, after)) = resource(rest) {
        if number == 0x0404 {
            found.extend_from_slice(held);
        }
        rest = after;
    }
    found
}

/// Reads bytes of which nobody says what writing they are: UTF-8 where they are that, else Western European.
pub(crate) fn guess(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

impl Iim {
    /// Returns the first text of a dataset of the second record, which is the one about the picture.
    pub(crate) fn text(&self, dataset: u8) -> Option<String> {
        self.all(dataset).into_iter().next()
    }

    /// Returns all texts of a dataset of the second record.
    pub(crate) fn all(&self, dataset: u8) -> Vec<String> {
        let wanted = |record: &&(u8, u8, String)| (record.0, record.1) == (2, dataset) && dataset != 0;
        self.records.iter().filter(wanted).filter_map(|(.., text)| clean(text)).collect()
    }

    /// Returns what was found, by record and dataset: `2:120`.
    pub(crate) fn raw(&self, most: usize) -> Value {
        let mut raw = Raw::new(most);
        for (number, dataset, text) in &self.records {
            raw.keep(&format!("{number}:{dataset}"), text);
        }
        raw.done()
    }
}

fn record(bytes: &[u8]) -> Option<(u8, u8, &[u8], &[u8])> {
    let [0x1c, number, dataset, high, low, ..] = *bytes else { return None };
    let short = usize::from(u16::from_be_bytes([high & 0x7f, low]));
    let rest = bytes.get(5..)?;
    if high & 0x80 == 0 {
        return Some((number, dataset, rest.get(..short)?, rest.get(short..)?));
    }
    // A long record: what was its length says in how many bytes the length follows.
    let (length, rest) = rest.split_at_checked(short).filter(|_| short <= 4)?;
    let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    Some((number, dataset, rest.get(..length)?, rest.get(length..)?))
}

fn resource(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let rest = bytes.strip_prefix(b"8BIM".as_slice())?;
    let number = u16::from_be_bytes(*rest.first_chunk()?);
    // Its name, with the byte for its length, fills an even number of bytes.
    let name = (usize::from(*rest.get(2)?) + 2) & !1;
    let rest = rest.get(2 + name..)?;
    let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
    let end = length.checked_add(4)?;
    let after = rest.get(end + length % 2..).unwrap_or_default();
    Some((number, rest.get(4..end)?, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(records: &[(u8, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = vec![0x1c, 1, 90, 0, 3, 0x1b, b'%', b'G'];
        for (dataset, value) in records {
            bytes.extend([0x1c, 2, *dataset]);
            // Every other record as a long one, with its length in four bytes.
            if dataset % 2 == 0 {
                bytes.extend([0x80, 4]);
                bytes.extend((value.len() as u32).to_be_bytes());
            } else {
                bytes.extend((value.len() as u16).to_be_bytes());
            }
            bytes.extend(value);
        }
        bytes
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(bytes: Vec<u8>) {
            read(&bytes).raw(1000);
            read(&[b"\x1c\x02\x78".as_slice(), &bytes].concat()).raw(1000);
            in_resources(&[b"8BIM\x04\x04".as_slice(), &bytes].concat());
        }

        #[test]
        fn what_was_written_is_read_again(texts in prop::collection::vec((1u8.., "[a-zé東]{1,40}"), 0..20)) {
            let records: Vec<(u8, Vec<u8>)> =
                texts.iter().map(|(dataset, text)| (*dataset, text.clone().into_bytes())).collect();

            let found = read(&written(&records));

            for (dataset, _) in &texts {
                let same = texts.iter().filter(|(other, _)| other == dataset);
                let wanted: Vec<String> = same.map(|(_, text)| text.clone()).collect();
                prop_assert_eq!(found.all(*dataset), wanted);
            }
        }

        #[test]
        fn a_cut_list_keeps_what_comes_before_the_cut(cut in 0usize..60) {
            let whole = written(&[(105, b"headline".to_vec()), (120, b"caption of it".to_vec())]);

            let found = read(whole.get(..cut.min(whole.len())).unwrap());

            prop_assert!(found.text(105).is_none_or(|text| text == "headline"));
            prop_assert!(found.text(120).is_none_or(|text| text == "caption of it"));
        }
    }
}
