//! How the streams of one thing are called.

use uuid::Uuid;
use vocabulary::{CaseId, CollectionId, EnquiryId, ErrorReportId, PersonId};

/// The stream of a case.
pub fn case_stream(case: CaseId) -> String {
    format!("case-{case}")
}

/// The stream of what is said about a case.
pub fn discussion_stream(case: CaseId) -> String {
    format!("discussion-{case}")
}

/// The stream of an enquiry.
pub fn enquiry_stream(enquiry: EnquiryId) -> String {
    format!("enquiry-{enquiry}")
}

/// The stream of an error report.
pub fn error_report_stream(report: ErrorReportId) -> String {
    format!("error-report-{report}")
}

/// The stream of what a person follows.
pub fn person_stream(person: PersonId) -> String {
    format!("person-{person}")
}

/// The stream of a collection.
pub fn collection_stream(collection: CollectionId) -> String {
    format!("collection-{collection}")
}

/// The stream of a handover, by the id of the command that began it.
pub fn handover_stream(command: Uuid) -> String {
    format!("handover-{command}")
}
