//! The settings of a file for one, two or all three services.

use std::path::Path;

use platform::settings::{SettingsError, load};
use platform::telemetry::LogFormat;
use serde::Deserialize;

use crate::error::Failure;

/// What a settings file can hold. A key that is not known anywhere is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How log lines look.
    #[serde(default)]
    pub log_format: LogFormat,
    /// Needed by `genvej identity`, `up` and `import`.
    pub identity: Option<identity::Settings>,
    /// Needed by `genvej registry`, `up` and `rebuild`.
    pub registry: Option<registry::Settings>,
    /// Needed by `genvej gateway` and `up`.
    pub gateway: Option<gateway::Settings>,
}

impl Settings {
    /// The file, if any, and over it the environment.
    pub fn read(file: Option<&Path>) -> Result<Self, Failure> {
        load(file, "GENVEJ", &[])
            .map_err(Failure::at::<SettingsError>("indstillingerne kan ikke bruges"))
    }
}

/// The section, or which one is missing.
pub fn section<T>(section: Option<T>, name: &str) -> Result<T, Failure> {
    section.ok_or_else(|| {
        Failure::of(format!("indstillingerne mangler afsnittet [{name}]; se infra/config"))
    })
}
