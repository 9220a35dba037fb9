//! Files beside cases, as browsers add, fetch, share and remove them.

mod given;
mod refused;
mod scanned;
mod walked;
