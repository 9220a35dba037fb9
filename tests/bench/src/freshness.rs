//! Row 13: how long after its acknowledgement an append is seen in lists and found by search.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use platform::Shutdown;
use registry::directory::Directory;
use registry::log::{EventLog, LogSettings, Position};
use registry::read::{self, CaseFilter, CaseList, ReadSettings, Reader, Slice, Sort};
use serde_json::Value;
use tantivy::schema::{Field, Schema, TEXT};
use tantivy::{Index, IndexReader, IndexWriter, doc};

use crate::Failure;
use crate::cases::{self, Casebook};
use crate::rounds::{Rounds, median_us, percentile_us};
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 5;
const APPENDS: usize = 200;

/// How long one append may take to be seen before this gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often search is looked at; what waits for lists is told.
const LOOK: Duration = Duration::from_micros(100);

const ANCHOR: &str = "a bare commit of one document to tantivy";

/// What a round came to.
#[derive(Default)]
struct Figures {
    p50: Rounds,
    p99: Rounds,
}

impl Figures {
    fn push(&mut self, anchor: &[Duration], ours: &[Duration]) {
        self.p50.push(median_us(anchor), median_us(ours));
        self.p99.push(percentile_us(anchor, 99), percentile_us(ours, 99));
    }
}

/// Measures lists and search, with so many cases there before.
pub async fn measure(cases: u64, table: &mut Table) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut anchor = Bare::open(&folder.path().join("bare"))?;
    let ours = Ours::open(folder.path(), cases).await?;
    let (mut list, mut search) = (Figures::default(), Figures::default());
    let mut number = cases;
    for nth in 0..=ROUNDS {
        let (mut bare, mut listed, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..APPENDS {
            bare.push(anchor.commit(number)?);
            let (in_list, in_search) = ours.append(number).await?;
            listed.push(in_list);
            found.push(in_search);
            number += 1;
        }
        if nth > 0 {
            list.push(&bare, &listed);
            search.push(&bare, &found);
        }
    }
    tell(table, cases, list, search);
    Ok(())
}

fn tell(table: &mut Table, cases: u64, list: Figures, search: Figures) {
    let mut push = |what: &str, rounds, aim| {
        let (what, unit) = (what.to_owned(), Unit::Microseconds);
        table.push(Line { row: 13, what, anchor: ANCHOR, rounds, unit, aim });
    };
    push("append acknowledged → in the list, p50", list.p50, "");
    push("append acknowledged → in the list, p99", list.p99, "≤ 10 ms");
    push("append acknowledged → found by search, p50", search.p50, "");
    push("append acknowledged → found by search, p99", search.p99, "≤ 60 ms");
    table.note(format!(
        "Row 13: {ROUNDS} rounds of {APPENDS} appends, one after another, with {cases} cases there \
         before; embedded SQLite, the search index in its folder. Each case is looked for in list \
         and search as soon as they say that they have come so far, and has to be there. The aims \
         are times, not ratios; the anchor, an index of one text field that reaches the disk with \
         every commit, says what a commit costs on this disk.",
    ));
}

/// A log with read models that follow it.
struct Ours {
    casebook: Casebook,
    log: Arc<dyn EventLog>,
    reader: Reader,
    /// Dropped, it would end the following.
    _shutdown: Shutdown,
}

impl Ours {
    async fn open(folder: &Path, cases: u64) -> Result<Self, Failure> {
        let casebook = Casebook::of_demo()?;
        let file = |name: &str| folder.join(name).display().to_string();
        let log =
            registry::log::open(&LogSettings::new(format!("sqlite:{}", file("log.db")))).await?;
        let last = casebook.fill(log.as_ref(), 0..cases).await?;
        let settings = ReadSettings {
            url: format!("sqlite:{}", file("read.db")),
            search_folder: Some(folder.join("search")),
        };
        let shutdown = Shutdown::default();
        let (reader, _) =
            read::start(&settings, Arc::clone(&log), Directory::default(), shutdown.clone())
                .await?;
        reader.wait_to_find(last, PATIENCE * 10).await?;
        Ok(Self { casebook, log, reader, _shutdown: shutdown })
    }

    /// Appends a case, and tells how long after its acknowledgement it was listed and found.
    async fn append(&self, number: u64) -> Result<(Duration, Duration), Failure> {
        let append = self.casebook.append(number)?;
        let organisation = append.origin.organisation.clone().unwrap_or_default();
        let registered: Value = serde_json::from_slice(&append.events[0].data)?;
        let title = registered["basics"]["title"].as_str().unwrap_or_default().to_owned();
        let position = self.log.append(append).await?.position;
        let acknowledged = Instant::now();
        let (listed, found) = tokio::join!(
            async {
                self.reader.wait_for(position, PATIENCE).await?;
                Ok::<_, Failure>(acknowledged.elapsed())
            },
            self.found(position, acknowledged),
        );
        self.see(number, &organisation, CaseFilter::default(), Sort::ChangedAt).await?;
        let search = CaseFilter { search: title, ..CaseFilter::default() };
        self.see(number, &organisation, search, Sort::Relevance).await?;
        Ok((listed?, found?))
    }

    /// Says when a case is not on the first page.
    async fn see(
        &self,
        number: u64,
        organisation: &str,
        filter: CaseFilter,
        sort: Sort,
    ) -> Result<(), Failure> {
        let principal = cases::colleague(organisation.parse()?);
        let slice = Slice::first(20);
        let list = CaseList { filter, sort, descending: true, slice, ..CaseList::default() };
        let page = self.reader.cases(&principal, &list).await?;
        let case = cases::id(number);
        if page.items.iter().any(|listed| listed.item.public.id == case) {
            return Ok(());
        }
        Err(format!("case {number} is not among {sort:?}").into())
    }

    async fn found(&self, position: Position, since: Instant) -> Result<Duration, Failure> {
        let reader = self.reader.clone();
        let looking = tokio::task::spawn_blocking(move || {
            while reader.search_position() < position {
                if since.elapsed() > PATIENCE {
                    return Err("search has not come so far");
                }
                std::thread::sleep(LOOK);
            }
            Ok(since.elapsed())
        });
        Ok(looking.await??)
    }
}

/// An index of nothing but texts.
struct Bare {
    text: Field,
    writer: IndexWriter,
    reader: IndexReader,
}

impl Bare {
    fn open(folder: &Path) -> Result<Self, Failure> {
        std::fs::create_dir(folder)?;
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let index = Index::create_in_dir(folder, schema.build())?;
        let writer = index.writer_with_num_threads(1, 15_000_000)?;
        Ok(Self { text, writer, reader: index.reader()? })
    }

    /// Until the document can be found.
    fn commit(&mut self, number: u64) -> Result<Duration, Failure> {
        let text = format!("{} {number}", crate::appends::CHALLENGE);
        let begun = Instant::now();
        self.writer.add_document(doc!(self.text => text))?;
        self.writer.commit()?;
        self.reader.reload()?;
        Ok(begun.elapsed())
    }
}
