//! `KurrentDB` over TLS and with a name and a password, beside others that use TLS.

use std::path::PathBuf;

use kurrent::{Authority, Server, Settings};
use registry::log::{LogError, LogSettings, open};
use tempfile::TempDir;

use crate::given::{assert_invalid, one};

/// A server with TLS and the file that its authority's certificate lies in.
async fn secured() -> (Server, Authority, TempDir, PathBuf) {
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, authority.pem()).unwrap();
    let settings = Settings { authority: Some(authority.clone()), ..Settings::default() };
    (Server::start(settings).await, authority, folder, file)
}

fn trusting(server: &Server, file: &std::path::Path) -> LogSettings {
    LogSettings {
        patience_ms: 2_000,
        ..LogSettings::new(format!("{}&tlsCaFile={}", server.url(), file.display()))
    }
}

/// Another client of the process makes a TLS connection.
async fn assert_tls_for_others(server: &Server, authority: &Authority) {
    let certificate = reqwest::Certificate::from_pem(authority.pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder().add_root_certificate(certificate).build().unwrap();
    let url = format!("https://{}/", server.address());
    // It speaks no HTTP that the server takes, but gets as far as asking.
    let asked = client.get(url).send().await;
    assert!(asked.as_ref().map_or_else(|error| !error.is_connect(), |_| true), "{asked:?}");
}

#[tokio::test]
async fn tls_with_its_authority_passes_and_others_use_tls_after_it() {
    let (server, authority, _folder, file) = secured().await;
    let log = open(&trusting(&server, &file)).await.unwrap();
    log.append(one("case-1")).await.unwrap();
    assert_tls_for_others(&server, &authority).await;
    log.append(one("case-1")).await.unwrap();
}

#[tokio::test]
async fn tls_passes_also_where_others_used_it_before() {
    let (server, authority, _folder, file) = secured().await;
    assert_tls_for_others(&server, &authority).await;
    let log = open(&trusting(&server, &file)).await.unwrap();
    log.append(one("case-1")).await.unwrap();
    assert_tls_for_others(&server, &authority).await;
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_told() {
    let (server, ..) = secured().await;
    let (_, _, _folder, other) = secured().await;
    let result = open(&trusting(&server, &other)).await.map(|_| ());
    let Err(error) = result else { panic!("the certificate must not be taken") };
    let mut told = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(one) = source {
        told = format!("{told}: {one}");
        source = one.source();
    }
    assert!(told.contains("certificate"), "{told}");
}

#[tokio::test]
async fn only_the_right_name_and_password_are_let_in() {
    let user = Some(("log".to_owned(), "hemmelig".to_owned()));
    let server = Server::start(Settings { user, ..Settings::default() }).await;
    let log = open(&LogSettings::new(server.url())).await.unwrap();
    log.append(one("case-1")).await.unwrap();
    for wrong in ["log:forkert@", "anden:hemmelig@", ""] {
        let url = server.url().replace("log:hemmelig@", wrong);
        let result = open(&LogSettings::new(url)).await.map(|_| ());
        let Err(LogError::Invalid(told)) = &result else { panic!("{result:?}") };
        assert!(told.contains("name and password"), "{told}");
        assert_invalid(result);
    }
}
