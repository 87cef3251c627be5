//! What a desk lends to a page of another's: a piece, by a name that both know. Which desk lends what is decided by
//! the house in one place; a page that nobody lends to goes without.

use crate::{Html, Plant};
use base::{Id, Result, Time};
use futures_util::future::BoxFuture;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use store::Tx;

/// A part of a page.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    pub html: Html,
    /// Members for the page's description as JSON-LD.
    pub head: Map<String, Value>,
    /// The tags of what the piece shows.
    pub tags: Vec<String>,
    /// When something that the piece shows changes by itself.
    pub until: Option<Time>,
}

/// For which page a piece is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What the page is about.
    pub subject: Id,
    /// The edition's slug.
    pub edition: String,
    /// The page's path, not encoded.
    pub path: String,
    /// The page's query, as it was sent.
    pub query: Option<String>,
}

/// Makes a piece within the reading that the page itself is made of.
pub type Lend = Arc<dyn for<'a> Fn(Plant, &'a mut Tx, Wanted) -> BoxFuture<'a, Result<Piece>> + Send + Sync>;

/// All that is lent.
#[derive(Default)]
pub struct Lends(OnceLock<HashMap<&'static str, Lend>>);

impl Lends {
    /// Says, once, who lends what.
    pub fn install(&self, pieces: impl IntoIterator<Item = (&'static str, Lend)>) {
        // A second list would be a mistake of the house's, and is not taken.
        drop(self.0.set(pieces.into_iter().collect()));
    }

    /// Returns the piece of this name, none if nobody lends it.
    pub async fn piece(
        &self,
        name: &str,
        plant: &Plant,
        tx: &mut Tx,
        wanted: Wanted,
    ) -> Result<Option<Piece>> {
        match self.0.get().and_then(|pieces| pieces.get(name)) {
            Some(lend) => lend(plant.clone(), tx, wanted).await.map(Some),
            None => Ok(None),
        }
    }
}
