//! Orders about what is counted and published.

use case::Event;
use case::counting::{Consent, Published, ToPublish};
use vocabulary::{Cvr, Quarter, Refusal, RefusalCode};

use super::decide::Decided;
use super::folds::State;
use super::{Request, Stop, Writer};
use crate::log::Origin;

impl State for Consent {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for Published {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

/// The stream of what an organisation says of itself.
pub fn organisation_stream(organisation: Cvr) -> String {
    format!("organisation-{organisation}")
}

/// The stream of what is published of a quarter.
pub fn quarter_stream(quarter: Quarter) -> String {
    format!("quarter-{quarter}")
}

impl Writer {
    pub(super) async fn decide_consent(
        &self,
        request: &Request,
        counted: bool,
    ) -> Result<Decided, Stop> {
        let by = &request.principal;
        let organisation = by.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
        let stream = organisation_stream(organisation);
        let consent = self.load(&self.folds.consents, &stream).await?;
        let events = consent.change(by, counted)?;
        Ok(Decided::of(stream, consent.version(), events))
    }

    pub(super) async fn decide_quarter(
        &self,
        request: &Request,
        publish: &ToPublish,
    ) -> Result<Decided, Stop> {
        let stream = quarter_stream(publish.quarter);
        let published = self.load(&self.folds.quarters, &stream).await?;
        let events = published.publish(&request.principal, publish, request.origin.at)?;
        Ok(Decided::of(stream, published.version(), events))
    }
}
