//! Small pictures that are no pictures of the paper, such as its logo: read and made anew as those are, without
//! anything of the file's own metadata.

use crate::picture::limits;
use crate::shelf;
use crate::verbs::receive::read;
use base::{Broken, Refused, Result};
use bytes::Bytes;
use pixels::{Encoding, Label};

/// A small picture as readers get it: WebP.
#[derive(Clone, Debug)]
pub struct Emblem {
    pub bytes: Bytes,
    pub width: u32,
    pub height: u32,
}

/// Makes a small picture of a file, at most this wide and high; what is smaller stays as it is.
pub async fn emblem(bytes: Bytes, most: (u32, u32)) -> Result<Emblem> {
    let facts = read(bytes.clone()).await?;
    let by_height = u64::from(facts.width) * u64::from(most.1) / u64::from(facts.height.max(1));
    let width = facts.width.min(most.0).min(u32::try_from(by_height).unwrap_or(most.0)).max(1);
    let _turn = shelf::turn(Some(u64::from(facts.width) * u64::from(facts.height))).await?;
    let made = tokio::task::spawn_blocking(move || {
        pixels::renditions(&bytes, &[width], &[Encoding::Webp], &Label::default(), &limits())
    });
    let made = made.await.map_err(Broken::new)?.map_err(|why| Refused::field("/file", why.to_string()))?;
    let (_, _, one) = made.into_iter().next().ok_or_else(|| Broken::new("no picture was made"))?;
    Ok(Emblem { bytes: one.bytes.into(), width: one.width, height: one.height })
}
