//! Figures across cases.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, SecondsFormat, Utc};
use proto::registry::v1 as rpc;
use vocabulary::{Figures, StatisticsDimension};

use crate::calls::{decoded, name_of, names_of};
use crate::fault::Fault;
use crate::visit::Visit;

/// Figures over the cases that the reader may count, as of a moment.
#[derive(SimpleObject)]
pub struct Statistics {
    /// The moment that the figures are of.
    as_of: DateTime<Utc>,
    /// Over everything.
    total: Figures,
    /// One for each combination of values that occurs.
    cells: Vec<StatisticsCell>,
}

/// One cell.
#[derive(SimpleObject)]
pub struct StatisticsCell {
    /// A value for each dimension, in the order asked for.
    values: Vec<StatisticsValue>,
    /// The figures.
    figures: Figures,
}

/// The value of a cell in one dimension.
#[derive(SimpleObject)]
pub struct StatisticsValue {
    /// The dimension.
    dimension: StatisticsDimension,
    /// Stable name or CVR number; null where the organisation has no such value.
    key: Option<String>,
    /// For people, in the language asked for.
    label: Option<String>,
}

/// Questions about figures.
#[derive(Default)]
pub struct StatisticsQuery;

#[Object]
impl StatisticsQuery {
    /// Cases, hours and kroner, split by up to three dimensions. Expected and measured figures stand
    /// apart and are never added together; each sum says how many cases it rests on.
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn statistics(
        &self,
        context: &Context<'_>,
        #[graphql(default, desc = "What to split by, in this order; at most three.")] by: Vec<
            StatisticsDimension,
        >,
        #[graphql(desc = "As the figures were at this moment; now when it is left out.")]
        as_of: Option<DateTime<Utc>>,
    ) -> Result<Statistics, Fault> {
        if by.len() > 3 {
            return Err(Fault::InvalidArgument);
        }
        let visit = Visit::of(context);
        let message = rpc::ReadStatisticsRequest {
            dimensions: names_of(Some(by.clone())),
            as_of: as_of
                .map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true))
                .unwrap_or_default(),
            at_least: visit.at_least(),
        };
        let reply =
            visit.ask(message, |mut r, m| async move { r.read_statistics(m).await }).await?;
        let cells: Vec<vocabulary::StatisticsCell> = match reply.cells_json.as_slice() {
            [] => Vec::new(),
            json => decoded(json)?,
        };
        let mut named = Vec::with_capacity(cells.len());
        for cell in cells {
            let mut values = Vec::with_capacity(by.len());
            for (dimension, key) in by.iter().copied().zip(cell.values) {
                let label = label(visit, dimension, key.as_deref()).await?;
                values.push(StatisticsValue { dimension, key, label });
            }
            named.push(StatisticsCell { values, figures: cell.figures });
        }
        let as_of = DateTime::parse_from_rfc3339(&reply.as_of).map_err(|_| Fault::Internal)?;
        let total = decoded(&reply.total_json)?;
        Ok(Statistics { as_of: as_of.to_utc(), total, cells: named })
    }
}

async fn label(
    visit: &Visit,
    dimension: StatisticsDimension,
    key: Option<&str>,
) -> Result<Option<String>, Fault> {
    let Some(key) = key else { return Ok(None) };
    if dimension == StatisticsDimension::Organisation {
        let known = visit.services.directory.all(visit.correlation).await?;
        return Ok(known.get(key).map(|organisation| organisation.name.clone()));
    }
    Ok(visit.language.label(&name_of(dimension), key).map(str::to_owned))
}
