//! Robots report what they did, through the clients that we hand out, and the case shows it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Command, Output};

use journeys::workspace::{root, text};
use journeys::{Answer, Installation, Store, Visitor, eventually, new_id};
use reqwest::Method;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/runs";

/// A case of Randers whose work takes six minutes by hand, and a robot's token for it.
struct Given {
    installation: Installation,
    randers: Visitor,
    case: String,
    secret: String,
}

impl Given {
    async fn make() -> Self {
        let installation = Installation::separate(Store::Sqlite).await;
        let randers = Visitor::sign_in(&installation, "consultant-randers").await;
        let case = new_id();
        let registered = json!({"id": case, "visibility": "MEMBERS",
            "basics": {"title": "Fakturagodkendelse", "summary": "Godkender fakturaer"},
            "workload": {"occurrencesPerYear": 1200, "secondsPerOccurrence": 360,
                "automationDegreePercent": 50}});
        randers.change("registerCase", registered).await.done();
        let token = create_token(&randers, json!([case])).await.outcome();
        assert_eq!(token["token"]["allCases"], false, "{token}");
        let secret = text(&token["secret"]);
        Self { installation, randers, case, secret }
    }

    fn run(&self, external_id: &str, items_done: i64) -> Value {
        json!({"case": self.case, "robot": "Fakturarobot", "externalId": external_id,
            "startedAt": "2026-03-31T23:50:00+02:00", "endedAt": "2026-04-01T02:30:00+02:00",
            "itemsDone": items_done, "itemsFailed": 1, "exceptionMinutes": 7.5})
    }

    async fn report(&self, body: &Value) -> Answer {
        let request = self.randers.request(Method::POST, PATH).bearer_auth(&self.secret);
        self.randers.sent(request.json(body)).await
    }

    /// Runs a client as an orchestrator does, with the robot's token in its environment.
    fn client(&self, program: &str, arguments: &[&str], besides: &[(&str, &str)]) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).env("GENVEJ_URL", self.installation.url());
        command.env("GENVEJ_TOKEN", &self.secret).env("PYTHONDONTWRITEBYTECODE", "1");
        command.envs(besides.iter().copied()).env_remove("http_proxy").env("no_proxy", "127.0.0.1");
        let output = command.output();
        output.unwrap_or_else(|error| panic!("{program} is needed for this test: {error}"))
    }
}

async fn create_token(by: &Visitor, cases: Value) -> Answer {
    let query = "mutation($input: CreateRobotTokenInput!) { createRobotToken(input: $input) {
        secret token { id name prefix allCases caseIds lastUsedAt } refusal { code message
        fields { field rule limit message } } } }";
    let input = json!({"name": "Fakturarobot", "caseIds": cases, "days": 90});
    by.graphql(query, json!({"input": input})).await
}

fn outcomes(answer: &Answer) -> Vec<String> {
    let results = answer.json()["results"].as_array().cloned().unwrap_or_default();
    results.iter().map(|result| text(&result["outcome"])).collect()
}

fn said(output: &Output) -> String {
    let both = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    format!("{}: {}{}", output.status, both[0], both[1])
}

fn client(name: &str) -> String {
    root().join("infra/clients").join(name).display().to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_become_measured_hours_of_the_case_once() {
    let given = Given::make().await;
    let (first, second) = (given.run("1", 50), given.run("2", 50));
    let foreign = json!({"case": new_id(), "robot": "Fakturarobot", "externalId": "3",
        "startedAt": "2026-04-01T10:00:00Z", "endedAt": "2026-04-01T10:00:00Z", "itemsDone": 1});
    let batch = json!({"runs": [first, second, given.run("1", 50), given.run("1", 51), foreign,
        {"case": given.case, "externalId": "4", "itemsDone": "mange"}]});
    let answer = given.report(&batch).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        outcomes(&answer),
        ["accepted", "accepted", "repeated", "refused", "refused", "refused"]
    );
    let told = answer.json();
    let code = |at: usize| text(&told["results"][at]["refusal"]["code"]);
    assert_eq!([code(3), code(4), code(5)], ["run_conflict", "case_unknown", "invalid_fields"]);
    let field = &told["results"][5]["refusal"]["fields"][0];
    assert_eq!(
        (&field["field"], &field["message"]),
        (&json!("robot"), &json!("Robot skal udfyldes."))
    );

    // 100 items of 360 s are 10 hours, less 2 × 7.5 minutes.
    let shown = eventually("the case shows them", || async {
        let query = "query($id: ID!) { case(id: $id) { runs { measuredHoursPerYear
            expectedHoursPerMonth months { from runs itemsDone itemsFailed measuredHours qualifier
            secondsPerOccurrence } } internal { revision } } }";
        let answer = given.randers.graphql(query, json!({"id": given.case})).await.data();
        (answer["case"]["runs"]["months"][0]["runs"] == 2).then_some(answer)
    })
    .await;
    let month = json!([{"from": "2026-04-01", "runs": 2, "itemsDone": 100, "itemsFailed": 2,
        "measuredHours": "9.75", "qualifier": "EXACT", "secondsPerOccurrence": [360]}]);
    assert_eq!(shown["case"]["runs"]["months"], month);
    assert_eq!(shown["case"]["runs"]["expectedHoursPerMonth"], "5");
    // Asked after it: in one question the two are read apart, and runs may be folded in between.
    let total = "{ statistics { total { measuredHoursPerYear expectedHoursPerYear } } }";
    let total = given.randers.ask(total).await["statistics"]["total"].take();
    assert_eq!(total["measuredHoursPerYear"], "9.75");
    assert_eq!(total["expectedHoursPerYear"], "60", "never added together");
    let full: Vec<Value> = (0..1_000).map(|number| given.run(&format!("s-{number}"), 0)).collect();
    let full = json!({"runs": full});
    for (counted, others) in [("accepted", "repeated"), ("repeated", "accepted")] {
        let answer = given.report(&full).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let told = answer.json();
        assert_eq!((&told[counted], &told[others]), (&json!(1_000), &json!(0)));
    }
    let tokens = given.randers.ask("{ robotTokens { name prefix lastUsedAt revokedAt } }").await;
    assert!(tokens["robotTokens"][0]["lastUsedAt"].is_string(), "{tokens}");
    assert!(
        !tokens.to_string().contains(&given.secret)
            && !given.installation.logged().contains(&given.secret)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_batch_of_a_robot_is_refused_as_a_whole() {
    let given = Given::make().await;
    let body = json!({"runs": [given.run("1", 50)]});
    let post = |request: reqwest::RequestBuilder| given.randers.sent(request);
    let anew = || given.randers.request(Method::POST, PATH);
    let whole = [
        (post(anew().json(&body)).await, 401, "token_unknown"),
        (post(anew().bearer_auth("gvr_ukendt").json(&body)).await, 401, "token_unknown"),
        (
            post(anew().bearer_auth(&given.secret).body(body.to_string())).await,
            415,
            "media_type_unsupported",
        ),
        (
            given.report(&json!({"runs": vec![given.run("1", 1); 1_001]})).await,
            413,
            "too_many_runs",
        ),
        (given.report(&json!({"runs": [], "mere": 1})).await, 400, "runs_missing"),
        (given.report(&json!({"runs": ["x".repeat(600 * 1024)]})).await, 413, "body_too_large"),
        (given.randers.get(PATH).await, 405, "method_not_allowed"),
    ];
    for (answer, status, code) in whole {
        assert_eq!(
            (answer.status, &answer.json()["code"]),
            (status, &json!(code)),
            "{}",
            answer.body
        );
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
    let refused = post(anew().json(&body)).await;
    assert_eq!(refused.header("www-authenticate"), Some("Bearer"));

    // Of a foreign case no token is made, and it is answered like one that there is not.
    let kolding = Visitor::sign_in(&given.installation, "consultant-kolding").await;
    let foreign = create_token(&kolding, json!([given.case])).await.outcome();
    assert_eq!(foreign["refusal"]["code"], "not_permitted", "it is for members to read");
    let all = create_token(&kolding, Value::Null).await.outcome();
    assert_eq!((&all["refusal"]["code"], &all["secret"]), (&json!("not_permitted"), &Value::Null));
    let id = given.randers.ask("{ robotTokens { id } }").await["robotTokens"][0]["id"].take();
    let revoke = "mutation($input: RevokeRobotTokenInput!) { revokeRobotToken(input: $input) {
        token { revokedAt } refusal { code } } }";
    let input = json!({"input": {"id": id}});
    let foreign = kolding.graphql(revoke, input.clone()).await.outcome();
    assert_eq!(foreign["refusal"]["code"], "robot_token_unknown");
    let own = given.randers.graphql(revoke, input).await.outcome();
    assert!(own["token"]["revokedAt"].is_string(), "{own}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clients_that_we_hand_out_report_to_the_running_product() {
    let given = Given::make().await;
    let arguments = [
        &given.case,
        "Fakturarobot \"A\"",
        "curl-1",
        "2026-04-01T10:00:00Z",
        "2026-04-01T11:00:00+01:00",
        "20",
        "1",
        "7.5",
    ];
    for outcome in ["accepted", "repeated"] {
        let output = given.client(&client("curl.sh"), &arguments, &[]);
        assert!(output.status.success() && said(&output).contains(outcome), "{}", said(&output));
    }

    let server = automation_server();
    let arguments = ["--queue", "7", "--case", &given.case, "--day", "2026-04-02"];
    let besides = [("ATS_URL", server.as_str()), ("ATS_TOKEN", "hemmelig"), ("TZ", "UTC")];
    let program = client("automation_server.py");
    for outcome in ["accepted", "repeated"] {
        let output =
            given.client("python3", &[&[program.as_str()], &arguments[..]].concat(), &besides);
        assert!(output.status.success() && said(&output).contains(outcome), "{}", said(&output));
    }
    let quiet = ["--queue", "7", "--case", &given.case, "--day", "2026-01-01"];
    let output = given.client("python3", &[&[program.as_str()], &quiet[..]].concat(), &besides);
    assert!(output.status.success() && said(&output).contains("nothing"), "{}", said(&output));

    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("OpenOrchestrator/orchestrator_connection");
    std::fs::create_dir_all(&package).expect("a folder");
    std::fs::write(package.join("connection.py"), ORCHESTRATOR).expect("a file");
    let path = folder.path().display().to_string();
    let asked = json!({"queue": "Fakturaer", "case": given.case, "day": "2026-04-03"}).to_string();
    let program = client("open_orchestrator.py");
    let arguments = [program.as_str(), "Betalinger", "", "", &asked];
    for outcome in ["accepted", "repeated"] {
        let output = given.client("python3", &arguments, &[("PYTHONPATH", &path), ("TZ", "UTC")]);
        assert!(output.status.success() && said(&output).contains(outcome), "{}", said(&output));
    }

    let month = eventually("all three are counted", || async {
        let query =
            "query($id: ID!) { case(id: $id) { runs { months { runs itemsDone itemsFailed } } } }";
        let answer = given.randers.graphql(query, json!({"id": given.case})).await.data();
        let month = answer["case"]["runs"]["months"][0].clone();
        (month["runs"] == 3).then_some(month)
    })
    .await;
    assert_eq!((&month["itemsDone"], &month["itemsFailed"]), (&json!(23), &json!(4)), "{month}");
}

/// Two pages of a work queue, as automation-server answers them.
fn automation_server() -> String {
    let item = |status: &str, updated: &str| {
        json!({"id": 1, "status": status, "started_at": null, "created_at": updated,
            "updated_at": updated})
    };
    let pages = [
        json!([item("completed", "2026-04-02T08:00:00"), item("new", "2026-04-02T08:00:00")]),
        json!([
            item("failed", "2026-04-02T09:00:00.123456"),
            item("pending user action", "2026-04-02T09:30:00"),
            item("completed", "2026-04-01T09:00:00")
        ]),
    ];
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound socket has one");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let asked = lines.next().unwrap_or_default();
            let rest: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            assert!(rest.iter().any(|line| line.ends_with("Bearer hemmelig")), "{rest:?}");
            let page = usize::from(asked.contains("page=2"));
            let body =
                json!({"page": page + 1, "total_pages": 2, "items": pages[page]}).to_string();
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
            let length = body.len();
            let _ = write!(&stream, "{head}\r\nContent-Length: {length}\r\n\r\n{body}");
        }
    });
    format!("http://{address}")
}

/// What a robot gets from `OpenOrchestrator`, as far as the client uses it.
const ORCHESTRATOR: &str = r#"
import sys
from datetime import datetime
from types import SimpleNamespace as Some


def element(status, day):
    at = datetime(2026, 4, day, 12, 0)
    return Some(status=Some(value=status), start_date=at, end_date=at if status != "New" else None)


class OrchestratorConnection:
    def __init__(self, process_name, process_arguments):
        self.process_name, self.process_arguments = process_name, process_arguments

    @classmethod
    def create_connection_from_args(cls):
        return cls(sys.argv[1], sys.argv[4])

    def get_queue_elements(self, queue_name, reference=None, status=None, offset=0, limit=100):
        all = [element("Done", 3), element("Done", 3), element("Failed", 3), element("Done", 2),
               element("New", 3)]
        return tuple(all[offset:offset + min(limit, 2)])
"#;
