//! The order of organisations by name. Rows know no names, so a statement is told the order.

use std::collections::HashMap;

use vocabulary::Cvr;

use super::sql::Sql;
use super::title_order::title_order;
use crate::directory::Directory;

/// Where a case stands whose lead nobody knows: last.
const UNKNOWN: i64 = 1_000_000;

/// The places of organisations in the order of the Danish alphabet.
#[derive(Debug, Default)]
pub(super) struct OrganisationOrder(HashMap<Cvr, i64>);

impl OrganisationOrder {
    /// As the organisations are called now.
    pub fn of(directory: &Directory) -> Self {
        let all = directory.organisations();
        let mut names: Vec<_> = all.values().map(|it| (title_order(&it.name), it.cvr)).collect();
        names.sort_unstable();
        Self((0..).zip(names).map(|(place, (_, cvr))| (cvr, place)).collect())
    }

    /// The place of an organisation, as [`PLACE`] has it.
    pub fn place(&self, cvr: Cvr) -> i64 {
        self.0.get(&cvr).copied().unwrap_or(UNKNOWN)
    }

    /// What a statement on `read_cases c` begins with that goes by the order.
    pub fn select(&self, columns: &str) -> Sql {
        // A list of no rows is none.
        let mut sql = Sql::of("WITH o (cvr, place) AS (VALUES (").bind("").push(", ").bind(0_i64);
        for (cvr, place) in &self.0 {
            sql = sql.push("), (").bind(cvr.to_string()).push(", ").bind(*place);
        }
        sql.push(")) SELECT ")
            .push(columns)
            .push(" FROM read_cases c LEFT JOIN o ON o.cvr = c.lead WHERE ")
    }
}

/// The place of a case's lead.
pub(super) const PLACE: &str = "coalesce(o.place, 1000000)";
