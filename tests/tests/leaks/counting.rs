//! Counts, filters, pages, search and statistics tell of what the reader may see and nothing else.

use std::collections::BTreeSet;

use journeys::Visitor;
use serde_json::{Value, json};

use crate::collections;
use crate::finds::{Finds, whole};
use crate::model::{Case, Class, Principal};
use crate::world::World;

impl World {
    /// Randers lets its cases be counted, and a quarter is published.
    pub async fn be_counted(&self) {
        let opted_in = json!({"counted": true});
        let superuser = self.visitor("superuser-randers");
        superuser.change("changeStatisticsConsent", opted_in).await.done();
        let quarter = json!({"quarter": "2020-Q1"});
        self.visitor("coordinator-kl").change("publishQuarter", quarter).await.done();
    }
}

/// Holds all counts of everybody against the model. Of the predecessor's faults it would find S10
/// (hidden fields guessed by filter, sort and search) and S11 (lists that leave the filter out).
pub async fn everybody_counts_what_they_may_read(world: &World) -> Finds {
    let mut finds = Finds::default();
    for (principal, visitor) in &world.everybody {
        filters(world, principal, visitor, &mut finds).await;
        searches(world, principal, visitor, &mut finds).await;
        pages(world, principal, visitor, &mut finds).await;
        statistics(world, principal, visitor, &mut finds).await;
        collections::counts(world, principal, visitor, &mut finds).await;
    }
    finds
}

fn readable<'a>(world: &'a World, asker: &Principal, of: impl Fn(&Case) -> bool) -> Vec<&'a Case> {
    world.cases.iter().filter(|case| asker.reads(case) && of(case)).collect()
}

async fn filters(world: &World, asker: &Principal, visitor: &Visitor, finds: &mut Finds) {
    let mut wanted: Vec<(Value, usize)> = vec![
        (json!({}), readable(world, asker, |_| true).len()),
        (
            json!({"ownOrganisation": true}),
            readable(world, asker, |_| true).iter().filter(|case| asker.owns(case)).count(),
        ),
    ];
    for cvr in ["29189668", "29189978", "29189897", "55133018"] {
        let count = readable(world, asker, |case| case.is_owned_by(cvr)).len();
        wanted.push((json!({"organisations": [cvr]}), count));
    }
    for case in &world.cases {
        // The copy has the technologies of its source.
        let mark = case.mark(Class::Record);
        let has = |one: &Case| {
            one.number == case.number && one.copy_of.is_none() || one.copy_of == Some(case.number)
        };
        let count = readable(world, asker, has).len();
        wanted.push((json!({"technologies": [format!("{mark} technologies")]}), count));
        // Whoever may not see the source is not told that anything builds on it.
        let builds = |one: &Case| one.copy_of == Some(case.number) && asker.reads(case);
        let count = readable(world, asker, builds).len();
        wanted.push((json!({"reusesCase": case.id}), count));
    }
    let query = "query($filter: CaseFilter) { cases(filter: $filter) { totalCount } }";
    for (filter, count) in wanted {
        let answer = visitor.graphql(query, json!({"filter": filter})).await.data();
        let told = &answer["cases"]["totalCount"];
        if *told != json!(count) {
            finds.problem(asker, &filter.to_string(), &format!("counts {told}, not {count},"));
        }
    }
}

/// What is found by a word is found by who may read the word, and nobody learns of it otherwise.
async fn searches(world: &World, asker: &Principal, visitor: &Visitor, finds: &mut Finds) {
    let query = "query($search: String!) { cases(search: $search, first: 40) { totalCount
        nodes { id } } }";
    for case in &world.cases {
        for class in Class::ALL {
            let mark = case.mark(class);
            let answer = visitor.graphql(query, json!({"search": mark})).await.data();
            let ids = answer["cases"]["nodes"].as_array().expect("a list");
            let ids: BTreeSet<&str> = ids.iter().filter_map(|node| node["id"].as_str()).collect();
            if answer["cases"]["totalCount"] != json!(ids.len()) {
                finds.problem(asker, &mark, "counts other than is listed");
            }
            let may = |one: &Case| {
                let has = one.number == case.number
                    || one.copy_of == Some(case.number) && class == Class::Record;
                has && asker.reads(one) && asker.sees(one, class)
            };
            let may: BTreeSet<String> =
                world.cases.iter().filter(|one| may(one)).map(Case::global_id).collect();
            let beyond = ids.iter().any(|id| !may.contains(*id));
            let missed = class == Class::Record && ids.len() < may.len();
            if beyond || missed {
                finds.problem(asker, &mark, &format!("finds {}, not {}", ids.len(), may.len()));
            }
        }
    }
}

/// All pages together are what may be read, each case once, however it is sorted.
async fn pages(world: &World, asker: &Principal, visitor: &Visitor, finds: &mut Finds) {
    let query = "query($sort: CaseOrder, $after: String) {
        cases(sort: $sort, first: 3, after: $after) {
            totalCount pageInfo { hasNextPage endCursor } nodes { id } } }";
    let may: BTreeSet<String> =
        readable(world, asker, |_| true).iter().map(|case| case.global_id()).collect();
    for by in &world.schema.named("CaseSort").values {
        let (mut listed, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = json!({"sort": {"by": by}, "after": after});
            let answer = visitor.graphql(query, page).await.data()["cases"].take();
            let nodes = answer["nodes"].as_array().expect("a list");
            listed.extend(nodes.iter().filter_map(|one| one["id"].as_str().map(str::to_owned)));
            if answer["totalCount"] != json!(may.len()) {
                finds.problem(asker, by, &format!("counts {}", answer["totalCount"]));
            }
            if answer["pageInfo"]["hasNextPage"] != true || listed.len() > may.len() {
                break;
            }
            after = answer["pageInfo"]["endCursor"].clone();
        }
        let distinct: BTreeSet<String> = listed.iter().cloned().collect();
        if listed.len() != distinct.len() || distinct != may {
            finds.problem(asker, by, &format!("pages through {} of {}", listed.len(), may.len()));
        }
    }
}

async fn statistics(world: &World, asker: &Principal, visitor: &Visitor, finds: &mut Finds) {
    let query = "query($by: [StatisticsDimension!]!) { statistics(by: $by) { overlapping
        contributed { cases } total { cases organisations } filter cells { filter figures { cases } } } }";
    let counted: Vec<&Case> = world.cases.iter().filter(|case| asker.counts(case)).collect();
    let leads: BTreeSet<&str> = counted.iter().map(|case| case.lead()).collect();
    let wanted = json!({"cases": counted.len(), "organisations": leads.len()});
    for by in &world.schema.named("StatisticsDimension").values {
        let answer = visitor.graphql(query, json!({"by": [by]})).await.data()["statistics"].take();
        let cells = answer["cells"].as_array().expect("a list");
        let sum: u64 = cells.iter().filter_map(|cell| cell["figures"]["cases"].as_u64()).sum();
        let fits = if answer["overlapping"] == true {
            sum >= counted.len() as u64
        } else {
            json!(sum) == wanted["cases"]
        };
        if answer["total"] != wanted || !fits {
            finds.problem(
                asker,
                by,
                &format!("counts {} and {sum}, not {wanted}", answer["total"]),
            );
        }
        // One organisation has opted in, and it takes three.
        if answer["contributed"] != json!([]) {
            finds.problem(asker, by, "is told of what is not shared");
        }
        let file = format!("/api/v1/statistics.csv?by={by}");
        finds.hold(asker, world, &file, &whole(&visitor.get(&file).await));
        behind(asker, visitor, (&answer["filter"], &wanted["cases"]), finds).await;
        // One cell of each: the lists behind all of them are a test of the registry's.
        if let Some(cell) = cells.first() {
            let figure = (&cell["filter"], &cell["figures"]["cases"]);
            behind(asker, visitor, figure, finds).await;
        }
    }
}

/// The list behind a figure is the cases that were counted.
async fn behind(
    asker: &Principal,
    visitor: &Visitor,
    (filter, figure): (&Value, &Value),
    finds: &mut Finds,
) {
    let query = "query($filter: CaseFilter) { cases(filter: $filter) { totalCount } }";
    let listed = visitor.graphql(query, json!({"filter": filter})).await.data();
    let listed = &listed["cases"]["totalCount"];
    if listed != figure {
        let problem = format!("lists {listed} behind a figure of {figure}");
        finds.problem(asker, &filter.to_string(), &problem);
    }
}
