//! Whether searches find what people mean: cases, queries with judgments, three engines and the
//! figures they are held against each other by.
//!
//! The judgments say what a query means and were written before any engine was asked. What is
//! measured is told in `docs/relevance.md`.

#![allow(clippy::unwrap_used, reason = "a corpus that cannot be read has no relevance")]

pub mod corpus;
pub mod figures;
pub mod like;
pub mod ours;
pub mod postgresql;
pub mod queries;

/// Hits that are looked at.
pub const LOOKED_AT: usize = 10;
