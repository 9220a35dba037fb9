//! Backups are whole or refused, and what is restored is the log that was backed up.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

mod damage;
mod given;
mod killed;
mod load;
mod points;
mod sealed;
#[path = "../tamper/shelf.rs"]
mod shelf;
mod whole;

/// Makes a test of each case for each engine that takes a restored log.
macro_rules! engines {
    ($($room:ident { $($case:ident),* $(,)? })*) => {
        engines!(@engine sqlite [$($room { $($case)* })*]);
        engines!(@engine postgres [$($room { $($case)* })*]);
    };
    (@engine $engine:ident [$($room:ident { $($case:ident)* })*]) => {
        mod $engine {
            $(mod $room {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::$room::$case(crate::given::Store::$engine).await;
                })*
            })*
        }
    };
}

engines! {
    whole {
        a_restored_log_is_the_log_that_was_backed_up,
        runs_join_to_one_backup,
        a_run_without_news_writes_nothing,
        commands_are_known_after_a_restore,
        a_restored_log_goes_on_where_it_ended,
        read_models_of_a_restored_log_are_those_of_the_log,
        a_log_that_is_not_empty_takes_no_restore,
        a_log_set_back_is_not_added_to_its_old_backup,
        another_log_is_not_added_to_a_backup,
    }
    load {
        a_backup_under_load_is_an_exact_prefix,
    }
    killed {
        a_restore_killed_half_way_leaves_an_empty_log,
    }
}
