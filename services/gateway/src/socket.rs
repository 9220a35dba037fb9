//! GraphQL over websocket, protocol `graphql-transport-ws`. Every document passes the same guard as
//! over HTTP.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::{ORIGIN, SEC_WEBSOCKET_PROTOCOL};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason};
use async_graphql::futures_util::stream::BoxStream;
use async_graphql::http::{WebSocket, WebSocketProtocols, WsMessage};
use async_graphql::{Data, Executor, Request, Response};
use futures::{Stream, StreamExt, stream};
use tokio::sync::Semaphore;

use crate::edge::Arrival;
use crate::engine::{self, Transport};
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::{LARGEST_BODY_BYTES, visit_to_read};
use crate::limit::Caller;
use crate::visit::Visit;

const PROTOCOL: &str = "graphql-transport-ws";
/// Operations that one connection may have open.
const MOST_OPEN: usize = 20;
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Runs the operations of one connection.
#[derive(Clone)]
struct Connection {
    gateway: web::Data<Gateway>,
    visit: Arc<Visit>,
    caller: Caller,
    open: Arc<Semaphore>,
}

impl Connection {
    fn admit(&self, request: Request) -> Result<engine::Admitted, Fault> {
        self.gateway.limiter.count(self.caller).map_err(|_| Fault::RateLimited)?;
        self.gateway.engine.admit(request, &self.visit, Transport::Stream)
    }
}

impl Executor for Connection {
    async fn execute(&self, request: Request) -> Response {
        match self.admit(request) {
            Ok(admitted) => admitted.answer().await,
            Err(fault) => engine::refused(fault, self.visit.language),
        }
    }

    fn execute_stream(
        &self,
        request: Request,
        _connection_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        let admitted = match self.open.clone().try_acquire_owned() {
            Ok(permit) => self.admit(request).map(|admitted| (admitted, permit)),
            Err(_) => Err(Fault::RateLimited),
        };
        match admitted {
            // The permit lives as long as the stream that holds it.
            Ok((admitted, permit)) => admitted
                .stream()
                .map(move |response| {
                    let _held = &permit;
                    response
                })
                .boxed(),
            Err(fault) => {
                let refused = engine::refused(fault, self.visit.language);
                stream::once(async { refused }).boxed()
            }
        }
    }
}

/// `GET /graphql/ws`.
pub async fn connect(
    http: HttpRequest,
    payload: web::Payload,
    gateway: web::Data<Gateway>,
) -> HttpResponse {
    match accept(&http, payload, &gateway).await {
        Ok(response) => response,
        Err(fault) => fault.error_response(),
    }
}

async fn accept(
    http: &HttpRequest,
    payload: web::Payload,
    gateway: &web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    let offered = http.headers().get(SEC_WEBSOCKET_PROTOCOL).and_then(|v| v.to_str().ok());
    if !offered.is_some_and(|offered| offered.split(',').any(|one| one.trim() == PROTOCOL)) {
        return Err(Fault::BadRequest);
    }
    // A browser always names the origin; a program without one has no cookie of somebody else's.
    let origin = http.headers().get(ORIGIN).map(|origin| origin.to_str().unwrap_or("?"));
    if origin.is_some_and(|origin| origin != gateway.site.address("")) {
        return Err(Fault::CrossSite);
    }
    let visit = visit_to_read(http, gateway).await?;
    let caller = visit.caller().unwrap_or(Arrival::of(http).caller);
    let held = gateway.limiter.hold(caller).ok_or(Fault::RateLimited)?;
    let (response, session, messages) = actix_ws::handle_with_protocols(http, payload, &[PROTOCOL])
        .map_err(|_| Fault::BadRequest)?;
    let messages = messages
        .max_frame_size(LARGEST_BODY_BYTES)
        .aggregate_continuations()
        .max_continuation_size(LARGEST_BODY_BYTES);
    let connection = Connection {
        gateway: gateway.clone(),
        visit,
        caller,
        open: Arc::new(Semaphore::new(MOST_OPEN)),
    };
    actix_web::rt::spawn(async move {
        converse(connection, session, messages).await;
        drop(held);
    });
    Ok(response)
}

async fn converse(
    connection: Connection,
    mut session: actix_ws::Session,
    messages: AggregatedMessageStream,
) {
    let shutdown = connection.gateway.shutdown.clone();
    let incoming = texts(messages, session.clone());
    let mut answers =
        pin!(WebSocket::new(connection, incoming.boxed_local(), WebSocketProtocols::GraphQLWS));
    let reason = loop {
        let sent = tokio::select! {
            answer = answers.next() => match answer {
                Some(WsMessage::Text(text)) => session.text(text).await,
                Some(WsMessage::Close(code, text)) => {
                    break Some(CloseReason { code: code.into(), description: Some(text) });
                }
                None => break None,
            },
            () = tokio::time::sleep(HEARTBEAT) => session.ping(b"").await,
            () = shutdown.triggered() => break Some(CloseCode::Away.into()),
        };
        if sent.is_err() {
            return;
        }
    };
    // The other side may be gone already, which is what closing is for.
    let _ = session.close(reason).await;
}

/// The texts that come in, until the connection is closed or broken.
fn texts(
    messages: AggregatedMessageStream,
    session: actix_ws::Session,
) -> impl Stream<Item = String> {
    stream::unfold((messages, session), |(mut messages, mut session)| async move {
        loop {
            match messages.recv().await? {
                Ok(AggregatedMessage::Text(text)) => {
                    return Some((text.to_string(), (messages, session)));
                }
                Ok(AggregatedMessage::Ping(bytes)) => session.pong(&bytes).await.ok()?,
                Ok(AggregatedMessage::Pong(_)) => {}
                Ok(AggregatedMessage::Binary(_) | AggregatedMessage::Close(_)) | Err(_) => {
                    return None;
                }
            }
        }
    })
}
