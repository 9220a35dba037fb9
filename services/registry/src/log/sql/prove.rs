//! Gives the events of schema 1, which had no proofs and kept commands in a table of their own,
//! their proofs, and the last event of each command the command's id.

use std::collections::HashMap;

use platform::ids;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::fault::Fault;
use super::lock::statement;
use super::read::{self, bound};
use super::write::insert_events;
use crate::log::plan::Tip;
use crate::log::proof::{Link, Salts};
use crate::log::{Position, Recorded};

/// Events read at a time.
const PAGE: u64 = 1_000;

/// What schema 1 holds after a position, as the columns of schema 2 with zeros for a chain.
const OLD: &str = "SELECT e.position, e.stream, e.version, coalesce(c.id, e.id), e.kind, e.schema, \
     e.data, e.origin, c.digest, $3, $4 FROM events_1 e \
     LEFT JOIN commands c ON c.stream = e.stream AND c.version = e.version \
     WHERE e.position > $1 ORDER BY e.position LIMIT $2";

/// Copies all events of `events_1` to `events` and drops what is left over.
pub(super) async fn all(tx: &DatabaseTransaction) -> Result<(), Fault> {
    tx.execute_unprepared("CREATE INDEX commands_of_1 ON commands (stream, version)").await?;
    let mut tips: HashMap<String, Tip> = HashMap::new();
    let mut after = 0;
    loop {
        let page = page(tx, after).await?;
        let Some(last) = page.last() else { break };
        after = last.position;
        let mut proven = Vec::with_capacity(page.len());
        for mut recorded in page {
            let tip = tips.entry(recorded.stream.clone()).or_default();
            recorded.proof.salts = Salts::Whole(ids::salt());
            let chain = Link::from(&recorded).chain(&tip.chain, &recorded.proof.salts);
            recorded.proof.chain = chain.map_err(|error| Fault::Corrupt(error.to_string()))?;
            *tip = Tip { version: recorded.version, chain: recorded.proof.chain };
            proven.push(recorded);
        }
        insert_events(tx, &proven).await?;
    }
    tx.execute_unprepared("DROP TABLE commands").await?;
    tx.execute_unprepared("DROP TABLE events_1").await?;
    Ok(())
}

async fn page(tx: &DatabaseTransaction, after: Position) -> Result<Vec<Recorded>, Fault> {
    let (salts, chain) = (vec![0_u8; 16], vec![0_u8; 32]);
    let values = [bound(after).into(), bound(PAGE).into(), salts.into(), chain.into()];
    let rows = tx.query_all_raw(statement(tx, OLD, values)).await?;
    Ok(read::recorded(rows)?)
}
