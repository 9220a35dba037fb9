//! What only a server or a cluster can do wrong, on a real socket.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use kurrent::{Fault, Role, Server, Settings};
use registry::log::{Append, Appended, EventLog, Expected, LogError, LogSettings, follow, open};

use crate::given::{
    append, assert_growing, assert_unavailable, commanded, conflict, events, id, ids, impatient,
    joined, one, soon, take, until_available, versions,
};

const ALWAYS: std::ops::Range<usize> = 0..usize::MAX;

pub async fn started() -> Server {
    Server::start(Settings::default()).await
}

pub async fn opened(server: &Server) -> Arc<dyn EventLog> {
    open(&LogSettings::new(server.url())).await.unwrap()
}

/// A new command with two events to a stream without any.
pub fn registers(stream: &str) -> Append {
    commanded(append(stream, Expected::NoStream, events(2)), id(), 1)
}

pub async fn assert_done_once(log: &dyn EventLog, sent: &Append) {
    let again = log.append(sent.clone()).await.unwrap();
    assert!(again.repeated, "{again:?}");
    let stored = log.read(&sent.stream, 0).await.unwrap();
    assert_eq!(ids(&stored), sent.events.iter().map(|event| event.id).collect::<Vec<_>>());
    assert_eq!((again.version, again.position), (2, stored[1].position));
    assert_eq!(log.read_all(0, 100).await.unwrap(), stored);
}

#[tokio::test]
async fn an_address_where_nobody_listens_is_unavailable_in_bounded_time() {
    let server = started().await;
    server.refuse();
    assert_unavailable(async { open(&impatient(&server.url())).await.map(|_| ()) }).await;
}

#[tokio::test]
async fn a_server_that_never_answers_is_unavailable_in_bounded_time_and_then_passes() {
    let server = started().await;
    let log = open(&impatient(&server.url())).await.unwrap();
    server.fault(Fault::Silent, ALWAYS);
    let sent = registers("case-1");
    assert_unavailable(log.append(sent.clone())).await;
    assert_unavailable(log.read("case-1", 0)).await;
    assert_unavailable(log.read_all(0, 10)).await;
    assert_unavailable(log.head()).await;
    assert_unavailable(log.outcome(sent.command.unwrap())).await;
    assert_unavailable(async { open(&impatient(&server.url())).await.map(|_| ()) }).await;
    server.heal();
    assert_eq!(soon(until_available(&*log, &sent)).await, 2);
}

#[tokio::test]
async fn a_server_that_fails_is_unavailable_in_bounded_time_and_then_passes() {
    for fault in [Fault::Unavailable, Fault::Internal] {
        let server = started().await;
        let log = open(&impatient(&server.url())).await.unwrap();
        server.fault(fault, ALWAYS);
        let sent = registers("case-1");
        assert_unavailable(log.append(sent.clone())).await;
        assert_unavailable(log.read("case-1", 0)).await;
        server.heal();
        assert_eq!(soon(until_available(&*log, &sent)).await, 2);
    }
}

#[tokio::test]
async fn a_server_that_is_slow_is_waited_for() {
    let server = started().await;
    let log = opened(&server).await;
    server.fault(Fault::Slow(Duration::from_millis(100)), ALWAYS);
    let sent = registers("case-1");
    log.append(sent.clone()).await.unwrap();
    assert_done_once(&*log, &sent).await;
}

#[tokio::test]
async fn a_server_that_restarts_is_found_again() {
    let server = started().await;
    let log = open(&impatient(&server.url())).await.unwrap();
    log.append(one("case-1")).await.unwrap();
    for version in 2..=4 {
        server.refuse();
        assert_unavailable(log.append(one("case-1"))).await;
        server.accept().await;
        assert_eq!(soon(until_available(&*log, &one("case-1"))).await, version);
    }
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1, 2, 3, 4]);
}

#[tokio::test]
async fn a_connection_that_breaks_in_an_append_leaves_one_effect() {
    // An append without a command is one call; with one it is the claim's and its own.
    for (fault, call) in
        [Fault::CutBefore, Fault::CutAfter].into_iter().flat_map(|fault| [(fault, 0), (fault, 1)])
    {
        let server = started().await;
        let log = opened(&server).await;
        server.fault(fault, call..call + 1);
        let sent = registers("case-1");
        let first = log.append(sent.clone()).await.unwrap();
        assert!(!first.repeated, "{fault:?} in call {call}");
        assert_done_once(&*log, &sent).await;
        assert_eq!(log.outcome(sent.command.unwrap()).await.unwrap().unwrap().version, 2);

        server.fault(fault, 0..1);
        assert_eq!(log.append(one("case-1")).await.unwrap().version, 3);
        assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1, 2, 3]);
    }
}

#[tokio::test]
async fn a_command_whose_answer_was_lost_has_one_effect_when_it_comes_again() {
    let server = started().await;
    let log = open(&impatient(&server.url())).await.unwrap();
    // The end of the stream, the claim, and the effect, whose answer is lost; then nothing.
    server.fault(Fault::CutAfter, 1..2);
    server.fault(Fault::Silent, 3..usize::MAX);
    let sent = registers("case-1");
    assert_unavailable(log.append(sent.clone())).await;
    server.heal();
    assert_eq!(soon(until_available(&*log, &sent)).await, 2);
    assert_done_once(&*log, &sent).await;
}

#[tokio::test]
async fn a_command_that_was_claimed_and_never_done_may_be_done() {
    let server = started().await;
    let sent = registers("case-1");
    {
        let died = open(&impatient(&server.url())).await.unwrap();
        server.fault(Fault::Silent, 2..usize::MAX);
        assert_unavailable(died.append(sent.clone())).await;
    }
    server.heal();
    assert_eq!(server.store().revisions(&format!("genvej!{}", sent.command.unwrap().id)), 1);
    let log = opened(&server).await;
    assert_eq!(log.outcome(sent.command.unwrap()).await.unwrap(), None);
    let other = commanded(one("case-2"), sent.command.unwrap().id, 2);
    assert!(matches!(log.append(other).await, Err(LogError::KeyReused)));
    assert!(!log.append(sent.clone()).await.unwrap().repeated);
    assert_done_once(&*log, &sent).await;
}

#[tokio::test]
async fn a_wrong_revision_is_looked_at_before_it_is_believed() {
    let server = started().await;
    let log = open(&impatient(&server.url())).await.unwrap();
    log.append(append("case-1", Expected::NoStream, events(2))).await.unwrap();
    server.fault(Fault::WrongRevision, 0..1);
    log.append(append("case-1", Expected::Version(2), events(1))).await.unwrap();
    server.fault(Fault::WrongRevision, 0..1);
    let stale = append("case-1", Expected::Version(2), events(1));
    assert_eq!(conflict(log.append(stale).await), 3);
    server.fault(Fault::WrongRevision, ALWAYS);
    // Given up under way, it may still be stored once the server is well: hence another stream.
    assert_unavailable(log.append(one("case-2"))).await;
    server.heal();
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1, 2, 3]);
}

#[tokio::test]
async fn what_is_delivered_twice_is_seen_once() {
    let server = started().await;
    let log = opened(&server).await;
    let mut sent = Vec::new();
    for number in 0..4 {
        let batch = append(&format!("case-{number}"), Expected::Any, events(300));
        sent.extend(batch.events.iter().map(|event| event.id));
        log.append(batch).await.unwrap();
    }
    server.fault(Fault::Twice, ALWAYS);
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    let seen = take(&mut follower, 1_200).await;
    assert_eq!(ids(&seen), sent);
    assert_growing(&seen);
    let last = log.append(one("case-1")).await.unwrap();
    assert_eq!(take(&mut follower, 1).await[0].position, last.position);
}

#[tokio::test]
async fn a_follower_goes_on_after_the_server_was_gone() {
    let server = started().await;
    let (log, other) = (opened(&server).await, opened(&server).await);
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    log.append(one("case-1")).await.unwrap();
    let mut seen = take(&mut follower, 1).await;
    server.refuse();
    server.accept().await;
    soon(until_available(&*other, &append("case-2", Expected::NoStream, events(1)))).await;
    seen.extend(take(&mut follower, 1).await);
    assert_eq!(seen, other.read_all(0, 10).await.unwrap());
}

#[tokio::test]
async fn the_leader_is_followed_when_it_changes() {
    let first = started().await;
    let second = Server::start(Settings { store: first.store().clone(), ..<_>::default() }).await;
    first.become_a(Role::Follower(second.address()));
    let log = opened(&first).await;
    for version in 1..=6 {
        let sent = commanded(append("case-1", Expected::Any, events(1)), id(), 1);
        let appended = log.append(sent.clone()).await.unwrap();
        assert_eq!((appended.version, appended.repeated), (version, false));
        let (leads, follows) = if version % 2 == 0 { (&second, &first) } else { (&first, &second) };
        leads.become_a(Role::Leader);
        follows.become_a(Role::Follower(leads.address()));
        assert!(log.append(sent).await.unwrap().repeated);
    }
}

#[tokio::test]
async fn a_cluster_of_which_the_leader_dies_goes_on_with_another() {
    let first = started().await;
    let store = first.store().clone();
    let mut nodes = vec![first];
    for _ in 0..2 {
        nodes.push(Server::start(Settings { store: store.clone(), ..<_>::default() }).await);
    }
    let elect = |leader: usize| {
        let members: Vec<_> = nodes.iter().map(Server::address).collect();
        let members = members.iter().map(|&node| (node, node == members[leader]));
        for node in &nodes {
            let leads = node.address() == nodes[leader].address();
            let role = if leads { Role::Leader } else { Role::Follower(nodes[leader].address()) };
            node.become_a(role);
            node.tell_members(members.clone().collect());
        }
    };
    elect(0);
    let hosts: Vec<_> = nodes.iter().map(|node| node.address().to_string()).collect();
    let url = format!("kurrentdb://{}?tls=false", hosts.join(","));
    let log = open(&LogSettings::new(url)).await.unwrap();
    for (version, leader) in [(1, 0), (2, 1), (3, 2)] {
        elect(leader);
        assert_eq!(log.append(one("case-1")).await.unwrap().version, version);
        nodes[leader].refuse();
        elect((leader + 1) % 3);
        if leader < 2 {
            assert_eq!(log.read("case-1", 0).await.unwrap().len() as u64, version);
        }
    }
    assert_unavailable(log.append(one("case-1"))).await;
}

#[tokio::test]
async fn logs_with_other_prefixes_do_not_see_each_other() {
    let server = started().await;
    let of =
        |prefix: &str| LogSettings { prefix: prefix.to_owned(), ..LogSettings::new(server.url()) };
    let (here, there) =
        (open(&of("genvej.")).await.unwrap(), open(&of("genvej-test.")).await.unwrap());
    let command = id();
    here.append(commanded(one("case-1"), command, 1)).await.unwrap();
    assert_eq!(there.head().await.unwrap(), 0);
    assert!(there.read("case-1", 0).await.unwrap().is_empty());
    assert!(!there.append(commanded(one("case-1"), command, 2)).await.unwrap().repeated);
    assert_eq!(here.read_all(0, 10).await.unwrap().len(), 1);
    assert_eq!(there.read_all(0, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn many_events_of_others_are_passed_over() {
    let server = started().await;
    let log = opened(&server).await;
    let first = log.append(one("case-1")).await.unwrap();
    server.store().add_foreign(3_000);
    assert_eq!(log.head().await.unwrap(), first.position);
    let second = log.append(one("case-1")).await.unwrap();
    server.store().add_foreign(3_000);
    for log in [&log, &opened(&server).await] {
        assert_eq!(*log.watch().borrow(), second.position);
        assert_eq!(log.head().await.unwrap(), second.position);
        let all = log.read_all(0, 10).await.unwrap();
        assert_eq!(versions(&all), [1, 2]);
        assert_eq!(log.read_all(first.position, 10).await.unwrap(), all[1..]);
        assert!(log.read_all(second.position, 10).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_processes_with_one_command_one_has_the_effect() {
    let server = started().await;
    let (here, there) = (opened(&server).await, opened(&server).await);
    for round in 0..20 {
        // The same event ids in both, as the caller of one command sends them twice.
        let sent = registers(&format!("case-{round}"));
        let tries = [&here, &there].map(|log| {
            let (log, sent) = (Arc::clone(log), sent.clone());
            tokio::spawn(async move { log.append(sent).await.unwrap() })
        });
        let answers: Vec<Appended> = joined(tries).await;
        assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1, "{answers:?}");
        assert_eq!(answers[0].position, answers[1].position);
        // Neither remembers an end that is not there.
        for (log, version) in [(&here, 3), (&there, 4)] {
            assert_eq!(log.append(one(&sent.stream)).await.unwrap().version, version);
        }
        crate::heads::assert_chained(&here.read(&sent.stream, 0).await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_another_process_overtakes_has_one_effect() {
    for expected in [Expected::NoStream, Expected::Any] {
        let server = started().await;
        let (here, there) = (opened(&server).await, opened(&server).await);
        let sent = commanded(append("case-1", expected, events(1)), id(), 1);
        // After the end of the stream and the claim comes the effect, which stays on its way until
        // the other process has claimed in vain, found nothing and done it.
        server.fault(Fault::Slow(Duration::from_millis(700)), 2..3);
        let (slow, also) = (Arc::clone(&here), sent.clone());
        let slow = tokio::spawn(async move { slow.append(also).await.unwrap() });
        soon(async {
            while server.befallen() == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        let fast = there.append(sent.clone()).await.unwrap();
        let slow = slow.await.unwrap();
        assert!(!fast.repeated);
        assert_eq!(slow, Appended { repeated: true, ..fast });
        assert_eq!(here.append(one("case-1")).await.unwrap().version, 2);
        crate::heads::assert_chained(&here.read("case-1", 0).await.unwrap());
    }
}
