//! Clients as others ask for them.

use std::collections::BTreeSet;

use proto::identity::v1 as wire;
use proto::identity::v1::clients_server::Clients;
use token::{Audience, Claims, Scope};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::issue::{self, NoToken};
use super::{Client, No, Wanted};
use crate::grpc::fault;
use crate::keys::Keys;
use crate::store::Store;
use crate::{caller, organisations};

/// The service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Where clients are kept.
    pub store: Store,
    /// What tokens are signed with.
    pub keys: Keys,
}

type Answer<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl Clients for Service {
    async fn create_client(
        &self,
        request: Request<wire::CreateClientRequest>,
    ) -> Answer<wire::ClientReply> {
        let caller = self.caller(&request)?;
        let asked = request.into_inner();
        let wanted = Wanted { name: asked.name, scopes: asked.scopes, days: asked.days };
        let done = super::create(&self.store, &caller, wanted).await.map_err(fault)?;
        Ok(told(done))
    }

    async fn list_clients(
        &self,
        request: Request<wire::ListClientsRequest>,
    ) -> Answer<wire::ListClientsReply> {
        let caller = self.caller(&request)?;
        let clients = super::list(&self.store, &caller).await.map_err(fault)?;
        let clients = clients.into_iter().map(client).collect();
        Ok(Response::new(wire::ListClientsReply { clients }))
    }

    async fn rotate_client(
        &self,
        request: Request<wire::RotateClientRequest>,
    ) -> Answer<wire::ClientReply> {
        let caller = self.caller(&request)?;
        let asked = request.into_inner();
        let (days, hours) = (asked.days, asked.overlap_hours);
        let done = super::rotate(&self.store, &caller, id(&asked.id), days, hours).await;
        Ok(told(done.map_err(fault)?))
    }

    async fn revoke_client(
        &self,
        request: Request<wire::RevokeClientRequest>,
    ) -> Answer<wire::ClientReply> {
        let caller = self.caller(&request)?;
        let done = super::revoke(&self.store, &caller, id(&request.into_inner().id)).await;
        let done = done.map_err(fault)?.map(|client| (client, String::new()));
        Ok(told(done))
    }

    async fn issue_access_token(
        &self,
        request: Request<wire::IssueAccessTokenRequest>,
    ) -> Answer<wire::IssueAccessTokenReply> {
        use wire::issue_access_token_reply::Outcome;
        let asked = request.into_inner();
        let (client, secret) = (&asked.client_id, &asked.secret);
        let (store, keys) = (&self.store, &self.keys);
        let issued = issue::access_token(store, keys, client, secret, &asked.scopes).await;
        let outcome = match issued.map_err(fault)? {
            Ok(issued) => Outcome::Token(wire::AccessToken {
                token: issued.token,
                expires_at: issued.expires,
                scopes: words(&issued.scopes),
            }),
            Err(NoToken::Client) => Outcome::Refusal(wire::AccessTokenRefusal::Client.into()),
            Err(NoToken::Scope) => Outcome::Refusal(wire::AccessTokenRefusal::Scope.into()),
        };
        Ok(Response::new(wire::IssueAccessTokenReply { outcome: Some(outcome) }))
    }

    async fn client_session(
        &self,
        request: Request<wire::ClientSessionRequest>,
    ) -> Answer<wire::ClientSessionReply> {
        use wire::client_session_request::Credential;
        let (store, keys) = (&self.store, &self.keys);
        let shown = match request.into_inner().credential {
            Some(Credential::AccessToken(text)) => issue::of_access_token(store, keys, &text).await,
            Some(Credential::Secret(text)) => issue::of_secret(store, &text).await,
            None => return Err(Status::invalid_argument("credential is missing")),
        };
        let Some(shown) = shown.map_err(fault)? else {
            return Ok(Response::new(wire::ClientSessionReply::default()));
        };
        let token = |audience| issue::mint(store, keys, &shown, audience);
        let (registry_token, expires_at) =
            token(Audience::Registry).map_err(|error| fault(error.into()))?;
        let (identity_token, _) = token(Audience::Identity).map_err(|error| fault(error.into()))?;
        let organisation = &shown.client.organisation;
        let known = organisations::find(store, organisation).await.map_err(fault)?;
        Ok(Response::new(wire::ClientSessionReply {
            client_id: shown.client.id.to_string(),
            name: shown.client.name.clone(),
            organisation: organisation.clone(),
            organisation_name: known.map(|known| known.name).unwrap_or_default(),
            scopes: words(&shown.scopes),
            registry_token,
            identity_token,
            expires_at,
        }))
    }
}

impl Service {
    fn caller<T>(&self, request: &Request<T>) -> Result<Claims, Status> {
        caller::of(request, &self.keys, &self.store)
    }
}

/// What became of a client.
fn told(done: Result<(Client, String), No>) -> Response<wire::ClientReply> {
    use wire::client_reply::Outcome;
    let (outcome, secret) = match done {
        Err(no) => (Outcome::Refusal(refusal(no).into()), String::new()),
        Ok((known, secret)) => (Outcome::Client(client(known)), secret),
    };
    Response::new(wire::ClientReply { outcome: Some(outcome), secret })
}

/// The client that is meant; what is no id means none.
fn id(text: &str) -> Uuid {
    Uuid::try_parse(text).unwrap_or_default()
}

fn words(scopes: &BTreeSet<Scope>) -> Vec<String> {
    scopes.iter().map(ToString::to_string).collect()
}

fn client(client: Client) -> wire::Client {
    let secrets = client.secrets.into_iter().map(|secret| wire::ClientSecret {
        prefix: secret.prefix,
        created_at: secret.created,
        expires_at: secret.expires,
    });
    wire::Client {
        id: client.id.to_string(),
        name: client.name,
        scopes: words(&client.scopes),
        created_at: client.created,
        created_by: client.created_by.to_string(),
        revoked_at: client.revoked,
        last_used_at: client.last_used,
        secrets: secrets.collect(),
    }
}

fn refusal(no: No) -> wire::ClientRefusal {
    match no {
        No::NotPermitted => wire::ClientRefusal::NotPermitted,
        No::NotConfirmed => wire::ClientRefusal::NotConfirmed,
        No::Unknown => wire::ClientRefusal::Unknown,
        No::Name => wire::ClientRefusal::Name,
        No::Scopes => wire::ClientRefusal::Scopes,
        No::Days => wire::ClientRefusal::Days,
        No::Overlap => wire::ClientRefusal::Overlap,
        No::TooMany => wire::ClientRefusal::TooMany,
    }
}
