//! A virus scanner that speaks clamd's protocol over a real socket, and can do wrong.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use registry::attachments::{Scanner, ScannerSettings};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, UnixListener};

/// The harmless file by which scanners are tried out, in two halves so that none finds it here.
pub fn eicar() -> Vec<u8> {
    let halves = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];
    halves.concat().into_bytes()
}

/// What it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Looks for the file above.
    Looks,
    /// Says that it has enough after so many bytes, and closes.
    HasEnough(usize),
    /// Closes without a word once it has all.
    Cut,
    /// Never says anything.
    Silent,
    /// Says something else.
    Babbles,
}

/// One that runs, and what it was sent last.
pub struct Clamd {
    pub address: String,
    pub seen: Arc<Mutex<Vec<u8>>>,
    _folder: Option<TempDir>,
}

impl Clamd {
    pub async fn on_tcp(habit: Habit) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("tcp://{}", listener.local_addr().unwrap());
        let seen = Arc::<Mutex<Vec<u8>>>::default();
        let told = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, habit, Arc::clone(&told)));
            }
        });
        Self { address, seen, _folder: None }
    }

    pub fn on_unix(habit: Habit) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clamd.ctl");
        let listener = UnixListener::bind(&path).unwrap();
        let seen = Arc::<Mutex<Vec<u8>>>::default();
        let told = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, habit, Arc::clone(&told)));
            }
        });
        Self { address: format!("unix:{}", path.display()), seen, _folder: Some(folder) }
    }

    pub fn scanner(&self, patience: Duration) -> Scanner {
        let patience_ms = u64::try_from(patience.as_millis()).unwrap();
        Scanner::new(ScannerSettings { address: self.address.clone(), patience_ms }).unwrap()
    }
}

async fn serve(
    mut socket: impl AsyncRead + AsyncWrite + Unpin,
    habit: Habit,
    seen: Arc<Mutex<Vec<u8>>>,
) -> std::io::Result<()> {
    let mut command = [0; 10];
    socket.read_exact(&mut command).await?;
    if &command != b"zINSTREAM\0" {
        return socket.write_all(b"UNKNOWN COMMAND\0").await;
    }
    let mut all = Vec::new();
    loop {
        let length = socket.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; length as usize];
        socket.read_exact(&mut piece).await?;
        all.extend(piece);
        if let Habit::HasEnough(most) = habit
            && all.len() > most
        {
            return socket.write_all(b"INSTREAM size limit exceeded. ERROR\0").await;
        }
    }
    let found = all.windows(eicar().len()).any(|window| window == eicar());
    *seen.lock().unwrap() = all;
    match habit {
        Habit::Cut => Ok(()),
        Habit::Silent => std::future::pending().await,
        Habit::Babbles => socket.write_all(b"stream: maybe\0").await,
        Habit::Looks | Habit::HasEnough(_) if found => {
            socket.write_all(b"stream: Eicar-Signature FOUND\0").await
        }
        Habit::Looks | Habit::HasEnough(_) => socket.write_all(b"stream: OK\0").await,
    }
}
