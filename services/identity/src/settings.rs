//! The settings of the identity service.

use std::net::SocketAddr;
use std::path::PathBuf;

use platform::Secret;
use serde::Deserialize;
use url::Url;

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
    /// A signing key is followed by a new one when it has this many days.
    #[serde(default = "signing_key_days")]
    pub signing_key_days: u32,
    /// What gives others rights may be done for so long after signing in; then one signs in once more.
    #[serde(default = "step_up_seconds")]
    pub step_up_seconds: u32,
    /// Where providers may be. On the open internet unless said otherwise.
    #[serde(default)]
    pub providers_at: ProvidersAt,
    /// The demo provider; for demo mode only.
    #[serde(default)]
    pub demo: Option<DemoSettings>,
}

/// Where providers may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvidersAt {
    /// Names that lead to the open internet and nowhere else: administrators of many organisations
    /// write them down, and none of them is to reach into the network that this runs in.
    #[default]
    Internet,
    /// Names that lead anywhere, for an installation beside its own AD FS.
    OwnNetworkToo,
}

/// Days that a signing key signs when nothing is said.
pub const SIGNING_KEY_DAYS: u32 = 90;

const fn signing_key_days() -> u32 {
    SIGNING_KEY_DAYS
}

/// Seconds after signing in that rights may be given in, when nothing is said.
pub const STEP_UP_SECONDS: u32 = 30 * 60;

const fn step_up_seconds() -> u32 {
    STEP_UP_SECONDS
}

/// What is unsafe or cannot work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the setting {setting} cannot be used: {reason}")]
pub struct Unsafe {
    /// Its name.
    pub setting: &'static str,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl Settings {
    /// Says what is wrong with the settings, without starting anything.
    pub fn check(&self) -> Result<(), Unsafe> {
        let wrong = |setting, reason| Err(Unsafe { setting, reason });
        let url = self.database.url.expose();
        if url.is_empty() == self.database.url_file.is_none() {
            return wrong("database.url", "give either it or database.url_file");
        }
        if !(1..=3650).contains(&self.signing_key_days) {
            return wrong("signing_key_days", "it must be 1 to 3,650");
        }
        if self.step_up_seconds == 0 {
            return wrong("step_up_seconds", "nobody could ever give rights");
        }
        if self.mode == Mode::Demo {
            return Ok(());
        }
        if !(60..=43_200).contains(&self.step_up_seconds) {
            return wrong("step_up_seconds", "it must be 60 to 43,200, a minute to twelve hours");
        }
        if self.demo.is_some() {
            return wrong("demo", "it is for demo mode only");
        }
        if url.contains(":memory:") || url.contains("mode=memory") {
            return wrong("database.url", "people and sessions would be gone at the next start");
        }
        if !self.redirect_uris.iter().all(|uri| is_safe_redirect(uri)) {
            return wrong("redirect_uris", "they must be https:// unless they are this machine");
        }
        Ok(())
    }
}

/// An address that a code may be sent to: over TLS, or on this machine.
fn is_safe_redirect(uri: &str) -> bool {
    let Ok(url) = Url::parse(uri) else { return false };
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    let exact = url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    exact && (url.scheme() == "https" || url.scheme() == "http" && here)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn production(url: &str) -> Settings {
        Settings {
            mode: Mode::Production,
            listen: loopback(),
            status_listen: None,
            database: DatabaseSettings::at(url),
            redirect_uris: vec!["https://genvej.example/sign-in/callback".to_owned()],
            signing_key_days: SIGNING_KEY_DAYS,
            step_up_seconds: STEP_UP_SECONDS,
            providers_at: ProvidersAt::Internet,
            demo: None,
        }
    }

    #[test]
    fn production_takes_no_unsafe_settings() {
        let good = || production("postgres://genvej@db/identity");
        assert_eq!(good().check(), Ok(()));
        let wrong = |settings: Settings| settings.check().unwrap_err().setting;
        assert_eq!(wrong(production("sqlite::memory:")), "database.url");
        assert_eq!(wrong(production("sqlite:x?mode=memory")), "database.url");
        assert_eq!(wrong(production("")), "database.url");
        let demo = Some(DemoSettings::default());
        assert_eq!(wrong(Settings { demo, ..good() }), "demo");
        assert_eq!(wrong(Settings { signing_key_days: 0, ..good() }), "signing_key_days");
        for step_up_seconds in [0, 59, 43_201] {
            assert_eq!(wrong(Settings { step_up_seconds, ..good() }), "step_up_seconds");
        }
        for uri in ["http://genvej.example/x", "genvej.example", "https://a:b@genvej.example/"] {
            let redirect_uris = vec![uri.to_owned()];
            assert_eq!(wrong(Settings { redirect_uris, ..good() }), "redirect_uris", "{uri}");
        }
        let local = vec!["http://localhost:8080/sign-in/callback".to_owned()];
        assert_eq!(Settings { redirect_uris: local, ..good() }.check(), Ok(()));
    }
}
