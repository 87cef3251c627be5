//! Jobs: queued in the transaction of the change that asks for them, taken by one process at a time for as long as
//! its lease runs, tried again later and later, and after five failures set aside for people to look at.

use crate::{Tx, row, sql};
use base::{Id, Result, Time};
use serde_json::Value;
use std::time::Duration;

/// How often a job is tried.
const TRIES: i64 = 5;
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// A job to be queued. One with the same `unique_key` takes the place of the one that waits.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub kind: String,
    pub unique_key: Option<String>,
    pub payload: Value,
    pub run_at: Time,
}

row! {
    /// A job that was taken.
    #[derive(Clone, Debug)]
    pub struct Job {
        pub id: Id,
        pub kind: String,
        pub payload: Value,
        pub run_at: Time,
        pub attempts: i64,
    }
}

row! {
    /// A job as people look at it.
    #[derive(Clone, Debug)]
    pub struct Queued {
        pub id: Id,
        pub kind: String,
        pub payload: Value,
        pub run_at: Time,
        pub attempts: i64,
        pub set_aside: bool,
        pub last_error: Option<String>,
    }
}

impl Tx {
    /// Returns the jobs that there are, those that were set aside first, then by their hours.
    pub async fn jobs(&mut self, limit: i64) -> Result<Vec<Queued>> {
        self.query(
            sql!(
                "select id, kind, payload, run_at, attempts, set_aside, last_error from jobs
                 order by set_aside desc, run_at, id limit $1"
            ),
            &[&limit],
        )
        .await
    }

    /// Has a job that was set aside tried again at once; returns whether there is one.
    pub async fn try_job_again(&mut self, id: Id) -> Result<bool> {
        let now = self.now();
        let touched = self
            .execute(
                sql!(
                    "update jobs set set_aside = false, attempts = 0, run_at = $2, locked_until = null
                     where id = $1 and set_aside = true"
                ),
                &[&id, &now],
            )
            .await?;
        Ok(touched > 0)
    }

    /// Forgets a job that was set aside; returns whether there was one.
    pub async fn forget_job(&mut self, id: Id) -> Result<bool> {
        let gone = self.execute(sql!("delete from jobs where id = $1 and set_aside = true"), &[&id]).await?;
        Ok(gone > 0)
    }

    /// Queues a job.
    pub async fn enqueue(&mut self, job: NewJob) -> Result<()> {
        let id = self.new_id();
        self.execute(
            sql!(
                "insert into jobs (id, kind, unique_key, payload, run_at) values ($1, $2, $3, $4, $5)
                 on conflict (unique_key) do update set id = excluded.id, kind = excluded.kind,
                   payload = excluded.payload, run_at = excluded.run_at, attempts = 0, locked_until = null,
                   set_aside = false, last_error = null"
            ),
            &[&id, &job.kind, &job.unique_key, &job.payload, &job.run_at],
        )
        .await?;
        Ok(())
    }

    /// Returns whether a job with this key is there: it waits, is being done, or was set aside.
    pub async fn has_job(&mut self, unique_key: &str) -> Result<bool> {
        self.one(sql!("select exists (select 1 from jobs where unique_key = $1)"), &[&unique_key]).await
    }

    /// Takes a job out of the queue; one that is not there is no fault.
    pub async fn cancel_job(&mut self, unique_key: &str) -> Result<()> {
        self.execute(sql!("delete from jobs where unique_key = $1"), &[&unique_key]).await?;
        Ok(())
    }

    /// Takes the job that is due the longest, for as long as the lease runs.
    pub async fn claim_job(&mut self, lease: Duration) -> Result<Option<Job>> {
        let now = self.now();
        let until = now.after(lease);
        // Those whose worker died with them, time and again: none came back to say that they failed.
        self.execute(
            sql!(
                "update jobs set set_aside = true, last_error = 'its worker did not come back'
                 where set_aside = false and attempts >= $1 and locked_until <= $2"
            ),
            &[&TRIES, &now],
        )
        .await?;
        if !self.is_sqlite() {
            return crate::postgres::claim(self, now, until).await;
        }
        crate::sqlite::claim(self, now, until).await
    }

    /// Ends a job that was done. One that was queued anew under the same key meanwhile stays.
    pub async fn finish_job(&mut self, id: Id) -> Result<()> {
        self.execute(sql!("delete from jobs where id = $1"), &[&id]).await?;
        Ok(())
    }

    /// Puts a job that failed back for a later try, or aside; not one that another worker has meanwhile.
    pub async fn fail_job(&mut self, job: &Job, error: &str) -> Result<()> {
        let wait = Duration::from_secs(1 << job.attempts.clamp(0, 12)).min(LONGEST_WAIT);
        let (run_at, set_aside) = (self.now().after(wait), job.attempts >= TRIES);
        self.execute(
            sql!(
                "update jobs set run_at = $2, set_aside = $3, last_error = $4, locked_until = null
                 where id = $1 and attempts = $5"
            ),
            &[&job.id, &run_at, &set_aside, &error, &job.attempts],
        )
        .await?;
        Ok(())
    }

    /// Returns when the next job is due.
    pub async fn next_job_at(&mut self) -> Result<Option<Time>> {
        self.one(
            sql!(
                "select min(case when locked_until is null or locked_until < run_at then run_at
                   else locked_until end)
                 from jobs where set_aside = false"
            ),
            &[],
        )
        .await
    }
}
