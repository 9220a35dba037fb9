//! A stand-in for a `KurrentDB` server in tests.
//!
//! It speaks the server's gRPC protocol over a real socket of the loopback, as far as Genvej's
//! engine uses it, keeps its events in memory, and does wrong what a test asks it to. No server of
//! that kind can be had from the registries of packages; docs/how-to/kurrentdb.md says how the same
//! tests run against a real one.

#![allow(clippy::result_large_err, reason = "what a call refuses with is a gRPC status")]

// The generated code names the libraries as they are called elsewhere.
extern crate prost_0_13 as prost;
extern crate tonic_0_12 as tonic;

mod fault;
mod front;
mod quick;
mod server;
mod state;
mod streams;

pub use fault::Fault;
pub use front::Authority;
pub use server::{Role, Server, Settings};
pub use state::Store;

#[allow(clippy::all, clippy::pedantic, missing_docs)]
mod wire {
    pub mod client {
        tonic::include_proto!("event_store.client");

        pub mod streams {
            tonic::include_proto!("event_store.client.streams");
        }

        pub mod gossip {
            tonic::include_proto!("event_store.client.gossip");
        }
    }
}
