//! The writer over real logs: who may write, once, on what they knew.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

mod deciding;
mod deleting;
#[macro_use]
#[path = "../engines/mod.rs"]
mod engines;
mod given;
mod importing;
mod kept;
mod logs;
mod once;
mod owners;
mod races;
mod restoring;
mod runs;

on_engines! { [memory sqlite postgres kurrent] {
    once {
        the_same_key_has_one_effect_and_one_answer_on_every_process,
        what_changed_nothing_is_answered_alike_whatever_happens_later,
        the_same_command_at_the_same_time_on_two_processes_has_one_effect,
        a_key_is_for_one_content_whichever_comes_first,
        of_two_contents_under_one_key_at_the_same_time_one_has_its_effect,
        what_was_refused_is_decided_again,
    }
    races {
        of_two_who_know_the_same_revision_one_wins_and_the_other_hears_what_changed,
        those_who_expect_nothing_all_have_their_effect,
        whatever_two_processes_do_every_answer_is_in_the_log_once,
    }
    runs {
        a_report_is_taken_once_from_whichever_process,
    }
    importing {
        a_row_has_one_effect_on_every_process_and_a_dry_run_none,
        an_import_is_undone_as_far_as_nobody_has_come_after,
    }
    kept {
        what_another_process_wrote_is_decided_on,
    }
} }
