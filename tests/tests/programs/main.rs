//! Programs of organisations: their tokens, what they do with them, and what they keep of people.

mod forged;
mod given;
mod limits;
mod scim;
mod tokens;
mod xapi;
