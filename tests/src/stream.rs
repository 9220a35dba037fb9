//! A subscription over server-sent events.

use std::pin::Pin;
use std::time::Duration;

use futures::{Stream as Chunks, StreamExt};
use reqwest::Response;
use serde_json::Value;

/// How long an event may take.
const PATIENCE: Duration = Duration::from_secs(20);

type Bytes = Pin<Box<dyn Chunks<Item = Vec<u8>> + Send>>;

/// An open subscription.
pub struct Stream {
    /// HTTP status.
    pub status: u16,
    /// Type of the content.
    pub content_type: String,
    chunks: Bytes,
    unread: String,
}

impl Stream {
    /// Begins to read a response.
    pub fn of(response: Response) -> Self {
        let content_type = response.headers().get("content-type");
        let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            status: response.status().as_u16(),
            content_type: content_type.to_owned(),
            chunks: Box::pin(
                response
                    .bytes_stream()
                    .take_while(|chunk| futures::future::ready(chunk.is_ok()))
                    .filter_map(|chunk| async { chunk.ok().map(|bytes| bytes.to_vec()) }),
            ),
            unread: String::new(),
        }
    }

    /// The data of the next event; comments that keep the connection open are passed over.
    ///
    /// # Panics
    /// When none comes in time or the stream ends.
    pub async fn next(&mut self) -> Value {
        let event = tokio::time::timeout(PATIENCE, self.event()).await;
        event.expect("an event comes in time").expect("the stream is open")
    }

    /// The next event, if the stream does not end before it.
    async fn event(&mut self) -> Option<Value> {
        loop {
            while let Some((event, rest)) = self.unread.split_once("\n\n") {
                let data: Vec<&str> =
                    event.lines().filter_map(|line| line.strip_prefix("data:")).collect();
                let data = data.join("\n");
                self.unread = String::from(rest);
                if !data.trim().is_empty() {
                    return serde_json::from_str(&data).ok();
                }
            }
            let chunk = self.chunks.next().await?;
            self.unread.push_str(&String::from_utf8_lossy(&chunk).replace("\r\n", "\n"));
        }
    }

    /// All that is left, for at most as long as given.
    pub async fn rest(mut self, longest: Duration) -> String {
        let mut all = std::mem::take(&mut self.unread);
        let read = async {
            while let Some(chunk) = self.chunks.next().await {
                all.push_str(&String::from_utf8_lossy(&chunk));
            }
        };
        let _ = tokio::time::timeout(longest, read).await;
        all
    }
}
