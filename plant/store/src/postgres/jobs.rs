//! Taking a job where several processes take jobs at the same time: each looks past what another has in its hands.

use crate::{Job, Tx, sql};
use base::{Result, Time};

/// Takes the job that is due the longest and that nobody else is taking.
pub(crate) async fn claim(tx: &mut Tx, now: Time, until: Time) -> Result<Option<Job>> {
    tx.maybe(
        sql!(
            "update jobs set locked_until = $2, attempts = attempts + 1
             where id = (select id from jobs where set_aside = false and run_at <= $1
               and (locked_until is null or locked_until <= $1) order by run_at, id limit 1
               for update skip locked)
             returning id, kind, payload, run_at, attempts"
        ),
        &[&now, &until],
    )
    .await
}
