//! `/livez`, `/readyz` and `/metrics` for services that speak no HTTP otherwise.
//!
//! A whole web server would be more than three fixed answers need: one request a connection, GET
//! only, 4 KiB and five seconds to ask.

use std::net::SocketAddr;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::Shutdown;
use crate::health::Health;

const LONGEST_REQUEST_BYTES: usize = 4096;
const LIMIT: Duration = Duration::from_secs(5);

/// Binds the listener and answers until shutdown. Gives the address it got.
pub async fn serve(
    listen: SocketAddr,
    health: Health,
    metrics: PrometheusHandle,
    shutdown: Shutdown,
) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        loop {
            let stream = tokio::select! {
                accepted = listener.accept() => accepted.map(|(stream, _)| stream),
                () = shutdown.triggered() => return,
            };
            let (health, metrics) = (health.clone(), metrics.clone());
            if let Ok(stream) = stream {
                tokio::spawn(async move {
                    let _ = tokio::time::timeout(LIMIT, answer(stream, &health, &metrics)).await;
                });
            }
        }
    });
    Ok(address)
}

async fn answer(
    mut stream: TcpStream,
    health: &Health,
    metrics: &PrometheusHandle,
) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        if request.len() > LONGEST_REQUEST_BYTES || stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let line = String::from_utf8_lossy(&request);
    let mut words = line.split_ascii_whitespace();
    let (status, kind, body) = match (words.next(), words.next()) {
        (Some("GET"), Some("/livez")) => ("200 OK", "text/plain", "ok\n".to_owned()),
        (Some("GET"), Some("/readyz")) => readiness(health).await,
        (Some("GET"), Some("/metrics")) => {
            ("200 OK", "text/plain; version=0.0.4", metrics.render())
        }
        (Some("GET"), _) => ("404 Not Found", "text/plain", String::new()),
        _ => ("405 Method Not Allowed", "text/plain", String::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await
}

async fn readiness(health: &Health) -> (&'static str, &'static str, String) {
    let readiness = health.readiness().await;
    let status = if readiness.ready { "200 OK" } else { "503 Service Unavailable" };
    let body = serde_json::to_string(&readiness).unwrap_or_default();
    (status, "application/json", body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry;

    async fn ask(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    async fn started(health: Health) -> (SocketAddr, Shutdown) {
        let shutdown = Shutdown::new();
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let metrics = telemetry::metrics().unwrap();
        (serve(listen, health, metrics, shutdown.clone()).await.unwrap(), shutdown)
    }

    #[tokio::test]
    async fn alive_and_ready_are_told_apart() {
        let health = Health::new();
        health.add("store", || async { Err("away".to_owned()) });
        let (address, _shutdown) = started(health).await;

        let alive = ask(address, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let ready = ask(address, "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n").await;

        assert!(alive.starts_with("HTTP/1.1 200"), "{alive}");
        assert!(ready.starts_with("HTTP/1.1 503"), "{ready}");
        assert!(ready.contains(r#""check":"store""#), "{ready}");
    }

    #[tokio::test]
    async fn anything_else_is_refused_and_the_listener_lives_on() {
        let (address, _shutdown) = started(Health::new()).await;
        let huge = "x".repeat(20_000);
        for (request, answer) in [
            ("POST /livez HTTP/1.1\r\n\r\n", "HTTP/1.1 405"),
            ("GET /secret HTTP/1.1\r\n\r\n", "HTTP/1.1 404"),
            ("\r\n\r\n", "HTTP/1.1 405"),
        ] {
            assert!(ask(address, request).await.starts_with(answer), "{request}");
        }
        let mut stream = TcpStream::connect(address).await.unwrap();
        let _ = stream.write_all(huge.as_bytes()).await;
        assert!(ask(address, "GET /livez HTTP/1.1\r\n\r\n").await.contains("ok"));
    }
}
