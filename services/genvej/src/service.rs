//! One service in a process of its own.

use platform::Shutdown;
use platform::telemetry;

use crate::cli::ServiceOptions;
use crate::demo;
use crate::error::Failure;
use crate::settings::{Settings, section};

/// Identity alone.
pub async fn identity(options: ServiceOptions) -> Result<(), Failure> {
    let settings = read(&options)?;
    let identity = section(settings.identity, "identity")?;
    identity.check().map_err(Failure::at("indstillingerne kan ikke bruges"))?;
    if options.check {
        return checked();
    }
    let shutdown = begin(settings.log_format)?;
    let data = demo::data_for(&identity)?;
    let running = identity::start(identity, data, shutdown.clone())
        .await
        .map_err(Failure::at("identity kan ikke starte"))?;
    announce("identity", running.grpc_address);
    running.stopped().await;
    Ok(())
}

/// The registry alone.
pub async fn registry(options: ServiceOptions) -> Result<(), Failure> {
    let settings = read(&options)?;
    let registry = section(settings.registry, "registry")?;
    registry.check().map_err(Failure::at("indstillingerne kan ikke bruges"))?;
    if options.check {
        if let Some(warning) = unscanned(&registry) {
            println!("{warning}");
        }
        return checked();
    }
    let shutdown = begin(settings.log_format)?;
    let running = registry::start(registry, shutdown.clone())
        .await
        .map_err(Failure::at("registry kan ikke starte"))?;
    announce("registry", running.address);
    running.stopped().await;
    Ok(())
}

/// What is no fault, and still not as it should be where others use it.
fn unscanned(registry: &registry::Settings) -> Option<&'static str> {
    let attachments = registry.attachments.as_ref()?;
    attachments
        .scanner
        .is_none()
        .then_some("Advarsel: filer virusscannes ikke, for [registry.attachments.scanner] mangler.")
}

/// The gateway alone.
pub async fn gateway(options: ServiceOptions) -> Result<(), Failure> {
    let settings = read(&options)?;
    let gateway = section(settings.gateway, "gateway")?;
    gateway.check().map_err(Failure::at("indstillingerne kan ikke bruges"))?;
    if options.check {
        return checked();
    }
    let shutdown = begin(settings.log_format)?;
    let running = gateway::start(gateway, shutdown.clone())
        .await
        .map_err(Failure::at("gateway kan ikke starte"))?;
    announce("gateway", running.address);
    running.stopped().await.map_err(Failure::at("gateway gik i stå"))
}

fn read(options: &ServiceOptions) -> Result<Settings, Failure> {
    Settings::read(options.config.as_deref())
}

/// Logging on, and a shutdown that signals reach.
pub fn begin(format: telemetry::LogFormat) -> Result<Shutdown, Failure> {
    telemetry::init(format);
    Shutdown::new().on_signals().map_err(Failure::at("signaler kan ikke modtages"))
}

#[allow(clippy::unnecessary_wraps, reason = "it is the end of three functions that can fail")]
fn checked() -> Result<(), Failure> {
    println!("Indstillingerne kan bruges.");
    Ok(())
}

/// One line that programs wait for.
fn announce(service: &str, address: std::net::SocketAddr) {
    println!("{service} lytter på {address}");
}
