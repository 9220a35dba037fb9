//! What is asked for by id, by filter and by order.

use journeys::Visitor;
use serde_json::{Value, json};

use crate::There;

const WHOLE: &str = "query($id: ID!) { case(id: $id) { basics { title } internal { revision
    people { person { name } } notes { notes esdhReference } } history { nodes { event } } } }";

/// S1: a single read was not filtered, so that everybody got internal notes and people.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_asked_for_by_its_id_tells_strangers_nothing_internal() {
    let there = There::with_a_shared_case().await;
    let asked = json!({"id": there.case});
    let theirs = there.jonas.graphql(WHOLE, asked.clone()).await;
    assert_eq!(theirs.data()["case"]["basics"]["title"], "Fakturagodkendelse");
    assert_eq!(theirs.data()["case"]["internal"], Value::Null);
    assert!(!theirs.body.contains("Hemmelighuset") && !theirs.body.contains("99.00.00"));
    let own = there.karen.graphql(WHOLE, asked).await;
    assert!(own.body.contains("Hemmelighuset"), "the test would see it: {}", own.body);
}

async fn found(visitor: &Visitor, words: &str) -> u64 {
    let asked = "query($words: String!) { cases(search: $words) { totalCount } }";
    let answer = visitor.graphql(asked, json!({"words": words})).await.data();
    answer["cases"]["totalCount"].as_u64().expect("a count")
}

/// S10: what was hidden could be guessed by searching, filtering and sorting for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_can_search_for_what_they_may_not_read() {
    let there = There::with_a_shared_case().await;
    assert_eq!(found(&there.jonas, "Fakturagodkendelse").await, 1);
    for hidden in ["Hemmelighuset", "99.00.00-A00-1-26", "Holmgaard", "karen.holmgaard"] {
        assert_eq!(found(&there.jonas, hidden).await, 0, "{hidden}");
    }
    for field in ["internal", "reporter", "esdhReference", "bookmarkedBy"] {
        for asked in [
            format!("{{ cases(filter: {{{field}: \"x\"}}) {{ totalCount }} }}"),
            format!("{{ cases(sort: {{by: {field}}}) {{ totalCount }} }}"),
        ] {
            let answer = there.jonas.graphql(&asked, json!({})).await;
            assert!(answer.json().get("errors").is_some(), "{asked} was answered");
        }
    }
}

/// S8: the list of organisations told strangers the names and addresses of people.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn organisations_are_told_without_people_to_everybody() {
    let there = There::with_a_shared_case().await;
    let stranger = Visitor::anonymous(&there.installation);
    let fields = there.jonas.ask("{ __type(name: \"Organisation\") { fields { name } } }").await;
    let fields = fields.to_string().to_lowercase();
    let list = stranger.ask("{ organisations { cvr name members { cvr } } }").await.to_string();
    for personal in ["person", "email", "mail", "admin", "phone"] {
        assert!(!fields.contains(personal), "{personal} in {fields}");
    }
    assert!(list.contains("29189668") && !list.contains('@'), "{list}");
}

/// S4: organisations could be made, renamed to another's number and deleted by anybody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_mutation_makes_renames_or_deletes_an_organisation() {
    let there = There::with_a_shared_case().await;
    let all = there.karen.ask("{ __schema { mutationType { fields { name } } } }").await;
    let all = all.pointer("/__schema/mutationType/fields").and_then(Value::as_array);
    let all: Vec<String> =
        all.expect("mutations").iter().map(std::string::ToString::to_string).collect();
    for verb in ["create", "register", "rename", "delete", "remove", "merge"] {
        let of_tenants = format!("\"{verb}Organisation\"");
        assert!(!all.iter().any(|name| name.contains(&of_tenants)), "{of_tenants}");
    }
}
