//! GraphQL over websocket, spoken by hand: a handshake and masked frames are all it takes.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod stand_in;

use std::time::Duration;

use serde_json::{Value, json};
use stand_in::{CASE, Stage, cookie};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

struct Socket(TcpStream);

impl Socket {
    /// Asks to switch protocols; gives the status and the connection.
    async fn ask(stage: &Stage, headers: &[(&str, &str)]) -> (u16, Self) {
        let mut stream = TcpStream::connect(stage.gateway.address).await.unwrap();
        let extra = headers.iter().map(|(n, v)| format!("{n}: {v}\r\n")).collect::<Vec<_>>();
        let request = format!(
            "GET /graphql/ws HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}\r\n",
            stage.gateway.address,
            extra.concat()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        let status = String::from_utf8(head).unwrap()[9..12].parse().unwrap();
        (status, Self(stream))
    }

    /// Sends a text of less than 64 KiB; a mask of zeros leaves it readable.
    async fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let length = u16::try_from(text.len()).unwrap().to_be_bytes();
        let mut frame = vec![0x81, 0x80 | 0x7e, length[0], length[1], 0, 0, 0, 0];
        frame.extend_from_slice(text.as_bytes());
        self.0.write_all(&frame).await.unwrap();
    }

    /// The next text or, when the connection is closed, the code.
    async fn receive(&mut self) -> Result<Value, u16> {
        loop {
            let kind = self.0.read_u8().await.map_err(|_| 0_u16)? & 0x0f;
            let short = self.0.read_u8().await.unwrap();
            let length = if short == 126 { self.0.read_u16().await.unwrap() } else { short.into() };
            let mut payload = vec![0; usize::from(length)];
            self.0.read_exact(&mut payload).await.unwrap();
            match kind {
                1 => return Ok(serde_json::from_slice(&payload).unwrap()),
                8 => return Err(u16::from_be_bytes([payload[0], payload[1]])),
                _ => {}
            }
        }
    }

    async fn told(&mut self) -> Result<Value, u16> {
        tokio::time::timeout(Duration::from_secs(10), self.receive()).await.unwrap()
    }
}

const PROTOCOL: (&str, &str) = ("Sec-WebSocket-Protocol", "graphql-transport-ws");

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_told_over_a_websocket_and_the_guard_stands_there_too() {
    let stage = Stage::new().await;
    let (status, mut socket) = Socket::ask(&stage, &[PROTOCOL, ("Cookie", &cookie())]).await;
    assert_eq!(status, 101);
    socket.send(&json!({ "type": "connection_init" })).await;
    assert_eq!(socket.told().await.unwrap()["type"], "connection_ack");

    let subscription = "subscription { caseChanged { edition case { basics { title } } } }";
    socket
        .send(&json!({ "id": "1", "type": "subscribe", "payload": { "query": subscription } }))
        .await;
    let next = socket.told().await.unwrap();
    assert_eq!(next["payload"]["data"]["caseChanged"]["edition"], 4, "{next}");
    assert_eq!(socket.told().await.unwrap(), json!({ "type": "complete", "id": "1" }));

    let hostile = format!("{{ case(id: {}1) {{ id }} }}", "[".repeat(3_000));
    socket.send(&json!({ "id": "2", "type": "subscribe", "payload": { "query": hostile } })).await;
    let refused = socket.told().await.unwrap();
    assert!(refused.to_string().contains("document_too_nested"), "{refused}");
    socket.told().await.unwrap();

    let write =
        format!("mutation {{ followCase(input: {{ caseId: \"{CASE}\" }}) {{ revision }} }}");
    socket.send(&json!({ "id": "3", "type": "subscribe", "payload": { "query": write } })).await;
    let done = socket.told().await.unwrap();
    assert_eq!(done["payload"]["data"]["followCase"]["revision"], 7, "{done}");
    assert_eq!(stage.seen.commands().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_other_sites_and_unknown_protocols_get_no_connection() {
    let stage = Stage::new().await;
    let ours = format!("http://{}", stage.gateway.address);
    for (headers, expected) in [
        (vec![PROTOCOL, ("Origin", ours.as_str())], 101),
        (vec![PROTOCOL, ("Origin", "https://evil.example")], 403),
        (vec![PROTOCOL, ("Origin", "null")], 403),
        (vec![("Sec-WebSocket-Protocol", "graphql-ws")], 400),
        (vec![], 400),
        (vec![PROTOCOL, ("Cookie", "genvej_session=over")], 401),
    ] {
        let (status, _) = Socket::ask(&stage, &headers).await;
        assert_eq!(status, expected, "{headers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_closed_when_the_gateway_stops() {
    let stage = Stage::new().await;
    let (_, mut socket) = Socket::ask(&stage, &[PROTOCOL]).await;
    stage.shutdown.trigger();
    assert_eq!(socket.told().await, Err(1001));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_caller_holds_only_so_many_connections_open() {
    let stage = Stage::new().await;
    let mut held = Vec::new();
    let refused = loop {
        let (status, socket) = Socket::ask(&stage, &[PROTOCOL]).await;
        match status {
            101 => held.push(socket),
            other => break other,
        }
    };
    assert_eq!((refused, held.len()), (429, 100));

    let (signed_in, _socket) = Socket::ask(&stage, &[PROTOCOL, ("Cookie", &cookie())]).await;
    assert_eq!(signed_in, 101, "from the same address, but somebody");
    held.clear();
    let given_back = async {
        while Socket::ask(&stage, &[PROTOCOL]).await.0 != 101 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), given_back).await.unwrap();
}
