//! Groups that an organisation's own systems keep, and what its administrator lets them give.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use proto::identity::v1 as identity;
use uuid::Uuid;
use vocabulary::{FieldProblem, FieldRule, RefusalCode};

use crate::fault::Fault;
use crate::ids;
use crate::outcome::Refusal;
use crate::upstream::request;
use crate::viewer::Role;
use crate::visit::Visit;

/// A group of people, as the organisation's own systems keep it by SCIM.
#[derive(SimpleObject)]
pub struct ProvisionedGroup {
    /// Global id.
    id: ID,
    /// What it is called there.
    name: String,
    /// How many are in it.
    members: u32,
    /// The roles that it gives those who are in it.
    roles: Vec<Role>,
    /// The department that it gives them, by id; it counts for local superusers.
    unit: Option<String>,
}

impl From<identity::ProvisionedGroup> for ProvisionedGroup {
    fn from(group: identity::ProvisionedGroup) -> Self {
        let roles = group.roles.iter().filter_map(|role| role.parse::<token::Role>().ok());
        Self {
            id: ids::provisioned_group(&group.id),
            name: group.name,
            members: group.members,
            roles: roles.map(Role::from).collect(),
            unit: group.unit,
        }
    }
}

/// Questions about groups.
#[derive(Default)]
pub struct ProvisionedGroupQuery;

#[Object]
impl ProvisionedGroupQuery {
    /// The groups of the viewer's organisation, by name, at most 2,000; none for those who are no
    /// administrators, and null without sign-in.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn provisioned_groups(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<Vec<ProvisionedGroup>>, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else { return Ok(None) };
        let message = identity::ListGroupsRequest {};
        let message = request(message, Some(session.token("identity")?), visit.correlation)?;
        let upstream = &visit.services.upstream;
        let reply = upstream.within_limit(upstream.provisioning().list_groups(message)).await?;
        Ok(Some(reply.groups.into_iter().map(ProvisionedGroup::from).collect()))
    }
}

/// What a group is to give.
#[derive(InputObject)]
pub struct MapProvisionedGroupInput {
    /// The group.
    id: ID,
    /// All roles that it gives: within the organisation, and none to give none.
    roles: Vec<Role>,
    /// The department that it gives, by id; left out for none.
    unit: Option<String>,
}

/// What became of a group.
#[derive(SimpleObject, Default)]
pub struct ProvisionedGroupOutcome {
    /// The group after it.
    group: Option<ProvisionedGroup>,
    /// Why not; null when it was done.
    refusal: Option<Refusal>,
}

/// What is done with groups.
#[derive(Default)]
pub struct ProvisionedGroupMutation;

#[Object]
impl ProvisionedGroupMutation {
    /// Says what a group gives those who are in it, within a minute. It takes an administrator.
    async fn map_provisioned_group(
        &self,
        context: &Context<'_>,
        input: MapProvisionedGroupInput,
    ) -> Result<ProvisionedGroupOutcome, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else {
            return Ok(refused(visit, RefusalCode::NotSignedIn, None));
        };
        let roles = input.roles.into_iter().map(token::Role::from);
        let message = identity::MapGroupRequest {
            id: ids::uuid("ProvisionedGroup", &input.id).unwrap_or(Uuid::nil()).to_string(),
            roles: roles.map(|role| role.to_string()).collect(),
            unit: input.unit.filter(|unit| !unit.is_empty()),
        };
        let message = request(message, Some(session.token("identity")?), visit.correlation)?;
        let upstream = &visit.services.upstream;
        let reply = upstream.within_limit(upstream.provisioning().map_group(message)).await?;
        Ok(told(visit, reply))
    }
}

fn told(visit: &Visit, reply: identity::MapGroupReply) -> ProvisionedGroupOutcome {
    use identity::MapGroupRefusal as No;
    use identity::map_group_reply::Outcome;
    let no = match reply.outcome {
        Some(Outcome::Group(group)) => {
            return ProvisionedGroupOutcome { group: Some(group.into()), refusal: None };
        }
        Some(Outcome::Refusal(no)) => No::try_from(no).unwrap_or(No::Unspecified),
        None => No::Unspecified,
    };
    match no {
        No::NotConfirmed => refused(visit, RefusalCode::StepUpRequired, None),
        No::Unknown => refused(visit, RefusalCode::ProvisionedGroupUnknown, None),
        No::Roles => refused(visit, RefusalCode::InvalidFields, Some("roles")),
        No::Unit => refused(visit, RefusalCode::InvalidFields, Some("unit")),
        No::NotPermitted | No::Unspecified => refused(visit, RefusalCode::NotPermitted, None),
    }
}

fn refused(visit: &Visit, code: RefusalCode, field: Option<&str>) -> ProvisionedGroupOutcome {
    let problem = |field: &str| FieldProblem {
        field: field.to_owned(),
        rule: FieldRule::NotAllowed,
        limit: None,
    };
    let fields = field.map(problem).into_iter().collect();
    let refusal = vocabulary::Refusal { code, fields };
    let refusal = Refusal::of(refusal, Vec::new(), visit.language);
    ProvisionedGroupOutcome { group: None, refusal: Some(refusal) }
}
