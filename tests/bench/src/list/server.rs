//! Programs that serve while something is measured.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::process::{Child, Command};

use crate::Failure;

/// How long a program may take to answer for the first time.
const PATIENCE: Duration = Duration::from_mins(1);

/// A program that is killed with this value.
#[derive(Debug)]
pub struct Server(#[allow(dead_code, reason = "held for its end")] Child);

impl Server {
    /// Starts it, writing what it says into a file, and waits until a GET is answered without a fault.
    pub async fn start(command: &mut Command, log: &Path, ready: &str) -> Result<Self, Failure> {
        let file = std::fs::File::create(log)?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .kill_on_drop(true)
            .spawn()?;
        let end = Instant::now() + PATIENCE;
        while !answers(ready).await {
            if child.try_wait()?.is_some() || Instant::now() > end {
                let said = std::fs::read_to_string(log).unwrap_or_default();
                return Err(format!("{ready} does not answer: {said}").into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(Self(child))
    }
}

/// Whether there is a server that takes requests; it need not like this one.
async fn answers(url: &str) -> bool {
    match reqwest::get(url).await {
        Ok(answer) => !answer.status().is_server_error(),
        Err(_) => false,
    }
}

/// An address on loopback that nobody listens on.
pub fn free_address() -> Result<SocketAddr, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
