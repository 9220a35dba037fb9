//! An event as a line of JSON, everything of it, so that a backup can be read without the product.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::log::proof::{Hash, Proof, Salts};
use crate::log::{NewEvent, Origin, Position, Recorded};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    position: Position,
    stream: Cow<'a, str>,
    version: u64,
    id: Uuid,
    kind: Cow<'a, str>,
    schema: u16,
    /// JSON in a text, because the chain is over its bytes.
    data: Cow<'a, str>,
    origin: Cow<'a, Origin>,
    /// Base64, like the two below.
    digest: Option<String>,
    salts: String,
    chain: String,
}

/// The line, with its end.
///
/// # Errors
/// When the data is no text, which no engine accepts.
pub(super) fn encode(recorded: &Recorded) -> Result<Vec<u8>, String> {
    let Recorded { position, stream, version, event, origin, digest, proof } = recorded;
    let line = Line {
        position: *position,
        stream: Cow::Borrowed(stream),
        version: *version,
        id: event.id,
        kind: Cow::Borrowed(&event.kind),
        schema: event.schema,
        data: std::str::from_utf8(&event.data).map_err(|error| error.to_string())?.into(),
        origin: Cow::Borrowed(origin),
        digest: digest.map(|digest| text(&digest)),
        salts: STANDARD.encode(proof.salts.to_bytes()),
        chain: text(&proof.chain),
    };
    let mut bytes = serde_json::to_vec(&line).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The event of a line.
pub(super) fn decode(line: &[u8]) -> Result<Recorded, String> {
    let line: Line = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let salts = STANDARD.decode(line.salts).ok().and_then(|bytes| Salts::from_bytes(&bytes));
    Ok(Recorded {
        position: line.position,
        stream: line.stream.into_owned(),
        version: line.version,
        event: NewEvent {
            id: line.id,
            kind: line.kind.into_owned(),
            schema: line.schema,
            data: line.data.into_owned().into_bytes(),
        },
        origin: line.origin.into_owned(),
        digest: line.digest.as_deref().map(hash).transpose()?,
        proof: Proof { chain: hash(&line.chain)?, salts: salts.ok_or("its salts are none")? },
    })
}

/// A hash as text.
pub(super) fn text(hash: &Hash) -> String {
    STANDARD.encode(hash)
}

/// The hash that a text says.
pub(super) fn hash(text: &str) -> Result<Hash, String> {
    let bytes = STANDARD.decode(text).map_err(|error| error.to_string())?;
    bytes.try_into().map_err(|_| "a hash is not 32 bytes".to_owned())
}
