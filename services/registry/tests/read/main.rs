//! The read models over a log, on real stores: what they fold, what they answer, and to whom.

#![allow(clippy::unwrap_used, missing_docs)]

mod access;
mod deleted;
mod faults;
mod following;
mod freshness;
mod generations;
mod joint;
mod killed;
mod kurrentdb;
mod lists;
mod logs;
mod owners;
mod parked;
mod postgresql;
mod statistics;
mod together;
mod versions;
mod world;
