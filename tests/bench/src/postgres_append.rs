//! Row 3: appends to `PostgreSQL`, by one caller and by 64.

mod pgbench;

use std::path::Path;
use std::time::Duration;

use self::pgbench::Pgbench;
use crate::Failure;
use crate::ours::Ours;
use crate::peer::Peer;
use crate::rounds::{Measured, Rounds};
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
const CALLERS: usize = 64;

const PGBENCH: &str = "pgbench, prepared INSERT";
const PEER: &str = "postgres-es 0.5, its 10 connections";

/// Connections that postgres-es opens by itself.
const ITS_OWN: u32 = 10;

/// The columns and indexes that our log has.
pub const TABLE: &str = "CREATE TABLE events (
    position bigint           PRIMARY KEY,
    id       uuid             NOT NULL UNIQUE,
    stream   text COLLATE \"C\" NOT NULL,
    version  bigint           NOT NULL,
    kind     text             NOT NULL,
    schema   integer          NOT NULL,
    data     text             NOT NULL,
    origin   text             NOT NULL,
    digest   bytea,
    salts    bytea            NOT NULL,
    chain    bytea            NOT NULL,
    UNIQUE (stream, version)
)";

/// What a round of so many callers came to.
struct Round {
    pgbench: Measured,
    peer: Option<Measured>,
    keyed: Measured,
    bare: Measured,
}

/// All that takes its turn in a round.
struct Parties {
    pgbench: Pgbench,
    peer: Option<Peer>,
    ours: Ours,
}

/// Measures appends as the product makes them, and the same without their keys.
pub async fn measure(peers: Option<&Path>, table: &mut Table) -> Result<(), Failure> {
    let databases =
        [postgres::database().await, postgres::database().await, postgres::database().await];
    let [ours, theirs, others] = &databases;
    let mut parties = Parties {
        pgbench: Pgbench::prepare(theirs)?,
        peer: match peers {
            Some(peers) => Some(Peer::postgres(peers, others.url(), ITS_OWN).await?),
            None => None,
        },
        ours: Ours::open(ours.url()).await?,
    };
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    for nth in 0..=ROUNDS {
        let rounds = [parties.round(1).await?, parties.round(CALLERS).await?];
        // The first fills caches.
        if nth > 0 {
            let [one, many] = rounds;
            alone.push(one);
            together.push(many);
        }
    }
    parties.ours.verify().await?;
    if let Some(peer) = &mut parties.peer {
        peer.verify().await?;
    }
    tell(table, &alone, &together);
    Ok(())
}

impl Parties {
    async fn round(&mut self, callers: usize) -> Result<Round, Failure> {
        let pgbench = self.pgbench.run(callers, ROUND).await?;
        let keyed = self.ours.append(callers, true, ROUND).await?;
        let bare = self.ours.append(callers, false, ROUND).await?;
        let peer = match &mut self.peer {
            Some(peer) => Some(peer.append(callers, ROUND).await?),
            None => None,
        };
        Ok(Round { pgbench, peer, keyed, bare })
    }
}

fn tell(table: &mut Table, alone: &[Round], together: &[Round]) {
    let mut push = |what: &str, [anchor, aim]: [&'static str; 2], rounds, unit| {
        table.push(Line { row: 3, what: what.to_owned(), anchor, rounds, unit, aim });
    };
    let [p50, rate] = [Unit::Microseconds, Unit::PerSecond];
    let keyed = |round: &Round| (Some(round.pgbench), round.keyed);
    let bare = |round: &Round| (Some(round.pgbench), round.bare);
    let peer = |round: &Round| (round.peer, round.keyed);

    let one = "append, PostgreSQL, 1 caller, with idempotency key";
    push(one, [PGBENCH, "≤ 1.3"], of(alone, keyed, p50), p50);
    push("the same without key", [PGBENCH, "≤ 1.3"], of(alone, bare, p50), p50);
    push("the same with key", [PEER, ""], of(alone, peer, p50), p50);
    let many = "append, PostgreSQL, 64 callers, with idempotency key";
    push(many, [PGBENCH, "≥ 2.5"], of(together, keyed, rate), rate);
    push("the same without key", [PGBENCH, "≥ 2.5"], of(together, bare, rate), rate);
    push("the same with key", [PEER, ""], of(together, peer, rate), rate);
    table.note(format!(
        "Row 3: {ROUNDS} rounds of {} s each, p50 with one caller and appends a second with \
         {CALLERS}; the events of row 1. The anchor is `pgbench -M prepared` with one INSERT a \
         transaction into a table with the columns and indexes of the log's, its position from a \
         sequence, with as many clients on two threads. Same server on a socket of this machine, \
         fsync, full_page_writes and synchronous_commit on. Ours also keeps positions in commit \
         order, checks the expected version, computes the proof and tells other processes. \
         postgres-es checks the version by its primary key, and knows neither keys nor positions.",
        ROUND.as_secs(),
    ));
}

/// The rounds of an anchor and ours; none of an anchor that is missing.
fn of(
    rounds: &[Round],
    pair: impl Fn(&Round) -> (Option<Measured>, Measured),
    unit: Unit,
) -> Rounds {
    let mut paired = Rounds::default();
    for (theirs, ours) in rounds.iter().map(pair) {
        if let Some(theirs) = theirs {
            paired.push(unit.of(theirs), unit.of(ours));
        }
    }
    paired
}
