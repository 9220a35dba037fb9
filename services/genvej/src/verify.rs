//! `genvej verify`: the log held to its proofs, without a running service.

use std::path::Path;

use registry::seal::{Head, PublicKey, SealKey};
use registry::verify::{Fault, Options, Report, Tampering, verify};

use crate::backup::Stores;
use crate::cli::VerifyOptions;
use crate::error::Failure;
use crate::log::open;

/// Reads all of the log and tells the verdict; fails when the log is not as it was written.
pub async fn run(options: VerifyOptions) -> Result<(), Failure> {
    let stores = Stores::of(&options.from)?;
    let mut keys = options.key.iter().map(|file| key(file)).collect::<Result<Vec<_>, _>>()?;
    let seal = stores.registry.as_ref().and_then(|registry| registry.seal.as_ref());
    if keys.is_empty()
        && let Some(seal) = seal.filter(|seal| seal.key_file.exists())
    {
        let own = SealKey::open(&seal.key_file).map_err(Failure::at("nøglen kan ikke bruges"))?;
        keys.push(own.public());
    }
    let heads = options.head.iter().map(|file| head(file)).collect::<Result<Vec<_>, _>>()?;
    let heads_kept = heads.len();
    let options = Options { keys, heads };
    let log = open(&stores.log).await?;
    let report = verify(log.as_ref(), &options)
        .await
        .map_err(Failure::at("loggen kan ikke holdes op mod sine beviser"))?;
    if let Some(fault) = &report.fault {
        return Err(Failure::of(format!("loggen er ikke, som den blev skrevet: {}", told(fault))));
    }
    println!("Loggen er, som den blev skrevet.");
    println!(
        "{} hændelser i {} strømme, {} segl, {} slettede dele.",
        report.events, report.streams, report.seals, report.erased
    );
    tell_of_seals(&report, options.keys.is_empty());
    if heads_kept > 0 {
        println!("Alle {heads_kept} gemte hoveder er fundet igen.");
    }
    Ok(())
}

fn tell_of_seals(report: &Report, any_key: bool) {
    match report.sealed_at {
        None => println!("Den er ikke forseglet: kun hver strøm for sig er bevist."),
        Some(at) => println!(
            "Sidst forseglet {at}; {} hændelser derefter er ikke forseglet endnu.",
            report.unsealed
        ),
    }
    for key in &report.keys {
        println!("Forseglet med nøglen {key}.");
    }
    if any_key && report.seals > 0 {
        println!("Nøglen er taget for god, som den står i loggen; giv den rette med --key.");
    }
}

/// What was done, to which event, and what did not fit.
fn told(fault: &Fault) -> String {
    let what = match fault.tampering {
        Tampering::Altered => "er ændret",
        Tampering::Removed => "er fjernet",
        Tampering::Inserted => "er sat ind",
        Tampering::Moved => "er flyttet",
    };
    let which = match (&fault.stream, fault.version) {
        (Some(stream), Some(version)) => format!("version {version} af {stream}"),
        (Some(stream), None) => format!("en hændelse i {stream}"),
        _ => "en hændelse".to_owned(),
    };
    let place = fault.position.map_or(String::new(), |it| format!(" på position {it}"));
    format!("{which}{place} {what} ({})", fault.why)
}

fn key(file: &Path) -> Result<PublicKey, Failure> {
    let pem = read(file)?;
    PublicKey::from_pem(&pem)
        .ok_or_else(|| Failure::of(format!("{} er ikke en offentlig nøgle", file.display())))
}

fn head(file: &Path) -> Result<Head, Failure> {
    serde_json::from_str(&read(file)?)
        .map_err(Failure::at(&format!("{} er ikke et hoved af en log", file.display())))
}

fn read(file: &Path) -> Result<String, Failure> {
    let name = file.display();
    std::fs::read_to_string(file).map_err(Failure::at(&format!("{name} kan ikke læses")))
}
