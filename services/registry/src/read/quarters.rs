//! Figures quarter by quarter: as they come out of the spans, and as they were published.

use case::Event;
use case::access::Principal;
use chrono::{DateTime, Utc};
use sea_orm::QueryResult;
use vocabulary::{
    FiguresTable, PublishedQuarter, Quarter, QuarterFigures, QuarterPoint, StatisticsDimension,
};

use super::dimension::Lead;
use super::fold::Fold;
use super::sql::Sql;
use super::statistics::{Alone, Counted, figures_with};
use super::writes::Write;
use super::{ReadError, Reader, json, parsed, tables};
use crate::log::Recorded;

/// Quarters that are told of at once.
pub const MOST_QUARTERS: u32 = 40;

/// What is published of a quarter is split by each of these.
const TABLES: [StatisticsDimension; 10] = [
    StatisticsDimension::Phase,
    StatisticsDimension::Status,
    StatisticsDimension::Kind,
    StatisticsDimension::OrganisationKind,
    StatisticsDimension::Region,
    StatisticsDimension::SizeBand,
    StatisticsDimension::SubjectArea,
    StatisticsDimension::KleGroup,
    StatisticsDimension::Technology,
    StatisticsDimension::Organisation,
];

impl Fold {
    /// Keeps what was published.
    pub(super) fn published(&mut self, event: &Event, recorded: &Recorded) {
        let Event::QuarterPublished { quarter, edition, reason, figures } = event else { return };
        let row = vec![
            quarter.to_string().into(),
            i64::from(*edition).into(),
            recorded.origin.at.timestamp_micros().into(),
            reason.clone().into(),
            json(figures).into(),
        ];
        self.own.push(Write::Put(&tables::QUARTERS, vec![row]));
    }
}

impl Reader {
    /// Figures at the end of so many quarters, the last of them the one that now lies in: over all
    /// that the principal counts, and over what their organisation leads of it.
    pub async fn by_quarter(
        &self,
        principal: &Principal,
        quarters: u32,
        now: DateTime<Utc>,
    ) -> Result<Vec<QuarterPoint>, ReadError> {
        if !(1..=MOST_QUARTERS).contains(&quarters) {
            return Err(ReadError::Invalid("between 1 and 40 quarters are told of at once"));
        }
        let mut wanted = vec![Quarter::of(now)];
        for _ in 1..quarters {
            wanted.extend(wanted.last().map(|quarter| quarter.before()));
        }
        wanted.reverse();
        let moments: Vec<(Quarter, DateTime<Utc>)> =
            wanted.into_iter().map(|quarter| (quarter, quarter.last_moment().min(now))).collect();
        let first = moments.first().map_or(now, |(_, at)| *at).timestamp_micros();
        let sql = figures_with("f.from_at, f.until_at")
            .push("f.from_at <= ")
            .bind(now.timestamp_micros())
            .push(" AND (f.until_at IS NULL OR f.until_at > ")
            .bind(first)
            .push(") AND ")
            .counted_by(&principal.statistics_keys());
        let rows = sql.all(&self.now().store.readers).await?;
        let lasting = |row: &QueryResult| -> Result<(Alone, i64, Option<i64>), ReadError> {
            let (from, until) = (Alone::COLUMNS, Alone::COLUMNS + 1);
            Ok((Alone::of(row)?, row.try_get_by_index(from)?, row.try_get_by_index(until)?))
        };
        let spans = rows.iter().map(lasting).collect::<Result<Vec<_>, _>>()?;
        let organisations = self.directory.organisations();
        let own = principal.organisation().map(|cvr| cvr.to_string());
        let mut totals: Vec<[Counted<'_>; 2]> =
            moments.iter().map(|_| Default::default()).collect();
        for (case, from, until) in &spans {
            let lead = Lead::of(&case.lead, &organisations);
            for ((_, at), [all, of_own]) in moments.iter().zip(&mut totals) {
                let at = at.timestamp_micros();
                if *from <= at && until.is_none_or(|until| until > at) {
                    all.add(&lead, &case.sums)?;
                    if own.as_ref() == Some(&case.lead) {
                        of_own.add(&lead, &case.sums)?;
                    }
                }
            }
        }
        let point =
            |((quarter, as_of), [all, of_own]): ((Quarter, DateTime<Utc>), [Counted<'_>; 2])| {
                let own = own.as_ref().map(|_| of_own.figures());
                QuarterPoint { quarter, as_of, all: all.figures(), own }
            };
        Ok(moments.into_iter().zip(totals).map(point).collect())
    }

    /// All that a coordinator publishes of a quarter.
    pub async fn quarter_figures(
        &self,
        coordinator: &Principal,
        quarter: Quarter,
    ) -> Result<QuarterFigures, ReadError> {
        let as_of = quarter.last_moment();
        let mut tables = Vec::with_capacity(TABLES.len());
        let total = self.statistics(coordinator, &[], Some(as_of)).await?.total;
        for dimension in TABLES {
            let by = vec![dimension];
            let cells = self.statistics(coordinator, &by, Some(as_of)).await?.cells;
            tables.push(FiguresTable { by, cells });
        }
        let contributed = self.contributed(coordinator, as_of).await?;
        Ok(QuarterFigures { as_of, total, contributed, tables })
    }

    /// Quarters that were published, the last first, every edition, without what they say; nothing for
    /// those who are not signed in.
    pub async fn published_quarters(
        &self,
        principal: &Principal,
    ) -> Result<Vec<PublishedQuarter>, ReadError> {
        if principal.organisation().is_none() {
            return Ok(Vec::new());
        }
        let sql = Sql::of(
            "SELECT quarter, edition, published_at, reason FROM read_quarters \
             ORDER BY quarter DESC, edition DESC",
        );
        sql.all(&self.now().store.readers).await?.iter().map(published).collect()
    }

    /// An edition of a quarter with what it says, or the last one; none where there is none, and for
    /// those who are not signed in.
    pub async fn published_quarter(
        &self,
        principal: &Principal,
        quarter: Quarter,
        edition: Option<i32>,
    ) -> Result<Option<PublishedQuarter>, ReadError> {
        if principal.organisation().is_none() {
            return Ok(None);
        }
        let sql = Sql::of(
            "SELECT quarter, edition, published_at, reason, figures FROM read_quarters WHERE ",
        );
        let sql = sql.push("quarter = ").bind(quarter.to_string()).push(" AND ");
        let sql = match edition {
            Some(edition) => sql.push("edition = ").bind(i64::from(edition)),
            None => sql.push("1 = 1"),
        };
        let sql = sql.push(" ORDER BY edition DESC LIMIT 1");
        let Some(row) = sql.one(&self.now().store.readers).await? else { return Ok(None) };
        let figures: String = row.try_get_by_index(4)?;
        Ok(Some(PublishedQuarter { figures: Some(parsed(&figures)?), ..published(&row)? }))
    }
}

fn published(row: &QueryResult) -> Result<PublishedQuarter, ReadError> {
    let corrupt = || ReadError::Corrupt("a quarter".to_owned());
    let quarter: String = row.try_get_by_index(0)?;
    let edition: i64 = row.try_get_by_index(1)?;
    let at: i64 = row.try_get_by_index(2)?;
    Ok(PublishedQuarter {
        quarter: quarter.parse().map_err(|_| corrupt())?,
        edition: i32::try_from(edition).map_err(|_| corrupt())?,
        published_at: DateTime::from_timestamp_micros(at).ok_or_else(corrupt)?,
        reason: row.try_get_by_index(3)?,
        figures: None,
    })
}
