//! Collections in the matrix: their texts bear marks, and their cases are counted.

use journeys::{DemoPerson, Visitor, demo_person, global_id, new_id};
use serde_json::{Value, json};

use crate::filling;
use crate::finds::{Finds, whole};
use crate::model::{Case, Class, Principal, Shared, mark};
use crate::reading::told;
use crate::world::World;

/// Mutations about collections, which put no text on a case.
pub const MUTATIONS: &[&str] = &[
    "startCollection",
    "describeCollection",
    "shareCollection",
    "inviteCollectionOwner",
    "withdrawCollectionInvitation",
    "acceptCollectionInvitation",
    "declineCollectionInvitation",
    "leaveCollection",
    "addToCollection",
    "answerConsent",
    "takeOutOfCollection",
    "dissolveCollection",
];

/// A collection full of marks.
#[derive(Debug, Clone)]
pub struct Collection {
    /// Its number in the matrix, from 50.
    pub number: usize,
    pub id: String,
    /// Who started it.
    pub by: DemoPerson,
    kind: &'static str,
    shared: Shared,
    joint_owner: Option<&'static str>,
    invited: Option<&'static str>,
    /// Numbers of the cases in it.
    cases: &'static [usize],
    /// Numbers of the cases that it asks for.
    asks_for: &'static [usize],
}

/// With the cases that are in them; each but the last two has some that others must not count.
pub fn collections() -> Vec<Collection> {
    let (randers, syddjurs) = ("29189668", "29189978");
    let of = |number, by, kind, shared, cases, asks_for| Collection {
        number,
        id: new_id(),
        by: demo_person(by),
        kind,
        shared,
        joint_owner: None,
        invited: None,
        cases,
        asks_for,
    };
    let mut all = vec![
        of(50, "consultant-randers", "SHARED", Shared::Organisation, &[10, 13], &[25]),
        of(51, "consultant-randers", "OWN", Shared::Organisation, &[11, 14], &[]),
        of(52, "consultant-syddjurs", "SHARED", Shared::Members, &[17, 21], &[14]),
        of(53, "consultant-kolding", "OWN", Shared::Public, &[22, 26], &[]),
        of(54, "consultant-kolding", "SHARED", Shared::Organisation, &[23], &[]),
    ];
    all[0].joint_owner = Some(syddjurs);
    all[4].invited = Some(randers);
    all
}

impl Collection {
    /// The word that every text of the class carries.
    pub fn mark(&self, class: Class) -> String {
        mark(self.number, class)
    }

    pub fn global_id(&self) -> String {
        global_id("Collection", &self.id)
    }

    fn names(&self, case: &Case) -> bool {
        self.cases.contains(&case.number) || self.asks_for.contains(&case.number)
    }
}

impl Principal {
    /// Whether this principal says for the lead who may read a case.
    fn shares(&self, case: &Case) -> bool {
        self.is_of(case.lead()) && self.edits(case) && !case.deleted
    }

    fn owns_collection(&self, of: &Collection) -> bool {
        self.is_of(&of.by.organisation) || of.joint_owner.is_some_and(|cvr| self.is_of(cvr))
    }

    fn edits_collection(&self, of: &Collection) -> bool {
        self.owns_collection(of) && (self.has("superuser") || self.person.as_ref() == Some(&of.by))
    }

    fn is_invited_to(&self, of: &Collection) -> bool {
        self.has("superuser") && of.invited.is_some_and(|cvr| self.is_of(cvr))
    }

    pub fn sees_collection(&self, all: &[Case], of: &Collection, class: Class) -> bool {
        let by_sharing = match of.shared {
            Shared::Public => true,
            Shared::Members => self.person.is_some(),
            _ => self.owns_collection(of),
        };
        let named = all.iter().any(|case| of.names(case) && self.shares(case));
        match class {
            Class::Record => by_sharing || named || self.is_invited_to(of),
            Class::Members => self.sees_collection(all, of, Class::Record) && self.person.is_some(),
            _ => false,
        }
    }
}

impl World {
    fn case(&self, number: usize) -> &Case {
        let found = self.cases.iter().find(|case| case.number == number);
        found.unwrap_or_else(|| panic!("there is no case {number}"))
    }

    /// Starts every collection, puts its cases in and asks for others.
    pub async fn collect(&self) {
        for of in &self.collections {
            let by = self.visitor(&of.by.subject);
            let mark = of.mark(Class::Record);
            let mut started = filling::input(&self.schema, "startCollection", "", &mark);
            let contact = of.mark(Class::Members);
            started["collectionId"] = json!(of.id);
            started["kind"] = json!(of.kind);
            started["contact"] = json!({"role": format!("{contact} rolle")});
            started["visibility"] = json!(match of.shared {
                Shared::Public => "PUBLIC",
                Shared::Members => "MEMBERS",
                _ => "ORGANISATION",
            });
            by.change("startCollection", started).await.done();
            for number in of.cases.iter().chain(of.asks_for) {
                let add = json!({"collectionId": of.id, "caseId": self.case(*number).id});
                by.change("addToCollection", add).await.done();
            }
            for asked in of.joint_owner.iter().chain(&of.invited) {
                let invited = json!({"collectionId": of.id, "organisationId": asked});
                by.change("inviteCollectionOwner", invited).await.done();
            }
            if of.joint_owner.is_some() {
                let accepted = json!({"collectionId": of.id});
                let superuser = self.visitor("superuser-syddjurs");
                superuser.change("acceptCollectionInvitation", accepted).await.done();
            }
        }
    }
}

/// Each collection counts, for everybody who sees it, the cases that they may read, and for nobody else
/// any.
pub async fn counts(world: &World, asker: &Principal, visitor: &Visitor, finds: &mut Finds) {
    let query = "query($id: ID!) { cases(filter: {collection: $id}) { totalCount }
        collection(id: $id) { cases { totalCount } asksFor { totalCount } } }";
    for of in &world.collections {
        let sees = asker.sees_collection(&world.cases, of, Class::Record);
        let read = |numbers: &[usize]| {
            let all = world.cases.iter().filter(|case| numbers.contains(&case.number));
            all.filter(|case| asker.reads(case)).collect::<Vec<_>>()
        };
        let owns = asker.owns_collection(of);
        let wanted_cases = read(of.asks_for);
        let open = wanted_cases.iter().filter(|case| owns || asker.shares(case)).count();
        let count = if sees { read(of.cases).len() } else { 0 };
        let wanted = json!({"cases": {"totalCount": count}, "collection": if sees {
            json!({"cases": {"totalCount": count}, "asksFor": {"totalCount": open}})
        } else {
            Value::Null
        }});
        let told = visitor.graphql(query, json!({"id": of.id})).await.data();
        if told != wanted {
            let what = format!("counts {told}, not {wanted},");
            finds.problem(asker, &format!("collection {}", of.number), &what);
        }
    }
}

/// Nobody but its owners changes a collection, and to who may not see it it is like none.
pub async fn outsiders_change_none(world: &World, finds: &mut Finds) {
    let before = views(world).await;
    for (asker, visitor) in &world.everybody {
        for of in &world.collections {
            if asker.edits_collection(of) || asker.is_invited_to(of) {
                continue;
            }
            let case = world.cases.iter().find(|case| !asker.shares(case) && !of.names(case));
            let case = &case.expect("nobody shares all").id;
            for field in &world.schema.named("Mutation").fields {
                let mutation = &field.name;
                if crate::administering::MUTATIONS.contains(&mutation.as_str()) {
                    continue;
                }
                let mut input = filling::input(&world.schema, mutation, case, "indbrud");
                if input["collectionId"].is_null() || mutation == "startCollection" {
                    continue;
                }
                input["collectionId"] = json!(of.id);
                let place = format!("{mutation} on collection {}", of.number);
                let answer = visitor.change(mutation, input.clone()).await;
                if answer.json()["data"][mutation]["refusal"]["code"].as_str().is_none() {
                    finds.problem(asker, &place, &format!("is not refused: {}", answer.body));
                }
                finds.hold(asker, world, &place, &whole(&answer));
                if asker.sees_collection(&world.cases, of, Class::Record) {
                    continue;
                }
                let absent = new_id();
                input["collectionId"] = json!(absent);
                let nothing = visitor.change(mutation, input).await;
                if told(&answer, &of.id) != told(&nothing, &absent) {
                    finds.problem(
                        asker,
                        &place,
                        &format!("can tell it from none: {}", answer.body),
                    );
                }
            }
        }
    }
    if before != views(world).await {
        finds.problems.push("a collection was changed by outsiders".to_owned());
    }
}

async fn views(world: &World) -> Vec<Value> {
    let query = "query($id: ID!) { collection(id: $id) { about { title summary } visibility
        jointOwners { cvr } cases { totalCount } asksFor { totalCount }
        internal { revision invited { cvr } } } }";
    let mut views = Vec::new();
    for of in &world.collections {
        let by = world.visitor(&of.by.subject);
        views.push(by.graphql(query, json!({"id": of.id})).await.data());
    }
    views
}
