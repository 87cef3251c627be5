//! What pictures lack to be seen by readers where they are used: told by the gate, and to the desk.

use crate::bank::with_rights;
use crate::picture::Words;
use crate::rights::may_use;
use crate::shown::{Place, Use, in_language};
use crate::store;
use ::store::Tx;
use base::{Id, Result};
use std::collections::HashMap;
use std::fmt;

/// What keeps a picture from readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It stands at a foreign address and has not been fetched yet.
    Coming,
    /// It could not be fetched, for this reason.
    Unfetched(String),
    /// There is none with this id.
    Picture,
    Credit,
    /// It may not be used there now.
    Use,
    Alt,
}

impl Lack {
    /// Returns the word for it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Unfetched(_) => "unfetched",
            Self::Picture => "picture",
            Self::Credit => "credit",
            Self::Use => "use",
            Self::Alt => "alt",
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Coming => "it has not been fetched yet",
            Self::Unfetched(why) => why,
            Self::Picture => "there is no such picture",
            Self::Credit => "the picture has no credit; say in the media bank who made it",
            Self::Use => "the picture may not be used here now",
            Self::Alt => "the picture needs an alternative text for those who do not see it",
        })
    }
}

/// Returns of each use what its picture lacks to be seen there, in as many questions for many as for one.
pub async fn lacking(tx: &mut Tx, uses: &[(Place, Use)]) -> Result<Vec<Vec<Lack>>> {
    let mut ids: Vec<Id> = uses.iter().map(|(_, wanted)| wanted.id).collect();
    ids.sort();
    ids.dedup();
    let now = tx.now();
    let found = with_rights(tx, &ids).await?.into_iter().map(|kept| (kept.picture.id, kept));
    let found: HashMap<Id, _> = found.collect();
    let words = store::words_among(tx, &ids).await?;
    let lacks = uses.iter().map(|(place, wanted)| {
        let Some(kept) = found.get(&wanted.id) else { return vec![Lack::Picture] };
        let is_allowed = may_use(&kept.rights, place.purpose, None, now).is_allow();
        let words = words.get(&wanted.id).and_then(|words| in_language(words, &place.language));
        let holds = [
            (kept.picture.is_credited(), Lack::Credit),
            (is_allowed, Lack::Use),
            (is_described(wanted, words), Lack::Alt),
        ];
        holds.into_iter().filter(|(holds, _)| !holds).map(|(_, lack)| lack).collect()
    });
    Ok(lacks.collect())
}

fn is_described(wanted: &Use, words: Option<&Words>) -> bool {
    let of_the_bank = words.map(|words| words.alt.as_str());
    let own = wanted.alt.as_deref().filter(|alt| !alt.is_empty());
    own.or(of_the_bank).is_some_and(|alt| !alt.trim().is_empty())
}
