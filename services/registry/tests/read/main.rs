//! The read models over a log, on real stores: what they fold, what they answer, and to whom.

#![allow(clippy::unwrap_used, missing_docs)]

mod access;
mod alike;
mod catalogue;
mod codes;
mod consent;
mod counted;
mod deleted;
mod enquiries;
mod error_reports;
mod facets;
mod faults;
mod followed_searches;
mod following;
mod freshness;
mod generations;
mod imports;
mod inbox;
mod joint;
mod killed;
mod kurrentdb;
mod lists;
mod logs;
mod owners;
mod parked;
mod personal;
mod postgresql;
mod reuse_graph;
mod runs;
mod statistics;
mod talking;
mod together;
mod versions;
mod world;
