//! The leak matrix: canary data, everybody, every field of every query, every mutation, every route
//! and the logs, held against a model of who may see what.
//!
//! The fields come from the schema that the running gateway tells, so a new one is walked without
//! anybody thinking of it. All of it is one test, because the world takes longer to make than to walk.

mod administering;
mod attachments;
mod collections;
mod contacting;
mod counting;
mod documents;
mod exports;
mod filling;
mod finding;
mod finds;
mod model;
mod programs;
mod reading;
mod robots;
mod routes;
mod watching;
mod world;
mod writing;

use world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_learns_what_is_not_theirs() {
    let world = World::make().await;
    reading::every_field_is_asked_for(&world);

    let mut finds = reading::nobody_is_told_more_than_the_model_allows(&world).await;
    reading::everybody_was_told_all_that_they_may(&world, &mut finds);
    finds.join(reading::records_are_for_their_readers(&world).await);
    finds.join(attachments::files_are_for_their_readers(&world).await);
    finds.join(counting::everybody_counts_what_they_may_read(&world).await);
    finds.join(finding::everybody_is_helped_by_what_they_may_read(&world).await);
    finds.join(writing::outsiders_change_nothing(&world).await);
    finds.join(watching::nobody_is_told_of_changes_to_what_they_may_not_read(&world).await);
    finds.join(programs::programs_are_told_what_their_scopes_open(&world).await);
    finds.join(robots::robots_learn_and_change_nothing_of_others(&world).await);
    finds.join(administering::nobody_administers_elsewhere(&world).await);
    finds.join(routes::no_other_route_tells_anything(&world).await);
    finds.join(exports::no_file_tells_more_than_the_list(&world).await);
    finds.join(routes::no_log_tells_anything(&world));

    finds.report();
}
