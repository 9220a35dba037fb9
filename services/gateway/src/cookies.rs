//! The cookies: the session, the secret that binds a sign-in attempt to the browser, and the language
//! that somebody chose.

use actix_web::http::header::{COOKIE, HeaderMap};

use crate::fault::Fault;
use crate::origin::Site;
use crate::texts::Language;

/// The session's cookie.
pub const SESSION: &str = "genvej_session";
/// The cookie of a sign-in attempt.
pub const ATTEMPT: &str = "genvej_sign_in";

/// The cookie of the language, which the screens set. It gives no rights, so it is the same with TLS.
const LANGUAGE: &str = "genvej_language";

/// With TLS the name says, by the browser's own rule, that no other host and no plain connection can
/// have set the cookie.
fn name(site: &Site, cookie: &str) -> String {
    if site.is_secure() { format!("__Host-{cookie}") } else { cookie.to_owned() }
}

/// The value of a cookie that the browser sent.
pub fn read(headers: &HeaderMap, site: &Site, cookie: &str) -> Option<String> {
    named(headers, &name(site, cookie))
}

/// The language that somebody chose in this browser.
pub fn language(headers: &HeaderMap) -> Option<Language> {
    match named(headers, LANGUAGE)?.as_str() {
        "da" => Some(Language::Danish),
        "en" => Some(Language::English),
        _ => None,
    }
}

fn named(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// The header that sets a cookie for some seconds. Values must be plain tokens, which secrets in
/// base64url are.
pub fn set(site: &Site, cookie: &str, value: &str, seconds: i64) -> Result<String, Fault> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    if value.is_empty() || !value.bytes().all(plain) {
        tracing::error!(cookie.name = cookie, "the value is not fit for a cookie");
        return Err(Fault::Internal);
    }
    Ok(written(site, cookie, value, seconds.max(0)))
}

/// The header that takes a cookie away.
pub fn removed(site: &Site, cookie: &str) -> String {
    written(site, cookie, "", 0)
}

fn written(site: &Site, cookie: &str, value: &str, seconds: i64) -> String {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let name = name(site, cookie);
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn site(url: &str) -> Site {
        Site::new(url.parse().unwrap())
    }

    #[test]
    fn scripts_never_see_a_cookie_and_tls_binds_it_to_the_host() {
        assert_eq!(
            set(&site("https://genvej.example"), SESSION, "abc-_", 60).unwrap(),
            "__Host-genvej_session=abc-_; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            set(&site("http://127.0.0.1:8080"), SESSION, "abc", -5).unwrap(),
            "genvej_session=abc; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn a_value_that_could_break_out_of_the_header_is_refused() {
        for value in ["", "a;b", "a b", "a\r\nb", "æ", "a,b", "a\"b"] {
            assert_eq!(set(&site("http://127.0.0.1"), SESSION, value, 1), Err(Fault::Internal));
        }
    }

    #[test]
    fn with_tls_a_cookie_without_the_prefix_is_not_ours() {
        let mut headers = HeaderMap::new();
        let sent = "a=b; genvej_session=plain; __Host-genvej_session=bound";
        headers.insert(COOKIE, HeaderValue::from_static(sent));
        let read = |url| super::read(&headers, &site(url), SESSION);
        assert_eq!(read("https://genvej.example").as_deref(), Some("bound"));
        assert_eq!(read("http://127.0.0.1").as_deref(), Some("plain"));
        assert_eq!(super::read(&headers, &site("http://127.0.0.1"), ATTEMPT), None);
    }
}
