//! Links by which somebody without an account sees one revision for some hours. Whether a link is good is asked anew
//! at each request: its time, its maker's right, the story's embargo, and that it is not withdrawn.

use crate::fields::Fields;
use crate::store;
use crate::store::previews::{self, PreviewRow};
use crate::story::{Public, Story};
use ::store::Tx;
use base::{Id, Refused, Result, Time};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use house::Right;
use sha2::{Digest, Sha256};

/// How many characters 256 bits take in base64url.
const LENGTH: usize = 43;

/// What a good link shows.
pub(crate) struct Opened {
    pub(crate) story: Story,
    pub(crate) fields: Fields,
}

/// Returns a fresh secret with what is kept of it.
pub(crate) fn fresh(tx: &Tx) -> (String, [u8; 32]) {
    let secret = URL_SAFE_NO_PAD.encode(tx.random::<32>());
    let hash = hash(&secret);
    (secret, hash)
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Opens a link. Whatever is wrong with it, the answer is the same: there is nothing here.
pub(crate) async fn open(tx: &mut Tx, secret: &str) -> Result<Opened> {
    let is_one = secret.len() == LENGTH && secret.is_ascii();
    let row = if is_one { previews::by_hash(tx, &hash(secret)).await? } else { None };
    let row = row.filter(|row| tx.now() < row.until).ok_or(Refused::NotFound)?;
    let story = store::story(tx, row.story).await?;
    let fields = store::said(tx, row.story, row.revision).await?;
    let is_good = !is_held(&story, &fields, tx.now())
        && story.public != Public::Withdrawn
        && is_makers_still(tx, &row, &story).await?;
    if is_good { Ok(Opened { story, fields }) } else { Err(Refused::NotFound.into()) }
}

/// Whether an embargo holds, put on before the link was made or after.
pub(crate) fn is_held(story: &Story, fields: &Fields, now: Time) -> bool {
    story.embargo_until.max(fields.embargo_until).is_some_and(|until| now < until)
}

/// Whether the link's maker may still show the edition's stories to others.
async fn is_makers_still(tx: &mut Tx, row: &PreviewRow, story: &Story) -> Result<bool> {
    let maker = staff::standing(tx, row.made_by).await?;
    Ok(maker.is_some_and(|maker| maker.may(Right::Publish, &story.edition)))
}

/// Ends every link of a story: it was taken off.
pub(crate) async fn end_all(tx: &mut Tx, story: Id) -> Result<()> {
    previews::delete_of(tx, story).await
}
