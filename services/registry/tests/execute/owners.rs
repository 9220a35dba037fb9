//! Several organisations own a case: who may do what, at the same time as the others.

use std::collections::BTreeSet;

use case::Command;
use case::access::{Principal, Role};
use registry::execute::{Order, Outcome};
use vocabulary::{Cvr, RefusalCode, Visibility};

use crate::given::{
    CASE, Given, joined, person, randers, refusal, request, revision, story, syddjurs,
};

const OTHERS: [&str; 8] = [
    "29189978", "29189897", "55133018", "64942212", "29189420", "29189382", "29189579", "29189447",
];

fn order(command: Command) -> Order {
    Order::Case(Box::new(command))
}

fn superuser(id: u128, organisation: &str) -> Principal {
    match person(id, organisation) {
        Principal::Person { id, organisation, units, subjects, .. } => {
            let roles = BTreeSet::from([Role::Superuser]);
            Principal::Person { id, organisation, roles, units, subjects }
        }
        other => other,
    }
}

fn cvr(text: &str) -> Cvr {
    text.parse().unwrap()
}

fn accept(organisation: &str) -> Order {
    order(Command::AcceptInvitation { organisation: cvr(organisation) })
}

async fn of_nine() -> Given {
    let given = Given::registered(Visibility::Draft).await;
    for other in OTHERS {
        let invite = order(Command::InviteJointOwner { organisation: cvr(other) });
        revision(&given.execute(&request(randers(), CASE, other, invite)).await);
    }
    let accepted = OTHERS
        .map(|other| given.begin(&request(superuser(90, other), CASE, "accept", accept(other))));
    let revisions: BTreeSet<u64> = joined(accepted.into()).await.iter().map(revision).collect();
    assert_eq!(revisions, (10..18).collect(), "each of them, at the same time");
    given
}

#[tokio::test]
async fn the_editors_of_nine_owners_edit_and_only_the_lead_s_change_owners_and_visibility() {
    let given = of_nine().await;
    for other in OTHERS {
        let editor = superuser(91, other);
        let edited = request(editor.clone(), CASE, "edit", story(other));
        revision(&given.execute(&edited).await);
        let share = Command::ChangeVisibility { visibility: Visibility::Public, selected: vec![] };
        let invite = Command::InviteJointOwner { organisation: cvr("29189765") };
        let withdraw = Command::WithdrawInvitation { organisation: cvr("29189765") };
        for (key, command) in [("share", share), ("invite", invite), ("withdraw", withdraw)] {
            let refused = given.execute(&request(editor.clone(), CASE, key, order(command))).await;
            assert_eq!(refusal(refused).code, RefusalCode::NotPermitted, "{key}");
        }
    }
}

#[tokio::test]
async fn only_superusers_bind_their_organisation_and_only_to_what_it_was_asked() {
    let given = Given::registered(Visibility::Organisation).await;
    let [invited, other] = ["29189978", "29189897"];
    let invite = order(Command::InviteJointOwner { organisation: cvr(invited) });
    given.execute(&request(randers(), CASE, "invite", invite)).await;
    for (by, of) in [(syddjurs(), invited), (superuser(92, other), other)] {
        let refused = given.execute(&request(by, CASE, "accept", accept(of))).await;
        assert_eq!(refusal(refused).code, RefusalCode::CaseUnknown, "as if there were none");
    }
    let edit = request(superuser(93, invited), CASE, "edit", story("Vores"));
    assert_eq!(refusal(given.execute(&edit).await).code, RefusalCode::NotPermitted);

    revision(&given.execute(&request(superuser(93, invited), CASE, "a", accept(invited))).await);
    revision(&given.execute(&edit).await);
    let leave = |by: Principal| {
        let organisation = by.organisation().unwrap();
        request(by, CASE, "leave", order(Command::LeaveOwners { organisation }))
    };
    let left = given.execute(&leave(syddjurs())).await;
    assert_eq!(refusal(left).code, RefusalCode::NotPermitted, "a contributor cannot");
    revision(&given.execute(&leave(superuser(93, invited))).await);
    let late = request(superuser(93, invited), CASE, "late", story("Stadig vores"));
    assert_eq!(refusal(given.execute(&late).await).code, RefusalCode::CaseUnknown);
    let stranded = given.execute(&leave(superuser(94, "29189668"))).await;
    assert_eq!(refusal(stranded).code, RefusalCode::LeadCannotLeave);
}

/// Revisions and what happened since one are the owners'.
#[tokio::test]
async fn an_invited_organisation_is_told_of_no_conflict() {
    let given = Given::registered(Visibility::Organisation).await;
    let invite = order(Command::InviteJointOwner { organisation: cvr("29189978") });
    given.execute(&request(randers(), CASE, "invite", invite)).await;
    let decline = order(Command::DeclineInvitation { organisation: cvr("29189978") });
    let mut declined = request(superuser(93, "29189978"), CASE, "decline", decline);
    declined.expected_revision = Some(1);
    let outcome = given.execute(&declined).await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
}
