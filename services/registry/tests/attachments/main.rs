//! Files beside cases: their store, who looks them through, and what becomes of those that nobody
//! names. How they come and go over HTTP is walked in the journeys.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

mod clamd;
mod given;
mod s3;
mod scanning;
mod storing;
mod sweeping;
