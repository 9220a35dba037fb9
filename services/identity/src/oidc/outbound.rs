//! Requests to providers, which may be slow, huge, redirecting, or somebody else.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use platform::network::is_open;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::demo::DemoPermit;
use crate::settings::ProvidersAt;

/// Why a provider was not asked, or its answer not taken.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// Neither TLS nor, in demo mode, loopback.
    #[error("the provider's address is not over TLS")]
    Insecure,
    /// No connection, no answer in time, or one that is no HTTP.
    #[error("the provider could not be asked")]
    Http(#[source] reqwest::Error),
    /// More than a provider has to say.
    #[error("the provider's answer is too large")]
    TooLarge,
    /// The answer could not be handed on.
    #[error("the provider's answer is no HTTP answer")]
    Malformed,
}

/// Asks providers: no redirects, limits on time and size, TLS only.
#[derive(Debug, Clone)]
pub struct Outbound {
    client: reqwest::Client,
    loopback_allowed: bool,
    at: ProvidersAt,
}

impl Outbound {
    /// A provider has this long to answer.
    const LIMIT: Duration = Duration::from_secs(10);
    const CONNECT_LIMIT: Duration = Duration::from_secs(5);
    /// Discovery documents and key sets of large providers have some tens of KiB.
    const LARGEST_BYTES: usize = 256 * 1024;

    /// Over TLS only; with the permit of demo mode, loopback without TLS as well.
    pub fn new(demo: Option<&DemoPermit>, at: ProvidersAt) -> Result<Self, OutboundError> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Self::CONNECT_LIMIT)
            .timeout(Self::LIMIT)
            .user_agent("genvej-identity");
        if demo.is_some() {
            builder = builder.no_proxy();
        } else if at == ProvidersAt::Internet {
            builder = builder.dns_resolver(Arc::new(OpenOnly));
        }
        let client = builder.build().map_err(OutboundError::Http)?;
        Ok(Self { client, loopback_allowed: demo.is_some(), at })
    }

    /// Asks once.
    pub async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, OutboundError> {
        let request = reqwest::Request::try_from(request).map_err(OutboundError::Http)?;
        if !self.allows(request.url()) {
            return Err(OutboundError::Insecure);
        }
        let response = self.client.execute(request).await.map_err(OutboundError::Http)?;
        let mut answer = HttpResponse::new(Vec::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(OutboundError::Http)?;
            if answer.body().len() + chunk.len() > Self::LARGEST_BYTES {
                return Err(OutboundError::TooLarge);
            }
            answer.body_mut().extend_from_slice(&chunk);
        }
        Ok(answer)
    }

    /// May this address be asked, or a browser be sent there?
    pub fn allows(&self, url: &Url) -> bool {
        let loopback = match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(_)) | None => false,
        };
        // As an issuer: a name, and none that always means this machine or its network, unless they may.
        let within = |name: &str| self.at == ProvidersAt::Internet && name.ends_with(".localhost");
        let named = match url.host() {
            Some(Host::Domain(name)) => {
                let name = name.to_lowercase();
                name.contains('.') && !name.ends_with('.') && !within(&name)
            }
            _ => false,
        };
        match url.scheme() {
            "https" => named || self.loopback_allowed && loopback,
            "http" => self.loopback_allowed && loopback,
            _ => false,
        }
    }
}

/// Looks names up, and finds none that leads into a network within. The connection goes to the addresses
/// that were looked at and no others.
struct OpenOnly;

#[derive(Debug, thiserror::Error)]
#[error("the name leads into a network within")]
struct LeadsWithin;

impl Resolve for OpenOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.iter().all(|address| is_open(address.ip())) {
                let addresses: Addrs = Box::new(found.into_iter());
                return Ok(addresses);
            }
            Err(LeadsWithin.into())
        })
    }
}

impl<'c> AsyncHttpClient<'c> for Outbound {
    type Error = OutboundError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, OutboundError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::permit_for_tests;

    fn allowed(outbound: &Outbound, url: &str) -> bool {
        outbound.allows(&Url::parse(url).unwrap())
    }

    #[test]
    fn in_production_only_tls_is_allowed() {
        let outbound = Outbound::new(None, ProvidersAt::Internet).unwrap();
        assert!(allowed(&outbound, "https://login.example.dk/x"));
        for url in [
            "http://login.example.dk",
            "http://127.0.0.1:8080",
            "https://127.0.0.1:8080",
            "https://10.0.0.5:8443/keys",
            "https://[fd00::1]/token",
            "https://localhost/token",
            "https://localhost./token",
            "https://a.localhost",
            "https://intern",
            "file:///etc/passwd",
        ] {
            assert!(!allowed(&outbound, url), "{url}");
        }
    }

    #[test]
    fn beside_its_own_provider_names_lead_anywhere_and_numbers_nowhere() {
        let outbound = Outbound::new(None, ProvidersAt::OwnNetworkToo).unwrap();
        for url in ["https://keycloak.localhost:8443/realms/x", "https://adfs.intern.dk/adfs"] {
            assert!(allowed(&outbound, url), "{url}");
        }
        for url in ["https://10.0.0.5/adfs", "http://adfs.intern.dk", "https://localhost/"] {
            assert!(!allowed(&outbound, url), "{url}");
        }
    }

    #[test]
    fn in_demo_mode_loopback_is_allowed_by_number_and_nothing_else() {
        let outbound = Outbound::new(Some(&permit_for_tests()), ProvidersAt::Internet).unwrap();
        assert!(allowed(&outbound, "http://127.0.0.1:8080/x"));
        assert!(allowed(&outbound, "http://[::1]:8080/x"));
        // A name is whatever a resolver says it is.
        for url in ["http://localhost:8080", "http://10.0.0.1", "http://127.0.0.1.example.dk"] {
            assert!(!allowed(&outbound, url), "{url}");
        }
    }

    /// `localhost` is a name that leads within on any machine; the address rule refuses it before, so the
    /// resolver is asked itself.
    #[tokio::test]
    async fn a_name_that_leads_within_is_not_found() {
        use std::str::FromStr;

        let within = OpenOnly.resolve(Name::from_str("localhost").unwrap()).await;
        let refused = within.err().unwrap();
        assert!(refused.downcast_ref::<LeadsWithin>().is_some(), "{refused}");
        let open = OpenOnly.resolve(Name::from_str("8.8.8.8").unwrap()).await;
        assert_eq!(open.ok().unwrap().count(), 1);
    }

    #[tokio::test]
    async fn a_client_for_the_internet_asks_nobody_within() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let url = format!("http://localhost:{port}/");
        for (at, reaches) in [(ProvidersAt::Internet, false), (ProvidersAt::OwnNetworkToo, true)] {
            let outbound = Outbound::new(None, at).unwrap();
            let asked = tokio::spawn(outbound.client.get(&url).send());
            let reached = tokio::select! {
                accepted = listener.accept() => accepted.is_ok(),
                answer = asked => answer.unwrap().is_ok(),
            };
            assert_eq!(reached, reaches, "{at:?}");
        }
    }
}
