//! Orders about what is counted and published.

use case::counting::ToPublish;
use proto::registry::v1 as pb;
use vocabulary::{QuarterFigures, Refusal};

use super::id;
use crate::execute::Order;

/// The figures are put in by the service: they are the registry's, never the caller's.
pub fn publish_quarter(asked: pb::PublishQuarter) -> Result<Order, Refusal> {
    let quarter = id("quarter", &asked.quarter)?;
    let figures = Box::<QuarterFigures>::default();
    let publish = ToPublish { quarter, reason: asked.reason, figures };
    Ok(Order::PublishQuarter { publish: Box::new(publish) })
}
