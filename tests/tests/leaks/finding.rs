//! What helps to find cases tells of what the reader may see and nothing else: the values that
//! lists are narrowed by, what a search may have meant, and cases that are like one another.

use std::collections::BTreeSet;

use journeys::Visitor;
use journeys::workspace::text;
use serde_json::{Value, json};

use crate::finds::{Finds, whole};
use crate::model::{Case, Class, Principal};
use crate::world::World;

const FACETS: &str = "query($of: [CaseFacet!]) { cases { facets(of: $of, first: 200) {
    facet more values { value count } } } }";
const SUGGESTION: &str =
    "query($search: String!) { cases(search: $search, first: 1) { didYouMean } }";
const SIMILAR: &str = "query($id: ID!) { case(id: $id) { similar(first: 20) {
    percent sharedWords case { id } } } }";
const DUPLICATES: &str = "query($title: String!) { possibleDuplicates(title: $title, first: 20) {
    percent sharedWords case { id } } }";

/// Holds all of it for everybody against the model.
pub async fn everybody_is_helped_by_what_they_may_read(world: &World) -> Finds {
    let mut finds = Finds::default();
    for (principal, visitor) in &world.everybody {
        facets(world, principal, visitor, &mut finds).await;
        suggestions(world, principal, visitor, &mut finds).await;
        alike(world, principal, visitor, &mut finds).await;
    }
    finds
}

/// The values of lists are those of the cases that somebody reads, each with as many as they are.
async fn facets(world: &World, asker: &Principal, visitor: &Visitor, finds: &mut Finds) {
    let answer = visitor.graphql(FACETS, json!({"of": Value::Null})).await;
    finds.hold(asker, world, FACETS, &whole(&answer));
    let read: Vec<&Case> = world.cases.iter().filter(|case| asker.reads(case)).collect();
    for facet in answer.data()["cases"]["facets"].as_array().into_iter().flatten() {
        let name = text(&facet["facet"]);
        for value in facet["values"].as_array().into_iter().flatten() {
            let value_text = text(&value["value"]);
            let count = match name.as_str() {
                "ORGANISATION" => read.iter().filter(|case| case.is_owned_by(&value_text)).count(),
                "TECHNOLOGY" | "SYSTEM" | "VENDOR" => read
                    .iter()
                    .filter(|case| {
                        let of = case.copy_of.unwrap_or(case.number);
                        let of = world.cases.iter().find(|it| it.number == of);
                        of.is_some_and(|it| value_text.starts_with(&it.mark(Class::Record)))
                    })
                    .count(),
                _ => continue,
            };
            if value["count"] != json!(count) {
                finds.problem(asker, &format!("{name} {value}"), &format!("should be {count}"));
            }
        }
    }
}

/// A word that is nearly that of a case is suggested to those who read it.
async fn suggestions(world: &World, asker: &Principal, visitor: &Visitor, finds: &mut Finds) {
    for case in &world.cases {
        for class in Class::ALL {
            let mark = case.mark(class);
            let slip = format!("{}xx{}", &mark[..9], &mark[9..]);
            let answer = visitor.graphql(SUGGESTION, json!({"search": slip})).await;
            finds.hold(asker, world, SUGGESTION, &whole(&answer));
            let meant = answer.data()["cases"]["didYouMean"].clone();
            let reads = asker.may_meet(&world.cases, case, Class::Record) && !case.deleted;
            if class == Class::Record && (meant == json!(mark)) != reads {
                finds.problem(asker, &slip, &format!("is told {meant}"));
            }
        }
    }
}

/// What is like a case is told to its readers, and is what they may read.
async fn alike(world: &World, asker: &Principal, visitor: &Visitor, finds: &mut Finds) {
    let readable: BTreeSet<String> =
        world.cases.iter().filter(|case| asker.reads(case)).map(Case::global_id).collect();
    for case in &world.cases {
        let title = format!("{} title", case.mark(Class::Record));
        let similar = visitor.graphql(SIMILAR, json!({"id": case.global_id()})).await;
        let duplicates = visitor.graphql(DUPLICATES, json!({"title": title})).await;
        for answer in [&similar, &duplicates] {
            finds.hold(asker, world, &title, &whole(answer));
        }
        let told = [
            similar.data()["case"]["similar"].clone(),
            duplicates.data()["possibleDuplicates"].clone(),
        ];
        for alike in told.iter().filter_map(Value::as_array).flatten() {
            if !readable.contains(&text(&alike["case"]["id"])) {
                finds.problem(asker, &title, &format!("is told of {}", alike["case"]["id"]));
            }
        }
    }
}
