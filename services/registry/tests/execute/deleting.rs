//! A deleted case takes no order but that it comes back.

use case::Command;
use registry::execute::{Order, Outcome};
use vocabulary::{Phase, RefusalCode, ReuseDegree, ReuseId, Visibility};

use crate::given::{
    CASE, Given, NEW_CASE, comment, phase, randers, refusal, registration, request, reuse,
    revision, syddjurs, technician,
};

fn order(command: Command) -> Order {
    Order::Case(Box::new(command))
}

fn delete() -> Order {
    order(Command::Delete { reason: "Registreret to gange".to_owned() })
}

#[tokio::test]
async fn whatever_is_asked_of_a_deleted_case_is_answered_as_if_there_were_none() {
    let given = Given::registered(Visibility::Public).await;
    let own = registration("Vores", Visibility::Organisation);
    let mut others_own = request(syddjurs(), NEW_CASE, "own", own);
    others_own.order = match others_own.order {
        Order::Case(command) => match *command {
            Command::Register(mut begun) => {
                begun.lead = "29189978".parse().unwrap();
                order(Command::Register(begun))
            }
            other => order(other),
        },
        other => other,
    };
    let nothing = Given::nothing();
    for given in [&given, &nothing] {
        revision(&given.execute(&others_own).await);
    }
    revision(&given.execute(&request(randers(), CASE, "delete", delete())).await);
    let events = given.events().await;
    let declare = Order::DeclareReuse {
        source: CASE,
        reuse: ReuseId(uuid::Uuid::from_u128(7)),
        degree: ReuseDegree::Inspired,
    };
    let about = |id| move |order| (id, order);
    let new = vocabulary::CaseId(uuid::Uuid::from_u128(3));
    let orders = [phase(Phase::PreAnalysis), comment("Hej"), Order::Follow].map(about(CASE));
    let reuses = [(new, reuse()), (NEW_CASE, declare)];
    for (id, order) in orders.into_iter().chain(reuses) {
        for by in [syddjurs(), randers(), technician()] {
            let asked = request(by, id, &format!("{order:?}"), order.clone());
            let gone = given.execute(&asked).await;
            assert_eq!(refusal(gone.clone()).code, RefusalCode::CaseUnknown, "{order:?}");
            assert_eq!(gone, nothing.execute(&asked).await);
        }
    }
    assert_eq!(given.events().await, events, "nothing was written");
}

#[tokio::test]
async fn those_who_lead_it_delete_and_restore_and_nobody_else() {
    let given = Given::registered(Visibility::Members).await;
    let by_other = |key: &str, asked: Order| request(syddjurs(), CASE, key, asked);
    let refused = given.execute(&by_other("delete", delete())).await;
    assert_eq!(refusal(refused).code, RefusalCode::NotPermitted);

    let deleted = given.execute(&request(randers(), CASE, "delete", delete())).await;
    let again = given.execute(&request(technician(), CASE, "again", delete())).await;
    assert_eq!(revision(&again), revision(&deleted), "it is deleted once");
    for (key, asked) in [("delete two", delete()), ("restore", order(Command::Restore))] {
        let refused = given.execute(&by_other(key, asked)).await;
        assert_eq!(refusal(refused).code, RefusalCode::CaseUnknown, "{key}");
    }
    let restored =
        given.execute(&request(technician(), CASE, "restore", order(Command::Restore))).await;
    assert_eq!(revision(&restored), revision(&deleted) + 1);
    let followed = given.execute(&by_other("follow", Order::Follow)).await;
    assert!(matches!(followed, Outcome::Done { .. }), "{followed:?}");
}

/// Whoever follows may stop, also what is gone.
#[tokio::test]
async fn what_one_follows_can_be_left_when_it_is_deleted() {
    let given = Given::registered(Visibility::Members).await;
    given.execute(&request(syddjurs(), CASE, "follow", Order::Follow)).await;
    given.execute(&request(randers(), CASE, "delete", delete())).await;
    let left = given.execute(&request(syddjurs(), CASE, "unfollow", Order::Unfollow)).await;
    assert!(matches!(left, Outcome::Done { .. }), "{left:?}");
}
