//! Provisioning as others ask for it: SCIM, the organisation import, and what groups give.

use proto::identity::v1 as wire;
use proto::identity::v1::provisioning_server::Provisioning;
use token::{Claims, Kind, Role, Scope};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{Asked, Failure, Reply};
use crate::grpc::fault;
use crate::keys::Keys;
use crate::provisioned::given::{self, No, Told};
use crate::store::Store;
use crate::{caller, xapi};

/// Bytes of a request: a list with everybody of the largest municipality.
pub const LARGEST_REQUEST: usize = 25 * 1024 * 1024;

/// The service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Where people are kept.
    pub store: Store,
    /// What tokens are signed with.
    pub keys: Keys,
}

type Answer<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl Provisioning for Service {
    async fn scim(&self, request: Request<wire::ScimRequest>) -> Answer<wire::ScimReply> {
        let client = self.client(&request)?;
        let request = request.into_inner();
        let asked = Asked { store: &self.store, organisation: &client.org, request: &request };
        let reply = match super::answer(&asked).await {
            Ok(reply) => reply,
            Err(Failure::Refused(no)) => {
                let body = Some(no.body());
                Reply { status: u32::from(no.status), body, ..Reply::default() }
            }
            Err(Failure::Store(error)) => return Err(fault(error)),
        };
        let body = reply.body.as_ref().map(serde_json::to_vec).transpose();
        Ok(Response::new(wire::ScimReply {
            status: reply.status,
            body_json: body
                .map_err(|_| Status::internal("an answer cannot be encoded"))?
                .unwrap_or_default(),
            location: reply.location,
            etag: reply.etag,
        }))
    }

    async fn import_organisation(
        &self,
        request: Request<wire::ImportOrganisationRequest>,
    ) -> Answer<wire::ImportOrganisationReply> {
        use wire::import_organisation_reply::{Imported, Outcome};
        let client = self.client(&request)?;
        let asked = request.into_inner();
        let by = (client.org.as_str(), client.sub.as_str());
        let done = xapi::import(&self.store, by, &asked.body_json, asked.many_may_go);
        let outcome = match done.await.map_err(fault)? {
            Err(problem) => Outcome::Problem(problem.to_string()),
            Ok(counts) => Outcome::Imported(Imported {
                users_created: counts.users.created,
                users_updated: counts.users.updated,
                users_deleted: counts.users.deleted,
                units_created: counts.units.created,
                units_updated: counts.units.updated,
                units_deleted: counts.units.deleted,
            }),
        };
        Ok(Response::new(wire::ImportOrganisationReply { outcome: Some(outcome) }))
    }

    async fn list_groups(
        &self,
        request: Request<wire::ListGroupsRequest>,
    ) -> Answer<wire::ListGroupsReply> {
        let caller = caller::of(&request, &self.keys, &self.store)?;
        let groups = if administers(&caller) {
            given::all(&self.store, &caller.org).await.map_err(fault)?
        } else {
            Vec::new()
        };
        let groups = groups.into_iter().map(group).collect();
        Ok(Response::new(wire::ListGroupsReply { groups }))
    }

    async fn map_group(
        &self,
        request: Request<wire::MapGroupRequest>,
    ) -> Answer<wire::MapGroupReply> {
        use wire::map_group_reply::Outcome;
        let caller = caller::of(&request, &self.keys, &self.store)?;
        let asked = request.into_inner();
        let id = Uuid::try_parse(&asked.id).unwrap_or_default();
        let done = if administers(&caller) && !caller.is_confirmed(self.store.now()) {
            Err(No::NotConfirmed)
        } else if administers(&caller) {
            let by = (caller.org.as_str(), caller.person());
            let given = given::give(&self.store, by, id, &asked.roles, asked.unit);
            given.await.map_err(fault)?
        } else {
            Err(No::NotPermitted)
        };
        let outcome = match done {
            Err(no) => Outcome::Refusal(refusal(no).into()),
            Ok(told) => Outcome::Group(group(told)),
        };
        Ok(Response::new(wire::MapGroupReply { outcome: Some(outcome) }))
    }
}

impl Service {
    /// The calling client, which may keep people.
    fn client<T>(&self, request: &Request<T>) -> Result<Claims, Status> {
        let claims = caller::anybody(request, &self.keys, &self.store)?;
        if claims.kind == Kind::Client && claims.scopes.contains(&Scope::ProvisionPeople) {
            return Ok(claims);
        }
        Err(Status::permission_denied("it takes a client with the scope people:provision"))
    }
}

fn administers(caller: &Claims) -> bool {
    caller.kind == Kind::Person && caller.has(Role::Administrator)
}

fn group(told: Told) -> wire::ProvisionedGroup {
    wire::ProvisionedGroup {
        id: told.id.to_string(),
        name: told.name,
        members: told.members,
        roles: told.roles.iter().map(ToString::to_string).collect(),
        unit: told.unit,
    }
}

fn refusal(no: No) -> wire::MapGroupRefusal {
    match no {
        No::NotPermitted => wire::MapGroupRefusal::NotPermitted,
        No::NotConfirmed => wire::MapGroupRefusal::NotConfirmed,
        No::Unknown => wire::MapGroupRefusal::Unknown,
        No::Roles => wire::MapGroupRefusal::Roles,
        No::Unit => wire::MapGroupRefusal::Unit,
    }
}
