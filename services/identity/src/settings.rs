//! The settings of the identity service.

use std::net::SocketAddr;
use std::path::PathBuf;

use platform::Secret;
use serde::Deserialize;

/// The settings of the identity service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How strict to be. Production unless said otherwise.
    #[serde(default)]
    pub mode: Mode,
    /// Where to serve gRPC; port 0 takes a free one.
    #[serde(default = "loopback")]
    pub listen: SocketAddr,
    /// Where to serve `/livez`, `/readyz` and `/metrics`; nowhere if missing.
    #[serde(default)]
    pub status_listen: Option<SocketAddr>,
    /// The store.
    pub database: DatabaseSettings,
    /// The gateway's callback addresses, compared exactly.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    /// The demo provider; for demo mode only.
    #[serde(default)]
    pub demo: Option<DemoSettings>,
}

/// How strict to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Providers over TLS only, no provider of our own.
    #[default]
    Production,
    /// Everything on loopback, with a small provider of our own to sign in at.
    Demo,
}

/// Where the store is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite:///path/to/file.db` or `postgres://user:password@host/database`.
    #[serde(default)]
    pub url: Secret,
    /// A file that holds the address, so that its password need not be in the settings.
    #[serde(default)]
    pub url_file: Option<PathBuf>,
    /// The most connections to PostgreSQL. SQLite always has one.
    #[serde(default = "connections")]
    pub connections: u32,
}

impl DatabaseSettings {
    /// A store at an address.
    pub fn at(url: impl Into<String>) -> Self {
        Self { url: Secret::new(url), url_file: None, connections: connections() }
    }
}

/// The demo provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoSettings {
    /// Where it serves; a loopback address, port 0 takes a free one.
    #[serde(default = "loopback")]
    pub listen: SocketAddr,
}

impl Default for DemoSettings {
    fn default() -> Self {
        Self { listen: loopback() }
    }
}

fn loopback() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

fn connections() -> u32 {
    8
}
