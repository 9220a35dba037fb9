//! What somebody with write access to the store can do to it, and what verifying says of it.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

#[macro_use]
#[path = "../engines/mod.rs"]
mod engines;
mod forged;
mod given;
mod random;
mod rows;
mod sealing;
mod seals;
mod shelf;

on_engines! { [sqlite postgres] {
    rows {
        an_untouched_log_is_valid_and_counted,
        erased_parts_leave_it_valid_and_are_counted,
        whatever_is_altered_is_named,
        what_cannot_be_read_is_named,
        a_removed_event_is_named,
        a_removed_event_is_named_when_the_gap_was_closed,
        the_last_event_of_a_stream_is_missed,
        the_last_sealed_event_is_missed,
        a_removed_stream_is_missed,
        an_inserted_event_is_named,
        swapped_events_are_named,
        an_event_in_another_stream_is_named,
        an_event_with_another_version_is_named,
        what_no_seal_covers_is_held_by_its_stream,
    }
    forged {
        an_alteration_is_named_though_all_hashes_were_computed_again,
        a_removal_is_named_though_all_hashes_were_computed_again,
        a_seal_that_was_computed_again_is_named,
    }
    seals {
        an_altered_seal_is_named,
        a_removed_seal_is_named,
        dropped_seals_are_missed_by_a_head_that_was_kept,
        another_key_is_refused_and_a_head_that_was_kept_is_missed,
        a_head_that_nobody_signed_is_no_evidence,
    }
    sealing {
        of_two_sealers_there_is_one_line_of_seals,
        a_sealer_goes_on_where_another_ended,
    }
} }
