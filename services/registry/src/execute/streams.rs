//! How the streams of one thing are called.

use vocabulary::{CaseId, Catalogue, Cvr, EnquiryId, ErrorReportId, PersonId};

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

/// The stream of an organisation's profile.
pub fn profile_stream(organisation: Cvr) -> String {
    format!("profile-{organisation}")
}

/// The stream of a catalogue.
pub fn catalogue_stream(catalogue: Catalogue) -> String {
    format!("catalogue-{}", catalogue.name())
}
