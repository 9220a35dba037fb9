//! Who may read what: the policy in words, the filter in SQL and the filter of the search index are
//! held against one another over random histories.

use std::collections::BTreeSet;

use case::Command;
use case::access::{Action, Principal, Role, Subject, decide, side};
use proptest::prelude::*;
use registry::read::{CaseFilter, CaseList, Slice};
use vocabulary::StatisticsDimension::{Kind, Organisation, Phase};
use vocabulary::{Basics, CaseId, Internal, PersonRole, Section, Visibility};

use crate::enquiries;
use crate::world::{World, aarhus, case_id, ids_of, person_id, randers, registration, syddjurs};

const CASES: u128 = 4;
const PEOPLE: u128 = 3;

const LEVELS: [Visibility; 5] = [
    Visibility::Draft,
    Visibility::Organisation,
    Visibility::Selected,
    Visibility::Members,
    Visibility::Public,
];

/// KLE numbers that a case carries: within what somebody's role covers, next to it, and both.
const NUMBERS: [&[&str]; 4] = [&["27.69.40"], &["27.68", "05"], &["69.27"], &["27", "27.69"]];

/// A step of a history: which case, what, and two numbers that say the rest.
type Step = (u128, u8, usize, usize);

fn command((_, what, one, other): Step) -> Command {
    let organisations = [randers(), syddjurs(), aarhus()];
    let person = person_id(one as u128 % PEOPLE);
    match what {
        0 => {
            let visibility = LEVELS[other % 5];
            let visibility = if visibility == Visibility::Selected {
                Visibility::Organisation
            } else {
                visibility
            };
            let mut begun = registration(organisations[one % 3], "Robot", visibility);
            begun.reporter = Some(person_id(other as u128 % PEOPLE));
            Command::Register(Box::new(begun))
        }
        1 | 2 => {
            let visibility = LEVELS[one % 5];
            let selected = if visibility == Visibility::Selected {
                vec![organisations[other % 3]]
            } else {
                Vec::new()
            };
            Command::ChangeVisibility { visibility, selected }
        }
        3 => Command::AssignPerson {
            person,
            role: PersonRole::Associated,
            organisation: Some(organisations[other % 3]),
        },
        4 => Command::UnassignPerson { person, role: PersonRole::Reporter },
        6 => Command::InviteJointOwner { organisation: organisations[one % 3] },
        7 => Command::AcceptInvitation { organisation: organisations[one % 3] },
        8 if other % 2 == 0 => Command::LeaveOwners { organisation: organisations[one % 3] },
        8 => Command::WithdrawInvitation { organisation: organisations[one % 3] },
        9 if other % 2 == 0 => Command::Delete { reason: "To gange".to_owned() },
        9 => Command::Restore,
        10 => {
            let kle = NUMBERS[one % 4].iter().map(|&number| number.to_owned()).collect();
            let basics = registration(randers(), "Robot", Visibility::Draft).basics;
            let basics = Basics { kle, ..basics };
            Command::DescribeSection { section: Box::new(Section::Basics(basics)) }
        }
        _ => {
            let departments = vec![format!("u{}", one % 2)];
            let internal = Internal { departments, ..Internal::default() };
            Command::DescribeSection { section: Box::new(Section::Internal(internal)) }
        }
    }
}

/// What a local superuser's role covers: a department, a KLE number, and where both hold.
fn covered() -> [(BTreeSet<String>, BTreeSet<Subject>); 3] {
    let subject = |kle: &str, unit: Option<&str>| {
        let unit = unit.map(str::to_owned);
        BTreeSet::from([Subject { kle: kle.parse().unwrap(), unit }])
    };
    [
        (BTreeSet::from(["u1".to_owned()]), BTreeSet::new()),
        (BTreeSet::new(), subject("27.69", None)),
        (BTreeSet::new(), subject("27", Some("u1"))),
    ]
}

/// Everybody there is, but for roles that say nothing of reading.
fn principals() -> Vec<Principal> {
    let mut all = vec![Principal::Anonymous];
    for organisation in [randers(), syddjurs(), aarhus()] {
        all.push(Principal::Job {
            name: "import".to_owned(),
            organisation,
            roles: BTreeSet::new(),
        });
        for role in [Role::Reader, Role::Superuser, Role::LocalSuperuser] {
            for (number, (units, subjects)) in (0..PEOPLE).zip(covered()) {
                all.push(Principal::Person {
                    id: person_id(number),
                    organisation,
                    roles: BTreeSet::from([role]),
                    units,
                    subjects,
                });
            }
        }
    }
    all
}

async fn all_three_agree(world: &World) {
    world.fold().await;
    for principal in principals() {
        let (mut readable, mut restorable, mut counted) = (BTreeSet::new(), BTreeSet::new(), 0);
        for number in 0..CASES {
            let mut facts = world.case(case_id(number)).await.facts();
            if decide(&principal, Action::Read, &facts) {
                readable.insert(case_id(number));
            }
            let view = world.reader.case(&principal, case_id(number)).await.unwrap();
            assert_eq!(view.is_some(), decide(&principal, Action::Read, &facts), "by its id");
            let may_restore = facts.deleted && decide(&principal, Action::Restore, &facts);
            restorable.extend(may_restore.then_some(case_id(number)));
            // What one is only invited to own is not among one's figures yet.
            facts.invited.clear();
            counted += u32::from(decide(&principal, Action::Read, &facts));
        }
        let gone = world.reader.deleted_cases(&principal, &Slice::first(100)).await.unwrap();
        let gone: BTreeSet<CaseId> = gone.items.iter().map(|listed| listed.item.id).collect();
        assert_eq!(gone, restorable, "{principal:?} among the deleted");
        let listed = u32::try_from(readable.len()).unwrap();
        let asked = asked_about(world, &principal).await;
        assert_eq!(enquired(world, &principal).await, asked, "{principal:?} enquiries");
        for search in ["", "robot"] {
            let filter = CaseFilter { search: search.to_owned(), ..CaseFilter::default() };
            let slice = Slice::first(100);
            let list = CaseList { filter, slice, count: true, ..CaseList::default() };
            let page = world.list(&principal, &list).await;
            let found: BTreeSet<CaseId> = ids_of(&page).into_iter().collect();
            assert_eq!(found, readable, "{principal:?} searching {search:?}");
            assert_eq!(page.total, Some(listed), "{principal:?} counting {search:?}");
        }
        let by = [Organisation, Phase, Kind];
        let statistics = world.reader.statistics(&principal, &by, None).await.unwrap();
        assert_eq!(u32::try_from(statistics.total.cases).unwrap(), counted, "{principal:?}");
        let summed = world.reader.statistics(&principal, &by, Some(world.now())).await.unwrap();
        assert_eq!(statistics, summed, "{principal:?}: added up before, and case by case");
    }
}

/// The cases whose enquiries the policy shows to somebody: Aarhus asked about each.
async fn asked_about(world: &World, principal: &Principal) -> BTreeSet<CaseId> {
    let mut asked = BTreeSet::new();
    for number in 0..CASES {
        let facts = world.case(case_id(number)).await.facts();
        if side(principal, aarhus(), &facts).is_some() {
            asked.insert(case_id(number));
        }
    }
    asked
}

async fn enquired(world: &World, principal: &Principal) -> BTreeSet<CaseId> {
    let page = world.reader.enquiries(principal, None, &Slice::first(100)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item.case).collect()
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..CASES, 0..11_u8, 0..15_usize, 0..15_usize), 1..60)
}

async fn play(world: &World, steps: &[Step]) {
    for number in 0..CASES {
        let begin = command((number, 0, number as usize, 1));
        let _ = world.try_command(case_id(number), &Principal::Anonymous, begin).await;
        let asker = crate::world::person(4, aarhus(), &[Role::Contributor]);
        enquiries::send(world, &asker, aarhus(), case_id(number), number).await;
    }
    for step in steps {
        // What is refused changes nothing, and a history without it is one as well.
        let _ = world.try_command(case_id(step.0), &Principal::Anonymous, command(*step)).await;
    }
}

fn block_on<F: Future>(work: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn policy_sql_and_search_agree_for_everybody(steps in steps()) {
        block_on(async {
            let world = World::sqlite().await;
            play(&world, &steps).await;
            all_three_agree(&world).await;
        });
    }

    #[test]
    fn a_rebuild_comes_to_the_same_as_folding_step_by_step(steps in steps()) {
        block_on(async {
            let world = World::sqlite().await;
            for part in steps.chunks(5) {
                play(&world, part).await;
                world.fold().await;
            }
            let folded = world.models.digest().await.unwrap();
            world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
            assert_eq!(world.models.digest().await.unwrap(), folded);
            all_three_agree(&world).await;
        });
    }
}

#[tokio::test]
async fn policy_sql_and_search_agree_on_postgresql() {
    let world = World::postgres().await;
    let steps: Vec<Step> = (0..200)
        .zip((0..11).cycle())
        .map(|(n, what): (usize, u8)| (n as u128 * 7 % CASES, what, n * 11 % 15, n * 13 % 15))
        .collect();
    for part in steps.chunks(20) {
        play(&world, part).await;
        all_three_agree(&world).await;
    }
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn a_draft_is_seen_by_those_on_it_and_in_no_way_by_others() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Robot", Visibility::Draft).await;
    world.register(case_id(2), "Robot", Visibility::Public).await;
    world.fold().await;
    let others = [
        Principal::Anonymous,
        crate::world::colleague(),
        crate::world::person(9, randers(), &[Role::Contributor, Role::Coordinator]),
    ];
    for other in others {
        assert_eq!(world.ids(&other, "").await, [case_id(2)]);
        assert_eq!(world.ids(&other, "robot").await, [case_id(2)]);
        assert_eq!(world.reader.case(&other, case_id(1)).await.unwrap(), None);
        let statistics = world.reader.statistics(&other, &[], None).await.unwrap();
        assert_eq!(statistics.total.cases, 1);
    }
    assert_eq!(world.ids(&crate::world::editor(), "robot").await.len(), 2);
}
