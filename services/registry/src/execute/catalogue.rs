//! What orders about catalogues and organisations come to.

use vocabulary::{Refusal, RefusalCode};

use super::decide::Decided;
use super::{Order, Request, Stop, Writer, catalogue_stream, profile_stream};

impl Writer {
    /// Decides about what all organisations share, and what one says of itself.
    pub(super) async fn decide_shared(&self, request: &Request) -> Result<Decided, Stop> {
        let by = &request.principal;
        match &request.order {
            Order::DescribeProfile { profile } => {
                let own = by.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
                let stream = profile_stream(own);
                let known = self.load(&self.folds.profiles, &stream).await?;
                let events = known.describe(by, own, (**profile).clone())?;
                let version = known.version();
                if request.expected_revision.is_some_and(|expected| expected != version) {
                    return Err(Stop::Conflict(version, Vec::new()));
                }
                Ok(Decided { stream, version, events })
            }
            Order::Catalogue { catalogue, change } => {
                let stream = catalogue_stream(*catalogue);
                let known = self.load(&self.folds.catalogues, &stream).await?;
                let events = known.decide(by, *catalogue, (**change).clone())?;
                Ok(Decided { stream, version: known.version(), events })
            }
            _ => Err(Refusal::of(RefusalCode::CaseUnknown).into()),
        }
    }
}
