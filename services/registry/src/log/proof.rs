//! What shows that an event is as it was written.
//!
//! Each event carries a hash chained over its stream, so that whoever alters, removes, inserts or
//! moves one breaks the chain from there on. What it says goes in member by member, each as a
//! digest with a salt of its own: a member can be erased for good, salt and all, and the chain
//! still holds, for the digest alone tells nothing.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::{Append, LogError, NewEvent, Origin, Recorded};

/// SHA-256, 32 bytes.
pub type Hash = [u8; 32];

/// Bytes that nobody can guess, one lot an event.
pub type Salt = [u8; 16];

/// Stands before what is hashed, so that a hash of another kind is never taken for this one.
const DOMAIN: &[u8] = b"genvej event 1";

/// What stands where a part was erased.
const ERASED: &str = "null";

/// The proof of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Hash over the event and the chain of the one before it in its stream.
    pub chain: Hash,
    /// What its parts were salted with.
    pub salts: Salts,
}

/// The salts of an event's parts. A part is a member of the data or of the origin, `data.title`;
/// data that is no object is one part, `data`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Salts {
    /// All parts' salts come from one.
    Whole(Salt),
    /// Some part was erased, so each has its own.
    Parts(BTreeMap<String, Part>),
}

/// What is kept of one part of an event of which something was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// It is there; this is its salt.
    Salt(Hash),
    /// It was erased; this was its digest.
    Erased(Hash),
}

impl Salts {
    /// How the stores keep them: 16 bytes as they are, or JSON.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Whole(salt) => salt.to_vec(),
            Self::Parts(parts) => serde_json::to_vec(parts)
                .expect("invariant: names and numbers are JSON, and the keys are texts"),
        }
    }

    /// What a store kept; none when it is neither form.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes.try_into() {
            Ok(salt) => Some(Self::Whole(salt)),
            Err(_) => serde_json::from_slice(bytes).ok().map(Self::Parts),
        }
    }

    /// The digest that stands for a part in the chain; none when nothing is known of the part, or
    /// there is something where it was erased.
    fn digest(&self, name: &str, value: &str) -> Option<Hash> {
        let salt = match self {
            Self::Whole(salt) => part_salt(salt, name),
            Self::Parts(parts) => match parts.get(name)? {
                Part::Salt(salt) => *salt,
                Part::Erased(digest) => return (value == ERASED).then_some(*digest),
            },
        };
        Some(Sha256::new().chain_update(salt).chain_update(value).finalize().into())
    }

    fn is_erased(&self, name: &str) -> bool {
        matches!(self, Self::Parts(parts) if matches!(parts.get(name), Some(Part::Erased(_))))
    }
}

/// A salt that tells nothing of its siblings'.
fn part_salt(salt: &Salt, name: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(name.as_bytes()).finalize().into()
}

/// An event as the chain sees it.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// Its stream.
    pub stream: &'a str,
    /// Its version there.
    pub version: u64,
    /// The event.
    pub event: &'a NewEvent,
    /// Who and when.
    pub origin: &'a Origin,
    /// Digest of the command that it ended.
    pub digest: Option<&'a Hash>,
}

impl<'a> From<&'a Recorded> for Link<'a> {
    fn from(recorded: &'a Recorded) -> Self {
        Self {
            stream: &recorded.stream,
            version: recorded.version,
            event: &recorded.event,
            origin: &recorded.origin,
            digest: recorded.digest.as_ref(),
        }
    }
}

impl<'a> Link<'a> {
    /// The event at a version of a stream that an append brings.
    pub(super) fn of(append: &'a Append, version: u64, event: &'a NewEvent) -> Self {
        let command = append.command.as_ref().filter(|command| command.id == event.id);
        Self {
            stream: &append.stream,
            version,
            event,
            origin: &append.origin,
            digest: command.map(|command| &command.digest),
        }
    }

    /// The hash that the event carries after one whose hash was `before`; 32 zero bytes before the
    /// first of a stream.
    ///
    /// # Errors
    /// `Corrupt` when the data is not JSON, or the salts name no such part.
    pub fn chain(&self, before: &Hash, salts: &Salts) -> Result<Hash, LogError> {
        let origin = serde_json::to_vec(self.origin).map_err(|error| self.corrupt(&error))?;
        Ok(self.chain_of(before, &self.parts(salts, &origin)?))
    }

    /// The same where the parts were digested before: that takes most of the time, and does not
    /// depend on the place of the event.
    pub(super) fn chain_of(&self, before: &Hash, parts: &[u8]) -> Hash {
        let mut hash = Sha256::new();
        hash.update(DOMAIN);
        hash.update(before);
        text(&mut hash, self.stream);
        hash.update(self.version.to_be_bytes());
        hash.update(self.event.id.as_bytes());
        text(&mut hash, &self.event.kind);
        hash.update(self.event.schema.to_be_bytes());
        hash.update([u8::from(self.digest.is_some())]);
        hash.update(self.digest.copied().unwrap_or_default());
        hash.update(parts);
        hash.finalize().into()
    }

    /// Names and digests of all parts, as they go into the chain. The origin is that of the link,
    /// as JSON.
    pub(super) fn parts(&self, salts: &Salts, origin: &[u8]) -> Result<Vec<u8>, LogError> {
        let mut digested = Vec::with_capacity(512);
        for (name, json) in [("data", self.event.data.as_slice()), ("origin", origin)] {
            for (part, value) in parts(name, json).map_err(|error| self.corrupt(&error))? {
                // A member of the origin that is absent reads as null, and may come with a later
                // version of the product; an erased one is null as well, and counts.
                if name == "origin" && value == "null" && !salts.is_erased(&part) {
                    continue;
                }
                let digest = salts
                    .digest(&part, value)
                    .ok_or_else(|| self.corrupt(&format_args!("{part} is not what was salted")))?;
                digested.extend_from_slice(&(part.len() as u64).to_be_bytes());
                digested.extend_from_slice(part.as_bytes());
                digested.extend_from_slice(&digest);
            }
        }
        Ok(digested)
    }

    fn corrupt(&self, why: &dyn fmt::Display) -> LogError {
        LogError::Corrupt(format!("version {} of {}: {why}", self.version, self.stream))
    }
}

fn text(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_be_bytes());
    hash.update(text.as_bytes());
}

/// Name and JSON of each part, in the order in which they are written.
fn parts<'a>(name: &str, json: &'a [u8]) -> serde_json::Result<Vec<(String, &'a str)>> {
    struct Members<'n>(&'n str);

    impl<'de> Visitor<'de> for Members<'_> {
        type Value = Vec<(String, &'de str)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
                members.push(([self.0, ".", &key].concat(), value.get()));
            }
            Ok(members)
        }
    }

    if !json.trim_ascii_start().starts_with(b"{") {
        let whole: &RawValue = serde_json::from_slice(json)?;
        return Ok(vec![(name.to_owned(), whole.get())]);
    }
    let mut whole = serde_json::Deserializer::from_slice(json);
    let members = whole.deserialize_map(Members(name))?;
    whole.end()?;
    Ok(members)
}

/// Erases parts of an event for good: their values become `null`, of their salts only the digest
/// stays. Names of parts that the event does not have are passed over.
///
/// # Errors
/// `Corrupt` when the event's data is not JSON.
pub fn erase(recorded: &mut Recorded, names: &[&str]) -> Result<(), LogError> {
    let corrupt = |error: serde_json::Error| LogError::Corrupt(error.to_string());
    let origin = serde_json::to_vec(&recorded.origin).map_err(corrupt)?;
    let mut kept = BTreeMap::new();
    let mut json = Vec::new();
    for (whole, bytes) in [("data", &recorded.event.data), ("origin", &origin)] {
        let mut members = Vec::new();
        for (part, value) in parts(whole, bytes).map_err(corrupt)? {
            let erased = names.contains(&part.as_str()) && value != ERASED;
            let digest = recorded.proof.salts.digest(&part, value);
            let state = match (&recorded.proof.salts, digest) {
                (Salts::Parts(parts), _) if !erased => parts.get(&part).cloned(),
                (Salts::Whole(salt), _) if !erased => Some(Part::Salt(part_salt(salt, &part))),
                (_, digest) => digest.map(Part::Erased),
            };
            members.push((part.clone(), if erased { ERASED } else { value }));
            kept.extend(state.map(|state| (part, state)));
        }
        json.push(written(whole, &members));
    }
    let origin = json.pop().unwrap_or_default();
    recorded.event.data = json.pop().unwrap_or_default();
    recorded.origin = serde_json::from_slice(&origin).map_err(corrupt)?;
    recorded.proof.salts = Salts::Parts(kept);
    Ok(())
}

/// Parts as the JSON that they are parts of.
fn written(whole: &str, parts: &[(String, &str)]) -> Vec<u8> {
    if let [(part, value)] = parts
        && part == whole
    {
        return value.as_bytes().to_vec();
    }
    let members = parts.iter().map(|(part, value)| {
        let name = serde_json::Value::from(&part[whole.len() + 1..]);
        format!("{name}:{value}")
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(",")).into_bytes()
}

#[cfg(test)]
mod tests;
