//! Every field of every query, asked by everybody about every case.

use futures::future::join_all;
use journeys::{Answer, Visitor, global_id, new_id};
use serde_json::{Value, json};

use crate::contacting::organisation_contact;
use crate::documents::{self, Document, NOT_ASKED};
use crate::finds::{Finds, whole};
use crate::model::{Case, Class, Principal};
use crate::world::World;

/// Documents for one field that are asked about each case that its asker may not read.
const ASKED_IN_VAIN: usize = 3;

/// Fields that only the types of subscriptions hold; `watching.rs` asks for them.
fn of_subscriptions(world: &World) -> Vec<String> {
    documents::of_root(&world.schema, "Subscription").covered.into_iter().collect()
}

/// Nothing in the schema is left unasked, also when it is new.
pub fn every_field_is_asked_for(world: &World) {
    let made = documents::of_root(&world.schema, "Query");
    assert!(made.unfilled.is_empty(), "say in documents.rs what to give: {:?}", made.unfilled);
    let covered_elsewhere = of_subscriptions(world);
    let outcome = [
        "CaseOutcome.",
        "RobotTokenOutcome.",
        "ApiClientOutcome.",
        "ProvisionedGroupOutcome.",
        "IdentityProviderOutcome.",
        "OrganisationOutcome.",
        "PersonOutcome.",
        "ProviderTestOutcome.",
        "SessionsOutcome.",
        "HandoverOutcome.",
        "NotHandedOver.",
        "CaseLeft.",
        "Refusal.",
        "FieldRefusal.",
    ];
    let left: Vec<String> = world
        .schema
        .all_fields()
        .into_iter()
        .filter(|field| !made.covered.contains(field) && !covered_elsewhere.contains(field))
        // What a mutation answers is asked for where mutations are tried, in writing.rs.
        .filter(|field| !outcome.iter().any(|start| field.starts_with(start)))
        .filter(|field| !NOT_ASKED.iter().any(|(known, _)| known == field))
        .collect();
    assert!(left.is_empty(), "no document asks for {left:?}");
}

/// No answer gives away what its reader may not see, and together they give all that he may.
///
/// Of the predecessor's faults it would find S1 (fields of a case asked for by its id), S8 (people
/// told to strangers), S9 (cases within cases) and S13 (followers who may read no more).
pub async fn nobody_is_told_more_than_the_model_allows(world: &World) -> Finds {
    let made = documents::of_root(&world.schema, "Query").documents;
    let each = world.everybody.iter().map(|(principal, visitor)| {
        let made = &made;
        async move {
            let mut finds = Finds::default();
            for document in made {
                ask(world, principal, visitor, document, &mut finds).await;
            }
            finds
        }
    });
    let mut all = Finds::default();
    for finds in join_all(each).await {
        all.join(finds);
    }
    all
}

/// Asks a document about all that there is to ask it about.
pub async fn ask(
    world: &World,
    asker: &Principal,
    visitor: &Visitor,
    document: &Document,
    finds: &mut Finds,
) {
    if document.root_field == "collection" {
        about_each_collection(world, asker, visitor, document, finds).await;
    } else if document.takes_id {
        about_each_case(world, asker, visitor, document, finds).await;
    } else {
        let answer = visitor.graphql(&document.text, json!({})).await;
        held(world, asker, document, &answer, finds);
    }
}

fn held(world: &World, asker: &Principal, document: &Document, answer: &Answer, finds: &mut Finds) {
    let errors = answer.json()["errors"].take();
    if answer.status != 200 || errors != Value::Null {
        finds.problem(asker, &document.text, &format!("gets {}: {errors}", answer.status));
    }
    finds.hold(asker, world, &document.text, &whole(answer));
}

async fn about_each_case(
    world: &World,
    asker: &Principal,
    visitor: &Visitor,
    document: &Document,
    finds: &mut Finds,
) {
    let absent = new_id();
    let nothing = visitor.graphql(&document.text, json!({"id": global_id("Case", &absent)})).await;
    held(world, asker, document, &nothing, finds);
    for case in &world.cases {
        // Where there is no case there is nothing below it, whatever is asked.
        if !asker.reads(case) && document.number >= ASKED_IN_VAIN {
            continue;
        }
        let answer = visitor.graphql(&document.text, json!({"id": case.global_id()})).await;
        held(world, asker, document, &answer, finds);
        if !asker.reads(case) && told(&answer, &case.id) != told(&nothing, &absent) {
            finds.problem(
                asker,
                &document.text,
                &format!("can tell case {} from none", case.number),
            );
        }
    }
}

async fn about_each_collection(
    world: &World,
    asker: &Principal,
    visitor: &Visitor,
    document: &Document,
    finds: &mut Finds,
) {
    let absent = new_id();
    let nothing = json!({"id": global_id("Collection", &absent)});
    let nothing = visitor.graphql(&document.text, nothing).await;
    held(world, asker, document, &nothing, finds);
    for of in &world.collections {
        let answer = visitor.graphql(&document.text, json!({"id": of.global_id()})).await;
        held(world, asker, document, &answer, finds);
        let sees = asker.sees_collection(&world.cases, of, Class::Record);
        if !sees && told(&answer, &of.id) != told(&nothing, &absent) {
            let what = format!("can tell collection {} from none", of.number);
            finds.problem(asker, &document.text, &what);
        }
    }
}

/// Records of a case that are for some of its readers are null for all others, whatever is in them.
pub async fn records_are_for_their_readers(world: &World) -> Finds {
    const RECORDS: &str = "query($id: ID!) { case(id: $id) { contact { role } visibility
        commentCount followed comments { totalCount } internal { revision notes { notes } }
        history { nodes { revision } } } }";
    let of = |record: &str| match record {
        "internal" | "history" => Class::Owners,
        _ => Class::Members,
    };
    let mut finds = Finds::default();
    for (principal, visitor) in &world.everybody {
        for case in &world.cases {
            let answer = visitor.graphql(RECORDS, json!({"id": case.id})).await.data();
            let place = format!("case {}", case.number);
            let Some(records) = answer["case"].as_object() else {
                if principal.reads(case) {
                    finds.problem(principal, &place, "is not answered");
                }
                continue;
            };
            for (record, value) in records {
                if value.is_null() == principal.sees(case, of(record)) {
                    finds.problem(principal, &place, &format!("has {record}: {value}"));
                }
            }
            let notes = records.get("internal").map_or(&Value::Null, |internal| &internal["notes"]);
            if notes.is_null() == principal.edits(case) {
                finds.problem(principal, &place, &format!("has notes: {notes}"));
            }
        }
    }
    finds
}

/// An answer without what differs by itself: the id asked for, the time, the correlation, and the
/// order of fields, for the library writes them as they are ready.
pub fn told(answer: &Answer, id: &str) -> (u16, Vec<(String, String)>, usize, Value) {
    let without = |text: &str| text.replace(id, "…").replace(&global_id("Case", id), "…");
    let steady = |(name, _): &&(String, String)| {
        !["date", "x-correlation-id", "x-request-id", "server-timing"].contains(&name.as_str())
    };
    let mut headers: Vec<(String, String)> = answer
        .headers
        .iter()
        .filter(steady)
        .map(|(name, value)| (name.clone(), without(value)))
        .collect();
    headers.sort();
    let body = without(&answer.body);
    let length = body.len();
    (answer.status, headers, length, serde_json::from_str(&body).unwrap_or(Value::String(body)))
}

/// Every mark that somebody may see was seen: the walk has really been where it leads.
pub fn everybody_was_told_all_that_they_may(world: &World, finds: &mut Finds) {
    for (principal, _) in &world.everybody {
        for case in &world.cases {
            for class in classes_of(case) {
                let seen = (principal.name.clone(), case.mark(class));
                if principal.sees(case, class) && !finds.seen.contains(&seen) {
                    finds.problem(principal, "any answer", &format!("never sees {}", seen.1));
                }
            }
        }
        let contact = (principal.name.clone(), organisation_contact());
        if principal.person.is_some() && !finds.seen.contains(&contact) {
            finds.problem(principal, "any answer", "never sees whom Randers says to ask");
        }
        for of in &world.collections {
            for class in [Class::Record, Class::Members] {
                let seen = (principal.name.clone(), of.mark(class));
                if principal.sees_collection(&world.cases, of, class) && !finds.seen.contains(&seen)
                {
                    finds.problem(principal, "any answer", &format!("never sees {}", seen.1));
                }
            }
        }
    }
}

/// A copy has a title of its own and nothing else.
fn classes_of(case: &Case) -> Vec<Class> {
    if case.copy_of.is_some() { vec![Class::Record] } else { Class::ALL.to_vec() }
}
