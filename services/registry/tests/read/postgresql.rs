//! The same on `PostgreSQL`, where statements, types and orders differ. One test, because each
//! process of the test runner starts a server of its own.

use crate::world::World;
use crate::{
    catalogue, codes, collections, consent, counted, deleted, enquiries, error_reports, facets,
    faults, followed_searches, following, freshness, generations, imports, inbox, joint, killed,
    lead, lists, owners, owning, parked, personal, reuse_graph, runs, statistics, talking,
    together,
};

#[tokio::test]
async fn lists_owners_followers_and_statistics_hold_on_postgresql_too() {
    faults::two_fold_together(World::postgres().await).await;
    lists::paging(World::postgres().await).await;
    lists::filters(World::postgres().await).await;
    lists::sorts(World::postgres().await).await;
    facets::counted(World::postgres().await).await;
    facets::narrowed(World::postgres().await).await;
    followed_searches::found(World::postgres().await).await;
    followed_searches::hidden(World::postgres().await).await;
    following::inbox(World::postgres().await).await;
    following::closed(World::postgres().await).await;
    deleted::like_none(World::postgres().await, World::postgres().await).await;
    deleted::restored(World::postgres().await).await;
    deleted::past_figures(World::postgres().await).await;
    freshness::listed(World::postgres().await).await;
    joint::invited(World::postgres().await).await;
    joint::nine_owners(World::postgres().await).await;
    collections::members(World::postgres().await).await;
    collections::consent(World::postgres().await).await;
    lead::handed_over(World::postgres().await).await;
    owning::people(World::postgres().await).await;
    owning::contact(World::postgres().await).await;
    owners::history(World::postgres().await).await;
    owners::comments(World::postgres().await).await;
    owners::hidden_source(World::postgres().await).await;
    owners::reusers(World::postgres().await).await;
    talking::edited(World::postgres().await).await;
    personal::bookmarks(World::postgres().await).await;
    personal::topics(World::postgres().await).await;
    personal::searches(World::postgres().await).await;
    enquiries::sides(World::postgres().await).await;
    enquiries::taken_in(World::postgres().await).await;
    error_reports::sides(World::postgres().await).await;
    runs::by_month(World::postgres().await).await;
    runs::never_both(World::postgres().await).await;
    reuse_graph::survived(World::postgres().await).await;
    catalogue::entries(World::postgres().await).await;
    catalogue::imported(World::postgres().await).await;
    catalogue::merged(World::postgres().await).await;
    catalogue::described(World::postgres().await).await;
    codes::numbers(World::postgres().await).await;
    codes::on_cases(World::postgres().await).await;
    codes::mapped(World::postgres().await).await;
    imports::told(World::postgres().await).await;
    imports::found(World::postgres().await).await;
    inbox::reasons(World::postgres().await).await;
    inbox::edited(World::postgres().await).await;
    inbox::closed(World::postgres().await).await;
    inbox::reused(World::postgres().await).await;
    inbox::marked(World::postgres().await).await;
    statistics::as_of(World::postgres().await).await;
    statistics::apart(World::postgres().await).await;
    statistics::one_span(World::postgres().await).await;
    counted::lists(World::postgres().await).await;
    consent::by_consent(World::postgres().await).await;
    consent::published(World::postgres().await).await;
    consent::in_a_row(World::postgres().await).await;
    consent::league(World::postgres().await).await;
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
