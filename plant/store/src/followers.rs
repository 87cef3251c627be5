//! Where followers stand in the log, and which process may do what only one may.

use crate::{Tx, sql};
use base::Result;
use std::time::Duration;

impl Tx {
    /// Returns the number of the last row that the follower has done, 0 if it has done none.
    pub async fn cursor(&mut self, follower: &str) -> Result<i64> {
        let seq: Option<(i64,)> =
            self.maybe(sql!("select seq from cursors where follower = $1"), &[&follower]).await?;
        Ok(seq.map_or(0, |(seq,)| seq))
    }

    /// Returns where each follower stands in the log.
    pub async fn cursors(&mut self) -> Result<Vec<(String, i64)>> {
        self.query(sql!("select follower, seq from cursors order by follower"), &[]).await
    }

    /// Moves the follower on.
    pub async fn move_cursor(&mut self, follower: &str, seq: i64) -> Result<()> {
        self.execute(
            sql!(
                "insert into cursors (follower, seq) values ($1, $2)
                 on conflict (follower) do update set seq = excluded.seq"
            ),
            &[&follower, &seq],
        )
        .await?;
        Ok(())
    }

    /// Takes or renews a lease and returns whether `holder` has it now.
    pub async fn lease(&mut self, name: &str, holder: &str, span: Duration) -> Result<bool> {
        let now = self.now();
        let until = now.after(span);
        let taken = self
            .execute(
                sql!(
                    "insert into leases (name, holder, until) values ($1, $2, $3)
                     on conflict (name) do update set holder = excluded.holder, until = excluded.until
                     where leases.holder = excluded.holder or leases.until <= $4"
                ),
                &[&name, &holder, &until, &now],
            )
            .await?;
        Ok(taken == 1)
    }
}
