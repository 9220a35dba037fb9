//! `genvej projections`: what is parked in the read models, and what to do about it. It works beside
//! services that run: what is decided is an event in the log, which they fold like all others.

use platform::settings::account;
use registry::Projections;
use registry::read::Parked;

use crate::cli::{ProjectionOptions, ProjectionVerb};
use crate::error::Failure;
use crate::rebuild::registry_settings;

/// Shows, retries or skips.
pub async fn run(options: ProjectionOptions) -> Result<(), Failure> {
    let settings = registry_settings(&options.store)?;
    let projections = Projections::open(&settings)
        .await
        .map_err(Failure::at("log og læsemodeller kan ikke åbnes"))?;
    match &options.verb {
        ProjectionVerb::List => list(&projections).await,
        ProjectionVerb::Retry { stream } => retry(&projections, stream.as_deref()).await,
        ProjectionVerb::Skip { stream, reason } => skip(&projections, stream, reason).await,
    }
}

async fn list(projections: &Projections) -> Result<(), Failure> {
    let listing = projections.list().await.map_err(Failure::at("de kan ikke læses"))?;
    let lag = listing.head.saturating_sub(listing.position);
    println!("Position {} af {}, efterslæb {lag}.", listing.position, listing.head);
    if listing.parked.is_empty() {
        println!("Intet er parkeret.");
    }
    for parked in &listing.parked {
        println!("{}", line(parked));
    }
    Ok(())
}

async fn retry(projections: &Projections, stream: Option<&str>) -> Result<(), Failure> {
    let parked = parked(projections, stream).await?;
    for parked in parked {
        let resumed = projections
            .retry(&parked.stream, &by())
            .await
            .map_err(Failure::at("den kan ikke foldes igen"))?;
        told(projections, &parked.stream, resumed).await?;
    }
    Ok(())
}

async fn skip(projections: &Projections, stream: &str, reason: &str) -> Result<(), Failure> {
    for parked in parked(projections, Some(stream)).await? {
        let resumed = projections
            .skip(&parked, reason, &by())
            .await
            .map_err(Failure::at("hændelsen kan ikke udelades"))?;
        println!("Hændelse {} ({}) i {stream} er udeladt.", parked.version, parked.kind);
        told(projections, stream, resumed).await?;
    }
    Ok(())
}

/// Those that are parked, or the one asked for, which must be.
async fn parked(projections: &Projections, stream: Option<&str>) -> Result<Vec<Parked>, Failure> {
    let listing = projections.list().await.map_err(Failure::at("de kan ikke læses"))?;
    let mut all = listing.parked;
    if let Some(stream) = stream {
        all.retain(|parked| parked.stream == stream);
        if all.is_empty() {
            return Err(Failure::of(format!("{stream} er ikke parkeret")));
        }
    }
    Ok(all)
}

async fn told(projections: &Projections, stream: &str, resumed: bool) -> Result<(), Failure> {
    if resumed {
        println!("{stream} er foldet og følger med igen.");
        return Ok(());
    }
    for parked in parked(projections, Some(stream)).await? {
        println!("Stadig parkeret: {}", line(&parked));
    }
    Ok(())
}

fn line(parked: &Parked) -> String {
    let Parked { stream, position, version, kind, at, reason } = parked;
    let at = at.format("%Y-%m-%d %H:%M:%S");
    format!("{stream}: hændelse {version} ({kind}, position {position}, fra {at} UTC): {reason}")
}

fn by() -> String {
    account().unwrap_or_else(|| "ukendt".to_owned())
}
