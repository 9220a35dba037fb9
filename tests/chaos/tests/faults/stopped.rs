//! The product is told to stop while people work in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chaos::Seed;
use journeys::{Installation, Store, Visitor, new_id};
use reqwest::Method;
use serde_json::{Value, json};

/// How long the product may take to stop: its own grace, and what a busy machine adds.
const LIMIT: Duration = Duration::from_secs(12);

/// People who write at the same time.
const PEOPLE: usize = 8;

const REGISTER: &str = "mutation($input: RegisterCaseInput!) { registerCase(input: $input) \
                        { revision refusal { code } } }";

/// What one request came to.
#[derive(Debug)]
enum Answer {
    /// The case is registered.
    Done,
    /// The product says that it cannot, in words of its own.
    Told(String),
    /// Nobody listens any more, or the line ended before an answer began.
    Gone,
}

/// What one person did until nobody listened.
#[derive(Debug, Default)]
struct Work {
    done: Vec<String>,
    /// What it does not know the outcome of.
    unknown: Option<String>,
    unclear: Vec<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_in_one_process_stops_in_time_and_keeps_what_it_acknowledged() {
    let mut installation = Installation::demo().await;
    let work = stop_under_load(&mut installation, "up").await;
    installation.start().await;
    assert_kept(&installation, &work).await;
}

/// The gateway stays, and says what is the matter.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registry_that_is_stopped_loses_nothing_and_the_gateway_says_that_it_is_gone() {
    let mut installation = Installation::separate(Store::Sqlite).await;
    let work = stop_under_load(&mut installation, "registry").await;
    installation.restart().await;
    assert_kept(&installation, &work).await;
}

/// Stops one process by its name once people have got to work, and gives what they were told.
async fn stop_under_load(installation: &mut Installation, name: &str) -> Vec<Work> {
    let mut seed = Seed::print("stop_under_load");
    let visitor = Visitor::sign_in(installation, "consultant-randers").await;
    let done = Arc::new(AtomicUsize::new(0));
    let people: Vec<_> =
        (0..PEOPLE).map(|_| tokio::spawn(work(visitor.clone(), Arc::clone(&done)))).collect();
    let enough = usize::try_from(seed.within(20, 60)).unwrap();
    journeys::eventually("people work", || async {
        (done.load(Ordering::Relaxed) >= enough).then_some(())
    })
    .await;
    let begun = Instant::now();
    installation.stop_process(name);
    assert!(begun.elapsed() < LIMIT, "{name} took {:?} to stop", begun.elapsed());
    let mut all = Vec::new();
    for person in people {
        all.push(person.await.unwrap());
    }
    let unclear: Vec<_> = all.iter().flat_map(|work| &work.unclear).collect();
    assert!(unclear.is_empty(), "callers must be told what is the matter: {unclear:?}");
    all
}

/// Registers cases until there is nobody to ask, or only somebody who says no.
async fn work(visitor: Visitor, done: Arc<AtomicUsize>) -> Work {
    let mut work = Work::default();
    loop {
        let case = new_id();
        match register(&visitor, &case).await {
            Answer::Done => {
                work.done.push(case);
                done.fetch_add(1, Ordering::Relaxed);
            }
            answer => {
                if let Answer::Told(code) = answer
                    && code != "unavailable"
                {
                    work.unclear.push(code);
                }
                work.unknown = Some(case);
                return work;
            }
        }
    }
}

async fn register(visitor: &Visitor, case: &str) -> Answer {
    let input = json!({
        "id": case, "idempotencyKey": case,
        "basics": {"title": "Fakturaer", "summary": "Robotten godkender fakturaer"},
    });
    let body = json!({"query": REGISTER, "variables": {"input": input}});
    let sent = visitor.request(Method::POST, "/graphql").json(&body).send().await;
    let response = match sent {
        Ok(response) => response,
        Err(error) if error.is_connect() || error.is_request() => return Answer::Gone,
        Err(error) => return Answer::Told(format!("{error:?}")),
    };
    let status = response.status();
    let text = match response.text().await {
        Ok(text) => text,
        Err(error) => return Answer::Told(format!("{error:?}")),
    };
    let Ok(json) = serde_json::from_str::<Value>(&text) else {
        return Answer::Told(format!("{status}: {text}"));
    };
    if json["data"]["registerCase"]["revision"].is_number() {
        return Answer::Done;
    }
    let code = json.pointer("/errors/0/extensions/code").or_else(|| json.get("code"));
    Answer::Told(code.and_then(Value::as_str).unwrap_or(&text).to_owned())
}

/// Everything that somebody was told is done is there, and asking again does what is not known.
async fn assert_kept(installation: &Installation, work: &[Work]) {
    let visitor = Visitor::sign_in(installation, "consultant-randers").await;
    for case in work.iter().filter_map(|work| work.unknown.as_ref()) {
        let answer = register(&visitor, case).await;
        assert!(matches!(answer, Answer::Done), "{case} was unknown and is {answer:?}");
    }
    let all = |work: &'_ Work| work.done.iter().chain(&work.unknown).cloned().collect::<Vec<_>>();
    let cases: Vec<String> = work.iter().flat_map(all).collect();
    assert!(!cases.is_empty(), "nobody did anything");
    for case in cases {
        let id = journeys::global_id("Case", &case);
        let answer = visitor
            .graphql("query($id: ID!) { case(id: $id) { basics { title } } }", json!({"id": id}));
        let title = answer.await.data()["case"]["basics"]["title"].take();
        assert_eq!(title, "Fakturaer", "{case} was acknowledged");
    }
}
