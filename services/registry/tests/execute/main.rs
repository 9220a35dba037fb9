//! The writer over real logs: who may write, once, on what they knew.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

mod deciding;
mod given;
mod kept;
mod logs;
mod once;
mod races;

/// Makes a test of each case for each engine. A case that is not listed is dead code, which the
/// compiler tells.
macro_rules! engines {
    ($($room:ident { $($case:ident),* $(,)? })*) => {
        engines!(@engine memory [$($room { $($case)* })*]);
        engines!(@engine sqlite [$($room { $($case)* })*]);
        engines!(@engine postgres [$($room { $($case)* })*]);
        engines!(@engine kurrent [$($room { $($case)* })*]);
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

engines! {
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
    kept {
        what_another_process_wrote_is_decided_on,
    }
}
