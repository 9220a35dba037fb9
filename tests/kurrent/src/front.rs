//! The socket that clients see. It hands bytes on to the server behind it, ends TLS where that is
//! asked for, and can be closed and opened again without the server's knowing.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::quick::Quick;

/// Certificates for 127.0.0.1 from an authority that nobody else knows.
#[derive(Clone)]
pub struct Authority {
    pem: String,
    acceptor: TlsAcceptor,
}

impl Authority {
    /// An authority with a certificate for the loopback.
    pub fn new() -> Self {
        let mut params =
            CertificateParams::new(Vec::new()).expect("invariant: no name is no bad one");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("invariant: the machine has random numbers");
        let own = params.self_signed(&key).expect("invariant: a key of its own signs");
        let issuer = Issuer::new(params, key);

        let key = KeyPair::generate().expect("invariant: the machine has random numbers");
        let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
        let leaf = CertificateParams::new(names)
            .and_then(|params| params.signed_by(&key, &issuer))
            .expect("invariant: the names are names");
        let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        // Named rather than taken from the process: a test's client decides what that holds.
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder.with_no_client_auth().with_single_cert(vec![leaf.der().clone()], private)
            })
            .expect("invariant: the key is the certificate's");
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Self { pem: own.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) }
    }

    /// Its own certificate, which a client must trust.
    pub fn pem(&self) -> &str {
        &self.pem
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

/// Accepts and hands on until it is dropped, which cuts every connection.
#[derive(Debug)]
pub(crate) struct Front {
    address: SocketAddr,
    accepting: AbortHandle,
    cut: watch::Sender<()>,
}

impl Front {
    pub async fn open(
        address: SocketAddr,
        behind: SocketAddr,
        authority: Option<Authority>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let cut = watch::Sender::new(());
        let cuts = cut.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (authority, mut cut) = (authority.clone(), cuts.subscribe());
                tokio::spawn(async move {
                    tokio::select! {
                        () = hand_on(socket, behind, authority) => {}
                        // Or the front is gone, which is a cut as well.
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Ok(Self { address, accepting: accepting.abort_handle(), cut })
    }

    /// Breaks the connections there are.
    pub fn cut(&self) {
        self.cut.send_replace(());
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

async fn hand_on(socket: TcpStream, behind: SocketAddr, authority: Option<Authority>) {
    let Ok(server) = TcpStream::connect(behind).await else { return };
    // An answer of several frames does not wait for the asker's acknowledgement.
    let _ = (socket.set_nodelay(true), server.set_nodelay(true));
    let socket = Quick(socket);
    match authority {
        None => pipe(socket, server).await,
        Some(authority) => {
            if let Ok(socket) = authority.acceptor.accept(socket).await {
                pipe(socket, server).await;
            }
        }
    }
}

async fn pipe(mut client: impl AsyncRead + AsyncWrite + Unpin, mut server: TcpStream) {
    // Either side may leave at any time, as on a network.
    let _ = copy_bidirectional(&mut client, &mut server).await;
}
