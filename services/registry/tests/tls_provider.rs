//! A TLS provider that somebody installed before the log was opened. Alone in its process, which
//! can have only one.

use registry::log::{LogError, LogSettings, open};

#[tokio::test]
async fn a_tls_provider_that_is_there_before_the_log_is_told() {
    rustls::crypto::ring::default_provider().install_default().expect("it is the first");
    let server = kurrent::Server::start(kurrent::Settings::default()).await;
    let result = open(&LogSettings::new(server.url())).await.map(|_| ());
    let Err(LogError::Invalid(told)) = result else { panic!("{result:?}") };
    assert!(told.contains("TLS provider"), "{told}");
}
