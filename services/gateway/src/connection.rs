//! Pages in the Relay manner.

use async_graphql::connection::{
    Connection, ConnectionNameType, DefaultConnectionName, DefaultEdgeName, EdgeNameType,
    EmptyFields,
};
use async_graphql::{Context, OutputType, SimpleObject};

use crate::fault::Fault;

/// Things on a page when nothing is said.
pub const PAGE: i32 = 20;
/// Things on a page at most.
pub const LARGEST_PAGE: i32 = 100;

/// What a connection tells besides its page.
#[derive(Debug, Default, SimpleObject)]
pub struct Total {
    /// How many there are in all, as far as the reader may see them; searches count to 10,000.
    pub total_count: Option<u32>,
}

/// A connection that counts.
pub type Counted<
    T,
    EdgeFields = EmptyFields,
    Name = DefaultConnectionName,
    EdgeName = DefaultEdgeName,
> = Connection<String, T, Total, EdgeFields, Name, EdgeName>;

/// Cases that reuse a case, with how they do.
pub struct Reusers;

impl ConnectionNameType for Reusers {
    fn type_name<T: OutputType>() -> String {
        "ReuserConnection".to_owned()
    }
}

impl EdgeNameType for Reusers {
    fn type_name<T: OutputType>() -> String {
        "ReuserEdge".to_owned()
    }
}

/// The page size asked for; sizes outside 1-100 are refused rather than bent.
pub fn page_size(first: i32) -> Result<u32, Fault> {
    match u32::try_from(first) {
        Ok(size) if (1..=LARGEST_PAGE).contains(&first) => Ok(size),
        _ => Err(Fault::InvalidArgument),
    }
}

/// What a page costs: each thing on it costs what is asked of it, and the page a call.
pub fn page_cost(first: i32, child_complexity: usize) -> usize {
    let things = usize::try_from(first.clamp(1, LARGEST_PAGE)).unwrap_or(1);
    bounded(things.saturating_mul(child_complexity).saturating_add(10))
}

/// What one thing costs that takes a call to fetch.
pub fn call_cost(child_complexity: usize) -> usize {
    bounded(child_complexity.saturating_add(5))
}

/// Costs are added up by the library without looking, so none may come near the end of its type.
fn bounded(cost: usize) -> usize {
    cost.min(1_000_000_000)
}

/// Whether a field of the connection is asked for.
pub fn is_asked(context: &Context<'_>, field: &str) -> bool {
    context.look_ahead().field(field).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_between_one_and_a_hundred_things() {
        assert_eq!(page_size(1), Ok(1));
        assert_eq!(page_size(100), Ok(100));
        for first in [0, -1, 101, i32::MIN, i32::MAX] {
            assert_eq!(page_size(first), Err(Fault::InvalidArgument));
        }
    }

    #[test]
    fn costs_never_overflow() {
        assert_eq!(page_cost(20, 9), 190);
        for first in [i32::MIN, -1, 0, i32::MAX] {
            assert!(page_cost(first, usize::MAX) <= 1_000_000_000);
        }
    }
}
