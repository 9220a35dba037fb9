//! `genvej up`: all services in one process, still talking gRPC over loopback.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use platform::Shutdown;
use platform::telemetry::LogFormat;
use proto::registry::v1 as pb;
use proto::registry::v1::registry_client::RegistryClient;

use crate::cli::UpOptions;
use crate::demo;
use crate::error::Failure;
use crate::import;
use crate::import_command::into_registry;
use crate::service::begin;
use crate::settings::{Settings, section};

/// Starts everything and runs until it is told to stop.
pub async fn run(options: UpOptions) -> Result<(), Failure> {
    if options.demo {
        return run_demo(&options).await;
    }
    let Some(file) = &options.config else {
        return Err(Failure::of("vælg --demo, eller giv indstillinger med --config"));
    };
    let settings = Settings::read(Some(file))?;
    let shutdown = begin(settings.log_format)?;
    let all = All {
        identity: section(settings.identity, "identity")?,
        registry: section(settings.registry, "registry")?,
        gateway: section(settings.gateway, "gateway")?,
    };
    let running = all.start(&shutdown).await?;
    println!("Genvej kører på http://{}", running.gateway.address);
    running.stopped().await
}

async fn run_demo(options: &UpOptions) -> Result<(), Failure> {
    let shutdown = begin(LogFormat::Text)?;
    std::fs::create_dir_all(&options.data)
        .map_err(Failure::at(&format!("mappen {} kan ikke laves", options.data.display())))?;
    let login_port = match options.demo_login_port {
        Some(port) => port,
        None => options.port.checked_add(1).ok_or_else(|| Failure::of("porten er for høj"))?,
    };
    let all = All {
        identity: demo_identity(&options.data, options.port, login_port)?,
        registry: demo_registry(&options.data, registry_port(options.port), ""),
        gateway: gateway::Settings {
            listen: loopback(options.port),
            ..gateway::Settings::default()
        },
    };
    let running = all.start(&shutdown).await?;
    println!("Indlæser demoen …");
    let rows = import::casebook(demo::CASEBOOK)?;
    let registry = format!("http://{}", running.registry.address);
    let loading = async {
        demo::fill_catalogues(&registry, running.identity.store.clone()).await?;
        let report = into_registry(&rows, &registry, running.identity.store.clone()).await?;
        await_read_models(&registry).await.map(|()| report)
    };
    let imported = tokio::select! {
        report = loading => Some(report?),
        () = shutdown.triggered() => None,
    };
    if let Some(report) = imported {
        println!("{}", report.summary());
        welcome(options, running.gateway.address, running.registry.address)?;
    }
    running.stopped().await
}

/// Waits until all that was loaded can be read and found.
async fn await_read_models(registry: &str) -> Result<(), Failure> {
    let mut registry = RegistryClient::connect(registry.to_owned()).await?;
    let read = async {
        loop {
            let status = registry.status(pb::StatusRequest {}).await?.into_inner();
            if status.read_position.min(status.search_position) >= status.log_position {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let late = |_| Failure::of("læsemodellerne er ikke fulgt med efter et minut");
    tokio::time::timeout(Duration::from_mins(1), read).await.map_err(late)?
}

fn welcome(options: &UpOptions, gateway: SocketAddr, registry: SocketAddr) -> Result<(), Failure> {
    println!("\nGenvej kører på http://{gateway}");
    println!("GraphiQL, når du er logget ind: http://{gateway}/graphiql");
    println!("\nDu kan logge ind som:");
    let organisations = demo::organisations()?;
    for person in demo::people()? {
        let organisation = organisations
            .iter()
            .find(|organisation| organisation.cvr == person.organisation)
            .map_or("", |organisation| organisation.name.as_str());
        println!("  {:<20} {organisation}: {}", person.name, demo::title(&person));
    }
    println!("\nData ligger i {}. Registry svarer på http://{registry}.", options.data.display());
    println!("Stop med Ctrl-C.");
    Ok(())
}

/// Settings of all services.
struct All {
    identity: identity::Settings,
    registry: registry::Settings,
    gateway: gateway::Settings,
}

/// All services, running.
struct AllRunning {
    identity: identity::Running,
    registry: registry::Running,
    gateway: gateway::Running,
}

impl All {
    /// Starts them in the order in which they need one another.
    async fn start(mut self, shutdown: &Shutdown) -> Result<AllRunning, Failure> {
        let data = demo::data_for(&self.identity)?;
        let identity = identity::start(self.identity, data, shutdown.clone())
            .await
            .map_err(Failure::at("identity kan ikke starte (en anden port vælges med --port)"))?;
        let identity_url = format!("http://{}", identity.grpc_address);
        self.registry.identity_url.clone_from(&identity_url);
        let registry = registry::start(self.registry, shutdown.clone())
            .await
            .map_err(Failure::at("registry kan ikke starte"))?;
        self.gateway.identity_url = identity_url;
        self.gateway.registry_url = format!("http://{}", registry.address);
        let gateway = gateway::start(self.gateway, shutdown.clone())
            .await
            .map_err(Failure::at("gateway kan ikke starte (en anden port vælges med --port)"))?;
        Ok(AllRunning { identity, registry, gateway })
    }
}

impl AllRunning {
    /// Waits until all have stopped.
    async fn stopped(self) -> Result<(), Failure> {
        let gateway = self.gateway.stopped().await;
        self.registry.stopped().await;
        self.identity.stopped().await;
        gateway.map_err(Failure::at("gateway gik i stå"))
    }
}

/// Identity as the demo has it: its store in the data folder, a provider of its own on loopback.
/// The provider keeps its port, because people are known by their issuer.
pub fn demo_identity(
    data: &Path,
    port: u16,
    login_port: u16,
) -> Result<identity::Settings, Failure> {
    let file = absolute(data)?.join("identity.db");
    Ok(identity::Settings {
        mode: identity::Mode::Demo,
        listen: loopback(0),
        status_listen: None,
        database: identity::DatabaseSettings::at(format!("sqlite://{}", file.display())),
        redirect_uris: vec![
            format!("http://127.0.0.1:{port}/sign-in/callback"),
            format!("http://localhost:{port}/sign-in/callback"),
        ],
        signing_key_days: identity::SIGNING_KEY_DAYS,
        step_up_seconds: identity::STEP_UP_SECONDS,
        providers_at: identity::ProvidersAt::default(),
        demo: Some(identity::DemoSettings { listen: loopback(login_port) }),
    })
}

/// The registry as the demo has it: log, read models and index in the data folder.
pub fn demo_registry(data: &Path, port: u16, identity_url: &str) -> registry::Settings {
    registry::Settings {
        listen: loopback(port),
        status_listen: None,
        log: registry::log::LogSettings::new(format!("sqlite:{}", data.join("log.db").display())),
        seal: Some(registry::seal::SealSettings::new(data.join("seal-key.pem"))),
        read: registry::read::ReadSettings {
            url: format!("sqlite:{}", data.join("read.db").display()),
            search_folder: Some(data.join("search")),
        },
        attachments: Some(registry::attachments::AttachmentSettings::in_folder(
            data.join("attachments"),
        )),
        identity_url: identity_url.to_owned(),
    }
}

/// The port that `genvej import` looks at when it is told of none, or any where that is taken.
fn registry_port(gateway: u16) -> u16 {
    let usual = gateway.checked_add(2);
    usual.filter(|port| std::net::TcpListener::bind(loopback(*port)).is_ok()).unwrap_or(0)
}

fn absolute(path: &Path) -> Result<std::path::PathBuf, Failure> {
    std::path::absolute(path).map_err(Failure::at("datamappen kan ikke findes"))
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}
