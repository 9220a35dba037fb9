//! Subscriptions tell of changes to what the watcher may read, and of nothing else.

use std::time::Duration;

use futures::future::join_all;
use serde_json::json;

use crate::documents;
use crate::filling;
use crate::finds::Finds;
use crate::model::{Case, Class, Shared};
use crate::world::World;

/// Tells a number and no case; the walk listens to it.
const OF_ONES_OWN: &str = "inboxChanged";

/// Opens every subscription for everybody, changes every case and a public one last, and holds what
/// was told until then against the model.
pub async fn nobody_is_told_of_changes_to_what_they_may_not_read(world: &World) -> Finds {
    let made = documents::of_root(&world.schema, "Subscription");
    assert!(made.unfilled.is_empty(), "say in documents.rs what to give: {:?}", made.unfilled);
    let mut finds = Finds::default();
    let mut open = Vec::new();
    for (principal, visitor) in &world.everybody {
        for document in made.documents.iter().filter(|one| one.root_field != OF_ONES_OWN) {
            let stream = visitor.subscribe(&document.text, json!({})).await;
            open.push((principal, document, stream));
        }
    }
    let last =
        world.cases.iter().filter(|case| !case.deleted).rfind(|case| case.shared == Shared::Public);
    let last = last.expect("one is");
    for case in world.cases.iter().filter(|case| case.number != last.number).chain([last]) {
        touch(world, case).await;
    }
    let listen = open.into_iter().map(|(principal, document, mut stream)| async move {
        let mut told = String::new();
        let mut events = 0;
        // Every event up to the last case's is here once that one is.
        while !told.contains(&last.global_id()) {
            told.push_str(&stream.next().await.to_string());
            events += 1;
        }
        told.push_str(&stream.rest(Duration::ZERO).await);
        (principal, document, told, events)
    });
    for (principal, document, told, events) in join_all(listen).await {
        finds.hold(principal, world, &document.text, &told);
        let readable = world.cases.iter().filter(|case| principal.reads(case)).count();
        if events > readable * 2 {
            finds.problem(principal, &document.text, &format!("is told {events} changes"));
        }
    }
    finds
}

/// One change of the record, and one that only the owner organisation may hear of.
async fn touch(world: &World, case: &Case) {
    if case.deleted {
        return;
    }
    let by = world.registrar(case);
    for (mutation, class) in
        [("reviseInternalNotes", Class::Editors), ("describeSpread", Class::Record)]
    {
        let mark = case.mark(class);
        let input = filling::about(&world.schema, mutation, case, &mark).to_string();
        let input = input.replace(&mark, &format!("{mark} igen"));
        let input = serde_json::from_str(&input).expect("invariant: words for words");
        by.change(mutation, input).await.done();
    }
}
