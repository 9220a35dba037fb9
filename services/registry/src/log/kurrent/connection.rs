//! One client after another: `eventstore` gives up for good where the log goes on.
//!
//! The client's own task ends with the first connection that fails and answers `ConnectionClosed`
//! from then on, and it never looks for another node when its own is gone. So it is thrown away
//! and made again here, and the call repeated, for as long as the caller is patient.
//!
//! Each client runs on a thread of its own, for one that is thrown away would otherwise leave its
//! task and its sockets behind.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use eventstore::{Client, ClientSettings, Error};
use rustls::crypto::CryptoProvider;
use tokio::net::TcpStream;
use tokio::runtime::{self, Handle, Runtime};
use tokio_util::task::AbortOnDropHandle;

use crate::log::{LogError, LogSettings};

/// How long a call rests before it is made again.
const REST: Duration = Duration::from_millis(20);

/// How long it may take to see whether a server is there at all.
const GLANCE: Duration = Duration::from_millis(200);

/// How long the client rests before it connects, in milliseconds; its own rest is half a second.
const REST_BEFORE_CONNECTING_MS: u64 = 20;

/// Names whose values are ours unless the address says otherwise.
const DISCOVERY_INTERVAL: &str = "discoveryInterval";
const GOSSIP_TIMEOUT: &str = "gossipTimeout";

/// A connection to a server or a cluster.
pub(super) struct Connection {
    settings: ClientSettings,
    is_cluster: bool,
    patience: Duration,
    current: Mutex<Current>,
}

#[derive(Default)]
struct Current {
    client: Option<Running>,
    /// Counts the clients, so that of many callers who saw one fail only the first replaces it.
    generation: u64,
}

/// A client and the thread that it runs on.
struct Running {
    client: Client,
    runtime: Option<Runtime>,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Without waiting for its thread, which is not allowed here.
            runtime.shutdown_background();
        }
    }
}

/// Why a call came to nothing.
#[derive(Debug)]
pub(super) enum Failed {
    /// The stream has not the expected revision.
    WrongRevision,
    /// There is no such stream.
    NoStream,
    /// Whatever callers of the log are told.
    Log(LogError),
}

impl From<Failed> for LogError {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Log(error) => error,
            Failed::WrongRevision => Self::Corrupt("a read expects no revision".to_owned()),
            Failed::NoStream => Self::Corrupt("a stream is gone".to_owned()),
        }
    }
}

/// TLS does not come about with a server that is there.
#[derive(Debug, thiserror::Error)]
#[error(
    "TLS fails: the server's certificate is for another name, or from an authority that is not in \
     tlsCaFile or among the machine's own"
)]
struct Untrusted(#[source] Error);

/// What an error of the client calls for.
enum Verdict {
    Told(Failed),
    Again,
    AgainWithNewClient,
}

impl Connection {
    /// Reads the settings without connecting.
    pub fn new(settings: &LogSettings) -> Result<Self, LogError> {
        let client = client_settings(settings)?;
        let is_cluster = client.is_dns_discovery_enabled() || client.hosts().len() > 1;
        let patience = settings.patience();
        Ok(Self { settings: client, is_cluster, patience, current: Mutex::default() })
    }

    /// When a call that begins now has taken too long.
    pub fn deadline(&self) -> Instant {
        Instant::now() + self.patience
    }

    /// Calls until there is an answer or the deadline has come. What is called must have one
    /// effect however often it is called.
    pub async fn call<T, F>(
        &self,
        until: Instant,
        work: impl Fn(Client, Duration) -> F,
    ) -> Result<T, Failed>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let mut told = None;
        loop {
            let (generation, client, runtime) = self.client().map_err(Failed::Log)?;
            // Half of the patience, so that one node that is silent leaves time for another.
            let time = until.saturating_duration_since(Instant::now()).min(self.patience / 2);
            let task = AbortOnDropHandle::new(runtime.spawn(work(client, time)));
            let error = match tokio::time::timeout(time, task).await {
                Ok(Ok(Ok(done))) => return Ok(done),
                Ok(Ok(Err(error))) => error,
                // Another caller saw this client fail and threw it away.
                Ok(Err(_)) => Error::ConnectionClosed,
                Err(_) => Error::DeadlineExceeded,
            };
            match self.verdict(&error) {
                Verdict::Told(failed) => return Err(failed),
                Verdict::Again => {}
                Verdict::AgainWithNewClient => self.forget(generation),
            }
            // That time ran out tells less than what went wrong before.
            if told.is_none() || !matches!(error, Error::DeadlineExceeded) {
                told = Some(error);
            }
            if Instant::now() + REST >= until {
                let told = told.unwrap_or(Error::DeadlineExceeded);
                return Err(Failed::Log(LogError::Unavailable(self.explained(told).await)));
            }
            tokio::time::sleep(REST).await;
        }
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn client(&self) -> Result<(u64, Client, Handle), LogError> {
        let mut current = self.current();
        let generation = current.generation;
        let running = match &mut current.client {
            Some(running) => running,
            none => none.insert(self.start()?),
        };
        let runtime = running.runtime.as_ref().expect("invariant: it is there until the drop");
        Ok((generation, running.client.clone(), runtime.handle().clone()))
    }

    fn start(&self) -> Result<Running, LogError> {
        own_the_provider()?;
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("kurrentdb")
            .enable_all()
            .build()
            .map_err(|error| LogError::Unavailable(Box::new(error)))?;
        let client = Client::with_runtime_handle(runtime.handle().clone(), self.settings.clone());
        match client {
            Ok(client) => Ok(Running { client, runtime: Some(runtime) }),
            Err(error) => {
                runtime.shutdown_background();
                Err(LogError::Unavailable(Box::new(error)))
            }
        }
    }

    fn forget(&self, generation: u64) {
        let mut current = self.current();
        if current.generation == generation {
            *current = Current { client: None, generation: generation + 1 };
        }
    }

    /// The client tells only that it could not connect. A server that can be reached and not be
    /// talked to in TLS has a certificate that is not trusted.
    async fn explained(&self, error: Error) -> Box<dyn std::error::Error + Send + Sync> {
        if let (Error::GrpcConnectionError(_), true, Some(host)) =
            (&error, self.settings.is_secure_mode_enabled(), self.settings.hosts().first())
        {
            let address = format!("{}:{}", host.host, host.port);
            let reached = tokio::time::timeout(GLANCE, TcpStream::connect(address)).await;
            if matches!(reached, Ok(Ok(_))) {
                return Box::new(Untrusted(error));
            }
        }
        Box::new(error)
    }

    fn verdict(&self, error: &Error) -> Verdict {
        let invalid = |why: String| Verdict::Told(Failed::Log(LogError::Invalid(why)));
        match error {
            Error::WrongExpectedVersion { .. } => Verdict::Told(Failed::WrongRevision),
            Error::ResourceNotFound => Verdict::Told(Failed::NoStream),
            Error::ResourceDeleted => Verdict::Told(Failed::Log(LogError::Corrupt(
                "a stream was deleted in the store".to_owned(),
            ))),
            Error::AccessDenied => {
                invalid("the store does not let this name and password in".to_owned())
            }
            Error::Grpc { code, message } if is_the_caller_s(*code) => {
                invalid(format!("the store says {message}"))
            }
            Error::UnsupportedFeature | Error::InternalParsingError(_) => {
                invalid(format!("the store is none that is known: {error}"))
            }
            // It has gone over to the leader by itself.
            Error::NotLeaderException(_) => Verdict::Again,
            Error::ServerError(_) if !self.is_cluster => Verdict::Again,
            _ => Verdict::AgainWithNewClient,
        }
    }
}

/// Whether the same call would be refused again.
fn is_the_caller_s(code: impl std::fmt::Debug) -> bool {
    // The type belongs to the client's own generation of tonic, which has no name here.
    matches!(format!("{code:?}").as_str(), "InvalidArgument" | "OutOfRange" | "FailedPrecondition")
}

/// The client installs the process's TLS provider itself, in its background task, and its every
/// call fails when another was there before. Told here, where the reason can be named.
fn own_the_provider() -> Result<(), LogError> {
    static IS_OURS: Mutex<bool> = Mutex::new(false);
    let mut is_ours = IS_OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if !*is_ours && CryptoProvider::get_default().is_some() {
        return Err(LogError::Invalid(
            "the process has a TLS provider already, and the client of KurrentDB installs its own"
                .to_owned(),
        ));
    }
    *is_ours = true;
    Ok(())
}

/// The client's settings from ours.
fn client_settings(settings: &LogSettings) -> Result<ClientSettings, LogError> {
    let invalid = |why: String| LogError::Invalid(format!("the address of KurrentDB: {why}"));
    let address = settings.url.replacen("kurrentdb", "esdb", 1);
    let user = address.split_once("://").and_then(|(_, rest)| rest.split_once('@'));
    if user.is_some_and(|(user, _)| user.contains('%')) {
        // The client sends them as they stand in the address.
        return Err(invalid(
            "its client reads no %-escapes in the name and the password".to_owned(),
        ));
    }
    let client: ClientSettings = with_rests(&address, settings.patience()).parse().map_err(
        |error: eventstore::ClientSettingsParseError| match error.error() {
            // The message is then the address with its password.
            Some(error) => invalid(error.to_string()),
            None => invalid(error.message().to_owned()),
        },
    )?;
    let (certificate, key) = client.user_certificate().unzip();
    for file in [client.tls_ca_file(), certificate, key].into_iter().flatten() {
        let text =
            std::fs::read_to_string(file).map_err(|error| invalid(format!("{file}: {error}")))?;
        if !text.contains("-----BEGIN ") {
            return Err(invalid(format!("{file} holds no certificate or key in PEM")));
        }
    }
    Ok(client)
}

/// The address with the times that the log must keep to, where it does not name its own.
fn with_rests(address: &str, patience: Duration) -> String {
    let mut address = address.to_owned();
    let gossip_ms = u64::try_from(patience.as_millis() / 4).unwrap_or(u64::MAX);
    let ours = [(DISCOVERY_INTERVAL, REST_BEFORE_CONNECTING_MS), (GOSSIP_TIMEOUT, gossip_ms)];
    for (name, milliseconds) in ours {
        if !address.to_lowercase().contains(&format!("{}=", name.to_lowercase())) {
            let sign = if address.contains('?') { '&' } else { '?' };
            address = format!("{address}{sign}{name}={milliseconds}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::client_settings;
    use crate::log::LogSettings;

    #[test]
    fn both_names_of_the_scheme_and_clusters_are_read() {
        for (address, hosts, discovers) in [
            ("kurrentdb://db:2113?tls=false", 1, false),
            ("esdb://name:word@db?tls=true", 1, false),
            ("kurrentdb://a:2113,b:2113,c:2113", 3, false),
            ("kurrentdb+discover://cluster.dns:2113", 1, true),
        ] {
            let client = client_settings(&LogSettings::new(address)).unwrap();
            assert_eq!(client.hosts().len(), hosts, "{address}");
            assert_eq!(client.is_dns_discovery_enabled(), discovers, "{address}");
        }
    }

    #[test]
    fn a_bad_address_is_refused_without_telling_its_password() {
        for address in ["esdb://log:hemmelig@db:x", "esdb://log:%20hemmelig@db", "esdb://"] {
            let error = client_settings(&LogSettings::new(address)).unwrap_err().to_string();
            assert!(!error.contains("hemmelig"), "{error}");
        }
    }

    #[test]
    fn a_missing_authority_is_refused() {
        let settings = LogSettings::new("esdb://db?tlsCaFile=/there/is/no/such.pem");
        assert!(client_settings(&settings).unwrap_err().to_string().contains("/there/is/no"));
    }
}
