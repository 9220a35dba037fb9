//! What is reused most, and how long cases take from registration to operation: over what the asker
//! may read.

use std::collections::{BTreeMap, BTreeSet};

use case::access::Principal;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;
use vocabulary::{
    CaseId, Reuse, ReuseDegree, ReuseLeague, ReusedCase, ReusedOrganisation, StatisticsDimension,
    TimeToOperation,
};

use super::sql::Sql;
use super::statistics::{Alone, Split, figures};
use super::{ReadError, Reader, parsed};

/// Places of a league.
pub const MOST_PLACES: u32 = 100;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Who reuses something: organisations and their cases.
#[derive(Default)]
struct Reusers {
    organisations: BTreeSet<String>,
    cases: BTreeSet<Uuid>,
}

impl Reader {
    /// Cases and organisations that most other organisations reuse: adapt, use or operate jointly.
    /// What is only inspired or tried, or was stopped, is no reuse yet or no more. Both the case that
    /// is reused and the one that reuses it are of those that the principal may read.
    pub async fn reuse_league(
        &self,
        principal: &Principal,
        places: u32,
    ) -> Result<ReuseLeague, ReadError> {
        if !(1..=MOST_PLACES).contains(&places) {
            return Err(ReadError::Invalid("a league has between 1 and 100 places"));
        }
        let sql = Sql::of(
            "SELECT r.source_id, s.lead, r.case_id, f.lead, r.reuse FROM read_reuses r \
             JOIN read_figures f ON f.case_id = r.case_id AND f.until_at IS NULL \
             JOIN read_figures s ON s.case_id = r.source_id AND s.until_at IS NULL \
             WHERE f.lead <> s.lead AND ",
        );
        let sql =
            sql.readable(principal, "r.case_id").push(" AND ").readable(principal, "r.source_id");
        let mut cases: BTreeMap<Uuid, Reusers> = BTreeMap::new();
        let mut organisations: BTreeMap<String, (Reusers, BTreeSet<Uuid>)> = BTreeMap::new();
        for row in sql.all(&self.now().store.readers).await? {
            let reuse: String = row.try_get_by_index(4)?;
            let reuse: Reuse = parsed(&reuse)?;
            if !is_reuse(reuse.degree) {
                continue;
            }
            let (source, lead): (Uuid, String) =
                (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let (by_case, by): (Uuid, String) =
                (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            cases.entry(source).or_default().add(&by, by_case);
            let (reusers, reused) = organisations.entry(lead).or_default();
            reusers.add(&by, by_case);
            reused.insert(source);
        }
        let mut league = ReuseLeague {
            cases: cases.iter().map(|(case, by)| reused_case(*case, by)).collect(),
            organisations: organisations
                .iter()
                .filter_map(|(lead, (by, cases))| {
                    let organisation = lead.parse().ok()?;
                    let (organisations, reuses) = by.counts();
                    let cases = whole(cases.len());
                    Some(ReusedOrganisation { organisation, organisations, cases, reuses })
                })
                .collect(),
        };
        // Equals keep the order of their keys, which says nothing.
        league.cases.sort_by_key(|one| std::cmp::Reverse((one.organisations, one.reuses)));
        league.organisations.sort_by_key(|one| std::cmp::Reverse((one.organisations, one.reuses)));
        let places = places as usize;
        league.cases.truncate(places);
        league.organisations.truncate(places);
        Ok(league)
    }

    /// Days from registration until operation, split as [`Reader::statistics`] is; the first is over
    /// everything. Quartiles lie between two cases in proportion, as spreadsheets have them.
    pub async fn time_to_operation(
        &self,
        principal: &Principal,
        dimensions: &[StatisticsDimension],
        as_of: Option<DateTime<Utc>>,
    ) -> Result<Vec<TimeToOperation>, ReadError> {
        if dimensions.len() > super::MOST_DIMENSIONS {
            return Err(ReadError::Invalid("figures are split by three dimensions at most"));
        }
        let sql = figures().at(as_of).push(" AND f.operation_at IS NOT NULL AND ");
        let sql = sql.counted_by(&principal.statistics_keys());
        let rows = sql.all(&self.now().store.readers).await?;
        let cases = rows.iter().map(Alone::of).collect::<Result<Vec<_>, _>>()?;
        let organisations = self.directory.organisations();
        let mut by: Split<'_, Vec<i64>> = Split::by(dimensions);
        for case in &cases {
            let Some(took) = case.took() else { continue };
            by.each(&case.seen_among(&organisations), |taken| {
                taken.push(took);
                Ok(())
            })?;
        }
        let (total, cells) = by.into_parts();
        let split = cells.into_iter().map(|(values, names, taken)| TimeToOperation {
            values,
            names,
            ..quartiles(taken)
        });
        Ok(std::iter::once(quartiles(total)).chain(split).collect())
    }
}

impl Reusers {
    fn add(&mut self, organisation: &str, case: Uuid) {
        self.organisations.insert(organisation.to_owned());
        self.cases.insert(case);
    }

    /// Organisations and cases.
    fn counts(&self) -> (i32, i32) {
        (whole(self.organisations.len()), whole(self.cases.len()))
    }
}

fn reused_case(case: Uuid, by: &Reusers) -> ReusedCase {
    let (organisations, reuses) = by.counts();
    ReusedCase { case: CaseId(case), organisations, reuses }
}

fn is_reuse(degree: ReuseDegree) -> bool {
    match degree {
        ReuseDegree::Adapting | ReuseDegree::InUse | ReuseDegree::JointOperation => true,
        ReuseDegree::Inspired | ReuseDegree::Testing | ReuseDegree::Stopped => false,
    }
}

fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn quartiles(mut taken: Vec<i64>) -> TimeToOperation {
    let all = taken.len();
    taken.retain(|took| *took >= DAY);
    taken.sort_unstable();
    let quartile = |quarters: usize| {
        let place = taken.len().checked_sub(1)? * quarters;
        let (below, part) = (place / 4, i64::try_from(place % 4).ok()?);
        let above = taken.get(below + 1).unwrap_or(&taken[below]);
        let sum = Decimal::from(taken[below]) * Decimal::from(4 - part)
            + Decimal::from(*above) * Decimal::from(part);
        Some((sum / Decimal::from(4 * DAY)).round_dp(1).normalize())
    };
    TimeToOperation {
        cases: whole(taken.len()),
        registered_afterwards: whole(all - taken.len()),
        lower_quartile_days: quartile(1),
        median_days: quartile(2),
        upper_quartile_days: quartile(3),
        ..TimeToOperation::default()
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{DAY, quartiles};

    #[test]
    fn quartiles_lie_between_cases_and_what_was_registered_afterwards_is_left_out() {
        let days = |days: &[i64]| quartiles(days.iter().map(|days| days * DAY).collect());
        let tenths = |tenths: i64| Some(Decimal::new(tenths, 1).normalize());
        let four = days(&[40, 10, 0, 30, 20]);
        assert_eq!((four.cases, four.registered_afterwards), (4, 1));
        assert_eq!(four.lower_quartile_days, tenths(175));
        assert_eq!(four.median_days, tenths(250));
        assert_eq!(four.upper_quartile_days, tenths(325));
        assert_eq!(days(&[7]).median_days, tenths(70));
        assert_eq!(days(&[0]).median_days, None);
    }
}
