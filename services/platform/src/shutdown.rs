//! Stopping, gracefully and in bounded time.

use std::future::Future;
use std::time::Duration;

use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// The signal to stop. Clones are the same signal.
#[derive(Debug, Clone, Default)]
pub struct Shutdown(CancellationToken);

impl Shutdown {
    /// How long what is under way may take to finish once the signal has come.
    pub const GRACE: Duration = Duration::from_secs(10);

    /// A signal that nothing but [`Shutdown::trigger`] gives.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the signal at SIGTERM or SIGINT as well. Needs a running tokio runtime.
    pub fn on_signals(self) -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let shutdown = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
                () = shutdown.0.cancelled() => {}
            }
            tracing::info!("stopping");
            shutdown.trigger();
        });
        Ok(self)
    }

    /// Gives the signal.
    pub fn trigger(&self) {
        self.0.cancel();
    }

    /// Has the signal been given?
    pub fn is_triggered(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Waits for the signal. The future owns what it needs, so it can be handed to a server.
    pub fn triggered(&self) -> WaitForCancellationFutureOwned {
        self.0.clone().cancelled_owned()
    }

    /// The token behind it, for libraries that take one.
    pub fn token(&self) -> CancellationToken {
        self.0.clone()
    }

    /// Runs work to its end, but once the signal has come no longer than [`Shutdown::GRACE`].
    /// `None` when it was given up.
    pub async fn within_grace<F: Future>(&self, work: F) -> Option<F::Output> {
        let deadline = async {
            self.0.cancelled().await;
            tokio::time::sleep(Self::GRACE).await;
        };
        tokio::select! {
            output = work => Some(output),
            () = deadline => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_signal_reaches_every_clone() {
        let shutdown = Shutdown::new();
        let waiting = shutdown.clone().triggered();

        shutdown.trigger();

        waiting.await;
        assert!(shutdown.is_triggered());
    }

    #[tokio::test]
    async fn work_that_ends_is_not_given_up() {
        let shutdown = Shutdown::new();
        shutdown.trigger();
        assert_eq!(shutdown.within_grace(async { 7 }).await, Some(7));
    }

    #[tokio::test(start_paused = true)]
    async fn work_that_never_ends_is_given_up_after_the_grace() {
        let shutdown = Shutdown::new();
        let started = tokio::time::Instant::now();
        shutdown.trigger();

        let outcome = shutdown.within_grace(std::future::pending::<()>()).await;

        assert_eq!(outcome, None);
        assert!(started.elapsed() >= Shutdown::GRACE);
    }
}
