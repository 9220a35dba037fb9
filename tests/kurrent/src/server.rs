//! A node: its socket, its place in the cluster, whom it lets in.

use std::net::SocketAddr;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::metadata::MetadataMap;
use tonic::{Request, Response, Status};

use crate::fault::{Fault, Faults};
use crate::front::{Authority, Front};
use crate::state::Store;
use crate::streams::Streams;
use crate::wire::client::gossip::gossip_server::{Gossip, GossipServer};
use crate::wire::client::gossip::member_info::VNodeState;
use crate::wire::client::gossip::{ClusterInfo, EndPoint, MemberInfo};
use crate::wire::client::streams::streams_server::StreamsServer;
use crate::wire::client::{Empty, Uuid};

/// How long a port that was given up may stay taken.
const PATIENCE: Duration = Duration::from_secs(10);

/// Largest message taken in: the largest append that a server can be set to.
const LARGEST_BYTES: usize = 16 << 20;

/// How a node is started.
#[derive(Clone, Default)]
pub struct Settings {
    /// The events; nodes of one cluster share them.
    pub store: Store,
    /// Serve TLS with its certificate.
    pub authority: Option<Authority>,
    /// Name and password without which nobody is let in.
    pub user: Option<(String, String)>,
}

/// A node's place in its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It takes every call.
    Leader,
    /// It sends whoever wants the leader to that one.
    Follower(SocketAddr),
}

/// A node that runs until it is dropped.
pub struct Server {
    settings: Settings,
    node: Arc<Node>,
    behind: SocketAddr,
    serving: AbortHandle,
}

/// What the calls of a node share.
pub(crate) struct Node {
    pub store: Store,
    pub faults: Faults,
    role: Mutex<Role>,
    members: Mutex<Vec<(SocketAddr, bool)>>,
    front: Mutex<Option<Front>>,
    address: Mutex<SocketAddr>,
    authorization: Option<String>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// Starts a node on a free port of the loopback.
    pub async fn start(settings: Settings) -> Self {
        let authorization = settings.user.as_ref().map(|(name, password)| {
            format!("Basic {}", STANDARD.encode(format!("{name}:{password}")))
        });
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        let node = Arc::new(Node {
            store: settings.store.clone(),
            faults: Faults::default(),
            role: Mutex::new(Role::Leader),
            members: Mutex::default(),
            front: Mutex::default(),
            address: Mutex::new(free),
            authorization,
        });
        let listener = TcpListener::bind(free).await.expect("a port of the loopback is free");
        let behind = listener.local_addr().expect("invariant: a bound socket has an address");
        let streams = StreamsServer::new(Streams(Arc::clone(&node)))
            .max_decoding_message_size(LARGEST_BYTES)
            .max_encoding_message_size(LARGEST_BYTES);
        // Without it an answer of several frames waits for the asker's acknowledgement.
        let sockets = TcpListenerStream::new(listener)
            .map(|socket| socket.and_then(|socket| socket.set_nodelay(true).map(|()| socket)));
        let serving = tonic::transport::Server::builder()
            .accept_http1(true)
            .add_service(streams)
            .add_service(GossipServer::new(Members(Arc::clone(&node))))
            .serve_with_incoming(sockets);
        let serving = tokio::spawn(serving).abort_handle();
        let server = Self { settings, node, behind, serving };
        server.accept().await;
        server
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        *locked(&self.node.address)
    }

    /// The connection string of a client that trusts nothing but this.
    pub fn url(&self) -> String {
        let user = self.settings.user.as_ref();
        let user = user.map(|(name, password)| format!("{name}:{password}@")).unwrap_or_default();
        let tls = self.settings.authority.is_some();
        format!("esdb://{user}{}?tls={tls}", self.address())
    }

    /// Its events.
    pub fn store(&self) -> &Store {
        &self.settings.store
    }

    /// Lets a fault befall some of the calls from now on that it can befall: `0..1` is the next.
    pub fn fault(&self, fault: Fault, calls: Range<usize>) {
        self.node.faults.plan(fault, calls);
    }

    /// How many calls a fault has befallen since the start.
    pub fn befallen(&self) -> usize {
        self.node.faults.befallen()
    }

    /// Does everything right from now on.
    pub fn heal(&self) {
        self.node.faults.clear();
    }

    /// Cuts every connection and takes no new one.
    pub fn refuse(&self) {
        *locked(&self.node.front) = None;
    }

    /// Takes connections again, at the same address.
    pub async fn accept(&self) {
        let begun = Instant::now();
        let front = loop {
            let authority = self.settings.authority.clone();
            match Front::open(self.address(), self.behind, authority).await {
                Ok(front) => break front,
                // The socket that was closed goes when the runtime comes to it.
                Err(_) if begun.elapsed() < PATIENCE => tokio::task::yield_now().await,
                Err(error) => panic!("{} is taken: {error}", self.address()),
            }
        };
        *locked(&self.node.address) = front.address();
        *locked(&self.node.front) = Some(front);
    }

    /// Changes its place in the cluster.
    pub fn become_a(&self, role: Role) {
        *locked(&self.node.role) = role;
    }

    /// Who it says is in the cluster, and who of them leads it.
    pub fn tell_members(&self, members: Vec<(SocketAddr, bool)>) {
        *locked(&self.node.members) = members;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.refuse();
        self.serving.abort();
    }
}

impl Node {
    /// Refuses whoever may not come in, and sends whoever wants the leader there.
    pub fn admit(&self, metadata: &MetadataMap) -> Result<(), Status> {
        let given = metadata.get("authorization").and_then(|value| value.to_str().ok());
        if self.authorization.is_some() && given != self.authorization.as_deref() {
            return Err(Status::unauthenticated("Unauthenticated"));
        }
        match *locked(&self.role) {
            Role::Follower(leader) if metadata.contains_key("requires-leader") => {
                Err(not_leader(leader))
            }
            Role::Follower(_) | Role::Leader => Ok(()),
        }
    }

    /// Breaks every connection as a network does, without a last word.
    pub fn cut(&self) {
        if let Some(front) = locked(&self.front).as_ref() {
            front.cut();
        }
    }
}

fn not_leader(leader: SocketAddr) -> Status {
    let mut metadata = MetadataMap::new();
    let host = leader.ip().to_string().parse().expect("invariant: an address is ASCII");
    metadata.insert("exception", "not-leader".parse().expect("invariant: it is ASCII"));
    metadata.insert("leader-endpoint-host", host);
    metadata.insert("leader-endpoint-port", leader.port().into());
    Status::with_metadata(tonic::Code::NotFound, "Leader info available", metadata)
}

struct Members(Arc<Node>);

#[tonic::async_trait]
impl Gossip for Members {
    async fn read(&self, _: Request<Empty>) -> Result<Response<ClusterInfo>, Status> {
        let members = locked(&self.0.members).clone();
        let members = members.into_iter().map(|(address, leads)| MemberInfo {
            instance_id: Some(Uuid::default()),
            time_stamp: 0,
            state: if leads { VNodeState::Leader } else { VNodeState::Follower }.into(),
            is_alive: true,
            http_end_point: Some(EndPoint {
                address: address.ip().to_string(),
                port: address.port().into(),
            }),
        });
        Ok(Response::new(ClusterInfo { members: members.collect() }))
    }
}
