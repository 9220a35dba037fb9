//! Which engine keeps the log, and how hard it tries.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Settings of the event log. Unknown keys are refused.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// `memory:`, `sqlite:<path of the file>`, `postgres://user:password@host/database` or
    /// `kurrentdb://user:password@host:2113`.
    pub url: String,
    /// For `KurrentDB`: what the names of this log's streams begin with, so that others may use
    /// the same cluster. Letters, digits, `-` and `_`, then a dot.
    #[serde(default = "default_prefix")]
    pub prefix: String,
    /// Connections that read at the same time; writing has its own.
    #[serde(default = "default_readers")]
    pub readers: u32,
    /// Milliseconds after which an answer that has not come is `Unavailable`.
    #[serde(default = "default_patience_ms")]
    pub patience_ms: u64,
    /// For tests only: acknowledge before the disk has it, with `synchronous=NORMAL` or
    /// `synchronous_commit=off`. A power cut then loses events.
    #[serde(default)]
    pub relaxed_durability_in_tests: bool,
}

impl LogSettings {
    /// Settings with everything but the address at its default.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            prefix: default_prefix(),
            readers: default_readers(),
            patience_ms: default_patience_ms(),
            relaxed_durability_in_tests: false,
        }
    }

    /// The file of a `SQLite` log.
    pub fn file(&self) -> Option<&Path> {
        let path = self.url.strip_prefix("sqlite:")?;
        Some(Path::new(path.strip_prefix("//").unwrap_or(path)))
    }

    pub(super) fn patience(&self) -> Duration {
        Duration::from_millis(self.patience_ms)
    }

    /// What the store itself waits: it gives up before the caller does, so that no statement is
    /// left running and no lock held for an answer that nobody waits for.
    pub(super) fn store_patience(&self) -> Duration {
        self.patience() * 4 / 5
    }
}

/// The address may hold a password, so only its scheme is shown.
impl fmt::Debug for LogSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.url.split(':').next().unwrap_or_default();
        f.debug_struct("LogSettings")
            .field("url", &format_args!("{scheme}:…"))
            .field("prefix", &self.prefix)
            .field("readers", &self.readers)
            .field("patience_ms", &self.patience_ms)
            .field("relaxed_durability_in_tests", &self.relaxed_durability_in_tests)
            .finish()
    }
}

fn default_prefix() -> String {
    "genvej.".to_owned()
}

fn default_readers() -> u32 {
    4
}

fn default_patience_ms() -> u64 {
    5_000
}

#[cfg(test)]
mod tests {
    use super::LogSettings;

    #[test]
    fn an_unknown_key_is_refused() {
        let text = r#"{"url": "memory:", "synchronous": "off"}"#;
        assert!(serde_json::from_str::<LogSettings>(text).is_err());
    }

    #[test]
    fn a_password_is_not_printed() {
        let settings = LogSettings::new("postgres://log:hemmelig@db/genvej");
        assert!(!format!("{settings:?}").contains("hemmelig"));
    }
}
