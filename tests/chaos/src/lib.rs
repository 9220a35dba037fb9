//! Faults made on purpose, and the one check after each of them.
//!
//! A writer runs in a process of its own ([`write`]) and tells of every command that it tries and
//! every answer that it gets. Whoever started it ([`Writer`]) keeps that in a [`Ledger`] outside
//! the process, which is then killed, paused or starved. What the log holds afterwards is held
//! against the ledger by [`check`].

pub mod check;
pub mod ledger;
pub mod load;
pub mod proxy;
pub mod seed;
pub mod shim;
pub mod write;
pub mod writer;

pub use ledger::Ledger;
pub use load::Job;
pub use proxy::Proxy;
pub use seed::Seed;
pub use shim::Shim;
pub use writer::Writer;
