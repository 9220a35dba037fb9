//! Orders about the organisation that is acted for.

use vocabulary::{Contact, Refusal, RefusalCode};

use super::decide::Decided;
use super::{Request, Stop, Writer, organisation_stream};

impl Writer {
    /// Decides whom to ask about cases that say nobody.
    pub(super) async fn decide_organisation_contact(
        &self,
        request: &Request,
        contact: &Contact,
    ) -> Result<Decided, Stop> {
        let Some(organisation) = request.principal.organisation() else {
            return Err(Refusal::of(RefusalCode::NotSignedIn).into());
        };
        let stream = organisation_stream(organisation);
        let known = self.load(&self.folds.contacts, &stream).await?;
        let events = known.set(&request.principal, contact)?;
        Ok(Decided::of(stream, known.version(), events))
    }
}
