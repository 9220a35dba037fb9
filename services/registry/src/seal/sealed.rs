//! What a seal says, and the part of it that an organisation may keep.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::bytes;
use super::key::{PublicKey, SealKey};
use super::tree::Tree;
use crate::log::proof::Hash;
use crate::log::{NewEvent, Position};

/// The stream that seals are in.
pub const STREAM: &str = "seals";

/// The kind of their events.
pub const KIND: &str = "LogSealed";

/// Stands before what is hashed, so that a hash of another kind is never taken for this one.
const DOMAIN: &[u8] = b"genvej head 1";

/// The data of an event `LogSealed`: the signed root of the tree over all events before it that
/// its writer had read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// How many events of the log it covers, from the first.
    pub count: u64,
    /// Position of the last of them.
    pub position: Position,
    /// Root of the tree over their chains.
    #[serde(with = "bytes")]
    pub root: Hash,
    /// What the tree goes on from.
    #[serde(with = "bytes")]
    pub frontier: Vec<u8>,
    /// Chains of the events that the seal before it did not cover, in order, 32 bytes each.
    #[serde(with = "bytes")]
    pub leaves: Vec<u8>,
    /// When it was made.
    pub sealed_at: DateTime<Utc>,
    /// The key that signed it.
    pub key: PublicKey,
    /// Its signature of the head's hash.
    #[serde(with = "bytes")]
    pub signature: [u8; 64],
}

/// What an organisation keeps of a seal. It tells nothing of how many events there are, for that
/// counts what others do; whoever has the log can compute the hash again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// SHA-256 over count, root and time of a seal.
    #[serde(with = "bytes")]
    pub head: Hash,
    /// When the seal was made.
    pub sealed_at: DateTime<Utc>,
    /// The key that signed it.
    pub key: PublicKey,
    /// Its signature of the hash.
    #[serde(with = "bytes")]
    pub signature: [u8; 64],
}

impl Head {
    /// Whether the key that it names signed it.
    pub fn is_signed(&self) -> bool {
        self.key.has_signed(&self.head, &self.signature)
    }
}

impl Sealed {
    /// Seals a tree, of which the last leaves are those of the last seal's or later events.
    pub(super) fn new(
        tree: &Tree,
        position: Position,
        leaves: Vec<u8>,
        sealed_at: DateTime<Utc>,
        key: &SealKey,
    ) -> Self {
        let mut sealed = Self {
            count: tree.count(),
            position,
            root: tree.root(),
            frontier: tree.frontier(),
            leaves,
            sealed_at,
            key: key.public(),
            signature: [0; 64],
        };
        sealed.signature = key.sign(&sealed.hash());
        sealed
    }

    /// The seal that an event says; none when it says none.
    pub fn of(event: &NewEvent) -> Option<Self> {
        let is_one = event.kind == KIND && event.schema == 1;
        let sealed: Self = serde_json::from_slice(&event.data).ok().filter(|_| is_one)?;
        sealed.leaves.len().is_multiple_of(32).then_some(sealed)
    }

    /// What of it leaves the log.
    pub fn head(&self) -> Head {
        let Self { sealed_at, key, signature, .. } = *self;
        Head { head: self.hash(), sealed_at, key, signature }
    }

    /// The chains of the events that it is the first to cover.
    pub fn chains(&self) -> &[Hash] {
        self.leaves.as_chunks().0
    }

    /// The tree that it sealed, if it is whole and signed by the key that it names.
    pub fn tree(&self) -> Option<Tree> {
        let tree = Tree::from_frontier(self.count, &self.frontier)?;
        (tree.root() == self.root && self.head().is_signed()).then_some(tree)
    }

    fn hash(&self) -> Hash {
        let mut hash = Sha256::new();
        hash.update(DOMAIN);
        hash.update(self.count.to_be_bytes());
        hash.update(self.root);
        hash.update(self.sealed_at.timestamp_micros().to_be_bytes());
        hash.finalize().into()
    }
}
