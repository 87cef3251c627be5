//! The label as IPTC-IIM, the older form, which many programs still read from JPEG files. Its fields are short: the
//! whole texts stand in the XMP beside it.

use super::{Label, bounded};

/// Returns what the thirteenth application segment of a JPEG holds.
pub(crate) fn segment(label: &Label) -> Vec<u8> {
    let mut records = Vec::new();
    // 1:90 says that the texts are UTF-8; 2:0 is the version of the record.
    record(&mut records, 1, 90, b"\x1b%G");
    record(&mut records, 2, 0, &[0, 4]);
    let texts = [
        (80, &label.creator, 32),
        (105, &label.headline, 256),
        (110, &label.credit, 32),
        (115, &label.source, 32),
        (116, &label.copyright, 128),
        (120, &label.caption, 2000),
    ];
    for (dataset, text, most) in texts {
        if let Some(text) = bounded(text.as_ref(), most) {
            record(&mut records, 2, dataset, text.as_bytes());
        }
    }
    let mut held = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
    held.extend_from_slice(&(records.len() as u32).to_be_bytes());
    held.extend_from_slice(&records);
    if records.len() % 2 == 1 {
        held.push(0);
    }
    held
}

fn record(records: &mut Vec<u8>, number: u8, dataset: u8, value: &[u8]) {
    records.extend_from_slice(&[0x1c, number, dataset]);
    records.extend_from_slice(&(value.len() as u16).to_be_bytes());
    records.extend_from_slice(value);
}
