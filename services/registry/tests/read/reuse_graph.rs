//! The graph of reuse, held against a walk over a model that knows who may read what.

use std::collections::{BTreeMap, BTreeSet};

use case::access::{Action, Principal, Role, decide};
use case::{Case, Command};
use uuid::Uuid;
use vocabulary::{
    CaseId, ReuseDegree, ReuseGraph, ReuseId, ReuseNodeKind, ReuseSource, Visibility,
};

use crate::world::{
    World, aarhus, case_id, colleague, editor, person, randers, registration, syddjurs,
};

async fn builds_on(world: &World, by: CaseId, number: u128, source: ReuseSource) {
    let reuse = ReuseId(Uuid::from_u128(number));
    let declare = Command::DeclareReuse { reuse, source, degree: ReuseDegree::InUse };
    // The same source twice is refused, and itself: then there is no such edge.
    let _ = world.try_command(by, &editor(), declare).await;
}

fn of(source: CaseId) -> ReuseSource {
    ReuseSource::Case { case: source, edition: 1 }
}

fn outside(name: &str) -> ReuseSource {
    ReuseSource::External { name: name.to_owned(), url: None }
}

async fn around(world: &World, by: &Principal, id: CaseId) -> Option<ReuseGraph> {
    world.reader.reuse_graph(by, id, (6, 100)).await.unwrap()
}

fn cases(graph: &ReuseGraph) -> BTreeMap<CaseId, u32> {
    let case = |node: &vocabulary::ReuseNode| match &node.kind {
        ReuseNodeKind::Case(case) => Some((case.id, node.distance)),
        ReuseNodeKind::Outside { .. } | ReuseNodeKind::Unavailable => None,
    };
    graph.nodes.iter().filter_map(case).collect()
}

fn count(graph: &ReuseGraph, wanted: impl Fn(&ReuseNodeKind) -> bool) -> usize {
    graph.nodes.iter().filter(|node| wanted(&node.kind)).count()
}

fn readers() -> [Principal; 5] {
    [
        Principal::Anonymous,
        person(5, randers(), &[Role::Reader]),
        person(6, syddjurs(), &[Role::Superuser]),
        person(7, aarhus(), &[Role::Superuser, Role::Operator]),
        Principal::Robot { id: Uuid::from_u128(9), organisation: randers(), cases: None },
    ]
}

/// Reached step by step over what the reader may read; the distance of each.
fn model(all: &BTreeMap<CaseId, Case>, by: &Principal, root: CaseId) -> BTreeMap<CaseId, u32> {
    let reads = |id: &CaseId| decide(by, Action::Read, &all[id].facts());
    let sources = |case: &Case| -> Vec<CaseId> {
        let source = |reuse: &vocabulary::Reuse| match &reuse.source {
            ReuseSource::Case { case, .. } => Some(*case),
            ReuseSource::External { .. } | ReuseSource::Hidden => None,
        };
        case.reuses.iter().filter_map(source).collect()
    };
    let mut reached = BTreeMap::new();
    let mut next = BTreeSet::from([root]);
    for distance in 0..=6 {
        next.retain(|id| all.contains_key(id) && reads(id) && !reached.contains_key(id));
        reached.extend(next.iter().map(|id| (*id, distance)));
        let near = |id: &CaseId| {
            let reusers = all.iter().filter(|(_, case)| sources(case).contains(id));
            let mut near: Vec<CaseId> = reusers.map(|(reuser, _)| *reuser).collect();
            near.extend(sources(&all[id]));
            near
        };
        next = next.iter().flat_map(near).collect();
    }
    reached
}

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) % end
    }
}

async fn random_world(world: &World, numbers: &mut Numbers) -> BTreeMap<CaseId, Case> {
    let count = 4 + u128::from(numbers.below(7));
    for number in 1..=count {
        let lead = if numbers.below(2) == 0 { randers() } else { syddjurs() };
        let visibility = [
            Visibility::Draft,
            Visibility::Organisation,
            Visibility::Members,
            Visibility::Members,
            Visibility::Public,
        ][usize::try_from(numbers.below(5)).unwrap()];
        let registered = registration(lead, &format!("Sag {number}"), visibility);
        let command = Command::Register(Box::new(registered));
        world.command(case_id(number), &editor(), command).await;
    }
    let any = |numbers: &mut Numbers| {
        case_id(1 + u128::from(numbers.below(u64::try_from(count).unwrap())))
    };
    for edge in 0..count * 2 {
        let (reuser, source) = (any(numbers), any(numbers));
        builds_on(world, reuser, 100 + edge, of(source)).await;
    }
    builds_on(world, any(numbers), 99, outside("Andetsteds")).await;
    builds_on(world, any(numbers), 98, outside("Andetsteds")).await;
    let gone = any(numbers);
    world.command(gone, &editor(), Command::Delete { reason: "Væk".to_owned() }).await;
    let mut all = BTreeMap::new();
    for number in 1..=count {
        all.insert(case_id(number), world.case(case_id(number)).await);
    }
    all
}

#[tokio::test]
async fn over_random_graphs_everybody_gets_what_a_walk_over_what_they_may_read_gives() {
    let mut numbers = Numbers(20_260_514);
    let (mut loops, mut hidden) = (0, 0);
    for round in 0..12 {
        let world = World::sqlite().await;
        let all = random_world(&world, &mut numbers).await;
        world.fold().await;
        for (by, root) in readers().iter().flat_map(|by| all.keys().map(move |id| (by, *id))) {
            let graph = around(&world, by, root).await;
            let wanted = model(&all, by, root);
            assert_eq!(graph.is_some(), !wanted.is_empty(), "round {round}, {by:?}, {root}");
            let Some(graph) = graph else { continue };
            assert_eq!(cases(&graph), wanted, "round {round}, {by:?}, {root}");
            assert!(!graph.truncated);
            let mut edges = 0;
            for id in wanted.keys() {
                let own = decide(by, Action::ReadOwn, &all[id].facts());
                edges += all[id]
                    .reuses
                    .iter()
                    .filter(|reuse| match &reuse.source {
                        ReuseSource::Case { case, .. } => wanted.contains_key(case) || own,
                        ReuseSource::External { .. } => true,
                        ReuseSource::Hidden => false,
                    })
                    .count();
                hidden += usize::from(!own);
            }
            assert_eq!(graph.edges.len(), edges, "round {round}, {by:?}, {root}");
            loops += usize::from(edges >= wanted.len());
            let keys: BTreeSet<&str> = graph.nodes.iter().map(|node| node.key.as_str()).collect();
            assert_eq!(keys.len(), graph.nodes.len());
            assert!(graph.edges.iter().all(|edge| {
                keys.contains(edge.reuser.as_str()) && keys.contains(edge.source.as_str())
            }));
        }
    }
    assert!(loops > 0 && hidden > 0, "the graphs were too plain to show anything");
}

#[tokio::test]
async fn loops_deletion_withdrawal_and_sources_outside_are_survived() {
    survived(World::sqlite().await).await;
}

pub async fn survived(world: World) {
    let [source, middle, reuser] = [case_id(1), case_id(2), case_id(3)];
    for id in [source, middle, reuser] {
        world.register(id, "Robot", Visibility::Members).await;
    }
    builds_on(&world, middle, 11, of(source)).await;
    builds_on(&world, reuser, 12, of(middle)).await;
    builds_on(&world, source, 13, of(reuser)).await;
    for (by, number) in [(source, 14), (reuser, 15)] {
        builds_on(&world, by, number, outside("OS2autoproces")).await;
    }
    world.fold().await;
    let graph = around(&world, &colleague(), source).await.unwrap();
    assert_eq!((graph.nodes.len(), graph.edges.len(), graph.truncated), (4, 5, false));
    let is_outside = |kind: &ReuseNodeKind| matches!(kind, ReuseNodeKind::Outside { .. });
    assert_eq!(count(&graph, is_outside), 1, "what has one name is one");

    world.share(middle, Visibility::Draft).await;
    world.fold().await;
    let withdrawn = around(&world, &colleague(), source).await.unwrap();
    assert_eq!((withdrawn.nodes.len(), withdrawn.edges.len()), (3, 3), "cut without a trace");
    let own = around(&world, &person(8, randers(), &[]), source).await.unwrap();
    assert_eq!(count(&own, |kind| *kind == ReuseNodeKind::Unavailable), 1, "they know of theirs");

    world.share(middle, Visibility::Members).await;
    world.command(middle, &editor(), Command::Delete { reason: "Væk".to_owned() }).await;
    world.fold().await;
    assert_eq!(around(&world, &colleague(), source).await.unwrap(), withdrawn, "told alike");
    assert_eq!(around(&world, &colleague(), middle).await, None);
}

#[tokio::test]
async fn it_is_bounded_and_says_so() {
    let world = World::sqlite().await;
    for number in 1..=9 {
        world.register(case_id(number), "Robot", Visibility::Members).await;
    }
    for number in 2..=5 {
        builds_on(&world, case_id(number), number, of(case_id(number - 1))).await;
    }
    for number in 6..=9 {
        builds_on(&world, case_id(number), number, of(case_id(1))).await;
    }
    world.fold().await;
    let bounded = |depth, most| {
        let world = &world;
        async move {
            let graph = world.reader.reuse_graph(&colleague(), case_id(1), (depth, most)).await;
            let graph = graph.unwrap().unwrap();
            (cases(&graph).len(), graph.truncated)
        }
    };
    assert_eq!(bounded(1, 100).await, (6, true));
    assert_eq!(bounded(3, 100).await, (8, true));
    assert_eq!(bounded(4, 100).await, (9, false));
    assert_eq!(bounded(6, 100).await, (9, false));
    assert_eq!(bounded(6, 3).await, (3, true));
    assert_eq!(bounded(6, 9).await, (9, false));
}
