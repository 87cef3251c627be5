//! The label in an AVIF file: an item beside the picture, listed in the boxes that say what is where. It knows the
//! boxes as the encoder writes them, and gives up where they are others.

/// The number of our item; the encoder uses 1 to 3.
const ITEM: u16 = 9;
/// The number of the picture.
const PICTURE: u16 = 1;

/// Returns the file with this packet in it.
pub(crate) fn with_xmp(file: &[u8], packet: &str) -> Option<Vec<u8>> {
    let meta = boxes(file).find_map(|(name, held)| (name == *b"meta").then_some(held))?;
    let reference = made(b"cdsc", &[ITEM.to_be_bytes(), 1u16.to_be_bytes(), PICTURE.to_be_bytes()].concat());
    let has_references = boxes(meta.get(4..)?).any(|(name, _)| name == *b"iref");
    let own_references =
        if has_references { 0 } else { made(b"iref", &[&[0; 4], reference.as_slice()].concat()).len() };
    // How much longer the boxes before the pixels get, and with it how far the pixels move.
    let grown = entry().len() + LOCATION + if has_references { reference.len() } else { own_references };
    let place = file.len() + grown + 8;
    let mut inner = meta.get(..4)?.to_vec();
    for (name, held) in boxes(meta.get(4..)?) {
        let held = match &name {
            b"iinf" => listed(held)?,
            b"iloc" => located(held, grown, place, packet.len())?,
            b"iref" => [held, &reference].concat(),
            _ => held.to_vec(),
        };
        inner.extend(made(&name, &held));
    }
    if !has_references {
        inner.extend(made(b"iref", &[&[0; 4], reference.as_slice()].concat()));
    }
    let mut whole = Vec::with_capacity(place + packet.len());
    for (name, held) in boxes(file) {
        whole.extend(made(&name, if name == *b"meta" { &inner } else { held }));
    }
    whole.extend(made(b"mdat", packet.as_bytes()));
    (whole.len() == place + packet.len()).then_some(whole)
}

/// How long the place of an item is in `iloc`: item, source, one extent with its start and length.
const LOCATION: usize = 14;

/// Returns the box that names our item.
fn entry() -> Vec<u8> {
    let mut held = vec![2, 0, 0, 0];
    held.extend_from_slice(&ITEM.to_be_bytes());
    held.extend_from_slice(b"\0\0mime\0application/rdf+xml\0");
    made(b"infe", &held)
}

fn listed(held: &[u8]) -> Option<Vec<u8>> {
    if held.get(..4)? != [0; 4] {
        return None;
    }
    let count = u16::from_be_bytes(*held.get(4..)?.first_chunk()?);
    Some([&[0; 4], (count + 1).to_be_bytes().as_slice(), held.get(6..)?, &entry()].concat())
}

fn located(held: &[u8], grown: usize, place: usize, length: usize) -> Option<Vec<u8>> {
    // Version 0, four bytes for each start and length, no base.
    if held.get(..6)? != [0, 0, 0, 0, 0x44, 0] {
        return None;
    }
    let count = u16::from_be_bytes(*held.get(6..)?.first_chunk()?);
    let items = held.get(8..)?;
    let mut all = [&[0, 0, 0, 0, 0x44, 0], (count + 1).to_be_bytes().as_slice()].concat();
    for item in items.chunks(LOCATION) {
        let (head, extent) = item.split_at_checked(6)?;
        if head.get(4..)? != [0, 1] {
            return None;
        }
        let start = u32::from_be_bytes(*extent.first_chunk()?).checked_add(u32::try_from(grown).ok()?)?;
        all.extend_from_slice(head);
        all.extend_from_slice(&start.to_be_bytes());
        all.extend_from_slice(extent.get(4..8)?);
    }
    all.extend_from_slice(&ITEM.to_be_bytes());
    all.extend_from_slice(&[0, 0, 0, 1]);
    all.extend_from_slice(&u32::try_from(place).ok()?.to_be_bytes());
    all.extend_from_slice(&u32::try_from(length).ok()?.to_be_bytes());
    Some(all)
}

/// Returns the boxes, each with its name.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let name = *rest.get(4..)?.first_chunk()?;
        let held = rest.get(8..length)?;
        rest = rest.get(length..)?;
        Some((name, held))
    })
}

fn made(name: &[u8; 4], held: &[u8]) -> Vec<u8> {
    [(held.len() as u32 + 8).to_be_bytes().as_slice(), name, held].concat()
}
