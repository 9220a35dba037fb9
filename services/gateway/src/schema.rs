//! The schema put together, with its limits.

use async_graphql::{MergedObject, SDLExportOptions, Schema as GraphqlSchema, SchemaBuilder};

use crate::administration::AdministrationQuery;
use crate::administration::organisations::OrganisationMutation;
use crate::administration::people::AdministeredPeopleMutation;
use crate::administration::providers::IdentityProviderMutation;
use crate::alike::AlikeQuery;
use crate::api_clients::{ApiClientMutation, ApiClientQuery};
use crate::attachments::AttachmentMutation;
use crate::cases::CaseQuery;
use crate::catalogue::{CatalogueMutation, CatalogueQuery};
use crate::changes::Subscription;
use crate::codes::CodeQuery;
use crate::collecting::CollectionMutation;
use crate::collections::CollectionQuery;
use crate::comments::CommentMutation;
use crate::deleting::{DeletedQuery, DeletionMutation};
use crate::enquiries::{EnquiryMutation, EnquiryQuery};
use crate::error_reports::{ErrorReportMutation, ErrorReportQuery};
use crate::figures::{FiguresMutation, FiguresQuery};
use crate::following::FollowMutation;
use crate::freshness::FreshnessMutation;
use crate::front_page::{FrontPageMutation, FrontPageQuery};
use crate::gains::GainMutation;
use crate::handing_over::{HandoverMutation, OrganisationContactQuery};
use crate::imports::{ImportMutation, ImportQuery};
use crate::inbox::{InboxMutation, InboxQuery};
use crate::lead::LeadMutation;
use crate::node::NodeQuery;
use crate::notifications::NotificationMutation;
use crate::organisations::OrganisationQuery;
use crate::own_sessions::SessionMutation;
use crate::owners::OwnerMutation;
use crate::people::PeopleQuery;
use crate::personal::{PersonalMutation, PersonalQuery};
use crate::profiles::ProfileMutation;
use crate::publiccode::PubliccodeQuery;
use crate::registering::RegisterMutation;
use crate::reusing::ReuseMutation;
use crate::robot_tokens::{RobotTokenMutation, RobotTokenQuery};
use crate::scim::groups::{ProvisionedGroupMutation, ProvisionedGroupQuery};
use crate::sections::SectionMutation;
use crate::standing::StandingMutation;
use crate::statistics::StatisticsQuery;
use crate::units::UnitQuery;
use crate::versions::{VersionMutation, VersionQuery};
use crate::viewer::ViewerQuery;

/// Levels of fields.
pub const DEEPEST: usize = 12;
/// Levels of fields of a question about the schema, which GraphiQL asks 15 deep.
const DEEPEST_INTROSPECTION: usize = 20;
/// What one request may cost: a field costs one, a thing on a page what is asked of it.
pub const COSTLIEST: usize = 10_000;
/// Directives on one field.
const MOST_DIRECTIVES: usize = 10;

/// What can be asked.
///
/// Merged in groups: an answer is one future within another for each part, and threads have little room.
#[derive(MergedObject, Default)]
pub struct Query(AskedOfCases, AskedOfFigures, AskedByPeople, AskedBeside, AdministrationQuery);

#[derive(MergedObject, Default)]
struct AskedOfCases(
    ViewerQuery,
    NodeQuery,
    CaseQuery,
    AlikeQuery,
    OrganisationQuery,
    CatalogueQuery,
);

#[derive(MergedObject, Default)]
struct AskedOfFigures(CodeQuery, PeopleQuery, UnitQuery, StatisticsQuery, FiguresQuery, InboxQuery);

#[derive(MergedObject, Default)]
struct AskedByPeople(
    DeletedQuery,
    VersionQuery,
    PersonalQuery,
    EnquiryQuery,
    ErrorReportQuery,
    RobotTokenQuery,
);

#[derive(MergedObject, Default)]
struct AskedBeside(
    ImportQuery,
    PubliccodeQuery,
    CollectionQuery,
    OrganisationContactQuery,
    ApiClientQuery,
    ProvisionedGroupQuery,
    FrontPageQuery,
);

/// What can be done, merged in groups likewise. Every mutation answers with its refusal as data; an error is a fault.
#[derive(MergedObject, Default)]
pub struct Mutation(
    CaseChanges,
    OwnerChanges,
    SaidOfCases,
    KeptByPeople,
    Administering,
    KeptForOrganisations,
);

#[derive(MergedObject, Default)]
struct KeptForOrganisations(ApiClientMutation, ProvisionedGroupMutation, FrontPageMutation);

#[derive(MergedObject, Default)]
struct CaseChanges(
    RegisterMutation,
    SectionMutation,
    StandingMutation,
    CatalogueMutation,
    ProfileMutation,
    OwnerMutation,
);

#[derive(MergedObject, Default)]
struct OwnerChanges(
    LeadMutation,
    HandoverMutation,
    DeletionMutation,
    VersionMutation,
    FreshnessMutation,
    GainMutation,
);

#[derive(MergedObject, Default)]
struct SaidOfCases(
    ReuseMutation,
    CommentMutation,
    AttachmentMutation,
    FollowMutation,
    InboxMutation,
    PersonalMutation,
);

#[derive(MergedObject, Default)]
struct KeptByPeople(
    EnquiryMutation,
    ErrorReportMutation,
    RobotTokenMutation,
    FiguresMutation,
    ImportMutation,
    CollectionMutation,
    NotificationMutation,
);

#[derive(MergedObject, Default)]
struct Administering(
    AdministeredPeopleMutation,
    IdentityProviderMutation,
    OrganisationMutation,
    SessionMutation,
);

/// The whole schema.
pub type Schema = GraphqlSchema<Query, Mutation, Subscription>;

/// The schema for data.
pub fn schema() -> Schema {
    builder().limit_depth(DEEPEST).finish()
}

/// The same schema for questions about itself, which go deeper and cost no calls.
pub fn introspection() -> Schema {
    builder().limit_depth(DEEPEST_INTROSPECTION).introspection_only().finish()
}

fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    GraphqlSchema::build(Query::default(), Mutation::default(), Subscription)
        .limit_complexity(COSTLIEST)
        .limit_directives(MOST_DIRECTIVES)
        .disable_suggestions()
}

/// The schema in its definition language, as it is committed.
pub fn sdl() -> String {
    schema().sdl_with_options(SDLExportOptions::new().prefer_single_line_descriptions())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql");

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the test's own switch")]
    fn the_committed_schema_is_the_schema() {
        if std::env::var("UPDATE_SCHEMA").is_ok() {
            std::fs::write(COMMITTED, sdl()).unwrap();
        }
        let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
        assert!(
            committed == sdl(),
            "run UPDATE_SCHEMA=1 cargo test -p gateway and look at the diff"
        );
    }

    #[test]
    fn nothing_internal_can_be_reached_but_through_the_types_for_owners() {
        let sdl = sdl();
        let holders: Vec<&str> = sdl
            .split("\n}")
            .filter(|definition| definition.lines().any(|line| line.ends_with(": Internal")))
            .filter_map(|definition| definition.rsplit("type ").next()?.split_whitespace().next())
            .collect();
        assert_eq!(holders, ["CaseInternal", "CaseVersion"]);
    }
}
