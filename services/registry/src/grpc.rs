//! The service: verify the token, decode, carry out, encode.

mod asked;
mod attachments;
mod carry_out;
mod counting;
mod handing_over;
mod identity;
mod known;
mod reads;
mod runs;
mod watch;

use std::pin::Pin;
use std::sync::Arc;

use futures::Stream;
use platform::clock::Clock;
use proto::registry::v1 as pb;
use proto::registry::v1::registry_server::{Registry, RegistryServer};
use tonic::{Request, Response, Status, Streaming};

pub use self::attachments::{Keeper, keeper};
use self::carry_out::{fault, json};
pub use self::identity::Identity;
use crate::execute::Writer;
use crate::log::EventLog;
use crate::read::Reader;

/// The largest message taken, in bytes: a full case with every text at its limit fits.
const LARGEST_MESSAGE: usize = 4 * 1024 * 1024;

/// The service as it is served.
pub fn server(service: Service) -> RegistryServer<Service> {
    RegistryServer::new(service).max_decoding_message_size(LARGEST_MESSAGE)
}

/// The registry behind its contract.
pub struct Service {
    /// The only writer.
    pub writer: Writer,
    /// The log, for what only it knows: how cases were.
    pub log: Arc<dyn EventLog>,
    /// The read models.
    pub reader: Arc<Reader>,
    /// Keys, organisations and people.
    pub identity: Arc<Identity>,
    /// Where files are kept; nowhere if none.
    pub keeper: Option<Arc<Keeper>>,
    /// The time.
    pub clock: Clock,
}

#[tonic::async_trait]
impl Registry for Service {
    async fn execute(
        &self,
        request: Request<pb::Command>,
    ) -> Result<Response<pb::Outcome>, Status> {
        self.answered(request).await.map(Response::new)
    }

    async fn add_attachment(
        &self,
        request: Request<Streaming<pb::AddAttachmentPart>>,
    ) -> Result<Response<pb::Outcome>, Status> {
        self.add(request).await.map(Response::new)
    }
    type ReadAttachmentStream = attachments::Parts;
    async fn read_attachment(
        &self,
        request: Request<pb::ReadAttachmentRequest>,
    ) -> Result<Response<Self::ReadAttachmentStream>, Status> {
        self.give(request).await.map(Response::new)
    }

    async fn hand_over(
        &self,
        request: Request<pb::HandOverRequest>,
    ) -> Result<Response<pb::HandOverReply>, Status> {
        handing_over::hand_over(self, request).await.map(Response::new)
    }

    async fn read_case(
        &self,
        request: Request<pb::ReadCaseRequest>,
    ) -> Result<Response<pb::ReadCaseReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        reads::case(&self.reader, &principal, asked, now).await.map(Response::new)
    }

    async fn list_cases(
        &self,
        request: Request<pb::ListCasesRequest>,
    ) -> Result<Response<pb::ListCasesReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        reads::cases(&self.reader, &principal, asked, now).await.map(Response::new)
    }

    async fn read_facets(
        &self,
        request: Request<pb::ReadFacetsRequest>,
    ) -> Result<Response<pb::ReadFacetsReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        reads::facets(&self.reader, &principal, asked, now).await.map(Response::new)
    }

    async fn suggest_search(
        &self,
        request: Request<pb::SuggestSearchRequest>,
    ) -> Result<Response<pb::SuggestSearchReply>, Status> {
        let (principal, now) = (self.principal(request.metadata()).await?, self.clock.now());
        let answer = reads::suggestion(&self.reader, &principal, request.into_inner(), now).await;
        answer.map(Response::new)
    }

    async fn list_similar_cases(
        &self,
        request: Request<pb::ListSimilarCasesRequest>,
    ) -> Result<Response<pb::ListSimilarCasesReply>, Status> {
        let (principal, now) = (self.principal(request.metadata()).await?, self.clock.now());
        let answer = reads::similar(&self.reader, &principal, request.into_inner(), now).await;
        answer.map(Response::new)
    }

    async fn list_possible_duplicates(
        &self,
        request: Request<pb::ListPossibleDuplicatesRequest>,
    ) -> Result<Response<pb::ListSimilarCasesReply>, Status> {
        let (principal, now) = (self.principal(request.metadata()).await?, self.clock.now());
        let answer =
            reads::possible_duplicates(&self.reader, &principal, request.into_inner(), now).await;
        answer.map(Response::new)
    }

    async fn list_recommended(
        &self,
        request: Request<pb::ListRecommendedRequest>,
    ) -> Result<Response<pb::ListRecommendedReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        let answer = reads::recommended(&self.reader, &principal, asked, now).await;
        answer.map(Response::new)
    }

    async fn list_history(
        &self,
        request: Request<pb::ListHistoryRequest>,
    ) -> Result<Response<pb::ListHistoryReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::history(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn read_case_version(
        &self,
        request: Request<pb::ReadCaseVersionRequest>,
    ) -> Result<Response<pb::ReadCaseVersionReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let (reader, log) = (&self.reader, self.log.as_ref());
        let version = reads::case_version(reader, log, &principal, request.into_inner()).await;
        version.map(Response::new)
    }

    async fn list_case_changes(
        &self,
        request: Request<pb::ListCaseChangesRequest>,
    ) -> Result<Response<pb::ListCaseChangesReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let (reader, log) = (&self.reader, self.log.as_ref());
        let changes = reads::case_changes(reader, log, &principal, request.into_inner()).await;
        changes.map(Response::new)
    }

    async fn list_comments(
        &self,
        request: Request<pb::ListCommentsRequest>,
    ) -> Result<Response<pb::ListCommentsReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::comments(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_reusers(
        &self,
        request: Request<pb::ListReusersRequest>,
    ) -> Result<Response<pb::ListReusersReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        reads::reusers(&self.reader, &principal, asked, now).await.map(Response::new)
    }

    async fn read_reuse_graph(
        &self,
        request: Request<pb::ReadReuseGraphRequest>,
    ) -> Result<Response<pb::ReadReuseGraphReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::reuse_graph(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_inbox(
        &self,
        request: Request<pb::ListInboxRequest>,
    ) -> Result<Response<pb::ListInboxReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::inbox(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_deleted_cases(
        &self,
        request: Request<pb::ListDeletedCasesRequest>,
    ) -> Result<Response<pb::ListDeletedCasesReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::deleted(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_enquiries(
        &self,
        request: Request<pb::ListEnquiriesRequest>,
    ) -> Result<Response<pb::ListEnquiriesReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::enquiries(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn read_enquiry(
        &self,
        request: Request<pb::ReadEnquiryRequest>,
    ) -> Result<Response<pb::ReadEnquiryReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::enquiry(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_error_reports(
        &self,
        request: Request<pb::ListErrorReportsRequest>,
    ) -> Result<Response<pb::ListErrorReportsReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        let reports = reads::error_reports(&self.reader, &principal, asked, now);
        reports.await.map(Response::new)
    }

    async fn read_error_report(
        &self,
        request: Request<pb::ReadErrorReportRequest>,
    ) -> Result<Response<pb::ReadErrorReportReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        let report = reads::error_report(&self.reader, &principal, asked, now);
        report.await.map(Response::new)
    }

    async fn report_runs(
        &self,
        request: Request<pb::ReportRunsRequest>,
    ) -> Result<Response<pb::ReportRunsReply>, Status> {
        runs::report(self, request).await.map(Response::new)
    }

    async fn allow_robot(
        &self,
        request: Request<pb::AllowRobotRequest>,
    ) -> Result<Response<pb::AllowRobotReply>, Status> {
        runs::allow(self, request).await.map(Response::new)
    }

    async fn read_collection(
        &self,
        request: Request<pb::ReadCollectionRequest>,
    ) -> Result<Response<pb::ReadCollectionReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::collection(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_collections(
        &self,
        request: Request<pb::ListCollectionsRequest>,
    ) -> Result<Response<pb::ListCollectionsReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::collections(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn read_organisation_contact(
        &self,
        request: Request<pb::ReadOrganisationContactRequest>,
    ) -> Result<Response<pb::ReadOrganisationContactReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let asked = request.into_inner();
        reads::organisation_contact(&self.reader, &principal, asked).await.map(Response::new)
    }

    async fn read_personal(
        &self,
        request: Request<pb::ReadPersonalRequest>,
    ) -> Result<Response<pb::ReadPersonalReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let at_least = request.into_inner().at_least;
        reads::personal(&self.reader, &principal, at_least).await.map(Response::new)
    }

    async fn count_unread(
        &self,
        request: Request<pb::CountUnreadRequest>,
    ) -> Result<Response<pb::CountUnreadReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let at_least = request.into_inner().at_least;
        reads::unread(&self.reader, &principal, at_least).await.map(Response::new)
    }

    type WatchInboxStream =
        Pin<Box<dyn Stream<Item = Result<pb::CountUnreadReply, Status>> + Send>>;

    async fn watch_inbox(
        &self,
        request: Request<pb::WatchInboxRequest>,
    ) -> Result<Response<Self::WatchInboxStream>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let counts = watch::inbox(Arc::clone(&self.reader), principal)?;
        Ok(Response::new(Box::pin(counts)))
    }

    async fn read_front_page(
        &self,
        request: Request<pb::ReadFrontPageRequest>,
    ) -> Result<Response<pb::ReadFrontPageReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let at_least = request.into_inner().at_least;
        reads::front_page(&self.reader, &principal, at_least).await.map(Response::new)
    }
    async fn read_profiles(
        &self,
        request: Request<pb::ReadProfilesRequest>,
    ) -> Result<Response<pb::ReadProfilesReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::profiles(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_catalogue(
        &self,
        request: Request<pb::ListCatalogueRequest>,
    ) -> Result<Response<pb::ListCatalogueReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::entries(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_codes(
        &self,
        request: Request<pb::ListCodesRequest>,
    ) -> Result<Response<pb::ListCodesReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::codes(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_imports(
        &self,
        request: Request<pb::ListImportsRequest>,
    ) -> Result<Response<pb::ListImportsReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        reads::imports(&self.reader, &principal, request.into_inner()).await.map(Response::new)
    }

    async fn list_imported_cases(
        &self,
        request: Request<pb::ListImportedCasesRequest>,
    ) -> Result<Response<pb::ListImportedCasesReply>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let asked = request.into_inner();
        reads::imported_cases(&self.reader, &principal, asked).await.map(Response::new)
    }

    async fn read_statistics(
        &self,
        request: Request<pb::ReadStatisticsRequest>,
    ) -> Result<Response<pb::ReadStatisticsReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        reads::statistics(&self.reader, &principal, asked, now).await.map(Response::new)
    }

    async fn read_figures(
        &self,
        request: Request<pb::ReadFiguresRequest>,
    ) -> Result<Response<pb::ReadFiguresReply>, Status> {
        let (principal, asked, now) = self.asked(request).await?;
        reads::figures(&self.reader, &principal, asked, now).await.map(Response::new)
    }

    type WatchStream = Pin<Box<dyn Stream<Item = Result<pb::CaseChanged, Status>> + Send>>;

    async fn watch(
        &self,
        request: Request<pb::WatchRequest>,
    ) -> Result<Response<Self::WatchStream>, Status> {
        let principal = self.principal(request.metadata()).await?;
        let changes = watch::changes(Arc::clone(&self.reader), principal, &request.into_inner())?;
        Ok(Response::new(Box::pin(changes)))
    }

    async fn status(
        &self,
        _request: Request<pb::StatusRequest>,
    ) -> Result<Response<pb::StatusReply>, Status> {
        let head = self.writer.head().await;
        Ok(Response::new(reads::status(&self.reader, head, self.identity.is_known())))
    }
}
