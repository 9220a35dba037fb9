//! Ours finds what people mean, and clearly better than what is at hand elsewhere.

#![allow(clippy::unwrap_used)]

use relevance::corpus::{Known, cases};
use relevance::figures::{Table, Told, ndcg};
use relevance::ours::Ours;
use relevance::postgresql::Server;
use relevance::queries::{Query, queries};

/// The least that ours is better by, in nDCG@10 over all queries.
const CLEARLY: f64 = 0.2;
/// The least that ours reaches.
const GOOD: f64 = 0.8;

#[tokio::test]
async fn ours_finds_what_people_mean_clearly_better_than_full_text_and_like() {
    let (cases, queries) = (cases(), queries());
    let (ours, server) = (Ours::of(&cases), Server::of(&cases).await);
    let mut hits: [Vec<Vec<usize>>; 4] = Default::default();
    for query in &queries {
        hits[0].push(ours.hits(&query.text));
        hits[1].push(server.all_words(&query.text).await);
        hits[2].push(server.any_word(&query.text).await);
        hits[3].push(server.like(&query.text).await);
    }
    tell_worst(&cases, &queries, &hits[0]);
    let names = ["ours", "PostgreSQL, all words", "PostgreSQL, then any word", "LIKE"];
    let told: Vec<Told> = names
        .into_iter()
        .zip(&hits)
        .map(|(name, hits)| Told::of(name, &cases, &queries, hits))
        .collect();
    println!("{} cases\n{}", cases.len(), Table(&told));
    let best = told[0].all().ndcg;
    assert!(best >= GOOD, "ours reaches {best:.3}");
    for other in &told[1..] {
        let ndcg = other.all().ndcg;
        assert!(best >= ndcg + CLEARLY, "{} reaches {ndcg:.3}, ours {best:.3}", other.engine);
    }
}

#[test]
fn each_query_can_be_answered_and_no_two_are_the_same() {
    let (cases, queries) = (cases(), queries());
    assert!(cases.len() >= 300 && queries.len() >= 60);
    for (place, query) in queries.iter().enumerate() {
        let answers = cases.iter().filter(|case| query.grade(case) >= 2).count();
        assert!(answers > 0, "{} has no answer", query.text);
        assert!(answers < cases.len() / 3, "{} is answered by everything", query.text);
        assert!(queries[..place].iter().all(|other| other.text != query.text), "{}", query.text);
    }
}

/// The queries that ours answers worst, for whoever works at it.
fn tell_worst(cases: &[Known], queries: &[Query], hits: &[Vec<usize>]) {
    let mut worst: Vec<(f64, &Query, &Vec<usize>)> = queries
        .iter()
        .zip(hits)
        .map(|(query, hits)| (ndcg(query, cases, hits), query, hits))
        .collect();
    worst.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    for (figure, query, hits) in worst.into_iter().take(30) {
        println!("{figure:.2} {} ({})", query.text, query.kind);
        for hit in hits.iter().take(4) {
            let case = &cases[*hit];
            println!("     {} {} {:?}", query.grade(case), case.record.basics.title, case.of);
        }
    }
}
