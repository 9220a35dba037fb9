//! Starts the service.

use std::net::SocketAddr;
use std::sync::Arc;

use platform::clock::Clock;
use platform::health::Health;
use platform::{Shutdown, ids, status, telemetry};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::transport::server::TcpIncoming;

use crate::attachments::{self, AttachmentSettings, FilesError, SettingError};
use crate::directory::Directory;
use crate::execute::Writer;
use crate::grpc::{self, Identity, Service};
use crate::log::{self, EventLog, LogError, LogSettings};
use crate::read::{self, ReadError, ReadSettings};
use crate::seal::{self, KeyError, SealSettings};

/// Bytes of the headers of a call: a token with all departments that it may name, for the registry and
/// for identity.
const LARGEST_HEADERS: u32 = 192 * 1024;

/// Settings of the registry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where to serve gRPC; port 0 takes a free one.
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
    /// Where to serve `/livez`, `/readyz` and `/metrics`; nowhere if missing.
    #[serde(default)]
    pub status_listen: Option<SocketAddr>,
    /// The event log.
    pub log: LogSettings,
    /// How the log is sealed; it is not if missing.
    #[serde(default)]
    pub seal: Option<SealSettings>,
    /// The read models.
    pub read: ReadSettings,
    /// Where files beside cases are kept; there can be none if missing.
    #[serde(default)]
    pub attachments: Option<AttachmentSettings>,
    /// gRPC address of identity.
    pub identity_url: String,
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

impl Settings {
    /// Says what is wrong with the settings, without opening anything.
    pub fn check(&self) -> Result<(), StartError> {
        let is_of = |url: &str, schemes: &[&str]| schemes.iter().any(|it| url.starts_with(it));
        let kurrent = ["kurrentdb:", "kurrentdb+discover:", "esdb:", "esdb+discover:"];
        let sql = ["sqlite:", "postgres:", "postgresql:"];
        if !is_of(&self.log.url, &["memory:"])
            && !is_of(&self.log.url, &sql)
            && !is_of(&self.log.url, &kurrent)
        {
            return Err(StartError::Setting("log.url"));
        }
        if !is_of(&self.read.url, &sql) {
            return Err(StartError::Setting("read.url"));
        }
        if let Some(attachments) = &self.attachments {
            attachments.check()?;
        }
        let identity = tonic::transport::Endpoint::from_shared(self.identity_url.clone());
        identity.map(|_| ()).map_err(StartError::Identity)
    }
}

/// Why the registry did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The log cannot be opened.
    #[error("the event log cannot be opened")]
    Log(#[from] LogError),
    /// The read models cannot be opened.
    #[error("the read models cannot be opened")]
    Read(#[from] ReadError),
    /// The key that seals the log cannot be used.
    #[error("the log cannot be sealed")]
    Key(#[from] KeyError),
    /// The address of a store names no engine.
    #[error("the setting {0} is no address of a store")]
    Setting(&'static str),
    /// The settings of files cannot be used.
    #[error(transparent)]
    Attachments(#[from] SettingError),
    /// Files cannot be kept where the settings say.
    #[error("files cannot be kept")]
    Files(#[from] FilesError),
    /// The address of identity is none.
    #[error("the setting identity_url is no address")]
    Identity(#[source] tonic::transport::Error),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The library for tokens is not usable.
    #[error("tokens cannot be verified on this machine")]
    Token(#[source] token::SignerError),
    /// Metrics cannot be recorded.
    #[error("metrics cannot be recorded")]
    Metrics(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The registry, running.
#[derive(Debug)]
pub struct Running {
    /// Where it serves gRPC.
    pub address: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// Waits until everything has stopped.
    pub async fn stopped(self) {
        for task in self.tasks {
            // A task that panicked has said so in the log already.
            let _ = task.await;
        }
    }
}

/// Starts the registry and gives its address once it listens. It answers commands and reads when
/// identity has told its keys; `Status` says so.
pub async fn start(settings: Settings, shutdown: Shutdown) -> Result<Running, StartError> {
    settings.check()?;
    token::install_crypto().map_err(StartError::Token)?;
    let clock = Clock::system();
    let directory = Directory::default();
    let identity =
        Identity::new(&settings.identity_url, directory.clone()).map_err(StartError::Identity)?;
    let identity = Arc::new(identity);
    let log = log::open(&settings.log).await?;
    let (reader, runner) =
        read::start(&settings.read, Arc::clone(&log), directory, shutdown.clone()).await?;
    let reader = Arc::new(reader);
    identity.keep_fresh(&shutdown);
    let (served, until) = oneshot::channel();
    let sealer = sealer(&settings, &log, &clock, until)?;
    let keeper = grpc::keeper(settings.attachments.as_ref())?;
    let writer = Writer::new(Arc::clone(&log), ids::v7);
    let sweeper = keeper.as_ref().map(|keeper| {
        let (files, writer) = (keeper.files.clone(), writer.clone());
        tokio::spawn(attachments::keep_swept(files, writer, clock.clone(), shutdown.clone()))
    });
    let service = Service {
        writer,
        keeper,
        log,
        reader: Arc::clone(&reader),
        identity: Arc::clone(&identity),
        clock,
    };
    let listen_error = |source| StartError::Listen(settings.listen, source);
    let listener = TcpListener::bind(settings.listen).await.map_err(listen_error)?;
    let address = listener.local_addr().map_err(listen_error)?;
    if let Some(listen) = settings.status_listen {
        let metrics = telemetry::metrics().map_err(|error| StartError::Metrics(Box::new(error)))?;
        status::serve(listen, health(&reader, &identity), metrics, shutdown.clone())
            .await
            .map_err(|source| StartError::Listen(listen, source))?;
    }
    let serving = tokio::spawn(async move {
        serve(service, listener, shutdown).await;
        drop(served);
    });
    Ok(Running {
        address,
        tasks: [serving, runner].into_iter().chain(sealer).chain(sweeper).collect(),
    })
}

/// What seals the log until nothing is written any more.
fn sealer(
    settings: &Settings,
    log: &Arc<dyn EventLog>,
    clock: &Clock,
    until: oneshot::Receiver<()>,
) -> Result<Option<JoinHandle<()>>, KeyError> {
    let Some(seal) = &settings.seal else {
        tracing::warn!("the log is not sealed, for there is no setting seal.key_file");
        return Ok(None);
    };
    let until = async {
        // It is never sent, only dropped.
        let _ = until.await;
    };
    seal::start(Arc::clone(log), seal, clock.clone(), until).map(Some)
}

async fn serve(service: Service, listener: TcpListener, shutdown: Shutdown) {
    let server = tonic::transport::Server::builder()
        .http2_max_header_list_size(LARGEST_HEADERS)
        .add_service(grpc::server(service));
    // Without it an answer of several frames waits 40 ms for the asker's acknowledgement, and the
    // builder's own setting is for sockets that it binds itself.
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    let serving = server.serve_with_incoming_shutdown(incoming, shutdown.triggered());
    match shutdown.within_grace(serving).await {
        Some(Ok(())) | None => {}
        Some(Err(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "the registry stopped");
        }
    }
}

fn health(reader: &Arc<read::Reader>, identity: &Arc<Identity>) -> Health {
    let health = Health::default();
    let (reader, identity) = (Arc::clone(reader), Arc::clone(identity));
    let standing = Arc::clone(&reader);
    health.tell("read models", move || {
        serde_json::to_value(standing.standing())
            .expect("invariant: how it stands holds only what JSON can say")
    });
    health.add("read models", move || {
        let reader = Arc::clone(&reader);
        async move { reader.ready() }
    });
    health.add("identity", move || {
        let known = identity.is_known();
        async move { if known { Ok(()) } else { Err("identity has not answered yet".to_owned()) } }
    });
    health
}
