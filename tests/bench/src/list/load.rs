//! Asking the same question over and over, over connections that stay open.
//!
//! The bytes of the request are made once and each answer is compared with the first, so that this
//! program takes as little of the machine as it can from those it measures.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Failure;
use crate::rounds::median_us;

/// Someone who answers a GraphQL question.
#[derive(Debug, Clone)]
pub struct Target {
    address: SocketAddr,
    request: Arc<[u8]>,
    /// What every answer has to be, byte for byte.
    answer: Arc<[u8]>,
}

impl Target {
    /// Asks once, and keeps the answer to compare the next ones with.
    pub async fn new(
        address: SocketAddr,
        cookie: Option<&str>,
        question: &str,
    ) -> Result<Self, Failure> {
        let body = json!({ "query": question }).to_string();
        let cookie = cookie.map_or_else(String::new, |cookie| format!("cookie: {cookie}\r\n"));
        let request = format!(
            "POST /graphql HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             accept: application/json\r\ncontent-length: {}\r\n{cookie}\r\n{body}",
            body.len()
        );
        let request: Arc<[u8]> = request.into_bytes().into();
        let answer = Connection::open(address).await?.ask(&request).await?.into();
        Ok(Self { address, request, answer })
    }

    /// The answer's `data`.
    pub fn data(&self) -> Result<Value, Failure> {
        let mut answer: Value = serde_json::from_slice(&self.answer)?;
        if let Some(errors) = answer.get("errors") {
            return Err(format!("the question is answered with {errors}").into());
        }
        Ok(answer["data"].take())
    }

    /// Whether it gives the answer now.
    pub async fn answers(&self) -> bool {
        let ask = async { Connection::open(self.address).await?.ask(&self.request).await };
        ask.await.is_ok_and(|answer| *answer == *self.answer)
    }

    /// p50 of one connection, in microseconds.
    pub async fn alone(&self, span: Duration) -> Result<f64, Failure> {
        let mut connection = Connection::open(self.address).await?;
        let mut times = Vec::new();
        let end = Instant::now() + span;
        while Instant::now() < end {
            let begun = Instant::now();
            let answer = connection.ask(&self.request).await?;
            times.push(begun.elapsed());
            self.compare(&answer)?;
        }
        Ok(median_us(&times))
    }

    /// Answers a second over so many connections.
    pub async fn together(&self, connections: usize, span: Duration) -> Result<f64, Failure> {
        let answered = Arc::new(AtomicU64::new(0));
        let mut callers = JoinSet::new();
        let begun = Instant::now();
        for _ in 0..connections {
            let (target, answered) = (self.clone(), Arc::clone(&answered));
            callers.spawn(async move {
                let mut connection = Connection::open(target.address).await?;
                while begun.elapsed() < span {
                    target.compare(&connection.ask(&target.request).await?)?;
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                Ok::<_, Failure>(())
            });
        }
        while let Some(ended) = callers.join_next().await {
            ended??;
        }
        let count = u32::try_from(answered.load(Ordering::Relaxed))?;
        Ok(f64::from(count) / begun.elapsed().as_secs_f64())
    }

    fn compare(&self, answer: &[u8]) -> Result<(), Failure> {
        if *answer == *self.answer {
            return Ok(());
        }
        Err(format!("another answer than the first: {}", String::from_utf8_lossy(answer)).into())
    }
}

/// A connection that stays open.
struct Connection(BufReader<TcpStream>);

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::with_capacity(64 * 1024, stream)))
    }

    /// The body of the answer to a request.
    async fn ask(&mut self, request: &[u8]) -> Result<Vec<u8>, Failure> {
        self.0.write_all(request).await?;
        let mut line = String::new();
        self.0.read_line(&mut line).await?;
        let status = line.trim().to_owned();
        let mut length = None;
        loop {
            line.clear();
            if self.0.read_line(&mut line).await? == 0 {
                return Err("the connection was closed".into());
            }
            match line.trim().split_once(':') {
                None => break,
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = Some(value.trim().parse()?);
                }
                Some(_) => {}
            }
        }
        let mut body = vec![0; length.ok_or("an answer without content-length")?];
        self.0.read_exact(&mut body).await?;
        if !status.starts_with("HTTP/1.1 200") {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
        }
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::Target;

    /// Answers on one connection after another, each time with the next body; the last stays.
    async fn server(bodies: &'static [&'static str]) -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let mut nth = 0;
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = [0; 4096];
                while stream.read(&mut request).await.is_ok_and(|read| read > 0) {
                    let body = bodies[nth.min(bodies.len() - 1)];
                    let length = body.len();
                    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
                    stream.write_all((head + body).as_bytes()).await.unwrap();
                    nth += 1;
                }
            }
        });
        address
    }

    #[tokio::test]
    async fn equal_answers_are_timed() {
        let address = server(&[r#"{"data":{"a":1}}"#]).await;
        let target = Target::new(address, None, "{ a }").await.unwrap();
        assert_eq!(target.data().unwrap()["a"], 1);
        assert!(target.alone(Duration::from_millis(20)).await.unwrap() > 0.0);
    }

    #[tokio::test]
    async fn an_answer_that_changes_ends_the_measurement() {
        let address = server(&[r#"{"data":1}"#, r#"{"data":1}"#, r#"{"data":2}"#]).await;
        let target = Target::new(address, None, "{ a }").await.unwrap();
        let failure = target.alone(Duration::from_secs(5)).await.unwrap_err();
        assert!(failure.to_string().contains("another answer"), "{failure}");
    }

    #[tokio::test]
    async fn an_answer_with_errors_is_no_answer() {
        let address = server(&[r#"{"data":null,"errors":[{"message":"no"}]}"#]).await;
        let target = Target::new(address, None, "{ a }").await.unwrap();
        assert!(target.data().is_err());
    }
}
