//! What the desk keeps in memory for one newsroom: who came in lately, and the place where passwords are hashed.
//!
//! A token or session that was looked up is good without a look into the store until somebody may have lost a way
//! in: then everything kept is out of date at once, before that write is answered. That is rare, so nothing finer is
//! needed. It is so in every process of the newsroom: one that might not hear of it looks into the store each time.

use crate::password::Hashing;
use crate::visitor::SESSION;
use crate::{log, store};
use ::store::{Store, Tx};
use base::{Result, Time};
use house::Person;
use moka::sync::Cache;
use site::Plant;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;

/// How long what was looked up is kept at most.
const KEPT: Duration = Duration::from_secs(5);

/// That a session or a token is in use is noted at most this often.
const NOTED: Duration = Duration::from_secs(10 * 60);

/// The hash of what somebody showed at the door.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Token([u8; 32]),
    Session([u8; 32]),
}

#[derive(Clone)]
struct Kept {
    person: Arc<Person>,
    until: Option<Time>,
    used_at: Option<Time>,
    generation: u64,
}

/// The doors of one newsroom.
pub(crate) struct Doors {
    pub(crate) hashing: Hashing,
    kept: Cache<Key, Kept>,
    generation: Arc<AtomicU64>,
    /// Tells this newsroom's store from others in the same process, and whether it is still open.
    store: watch::Receiver<i64>,
}

/// The doors of all open newsrooms in this process: one, but for tests.
static ALL: RwLock<Vec<Arc<Doors>>> = RwLock::new(Vec::new());

impl Doors {
    /// Returns the doors of the plant's newsroom.
    pub(crate) fn of(plant: &Plant) -> Arc<Doors> {
        let store = plant.store.last_seq();
        let known = |all: &[Arc<Doors>]| all.iter().find(|doors| doors.store.same_channel(&store)).cloned();
        if let Some(doors) = known(&ALL.read().unwrap_or_else(PoisonError::into_inner)) {
            return doors;
        }
        let mut all = ALL.write().unwrap_or_else(PoisonError::into_inner);
        known(&all).unwrap_or_else(|| {
            all.retain(|doors| doors.store.has_changed().is_ok());
            let doors = Arc::new(Doors::new(&plant.store, store.clone()));
            all.push(Arc::clone(&doors));
            doors
        })
    }

    fn new(store: &Store, seq: watch::Receiver<i64>) -> Self {
        let generation = Arc::new(AtomicU64::new(0));
        let heard = Arc::clone(&generation);
        store.on_commit(move |rows| {
            if rows.iter().any(log::ends_a_way_in) {
                heard.fetch_add(1, Ordering::SeqCst);
            }
        });
        let kept = Cache::builder().max_capacity(10_000).time_to_live(KEPT).build();
        Self { hashing: Hashing::new(), kept, generation, store: seq }
    }

    /// Returns who comes in with this key and until when it is good, and extends the session that is used.
    pub(crate) async fn open(&self, plant: &Plant, key: Key) -> Result<Option<(Arc<Person>, Option<Time>)>> {
        // Read before the store is: what is found is out of date as soon as anything ended after this moment.
        let generation = self.generation.load(Ordering::SeqCst);
        let known = if plant.store.is_in_touch() { self.kept.get(&key) } else { None };
        let known = known.filter(|kept| kept.generation == generation);
        let kept = match known {
            Some(kept) => kept,
            None => match look_up(plant, key).await? {
                Some(way) => self.keep(key, way, generation),
                None => return Ok(None),
            },
        };
        let now = plant.clock.now();
        if kept.until.is_some_and(|until| until <= now) {
            return Ok(None);
        }
        // A session's last use is told by its end.
        let used_at = kept.until.map(|until| until.before(SESSION)).or(kept.used_at);
        if used_at.is_none_or(|used_at| used_at.after(NOTED) <= now) {
            let until = self.note(plant, key, &kept, now).await?;
            return Ok(Some((kept.person, until)));
        }
        Ok(Some((kept.person, kept.until)))
    }

    /// Notes that the key is in use, and extends a session by it; returns until when it is good now.
    async fn note(&self, plant: &Plant, key: Key, kept: &Kept, now: Time) -> Result<Option<Time>> {
        let later = now.after(SESSION);
        let until = kept.until.map(|_| later);
        self.kept.insert(key, Kept { until, used_at: Some(now), ..kept.clone() });
        let noted = plant.store.write(async move |tx: &mut Tx| match key {
            Key::Session(hash) => store::extend_session(tx, hash, later).await,
            Key::Token(hash) => store::touch_token(tx, hash).await,
        });
        noted.await.map(|()| until)
    }

    fn keep(&self, key: Key, way: store::Way, generation: u64) -> Kept {
        let kept = Kept { person: Arc::new(way.person), until: way.until, used_at: way.used_at, generation };
        self.kept.insert(key, kept.clone());
        kept
    }
}

async fn look_up(plant: &Plant, key: Key) -> Result<Option<store::Way>> {
    plant
        .store
        .read(async move |tx: &mut Tx| match key {
            Key::Token(hash) => store::token(tx, hash).await,
            Key::Session(hash) => store::session(tx, hash).await,
        })
        .await
}
