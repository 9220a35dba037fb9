//! Who asks, and what they are answered.

use case::access::Principal;
use chrono::{DateTime, Utc};
use proto::registry::v1 as pb;
use tonic::metadata::MetadataMap;
use tonic::{Request, Status};
use uuid::Uuid;
use vocabulary::CaseId;

use super::carry_out::{answer, tells_revision};
use super::{Service, reads};
use crate::execute::Outcome;
use crate::wire;

impl Service {
    /// Who asks, unless it is a robot or a client that reads nothing: those report runs, and nothing else
    /// is theirs to ask.
    pub(super) async fn principal(&self, metadata: &MetadataMap) -> Result<Principal, Status> {
        match self.anybody(metadata).await? {
            Principal::Robot { .. } => Err(Status::permission_denied("robots report runs only")),
            client @ Principal::Client { .. } if !client.may_read_at_all() => {
                Err(Status::permission_denied("the client has no scope that opens cases"))
            }
            principal => Ok(principal),
        }
    }

    /// Who asks, for what, and when.
    pub(super) async fn asked<T>(
        &self,
        request: Request<T>,
    ) -> Result<(Principal, T, DateTime<Utc>), Status> {
        let principal = self.principal(request.metadata()).await?;
        Ok((principal, request.into_inner(), self.clock.now()))
    }

    pub(super) async fn anybody(&self, metadata: &MetadataMap) -> Result<Principal, Status> {
        match self.identity.claims(metadata, self.clock.now()).await? {
            None => Ok(Principal::Anonymous),
            Some(claims) => wire::principal(&claims)
                .ok_or_else(|| Status::unauthenticated("the token names no organisation")),
        }
    }

    /// Carries a command out and tells who asks what they may know of it.
    pub(super) async fn answered(
        &self,
        request: Request<pb::Command>,
    ) -> Result<pb::Outcome, Status> {
        let (metadata, _, command) = request.into_parts();
        let principal = self.principal(&metadata).await?;
        let case = command.case_id.parse().unwrap_or(CaseId(Uuid::nil()));
        let outcome = match self.request(principal.clone(), &metadata, command).await? {
            Err(refusal) => (false, Outcome::Refused(refusal)),
            Ok(request) => {
                let is_own_stream = tells_revision(&request.order);
                let mut outcome = self.carried_out(&request).await?;
                if let Outcome::Conflict { since, .. } = &mut outcome {
                    let hidden = self.reader.hide_sources(&principal, since).await;
                    hidden.map_err(|error| reads::fault(&error))?;
                }
                (is_own_stream, outcome)
            }
        };
        answer(case, &principal, outcome.0, outcome.1)
    }
}
