//! Questions about figures across cases.

use case::access::Principal;
use chrono::{DateTime, Utc};
use proto::registry::v1 as pb;
use proto::registry::v1::read_figures_request::Question;
use tonic::Status;
use vocabulary::Quarter;

use super::super::json;
use super::{all, at_least, fault, moment};
use crate::read::Reader;

/// Figures, as of now or as of a past moment.
pub async fn statistics(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadStatisticsRequest,
    now: DateTime<Utc>,
) -> Result<pb::ReadStatisticsReply, Status> {
    at_least(reader, request.at_least).await?;
    let dimensions: Vec<_> = all("dimensions", &request.dimensions)?;
    let as_of = moment(&request.as_of)?;
    let figures =
        reader.statistics(principal, &dimensions, as_of).await.map_err(|error| fault(&error))?;
    let contributed = reader.contributed(principal, as_of.unwrap_or(now)).await;
    let contributed = contributed.map_err(|error| fault(&error))?;
    Ok(pb::ReadStatisticsReply {
        total_json: json(&figures.total)?,
        cells_json: json(&figures.cells)?,
        as_of: as_of.unwrap_or(now).to_rfc3339(),
        contributed_json: json(&contributed)?,
    })
}

/// Further questions.
pub async fn figures(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadFiguresRequest,
    now: DateTime<Utc>,
) -> Result<pb::ReadFiguresReply, Status> {
    at_least(reader, request.at_least).await?;
    let question = request.question.ok_or_else(|| Status::invalid_argument("no question"))?;
    let answer = match question {
        Question::TimeToOperation(asked) => {
            let dimensions: Vec<_> = all("dimensions", &asked.dimensions)?;
            let as_of = moment(&asked.as_of)?;
            json(&reader.time_to_operation(principal, &dimensions, as_of).await.map_err(no)?)
        }
        Question::ReuseLeague(asked) => {
            json(&reader.reuse_league(principal, asked.places).await.map_err(no)?)
        }
        Question::ByQuarter(asked) => {
            json(&reader.by_quarter(principal, asked.quarters, now).await.map_err(no)?)
        }
        Question::PublishedQuarters(pb::PublishedQuarters {}) => {
            json(&reader.published_quarters(principal).await.map_err(no)?)
        }
        Question::Quarter(asked) => {
            let quarter: Quarter = asked
                .quarter
                .parse()
                .map_err(|_| Status::invalid_argument("a quarter is written 2026-Q3"))?;
            let edition = i32::try_from(asked.edition).ok().filter(|edition| *edition > 0);
            json(&reader.published_quarter(principal, quarter, edition).await.map_err(no)?)
        }
        Question::Consent(pb::ReadConsent {}) => {
            json(&reader.consents(principal).await.map_err(no)?)
        }
    };
    Ok(pb::ReadFiguresReply { answer_json: answer? })
}

#[allow(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn no(error: crate::read::ReadError) -> Status {
    fault(&error)
}
