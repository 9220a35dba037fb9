//! The case registry: what is known of cases is an event log, and all else is folded from it.

pub mod attachments;
pub mod backup;
pub mod changes;
pub mod directory;
pub mod events;
pub mod execute;
mod grpc;
pub mod log;
mod operate;
pub mod past;
pub mod read;
pub mod seal;
pub mod search;
mod size;
mod sqlite;
mod start;
pub mod verify;
pub mod wire;

pub use operate::{Listing, Projections, rebuild};
pub use start::{Running, Settings, StartError, start};
