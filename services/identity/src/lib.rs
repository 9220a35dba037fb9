//! Who somebody is: organisations, their OpenID providers, people, sessions and signed tokens.
//!
//! **Invariants:**
//! - a person is (issuer, subject) and nothing else; an e-mail address identifies nobody;
//! - a provider speaks for its own organisation only, and gives no role that reaches beyond it;
//! - names and e-mails never leave this service but to their own organisation;
//! - what a browser holds (session, binding, state) is stored as a hash.

mod administration;
mod attempts;
mod audit;
mod caller;
mod clients;
mod demo;
mod grpc;
mod keys;
mod oidc;
pub mod operate;
mod organisations;
mod people;
mod provider_tests;
mod providers;
mod provisioned;
mod robots;
mod scim;
mod secrets;
mod sessions;
mod settings;
mod sign_in;
mod start;
mod store;
mod tokens;
mod units;
mod xapi;

pub use demo::{DemoData, DemoPerson, DemoRefused, ServeError};
pub use organisations::Organisation;
pub use people::cover::Limit;
pub use providers::{ClaimMap, Provider};
pub use settings::{
    DatabaseSettings, DemoSettings, Mode, ProvidersAt, SIGNING_KEY_DAYS, STEP_UP_SECONDS, Settings,
    Unsafe,
};
pub use start::{Running, StartError, start, start_at};
pub use store::copy::put_back;
pub use store::{Store, StoreError};
pub use units::Unit;
