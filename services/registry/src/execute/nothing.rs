//! The answer of a command that found everything as it asked.
//!
//! It changes no case, but whoever sends it again must get the same answer, whatever has happened
//! to the case since. So it leaves one event in a stream of its own, which bears its id as the last
//! event of every other command does.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::events::DecodeError;
use crate::log::{Append, CommandKey, Expected, NewEvent, Origin, Recorded};

/// The event's kind in the log. It is none of a case's, so no read model folds it.
const KIND: &str = "NothingChanged";
/// Version of its shape.
const SCHEMA: u16 = 1;

/// What the event says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NothingChanged {
    /// Version of the stream that the order was about.
    pub revision: u64,
}

/// The stream of a command that changed nothing.
pub(super) fn command_stream(command: Uuid) -> String {
    format!("command-{command}")
}

impl NothingChanged {
    /// The append that remembers it.
    pub fn append(&self, command: CommandKey, origin: Origin) -> Append {
        let data = serde_json::to_vec(self).expect("invariant: a number is JSON");
        Append {
            stream: command_stream(command.id),
            expected: Expected::NoStream,
            events: vec![NewEvent { id: command.id, kind: KIND.to_owned(), schema: SCHEMA, data }],
            origin,
            command: Some(command),
        }
    }

    /// The answer that a command's stream remembers.
    pub fn read(recorded: &Recorded) -> Result<Self, DecodeError> {
        let NewEvent { kind, schema, data, .. } = &recorded.event;
        if kind != KIND || *schema != SCHEMA {
            return Err(DecodeError::Newer { kind: kind.clone(), schema: *schema });
        }
        serde_json::from_slice(data).map_err(|error| DecodeError::Unreadable {
            kind: kind.clone(),
            why: "it has another shape",
            column: error.column(),
        })
    }
}
