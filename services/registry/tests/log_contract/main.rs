//! What every engine of the event log promises, case by case for each of them.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

mod batches;
mod commands;
mod concurrency;
mod following;
mod former;
mod given;
mod groups;
mod heads;
mod killed;
mod kurrent_only;
mod kurrent_tls;
mod odd;
mod postgres_only;
mod reading;
mod reopening;
mod sqlite_only;
mod versions;

/// Makes a test of each case for each engine. A case that is not listed is dead code, which the
/// compiler tells.
macro_rules! contract {
    ($($room:ident { $($case:ident),* $(,)? })*) => {
        contract!(@engine memory [$($room { $($case)* })*]);
        contract!(@engine sqlite [$($room { $($case)* })*]);
        contract!(@engine postgres [$($room { $($case)* })*]);
        contract!(@engine kurrent [$($room { $($case)* })*]);
    };
    (@engine $engine:ident [$($room:ident { $($case:ident)* })*]) => {
        mod $engine {
            $(mod $room {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    let store = crate::given::Store::$engine().await;
                    crate::$room::$case(&store).await;
                })*
            })*
        }
    };
}

/// The same for the engines that outlive a process.
macro_rules! durable {
    ($($room:ident { $($case:ident),* $(,)? })*) => {
        mod durable {
            contract!(@engine sqlite [$($room { $($case)* })*]);
            contract!(@engine postgres [$($room { $($case)* })*]);
            contract!(@engine kurrent [$($room { $($case)* })*]);
        }
    };
}

/// The same for the engines with an index over all event ids, which `KurrentDB` has not: it knows
/// only the ids of commands (docs/decisions/0010-kurrentdb.md).
macro_rules! indexed {
    ($($room:ident { $($case:ident),* $(,)? })*) => {
        mod indexed {
            contract!(@engine memory [$($room { $($case)* })*]);
            contract!(@engine sqlite [$($room { $($case)* })*]);
            contract!(@engine postgres [$($room { $($case)* })*]);
        }
    };
}

/// The same for the engines with tables.
macro_rules! sql {
    ($($room:ident { $($case:ident),* $(,)? })*) => {
        mod sql {
            contract!(@engine sqlite [$($room { $($case)* })*]);
            contract!(@engine postgres [$($room { $($case)* })*]);
        }
    };
}

contract! {
    versions {
        the_first_event_of_a_stream_has_version_one,
        no_stream_is_accepted_once,
        no_stream_is_a_conflict_where_there_are_events,
        the_expected_version_is_accepted,
        an_older_version_is_a_conflict_that_names_the_actual_one,
        a_newer_version_is_a_conflict,
        a_version_of_a_missing_stream_is_a_conflict_at_zero,
        version_zero_is_a_stream_without_events,
        any_is_accepted_whatever_the_version,
        a_conflict_stores_nothing,
        streams_do_not_share_versions,
    }
    batches {
        a_batch_has_consecutive_versions_and_growing_positions,
        a_batch_in_conflict_stores_none_of_its_events,
        a_thousand_events_are_stored_in_order,
        an_append_without_events_is_refused,
        data_that_is_not_json_is_refused,
        a_conflict_is_told_before_a_taken_event_id,
        an_event_id_twice_in_an_append_is_refused,
        a_stream_or_kind_without_a_name_is_refused,
    }
    reading {
        a_missing_stream_is_empty,
        what_was_appended_is_read_back_as_it_was,
        reading_after_a_version_leaves_out_what_is_before,
        reading_after_the_last_version_or_any_is_empty,
        all_streams_are_read_in_the_order_of_their_appends,
        pages_join_to_the_whole_log,
        a_page_of_nothing_is_empty,
        the_head_is_the_last_position,
        streams_with_names_alike_are_different,
    }
    odd {
        an_event_of_one_mebibyte_is_kept,
        unicode_is_kept_in_every_text,
        an_empty_object_is_kept,
        an_escaped_nul_is_kept,
        data_is_kept_byte_for_byte,
        sql_in_a_name_is_only_a_name,
        the_highest_schema_version_is_kept,
        an_origin_without_a_person_is_kept,
    }
    commands {
        a_repeated_command_answers_its_original_outcome,
        a_repeated_command_stores_nothing,
        another_content_under_a_used_key_is_refused,
        the_outcome_of_an_unknown_command_is_unknown,
        the_outcome_of_a_command_is_known_afterwards,
        a_command_in_conflict_may_be_tried_again,
        the_same_command_at_the_same_time_has_one_effect,
        other_commands_have_effects_of_their_own,
    }
    following {
        what_is_there_comes_first_and_then_what_is_new,
        a_follower_begins_after_its_position,
        a_follower_of_an_empty_log_hears_of_the_first_event,
        a_long_log_comes_in_pages_without_a_gap,
        every_follower_sees_everything,
        watchers_are_told_the_position_of_an_append,
        watchers_are_not_told_of_a_conflict,
    }
    concurrency {
        of_appends_at_one_version_one_wins,
        appends_to_one_stream_leave_no_gap,
        a_follower_beside_concurrent_writers_skips_nothing,
        a_caller_who_leaves_does_not_hold_up_the_next,
    }
    groups {
        sixty_four_callers_of_one_stream_all_come_through,
        a_large_append_waits_for_no_more_than_its_turn,
    }
}

durable! {
    heads {
        two_processes_write_one_stream_in_turn,
        processes_that_write_at_the_same_time_leave_the_log_whole,
        a_stream_of_another_process_is_not_taken_for_a_new_one,
        a_key_that_another_process_used_is_answered_as_there,
    }
    killed {
        a_killed_writer_leaves_what_it_was_told_and_of_the_rest_at_most_one_effect,
    }
    reopening {
        everything_is_there_again,
        commands_are_remembered,
        versions_and_positions_go_on,
        logs_opened_at_the_same_time_make_one_schema,
        two_processes_see_each_other_s_events,
        a_follower_of_several_processes_skips_nothing,
    }
}

indexed! {
    batches {
        a_taken_event_id_is_refused_and_nothing_stored,
    }
    concurrency {
        a_taken_event_id_fails_no_other_append,
    }
    groups {
        each_append_of_a_group_has_its_own_outcome,
    }
}

sql! {
    former {
        a_store_without_proofs_is_brought_forward,
    }
    groups {
        an_organisation_that_floods_does_not_delay_another,
    }
    heads {
        a_restored_store_leaves_no_gap,
        a_restored_store_that_grew_as_long_again_is_told_apart,
        a_write_that_failed_is_forgotten,
        a_taken_id_is_refused_also_where_memory_says_yes,
    }
    reopening {
        a_schema_from_the_future_is_refused,
    }
}
