//! GraphQL, sign-in routes and health for browsers and programs.
//!
//! **Invariant:** the gateway decides nothing about cases. It holds no state but caches of half a
//! minute, and shows nothing that the registry did not answer to this very reader.

mod calls;
mod case;
mod cases;
mod changes;
mod comments;
mod connection;
mod cookies;
mod deleting;
mod directory;
mod edge;
mod engine;
mod enquiries;
mod error_reports;
mod fault;
mod following;
mod freshness;
mod gains;
mod gateway;
mod graphql_http;
pub mod guard;
mod health;
mod history;
mod ids;
mod inbox;
mod internal;
mod limit;
mod markdown;
mod node;
mod organisations;
mod origin;
mod outcome;
mod owners;
mod pages;
mod people;
mod personal;
mod problem;
mod registering;
mod reuse;
mod reuse_graph;
mod reusing;
mod robot_tokens;
mod robots;
mod runs;
mod schema;
mod screens;
mod sections;
mod server;
mod session;
mod settings;
mod sign_in;
mod socket;
mod standing;
mod statistics;
mod stream;
mod texts;
mod upstream;
mod versions;
mod viewer;
mod visit;

pub use schema::sdl;
pub use server::{Running, start};
pub use settings::{Settings, StartError};
