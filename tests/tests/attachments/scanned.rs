//! Files are looked through before they are kept.

use std::net::SocketAddr;

use journeys::new_id;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::given::{Given, PDF, add, fetched};

/// A scanner that finds a word, and speaks clamd's protocol.
async fn scanner() -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a port");
    let address = listener.local_addr().expect("a bound socket has one");
    let serving = tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let _ = look(socket).await;
        }
    });
    (address, serving)
}

async fn look(mut socket: TcpStream) -> std::io::Result<()> {
    socket.read_exact(&mut [0; 10]).await?;
    let mut all = Vec::new();
    loop {
        let length = socket.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; length as usize];
        socket.read_exact(&mut piece).await?;
        all.extend(piece);
    }
    let found = String::from_utf8_lossy(&all).contains("virus");
    let said: &[u8] = if found { b"stream: Test.Virus FOUND\0" } else { b"stream: OK\0" };
    socket.write_all(said).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_infected_or_cannot_be_looked_through_is_not_kept() {
    let (address, serving) = scanner().await;
    let scanned = format!("[registry.attachments.scanner]\naddress = \"tcp://{address}\"");
    let given = Given::shared(&scanned).await;
    let Given { randers, case, .. } = &given;
    let clean = new_id();
    assert_eq!(add(randers, case, &clean, "ren.pdf", PDF).await.status, 201);
    assert_eq!(fetched(randers, case, &clean).await.status, 200);

    let infected = add(randers, case, &new_id(), "syg.pdf", b"%PDF-1.7 virus").await;
    assert_eq!((infected.status, infected.code().as_str()), (422, "attachment_infected"));

    serving.abort();
    let _ = serving.await;
    let id = new_id();
    let unseen = add(randers, case, &id, "anden.pdf", PDF).await;
    assert_eq!((unseen.status, unseen.code().as_str()), (503, "attachment_not_scanned"));
    assert_eq!((given.names().await, given.stored()), (vec!["ren.pdf".to_owned()], 1));
}
