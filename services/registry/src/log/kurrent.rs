//! The log in a `KurrentDB` server or cluster, for those who outgrow one machine.
//!
//! A position is the store's commit position and a version is its revision plus one. The names of
//! our streams begin with a prefix, so that several may share a cluster. Why a command is claimed
//! in a stream of its own, and why the log is followed by reading and not by a subscription:
//! docs/decisions/0010-kurrentdb.md. This folder is the only place that names `eventstore`.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use eventstore::{ReadStreamOptions, RecordedEvent, StreamPosition};
use tokio::sync::watch;
use tokio::task::AbortHandle;

use super::plan;
use super::{
    Append, Appended, CommandKey, EventLog, LogError, LogSettings, Position, Recorded, measure,
};
use connection::{Connection, Failed};
use tail::Tail;
use write::Turns;

mod claim;
mod connection;
mod stored;
mod tail;
mod write;

/// Most events of one read.
const PAGE: usize = 500;

/// How often the store is asked whether another process appended.
const LOOKED_EVERY: Duration = Duration::from_millis(50);

/// How long the watching of other processes rests after a fault.
const REST: Duration = Duration::from_secs(1);

/// An engine on `KurrentDB` or `EventStoreDB`.
pub(super) struct KurrentLog {
    kept: Arc<Kept>,
    looking: AbortHandle,
}

/// What the log and its background task share.
struct Kept {
    connection: Connection,
    prefix: String,
    tail: Tail,
    turns: Turns,
    head: watch::Sender<Position>,
}

impl KurrentLog {
    /// Connects and finds the end of the log.
    pub async fn open(settings: &LogSettings) -> Result<Self, LogError> {
        check_prefix(&settings.prefix)?;
        let kept = Kept {
            connection: Connection::new(settings)?,
            prefix: settings.prefix.clone(),
            tail: Tail::default(),
            turns: Turns::default(),
            head: watch::Sender::new(0),
        };
        let head = kept.find_end().await?;
        kept.head.send_replace(head);
        let kept = Arc::new(kept);
        let looking = tokio::spawn(look_for_others(Arc::downgrade(&kept))).abort_handle();
        Ok(Self { kept, looking })
    }
}

impl Drop for KurrentLog {
    fn drop(&mut self) {
        self.looking.abort();
    }
}

/// One prefix must not begin another, so they all end where no other goes on.
fn check_prefix(prefix: &str) -> Result<(), LogError> {
    let name = prefix.strip_suffix('.').unwrap_or_default();
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        return Err(LogError::Invalid(
            "the prefix of its streams must be letters, digits, - and _ with one dot at the end"
                .to_owned(),
        ));
    }
    Ok(())
}

/// Tells watchers what other processes append, while there are watchers.
async fn look_for_others(kept: Weak<Kept>) {
    loop {
        let Some(kept) = kept.upgrade() else { return };
        let mut rest = LOOKED_EVERY;
        if kept.head.receiver_count() > 0 {
            match kept.catch_up().await {
                Ok(head) => kept.tell(head),
                Err(error) => {
                    let error = &error as &dyn std::error::Error;
                    tracing::warn!(error, "the log cannot be watched");
                    rest = REST;
                }
            }
        }
        drop(kept);
        tokio::time::sleep(rest).await;
    }
}

impl Kept {
    fn deadline(&self) -> Instant {
        self.connection.deadline()
    }

    /// The store's name of a stream.
    fn named(&self, stream: &str) -> String {
        format!("{}{stream}", self.prefix)
    }

    /// Tells watchers of a position; one that is behind tells nothing.
    fn tell(&self, position: Position) {
        self.head.send_if_modified(|head| {
            let grown = position > *head;
            *head = position.max(*head);
            grown
        });
    }

    /// An event of ours; none when it is somebody else's.
    fn ours(&self, stored: &RecordedEvent) -> Option<Result<Recorded, LogError>> {
        let stream = stored.stream_id.strip_prefix(&self.prefix)?;
        Some(stored::decoded(stored, stream))
    }

    /// At most a page of a stream by the store's name, from a revision; empty when there is no
    /// such stream.
    async fn page(
        &self,
        name: &str,
        from: StreamPosition<u64>,
        options: ReadStreamOptions,
        until: Instant,
    ) -> Result<Vec<RecordedEvent>, LogError> {
        let options = options.position(from).requires_leader(true);
        let read = self.connection.call(until, |client, time| {
            let (name, options) = (name.to_owned(), options.clone().deadline(time));
            async move {
                let mut page = Vec::new();
                let mut events = client.read_stream(name, &options).await?;
                while let Some(event) = events.next().await? {
                    page.extend(event.event);
                }
                Ok(page)
            }
        });
        match read.await {
            Ok(page) => Ok(page),
            Err(Failed::NoStream) => Ok(Vec::new()),
            Err(other) => Err(other.into()),
        }
    }

    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
        let mut events: Vec<Recorded> = Vec::new();
        let mut next = after;
        // The store's highest number stands for the end.
        while next < i64::MAX.cast_unsigned() {
            let options = ReadStreamOptions::default().forwards().max_count(PAGE);
            let from = StreamPosition::Position(next);
            let page = self.page(&self.named(stream), from, options, self.deadline()).await?;
            let is_last = page.len() < PAGE;
            for stored in &page {
                events.push(stored::decoded(stored, stream)?);
                next = stored.revision + 1;
            }
            if is_last {
                break;
            }
        }
        Ok(events)
    }
}

#[async_trait]
impl EventLog for KurrentLog {
    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
        self.kept.read(stream, after).await
    }

    async fn last(&self, stream: &str) -> Result<Option<Recorded>, LogError> {
        self.kept.last(stream, self.kept.deadline()).await
    }

    async fn append(&self, append: Append) -> Result<Appended, LogError> {
        let begun = Instant::now();
        let result = match plan::check(&append) {
            Ok(()) => self.kept.write(&append).await,
            Err(error) => Err(error),
        };
        if let Ok(appended) = &result {
            self.kept.tell(appended.position);
        }
        measure::append("kurrentdb", begun, &result);
        result
    }

    async fn outcome(&self, command: CommandKey) -> Result<Option<Appended>, LogError> {
        self.kept.outcome(command, self.kept.deadline()).await
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        self.kept.read_all(after, limit).await
    }

    async fn head(&self) -> Result<Position, LogError> {
        self.kept.catch_up().await
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.kept.head.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::check_prefix;

    #[test]
    fn a_prefix_that_could_begin_another_is_refused() {
        for prefix in ["", ".", "genvej", "$genvej.", "gen.vej.", "gen vej.", "genvej!."] {
            assert!(check_prefix(prefix).is_err(), "{prefix}");
        }
        assert!(check_prefix("genvej-2_a.").is_ok());
    }
}
