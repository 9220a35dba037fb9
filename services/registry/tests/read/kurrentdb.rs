//! The same over a log whose positions have gaps, among events of others.

use std::time::Duration;

use registry::log::{Append, EventLog, Expected, LogSettings, open};
use vocabulary::Visibility;

use crate::world::{World, case_id, colleague};

#[tokio::test]
async fn read_models_fold_a_log_in_kurrentdb_as_they_fold_any_other() {
    let world = World::sqlite().await;
    for number in 0..40 {
        world.register(case_id(number), &format!("Sag {number}"), Visibility::Members).await;
        world.follow(&colleague(), case_id(number)).await;
    }
    world.fold().await;

    let server = kurrent::Server::start(kurrent::Settings::default()).await;
    let log = open(&LogSettings::new(server.url())).await.unwrap();
    for recorded in world.log.read_all(0, 1_000).await.unwrap() {
        server.store().add_foreign(3);
        let append = Append {
            stream: recorded.stream,
            expected: Expected::Version(recorded.version - 1),
            events: vec![recorded.event],
            origin: recorded.origin,
            command: None,
        };
        log.append(append).await.unwrap();
    }
    server.store().add_foreign(3);

    let other = World::sqlite().await;
    let reached = other.models.catch_up(log.as_ref()).await.unwrap();
    assert_eq!(reached, log.head().await.unwrap());
    other.reader.wait_to_find(reached, Duration::from_secs(10)).await.unwrap();
    let ids = other.ids(&colleague(), "").await;
    assert_eq!(ids.len(), 40);
    assert_eq!(ids, world.ids(&colleague(), "").await);
    let folded = other.models.digest().await.unwrap();
    assert_eq!(other.models.rebuild(log.as_ref(), |_, _| {}).await.unwrap(), reached);
    assert_eq!(other.models.digest().await.unwrap(), folded);
}
