//! What the registry puts into a command of its own accord.

use case::access::Role;
use tonic::Status;

use super::carry_out::fault;
use super::{Service, reads};
use crate::execute;
use crate::read::Reader;

impl Service {
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
