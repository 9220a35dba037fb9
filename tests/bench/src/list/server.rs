//! Programs that serve while something is measured.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::process::{Child, Command};

use super::load::Target;
use crate::Failure;

/// How long a program may take to answer for the first time.
const PATIENCE: Duration = Duration::from_mins(20);

/// Pause between two tries when time is measured.
const LOOK: Duration = Duration::from_millis(1);

/// A program that is killed with this value.
#[derive(Debug)]
pub struct Server(Child);

impl Server {
    /// Starts it, writing what it says into a file, and waits until a GET is answered without a fault.
    pub async fn start(command: &mut Command, log: &Path, ready: &str) -> Result<Self, Failure> {
        let mut server = Self::spawn(command, log)?;
        server.wait(log, Duration::from_millis(50), || answers(ready)).await?;
        Ok(server)
    }

    /// Starts it, and tells how long it took to give the target's answer for the first time.
    pub async fn time(
        command: &mut Command,
        log: &Path,
        target: &Target,
    ) -> Result<(Self, Duration), Failure> {
        let begun = Instant::now();
        let mut server = Self::spawn(command, log)?;
        server.wait(log, LOOK, || target.answers()).await?;
        Ok((server, begun.elapsed()))
    }

    fn spawn(command: &mut Command, log: &Path) -> Result<Self, Failure> {
        let file = std::fs::File::create(log)?;
        let command = command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        Ok(Self(command.kill_on_drop(true).spawn()?))
    }

    async fn wait<F>(
        &mut self,
        log: &Path,
        pause: Duration,
        is_there: impl Fn() -> F,
    ) -> Result<(), Failure>
    where
        F: Future<Output = bool>,
    {
        let end = Instant::now() + PATIENCE;
        while !is_there().await {
            if self.0.try_wait()?.is_some() || Instant::now() > end {
                let said = std::fs::read_to_string(log).unwrap_or_default();
                return Err(format!("there is no answer: {said}").into());
            }
            tokio::time::sleep(pause).await;
        }
        Ok(())
    }

    /// Ends it as a crash does, without a chance to tidy up.
    pub async fn kill(mut self) -> Result<(), Failure> {
        Ok(self.0.kill().await?)
    }

    /// Ends it as an operator does.
    pub async fn stop(mut self) -> Result<(), Failure> {
        let id = self.0.id().ok_or("the program has ended by itself")?;
        let asked = Command::new("kill").arg(id.to_string()).status().await?;
        if !asked.success() {
            return Err("the program cannot be asked to stop".into());
        }
        self.0.wait().await?;
        Ok(())
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
