//! Figures beside those of `statistics`: time to operation, what is reused most, quarter by quarter,
//! and quarters that were published.

use async_graphql::{Context, InputObject, Json, Object, SimpleObject};
use chrono::{DateTime, SecondsFormat, Utc};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use proto::registry::v1::read_figures_request::Question;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde_json::Value;
use vocabulary::{Contributed, Figures, Quarter, QuarterFigures, StatisticsDimension};

use crate::calls::{decoded, names_of};
use crate::case::Case;
use crate::fault::Fault;
use crate::organisations::Organisation;
use crate::outcome::{Asked, CaseOutcome};
use crate::statistics::{Moment, StatisticsCell, StatisticsValue, filter};
use crate::visit::Visit;

/// Days from registration until a case first came into operation.
#[derive(SimpleObject)]
pub struct TimeToOperation {
    /// A value for each dimension, in the order asked for; none over everything.
    values: Vec<StatisticsValue>,
    /// Cases that the days rest on.
    cases: i32,
    /// Cases that came into operation within a day of their registration: they were registered
    /// afterwards, and are left out.
    registered_afterwards: i32,
    /// A quarter of the cases took so many days at most.
    lower_quartile_days: Option<Decimal>,
    /// Half of the cases took so many days at most.
    median_days: Option<Decimal>,
    /// Three quarters of the cases took so many days at most.
    upper_quartile_days: Option<Decimal>,
}

/// What other organisations reuse most.
#[derive(SimpleObject)]
pub struct ReuseLeague {
    /// Cases, most organisations first.
    cases: Vec<ReusedCase>,
    /// Organisations by their cases, most organisations first.
    organisations: Vec<ReusedOrganisation>,
}

/// A case that others reuse.
pub struct ReusedCase(vocabulary::ReusedCase);

/// A case that others reuse.
#[Object]
impl ReusedCase {
    /// The case; null when it was closed a moment ago.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.0.case).await
    }

    /// Other organisations that reuse it.
    async fn organisations(&self) -> i32 {
        self.0.organisations
    }

    /// Their cases.
    async fn reuses(&self) -> i32 {
        self.0.reuses
    }
}

/// An organisation whose cases others reuse.
pub struct ReusedOrganisation(vocabulary::ReusedOrganisation);

/// An organisation whose cases others reuse.
#[Object]
impl ReusedOrganisation {
    /// The organisation.
    async fn organisation(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.organisation.to_string()).await
    }

    /// Other organisations that reuse any of its cases.
    async fn organisations(&self) -> i32 {
        self.0.organisations
    }

    /// Its cases that are reused.
    async fn cases(&self) -> i32 {
        self.0.cases
    }

    /// Cases that reuse them.
    async fn reuses(&self) -> i32 {
        self.0.reuses
    }
}

/// Figures at the end of a quarter, or now in the one that is not over.
#[derive(SimpleObject)]
pub struct QuarterPoint {
    /// `2026-Q3`.
    quarter: String,
    /// The moment that the figures are of.
    as_of: DateTime<Utc>,
    /// Over all that the viewer counts.
    all: Figures,
    /// Over what the viewer's organisation leads of it; null without sign-in.
    own: Option<Figures>,
}

/// A quarter as it was published. It never changes; a correction is one more edition.
pub struct PublishedQuarter(vocabulary::PublishedQuarter);

/// Figures split by one thing.
#[derive(SimpleObject)]
pub struct FiguresTable {
    /// What they are split by.
    by: Vec<StatisticsDimension>,
    /// One for each combination of values.
    cells: Vec<StatisticsCell>,
}

impl PublishedQuarter {
    async fn read(
        visit: &Visit,
        quarter: Quarter,
        edition: Option<i32>,
    ) -> Result<Option<Self>, Fault> {
        let edition = edition.map_or(Ok(0), u32::try_from).map_err(|_| Fault::InvalidArgument)?;
        let quarter = quarter.to_string();
        let question = Question::Quarter(rpc::ReadQuarter { quarter, edition });
        let read: Option<vocabulary::PublishedQuarter> = answer(visit, question).await?;
        Ok(read.map(Self))
    }

    /// In a list it is not known yet.
    async fn figures(&self, visit: &Visit) -> Result<QuarterFigures, Fault> {
        if let Some(figures) = &self.0.figures {
            return Ok((**figures).clone());
        }
        let read = Self::read(visit, self.0.quarter, Some(self.0.edition)).await?;
        read.and_then(|read| read.0.figures).map(|figures| *figures).ok_or(Fault::Internal)
    }
}

/// A quarter as it was published. It never changes; a correction is one more edition.
#[Object]
impl PublishedQuarter {
    /// `2026-Q3`.
    async fn quarter(&self) -> String {
        self.0.quarter.to_string()
    }

    /// 1 for the first.
    async fn edition(&self) -> i32 {
        self.0.edition
    }

    /// When it was published.
    async fn published_at(&self) -> DateTime<Utc> {
        self.0.published_at
    }

    /// Why it was published again; null of the first edition.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// The moment that its figures are of. `statistics(asOf:)` gives those that are computed now.
    async fn as_of(&self) -> DateTime<Utc> {
        self.0.quarter.last_moment()
    }

    /// Over all cases that were shared with members or the public then.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn total(&self, context: &Context<'_>) -> Result<Figures, Fault> {
        Ok(self.figures(Visit::of(context)).await?.total)
    }

    /// For `cases(filter:)`: the cases that the total was counted over, those of them that the viewer
    /// may read now.
    async fn filter(&self) -> Json<Value> {
        filter(Moment::published(self.0.quarter.last_moment()), &[])
    }

    /// Of cases that were counted by consent and not shared.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn contributed(&self, context: &Context<'_>) -> Result<Vec<Contributed>, Fault> {
        Ok(self.figures(Visit::of(context)).await?.contributed)
    }

    /// The total split, by one thing at a time.
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn tables(&self, context: &Context<'_>) -> Result<Vec<FiguresTable>, Fault> {
        let visit = Visit::of(context);
        let figures = self.figures(visit).await?;
        let moment = Moment::published(figures.as_of);
        let mut tables = Vec::with_capacity(figures.tables.len());
        for table in figures.tables {
            let mut cells = Vec::with_capacity(table.cells.len());
            for cell in table.cells {
                cells.push(StatisticsCell::of(visit, &table.by, cell, moment).await?);
            }
            tables.push(FiguresTable { by: table.by, cells });
        }
        Ok(tables)
    }
}

async fn answer<T: DeserializeOwned>(visit: &Visit, question: Question) -> Result<T, Fault> {
    let message = rpc::ReadFiguresRequest { at_least: visit.at_least(), question: Some(question) };
    let reply = visit.ask(message, |mut r, m| async move { r.read_figures(m).await }).await?;
    decoded(&reply.answer_json)
}

/// Questions about figures.
#[derive(Default)]
pub struct FiguresQuery;

#[Object]
impl FiguresQuery {
    /// Days from registration until cases first came into operation; the first is over everything.
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn time_to_operation(
        &self,
        context: &Context<'_>,
        #[graphql(default, desc = "What to split by, in this order; at most three.")] by: Vec<
            StatisticsDimension,
        >,
        #[graphql(desc = "As it was at this moment; now when it is left out.")] as_of: Option<
            DateTime<Utc>,
        >,
    ) -> Result<Vec<TimeToOperation>, Fault> {
        if by.len() > 3 {
            return Err(Fault::InvalidArgument);
        }
        let visit = Visit::of(context);
        let as_of = as_of.map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true));
        let asked = rpc::TimeToOperation {
            dimensions: names_of(Some(by.clone())),
            as_of: as_of.unwrap_or_default(),
        };
        let told: Vec<vocabulary::TimeToOperation> =
            answer(visit, Question::TimeToOperation(asked)).await?;
        let mut times = Vec::with_capacity(told.len());
        for time in told {
            times.push(TimeToOperation {
                values: StatisticsValue::all(visit, &by, time.values, time.names).await?,
                cases: time.cases,
                registered_afterwards: time.registered_afterwards,
                lower_quartile_days: time.lower_quartile_days,
                median_days: time.median_days,
                upper_quartile_days: time.upper_quartile_days,
            });
        }
        Ok(times)
    }

    /// What most other organisations reuse, of the cases that the viewer may read. To adapt, use or
    /// operate jointly is to reuse; to be inspired or to try is not yet.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn reuse_league(
        &self,
        context: &Context<'_>,
        #[graphql(default = 10, desc = "Places of each league, 1-100.")] first: i32,
    ) -> Result<ReuseLeague, Fault> {
        let places = crate::connection::page_size(first)?;
        let question = Question::ReuseLeague(rpc::ReuseLeague { places });
        let league: vocabulary::ReuseLeague = answer(Visit::of(context), question).await?;
        Ok(ReuseLeague {
            cases: league.cases.into_iter().map(ReusedCase).collect(),
            organisations: league.organisations.into_iter().map(ReusedOrganisation).collect(),
        })
    }

    /// Figures at the end of each quarter, oldest first, the last of them as they are now.
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn statistics_by_quarter(
        &self,
        context: &Context<'_>,
        #[graphql(default = 8, desc = "How many quarters, 1-40.")] last: i32,
    ) -> Result<Vec<QuarterPoint>, Fault> {
        let quarters = u32::try_from(last).ok().filter(|last| (1..=40).contains(last));
        let quarters = quarters.ok_or(Fault::InvalidArgument)?;
        let question = Question::ByQuarter(rpc::ByQuarter { quarters });
        let points: Vec<vocabulary::QuarterPoint> = answer(Visit::of(context), question).await?;
        let point = |point: vocabulary::QuarterPoint| QuarterPoint {
            quarter: point.quarter.to_string(),
            as_of: point.as_of,
            all: point.all,
            own: point.own,
        };
        Ok(points.into_iter().map(point).collect())
    }

    /// Quarters that were published, the last first, every edition; for all who are signed in.
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn published_quarters(
        &self,
        context: &Context<'_>,
    ) -> Result<Vec<PublishedQuarter>, Fault> {
        let question = Question::PublishedQuarters(rpc::PublishedQuarters {});
        let quarters: Vec<_> = answer(Visit::of(context), question).await?;
        Ok(quarters.into_iter().map(PublishedQuarter).collect())
    }

    /// A quarter as it was published; null when it was not, or nobody is signed in.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn published_quarter(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "`2026-Q3`.")] quarter: String,
        #[graphql(desc = "The last when it is left out.")] edition: Option<i32>,
    ) -> Result<Option<PublishedQuarter>, Fault> {
        let Ok(quarter) = quarter.parse() else { return Ok(None) };
        PublishedQuarter::read(Visit::of(context), quarter, edition).await
    }

    /// Whether the viewer's organisation lets cases be counted that it does not share; null without
    /// sign-in.
    async fn statistics_consent(&self, context: &Context<'_>) -> Result<Option<bool>, Fault> {
        answer(Visit::of(context), Question::Consent(rpc::ReadConsent {})).await
    }
}

/// Whether to let cases be counted that are not shared.
#[derive(InputObject)]
pub struct ChangeStatisticsConsentInput {
    /// Whether coordinators may count them, as the small-cell rule lets them be told.
    counted: bool,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A quarter to publish.
#[derive(InputObject)]
pub struct PublishQuarterInput {
    /// `2026-Q3`; it must be over.
    quarter: String,
    /// Why it is published again, at most 500 characters; required for a correction.
    reason: Option<String>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done about figures. It is about no case.
#[derive(Default)]
pub struct FiguresMutation;

#[Object]
impl FiguresMutation {
    /// Lets coordinators count cases that the viewer's organisation does not share, or does so no
    /// more; by its administrators and superusers.
    async fn change_statistics_consent(
        &self,
        context: &Context<'_>,
        input: ChangeStatisticsConsentInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let consent = rpc::ChangeStatisticsConsent { counted: input.counted };
        asked.carry_out(Command::ChangeStatisticsConsent(consent)).await
    }

    /// Publishes the figures of a quarter as they were at its end; by coordinators. What was published
    /// stays: publishing again is a new edition, with a reason.
    async fn publish_quarter(
        &self,
        context: &Context<'_>,
        input: PublishQuarterInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let reason = input.reason.unwrap_or_default();
        let publish = rpc::PublishQuarter { quarter: input.quarter, reason };
        asked.carry_out(Command::PublishQuarter(publish)).await
    }
}
