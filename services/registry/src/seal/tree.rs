//! The Merkle tree over the log, in the shape of RFC 6962, section 2.1: its proofs that one tree
//! continues another, and that a leaf is in it, are known and hold here.

use sha2::{Digest, Sha256};

use crate::log::proof::Hash;

/// A tree of which only the roots of its full subtrees are kept, one for each bit of the count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    count: u64,
    /// From the largest subtree, which is leftmost, to the smallest.
    peaks: Vec<Hash>,
}

impl Tree {
    /// Adds the chain of the next event of the log.
    pub fn push(&mut self, chain: &Hash) {
        let mut hash = leaf(chain);
        // As in adding one to a binary number: each trailing one is a subtree of the same size.
        for _ in 0..self.count.trailing_ones() {
            let left = self.peaks.pop().expect("invariant: a peak for each bit of the count");
            hash = node(&left, &hash);
        }
        self.peaks.push(hash);
        self.count += 1;
    }

    /// How many events it covers.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Its root; SHA-256 of nothing when it is empty.
    pub fn root(&self) -> Hash {
        let smallest_first = self.peaks.iter().rev().copied();
        smallest_first
            .reduce(|right, left| node(&left, &right))
            .unwrap_or_else(|| Sha256::digest(b"").into())
    }

    /// What it can be continued from.
    pub fn frontier(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// The tree of so many events that has a frontier; none when it cannot be theirs.
    pub fn from_frontier(count: u64, frontier: &[u8]) -> Option<Self> {
        let (peaks, rest) = frontier.as_chunks::<32>();
        let is_whole = rest.is_empty() && peaks.len() == count.count_ones() as usize;
        is_whole.then(|| Self { count, peaks: peaks.to_vec() })
    }
}

fn leaf(chain: &Hash) -> Hash {
    Sha256::new().chain_update([0]).chain_update(chain).finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::{Hash, Tree, leaf, node};

    fn chains(count: u8) -> Vec<Hash> {
        (0..count).map(|number| [number; 32]).collect()
    }

    fn tree(chains: &[Hash]) -> Tree {
        let mut tree = Tree::default();
        for chain in chains {
            tree.push(chain);
        }
        tree
    }

    /// As RFC 6962 defines it: split at the largest power of two below the count.
    fn defined(chains: &[Hash]) -> Hash {
        match chains {
            [] => Sha256::digest(b"").into(),
            [chain] => leaf(chain),
            _ => {
                let (left, right) = chains.split_at(chains.len().next_power_of_two() / 2);
                node(&defined(left), &defined(right))
            }
        }
    }

    #[test]
    fn the_root_is_as_the_standard_defines_it() {
        for count in 0..70 {
            let chains = chains(count);
            assert_eq!(tree(&chains).root(), defined(&chains), "of {count} events");
        }
    }

    #[test]
    fn a_tree_goes_on_from_its_frontier() {
        let chains = chains(70);
        for count in 0..70 {
            let (before, after) = chains.split_at(count);
            let before = tree(before);
            let mut went_on = Tree::from_frontier(before.count(), &before.frontier()).unwrap();
            for chain in after {
                went_on.push(chain);
            }
            assert_eq!(went_on, tree(&chains));
        }
    }

    #[test]
    fn a_frontier_of_another_count_is_refused() {
        let frontier = tree(&chains(5)).frontier();
        assert!(Tree::from_frontier(5, &frontier).is_some());
        assert!(Tree::from_frontier(7, &frontier).is_none());
        assert!(Tree::from_frontier(5, &frontier[1..]).is_none());
    }
}
