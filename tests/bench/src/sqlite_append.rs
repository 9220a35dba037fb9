//! Rows 1 and 2: durable appends to embedded `SQLite`, by one caller and by 64.

use std::path::Path;
use std::time::Duration;

use crate::Failure;
use crate::ours::Ours;
use crate::peer::Peer;
use crate::raw::Raw;
use crate::rounds::{Measured, Rounds};
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 9;
const ROUND: Duration = Duration::from_millis(500);
const CALLERS: usize = 64;

/// Connections that sqlite-es opens by itself.
const ITS_OWN: u32 = 10;

const RAW: &str = "raw INSERT, one transaction each";
const PEER: &str = "sqlite-es 0.5, 1 connection";
const PEER_AS_IT_IS: &str = "sqlite-es 0.5, its 10 connections";

/// All that takes its turn in a round.
struct Parties {
    raw: Raw,
    peer: Option<Peer>,
    peer_as_it_is: Option<Peer>,
    keyed: Ours,
    bare: Ours,
}

/// What a round came to.
struct Round {
    raw: Measured,
    peer: Option<Measured>,
    peer_as_it_is: Option<Measured>,
    keyed: Measured,
    bare: Measured,
}

/// Row 1: p50 of one caller, with an idempotency key and without.
pub async fn one_caller(peers: Option<&Path>, table: &mut Table) -> Result<(), Failure> {
    let rounds = rounds(peers, 1).await?;
    let tell = Tell { row: 1, unit: Unit::Microseconds, rounds: &rounds };
    let what = "durable append, SQLite, 1 caller, with idempotency key";
    tell.line(table, what, [RAW, "≤ 1.3"], |round| (Some(round.raw), round.keyed));
    let bare = "the same without key";
    tell.line(table, bare, [RAW, "≤ 1.3"], |round| (Some(round.raw), round.bare));
    let same = "the same with key";
    tell.line(table, same, [PEER, "≤ 0.6"], |round| (round.peer, round.keyed));
    table.note(format!(
        "Row 1: p50 of one caller, {ROUNDS} rounds of {} ms each; one event of {} bytes an append, \
         ten to a stream, journal WAL and synchronous FULL on all sides, which each asserts of \
         itself. The raw anchor writes the columns and indexes of the log's table from one prepared \
         statement on the thread that asks; it checks no version and computes no proof. sqlite-es \
         checks the version by its primary key, and knows neither keys nor positions; it commits \
         at a version already known, without loading the case first.",
        ROUND.as_millis(),
        crate::appends::DATA.len(),
    ));
    Ok(())
}

/// Row 2: appends a second of many callers.
pub async fn many_callers(peers: Option<&Path>, table: &mut Table) -> Result<(), Failure> {
    let rounds = rounds(peers, CALLERS).await?;
    let tell = Tell { row: 2, unit: Unit::PerSecond, rounds: &rounds };
    let what = "durable appends a second, SQLite, 64 callers, with idempotency key";
    tell.line(table, what, [RAW, "≥ 6"], |round| (Some(round.raw), round.keyed));
    let bare = "the same without key";
    tell.line(table, bare, [RAW, "≥ 6"], |round| (Some(round.raw), round.bare));
    let same = "the same with key";
    let its_own = [PEER_AS_IT_IS, "≥ 10"];
    tell.line(table, same, its_own, |round| (round.peer_as_it_is, round.keyed));
    tell.line(table, same, [PEER, ""], |round| (round.peer, round.keyed));
    table.note(format!(
        "Row 2: as row 1, with {CALLERS} callers at once, each to streams of its own. The raw \
         anchor is the one caller of row 1, for a file has one writer and more of them only wait \
         for each other. sqlite-es is measured as its own helper opens it, and with one \
         connection, which suits it better.",
    ));
    Ok(())
}

async fn rounds(peers: Option<&Path>, callers: usize) -> Result<Vec<Round>, Failure> {
    let folder = tempfile::tempdir()?;
    let mut parties = Parties::open(folder.path(), peers).await?;
    let mut rounds = Vec::new();
    for nth in 0..=ROUNDS {
        let round = parties.round(callers).await?;
        // The first fills caches.
        if nth > 0 {
            rounds.push(round);
        }
    }
    parties.verify().await?;
    Ok(rounds)
}

impl Parties {
    async fn open(folder: &Path, peers: Option<&Path>) -> Result<Self, Failure> {
        let log = |name: &str| format!("sqlite:{}", folder.join(name).display());
        let (mut peer, mut peer_as_it_is) = (None, None);
        if let Some(peers) = peers {
            peer = Some(Peer::sqlite(peers, &folder.join("peer.db"), 1).await?);
            let file = folder.join("peer_as_it_is.db");
            peer_as_it_is = Some(Peer::sqlite(peers, &file, ITS_OWN).await?);
        }
        Ok(Self {
            raw: Raw::open(&folder.join("raw.db"))?,
            peer,
            peer_as_it_is,
            keyed: Ours::open(&log("keyed.db")).await?,
            bare: Ours::open(&log("bare.db")).await?,
        })
    }

    async fn round(&mut self, callers: usize) -> Result<Round, Failure> {
        let mut round = Round {
            raw: self.raw.append(true, ROUND)?,
            peer: None,
            peer_as_it_is: None,
            keyed: self.keyed.append(callers, true, ROUND).await?,
            bare: self.bare.append(callers, false, ROUND).await?,
        };
        if let Some(peer) = &mut self.peer {
            round.peer = Some(peer.append(callers, ROUND).await?);
        }
        if let (Some(peer), true) = (&mut self.peer_as_it_is, callers > 1) {
            round.peer_as_it_is = Some(peer.append(callers, ROUND).await?);
        }
        Ok(round)
    }

    async fn verify(&mut self) -> Result<(), Failure> {
        self.raw.verify()?;
        for peer in self.peer.iter_mut().chain(&mut self.peer_as_it_is) {
            peer.verify().await?;
        }
        self.keyed.verify().await?;
        self.bare.verify().await
    }
}

/// What all lines of a row have in common.
struct Tell<'a> {
    row: u8,
    unit: Unit,
    rounds: &'a [Round],
}

impl Tell<'_> {
    fn line(
        &self,
        table: &mut Table,
        what: &str,
        [anchor, aim]: [&'static str; 2],
        of: impl Fn(&Round) -> (Option<Measured>, Measured),
    ) {
        let &Self { row, unit, rounds: measured } = self;
        let mut rounds = Rounds::default();
        for (theirs, ours) in measured.iter().map(of) {
            if let Some(theirs) = theirs {
                rounds.push(unit.of(theirs), unit.of(ours));
            }
        }
        table.push(Line { row, what: what.to_owned(), anchor, rounds, unit, aim });
    }
}
