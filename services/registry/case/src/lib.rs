//! Decisions about cases, pure: facts in, events or a refusal out.
//!
//! `decide` turns a command into events, [`Case::evolve`] folds an event into the case. Time, ids
//! and the actor come in as arguments; nothing here reads a clock, a store or the network.
//! [`access`] holds who may do what, [`requirements`] what a phase asks for.

pub mod access;
mod assign_person;
pub mod attachment;
pub mod catalogue;
mod change_phase;
mod change_status;
mod change_visibility;
pub mod codes;
pub mod collection;
mod command;
mod completeness;
pub mod counting;
mod delete;
mod describe;
pub mod discussion;
pub mod enquiry;
pub mod error_report;
mod event;
mod fields;
pub mod following;
pub mod freshness;
pub mod front_page;
mod gain;
pub mod hand_over;
mod import_case;
pub mod imports;
mod joint_owners;
mod lead;
pub mod notifications;
pub mod organisation_contact;
pub mod profile;
mod record;
mod register;
pub mod requirements;
mod restore_version;
mod reuse;
pub mod runs;
pub mod saved_search;
mod state;
mod succession;
#[cfg(test)]
mod testing;

pub use command::{Command, decide};
pub use completeness::completeness;
pub use event::Event;
pub use import_case::{ImportRow, Imported, LastImport, import_case, undo_import};
pub use register::Registration;
pub use reuse::{ReuseOf, register_reuse};
pub use state::Case;
