//! The registry that stands in: it answers what it is told to.

use futures::stream::{self, BoxStream};
use proto::registry::v1 as registry;
use proto::registry::v1::registry_server::Registry;
use tonic::{Request, Response, Status, Streaming};

use super::{Answer, CASE, StandIn, bytes, case_view};

#[tonic::async_trait]
impl Registry for StandIn {
    type ReadAttachmentStream = BoxStream<'static, Result<registry::ReadAttachmentPart, Status>>;
    type WatchInboxStream = BoxStream<'static, Result<registry::CountUnreadReply, Status>>;
    type WatchStream = BoxStream<'static, Result<registry::CaseChanged, Status>>;

    async fn execute(&self, request: Request<registry::Command>) -> Answer<registry::Outcome> {
        self.0.note(&request).await;
        let command = request.into_inner();
        let case_id = command.case_id.clone();
        self.0.commands.lock().unwrap().push(command);
        let refusal = self.0.refusal.lock().unwrap().clone();
        Ok(Response::new(registry::Outcome {
            case_id,
            revision: Some(7),
            position: 42,
            repeated: false,
            refusal_json: refusal.map(|refusal| bytes(&refusal)).unwrap_or_default(),
            ..registry::Outcome::default()
        }))
    }

    async fn add_attachment(
        &self,
        _: Request<Streaming<registry::AddAttachmentPart>>,
    ) -> Answer<registry::Outcome> {
        Err(Status::unimplemented("files are walked in the journeys"))
    }

    async fn read_attachment(
        &self,
        _: Request<registry::ReadAttachmentRequest>,
    ) -> Answer<Self::ReadAttachmentStream> {
        Ok(Response::new(Box::pin(stream::empty())))
    }

    async fn read_case(
        &self,
        request: Request<registry::ReadCaseRequest>,
    ) -> Answer<registry::ReadCaseReply> {
        self.0.note(&request).await;
        let known = request.into_inner().case_id == CASE;
        let case_json = if known { bytes(&case_view()) } else { vec![] };
        Ok(Response::new(registry::ReadCaseReply { case_json }))
    }

    async fn list_cases(
        &self,
        request: Request<registry::ListCasesRequest>,
    ) -> Answer<registry::ListCasesReply> {
        self.0.note(&request).await;
        let message = request.into_inner();
        let total = message.count.then_some(1);
        self.0.list_requests.lock().unwrap().push(message);
        let listed = registry::ListedCase { case_json: bytes(&case_view()), cursor: "c1".into() };
        let reply = registry::ListCasesReply { cases: vec![listed], has_next_page: false, total };
        Ok(Response::new(reply))
    }

    async fn list_imports(
        &self,
        _: Request<registry::ListImportsRequest>,
    ) -> Answer<registry::ListImportsReply> {
        Ok(Response::new(registry::ListImportsReply::default()))
    }

    async fn list_imported_cases(
        &self,
        _: Request<registry::ListImportedCasesRequest>,
    ) -> Answer<registry::ListImportedCasesReply> {
        Ok(Response::new(registry::ListImportedCasesReply::default()))
    }

    async fn list_deleted_cases(
        &self,
        _: Request<registry::ListDeletedCasesRequest>,
    ) -> Answer<registry::ListDeletedCasesReply> {
        Ok(Response::new(registry::ListDeletedCasesReply::default()))
    }

    async fn read_case_version(
        &self,
        _: Request<registry::ReadCaseVersionRequest>,
    ) -> Answer<registry::ReadCaseVersionReply> {
        Ok(Response::new(registry::ReadCaseVersionReply::default()))
    }

    async fn list_case_changes(
        &self,
        _: Request<registry::ListCaseChangesRequest>,
    ) -> Answer<registry::ListCaseChangesReply> {
        Ok(Response::new(registry::ListCaseChangesReply::default()))
    }

    async fn read_facets(
        &self,
        request: Request<registry::ReadFacetsRequest>,
    ) -> Answer<registry::ReadFacetsReply> {
        self.0.note(&request).await;
        Ok(Response::new(registry::ReadFacetsReply { facets_json: b"[]".to_vec() }))
    }

    async fn suggest_search(
        &self,
        request: Request<registry::SuggestSearchRequest>,
    ) -> Answer<registry::SuggestSearchReply> {
        self.0.note(&request).await;
        Ok(Response::new(registry::SuggestSearchReply::default()))
    }

    async fn list_similar_cases(
        &self,
        request: Request<registry::ListSimilarCasesRequest>,
    ) -> Answer<registry::ListSimilarCasesReply> {
        self.0.note(&request).await;
        Ok(Response::new(registry::ListSimilarCasesReply::default()))
    }

    async fn list_possible_duplicates(
        &self,
        request: Request<registry::ListPossibleDuplicatesRequest>,
    ) -> Answer<registry::ListSimilarCasesReply> {
        self.0.note(&request).await;
        Ok(Response::new(registry::ListSimilarCasesReply::default()))
    }

    async fn list_recommended(
        &self,
        request: Request<registry::ListRecommendedRequest>,
    ) -> Answer<registry::ListRecommendedReply> {
        self.0.note(&request).await;
        Ok(Response::new(registry::ListRecommendedReply::default()))
    }

    async fn list_history(
        &self,
        _: Request<registry::ListHistoryRequest>,
    ) -> Answer<registry::ListHistoryReply> {
        Err(Status::internal("a secret of the store"))
    }

    async fn list_comments(
        &self,
        _: Request<registry::ListCommentsRequest>,
    ) -> Answer<registry::ListCommentsReply> {
        Ok(Response::new(registry::ListCommentsReply::default()))
    }

    async fn list_reusers(
        &self,
        _: Request<registry::ListReusersRequest>,
    ) -> Answer<registry::ListReusersReply> {
        Err(Status::internal("a secret of the store"))
    }

    async fn list_inbox(
        &self,
        _: Request<registry::ListInboxRequest>,
    ) -> Answer<registry::ListInboxReply> {
        Ok(Response::new(registry::ListInboxReply::default()))
    }

    async fn list_enquiries(
        &self,
        _: Request<registry::ListEnquiriesRequest>,
    ) -> Answer<registry::ListEnquiriesReply> {
        Ok(Response::new(registry::ListEnquiriesReply::default()))
    }

    async fn read_enquiry(
        &self,
        _: Request<registry::ReadEnquiryRequest>,
    ) -> Answer<registry::ReadEnquiryReply> {
        Ok(Response::new(registry::ReadEnquiryReply::default()))
    }

    async fn list_error_reports(
        &self,
        _: Request<registry::ListErrorReportsRequest>,
    ) -> Answer<registry::ListErrorReportsReply> {
        Ok(Response::new(registry::ListErrorReportsReply::default()))
    }

    async fn read_error_report(
        &self,
        _: Request<registry::ReadErrorReportRequest>,
    ) -> Answer<registry::ReadErrorReportReply> {
        Ok(Response::new(registry::ReadErrorReportReply::default()))
    }

    async fn read_reuse_graph(
        &self,
        _: Request<registry::ReadReuseGraphRequest>,
    ) -> Answer<registry::ReadReuseGraphReply> {
        Ok(Response::new(registry::ReadReuseGraphReply::default()))
    }

    async fn allow_robot(
        &self,
        _: Request<registry::AllowRobotRequest>,
    ) -> Answer<registry::AllowRobotReply> {
        Ok(Response::new(registry::AllowRobotReply::default()))
    }

    async fn report_runs(
        &self,
        request: Request<registry::ReportRunsRequest>,
    ) -> Answer<registry::ReportRunsReply> {
        self.0.note(&request).await;
        let accepted = registry::RunResult {
            outcome: registry::RunOutcome::Accepted.into(),
            ..registry::RunResult::default()
        };
        let results = vec![accepted; request.into_inner().runs.len()];
        Ok(Response::new(registry::ReportRunsReply { results }))
    }

    async fn read_collection(
        &self,
        _: Request<registry::ReadCollectionRequest>,
    ) -> Answer<registry::ReadCollectionReply> {
        Ok(Response::new(registry::ReadCollectionReply::default()))
    }

    async fn list_collections(
        &self,
        _: Request<registry::ListCollectionsRequest>,
    ) -> Answer<registry::ListCollectionsReply> {
        Ok(Response::new(registry::ListCollectionsReply::default()))
    }

    async fn hand_over(
        &self,
        _: Request<registry::HandOverRequest>,
    ) -> Answer<registry::HandOverReply> {
        Ok(Response::new(registry::HandOverReply::default()))
    }

    async fn read_organisation_contact(
        &self,
        _: Request<registry::ReadOrganisationContactRequest>,
    ) -> Answer<registry::ReadOrganisationContactReply> {
        Ok(Response::new(registry::ReadOrganisationContactReply::default()))
    }

    async fn read_personal(
        &self,
        _: Request<registry::ReadPersonalRequest>,
    ) -> Answer<registry::ReadPersonalReply> {
        Err(Status::internal("a secret of the store"))
    }

    async fn count_unread(
        &self,
        _: Request<registry::CountUnreadRequest>,
    ) -> Answer<registry::CountUnreadReply> {
        Ok(Response::new(registry::CountUnreadReply { unread: 3 }))
    }

    async fn watch_inbox(
        &self,
        _: Request<registry::WatchInboxRequest>,
    ) -> Answer<Self::WatchInboxStream> {
        let counts = [3, 0].map(|unread| Ok(registry::CountUnreadReply { unread }));
        Ok(Response::new(Box::pin(stream::iter(counts))))
    }

    async fn read_profiles(
        &self,
        _: Request<registry::ReadProfilesRequest>,
    ) -> Answer<registry::ReadProfilesReply> {
        Ok(Response::new(registry::ReadProfilesReply::default()))
    }

    async fn read_front_page(
        &self,
        _: Request<registry::ReadFrontPageRequest>,
    ) -> Answer<registry::ReadFrontPageReply> {
        Ok(Response::new(registry::ReadFrontPageReply::default()))
    }

    async fn list_catalogue(
        &self,
        _: Request<registry::ListCatalogueRequest>,
    ) -> Answer<registry::ListCatalogueReply> {
        Ok(Response::new(registry::ListCatalogueReply::default()))
    }

    async fn list_codes(
        &self,
        _: Request<registry::ListCodesRequest>,
    ) -> Answer<registry::ListCodesReply> {
        Ok(Response::new(registry::ListCodesReply::default()))
    }

    async fn read_statistics(
        &self,
        _: Request<registry::ReadStatisticsRequest>,
    ) -> Answer<registry::ReadStatisticsReply> {
        Err(Status::unavailable("away"))
    }

    async fn read_figures(
        &self,
        _: Request<registry::ReadFiguresRequest>,
    ) -> Answer<registry::ReadFiguresReply> {
        Err(Status::unavailable("away"))
    }

    async fn watch(&self, request: Request<registry::WatchRequest>) -> Answer<Self::WatchStream> {
        self.0.note(&request).await;
        let change = registry::CaseChanged { case_id: CASE.into(), revision: None, edition: 4 };
        Ok(Response::new(Box::pin(stream::iter([Ok(change)]))))
    }

    async fn status(&self, _: Request<registry::StatusRequest>) -> Answer<registry::StatusReply> {
        let reason = self.0.not_ready.lock().unwrap().clone();
        Ok(Response::new(registry::StatusReply {
            ready: reason.is_none(),
            reason: reason.unwrap_or_default(),
            ..registry::StatusReply::default()
        }))
    }
}
