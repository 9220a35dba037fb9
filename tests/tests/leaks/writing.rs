//! Every mutation, tried by everybody on what is not theirs: nothing changes, and what they may not
//! see answers like nothing at all.

use journeys::{Visitor, new_id};
use serde_json::{Value, json};

use crate::administering;
use crate::collections;
use crate::documents;
use crate::filling;
use crate::finds::{Finds, whole};
use crate::model::{Case, Principal, Shared};
use crate::reading::told;
use crate::robots;
use crate::world::World;

/// What whoever may read a case may do about it, with the role that it takes.
const FOR_READERS: &[(&str, &str)] = &[
    ("followCase", "reader"),
    ("unfollowCase", "reader"),
    ("bookmarkCase", "reader"),
    ("removeBookmark", "reader"),
    ("postComment", "contributor"),
    ("sendEnquiry", "contributor"),
    ("reportError", "contributor"),
    ("reuseCase", "contributor"),
];

/// What is shared by all or of one's own organisation, and about no case, with the role that it takes.
const FOR_A_ROLE: &[(&str, &str)] = &[
    ("describeOrganisation", "superuser"),
    ("setOrganisationContact", "superuser"),
    ("changeStatisticsConsent", "superuser"),
    ("describeOrganisation", "administrator"),
    ("setOrganisationContact", "administrator"),
    ("changeStatisticsConsent", "administrator"),
    ("addCatalogueEntry", "catalogue_editor"),
    ("reviseFrontPage", "catalogue_editor"),
];

/// Whoever follows may stop, also when the case was taken in meanwhile; it is all alike for a case
/// that is not there.
const ENDS_WHAT_IS_ONES_OWN: &[&str] = &["unfollowCase", "removeBookmark"];

/// What is done with what is one's own, and about no case.
pub const ABOUT_NO_CASE: &[&str] = &[
    "markInboxRead",
    "chooseNotifications",
    "followOrganisation",
    "unfollowOrganisation",
    "followSubjectArea",
    "unfollowSubjectArea",
    "saveSearch",
    "renameSearch",
    "deleteSearch",
    "followSearch",
    "unfollowSearch",
    "undoImport",
    "startCollection",
    "setOrganisationContact",
];

/// What makes a case with an id of the caller's. That an id is taken cannot be hidden from who tries
/// to take it; it is random, and nothing else is told.
const TAKES_AN_ID: &[&str] = &["registerCase", "startCollection"];

/// Tries everything (S4 and S6 of the predecessor's faults), and compares every case before and after as its owners see it.
pub async fn outsiders_change_nothing(world: &World) -> Finds {
    let mut finds = Finds::default();
    let before = owners_views(world).await;
    for (principal, visitor) in &world.everybody {
        for case in targets(world, principal) {
            for mutation in &world.schema.named("Mutation").fields {
                attempt(world, (principal, visitor), case, &mutation.name, &mut finds).await;
            }
        }
    }
    collections::outsiders_change_none(world, &mut finds).await;
    let after = owners_views(world).await;
    for ((case, before), after) in world.cases.iter().zip(&before).zip(&after) {
        if before != after {
            finds.problems.push(format!("case {} was changed by outsiders", case.number));
        }
    }
    finds
}

/// A private and a shared case of another organisation, and one of one's own that one is not on.
fn targets<'a>(world: &'a World, asker: &Principal) -> Vec<&'a Case> {
    let foreign = |case: &&Case| !asker.owns(case) && case.copy_of.is_none();
    let first =
        |of: &dyn Fn(&Case) -> bool| world.cases.iter().filter(foreign).find(|case| of(case));
    let own =
        world.cases.iter().find(|case| asker.owns(case) && asker.reads(case) && !asker.edits(case));
    let deleted = first(&|case| case.deleted);
    let private = first(&|case| case.shared == Shared::Draft);
    let closed = first(&|case| case.shared == Shared::Organisation);
    let readable = first(&|case| case.shared == Shared::Members);
    let public = first(&|case| case.shared == Shared::Public && !case.deleted);
    [private, closed, readable, public, deleted, own].into_iter().flatten().collect()
}

async fn attempt(
    world: &World,
    (asker, visitor): (&Principal, &Visitor),
    case: &Case,
    mutation: &str,
    finds: &mut Finds,
) {
    // What answers otherwise than with a case.
    if robots::MUTATIONS.contains(&mutation) || administering::MUTATIONS.contains(&mutation) {
        return;
    }
    let needed = FOR_READERS.iter().find(|(name, _)| *name == mutation).map(|(_, role)| *role);
    if needed.is_some_and(|role| asker.reads(case) && asker.has(role)) {
        return;
    }
    if FOR_A_ROLE.iter().any(|(name, role)| *name == mutation && asker.has(role)) {
        return;
    }
    let place = format!("{mutation} on case {}", case.number);
    let input = aimed(world, mutation, &case.id);
    let answer = visitor.change(mutation, input.clone()).await;
    let outcome = &answer.json()["data"][mutation];
    let own = ENDS_WHAT_IS_ONES_OWN.contains(&mutation) || ABOUT_NO_CASE.contains(&mutation);
    let may = own && asker.person.is_some();
    if !may && outcome["refusal"]["code"].as_str().is_none() {
        finds.problem(asker, &place, &format!("is not refused: {}", answer.body));
    }
    if !asker.reads(case) && !outcome["case"].is_null() {
        finds.problem(asker, &place, &format!("is answered the case: {}", answer.body));
    }
    finds.hold(asker, world, &place, &whole(&answer));
    if !asker.reads(case) && !TAKES_AN_ID.contains(&mutation) {
        let absent = new_id();
        let nothing = visitor.change(mutation, with_id(&input, &case.id, &absent)).await;
        if told(&answer, &case.id) != told(&nothing, &absent) {
            let both = format!("can tell it from none: {} / {}", answer.body, nothing.body);
            finds.problem(asker, &place, &both);
        }
    }
}

/// The input that a mutation takes, aimed at a case: as what is changed, or as what is reused.
fn aimed(world: &World, mutation: &str, case: &str) -> Value {
    let mut input = filling::input(&world.schema, mutation, case, "indbrud");
    if mutation == "reuseCase" {
        input["source"] = json!(case);
        input["id"] = json!(new_id());
    }
    if mutation == "declareReuse" {
        input["source"] = Value::Null;
    }
    input
}

fn with_id(input: &Value, id: &str, other: &str) -> Value {
    let text = input.to_string().replace(id, other);
    serde_json::from_str(&text).expect("invariant: an id for an id leaves it JSON")
}

/// Every case with all its fields, as the one who registered it sees it.
pub async fn owners_views(world: &World) -> Vec<Vec<Value>> {
    let made = documents::of_root(&world.schema, "Query").documents;
    let mut views = Vec::new();
    for case in &world.cases {
        let mut view = Vec::new();
        for document in made.iter().filter(|document| document.root_field == "case") {
            let by = world.registrar(case);
            view.push(by.graphql(&document.text, json!({"id": case.id})).await.data());
        }
        views.push(view);
    }
    views
}
