//! What a command on the wire stands for, with what the registry puts into it of its own accord.

use case::access::{Principal, Role};
use proto::registry::v1 as pb;
use tonic::Status;
use tonic::metadata::MetadataMap;
use vocabulary::{Refusal, RefusalCode};

use super::carry_out::{decode, fault};
use super::{Service, reads};
use crate::execute;
use crate::read::Reader;
use crate::wire;

impl Service {
    /// The request that a command stands for, or the reason why it stands for none.
    pub(super) async fn request(
        &self,
        principal: Principal,
        metadata: &MetadataMap,
        command: pb::Command,
    ) -> Result<Result<execute::Request, Refusal>, Status> {
        if principal == Principal::Anonymous {
            return Ok(Err(Refusal::of(RefusalCode::NotSignedIn)));
        }
        let known = self.identity.organisations_of(wire::people(&command), metadata).await?;
        let at = self.clock.now();
        let request = decode(principal, command, &known, at);
        match request.and_then(|request| self.known_organisations(request)) {
            Ok(request) => self.counted(request).await.map(Ok),
            refused => Ok(refused),
        }
    }

    /// A quarter is published with the registry's own figures, of all that happened before its end.
    pub(super) async fn counted(
        &self,
        mut request: execute::Request,
    ) -> Result<execute::Request, Status> {
        if let execute::Order::PublishQuarter { publish } = &mut request.order
            && request.principal.has(Role::Coordinator)
        {
            let head = self.writer.head().await.map_err(|error| fault(&error))?;
            let folded = self.reader.wait_for(head, Reader::PATIENCE).await;
            folded.map_err(|error| reads::fault(&error))?;
            let figures = self.reader.quarter_figures(&request.principal, publish.quarter).await;
            *publish.figures = figures.map_err(|error| reads::fault(&error))?;
        }
        Ok(request)
    }
}
