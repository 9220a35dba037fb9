//! Requests made by pages of other sites change nothing.
//!
//! Three independent walls: the cookie is `SameSite=Lax`; a request with a cookie must come from our
//! own origin as far as the browser says where it comes from; and where nobody says, it must be of a
//! kind that a page cannot send to another site without asking first, which we never allow (no
//! CORS headers at all).

use actix_web::http::header::{CONTENT_TYPE, HeaderMap, ORIGIN};
use url::Url;

use crate::fault::Fault;

/// The origin that browsers know us by.
#[derive(Debug, Clone)]
pub struct Site {
    /// The address of the start page, with a slash at the end.
    pub url: Url,
    origin: String,
}

impl Site {
    /// Of a public address.
    pub fn new(url: Url) -> Self {
        let origin = url.origin().ascii_serialization();
        Self { url, origin }
    }

    /// Whether browsers reach us over TLS, which cookies then demand.
    pub fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Host and port as a `Host` header names them.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// An address of ours.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Refuses a request of another site's page. To be asked wherever a cookie gives rights.
    pub fn check(&self, headers: &HeaderMap) -> Result<(), Fault> {
        let said = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let fetch_site = said("sec-fetch-site");
        let origin = said(ORIGIN.as_str());
        if fetch_site.is_some_and(|site| site != "same-origin")
            || origin.is_some_and(|origin| origin != self.origin)
        {
            return Err(Fault::CrossSite);
        }
        if fetch_site.is_none() && origin.is_none() && !needs_preflight(headers) {
            return Err(Fault::CrossSite);
        }
        Ok(())
    }
}

/// Whether a browser would ask us before it sends such a request to another site.
fn needs_preflight(headers: &HeaderMap) -> bool {
    is_json(headers) || headers.contains_key("x-genvej")
}

/// Whether the body is said to be `application/json`.
pub fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&str, &str)| {
            (HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap())
        };
        pairs.iter().map(pair).collect()
    }

    const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");
    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
    const PLAIN: (&str, &str) = ("content-type", "text/plain; a=application/json");
    const OURS: (&str, &str) = ("origin", "https://genvej.example");
    const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");

    #[test]
    fn only_our_own_pages_and_programs_get_through() {
        let site = Site::new("https://genvej.example".parse().unwrap());
        let own = ("x-genvej", "1");
        for allowed in [
            vec![OURS, JSON],
            vec![OURS, SAME, FORM],
            vec![SAME, FORM],
            vec![JSON],
            vec![own, FORM],
        ] {
            assert_eq!(site.check(&headers(&allowed)), Ok(()), "{allowed:?}");
        }
        for refused in [
            vec![],
            vec![FORM],
            vec![PLAIN],
            vec![("content-type", "multipart/form-data")],
            vec![("origin", "https://evil.example"), JSON],
            vec![("origin", "https://evil.example"), JSON, own],
            vec![("origin", "https://genvej.example.evil.example"), JSON],
            vec![("origin", "http://genvej.example"), JSON],
            vec![("origin", "https://genvej.example:8443"), JSON],
            vec![("origin", "null"), JSON],
            vec![("origin", ""), JSON],
            vec![("sec-fetch-site", "cross-site"), JSON],
            vec![("sec-fetch-site", "same-site"), JSON],
            vec![("sec-fetch-site", "none"), JSON],
            vec![OURS, ("sec-fetch-site", "cross-site"), JSON],
            vec![SAME, ("origin", "https://evil.example"), JSON],
        ] {
            assert_eq!(site.check(&headers(&refused)), Err(Fault::CrossSite), "{refused:?}");
        }
    }

    #[test]
    fn the_default_port_is_not_part_of_the_host() {
        assert_eq!(
            Site::new("https://genvej.example:443".parse().unwrap()).host(),
            "genvej.example"
        );
        let local = Site::new("http://127.0.0.1:8080".parse().unwrap());
        assert_eq!(local.host(), "127.0.0.1:8080");
        assert_eq!(local.address("/a"), "http://127.0.0.1:8080/a");
        assert!(!local.is_secure());
    }
}
