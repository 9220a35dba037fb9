//! How much one program may ask is counted by the program, and by nothing that others share.

use std::time::Instant;

use futures::StreamExt as _;
use journeys::{Answer, Installation};
use serde_json::json;

use crate::given::Given;

const ASKED: &str = "{ cases(first: 1) { totalCount } }";
/// The settings `request_burst` and `requests_per_second`, as they are when nothing is said.
const AT_ONCE: usize = 200;
const PER_SECOND: usize = 50;
/// Several times as much, so that a slow machine is refused too.
const FLOOD: usize = 1_200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_floods_stops_itself_with_all_its_tokens_and_nobody_else() {
    // The others raise what is allowed.
    let given = Given::of(Installation::demo().await).await;
    let (greedy, modest) =
        (given.client(&["READ_CASES"]).await, given.client(&["READ_CASES"]).await);
    let tokens = [given.token(&greedy).await, given.token(&greedy).await];
    let others = given.token(&modest).await;
    // Who shows a token is known from its first request on.
    for token in tokens.iter().chain([&others]) {
        assert_eq!(given.ask(token, ASKED, json!({})).await.status, 200);
    }

    let one = |nth: usize| {
        let (given, token) = (&given, &tokens[nth % 2]);
        async move { (nth % 2, given.ask(token, ASKED, json!({})).await) }
    };
    let flood = futures::stream::iter(0..FLOOD).map(one).buffer_unordered(60).collect();
    let beside = async {
        let mut said = Vec::new();
        for _ in 0..10 {
            said.push(given.ask(&others, ASKED, json!({})).await.status);
            said.push(given.gerda.graphql(ASKED, json!({})).await.status);
        }
        said
    };
    let begun = Instant::now();
    let (flooded, beside): (Vec<(usize, Answer)>, _) = tokio::join!(flood, beside);

    assert_eq!(beside, [200; 20], "another program, and somebody of the same organisation");
    for nth in 0..2 {
        let refused = flooded.iter().find(|(of, answer)| *of == nth && answer.status == 429);
        let (_, refused) = refused.expect("each of its tokens is refused in the end");
        assert_eq!(refused.json()["code"], "rate_limited");
        assert!(refused.header("retry-after").is_some(), "{}", refused.body);
    }
    let served = flooded.iter().filter(|(_, answer)| answer.status == 200).count();
    let allowed = AT_ONCE + PER_SECOND * (usize::try_from(begun.elapsed().as_secs()).unwrap() + 1);
    assert!((AT_ONCE - 10..=allowed).contains(&served), "{served} of {allowed} that are allowed");
}
