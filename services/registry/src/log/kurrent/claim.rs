//! That a command has one effect, in a store that writes one stream at a time.
//!
//! Before an append a command claims the place where its effect is to go: a stream, and the version
//! there that it follows. Its claims are a stream of their own, each at exactly the revision after
//! the one before, so all who carry out the command see them in one order.
//!
//! **Invariant:** an effect follows the version that the last claim names, and nobody adds a claim
//! before the one that stands is dead, which it is for good once its stream went past that version
//! without the effect. So there is one effect, also where one finds something to do in a case and
//! another finds that nothing is left to do: docs/decisions/0021-answers-on-kurrentdb.md.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use eventstore::{
    AppendToStreamOptions, EventData, ExpectedRevision, ReadStreamOptions, StreamPosition,
};
use platform::ids;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::connection::Failed;
use super::{Kept, PAGE, stored};
use crate::log::plan::{self, Tip};
use crate::log::proof::Hash;
use crate::log::{Append, Appended, CommandKey, Expected, LogError, NewEvent, Origin, Recorded};

/// How long the effect of another's claim is given to come before it is looked for again.
const GLANCE: Duration = Duration::from_millis(20);

/// Bytes of an event that is kept in its claim as well.
const SMALL: usize = 256;

/// Where a command's effect is to go.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Claim {
    /// Base64 of SHA-256 of the command's content.
    digest: String,
    /// The stream, without the prefix.
    stream: String,
    /// Version of the stream that the effect follows.
    version: u64,
    /// The effect itself where it is one small event, as that of a command that changes nothing
    /// is: its stream goes past no version by itself, so others finish what its owner began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    effect: Option<Effect>,
}

/// An effect of one event, which bears the command's id.
#[derive(Debug, Serialize, Deserialize)]
struct Effect {
    kind: String,
    schema: u16,
    /// JSON.
    data: String,
    origin: Origin,
}

/// What came of claiming.
pub(super) enum Claimed {
    /// The effect may follow the version that was asked for, and no other.
    Stands,
    /// The command has had its effect.
    Done(Appended),
    /// The stream does not end where it was asked for.
    Moved(Tip),
}

fn base64(digest: &Hash) -> String {
    STANDARD_NO_PAD.encode(digest)
}

impl Claim {
    fn of(append: &Append, command: CommandKey, tip: Tip) -> Self {
        let effect = match &append.events[..] {
            [event] if event.data.len() <= SMALL => {
                String::from_utf8(event.data.clone()).ok().map(|data| Effect {
                    kind: event.kind.clone(),
                    schema: event.schema,
                    data,
                    origin: append.origin.clone(),
                })
            }
            _ => None,
        };
        let (digest, stream) = (base64(&command.digest), append.stream.clone());
        Self { digest, stream, version: tip.version, effect }
    }

    /// The append that whoever claimed it was about to make.
    fn append(&self, command: CommandKey) -> Option<Append> {
        let Effect { kind, schema, data, origin } = self.effect.as_ref()?;
        let (kind, data) = (kind.clone(), data.clone().into_bytes());
        Some(Append {
            stream: self.stream.clone(),
            expected: Expected::Any,
            events: vec![NewEvent { id: command.id, kind, schema: *schema, data }],
            origin: origin.clone(),
            command: Some(command),
        })
    }
}

impl Kept {
    /// No prefix may hold the sign, so no claim is taken for an event of the log.
    fn claim_name(&self, command: Uuid) -> String {
        format!("{}!{command}", self.prefix.trim_end_matches('.'))
    }

    /// Claims the end of a stream for a command's effect. `KeyReused` when the command was claimed
    /// with another content, `Unavailable` when another's claim does not come to an end in time.
    pub(super) async fn claim(
        &self,
        command: CommandKey,
        append: &Append,
        tip: Tip,
        until: Instant,
    ) -> Result<Claimed, LogError> {
        let claim = Claim::of(append, command, tip);
        let mut after = ExpectedRevision::NoStream;
        loop {
            if self.add_claim(command, &claim, after, until).await? {
                return Ok(Claimed::Stands);
            }
            let Some((standing, revision)) = self.standing(command, until).await? else {
                return Err(LogError::Corrupt(format!("the claim of {} is gone", command.id)));
            };
            if standing.stream == claim.stream {
                let found = self.find(command, &standing.stream, standing.version, until).await?;
                match found {
                    (Some(done), _) => return Ok(Claimed::Done(done)),
                    (None, actual) if actual.version != tip.version => {
                        return Ok(Claimed::Moved(actual));
                    }
                    (None, actual) if actual.version == standing.version => {
                        return Ok(Claimed::Stands);
                    }
                    (None, _) => {}
                }
            } else if let Some(done) = self.settle(command, &standing, until).await? {
                return Ok(Claimed::Done(done));
            }
            after = ExpectedRevision::Exact(revision);
        }
    }

    /// Adds a claim after a revision of the command's claims. False when there is another.
    async fn add_claim(
        &self,
        command: CommandKey,
        claim: &Claim,
        after: ExpectedRevision,
        until: Instant,
    ) -> Result<bool, LogError> {
        let name = self.claim_name(command.id);
        // An id of its own: the store takes a call that comes again for the same one by it.
        let event = EventData::json("CommandClaimed", claim)
            .map_err(|error| LogError::Invalid(error.to_string()))?
            .id(ids::random());
        let options =
            AppendToStreamOptions::default().expected_revision(after).requires_leader(true);
        let claimed = self.connection.call(until, |client, time| {
            let options = options.clone().deadline(time);
            let (name, event) = (name.clone(), event.clone());
            async move { client.append_to_stream(name, &options, event).await }
        });
        match claimed.await {
            Ok(_) => Ok(true),
            Err(Failed::WrongRevision) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }

    /// The last claim of a command, if any, and its revision.
    async fn standing(
        &self,
        command: CommandKey,
        until: Instant,
    ) -> Result<Option<(Claim, u64)>, LogError> {
        let options = ReadStreamOptions::default().backwards().max_count(1);
        let name = self.claim_name(command.id);
        let page = self.page(&name, StreamPosition::End, options, until).await?;
        let Some(stored) = page.first() else { return Ok(None) };
        let claim: Claim = serde_json::from_slice(&stored.data)
            .map_err(|error| LogError::Corrupt(format!("{name}: {error}")))?;
        if claim.digest != base64(&command.digest) {
            return Err(LogError::KeyReused);
        }
        Ok(Some((claim, stored.revision)))
    }

    /// What another's claim of another stream comes to; none when it is dead. Its owner is given
    /// half of the time that is left. Then what it began is finished, where the claim says what.
    async fn settle(
        &self,
        command: CommandKey,
        standing: &Claim,
        until: Instant,
    ) -> Result<Option<Appended>, LogError> {
        let enough = Instant::now() + until.saturating_duration_since(Instant::now()) / 2;
        loop {
            match self.find(command, &standing.stream, standing.version, until).await? {
                (Some(done), _) => return Ok(Some(done)),
                (None, actual) if actual.version != standing.version => return Ok(None),
                (None, _) if Instant::now() < enough => tokio::time::sleep(GLANCE).await,
                (None, actual) => {
                    let Some(append) = standing.append(command) else {
                        let why = format!("command {} is still under way", command.id);
                        return Err(LogError::Unavailable(why.into()));
                    };
                    if let Some(done) = self.write_at(&append, actual, until).await? {
                        return Ok(Some(Appended { repeated: true, ..done }));
                    }
                }
            }
        }
    }

    /// What a command came to, wherever it went.
    pub(super) async fn outcome(
        &self,
        command: CommandKey,
        until: Instant,
    ) -> Result<Option<Appended>, LogError> {
        match self.standing(command, until).await? {
            Some((claim, _)) => {
                Ok(self.find(command, &claim.stream, claim.version, until).await?.0)
            }
            None => Ok(None),
        }
    }

    /// Looks for a command's effect among the events of a stream after a version, and tells how
    /// the stream ended when it was looked at.
    pub(super) async fn find(
        &self,
        command: CommandKey,
        stream: &str,
        after: u64,
        until: Instant,
    ) -> Result<(Option<Appended>, Tip), LogError> {
        let (mut tip, mut from) = (Tip::default(), StreamPosition::End);
        loop {
            let options = ReadStreamOptions::default().backwards().max_count(PAGE);
            let page = self.page(&self.named(stream), from, options, until).await?;
            for stored in &page {
                let recorded = stored::decoded(stored, stream)?;
                if tip.version == 0 {
                    tip = Tip { version: recorded.version, chain: recorded.proof.chain };
                }
                if recorded.version <= after {
                    return Ok((None, tip));
                }
                if recorded.event.id == command.id {
                    return Ok((Some(again(&recorded, command)?), tip));
                }
            }
            match page.last().and_then(|oldest| oldest.revision.checked_sub(1)) {
                Some(next) => from = StreamPosition::Position(next),
                None => return Ok((None, tip)),
            }
        }
    }
}

fn again(recorded: &Recorded, command: CommandKey) -> Result<Appended, LogError> {
    let Recorded { digest, version, position, .. } = *recorded;
    plan::Kept { digest, version, position }.again(command)
}
