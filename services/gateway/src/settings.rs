//! What can be set.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;
use url::Url;

use crate::publiccode::MayFetch;

/// Settings of the gateway.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address that browsers use. Cookies, redirects and the check against other sites follow
    /// it. Without it `http://` and the address that was bound.
    pub public_url: Option<Url>,
    /// gRPC address of identity.
    pub identity_url: String,
    /// gRPC address of the registry.
    pub registry_url: String,
    /// How long a service may take to answer, in milliseconds.
    pub service_timeout_ms: u64,
    /// Requests a second that one session or address may make in the long run.
    pub requests_per_second: u32,
    /// Requests that it may make at once.
    pub request_burst: u32,
    /// Take the caller's address from `X-Forwarded-For`, because a proxy of our own sets it.
    pub behind_proxy: bool,
    /// Show `/metrics` to other machines too.
    pub metrics_for_all: bool,
    /// Cases that one export holds at most; one that is cut says so.
    pub export_rows: usize,
    /// Where files of other registers may be fetched from: `internet`, or for tests `loopback_too`.
    pub fetch_from: MayFetch,
    /// Threads that serve HTTP.
    pub workers: usize,
    /// The folder that the screens were built into; without it there are only the gateway's own
    /// few pages. A relative path begins where the program was started.
    pub web_folder: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            identity_url: "http://127.0.0.1:50051".to_owned(),
            registry_url: "http://127.0.0.1:50052".to_owned(),
            service_timeout_ms: 5_000,
            requests_per_second: 50,
            request_burst: 200,
            behind_proxy: false,
            metrics_for_all: false,
            export_rows: 10_000,
            fetch_from: MayFetch::Internet,
            workers: 2,
            web_folder: PathBuf::from("web/dist"),
        }
    }
}

/// Why the gateway did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting cannot be used.
    #[error("the setting {setting} cannot be used: {reason}")]
    Setting {
        /// Its name.
        setting: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Metrics cannot be recorded.
    #[error("metrics cannot be recorded")]
    Metrics(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Settings {
    /// Says what is wrong with the settings, without starting anything.
    pub fn check(&self) -> Result<(), StartError> {
        let wrong =
            |setting, reason: &str| Err(StartError::Setting { setting, reason: reason.to_owned() });
        for (setting, url) in
            [("identity_url", &self.identity_url), ("registry_url", &self.registry_url)]
        {
            if !Url::parse(url).is_ok_and(|url| url.scheme() == "http" && url.has_host()) {
                return wrong(setting, "it is no http:// address");
            }
        }
        if let Some(url) = &self.public_url {
            let loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
            if url.scheme() != "https" && !(url.scheme() == "http" && loopback) {
                return wrong("public_url", "it must be https:// unless it is this machine");
            }
            if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
                return wrong("public_url", "it must not have a path");
            }
        }
        if self.public_url.is_none() && !self.listen.ip().is_loopback() {
            return wrong("public_url", "it is needed where other machines can reach the gateway");
        }
        if self.requests_per_second == 0 || self.request_burst == 0 {
            return wrong("requests_per_second", "it must be at least 1, and request_burst too");
        }
        if self.export_rows == 0 {
            return wrong("export_rows", "it must be at least 1");
        }
        if self.workers == 0 || self.service_timeout_ms == 0 {
            return wrong("workers", "it must be at least 1, and service_timeout_ms too");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_public_url(url: &str) -> Settings {
        Settings { public_url: Some(url.parse().unwrap()), ..Settings::default() }
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert!(with_public_url("https://genvej.example").check().is_ok());
        assert!(with_public_url("http://127.0.0.1:8080").check().is_ok());
        for url in ["http://genvej.example", "ftp://127.0.0.1", "https://genvej.example/app"] {
            assert!(with_public_url(url).check().is_err(), "{url}");
        }
    }

    #[test]
    fn settings_that_cannot_work_are_refused_by_name() {
        let settings = Settings { identity_url: "identity:1".into(), ..Settings::default() };
        assert!(settings.check().unwrap_err().to_string().contains("identity_url"));
        let settings = Settings { request_burst: 0, ..Settings::default() };
        assert!(settings.check().is_err());
        let everywhere = SocketAddr::from(([0, 0, 0, 0], 8080));
        let settings = Settings { listen: everywhere, ..Settings::default() };
        assert!(settings.check().unwrap_err().to_string().contains("public_url"));
    }
}
