//! The forms in AVIF, which take long to make and are waited for by nobody: one picture at a time, when nobody has
//! asked for anything for a while, and on a busy server one a minute at most.

use crate::shelf;
use crate::store;
use ::store::Tx;
use base::Result;
use house::Event;
use pixels::Encoding;
use site::Plant;
use std::time::Duration;
use tokio::time::Instant;

/// How long nobody must have asked for anything.
const QUIET: Duration = Duration::from_secs(10);
/// How long a busy server waits between two pictures.
const BETWEEN: Duration = Duration::from_secs(60);
/// How often it is looked whether there is something to make.
const LOOK: Duration = Duration::from_secs(5);
/// What stands for the label of a picture that cannot be made.
const NONE: &str = "none";
/// The lease by which one process at a time makes them.
const LEASE: &str = "avif";

/// Makes what is missing until the task is ended.
pub async fn run(plant: Plant) {
    let holder = plant.chance.id(plant.clock.now()).to_string();
    let mut last = Instant::now();
    loop {
        tokio::time::sleep(LOOK).await;
        if !may_begin(plant.pulse.quiet_for(), last.elapsed()) {
            continue;
        }
        match make_one(&plant, &holder).await {
            Ok(true) => last = Instant::now(),
            Ok(false) => {}
            Err(failure) => {
                tracing::warn!(%failure, "the forms of a picture in AVIF could not be made");
                tokio::time::sleep(BETWEEN).await;
            }
        }
    }
}

/// Whether the next picture may be made, when nobody has asked for anything for so long and the last was so long ago.
fn may_begin(quiet: Duration, since_last: Duration) -> bool {
    quiet >= QUIET || since_last >= BETWEEN
}

/// Makes the forms of one picture, unless another process is at it; returns whether there was one.
pub async fn make_one(plant: &Plant, holder: &str) -> Result<bool> {
    let next = plant.store.read(async |tx: &mut Tx| {
        let next = store::without_avif(tx, 1).await?.into_iter().next();
        match next {
            Some(id) => store::picture(tx, id).await.map(Some),
            None => Ok(None),
        }
    });
    let Some(picture) = next.await? else { return Ok(false) };
    let holder = holder.to_owned();
    let held = plant.store.write(async move |tx: &mut Tx| tx.lease(LEASE, &holder, BETWEEN * 2).await);
    if !held.await? {
        return Ok(false);
    }
    // One that cannot be made is not tried for ever: no label is called so.
    let label = match shelf::make(plant, &picture, &[Encoding::Avif]).await {
        Ok(()) => picture.label_name(),
        Err(failure) => {
            tracing::warn!(picture = %picture.id, %failure, "the forms in AVIF could not be made");
            NONE.to_owned()
        }
    };
    let id = picture.id;
    plant
        .store
        .write(async move |tx: &mut Tx| {
            store::set_avif(tx, id, &label).await?;
            Event::PictureFormsMade.announce(tx, "clock", "", id, None).await.map(drop)
        })
        .await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_made_when_nobody_asks_or_once_a_minute() {
        let seconds = Duration::from_secs;

        assert!(!may_begin(seconds(9), seconds(59)));
        assert!(may_begin(seconds(10), seconds(0)));
        assert!(may_begin(seconds(0), seconds(60)));
    }
}
