//! The label in a WebP file: its chunks are put below a header that says that there is XMP.

const XMP: u8 = 0x04;
const ALPHA: u8 = 0x10;

/// Returns the file with this packet in it, and nothing else but its pixels.
pub(crate) fn with_xmp(file: &[u8], (width, height): (u32, u32), packet: &str) -> Option<Vec<u8>> {
    let pixels: Vec<(&[u8], &[u8])> =
        chunks(file).filter(|(name, _)| [b"VP8 ".as_slice(), b"VP8L", b"ALPH"].contains(name)).collect();
    let is_transparent = pixels.iter().any(|(name, held)| match *name {
        b"ALPH" => true,
        // The bit after two sizes of 14 bits each.
        b"VP8L" => held.get(4).is_some_and(|byte| byte & 0x10 != 0),
        _ => false,
    });
    let mut header = vec![XMP | if is_transparent { ALPHA } else { 0 }, 0, 0, 0];
    for side in [width, height] {
        header.extend(side.checked_sub(1)?.to_le_bytes().iter().take(3));
    }
    let mut body = b"WEBP".to_vec();
    push(&mut body, b"VP8X", &header);
    for (name, held) in pixels {
        push(&mut body, name, held);
    }
    push(&mut body, b"XMP ", packet.as_bytes());
    let mut whole = Vec::with_capacity(body.len() + 8);
    whole.extend_from_slice(b"RIFF");
    whole.extend_from_slice(&u32::try_from(body.len()).ok()?.to_le_bytes());
    whole.extend_from_slice(&body);
    Some(whole)
}

/// Returns the chunks of a file, each with its name.
pub(crate) fn chunks(file: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = file.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let name = rest.get(..4)?;
        let length = u32::from_le_bytes(*rest.get(4..8)?.first_chunk()?) as usize;
        let held = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
        Some((name, held))
    })
}

fn push(body: &mut Vec<u8>, name: &[u8], held: &[u8]) {
    body.extend_from_slice(name);
    body.extend_from_slice(&(held.len() as u32).to_le_bytes());
    body.extend_from_slice(held);
    if held.len() % 2 == 1 {
        body.push(0);
    }
}
