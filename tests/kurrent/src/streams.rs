//! Reading and appending, as the server answers it.

use std::pin::Pin;
use std::sync::Arc;

use tokio_stream::{Stream, StreamExt};
use tonic::{Request, Response, Status, Streaming};
use uuid::Uuid;

use crate::fault::{Call, Fault};
use crate::server::Node;
use crate::state::{Expected, From, Proposed, Stored, Written, WrongRevision};
use crate::wire::client::streams::append_req::{Content, options};
use crate::wire::client::streams::append_resp::{
    self, Position, Success, WrongExpectedVersion, success, wrong_expected_version,
};
use crate::wire::client::streams::read_req::options::all_options::AllOption;
use crate::wire::client::streams::read_req::options::stream_options::RevisionOption;
use crate::wire::client::streams::read_req::options::{
    AllOptions, CountOption, StreamOption, StreamOptions,
};
use crate::wire::client::streams::read_resp::read_event::{self, RecordedEvent};
use crate::wire::client::streams::read_resp::{self, ReadEvent, StreamNotFound};
use crate::wire::client::streams::streams_server;
use crate::wire::client::streams::{AppendReq, AppendResp, ReadReq, ReadResp};
use crate::wire::client::{Empty, StreamIdentifier, Uuid as WireUuid, uuid as wire_uuid};

pub(crate) struct Streams(pub Arc<Node>);

type Answers = Pin<Box<dyn Stream<Item = Result<ReadResp, Status>> + Send>>;

#[tonic::async_trait]
impl streams_server::Streams for Streams {
    type ReadStream = Answers;

    async fn read(&self, request: Request<ReadReq>) -> Result<Response<Answers>, Status> {
        self.0.admit(request.metadata())?;
        let fault = self.0.faults.of(Call::Read);
        self.befall(fault).await?;
        let options = request.into_inner().options.ok_or_else(|| missing("options"))?;
        let backwards = options.read_direction == 1;
        let Some(CountOption::Count(count)) = options.count_option else {
            return Err(Status::unimplemented("the stand-in has no subscriptions"));
        };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let answers = match options.stream_option.ok_or_else(|| missing("stream_option"))? {
            StreamOption::Stream(of) => self.read_stream(&of, backwards, count)?,
            StreamOption::All(of) => self.read_all(&of, backwards, count)?,
        };
        let times = if fault == Some(Fault::Twice) { 2 } else { 1 };
        let answers = answers.into_iter().flat_map(move |one| std::iter::repeat_n(one, times));
        Ok(Response::new(Box::pin(tokio_stream::iter(answers).map(Ok))))
    }

    async fn append(
        &self,
        request: Request<Streaming<AppendReq>>,
    ) -> Result<Response<AppendResp>, Status> {
        self.0.admit(request.metadata())?;
        let mut parts = request.into_inner();
        let Some(Content::Options(options)) = parts.message().await?.and_then(|it| it.content)
        else {
            return Err(missing("options"));
        };
        let mut events = Vec::new();
        while let Some(part) = parts.message().await? {
            let Some(Content::ProposedMessage(message)) = part.content else {
                return Err(missing("proposed_message"));
            };
            events.push(Proposed {
                id: id(message.id)?,
                metadata: message.metadata,
                custom_metadata: message.custom_metadata,
                data: message.data,
            });
        }
        let fault = self.0.faults.of(Call::Append);
        self.befall(fault).await?;
        let stream = options.stream_identifier.ok_or_else(|| missing("stream_identifier"))?;
        let expected = match options.expected_stream_revision.ok_or_else(|| missing("revision"))? {
            options::ExpectedStreamRevision::Revision(revision) => Expected::Revision(revision),
            options::ExpectedStreamRevision::NoStream(_) => Expected::NoStream,
            options::ExpectedStreamRevision::Any(_) => Expected::Any,
            options::ExpectedStreamRevision::StreamExists(_) => Expected::Exists,
        };
        let result = if fault == Some(Fault::WrongRevision) {
            Err(WrongRevision(Some(0)))
        } else {
            self.0.store.append(&stream.stream_name, expected, events)
        };
        if fault == Some(Fault::CutAfter) {
            return self.cut().await;
        }
        Ok(Response::new(appended(result, expected)))
    }
}

impl Streams {
    async fn befall(&self, fault: Option<Fault>) -> Result<(), Status> {
        match fault {
            Some(Fault::CutBefore) => self.cut().await,
            Some(Fault::Slow(time)) => {
                tokio::time::sleep(time).await;
                Ok(())
            }
            Some(Fault::Silent) => std::future::pending().await,
            Some(Fault::Unavailable) => Err(Status::unavailable("Server Is Not Ready")),
            Some(Fault::Internal) => Err(Status::internal("Unexpected exception")),
            Some(Fault::CutAfter | Fault::WrongRevision | Fault::Twice) | None => Ok(()),
        }
    }

    /// Breaks the connections of all callers; this one's answer never comes.
    async fn cut<T>(&self) -> T {
        self.0.cut();
        std::future::pending().await
    }

    fn read_stream(
        &self,
        of: &StreamOptions,
        backwards: bool,
        count: usize,
    ) -> Result<Vec<ReadResp>, Status> {
        let name = of.stream_identifier.clone().ok_or_else(|| missing("stream_identifier"))?;
        let Some(events) = self.0.store.stream(&name.stream_name) else {
            let content = StreamNotFound { stream_identifier: Some(name) };
            return Ok(vec![content_of(read_resp::Content::StreamNotFound(content))]);
        };
        let last = events.len() - 1;
        let from = match of.revision_option.as_ref().ok_or_else(|| missing("revision"))? {
            RevisionOption::Revision(revision) => usize::try_from(*revision).unwrap_or(usize::MAX),
            RevisionOption::Start(_) => 0,
            RevisionOption::End(_) => last,
        };
        Ok(if backwards {
            events.iter().take(from.saturating_add(1)).rev().take(count).map(event).collect()
        } else {
            events.iter().skip(from).take(count).map(event).collect()
        })
    }

    fn read_all(
        &self,
        of: &AllOptions,
        backwards: bool,
        count: usize,
    ) -> Result<Vec<ReadResp>, Status> {
        let from = match of.all_option.as_ref().ok_or_else(|| missing("all_option"))? {
            AllOption::Position(position) => From::Position(position.commit_position),
            AllOption::Start(_) => From::Start,
            AllOption::End(_) => From::End,
        };
        let events = self.0.store.all(from, backwards, count);
        let events = events.ok_or_else(|| Status::unknown("no record begins at the position"))?;
        Ok(events.iter().map(event).collect())
    }
}

fn missing(what: &str) -> Status {
    Status::invalid_argument(format!("{what} is missing"))
}

fn id(id: Option<WireUuid>) -> Result<Uuid, Status> {
    match id.and_then(|id| id.value).ok_or_else(|| missing("id"))? {
        wire_uuid::Value::Structured(halves) => Ok(Uuid::from_u64_pair(
            halves.most_significant_bits.cast_unsigned(),
            halves.least_significant_bits.cast_unsigned(),
        )),
        wire_uuid::Value::String(text) => text.parse().map_err(|_| missing("id")),
    }
}

fn content_of(content: read_resp::Content) -> ReadResp {
    ReadResp { content: Some(content) }
}

fn event(stored: &Stored) -> ReadResp {
    let Proposed { id, metadata, custom_metadata, data } = stored.proposed.clone();
    let recorded = RecordedEvent {
        id: Some(WireUuid { value: Some(wire_uuid::Value::String(id.to_string())) }),
        stream_identifier: Some(StreamIdentifier { stream_name: stored.stream.clone() }),
        stream_revision: stored.revision,
        prepare_position: stored.position,
        commit_position: stored.position,
        metadata,
        custom_metadata,
        data,
    };
    content_of(read_resp::Content::Event(ReadEvent {
        event: Some(recorded),
        link: None,
        position: Some(read_event::Position::CommitPosition(stored.position)),
    }))
}

fn appended(result: Result<Written, WrongRevision>, expected: Expected) -> AppendResp {
    use append_resp::Result as Answer;
    use wrong_expected_version::{
        CurrentRevisionOption as Current, ExpectedRevisionOption as Wish,
    };
    let answer = match result {
        Ok(Written { revision, position }) => Answer::Success(Success {
            current_revision_option: Some(success::CurrentRevisionOption::CurrentRevision(
                revision,
            )),
            position_option: Some(success::PositionOption::Position(Position {
                commit_position: position,
                prepare_position: position,
            })),
        }),
        Err(WrongRevision(current)) => Answer::WrongExpectedVersion(WrongExpectedVersion {
            current_revision_option: Some(match current {
                Some(revision) => Current::CurrentRevision(revision),
                None => Current::CurrentNoStream(Empty {}),
            }),
            expected_revision_option: Some(match expected {
                Expected::Any => Wish::ExpectedAny(Empty {}),
                Expected::Exists => Wish::ExpectedStreamExists(Empty {}),
                Expected::NoStream => Wish::ExpectedNoStream(Empty {}),
                Expected::Revision(revision) => Wish::ExpectedRevision(revision),
            }),
        }),
    };
    AppendResp { result: Some(answer) }
}
