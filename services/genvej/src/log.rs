//! `genvej log`: what of a log's proofs leaves it.

use std::path::Path;
use std::sync::Arc;

use registry::log::{EventLog, LogSettings};
use registry::seal::{SealKey, newest};

use crate::backup::Stores;
use crate::cli::{ExportOptions, LogVerb};
use crate::error::Failure;

/// Writes a head or a key.
pub async fn run(verb: LogVerb) -> Result<(), Failure> {
    match verb {
        LogVerb::Head(options) => {
            let stores = Stores::of(&options.from)?;
            let log = open(&stores.log).await?;
            let newest =
                newest(log.as_ref()).await.map_err(Failure::at("loggen kan ikke læses"))?;
            let (_, sealed) = newest.ok_or_else(|| Failure::of("loggen er ikke forseglet"))?;
            let head = serde_json::to_string_pretty(&sealed.head())?;
            written(&options, &format!("{head}\n"))
        }
        LogVerb::Key(options) => {
            let seal = Stores::of(&options.from)?.registry.and_then(|registry| registry.seal);
            let seal = seal.ok_or_else(|| {
                Failure::of("indstillingerne siger ikke, hvor nøglen er: seal.key_file")
            })?;
            written(&options, &public_pem(&seal.key_file)?)
        }
    }
}

/// The log, which must be there.
pub async fn open(settings: &LogSettings) -> Result<Arc<dyn EventLog>, Failure> {
    if settings.file().is_some_and(|file| !file.exists()) {
        return Err(Failure::of("der er ingen log, hvor indstillingerne siger"));
    }
    registry::log::open(settings).await.map_err(Failure::at("loggen kan ikke åbnes"))
}

fn public_pem(file: &Path) -> Result<String, Failure> {
    let unusable = "nøglen kan ikke bruges";
    let key = SealKey::open(file).map_err(Failure::at(unusable))?;
    key.public().to_pem().ok_or_else(|| Failure::of(unusable))
}

fn written(options: &ExportOptions, text: &str) -> Result<(), Failure> {
    let Some(file) = &options.out else {
        print!("{text}");
        return Ok(());
    };
    let name = file.display();
    std::fs::write(file, text).map_err(Failure::at(&format!("{name} kan ikke skrives")))
}
