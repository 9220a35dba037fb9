//! Files beside cases, fetched by everybody: by their own case, by every other, and with names and
//! content that carry marks.

use journeys::{Answer, Visitor, new_id};
use reqwest::Method;

use crate::finds::{Finds, whole};
use crate::model::{Case, Class, Principal};
use crate::world::World;

/// Adds a file for all readers of a case, and one for its owners.
pub async fn add(by: &Visitor, case: &Case) {
    for (class, id) in &case.files {
        let mark = case.mark(*class);
        let path = format!("/api/v1/cases/{}/attachments", case.id);
        let shared = if *class == Class::Record { "true" } else { "false" };
        let request = by
            .request(Method::POST, &path)
            .query(&[("id", id.as_str()), ("name", &format!("{mark}.txt")), ("shared", shared)])
            .header("Content-Type", "application/octet-stream")
            .body(format!("{mark} i filen"));
        let answer = by.sent(request).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
}

/// Whoever may have a file has it, and to all others there is none (S7 of the predecessor's faults).
pub async fn files_are_for_their_readers(world: &World) -> Finds {
    let mut finds = Finds::default();
    for (principal, visitor) in &world.everybody {
        let absent = new_id();
        for case in world.cases.iter().filter(|case| case.copy_of.is_none()) {
            let nothing = fetched(visitor, &case.id, &absent).await;
            for (class, id) in &case.files {
                let place = format!("file {id} of case {}", case.number);
                let answer = fetched(visitor, &case.id, id).await;
                finds.hold(principal, world, &place, &whole(&answer));
                let may = may_have(principal, case, *class);
                if may && !answer.body.contains(&case.mark(*class)) {
                    finds.problem(principal, &place, &format!("gets {}", answer.status));
                }
                if !may && told(&answer, id) != told(&nothing, &absent) {
                    finds.problem(principal, &place, "can tell it from none");
                }
                through_others(world, (principal, visitor), case, id, &mut finds).await;
            }
        }
    }
    finds
}

/// By the address of a case that somebody may read, of another organisation or their own.
async fn through_others(
    world: &World,
    (principal, visitor): (&Principal, &Visitor),
    case: &Case,
    id: &str,
    finds: &mut Finds,
) {
    let other = |other: &&Case| other.number != case.number && principal.reads(other);
    for other in world.cases.iter().filter(other).take(2) {
        let place = format!("a file of case {} by case {}", case.number, other.number);
        let answer = fetched(visitor, &other.id, id).await;
        finds.hold(principal, world, &place, &whole(&answer));
        if answer.status != 404 {
            finds.problem(principal, &place, &format!("gets {}", answer.status));
        }
    }
}

fn may_have(principal: &Principal, case: &Case, class: Class) -> bool {
    principal.reads(case) && (class == Class::Record || principal.sees(case, class))
}

async fn fetched(by: &Visitor, case: &str, id: &str) -> Answer {
    by.get(&format!("/api/v1/cases/{case}/attachments/{id}")).await
}

/// What an answer says, but for what is of each request alone.
fn told(answer: &Answer, id: &str) -> String {
    let correlation = answer.header("x-correlation-id").unwrap_or_default();
    format!("{} {}", answer.status, answer.body).replace(correlation, "").replace(id, "")
}
