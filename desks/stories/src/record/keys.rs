//! The newsroom's keys: by the newest one whose secret half is here the record is signed (Ed25519). They stand in the
//! database, so that a backup holds them and all processes of a newsroom sign with the same one.

use crate::store::record::{self, KeyRow};
use ::store::Tx;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base::{Broken, Result, hex};
use serde_json::{Value, json};
use std::sync::Arc;

/// The key that the newsroom signs with.
pub(crate) struct Key {
    pub(crate) number: i64,
    pair: Ed25519KeyPair,
}

impl Key {
    fn of(number: i64, seed: &[u8]) -> Result<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed);
        Ok(Self { number, pair: pair.map_err(|_| Broken::new("the record's key cannot be read"))? })
    }

    /// Returns the half that everybody may know.
    pub(crate) fn public(&self) -> Vec<u8> {
        self.pair.public_key().as_ref().to_vec()
    }

    /// Returns the signature of a statement.
    pub(crate) fn sign(&self, statement: &Value) -> Vec<u8> {
        self.pair.sign(&copy::canonical(statement)).as_ref().to_vec()
    }
}

/// Returns the key that the newsroom signs with; the first who asks makes it.
pub(crate) async fn own(tx: &mut Tx) -> Result<Arc<Key>> {
    if let Some(key) = tx.kept::<Key>() {
        return Ok(key);
    }
    let rows = record::keys(tx).await?;
    let newest = rows.iter().rev().find_map(|row| Some((row.number, row.secret.clone()?)));
    let key = match newest {
        Some((number, secret)) => Arc::new(Key::of(number, &secret)?),
        None => Arc::new(make(tx, &rows).await?),
    };
    tx.keep(Arc::clone(&key));
    Ok(key)
}

async fn make(tx: &mut Tx, before: &[KeyRow]) -> Result<Key> {
    let secret = tx.random::<32>();
    let key = Key::of(before.last().map_or(1, |row| row.number + 1), &secret)?;
    let row =
        KeyRow { number: key.number, public: key.public(), secret: Some(secret.into()), made_at: tx.now() };
    record::add_key(tx, &row).await?;
    Ok(key)
}

/// Returns what is signed of an entry: its hash, and that of the entry of the same story before it, so that a story's
/// entries are a chain of their own.
pub(crate) fn statement(hash: &[u8], before: Option<&[u8]>) -> Value {
    json!({ "before": before.map(hex), "record": hex(hash) })
}

/// Returns whether this key signed this statement.
pub(crate) fn is_signed(public: &[u8], statement: &Value, signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public).verify(&copy::canonical(statement), signature).is_ok()
}

/// Returns whether the two halves of a key belong together; where there is no secret half there is nothing to compare.
pub(crate) fn is_whole(row: &KeyRow) -> bool {
    let Some(secret) = &row.secret else { return true };
    Key::of(row.number, secret).is_ok_and(|key| key.public() == row.public)
}
