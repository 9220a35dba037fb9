//! What an organisation's administrator does for its own, and an operator for all.
//!
//! **Invariant:** the organisation is the caller's own, from the verified token, unless the caller is
//! an operator and says another; nobody is told of another organisation's people.

pub mod grpc;
mod people;
mod providers;
mod wire;

use token::{Claims, Kind, Role};
use uuid::Uuid;

/// A field that breaks a rule, in the words of crate `vocabulary`, which this room does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path of the field, `claimMap.roles`.
    pub field: String,
    /// The rule's code.
    pub rule: &'static str,
    /// The limit, where the rule has one.
    pub limit: Option<i64>,
}

impl Problem {
    /// A problem without a limit.
    pub fn of(field: &str, rule: &'static str) -> Self {
        Self { field: field.to_owned(), rule, limit: None }
    }

    /// A problem with one.
    pub fn limited(field: &str, rule: &'static str, limit: usize) -> Self {
        Self { limit: i64::try_from(limit).ok(), ..Self::of(field, rule) }
    }
}

/// A business no. It changed nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// Why, as the code of crate `vocabulary`.
    pub code: &'static str,
    /// The fields at fault.
    pub fields: Vec<Problem>,
}

impl No {
    /// A no that no field is at fault for.
    pub const fn of(code: &'static str) -> Self {
        Self { code, fields: Vec::new() }
    }

    /// A no for fields.
    pub const fn fields(fields: Vec<Problem>) -> Self {
        Self { code: "invalid_fields", fields }
    }
}

/// The person who administers, if the caller is one.
fn administrator(caller: &Claims) -> Result<Uuid, No> {
    let person = caller.person().filter(|_| caller.has(Role::Administrator));
    person.ok_or(No::of("not_administrator"))
}

/// The person who gives others rights, if the caller is an administrator who has just shown who they
/// are: a browser that was left open, or a session that was stolen, gives nobody any.
fn confirmed_administrator(caller: &Claims, now: i64) -> Result<Uuid, No> {
    administrator(caller).and_then(|person| confirmed(caller, now).map(|()| person))
}

/// Whether the caller has just shown who they are.
fn confirmed(caller: &Claims, now: i64) -> Result<(), No> {
    if caller.is_confirmed(now) { Ok(()) } else { Err(No::of("step_up_required")) }
}

fn is_operator(caller: &Claims) -> bool {
    caller.kind == Kind::Person && caller.has(Role::Operator)
}
