//! `genvej rebuild`: builds the read models again from the log, beside what is read meanwhile.

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::StoreOptions;
use crate::error::Failure;
use crate::settings::{Settings, section};

/// The settings of the registry, or those of the demo in a folder.
pub fn registry_settings(options: &StoreOptions) -> Result<registry::Settings, Failure> {
    match &options.config {
        Some(file) => section(Settings::read(Some(file))?.registry, "registry"),
        None => Ok(crate::up::demo_registry(&options.data, 8082, "http://127.0.0.1:8083")),
    }
}

/// Rebuilds with a progress bar. Services that run go over to what is rebuilt by themselves.
pub async fn run(options: StoreOptions) -> Result<(), Failure> {
    let settings = registry_settings(&options)?;
    let progress = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} hændelser") {
        progress.set_style(style);
    }
    let position = registry::rebuild(&settings, |done, all| {
        progress.set_length(all);
        progress.set_position(done);
    })
    .await
    .map_err(Failure::at("læsemodellerne kan ikke bygges igen"))?;
    progress.finish_and_clear();
    println!("Læsemodellerne er bygget igen af loggen til position {position}.");
    Ok(())
}
