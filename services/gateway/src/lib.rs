//! GraphQL, sign-in routes and health for browsers and programs.
//!
//! **Invariant:** the gateway decides nothing about cases. It holds no state but caches of half a
//! minute, and shows nothing that the registry did not answer to this very reader.

// The schema is one type of many parts, which the compiler walks deeper than it does by itself.
#![recursion_limit = "256"]

mod administration;
mod alike;
mod api_clients;
mod archive;
mod attachments;
mod calls;
mod case;
mod case_filter;
mod cases;
mod catalogue;
mod changes;
mod codes;
mod collecting;
mod collections;
mod comments;
mod connection;
mod cookies;
mod deleting;
mod details;
mod directory;
mod edge;
mod engine;
mod enquiries;
mod error_reports;
mod exports;
mod facets;
mod fault;
mod figures;
mod following;
mod freshness;
mod gains;
mod gateway;
mod graphql_http;
pub mod guard;
mod handing_over;
mod health;
mod history;
mod ids;
mod imports;
mod inbox;
mod internal;
mod lead;
mod limit;
mod markdown;
mod node;
mod notifications;
mod organisations;
mod origin;
mod outcome;
mod own_sessions;
mod owners;
mod pages;
mod people;
mod personal;
mod problem;
mod profiles;
mod publiccode;
mod registering;
mod reuse;
mod reuse_graph;
mod reusing;
mod robot_tokens;
mod robots;
mod runs;
mod schema;
mod scim;
mod screens;
mod sections;
mod server;
mod session;
mod settings;
mod sheet;
mod sign_in;
mod socket;
mod standing;
mod statistics;
mod statistics_file;
mod stream;
mod texts;
mod units;
mod upstream;
mod versions;
mod viewer;
mod visit;
mod xapi;

pub use imports::said_of;
pub use publiccode::MayFetch;
pub use schema::sdl;
pub use server::{Running, start};
pub use settings::{Settings, StartError};
