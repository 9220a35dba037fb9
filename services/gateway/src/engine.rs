//! From a request to its answer: guard first, then parser, limits and resolvers, and at the end every
//! error with a stable code and a text in the reader's language.

use std::sync::Arc;

use async_graphql::dataloader::DataLoader;
use async_graphql::futures_util::stream::BoxStream;
use async_graphql::{Request, Response, ServerError, Value};
use futures::StreamExt;

use crate::fault::Fault;
use crate::guard::{self, OperationKind};
use crate::people::PeopleLoader;
use crate::profiles::ProfileLoader;
use crate::schema::{self, Schema};
use crate::texts::Language;
use crate::visit::Visit;

/// Levels of the JSON of variables.
const DEEPEST_VARIABLES: u32 = 32;

/// How an answer travels, which decides what may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// One answer over POST: no subscription.
    Answer,
    /// A stream over POST or a websocket: anything.
    Stream,
    /// A stream over GET, which must change nothing: subscriptions only.
    ReadOnlyStream,
}

/// A request that may be parsed.
pub struct Admitted {
    request: Request,
    schema: Schema,
    language: Language,
}

/// Runs requests.
#[derive(Clone)]
pub struct Engine {
    data: Schema,
    introspection: Schema,
}

impl Engine {
    /// With the schema and its limits.
    pub fn new() -> Self {
        Self { data: schema::schema(), introspection: schema::introspection() }
    }

    /// Decides whether a request may be parsed at all.
    pub fn admit(
        &self,
        request: Request,
        visit: &Arc<Visit>,
        transport: Transport,
    ) -> Result<Admitted, Fault> {
        let facts = guard::check(request.query.as_bytes())?;
        let kind =
            facts.operation(request.operation_name.as_deref()).ok_or(Fault::OperationUnknown)?;
        let subscribes = kind == OperationKind::Subscription;
        match transport {
            Transport::Answer if subscribes => return Err(Fault::OperationNotHere),
            Transport::ReadOnlyStream if !subscribes => return Err(Fault::OperationNotHere),
            _ => {}
        }
        if facts.introspects && !visit.is_signed_in() {
            return Err(Fault::SchemaNeedsSignIn);
        }
        if !request.variables.values().all(|value| is_shallow(value, DEEPEST_VARIABLES - 1)) {
            return Err(Fault::VariablesTooNested);
        }
        let schema = if facts.only_introspects { &self.introspection } else { &self.data };
        let people = DataLoader::new(PeopleLoader(visit.clone()), tokio::spawn)
            .max_batch_size(PeopleLoader::BATCH);
        let profiles = DataLoader::new(ProfileLoader(visit.clone()), tokio::spawn)
            .max_batch_size(ProfileLoader::BATCH);
        Ok(Admitted {
            request: request.data(visit.clone()).data(people).data(profiles),
            schema: schema.clone(),
            language: visit.language,
        })
    }
}

impl Admitted {
    /// Runs a query or a mutation.
    pub async fn answer(self) -> Response {
        told(self.schema.execute(self.request).await, self.language)
    }

    /// Runs anything, answer by answer.
    pub fn stream(self) -> BoxStream<'static, Response> {
        let language = self.language;
        let answers = self.schema.execute_stream(self.request);
        answers.map(move |response| told(response, language)).boxed()
    }
}

/// An answer that is nothing but a fault, for transports without a status.
pub fn refused(fault: Fault, language: Language) -> Response {
    let mut error = ServerError::new(String::new(), None);
    tell(&mut error, fault, None, language);
    Response::from_errors(vec![error])
}

/// Whether an answer says that the request was never carried out.
pub fn is_request_error(response: &Response) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

fn is_shallow(value: &Value, left: u32) -> bool {
    match value {
        Value::List(items) => left > 0 && items.iter().all(|item| is_shallow(item, left - 1)),
        Value::Object(fields) => {
            left > 0 && fields.values().all(|field| is_shallow(field, left - 1))
        }
        _ => true,
    }
}

fn told(mut response: Response, language: Language) -> Response {
    for error in &mut response.errors {
        let ours = error.source::<Fault>().map(|fault| (*fault, None));
        let (fault, detail) = ours.unwrap_or_else(|| library_error(error));
        tell(error, fault, detail, language);
    }
    response
}

/// What the library says when a document does not fit, or a value does not fit its type. Resolvers
/// of ours give faults only.
fn library_error(error: &ServerError) -> (Fault, Option<String>) {
    match error.message.as_str() {
        "Query is nested too deep." => (Fault::DocumentTooDeep, None),
        "Query is too complex." => (Fault::DocumentTooCostly, None),
        message if error.path.is_empty() => {
            let detail = message.lines().next_back().unwrap_or(message).trim();
            (Fault::DocumentInvalid, Some(detail.to_owned()))
        }
        message => (Fault::InvalidArgument, Some(message.to_owned())),
    }
}

fn tell(error: &mut ServerError, fault: Fault, detail: Option<String>, language: Language) {
    language.fault(fault).clone_into(&mut error.message);
    let extensions = error.extensions.get_or_insert_with(Default::default);
    extensions.set("code", fault.code());
    if let Some(detail) = detail {
        error.message = format!("{} ({detail})", error.message);
    }
}
