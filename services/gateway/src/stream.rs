//! Server-sent events as graphql-sse's distinct connections mode has them: `next` for each answer,
//! `complete` at the end, and a comment now and then so that proxies keep the line open.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, HeaderName};
use actix_web::web::Bytes;
use async_graphql::Response;
use futures::stream::BoxStream;
use futures::{StreamExt, stream};
use platform::Shutdown;

/// Silence that no proxy minds.
const HEARTBEAT: Duration = Duration::from_secs(12);

/// The answer that carries a stream. It ends when the gateway stops.
pub fn answer(answers: BoxStream<'static, Response>, shutdown: Shutdown) -> HttpResponse {
    let events = stream::unfold(Some((answers, shutdown)), |open| async move {
        let (mut answers, shutdown) = open?;
        let event = tokio::select! {
            answer = answers.next() => answer.map(|answer| next(&answer)),
            () = tokio::time::sleep(HEARTBEAT) => Some(Bytes::from_static(b":\n\n")),
            () = shutdown.triggered() => None,
        };
        Some(match event {
            Some(event) => (Ok::<_, Infallible>(event), Some((answers, shutdown))),
            None => (Ok(Bytes::from_static(b"event: complete\ndata:\n\n")), None),
        })
    });
    HttpResponse::Ok()
        .content_type("text/event-stream; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        .streaming(events)
}

fn next(answer: &Response) -> Bytes {
    let data = serde_json::to_string(answer).unwrap_or_else(|_| "{}".to_owned());
    Bytes::from(format!("event: next\ndata: {data}\n\n"))
}
