//! `genvej rebuild`: throws the read models away and builds them again from the log.

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::StoreOptions;
use crate::error::Failure;
use crate::settings::{Settings, section};

/// Rebuilds with a progress bar. The registry must not be running on the same stores.
pub async fn run(options: StoreOptions) -> Result<(), Failure> {
    let settings = match &options.config {
        Some(file) => section(Settings::read(Some(file))?.registry, "registry")?,
        None => crate::up::demo_registry(&options.data, 8082, "http://127.0.0.1:8083"),
    };
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
