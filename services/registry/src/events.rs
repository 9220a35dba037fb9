//! Events between their shape in the domain and their bytes in the log.
//!
//! **Invariant:** what was encoded once decodes for ever. A shape is only added to; where that is
//! not enough its schema version goes up, and older ones are lifted before they are read.

use std::borrow::Cow;

use case::Event;
use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, SeqAccess};
use serde_json::de::SliceRead;
use serde_json::error::Category;

use crate::log::LogError;

mod upcast;

pub use upcast::current;

/// Why stored bytes are no event. The texts name no content, so that they may be logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Written by a later version of the product than this one.
    #[error("event kind {kind} with schema {schema} is newer than this version knows")]
    Newer {
        /// The event's name.
        kind: String,
        /// Version of its shape.
        schema: u16,
    },
    /// The bytes are not what the kind's shape says.
    #[error("the data of an event of kind {kind} cannot be read: {why} at column {column}")]
    Unreadable {
        /// The event's name.
        kind: String,
        /// What is wrong, without the content.
        why: &'static str,
        /// Where, counted from 1 in the stored bytes or what they were lifted to.
        column: usize,
    },
}

impl From<DecodeError> for LogError {
    fn from(error: DecodeError) -> Self {
        Self::Corrupt(error.to_string())
    }
}

/// Name, schema version and JSON bytes of an event.
pub fn encode(event: &Event) -> (&'static str, u16, Vec<u8>) {
    let kind = event.kind();
    let mut data = serde_json::to_vec(event)
        .expect("invariant: an event holds only what JSON can say, and its keys are texts");
    let envelope = before_data(kind).len();
    data.drain(..envelope);
    data.pop();
    (kind, current(kind), data)
}

/// The event that bytes of the log say.
pub fn decode(kind: &str, schema: u16, data: &[u8]) -> Result<Event, DecodeError> {
    let current = current(kind);
    if schema == 0 || schema > current || !Event::KINDS.contains(&kind) {
        return Err(DecodeError::Newer { kind: kind.to_owned(), schema });
    }
    let data = if schema == current {
        Cow::Borrowed(data)
    } else {
        Cow::Owned(upcast::lift(kind, schema, data))
    };
    let mut content = serde_json::Deserializer::from_slice(&data);
    let said = SeqAccessDeserializer::new(Adjacent { kind: Some(kind), content: &mut content });
    let event = Event::deserialize(said).and_then(|event| content.end().map(|()| event));
    event.map_err(|error| DecodeError::Unreadable {
        kind: kind.to_owned(),
        why: match error.classify() {
            Category::Io | Category::Eof => "it ends too early",
            Category::Syntax => "it is not JSON",
            Category::Data => "it has another shape",
        },
        column: error.column(),
    })
}

/// Kind and data as serde takes an adjacently tagged enum: one after the other.
struct Adjacent<'a, 'de> {
    /// None when it was taken.
    kind: Option<&'a str>,
    content: &'a mut serde_json::Deserializer<SliceRead<'de>>,
}

impl<'de> SeqAccess<'de> for Adjacent<'_, 'de> {
    type Error = serde_json::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        match self.kind.take() {
            Some(kind) => seed.deserialize(kind.into_deserializer()).map(Some),
            None => seed.deserialize(&mut *self.content).map(Some),
        }
    }
}

/// The event of a recorded entry of the log.
pub fn read(recorded: &crate::log::Recorded) -> Result<Event, DecodeError> {
    let event = &recorded.event;
    decode(&event.kind, event.schema, &event.data)
}

/// How serde writes what stands before the data of an adjacently tagged enum.
fn before_data(kind: &str) -> String {
    format!("{{\"kind\":\"{kind}\",\"data\":")
}

#[cfg(test)]
mod tests {
    use super::{DecodeError, decode};

    #[test]
    fn a_kind_or_schema_from_the_future_is_told_apart_from_damage() {
        let newer = |kind: &str, schema| decode(kind, schema, b"{}").unwrap_err();
        assert!(matches!(newer("CaseSplit", 1), DecodeError::Newer { .. }));
        assert!(matches!(newer("PhaseChanged", 2), DecodeError::Newer { schema: 2, .. }));
        assert!(matches!(newer("CaseRegistered", 3), DecodeError::Newer { schema: 3, .. }));
        assert!(matches!(newer("PhaseChanged", 1), DecodeError::Unreadable { .. }));
        assert!(matches!(newer("CaseRegistered", 1), DecodeError::Unreadable { .. }));
    }

    #[test]
    fn damage_in_an_earlier_shape_is_told_as_in_todays() {
        for data in [&b"[]"[..], b"nothing", b"{\"reporter\": 7}", b"{", b"\xff"] {
            let error = decode("CaseRegistered", 1, data).unwrap_err();
            assert!(matches!(error, DecodeError::Unreadable { .. }), "{error}");
        }
    }

    #[test]
    fn an_error_says_nothing_of_the_content() {
        let data = br#"{"from": "hemmelig", "to": "idea"}"#;
        let error = decode("PhaseChanged", 1, data).unwrap_err();
        assert!(!error.to_string().contains("hemmelig"), "{error}");
    }

    #[test]
    fn data_cannot_break_out_of_its_place() {
        let data = br#"{"case": "00000000-0000-0000-0000-000000000001"}, "kind": "CaseUnfollowed""#;
        assert!(decode("CaseFollowed", 1, data).is_err());
    }
}
