//! What organisations have opted in to have counted and do not share: to coordinators only, and only
//! as [`releases`](super::releases) lets it be told.

use case::access::{Principal, Role};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sea_orm::QueryResult;
use vocabulary::{Contributed, ContributedMeasure, Cvr};

use super::figures::hours;
use super::fold::Fold;
use super::releases::{Contribution, Release, releases};
use super::sql::Sql;
use super::sums::{count, kroner};
use super::writes::Write;
use super::{ReadError, Reader, tables};
use crate::log::Recorded;

/// The measures, in the order of the columns that they are read from.
const MEASURES: [ContributedMeasure; 5] = [
    ContributedMeasure::Cases,
    ContributedMeasure::ExpectedHours,
    ContributedMeasure::MeasuredHours,
    ContributedMeasure::ExpectedKroner,
    ContributedMeasure::MeasuredKroner,
];

/// Spans of cases that are seen within an organisation that has opted in, and not by all members.
const SPANS: &str = "SELECT f.case_id, f.lead, f.from_at, f.until_at, c.from_at, c.until_at, \
     f.expected_hours, f.measured_hours, f.expected_kroner, f.measured_kroner \
     FROM read_figures f JOIN read_consents c ON c.organisation = f.lead \
     WHERE EXISTS (SELECT 1 FROM read_figures_access a WHERE a.case_id = f.case_id \
     AND a.from_position = f.from_position AND a.key = 'owner:' || f.lead) \
     AND NOT EXISTS (SELECT 1 FROM read_figures_access a WHERE a.case_id = f.case_id \
     AND a.from_position = f.from_position AND a.key IN ('public', 'members')) AND f.from_at <= ";

impl Fold {
    /// Folds whether an organisation lets be counted what it does not share.
    pub(super) fn consent(&mut self, organisation: Cvr, counted: bool, recorded: &Recorded) {
        let at = recorded.origin.at.timestamp_micros();
        self.own.push(if counted {
            let row = vec![organisation.to_string().into(), at.into(), None::<i64>.into()];
            Write::Put(&tables::CONSENTS, vec![row])
        } else {
            let sql = Sql::of("UPDATE read_consents SET until_at = ").bind(at);
            let sql = sql.push(" WHERE until_at IS NULL AND organisation = ");
            Write::Run(sql.bind(organisation.to_string()))
        });
    }
}

impl Reader {
    /// What is counted by consent as of a moment, by measure; nothing for all but coordinators. A
    /// measure that may not be told is left out.
    pub async fn contributed(
        &self,
        principal: &Principal,
        as_of: DateTime<Utc>,
    ) -> Result<Vec<Contributed>, ReadError> {
        if !principal.has(Role::Coordinator) {
            return Ok(Vec::new());
        }
        let at = as_of.timestamp_micros();
        let sql = Sql::of(SPANS).bind(at).push(" AND c.from_at <= ").bind(at);
        let rows = sql.all(&self.now().store.readers).await?;
        let spans = rows.iter().map(Span::of).collect::<Result<Vec<_>, _>>()?;
        let mut told = Vec::new();
        for measure in MEASURES {
            let of_measure: Vec<_> =
                spans.iter().filter_map(|span| span.contribution(measure, at)).collect();
            if let Some((_, Some(release))) = releases(&of_measure)?.pop() {
                told.push(contributed(measure, &release));
            }
        }
        Ok(told)
    }

    /// Whether the principal's organisation has opted in; none without an organisation.
    pub async fn consents(&self, principal: &Principal) -> Result<Option<bool>, ReadError> {
        let Some(organisation) = principal.organisation() else { return Ok(None) };
        let sql = Sql::of("SELECT 1 FROM read_consents WHERE until_at IS NULL AND organisation = ");
        let row = sql.bind(organisation.to_string()).one(&self.now().store.readers).await?;
        Ok(Some(row.is_some()))
    }
}

fn contributed(measure: ContributedMeasure, release: &Release) -> Contributed {
    let amount = match measure {
        ContributedMeasure::Cases => None,
        ContributedMeasure::ExpectedHours | ContributedMeasure::MeasuredHours => {
            Some(hours(release.amount).normalize())
        }
        ContributedMeasure::ExpectedKroner | ContributedMeasure::MeasuredKroner => {
            Some(kroner(release.amount).normalize())
        }
    };
    let as_of = DateTime::from_timestamp_micros(release.at).unwrap_or_default();
    Contributed { measure, cases: count(release.cases), amount, as_of }
}

/// A span of a case, and a time of consent of the organisation that led it then.
struct Span {
    case: uuid::Uuid,
    lead: String,
    from: i64,
    until: Option<i64>,
    consented: (i64, Option<i64>),
    /// Each measure's, of cases one.
    amounts: [Option<Decimal>; 5],
}

impl Span {
    fn of(row: &QueryResult) -> Result<Self, ReadError> {
        let mut amounts = [Some(Decimal::ONE), None, None, None, None];
        for (column, amount) in (6..).zip(&mut amounts[1..]) {
            let text: Option<String> = row.try_get_by_index(column)?;
            let parsed = text.map(|text| text.parse::<Decimal>()).transpose();
            *amount = parsed.map_err(|_| ReadError::Corrupt("an amount".to_owned()))?;
        }
        Ok(Self {
            case: row.try_get_by_index(0)?,
            lead: row.try_get_by_index(1)?,
            from: row.try_get_by_index(2)?,
            until: row.try_get_by_index(3)?,
            consented: (row.try_get_by_index(4)?, row.try_get_by_index(5)?),
            amounts,
        })
    }

    /// What it contributes to a measure while both last, as far as it is known at a moment.
    fn contribution(&self, measure: ContributedMeasure, at: i64) -> Option<Contribution> {
        let place = MEASURES.iter().position(|one| *one == measure)?;
        let amount = self.amounts.get(place).copied().flatten()?;
        let from = self.from.max(self.consented.0);
        let until = self.until.into_iter().chain(self.consented.1).min();
        Some(Contribution {
            case: self.case,
            organisation: self.lead.clone(),
            from,
            until: until.filter(|until| *until <= at),
            taken_back: self.consented.1 == until,
            amount,
        })
        .filter(|_| until.is_none_or(|until| until > from))
    }
}
