//! Seals: regularly the log is told, in an event of its own, the signed root of a tree over all
//! events before.
//!
//! **Invariant:** one line of seals leads through the log, however many processes seal: each
//! begins where the one before it ended, and of two at the same time the log takes one.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use platform::clock::Clock;
use platform::ids;
use serde::Deserialize;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::log::proof::Hash;
use crate::log::{Append, EventLog, Expected, LogError, NewEvent, Origin, Position, Recorded};

mod bytes;
mod key;
mod sealed;
mod tree;

pub use key::{KeyError, PublicKey, SealKey};
pub use sealed::{Head, KIND, STREAM, Sealed};
pub use tree::Tree;

/// How many events, and at most a page more, one seal is the first to cover.
const BLOCK: usize = 4_096;

/// Events read at a time.
const PAGE: usize = 500;

/// How long the sealer rests before it reads again, so that of a busy log it reads much at once.
const REST: Duration = Duration::from_millis(200);

/// When and with which key the log is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealSettings {
    /// The private key (PEM, PKCS #8); made at the first start. Several registries on one log
    /// have the same.
    pub key_file: PathBuf,
    /// How many events may wait for a seal before one is made.
    #[serde(default = "default_events")]
    pub events: usize,
    /// How many seconds an event may wait for a seal.
    #[serde(default = "default_seconds")]
    pub seconds: u64,
}

impl SealSettings {
    /// Settings with everything but the key's file at its default.
    pub fn new(key_file: impl Into<PathBuf>) -> Self {
        Self { key_file: key_file.into(), events: default_events(), seconds: default_seconds() }
    }
}

fn default_events() -> usize {
    256
}

fn default_seconds() -> u64 {
    60
}

/// Why the log is not sealed on.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The log failed; it may pass.
    #[error("the log failed")]
    Log(#[from] LogError),
    /// A seal does not fit the events before it. Nothing is signed on top of that.
    #[error("version {0} of the seals does not fit the log; genvej verify tells more")]
    Broken(u64),
}

/// The newest seal of a log, when it has any.
///
/// # Errors
/// `Corrupt` when the last event of the stream of seals is none.
pub async fn newest(log: &dyn EventLog) -> Result<Option<(u64, Sealed)>, LogError> {
    let Some(last) = log.last(STREAM).await? else { return Ok(None) };
    let sealed = Sealed::of(&last.event)
        .ok_or_else(|| LogError::Corrupt(format!("version {} of the seals", last.version)))?;
    Ok(Some((last.version, sealed)))
}

/// Seals a log in the background until a future is there, and then once more.
///
/// # Errors
/// When there is no key and none can be made.
pub fn start(
    log: Arc<dyn EventLog>,
    settings: &SealSettings,
    clock: Clock,
    until: impl Future<Output = ()> + Send + 'static,
) -> Result<JoinHandle<()>, KeyError> {
    let key = SealKey::open_or_make(&settings.key_file)?;
    tracing::info!(seal.key = %key.public(), "the log is sealed");
    let sealer = Sealer::new(log, key, clock, settings);
    Ok(tokio::spawn(sealer.run(until)))
}

/// An event that no seal covers yet.
#[derive(Debug)]
struct Unsealed {
    position: Position,
    chain: Hash,
    is_seal: bool,
}

/// What reads the log and seals it. Of the tree it keeps the frontier alone.
pub struct Sealer {
    log: Arc<dyn EventLog>,
    key: SealKey,
    clock: Clock,
    /// How many events, and how long, may wait.
    events: usize,
    interval: Duration,
    /// What the newest seal covers; none before it was asked for.
    tree: Option<Tree>,
    /// The newest seal's version in its stream.
    version: u64,
    unsealed: Vec<Unsealed>,
    /// Since when there is one among them that is no seal.
    since: Option<Instant>,
    /// Position of the last event read.
    read: Position,
}

impl Sealer {
    /// A sealer that has read nothing yet.
    pub fn new(
        log: Arc<dyn EventLog>,
        key: SealKey,
        clock: Clock,
        settings: &SealSettings,
    ) -> Self {
        Self {
            log,
            key,
            clock,
            events: settings.events.clamp(1, BLOCK),
            interval: Duration::from_secs(settings.seconds),
            tree: None,
            version: 0,
            unsealed: Vec::new(),
            since: None,
            read: 0,
        }
    }

    /// Seals until a future is there, and then what is left. A fault of the log is logged and
    /// tried again.
    pub async fn run(mut self, until: impl Future<Output = ()>) {
        let mut appended = self.log.watch();
        let mut until = pin!(until);
        appended.mark_changed();
        loop {
            let wait = self
                .since
                .map_or(self.interval, |since| self.interval.saturating_sub(since.elapsed()));
            let woken = async {
                tokio::time::sleep(REST).await;
                // Woken or tired of waiting, the log is read again.
                let _ = tokio::time::timeout(wait, appended.changed()).await;
            };
            let last = tokio::select! { () = woken => false, () = &mut until => true };
            match self.go_on(last).await {
                Ok(()) if last => return,
                Ok(()) => {}
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "the log is not sealed"
                    );
                    metrics::counter!("log_seal_faults_total").increment(1);
                    if last || matches!(error, SealError::Broken(_)) {
                        return;
                    }
                    // Read again from the newest seal: the fault may have come after a success.
                    self.tree = None;
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }

    /// Seals all that the log holds now, unless there are only seals.
    pub async fn seal_all(&mut self) -> Result<(), SealError> {
        self.go_on(true).await
    }

    /// Reads what is new and seals it as often as it is time to, or until all is sealed.
    async fn go_on(&mut self, all: bool) -> Result<(), SealError> {
        if self.tree.is_none() {
            self.begin().await?;
        }
        loop {
            let is_read = self.read_page().await?;
            #[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
            metrics::gauge!("log_unsealed_events").set(self.unsealed.len() as f64);
            let is_full = self.unsealed.len() >= BLOCK;
            if (is_read || is_full) && (self.is_due() || is_full || all && self.since.is_some()) {
                self.seal().await?;
            } else if is_read {
                return Ok(());
            }
        }
    }

    fn is_due(&self) -> bool {
        self.since.is_some_and(|since| {
            let others = self.unsealed.iter().filter(|unsealed| !unsealed.is_seal).count();
            others >= self.events || since.elapsed() >= self.interval
        })
    }

    /// Goes on from the newest seal.
    async fn begin(&mut self) -> Result<(), SealError> {
        let (version, tree, read) = match newest(self.log.as_ref()).await? {
            None => (0, Tree::default(), 0),
            Some((version, sealed)) => {
                let tree = sealed.tree().ok_or(SealError::Broken(version))?;
                (version, tree, sealed.position)
            }
        };
        (self.version, self.tree, self.read) = (version, Some(tree), read);
        self.unsealed.clear();
        self.since = None;
        Ok(())
    }

    /// Reads a page and tells whether it was the last.
    async fn read_page(&mut self) -> Result<bool, SealError> {
        let page = self.log.read_all(self.read, PAGE).await?;
        for recorded in &page {
            self.take(recorded)?;
        }
        Ok(page.len() < PAGE)
    }

    fn take(&mut self, recorded: &Recorded) -> Result<(), SealError> {
        let is_seal = recorded.stream == STREAM;
        // Its own seals, and those before the one that it began with, are known already.
        if is_seal && recorded.version > self.version {
            self.accept(recorded).ok_or(SealError::Broken(recorded.version))?;
        }
        self.read = recorded.position;
        let chain = recorded.proof.chain;
        self.unsealed.push(Unsealed { position: recorded.position, chain, is_seal });
        if !is_seal && self.since.is_none() {
            self.since = Some(Instant::now());
        }
        Ok(())
    }

    /// Takes over what another process sealed; none when it does not fit.
    fn accept(&mut self, recorded: &Recorded) -> Option<()> {
        let sealed = Sealed::of(&recorded.event)?;
        let tree = self.tree.as_mut()?;
        let covered = usize::try_from(sealed.count.checked_sub(tree.count())?).ok()?;
        if covered > self.unsealed.len() {
            return None;
        }
        for unsealed in self.unsealed.drain(..covered) {
            tree.push(&unsealed.chain);
        }
        if tree.root() != sealed.root {
            return None;
        }
        self.version = recorded.version;
        let waits = self.unsealed.iter().any(|unsealed| !unsealed.is_seal);
        self.since = waits.then(Instant::now);
        Some(())
    }

    /// Seals what was read and is not sealed. When another process was first, reading on tells.
    async fn seal(&mut self) -> Result<(), SealError> {
        let (Some(tree), Some(last)) = (&self.tree, self.unsealed.last()) else { return Ok(()) };
        let mut tree = tree.clone();
        let mut leaves = Vec::with_capacity(self.unsealed.len() * 32);
        for unsealed in &self.unsealed {
            tree.push(&unsealed.chain);
            leaves.extend(unsealed.chain);
        }
        let now = self.clock.now();
        let sealed = Sealed::new(&tree, last.position, leaves, now, &self.key);
        let append = Append {
            stream: STREAM.to_owned(),
            expected: Expected::Version(self.version),
            events: vec![event(&sealed)],
            origin: Origin {
                at: now,
                person: None,
                job: Some("seal".to_owned()),
                organisation: None,
                correlation: ids::random(),
                causation: None,
            },
            command: None,
        };
        match self.log.append(append).await {
            Ok(appended) => {
                metrics::counter!("log_seals_total").increment(1);
                self.version = appended.version;
                self.tree = Some(tree);
                self.unsealed.clear();
                self.since = None;
                Ok(())
            }
            // Seals that it read are gone.
            Err(LogError::Conflict { actual }) if actual <= self.version => {
                Err(SealError::Broken(actual))
            }
            Err(LogError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn event(sealed: &Sealed) -> NewEvent {
    let data = serde_json::to_vec(sealed);
    NewEvent {
        id: ids::v7(),
        kind: KIND.to_owned(),
        schema: 1,
        data: data.expect("invariant: a seal is numbers and texts"),
    }
}
