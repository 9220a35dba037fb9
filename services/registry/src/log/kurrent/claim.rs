//! That a command has one effect, in a store that writes one stream at a time.
//!
//! Before its first append a command claims its id in a stream of its own, which says to which
//! stream it goes. So its effect can be found again: it is the event in that stream that bears the
//! id. Two who append for one command expect the same version of the same stream, and one wins.

use std::time::Instant;

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
use crate::log::{Appended, CommandKey, LogError, Recorded};

/// What a command said when it came first.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Claim {
    /// Base64 of SHA-256 of its content.
    digest: String,
    /// The stream it goes to, without the prefix.
    pub stream: String,
}

/// Who came first.
pub(super) enum Claimed {
    Now,
    Before(Claim),
}

fn base64(digest: &Hash) -> String {
    STANDARD_NO_PAD.encode(digest)
}

impl Kept {
    /// No prefix may hold the sign, so no claim is taken for an event of the log.
    fn claim_name(&self, command: Uuid) -> String {
        format!("{}!{command}", self.prefix.trim_end_matches('.'))
    }

    /// Claims a command for a stream, or gives the claim that stands. `KeyReused` when that was
    /// for another content.
    pub(super) async fn claim(
        &self,
        command: CommandKey,
        stream: &str,
        until: Instant,
    ) -> Result<Claimed, LogError> {
        let name = self.claim_name(command.id);
        let claim = Claim { digest: base64(&command.digest), stream: stream.to_owned() };
        // An id of its own: the store takes a call that comes again for the same one by it.
        let event = EventData::json("CommandClaimed", &claim)
            .map_err(|error| LogError::Invalid(error.to_string()))?
            .id(ids::random());
        let options = AppendToStreamOptions::default()
            .expected_revision(ExpectedRevision::NoStream)
            .requires_leader(true);
        let claimed = self.connection.call(until, |client, time| {
            let options = options.clone().deadline(time);
            let (name, event) = (name.clone(), event.clone());
            async move { client.append_to_stream(name, &options, event).await }
        });
        match claimed.await {
            Ok(_) => Ok(Claimed::Now),
            Err(Failed::WrongRevision) => {
                let claim = self.claim_of(command, until).await?;
                claim.map(Claimed::Before).ok_or_else(|| {
                    LogError::Corrupt(format!("the claim of command {} is gone", command.id))
                })
            }
            Err(other) => Err(other.into()),
        }
    }

    /// The claim that stands for a command, if any.
    pub(super) async fn claim_of(
        &self,
        command: CommandKey,
        until: Instant,
    ) -> Result<Option<Claim>, LogError> {
        let options = ReadStreamOptions::default().forwards().max_count(1);
        let name = self.claim_name(command.id);
        let page = self.page(&name, StreamPosition::Start, options, until).await?;
        let Some(stored) = page.first() else { return Ok(None) };
        let claim: Claim = serde_json::from_slice(&stored.data)
            .map_err(|error| LogError::Corrupt(format!("{name}: {error}")))?;
        if claim.digest != base64(&command.digest) {
            return Err(LogError::KeyReused);
        }
        Ok(Some(claim))
    }

    /// What a command came to, wherever it went.
    pub(super) async fn outcome(
        &self,
        command: CommandKey,
        until: Instant,
    ) -> Result<Option<Appended>, LogError> {
        match self.claim_of(command, until).await? {
            Some(claim) => Ok(self.find(command, &claim.stream, 0, until).await?.0),
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
