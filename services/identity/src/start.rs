//! Starting the service: everything is bound before the caller goes on.

use std::net::SocketAddr;
use std::time::Duration;

use platform::Shutdown;
use platform::clock::Clock;
use platform::health::Health;
use proto::identity::v1::administration_server::AdministrationServer;
use proto::identity::v1::clients_server::ClientsServer;
use proto::identity::v1::identity_server::IdentityServer;
use proto::identity::v1::provisioning_server::ProvisioningServer;
use proto::identity::v1::sessions_server::SessionsServer;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;

use crate::demo::{self, DemoData, DemoPermit, DemoRefused, ServeError};
use crate::grpc::Service;
use crate::keys::{self, Keys, Rotation};
use crate::oidc::{Discovery, Outbound, OutboundError};
use crate::operate::OperateError;
use crate::providers::Which;
use crate::settings::{Settings, Unsafe};
use crate::sign_in::{RedirectUris, SignIn};
use crate::store::{Store, StoreError};
use crate::{attempts, audit, clients, provider_tests, scim, sessions};

/// Bytes of the headers of a call: a token with all departments that it may name, twice.
const LARGEST_HEADERS: u32 = 192 * 1024;

/// Bytes of a provider with all that its claim map may hold.
const LARGEST_PROVIDER: usize = 256 * 1024;

/// Why the service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The demo cannot be run like this.
    #[error(transparent)]
    Demo(#[from] DemoRefused),
    /// The demo's provider cannot serve.
    #[error(transparent)]
    DemoProvider(#[from] ServeError),
    /// A setting cannot be used.
    #[error(transparent)]
    Setting(#[from] Unsafe),
    /// The store cannot be opened.
    #[error("the store of identity cannot be used")]
    Store(#[from] StoreError),
    /// The demo's organisations or people are not right.
    #[error("the demo cannot be prepared")]
    Prepare(#[from] OperateError),
    /// An address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The client for providers cannot be made.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The cryptography does not work.
    #[error(transparent)]
    Crypto(#[from] token::SignerError),
    /// The metrics cannot be recorded.
    #[error("metrics cannot be recorded")]
    Metrics(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The running service.
#[derive(Debug)]
pub struct Running {
    /// Where it serves gRPC.
    pub grpc_address: SocketAddr,
    /// Where the demo provider serves, in demo mode.
    pub demo_provider_address: Option<SocketAddr>,
    /// Where it serves `/livez`, `/readyz` and `/metrics`, if it was told to.
    pub status_address: Option<SocketAddr>,
    /// Its checks.
    pub health: Health,
    /// Its store, for the operator's tasks in the same process.
    pub store: Store,
    redirects: RedirectUris,
    served: JoinHandle<()>,
}

impl Running {
    /// Allows one more callback address: for whoever learns the gateway's address only after this
    /// service is up.
    pub fn allow_redirect_uri(&self, uri: &str) {
        self.redirects.allow(uri);
    }

    /// Waits until the service has stopped.
    pub async fn stopped(self) {
        let _ = self.served.await;
    }
}

/// Starts the service by the computer's clock. `demo` is empty in production.
pub async fn start(
    settings: Settings,
    demo: DemoData,
    shutdown: Shutdown,
) -> Result<Running, StartError> {
    start_at(settings, demo, shutdown, Clock::system()).await
}

/// Starts the service by a clock.
pub async fn start_at(
    settings: Settings,
    demo: DemoData,
    shutdown: Shutdown,
    clock: Clock,
) -> Result<Running, StartError> {
    token::install_crypto()?;
    settings.check()?;
    let permit = DemoPermit::ask(&settings, &demo)?;
    let outbound = Outbound::new(permit.as_ref(), settings.providers_at)?;
    let store = Store::open(&settings.database, clock).await?;
    let redirects = RedirectUris::new(settings.redirect_uris.clone());
    let mut demo_provider_address = None;
    if let Some(permit) = &permit {
        let clock = store.clock.clone();
        let provider = demo::serve(permit, &demo, redirects.clone(), clock, &shutdown)?;
        demo::prepare(&store, &provider, &demo).await?;
        demo_provider_address = Some(provider.address());
    }
    let which = if permit.is_some() { Which::RealAndDemo } else { Which::Real };
    let sign_in = SignIn {
        store: store.clone(),
        discovery: Discovery::new(outbound),
        redirects: redirects.clone(),
        which,
        step_up_seconds: settings.step_up_seconds.into(),
    };
    let keys = Keys::load(&store).await?;
    let key_days = settings.signing_key_days;
    tokio::spawn(keep_tidy(store.clone(), keys.clone(), key_days, shutdown.clone()));
    let health = health(&store);
    let status_address = serve_status(&settings, &health, &shutdown).await?;
    let (grpc_address, served) =
        serve_grpc(settings.listen, Service { sign_in, keys }, shutdown).await?;
    tracing::info!(address = %grpc_address, "identity is up");
    Ok(Running {
        grpc_address,
        demo_provider_address,
        status_address,
        health,
        store,
        redirects,
        served,
    })
}

async fn serve_grpc(
    listen: SocketAddr,
    service: Service,
    shutdown: Shutdown,
) -> Result<(SocketAddr, JoinHandle<()>), StartError> {
    let failed = |source| StartError::Listen { address: listen, source };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let administration =
        AdministrationServer::new(service.clone()).max_decoding_message_size(LARGEST_PROVIDER);
    let sessions = SessionsServer::new(service.clone()).max_decoding_message_size(64 * 1024);
    let (store, keys) = (service.sign_in.store.clone(), service.keys.clone());
    let provisioning = scim::grpc::Service { store: store.clone(), keys: keys.clone() };
    let provisioning = ProvisioningServer::new(provisioning)
        .max_decoding_message_size(scim::grpc::LARGEST_REQUEST);
    let clients = ClientsServer::new(clients::grpc::Service { store, keys });
    // No request is larger than 200 ids or an authorisation code.
    let service = IdentityServer::new(service).max_decoding_message_size(64 * 1024);
    // Without it an answer of several frames waits 40 ms for the asker's acknowledgement, and the
    // builder's own setting is for sockets that it binds itself.
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    let serving = Server::builder()
        .timeout(Duration::from_secs(30))
        .concurrency_limit_per_connection(256)
        .http2_max_header_list_size(LARGEST_HEADERS)
        .add_service(service)
        .add_service(administration)
        .add_service(sessions)
        .add_service(clients)
        .add_service(provisioning)
        .serve_with_incoming_shutdown(incoming, shutdown.triggered());
    let served = tokio::spawn(async move {
        match shutdown.within_grace(serving).await {
            Some(Ok(())) => tracing::info!("identity has stopped"),
            Some(Err(error)) => tracing::error!(%error, "identity has failed"),
            None => tracing::warn!("identity gave up on requests under way"),
        }
    });
    Ok((address, served))
}

fn health(store: &Store) -> Health {
    let health = Health::new();
    let store = store.clone();
    health.add("identity_store", move || {
        let store = store.clone();
        async move { store.ping().await.map_err(|error| error.to_string()) }
    });
    health
}

async fn serve_status(
    settings: &Settings,
    health: &Health,
    shutdown: &Shutdown,
) -> Result<Option<SocketAddr>, StartError> {
    let Some(listen) = settings.status_listen else { return Ok(None) };
    let metrics = platform::telemetry::metrics().map_err(|e| StartError::Metrics(e.into()))?;
    let served = platform::status::serve(listen, health.clone(), metrics, shutdown.clone()).await;
    served.map(Some).map_err(|source| StartError::Listen { address: listen, source })
}

/// Takes up keys that another process has made, makes one when it is time, and removes what is over.
async fn keep_tidy(store: Store, keys: Keys, key_days: u32, shutdown: Shutdown) {
    const EVERY: Duration = Duration::from_secs(5);
    for turn in 0_u64.. {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = shutdown.triggered() => return,
        }
        let done = async {
            keys.reload(&store).await?;
            if turn.is_multiple_of(6) { tidy(&store, key_days).await } else { Ok(()) }
        };
        if let Err(error) = done.await {
            tracing::warn!(%error, "tidying up failed");
        }
    }
}

async fn tidy(store: &Store, key_days: u32) -> Result<(), StoreError> {
    keys::rotate(store, Rotation::Due(key_days)).await?;
    keys::retire(store).await?;
    sessions::purge(store).await?;
    sessions::logout::purge(store).await?;
    attempts::purge(store).await?;
    provider_tests::purge(store).await?;
    audit::purge(store).await
}
