//! Each fault made on purpose, and after each the same check.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

mod clock;
mod commit;
mod disk;
mod given;
mod killed;
mod paused;
mod power_cut;
mod restarted;
mod stopped;
