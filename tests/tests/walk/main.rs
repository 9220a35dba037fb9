//! The main job, walked over HTTP against real processes: one walk, three set-ups.
//!
//! A consultant in Randers registers a case, a colleague in Syddjurs finds, follows and reuses it,
//! a coordinator counts, and those who may not see it do not.

mod changing;
mod counting;
mod finding;
mod front_page;
mod registering;
mod reusing;
mod secrecy;
mod shared;
mod talking;

use journeys::{Installation, Store};

use shared::Walk;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_job_is_done_in_one_process_and_outlives_a_restart() {
    let mut walk = Walk::begin(Installation::demo().await).await;
    walk_through(&mut walk).await;
    walk.keeps_everything_over_a_restart().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_job_is_done_through_three_processes() {
    let mut walk = Walk::begin(Installation::separate(Store::Sqlite).await).await;
    walk_through(&mut walk).await;
    walk.keeps_everything_over_a_restart().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_job_is_done_on_postgresql() {
    let mut walk = Walk::begin(Installation::separate(Store::Postgres).await).await;
    walk_through(&mut walk).await;
    walk.keeps_everything_over_a_restart().await;
}

/// Every clause of the main job, in its order.
async fn walk_through(walk: &mut Walk) {
    registering::randers_registers_a_case_in_the_short_form(walk).await;
    registering::the_same_key_twice_has_one_effect(walk).await;
    registering::workload_gives_800_manual_and_560_expected_hours(walk).await;
    registering::operation_is_refused_until_its_fields_are_there(walk).await;
    changing::a_conflict_tells_what_changed_and_overwrites_nothing(walk).await;
    secrecy::nobody_else_sees_what_is_not_shared(walk).await;
    let before = counting::figures(walk).await;
    changing::subscribers_are_told_of_what_they_may_read_and_nothing_else(walk).await;
    finding::syddjurs_searches_faktura_and_sees_why(walk).await;
    finding::syddjurs_follows_and_asks(walk).await;
    talking::words_are_edited_by_their_writer_and_removed_by_the_owners(walk).await;
    talking::a_colleague_is_mentioned_and_nobody_else_can_be(walk).await;
    talking::each_is_told_what_is_for_them_until_they_have_read_it(walk).await;
    talking::what_is_turned_off_comes_into_no_inbox(walk).await;
    talking::what_is_one_s_own_is_seen_by_nobody_else(walk).await;
    talking::syddjurs_asks_the_owners_in_private(walk).await;
    front_page::the_editor_says_it_to_everybody(walk).await;
    reusing::syddjurs_reuses_without_the_gains(walk).await;
    reusing::syddjurs_uses_it_and_measures(walk).await;
    reusing::randers_sees_who_reuses_and_what_they_gained(walk).await;
    finding::the_follower_is_told_of_the_next_change(walk).await;
    counting::the_coordinator_counts_expected_and_measured_apart(walk, &before).await;
    counting::a_past_moment_is_counted_as_it_was(walk, &before).await;
    secrecy::a_stranger_sees_only_what_is_public(walk).await;
    secrecy::the_draft_is_seen_by_nobody_else_to_the_end(walk).await;
    secrecy::a_source_that_was_taken_in_is_told_by_no_conflict(walk).await;
}
