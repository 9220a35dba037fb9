//! Global ids: opaque to clients, `Kind:key` in base64 inside. Bare keys are taken as well, because
//! the browser makes the ids of what it creates.

use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;
use vocabulary::{
    AttachmentId, CaseId, CatalogueEntryId, CodeId, CollectionId, CommentId, EnquiryId,
    ErrorReportId, GainId, ImportId, InboxEntryId, MeasurementId, MessageId, PersonId, ReuseId,
    SavedSearchId,
};

macro_rules! kinds {
    ($($(#[$doc:meta])* $function:ident: $id:ident = $kind:literal;)+) => {
        $($(#[$doc])* pub fn $function(id: $id) -> ID { encode($kind, &id.to_string()) })+
    };
}

kinds! {
    /// Of a case.
    case: CaseId = "Case";
    /// Of a person.
    person: PersonId = "Person";
    /// Of a gain.
    gain: GainId = "Gain";
    /// Of a measurement.
    measurement: MeasurementId = "Measurement";
    /// Of a reuse.
    reuse: ReuseId = "Reuse";
    /// Of a file beside a case.
    attachment: AttachmentId = "Attachment";
    /// Of a collection.
    collection: CollectionId = "Collection";
    /// Of a comment.
    comment: CommentId = "Comment";
    /// Of an enquiry.
    enquiry: EnquiryId = "Enquiry";
    /// Of a message of an enquiry.
    message: MessageId = "Message";
    /// Of an error report.
    error_report: ErrorReportId = "ErrorReport";
    /// Of a saved search.
    saved_search: SavedSearchId = "SavedSearch";
    /// Of a technology or an IT system.
    catalogue_entry: CatalogueEntryId = "CatalogueEntry";
    /// Of a KLE or FORM number.
    code: CodeId = "Code";
    /// Of an import.
    import: ImportId = "Import";
    /// Of an entry of an inbox.
    inbox_entry: InboxEntryId = "InboxEntry";
}

/// Of a robot's token.
pub fn robot_token(id: &str) -> ID {
    encode("RobotToken", id)
}

/// Of a provider.
pub fn identity_provider(id: &str) -> ID {
    encode("IdentityProvider", id)
}

/// Of a test of a provider.
pub fn provider_test(id: &str) -> ID {
    encode("ProviderTest", id)
}

/// Of a session, by what tells sessions apart and opens none.
pub fn session(id: &str) -> ID {
    encode("Session", id)
}

/// Of an entry of identity's audit log.
pub fn audit_entry(id: &str) -> ID {
    encode("AuditEntry", id)
}

/// Of a group that an organisation's own systems keep.
pub fn provisioned_group(id: &str) -> ID {
    encode("ProvisionedGroup", id)
}

/// Of an API client.
pub fn api_client(id: &str) -> ID {
    encode("ApiClient", id)
}

/// Of an organisation.
pub fn organisation(cvr: &str) -> ID {
    encode("Organisation", cvr)
}

fn encode(kind: &str, key: &str) -> ID {
    URL_SAFE_NO_PAD.encode(format!("{kind}:{key}")).into()
}

/// The kind and the key of a global id; none when it is not one.
pub fn decode(id: &str) -> Option<(String, String)> {
    let bytes = URL_SAFE_NO_PAD.decode(id.trim_end_matches('=')).ok()?;
    let (kind, key) = String::from_utf8(bytes)
        .ok()?
        .split_once(':')
        .map(|(kind, key)| (kind.to_owned(), key.to_owned()))?;
    Some((kind, key))
}

/// The key of a global id of a kind.
pub fn key(kind: &str, id: &str) -> Option<String> {
    decode(id).and_then(|(found, key)| (found == kind).then_some(key))
}

/// The UUID of a global id of a kind, or a bare UUID.
pub fn uuid(kind: &str, id: &str) -> Option<Uuid> {
    if let Ok(bare) = Uuid::try_parse(id) {
        return Some(bare);
    }
    let (found, key) = decode(id)?;
    if found == kind { Uuid::try_parse(&key).ok() } else { None }
}

/// The CVR number of a global id of an organisation, or a bare one.
pub fn cvr(id: &str) -> Option<String> {
    if id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(id.to_owned());
    }
    decode(id).and_then(|(kind, key)| (kind == "Organisation").then_some(key))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_global_id_and_a_bare_one_mean_the_same() {
        let id = Uuid::from_u128(7);
        assert_eq!(uuid("Case", &case(CaseId(id))), Some(id));
        assert_eq!(uuid("Case", &id.to_string()), Some(id));
        assert_eq!(cvr(&organisation("29189668")), cvr("29189668"));
    }

    #[test]
    fn an_id_of_another_kind_is_no_id() {
        let id = person(PersonId(Uuid::from_u128(7)));
        assert_eq!(uuid("Case", &id), None);
        assert_eq!(cvr(&id), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall(text in ".{0,80}") {
            let _ = (uuid("Case", &text), cvr(&text), decode(&text));
        }
    }
}
