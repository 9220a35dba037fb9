//! What every engine of the event log promises, case by case for each of them.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

mod batches;
mod commands;
mod concurrency;
#[macro_use]
#[path = "../engines/mod.rs"]
mod engines;
mod expecting;
mod following;
mod former;
mod given;
mod groups;
mod heads;
mod keys;
mod killed;
mod kurrent_claims;
mod kurrent_only;
mod kurrent_tls;
mod odd;
mod pages;
mod postgres_only;
mod proofs;
mod reading;
mod reopening;
mod sealing;
mod sqlite_only;
mod versions;

on_engines! { [memory sqlite postgres kurrent] {
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
        each_event_has_the_origin_of_its_own_append,
        the_last_event_of_a_stream_is_read_alone,
        many_may_read_at_the_same_time,
        reading_after_a_version_leaves_out_what_is_before,
        reading_after_the_last_version_or_any_is_empty,
        all_streams_are_read_in_the_order_of_their_appends,
        pages_join_to_the_whole_log,
        a_page_of_nothing_is_empty,
        the_head_is_the_last_position,
        streams_with_names_alike_are_different,
    }
    sealing {
        a_sealed_log_is_valid_and_goes_on,
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
        any_json_is_kept,
        deep_json_is_kept,
        many_members_are_kept,
        a_member_that_comes_twice_is_kept_twice,
        long_names_are_kept,
        names_that_mean_something_to_stores_are_only_names,
        times_far_from_now_are_kept,
        the_first_and_the_last_id_are_ids,
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
    expecting {
        any_begins_an_empty_stream,
        no_stream_begins_a_stream_beside_others,
        any_continues_after_a_batch,
        a_batch_continues_at_its_version,
        a_version_inside_a_batch_is_a_conflict,
        version_zero_is_a_conflict_where_there_are_events,
        the_highest_version_is_a_conflict_in_an_empty_stream,
        a_conflict_is_told_as_often_as_it_is_asked_for,
        the_version_that_a_conflict_names_is_accepted,
        events_that_were_in_conflict_are_taken_later,
        what_is_invalid_is_told_before_a_conflict,
        many_streams_keep_their_own_versions,
    }
    keys {
        a_command_must_be_borne_by_its_last_event,
        a_repeated_command_is_answered_before_a_conflict,
        a_reused_key_is_told_before_a_conflict,
        a_command_that_comes_again_for_another_stream_is_answered_as_at_first,
        a_refused_append_leaves_its_key_free,
        the_outcome_of_a_command_in_conflict_is_unknown,
        a_key_in_conflict_may_be_used_for_another_stream,
        a_command_of_many_events_ends_at_its_last,
        an_old_command_is_known_under_many_events,
        commands_at_the_same_time_have_each_their_effect,
        of_two_contents_under_one_key_at_the_same_time_one_has_an_effect,
        the_highest_id_is_a_command_like_others,
    }
    pages {
        a_stream_longer_than_a_page_is_read_whole,
        a_stream_of_exactly_a_page_is_read_whole,
        reading_goes_on_inside_a_batch,
        a_page_may_end_inside_a_batch,
        reading_changes_nothing,
        many_streams_are_read_in_one_order,
        streams_of_all_kinds_are_followed,
        a_follower_after_the_last_event_hears_only_what_is_new,
        a_follower_may_go_on_where_another_stopped,
        who_watches_late_sees_the_last_position,
        the_watched_position_never_falls,
        watchers_are_not_told_of_a_repeated_command,
    }
    proofs {
        a_batch_is_one_chain,
        a_chain_goes_on_from_append_to_append,
        each_stream_has_a_chain_of_its_own,
        a_chain_goes_on_after_a_conflict,
        chains_are_whole_after_many_writers,
        no_two_events_share_a_salt,
        the_same_content_twice_has_two_chains,
        a_stream_and_the_whole_log_tell_the_same_proof,
        the_event_that_ends_a_command_bears_its_digest,
        a_digest_of_zeros_is_not_none,
        what_is_changed_breaks_the_chain,
        what_is_removed_or_moved_breaks_the_chain,
        what_is_erased_leaves_the_chain_whole,
    }
} }

/// What outlives a process.
mod durable {
    on_engines! { [sqlite postgres kurrent] {
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
    } }
}

/// For the engines with an index over all event ids, which `KurrentDB` has not: it knows only the
/// ids of commands (docs/decisions/0010-kurrentdb.md).
mod indexed {
    on_engines! { [memory sqlite postgres] {
        batches {
            a_taken_event_id_is_refused_and_nothing_stored,
        }
        concurrency {
            a_taken_event_id_fails_no_other_append,
        }
        groups {
            each_append_of_a_group_has_its_own_outcome,
        }
    } }
}

/// For the engines with tables.
mod sql {
    on_engines! { [sqlite postgres] {
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
    } }
}
