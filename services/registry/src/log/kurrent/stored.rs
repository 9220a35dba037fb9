//! An event as the store keeps it: its data byte for byte, all else in the store's metadata.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use eventstore::{EventData, RecordedEvent};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::log::proof::{Hash, Proof, Salts};
use crate::log::{LogError, NewEvent, Origin, Recorded};

/// What stands beside an event's data.
#[derive(Serialize, Deserialize)]
struct Metadata {
    /// The event's own id. The store's id is another for each append, so that the store takes a
    /// call that was repeated for one, but never two callers who answer the same command.
    id: Uuid,
    schema: u16,
    origin: Origin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    chain: String,
    salts: String,
}

/// An event on its way to the store, which will know it by `id`.
pub(super) fn encoded(recorded: &Recorded, id: Uuid) -> Result<EventData, LogError> {
    let Recorded { event, origin, digest, proof, .. } = recorded;
    let metadata = Metadata {
        id: event.id,
        schema: event.schema,
        origin: origin.clone(),
        digest: digest.map(|digest| STANDARD_NO_PAD.encode(digest)),
        chain: STANDARD_NO_PAD.encode(proof.chain),
        salts: STANDARD_NO_PAD.encode(proof.salts.to_bytes()),
    };
    // Said to be bytes, for as JSON it would be read and written again on its way.
    EventData::binary(&event.kind, event.data.clone().into())
        .id(id)
        .metadata_as_json(&metadata)
        .map_err(|error| LogError::Invalid(format!("its origin is not JSON: {error}")))
}

/// The event that was encoded; `stream` is its stream's name without the prefix.
pub(super) fn decoded(stored: &RecordedEvent, stream: &str) -> Result<Recorded, LogError> {
    let version = stored.revision + 1;
    let corrupt = |why: &str| LogError::Corrupt(format!("version {version} of {stream}: {why}"));
    let metadata: Metadata = serde_json::from_slice(&stored.custom_metadata)
        .map_err(|error| corrupt(&format!("its metadata: {error}")))?;
    let bytes = |text: &str| STANDARD_NO_PAD.decode(text).ok();
    let hash = |text: &str| bytes(text).and_then(|bytes| Hash::try_from(bytes).ok());
    let digest = metadata.digest.map(|digest| hash(&digest).ok_or(corrupt("its digest")));
    let salts = bytes(&metadata.salts).and_then(|bytes| Salts::from_bytes(&bytes));
    Ok(Recorded {
        position: stored.position.commit,
        stream: stream.to_owned(),
        version,
        event: NewEvent {
            id: metadata.id,
            kind: stored.event_type.clone(),
            schema: metadata.schema,
            data: stored.data.to_vec(),
        },
        origin: metadata.origin,
        digest: digest.transpose()?,
        proof: Proof {
            chain: hash(&metadata.chain).ok_or_else(|| corrupt("its chain"))?,
            salts: salts.ok_or_else(|| corrupt("its salts"))?,
        },
    })
}
