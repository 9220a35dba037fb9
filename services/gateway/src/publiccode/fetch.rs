//! Fetches a file from an address that somebody typed, without being led into our own network.
//!
//! The name is looked up once, every address that it has must be one of the open internet, and the
//! connection goes to those addresses and no others. Redirects are followed on the same host only,
//! each after the same checks. What is answered is bounded in size and time, and nobody is told more
//! of it than whether it could be had.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use exchange::publiccode::LARGEST_FILE;
use futures::StreamExt;
use platform::network::is_open;
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use serde::Deserialize;
use url::{Host, Url};

/// Characters of an address.
const LONGEST_ADDRESS: usize = 1_024;
/// For all of it.
const LONGEST: Duration = Duration::from_secs(10);
/// Redirects within a host.
const MOST_REDIRECTS: usize = 3;

/// Where may be fetched from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MayFetch {
    /// The open internet, over TLS.
    #[default]
    Internet,
    /// This machine too, also without TLS: for tests.
    LoopbackToo,
}

/// Fetches files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fetcher(pub MayFetch);

/// Why there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotFetched {
    /// Not an address that is fetched from.
    AddressNotAllowed,
    /// Nobody answers there, not in time, or not with such a file.
    NotReached,
}

impl NotFetched {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::AddressNotAllowed => "address_not_allowed",
            Self::NotReached => "not_reached",
        }
    }
}

impl Fetcher {
    /// The text at an address, and the address that it was had from.
    pub async fn fetch(self, address: &str) -> Result<(String, String), NotFetched> {
        let address = self.checked(address)?;
        let found = tokio::time::timeout(LONGEST, self.follow(raw(address)));
        found.await.map_err(|_| NotFetched::NotReached)?
    }

    fn checked(self, address: &str) -> Result<Url, NotFetched> {
        if address.chars().count() > LONGEST_ADDRESS {
            return Err(NotFetched::AddressNotAllowed);
        }
        let url = Url::parse(address.trim()).map_err(|_| NotFetched::AddressNotAllowed)?;
        let plain = url.username().is_empty() && url.password().is_none();
        let secure = url.scheme() == "https" && url.port().is_none();
        let here = url.scheme() == "http" && self.0 == MayFetch::LoopbackToo;
        if plain && (secure || here) { Ok(url) } else { Err(NotFetched::AddressNotAllowed) }
    }

    async fn follow(self, mut url: Url) -> Result<(String, String), NotFetched> {
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.ask(&url).await?;
            if !answer.status().is_redirection() {
                return Ok((text(answer).await?, url.to_string()));
            }
            let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let next = to.and_then(|to| url.join(to).ok()).ok_or(NotFetched::NotReached)?;
            let next = self.checked(next.as_str())?;
            if next.host() != url.host() || next.port() != url.port() {
                return Err(NotFetched::AddressNotAllowed);
            }
            url = next;
        }
        Err(NotFetched::NotReached)
    }

    async fn ask(self, url: &Url) -> Result<reqwest::Response, NotFetched> {
        let addresses = self.looked_up(url).await?;
        let host = url.host_str().unwrap_or_default();
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .connect_timeout(LONGEST / 2)
            .resolve_to_addrs(host, &addresses)
            .user_agent("Genvej")
            .build();
        let client = client.map_err(|_| NotFetched::NotReached)?;
        client.get(url.clone()).send().await.map_err(|_| NotFetched::NotReached)
    }

    /// The addresses of a host, of which none may be inside.
    async fn looked_up(self, url: &Url) -> Result<Vec<SocketAddr>, NotFetched> {
        let port = url.port_or_known_default().unwrap_or(443);
        let addresses: Vec<SocketAddr> = match url.host() {
            Some(Host::Ipv4(ip)) => vec![SocketAddr::new(ip.into(), port)],
            Some(Host::Ipv6(ip)) => vec![SocketAddr::new(ip.into(), port)],
            Some(Host::Domain(name)) => {
                let found = tokio::net::lookup_host((name, port)).await;
                found.map_err(|_| NotFetched::NotReached)?.collect()
            }
            None => return Err(NotFetched::AddressNotAllowed),
        };
        let allowed = |ip: IpAddr| {
            is_open(ip) || (self.0 == MayFetch::LoopbackToo && ip.to_canonical().is_loopback())
        };
        match addresses.as_slice() {
            [] => Err(NotFetched::NotReached),
            all if all.iter().all(|address| allowed(address.ip())) => Ok(addresses),
            _ => Err(NotFetched::AddressNotAllowed),
        }
    }
}

async fn text(answer: reqwest::Response) -> Result<String, NotFetched> {
    if !answer.status().is_success() {
        return Err(NotFetched::NotReached);
    }
    let (mut body, mut pieces) = (Vec::new(), answer.bytes_stream());
    while let Some(piece) = pieces.next().await {
        body.extend_from_slice(&piece.map_err(|_| NotFetched::NotReached)?);
        if body.len() > LARGEST_FILE {
            return Err(NotFetched::NotReached);
        }
    }
    String::from_utf8(body).map_err(|_| NotFetched::NotReached)
}

/// The file itself, where the address is that of the page that shows it.
fn raw(mut url: Url) -> Url {
    let path = url.path().to_owned();
    match url.host_str() {
        Some("github.com") => {
            let parts: Vec<&str> = path.trim_matches('/').splitn(4, '/').collect();
            let file = match parts.as_slice() {
                [owner, name, "blob", rest] => format!("/{owner}/{name}/{rest}"),
                [owner, name] => format!("/{owner}/{name}/HEAD/publiccode.yml"),
                _ => return url,
            };
            if url.set_host(Some("raw.githubusercontent.com")).is_ok() {
                url.set_path(&file);
            }
        }
        Some("gitlab.com") if path.contains("/-/blob/") => {
            url.set_path(&path.replacen("/-/blob/", "/-/raw/", 1));
        }
        _ => {}
    }
    url
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    #[tokio::test]
    async fn addresses_that_lead_inside_are_refused_whatever_they_look_like() {
        for address in [
            "http://example.org/publiccode.yml",
            "https://user:pass@example.org/",
            "https://example.org:8443/",
            "file:///etc/passwd",
            "gopher://example.org/",
            "https://127.0.0.1/",
            "https://localhost/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://[::ffff:169.254.169.254]/latest/meta-data",
            "https://169.254.169.254/",
            "javascript:alert(1)",
            "",
        ] {
            let fetched = Fetcher::default().fetch(address).await;
            assert_eq!(fetched.unwrap_err(), NotFetched::AddressNotAllowed, "{address}");
        }
    }

    #[test]
    fn pages_of_files_become_the_files() {
        let raw = |address: &str| super::raw(address.parse().unwrap()).to_string();
        let github = "https://raw.githubusercontent.com/os2/robot/main/publiccode.yml";
        assert_eq!(raw("https://github.com/os2/robot/blob/main/publiccode.yml"), github);
        let head = "https://raw.githubusercontent.com/os2/robot/HEAD/publiccode.yml";
        assert_eq!(raw("https://github.com/os2/robot"), head);
        let gitlab = "https://gitlab.com/a/b/-/raw/main/publiccode.yml";
        assert_eq!(raw("https://gitlab.com/a/b/-/blob/main/publiccode.yml"), gitlab);
        assert_eq!(raw("https://sted.example/p.yml"), "https://sted.example/p.yml");
    }

    /// A server that gives every caller the same answer.
    fn serve(answer: String) -> SocketAddr {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for caller in listener.incoming() {
                let mut caller = caller.unwrap();
                let _ = caller.read(&mut [0; 4096]);
                let _ = caller.write_all(answer.as_bytes());
            }
        });
        address
    }

    async fn fetched(answer: &str) -> Result<(String, String), NotFetched> {
        let address = serve(answer.to_owned());
        Fetcher(MayFetch::LoopbackToo).fetch(&format!("http://{address}/publiccode.yml")).await
    }

    #[tokio::test]
    async fn a_file_is_had_whole_or_not_at_all() {
        let (file, _) = fetched("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nname").await.unwrap();
        assert_eq!(file, "name");
        let large = format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(LARGEST_FILE + 1));
        for no in ["HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", &large, "nonsense\r\n\r\n"] {
            assert_eq!(fetched(no).await.unwrap_err(), NotFetched::NotReached);
        }
    }

    #[tokio::test]
    async fn no_redirect_leads_to_another_host_or_round_in_circles() {
        let to = |location: &str| {
            format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")
        };
        let inside = fetched(&to("https://169.254.169.254/latest")).await;
        assert_eq!(inside.unwrap_err(), NotFetched::AddressNotAllowed);
        let elsewhere = fetched(&to("http://127.0.0.1:1/")).await;
        assert_eq!(elsewhere.unwrap_err(), NotFetched::AddressNotAllowed);
        assert_eq!(fetched(&to("/igen")).await.unwrap_err(), NotFetched::NotReached);
    }
}
