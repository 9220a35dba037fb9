//! A case whose lead was handed over: who sees the offer, and where the case counts.

use case::access::{Principal, Role};
use case::{Command, Event};
use platform::ids;
use registry::log::NewEvent;
use registry::read::{CaseList, Slice};
use vocabulary::StatisticsDimension::Organisation;
use vocabulary::{CaseFilter, CaseId, Cvr, Internal, Section, Visibility};

use crate::world::{World, aarhus, case_id, editor, ids_of, person, randers, syddjurs};

fn superuser(organisation: Cvr) -> Principal {
    person(50, organisation, &[Role::Superuser])
}

async fn joint(world: &World, case: CaseId, visibility: Visibility) {
    world.register(case, "Robot", visibility).await;
    let organisation = syddjurs();
    world.command(case, &editor(), Command::InviteJointOwner { organisation }).await;
    let accept = Command::AcceptInvitation { organisation };
    world.command(case, &superuser(syddjurs()), accept).await;
}

async fn offered_to(world: &World, by: &Principal) -> Vec<CaseId> {
    let filter = CaseFilter { lead_offered: true, ..CaseFilter::default() };
    ids_of(&world.list(by, &CaseList { filter, ..CaseList::default() }).await)
}

#[tokio::test]
async fn the_offer_is_the_owners_own_and_afterwards_the_case_counts_under_its_new_lead() {
    handed_over(World::sqlite().await).await;
}

pub async fn handed_over(world: World) {
    let case = case_id(1);
    joint(&world, case, Visibility::Members).await;
    let internal = Internal { departments: vec!["it".to_owned()], ..Internal::default() };
    world.describe(case, Section::Internal(internal)).await;
    let offer = Command::OfferLead { organisation: syddjurs() };
    world.command(case, &superuser(randers()), offer).await;
    world.fold().await;
    assert_eq!(offered_to(&world, &superuser(syddjurs())).await, [case]);
    for other in [superuser(randers()), person(7, syddjurs(), &[]), superuser(aarhus())] {
        assert_eq!(offered_to(&world, &other).await, [], "{other:?}");
    }
    let seen = world.reader.case(&superuser(aarhus()), case).await.unwrap().unwrap();
    assert_eq!((seen.internal, seen.public.lead), (None, randers()));
    let edition = seen.public.edition;

    let accept = Command::AcceptLead { organisation: syddjurs() };
    world.command(case, &superuser(syddjurs()), accept).await;
    world.fold().await;
    let seen = world.reader.case(&superuser(aarhus()), case).await.unwrap().unwrap();
    assert_eq!((seen.public.lead, seen.public.joint_owners), (syddjurs(), vec![randers()]));
    assert_eq!(seen.public.edition, edition + 1);
    let seen = world.reader.case(&editor(), case).await.unwrap().unwrap().internal.unwrap();
    assert!(seen.can_edit && !seen.can_change_owners, "who registered it owns it jointly");
    let figures =
        world.reader.statistics(&superuser(aarhus()), &[Organisation], None).await.unwrap();
    let keys: Vec<_> = figures.cells.iter().map(|cell| cell.values[0].as_deref()).collect();
    assert_eq!((keys, figures.total.cases), (vec![Some("29189978")], 1));

    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

/// A parked case keeps its lead's keys, for nobody knows of others; but this lead is known to have left.
#[tokio::test]
async fn a_lead_that_handed_over_what_nobody_can_fold_and_left_reads_it_no_more() {
    let world = World::sqlite().await;
    let case = case_id(1);
    joint(&world, case, Visibility::Organisation).await;
    world.fold().await;
    let of_later = NewEvent {
        id: ids::v7(),
        kind: "LeadAccepted".to_owned(),
        schema: 1,
        data: b"{\"from\":\"29189668\",\"to\":7}".to_vec(),
    };
    world.raw(format!("case-{case}"), &editor(), vec![of_later]).await;
    world.fold().await;
    assert_eq!(world.ids(&editor(), "").await, [case]);
    let left = Event::JointOwnerLeft { organisation: randers() };
    world.append(format!("case-{case}"), &superuser(randers()), &[left]).await;
    world.fold().await;
    for by in [editor(), superuser(randers()), superuser(syddjurs())] {
        assert_eq!(world.ids(&by, "").await, [], "{by:?}");
        assert_eq!(world.reader.history(&by, case, &Slice::first(1)).await.unwrap().items, []);
    }
}
