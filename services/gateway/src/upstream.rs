//! The services behind the gateway.

use std::future::Future;
use std::time::Duration;

use proto::identity::v1::administration_client::AdministrationClient;
use proto::identity::v1::clients_client::ClientsClient;
use proto::identity::v1::identity_client::IdentityClient;
use proto::identity::v1::provisioning_client::ProvisioningClient;
use proto::identity::v1::sessions_client::SessionsClient;
use proto::registry::v1::registry_client::RegistryClient;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use crate::fault::Fault;
use crate::settings::{Settings, StartError};

/// A page of 100 long cases is a few megabytes of JSON.
const LARGEST_ANSWER_BYTES: usize = 32 * 1024 * 1024;

/// Identity's service for API clients.
pub type Clients = ClientsClient<Channel>;

/// Identity's service for provisioning.
pub type Provisioning = ProvisioningClient<Channel>;

/// Connections to identity and the registry. Clones share them.
#[derive(Debug, Clone)]
pub struct Upstream {
    identity: IdentityClient<Channel>,
    administration: AdministrationClient<Channel>,
    sessions: SessionsClient<Channel>,
    clients: Clients,
    provisioning: Provisioning,
    registry: RegistryClient<Channel>,
    limit: Duration,
}

impl Upstream {
    /// Makes the connections without opening them, so that the gateway starts before the services
    /// do. Needs a running tokio runtime.
    pub fn of(settings: &Settings) -> Result<Self, StartError> {
        let channel = |setting, url: &str| {
            Endpoint::from_shared(url.to_owned())
                .map(|endpoint| {
                    endpoint
                        .connect_timeout(Duration::from_secs(2))
                        .http2_keep_alive_interval(Duration::from_secs(30))
                        .tcp_nodelay(true)
                        .connect_lazy()
                })
                .map_err(|error| StartError::Setting { setting, reason: error.to_string() })
        };
        let to_identity = channel("identity_url", &settings.identity_url)?;
        let provisioning = ProvisioningClient::new(to_identity.clone());
        let clients = ClientsClient::new(to_identity.clone());
        let identity = IdentityClient::new(to_identity.clone());
        let registry = RegistryClient::new(channel("registry_url", &settings.registry_url)?);
        Ok(Self {
            provisioning: provisioning.max_decoding_message_size(LARGEST_ANSWER_BYTES),
            clients: clients.max_decoding_message_size(LARGEST_ANSWER_BYTES),
            identity: identity.max_decoding_message_size(LARGEST_ANSWER_BYTES),
            sessions: SessionsClient::new(to_identity.clone()),
            administration: AdministrationClient::new(to_identity),
            registry: registry.max_decoding_message_size(LARGEST_ANSWER_BYTES),
            limit: Duration::from_millis(settings.service_timeout_ms),
        })
    }

    /// A client of identity.
    pub fn identity(&self) -> IdentityClient<Channel> {
        self.identity.clone()
    }

    /// A client of what identity's administrators do.
    pub fn administration(&self) -> AdministrationClient<Channel> {
        self.administration.clone()
    }

    /// A client of identity's sessions.
    pub fn sessions(&self) -> SessionsClient<Channel> {
        self.sessions.clone()
    }

    /// A client of identity's service for API clients.
    pub fn clients(&self) -> Clients {
        self.clients.clone()
    }

    /// A client of identity's service for provisioning.
    pub fn provisioning(&self) -> Provisioning {
        self.provisioning.clone()
    }

    /// A client of the registry.
    pub fn registry(&self) -> RegistryClient<Channel> {
        self.registry.clone()
    }

    /// Waits for an answer for as long as a service may take.
    pub async fn within_limit<T>(
        &self,
        call: impl Future<Output = Result<Response<T>, Status>>,
    ) -> Result<T, Fault> {
        self.within_limits(1, call).await
    }

    /// Waits for an answer that is as much work as several others.
    pub async fn within_limits<T>(
        &self,
        others: u32,
        call: impl Future<Output = Result<Response<T>, Status>>,
    ) -> Result<T, Fault> {
        let answer = tokio::time::timeout(self.limit * others, call)
            .await
            .map_err(|_| Status::deadline_exceeded("the service took too long"))?;
        Ok(answer?.into_inner())
    }
}

/// A message with who asks and which request it belongs to.
pub fn request<T>(message: T, token: Option<&str>, correlation: Uuid) -> Result<Request<T>, Fault> {
    let mut request = Request::new(message);
    let metadata = request.metadata_mut();
    if let Ok(id) = correlation.to_string().parse() {
        metadata.insert("x-correlation-id", id);
    }
    if let Some(token) = token {
        metadata.insert("authorization", bearer(token)?);
    }
    Ok(request)
}

/// A token as it goes into a call.
pub fn bearer(token: &str) -> Result<MetadataValue<Ascii>, Fault> {
    format!("Bearer {token}").parse().map_err(|_| Fault::Internal)
}
