//! `POST /api/v1/runs`: what robots did, as their orchestrators report it.
//!
//! The whole is refused with a problem document; of what it holds each report is answered for itself,
//! in the order sent, so that one wrong report keeps none of the others back.

use actix_web::http::header::{CONTENT_LANGUAGE, HeaderValue, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use proto::registry::v1 as rpc;
use serde::Serialize;
use serde_json::{Map, Value};
use vocabulary::{FieldProblem, FieldRule, Refusal, RefusalCode};

use crate::calls::decoded;
use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::body;
use crate::session::Shown;
use crate::texts::Language;
use crate::upstream::request;
use crate::{origin, robots};

/// Reports of one request.
const MOST_RUNS: usize = 1_000;
/// A full batch is a thousand writes.
const AS_MUCH_WORK: u32 = 6;
/// What a report may hold.
const FIELDS: [&str; 8] = [
    "case",
    "robot",
    "externalId",
    "startedAt",
    "endedAt",
    "itemsDone",
    "itemsFailed",
    "exceptionMinutes",
];

/// What became of all.
#[derive(Serialize)]
struct Answer {
    accepted: usize,
    repeated: usize,
    refused: usize,
    results: Vec<Answered>,
}

/// What became of one report.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answered {
    external_id: Option<String>,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<Reason>,
}

/// Why a report was refused.
#[derive(Serialize)]
struct Reason {
    code: &'static str,
    message: &'static str,
    fields: Vec<Wrong>,
}

#[derive(Serialize)]
struct Wrong {
    field: String,
    rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<i64>,
    message: String,
}

impl Reason {
    fn of(refusal: Refusal, language: Language) -> Self {
        let field = |problem: FieldProblem| Wrong {
            message: language.field_problem(&problem),
            rule: problem.rule.code(),
            limit: problem.limit,
            field: problem.field,
        };
        Self {
            code: refusal.code.code(),
            message: language.refusal(refusal.code),
            fields: refusal.fields.into_iter().map(field).collect(),
        }
    }
}

/// `POST /api/v1/runs`.
pub async fn post(
    http: HttpRequest,
    payload: web::Payload,
    gateway: web::Data<Gateway>,
) -> HttpResponse {
    match take(&http, payload, &gateway).await {
        Ok(answer) => answer,
        Err(fault) => {
            let mut refused = fault.error_response();
            if fault == Fault::TokenUnknown {
                let scheme = HeaderValue::from_static("Bearer");
                refused.headers_mut().insert(WWW_AUTHENTICATE, scheme);
            }
            refused
        }
    }
}

async fn take(
    http: &HttpRequest,
    payload: web::Payload,
    gateway: &Gateway,
) -> Result<HttpResponse, Fault> {
    let arrival = Arrival::of(http);
    let secret = robots::secret(http.headers()).ok_or(Fault::TokenUnknown)?;
    let token = reporter(gateway, secret, arrival).await?.ok_or(Fault::TokenUnknown)?;
    if !origin::is_json(http.headers()) {
        return Err(Fault::MediaTypeUnsupported);
    }
    let runs = runs_of(&body(payload).await?)?;
    let read: Vec<_> = runs.into_iter().map(report).collect();
    let reports = read.iter().filter_map(|(_, report)| report.clone().ok()).collect();
    let message = rpc::ReportRunsRequest { runs: reports };
    let message = request(message, Some(&token), arrival.correlation)?;
    let upstream = &gateway.services.upstream;
    let mut registry = upstream.registry();
    // The token was made a moment ago: whoever does not take it is not ready.
    let reply = upstream
        .within_limits(AS_MUCH_WORK, registry.report_runs(message))
        .await
        .map_err(|fault| if fault == Fault::SessionEnded { Fault::Unavailable } else { fault })?;
    let answer = answer(read, reply.results, arrival.language)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_LANGUAGE, arrival.language.tag())).json(answer))
}

/// The token for the registry of a robot's own, or of a client's access token, which has dots.
async fn reporter(
    gateway: &Gateway,
    secret: &str,
    arrival: Arrival,
) -> Result<Option<String>, Fault> {
    let services = &gateway.services;
    if !secret.contains('.') {
        return services.robots.token(secret, arrival.correlation).await;
    }
    let shown = Shown::AccessToken;
    match services.sessions.of_client(secret, shown, arrival.correlation).await? {
        Some(client) => Ok(Some(client.token("registry")?.to_owned())),
        None => Ok(None),
    }
}

/// The reports of a body, `{"runs": […]}`.
fn runs_of(body: &[u8]) -> Result<Vec<Value>, Fault> {
    let mut body: Map<String, Value> =
        serde_json::from_slice(body).map_err(|_| Fault::BodyMalformed)?;
    let Some(Value::Array(runs)) = body.remove("runs") else { return Err(Fault::RunsMissing) };
    if runs.len() > MOST_RUNS {
        return Err(Fault::TooManyRuns);
    }
    if runs.is_empty() || !body.is_empty() {
        return Err(Fault::RunsMissing);
    }
    Ok(runs)
}

type Read = (Option<String>, Result<rpc::RunReport, Refusal>);

/// A report as the registry takes it, with what the robot calls it.
fn report(run: Value) -> Read {
    let Value::Object(run) = run else {
        let refusal = Refusal {
            code: RefusalCode::InvalidFields,
            fields: vec![problem("runs", FieldRule::Malformed)],
        };
        return (None, Err(refusal));
    };
    let external_id = run.get("externalId").and_then(Value::as_str).map(str::to_owned);
    let mut reader = Reader { run: &run, problems: Vec::new() };
    for field in run.keys().filter(|field| !FIELDS.contains(&field.as_str())) {
        reader.problems.push(problem(field, FieldRule::NotAllowed));
    }
    let report = rpc::RunReport {
        case_id: reader.text("case"),
        robot: reader.text("robot"),
        external_id: reader.text("externalId"),
        started_at: reader.text("startedAt"),
        ended_at: reader.text("endedAt"),
        items_done: reader.count("itemsDone", None),
        items_failed: reader.count("itemsFailed", Some(0)),
        exception_minutes: reader.amount("exceptionMinutes"),
    };
    let fields = reader.problems;
    let report = if fields.is_empty() {
        Ok(report)
    } else {
        Err(Refusal { code: RefusalCode::InvalidFields, fields })
    };
    (external_id, report)
}

/// Takes values out of a report, and gathers what is wrong with them.
struct Reader<'a> {
    run: &'a Map<String, Value>,
    problems: Vec<FieldProblem>,
}

impl Reader<'_> {
    fn said(&self, field: &str) -> Option<&Value> {
        self.run.get(field).filter(|value| !value.is_null())
    }

    fn text(&mut self, field: &str) -> String {
        match self.said(field) {
            Some(Value::String(text)) => return text.clone(),
            Some(_) => self.problems.push(problem(field, FieldRule::Malformed)),
            None => self.problems.push(problem(field, FieldRule::Required)),
        }
        String::new()
    }

    fn count(&mut self, field: &str, otherwise: Option<i64>) -> i64 {
        match (self.said(field), otherwise) {
            (Some(value), _) => match value.as_i64() {
                Some(count) => return count,
                None => self.problems.push(problem(field, FieldRule::Malformed)),
            },
            (None, Some(count)) => return count,
            (None, None) => self.problems.push(problem(field, FieldRule::Required)),
        }
        0
    }

    /// A number as it is written, so that no digit is lost on the way.
    fn amount(&mut self, field: &str) -> String {
        match self.said(field) {
            None => String::new(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) if !text.is_empty() => text.clone(),
            Some(_) => {
                self.problems.push(problem(field, FieldRule::Malformed));
                String::new()
            }
        }
    }
}

fn problem(field: &str, rule: FieldRule) -> FieldProblem {
    FieldProblem { field: field.to_owned(), rule, limit: None }
}

fn answer(
    read: Vec<Read>,
    results: Vec<rpc::RunResult>,
    language: Language,
) -> Result<Answer, Fault> {
    let mut results = results.into_iter();
    let mut answer = Answer { accepted: 0, repeated: 0, refused: 0, results: Vec::new() };
    for (external_id, report) in read {
        let (outcome, refusal) = if let Err(refusal) = report {
            (rpc::RunOutcome::Refused, Some(refusal))
        } else {
            let result = results.next().ok_or(Fault::Internal)?;
            let json = result.refusal_json.as_slice();
            let refusal = if json.is_empty() { None } else { Some(decoded(json)?) };
            (result.outcome(), refusal)
        };
        let (outcome, count) = match outcome {
            rpc::RunOutcome::Accepted => ("accepted", &mut answer.accepted),
            rpc::RunOutcome::Repeated => ("repeated", &mut answer.repeated),
            rpc::RunOutcome::Refused => ("refused", &mut answer.refused),
            rpc::RunOutcome::Unspecified => return Err(Fault::Internal),
        };
        *count += 1;
        let refusal = refusal.map(|refusal| Reason::of(refusal, language));
        answer.results.push(Answered { external_id, outcome, refusal });
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use vocabulary::FieldRule;

    use super::{report, runs_of};
    use crate::fault::Fault;

    #[test]
    fn a_body_holds_reports_and_nothing_else() {
        let of = |body: serde_json::Value| runs_of(body.to_string().as_bytes());
        assert_eq!(of(json!({"runs": [{}]})).unwrap().len(), 1);
        assert_eq!(of(json!([])).unwrap_err(), Fault::BodyMalformed);
        for body in
            [json!({}), json!({"runs": []}), json!({"runs": 7}), json!({"runs": [1], "x": 1})]
        {
            assert_eq!(of(body).unwrap_err(), Fault::RunsMissing);
        }
        assert!(of(json!({"runs": vec![1; 1_000]})).is_ok());
        assert_eq!(of(json!({"runs": vec![1; 1_001]})).unwrap_err(), Fault::TooManyRuns);
    }

    #[test]
    fn a_report_that_cannot_be_read_names_each_field_at_fault() {
        let wrong = json!({"robot": 7, "externalId": "17", "itemsDone": 1.5, "itemDone": 3});
        let (external_id, refused) = report(wrong);
        assert_eq!(external_id.as_deref(), Some("17"));
        let fields = refused.unwrap_err().fields;
        let told: Vec<_> = fields.iter().map(|one| (one.field.as_str(), one.rule)).collect();
        assert_eq!(
            told,
            [
                ("itemDone", FieldRule::NotAllowed),
                ("case", FieldRule::Required),
                ("robot", FieldRule::Malformed),
                ("startedAt", FieldRule::Required),
                ("endedAt", FieldRule::Required),
                ("itemsDone", FieldRule::Malformed),
            ]
        );
    }

    #[test]
    fn minutes_keep_their_digits() {
        let minutes = |value: serde_json::Value| {
            let run = json!({"case": "c", "robot": "r", "externalId": "1", "startedAt": "s",
                "endedAt": "e", "itemsDone": 1, "exceptionMinutes": value});
            report(run).1.unwrap().exception_minutes
        };
        assert_eq!(minutes(json!(12.35)), "12.35");
        assert_eq!(minutes(json!("12.35")), "12.35");
        assert_eq!(minutes(json!(null)), "");
    }
}
