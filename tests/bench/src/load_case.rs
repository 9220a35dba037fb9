//! Row 5: what a command pays to have the case that it is about.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use case::Event;
use platform::ids;
use registry::execute::{Writer, case_stream};
use registry::log::{Append, EventLog, LogSettings};
use vocabulary::{CaseId, Section, Story};

use crate::Failure;
use crate::cases::{self, Casebook};
use crate::peer::Peer;
use crate::raw::Raw;
use crate::rounds::{Rounds, median_us};
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 9;

/// Events of a case, and how often it is loaded in a round.
const SIZES: [(u64, usize); 2] = [(50, 200), (1_000, 40)];

const RAW: &str = "raw SELECT of the rows";
const PEER: &str = "sqlite-es 0.5, 1 connection";

/// One case in all stores.
struct Stores {
    case: CaseId,
    raw: Raw,
    peer: Option<Peer>,
    log: Arc<dyn EventLog>,
}

/// Measures a young case and an old one.
pub async fn measure(peers: Option<&Path>, table: &mut Table) -> Result<(), Failure> {
    for (events, times) in SIZES {
        let folder = tempfile::tempdir()?;
        let mut stores = Stores::open(folder.path(), peers, events).await?;
        let [mut cold, mut warm, mut beside_peer] = [(); 3].map(|()| Rounds::default());
        for nth in 0..=ROUNDS {
            let raw = stores.raw(events, times)?;
            let first = stores.first(events, times).await?;
            let again = stores.again(events, times).await?;
            let peer = stores.peer(events, times).await?;
            if nth > 0 {
                cold.push(raw, first);
                warm.push(raw, again);
                if let Some(peer) = peer {
                    beside_peer.push(peer, first);
                }
            }
        }
        let mut push = |what: String, anchor, rounds, aim| {
            table.push(Line { row: 5, what, anchor, rounds, unit: Unit::Microseconds, aim });
        };
        push(format!("load a case of {events} events, first time"), RAW, cold, "≤ 3");
        push(format!("load a case of {events} events, known"), RAW, warm, "≤ 3");
        push(format!("load a case of {events} events, first time"), PEER, beside_peer, "");
    }
    table.note(format!(
        "Row 5: p50 of a round, {ROUNDS} rounds, embedded SQLite, one caller. Ours is what a \
         command pays to have the folded case: the first time it reads, decodes and folds all \
         events; a writer that knows the case reads only whether something is new. The raw anchor \
         reads the texts of all rows and decodes none. sqlite-es reads and decodes the same events \
         and folds them into the last data of every kind, which is less than a case.",
    ));
    Ok(())
}

impl Stores {
    async fn open(folder: &Path, peers: Option<&Path>, events: u64) -> Result<Self, Failure> {
        let file = |name: &str| folder.join(name);
        let settings = LogSettings::new(format!("sqlite:{}", file("ours.db").display()));
        let mut stores = Self {
            case: cases::id(0),
            raw: Raw::open(&file("raw.db"))?,
            peer: match peers {
                Some(peers) => Some(Peer::sqlite(peers, &file("peer.db"), 1).await?),
                None => None,
            },
            log: registry::log::open(&settings).await?,
        };
        for append in history(events)? {
            stores.raw.import(std::slice::from_ref(&append))?;
            if let Some(peer) = &mut stores.peer {
                for event in &append.events {
                    peer.put(&append.stream, event).await?;
                }
            }
            stores.log.append(append).await?;
        }
        Ok(stores)
    }

    fn raw(&self, events: u64, times: usize) -> Result<f64, Failure> {
        let stream = case_stream(self.case);
        let mut taken = Vec::with_capacity(times);
        for _ in 0..times {
            let begun = Instant::now();
            let read = self.raw.read(&stream)?;
            taken.push(begun.elapsed());
            same(read, events)?;
        }
        Ok(median_us(&taken))
    }

    async fn first(&self, events: u64, times: usize) -> Result<f64, Failure> {
        let mut taken = Vec::with_capacity(times);
        for _ in 0..times {
            let writer = Writer::new(Arc::clone(&self.log), ids::v7);
            let begun = Instant::now();
            let revision = writer.revision(self.case).await?;
            taken.push(begun.elapsed());
            same(revision, events)?;
        }
        Ok(median_us(&taken))
    }

    async fn again(&self, events: u64, times: usize) -> Result<f64, Failure> {
        let writer = Writer::new(Arc::clone(&self.log), ids::v7);
        writer.revision(self.case).await?;
        let mut taken = Vec::with_capacity(times);
        for _ in 0..times {
            let begun = Instant::now();
            let revision = writer.revision(self.case).await?;
            taken.push(begun.elapsed());
            same(revision, events)?;
        }
        Ok(median_us(&taken))
    }

    async fn peer(&mut self, events: u64, times: usize) -> Result<Option<f64>, Failure> {
        let Some(peer) = &mut self.peer else { return Ok(None) };
        let (version, median) = peer.load(&case_stream(self.case), times).await?;
        same(version, events)?;
        Ok(Some(median))
    }
}

/// A case that was registered and then edited, its story a little different every time.
fn history(events: u64) -> Result<Vec<Append>, Failure> {
    let registered = Casebook::of_demo()?.append(0)?;
    let lead = registered.origin.organisation.clone().unwrap_or_default().parse()?;
    let begun = registered.events.len() as u64;
    let mut appends = vec![registered];
    for version in begun..events {
        let story = Story {
            challenge: Some(format!("{} Udgave {version}.", crate::appends::CHALLENGE)),
            solution: Some(crate::appends::SOLUTION.to_owned()),
            ..Story::default()
        };
        let described = Event::CaseDescribed { section: Box::new(Section::Story(story)) };
        appends.push(cases::append(cases::id(0), version, &[described], cases::at(version), lead));
    }
    Ok(appends)
}

fn same(found: u64, events: u64) -> Result<(), Failure> {
    if found == events {
        return Ok(());
    }
    Err(format!("a case of {events} events was found to have {found}").into())
}
