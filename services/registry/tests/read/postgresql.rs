//! The same on `PostgreSQL`, where statements, types and orders differ. Few tests, because
//! each process of the test runner starts a server of its own.

use crate::world::World;
use crate::{
    catalogue, codes, collections, consent, counted, deleted, enquiries, error_reports, facets,
    faults, followed_searches, following, freshness, front_page, generations, imports, inbox,
    joint, killed, lead, lists, notifications, owners, owning, parked, personal, reuse_graph, runs,
    statistics, talking, together,
};

#[tokio::test]
async fn lists_owners_followers_and_statistics_hold_on_postgresql_too() {
    Box::pin(faults::two_fold_together(World::postgres().await)).await;
    Box::pin(lists::paging(World::postgres().await)).await;
    Box::pin(lists::filters(World::postgres().await)).await;
    Box::pin(lists::sorts(World::postgres().await)).await;
    Box::pin(facets::counted(World::postgres().await)).await;
    Box::pin(facets::narrowed(World::postgres().await)).await;
    Box::pin(followed_searches::found(World::postgres().await)).await;
    Box::pin(followed_searches::hidden(World::postgres().await)).await;
    Box::pin(following::inbox(World::postgres().await)).await;
    Box::pin(following::closed(World::postgres().await)).await;
    Box::pin(deleted::like_none(World::postgres().await, World::postgres().await)).await;
    Box::pin(deleted::restored(World::postgres().await)).await;
    Box::pin(deleted::past_figures(World::postgres().await)).await;
    Box::pin(freshness::listed(World::postgres().await)).await;
    Box::pin(front_page::said(World::postgres().await)).await;
    Box::pin(joint::invited(World::postgres().await)).await;
    Box::pin(joint::nine_owners(World::postgres().await)).await;
    Box::pin(collections::members(World::postgres().await)).await;
    Box::pin(collections::consent(World::postgres().await)).await;
    Box::pin(lead::handed_over(World::postgres().await)).await;
    Box::pin(owning::people(World::postgres().await)).await;
    Box::pin(owning::contact(World::postgres().await)).await;
    Box::pin(owners::history(World::postgres().await)).await;
    Box::pin(owners::comments(World::postgres().await)).await;
    Box::pin(owners::hidden_source(World::postgres().await)).await;
    Box::pin(owners::reusers(World::postgres().await)).await;
    Box::pin(talking::edited(World::postgres().await)).await;
    Box::pin(personal::bookmarks(World::postgres().await)).await;
    Box::pin(personal::topics(World::postgres().await)).await;
    Box::pin(personal::searches(World::postgres().await)).await;
    Box::pin(enquiries::sides(World::postgres().await)).await;
    Box::pin(enquiries::taken_in(World::postgres().await)).await;
    Box::pin(error_reports::sides(World::postgres().await)).await;
    Box::pin(runs::by_month(World::postgres().await)).await;
    Box::pin(runs::never_both(World::postgres().await)).await;
    Box::pin(reuse_graph::survived(World::postgres().await)).await;
    Box::pin(catalogue::entries(World::postgres().await)).await;
    Box::pin(catalogue::imported(World::postgres().await)).await;
    Box::pin(catalogue::merged(World::postgres().await)).await;
    Box::pin(catalogue::described(World::postgres().await)).await;
    Box::pin(codes::numbers(World::postgres().await)).await;
    Box::pin(codes::on_cases(World::postgres().await)).await;
    Box::pin(codes::mapped(World::postgres().await)).await;
    Box::pin(statistics::as_of(World::postgres().await)).await;
    Box::pin(statistics::apart(World::postgres().await)).await;
    Box::pin(statistics::one_span(World::postgres().await)).await;
    Box::pin(counted::lists(World::postgres().await)).await;
    Box::pin(consent::by_consent(World::postgres().await)).await;
    Box::pin(consent::published(World::postgres().await)).await;
    Box::pin(consent::in_a_row(World::postgres().await)).await;
    Box::pin(consent::league(World::postgres().await)).await;
}

#[tokio::test]
async fn imports_and_what_people_are_told_hold_on_postgresql_too() {
    Box::pin(imports::told(World::postgres().await)).await;
    Box::pin(imports::found(World::postgres().await)).await;
    Box::pin(inbox::reasons(World::postgres().await)).await;
    Box::pin(inbox::edited(World::postgres().await)).await;
    Box::pin(inbox::closed(World::postgres().await)).await;
    Box::pin(inbox::reused(World::postgres().await)).await;
    Box::pin(inbox::marked(World::postgres().await)).await;
    Box::pin(notifications::turned_off(World::postgres().await, true)).await;
    Box::pin(notifications::turned_off(World::postgres().await, false)).await;
    Box::pin(notifications::reasons(World::postgres().await)).await;
    Box::pin(notifications::aside(World::postgres().await)).await;
    Box::pin(notifications::followed(World::postgres().await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_rebuilds_and_two_processes_hold_on_postgresql_too() {
    parked::skipped(World::postgres().await).await;
    generations::beside_reads(World::postgres().await).await;
    together::one_folds(World::postgres().await).await;
    together::late(World::postgres().await).await;
    together::paused(World::postgres().await).await;
    killed::cut_off(World::postgres().await).await;
}
