//! A line to a `PostgreSQL` server that can be cut at a chosen statement.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::task::JoinSet;
use url::Url;

/// Ends every question of a client: `Sync` of the extended protocol, or a simple `Query`.
const QUESTIONS: [u8; 2] = [b'S', b'Q'];

/// Which side of a statement the line is cut on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The server never hears of it.
    Before,
    /// It is carried out, and the answer is lost.
    After,
}

/// The line. Dropping it cuts it for good.
#[derive(Debug)]
pub struct Proxy {
    /// Address of the database through it.
    pub url: String,
    orders: Arc<Orders>,
    _serving: JoinSet<()>,
}

#[derive(Debug, Default)]
struct Orders {
    /// Questions until the cut, counting the one that it is for; 0 never.
    before: AtomicI64,
    after: AtomicI64,
    cuts: AtomicU64,
}

impl Orders {
    /// Whether the cut of this kind is due at this question.
    fn is_due(&self, cut: Cut) -> bool {
        let left = match cut {
            Cut::Before => &self.before,
            Cut::After => &self.after,
        };
        let due = left.load(Ordering::SeqCst) > 0 && left.fetch_sub(1, Ordering::SeqCst) == 1;
        if due {
            self.cuts.fetch_add(1, Ordering::SeqCst);
        }
        due
    }
}

impl Proxy {
    /// A line to the server of a database.
    ///
    /// # Panics
    /// When the address is none, or loopback has no free port.
    pub async fn to(database: &str) -> Self {
        let server: Url = database.parse().expect("the address of a database");
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("invariant: a bound socket has one").port();
        let mut url = server.clone();
        url.set_host(Some("127.0.0.1")).expect("invariant: an address takes a host");
        url.set_port(Some(port)).expect("invariant: an address with a host takes a port");
        let orders = Arc::new(Orders::default());
        let mut serving = JoinSet::new();
        serving.spawn(serve(listener, server, Arc::clone(&orders)));
        Self { url: url.into(), orders, _serving: serving }
    }

    /// Cuts the connection that asks the `nth` question from now, counted over all of them.
    pub fn cut(&self, cut: Cut, nth: u64) {
        let left = match cut {
            Cut::Before => &self.orders.before,
            Cut::After => &self.orders.after,
        };
        left.store(i64::try_from(nth).unwrap_or(i64::MAX), Ordering::SeqCst);
    }

    /// How many cuts there were.
    pub fn cuts(&self) -> u64 {
        self.orders.cuts.load(Ordering::SeqCst)
    }
}

async fn serve(listener: TcpListener, server: Url, orders: Arc<Orders>) {
    let mut lines = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        // A test never asks for so few bytes that waiting for more would be worth it.
        let _ = client.set_nodelay(true);
        let (server, orders) = (server.clone(), Arc::clone(&orders));
        lines.spawn(async move {
            let host = server.host_str().unwrap_or_default().replace("%2F", "/");
            let port = server.port().unwrap_or(5432);
            if host.starts_with('/') {
                let socket = format!("{host}/.s.PGSQL.{port}");
                let Ok(server) = UnixStream::connect(socket).await else { return };
                carry(client, server, &orders).await;
            } else {
                let Ok(server) = TcpStream::connect((host, port)).await else { return };
                carry(client, server, &orders).await;
            }
        });
    }
}

/// Carries both ways until one side ends or the line is cut. Both streams are closed then.
async fn carry(client: TcpStream, server: impl AsyncRead + AsyncWrite + Unpin, orders: &Orders) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = tokio::io::split(server);
    let mut questions = Questions::default();
    let (mut asked, mut answered) = (vec![0; 65_536], vec![0; 65_536]);
    let mut is_cut = false;
    loop {
        tokio::select! {
            read = from_client.read(&mut asked), if !is_cut => {
                let Ok(count @ 1..) = read else { return };
                let ended = questions.ended(&asked[..count]);
                if (0..ended).any(|_| orders.is_due(Cut::Before)) {
                    return;
                }
                is_cut = (0..ended).any(|_| orders.is_due(Cut::After));
                if to_server.write_all(&asked[..count]).await.is_err() {
                    return;
                }
            }
            read = from_server.read(&mut answered) => {
                // The first byte of the answer comes when the server has carried it out.
                let Ok(count @ 1..) = read else { return };
                if is_cut || to_client.write_all(&answered[..count]).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// Finds the ends of questions in what a client sends.
#[derive(Debug, Default)]
struct Questions {
    /// What is left of a message that came in part.
    pending: Vec<u8>,
    /// The start-up messages have no kind.
    is_started: bool,
}

impl Questions {
    fn ended(&mut self, bytes: &[u8]) -> usize {
        self.pending.extend_from_slice(bytes);
        let mut ended = 0;
        loop {
            let kind = usize::from(self.is_started);
            let Some(length) = self.pending.get(kind..kind + 4) else { return ended };
            let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            if self.pending.len() < kind + length {
                return ended;
            }
            if self.is_started {
                ended += usize::from(QUESTIONS.contains(&self.pending[0]));
            } else {
                // Asking for TLS has eight bytes, and the start-up proper comes after it.
                self.is_started = length != 8;
            }
            self.pending.drain(..kind + length);
        }
    }
}
