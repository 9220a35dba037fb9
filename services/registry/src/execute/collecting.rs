//! Orders about collections, each of which has a stream of its own.

use case::access::{self, Action, Facts};
use case::collection::CollectionCommand;
use vocabulary::CollectionId;

use super::decide::Decided;
use super::{Request, Stop, Writer, collection_stream};

impl Writer {
    /// Decides about a collection. The case that it names is read, and never written.
    pub(super) async fn decide_collection(
        &self,
        request: &Request,
        id: CollectionId,
        command: &CollectionCommand,
    ) -> Result<Decided, Stop> {
        let stream = collection_stream(id);
        let collection = self.load(&self.folds.collections, &stream).await?;
        let named = match command.case() {
            Some(case) => self.case(case).await?.facts(),
            None => Facts::default(),
        };
        let events = collection.decide(id, &request.principal, command, &named)?;
        let version = collection.version();
        // Only who may edit knows revisions. What happened since one is not told: it is no case's.
        if let Some(expected) = request.expected_revision
            && expected != version
            && access::decide(&request.principal, Action::Edit, &collection.facts())
        {
            return Err(Stop::Conflict(version, Vec::new()));
        }
        Ok(Decided::of(stream, version, events))
    }
}
