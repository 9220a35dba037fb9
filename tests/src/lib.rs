//! What the walks through the running product and the checks of its shape have in common.

pub mod workspace;
