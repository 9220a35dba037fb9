//! Connections that stall, break off or speak no HTTP.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Target;

async fn connect(target: &Target) -> TcpStream {
    let url = target.installation.url();
    let address = url.strip_prefix("http://").expect("invariant: our own address");
    TcpStream::connect(address).await.expect("the gateway listens")
}

pub async fn that_stall_or_talk_nonsense_keep_nobody_waiting(target: &mut Target) {
    // More of them than the server has threads; all are held open to the end.
    let mut stalled = Vec::new();
    for begun in ["", "POST /graphql HT", STALLED_BODY, "GET /sign-in HTTP/1.1\r\nHost: a\r\nX:"] {
        for _ in 0..20 {
            let mut connection = connect(target).await;
            connection.write_all(begun.as_bytes()).await.expect("it is taken");
            stalled.push(connection);
        }
    }
    target.lives("eighty connections that stall").await;

    for nonsense in [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc"[..], b"\0\0\0\0\r\n\r\n", SMUGGLED] {
        let mut connection = connect(target).await;
        connection.write_all(nonsense).await.expect("it is taken");
        connection.shutdown().await.expect("our side is closed");
        let mut said = Vec::new();
        let _ = connection.read_to_end(&mut said).await;
        let said = String::from_utf8_lossy(&said);
        assert!(!said.contains(" 200 "), "{said}");
        target.lives("nonsense").await;
    }
    drop(stalled);
    target.lives("connections that broke off").await;
}

/// A body that is announced and does not come.
const STALLED_BODY: &str = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
    Content-Length: 60000\r\n\r\n{\"query\":";

/// Two lengths: what a proxy and a server could read as different requests.
const SMUGGLED: &[u8] = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\
    Content-Length: 40\r\n\r\nabcd";
