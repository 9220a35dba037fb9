//! What every service needs and no domain knows of: settings, telemetry, shutdown, health, time,
//! ids, addresses and problem documents.
//!
//! **Invariant:** no word of the product's field occurs in this crate.

pub mod clock;
pub mod health;
pub mod ids;
pub mod network;
pub mod problem;
mod secret;
pub mod settings;
mod shutdown;
pub mod status;
pub mod telemetry;

pub use secret::Secret;
pub use shutdown::Shutdown;
