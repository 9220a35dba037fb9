//! A log with read models that grow, and what is asked of them.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use case::access::Principal;
use platform::ids;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use registry::execute::{Writer, case_stream};
use registry::log::{EventLog, LogSettings};
use registry::read::{CaseFilter, CaseList, ReadModels, Reader, Slice, Sort};
use vocabulary::StatisticsDimension;

use crate::Failure;
use crate::cases::{self, Casebook};
use crate::raw::Raw;

/// Who asks: somebody in Randers.
const ORGANISATION: &str = "29189668";

/// Cases of one transaction of the anchor.
const BATCH: u64 = 100;

/// Cases on a page.
const PAGE: u32 = 20;

/// All that takes its turn.
pub struct Grown {
    casebook: Casebook,
    log: Arc<dyn EventLog>,
    models: Arc<ReadModels>,
    reader: Reader,
    raw: Raw,
    principal: Principal,
    random: StdRng,
    /// Number of the next case, and of the next one that the anchor gets.
    next: u64,
    next_raw: u64,
    events: u64,
}

impl Grown {
    /// Empty.
    pub async fn open(folder: &Path) -> Result<Self, Failure> {
        let log = LogSettings::new(format!("sqlite:{}", folder.join("log.db").display()));
        let models = crate::projection::open(folder).await?;
        Ok(Self {
            casebook: Casebook::of_demo()?,
            log: registry::log::open(&log).await?,
            reader: models.reader(),
            models,
            raw: Raw::open(&folder.join("raw.db"))?,
            principal: cases::colleague(ORGANISATION.parse()?),
            random: StdRng::seed_from_u64(1),
            next: 0,
            next_raw: 0,
            events: 0,
        })
    }

    /// Appends cases until there are so many, on both sides, and tells how many events they have.
    pub async fn grow(&mut self, cases: u64) -> Result<u64, Failure> {
        self.casebook.fill(self.log.as_ref(), self.next..cases).await?;
        self.next = cases;
        while self.next_raw < cases {
            let numbers = self.next_raw..(self.next_raw + BATCH).min(cases);
            self.next_raw = numbers.end;
            let appends = numbers.map(|number| self.casebook.append(number));
            let appends = appends.collect::<Result<Vec<_>, _>>()?;
            self.events += appends.iter().map(|append| append.events.len() as u64).sum::<u64>();
            self.raw.import(&appends)?;
        }
        Ok(self.events)
    }

    /// Folds what was appended.
    pub async fn fold(&self) -> Result<Duration, Failure> {
        let begun = Instant::now();
        let reached = self.models.catch_up(self.log.as_ref()).await?;
        let taken = begun.elapsed();
        if reached != self.log.head().await? {
            return Err("the read models stopped before the end of the log".into());
        }
        Ok(taken)
    }

    pub fn raw_insert(&mut self) -> Result<Duration, Failure> {
        let append = self.casebook.append(self.next_raw)?;
        self.next_raw += 1;
        let begun = Instant::now();
        self.raw.import(std::slice::from_ref(&append))?;
        Ok(begun.elapsed())
    }

    pub async fn append(&mut self) -> Result<Duration, Failure> {
        let append = self.casebook.append(self.next)?;
        self.next += 1;
        let begun = Instant::now();
        self.log.append(append).await?;
        Ok(begun.elapsed())
    }

    pub fn raw_select(&mut self) -> Result<Duration, Failure> {
        let number = self.random.random_range(0..self.next_raw);
        let stream = case_stream(cases::id(number));
        let begun = Instant::now();
        let events = self.raw.read(&stream)?;
        let taken = begun.elapsed();
        self.same(number, events)?;
        Ok(taken)
    }

    pub async fn load(&mut self) -> Result<Duration, Failure> {
        let number = self.random.random_range(0..self.next);
        let writer = Writer::new(Arc::clone(&self.log), ids::v7);
        let begun = Instant::now();
        let revision = writer.revision(cases::id(number)).await?;
        let taken = begun.elapsed();
        self.same(number, revision)?;
        Ok(taken)
    }

    pub async fn list_newest(&self) -> Result<Duration, Failure> {
        self.list(CaseFilter::default(), Sort::ChangedAt, true).await
    }

    pub async fn list_by_title(&self) -> Result<Duration, Failure> {
        self.list(CaseFilter::default(), Sort::Title, false).await
    }

    pub async fn search(&self, words: &str) -> Result<Duration, Failure> {
        let filter = CaseFilter { search: words.to_owned(), ..CaseFilter::default() };
        self.list(filter, Sort::Relevance, true).await
    }

    pub async fn statistics(&self) -> Result<Duration, Failure> {
        let dimensions = [StatisticsDimension::Phase];
        let begun = Instant::now();
        let figures = self.reader.statistics(&self.principal, &dimensions, None).await?;
        let taken = begun.elapsed();
        let counted: i32 = figures.cells.iter().map(|cell| cell.figures.cases).sum();
        if counted != figures.total.cases || counted == 0 {
            return Err(format!("{counted} of {} cases are counted", figures.total.cases).into());
        }
        Ok(taken)
    }

    async fn list(
        &self,
        filter: CaseFilter,
        sort: Sort,
        descending: bool,
    ) -> Result<Duration, Failure> {
        let slice = Slice::first(PAGE);
        let list = CaseList { filter, sort, descending, slice, ..CaseList::default() };
        let begun = Instant::now();
        let page = self.reader.cases(&self.principal, &list).await?;
        let taken = begun.elapsed();
        if page.items.is_empty() {
            return Err(format!("no case is found by {list:?}").into());
        }
        Ok(taken)
    }

    /// Says when a case has another number of events than it was made with.
    fn same(&self, number: u64, events: u64) -> Result<(), Failure> {
        let made = self.casebook.append(number)?.events.len() as u64;
        if made == events {
            return Ok(());
        }
        Err(format!("case {number} has {events} events of {made}").into())
    }
}
