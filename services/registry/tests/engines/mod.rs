//! The same cases on several engines.

/// Makes a test of each case for each of the engines, which `crate::given::Store` opens. A case that
/// is not listed is dead code, which the compiler tells.
macro_rules! on_engines {
    ([$($engine:ident)*] $rooms:tt) => {
        $(on_engines!(@ $engine $rooms);)*
    };
    (@ $engine:ident { $($room:ident { $($case:ident),* $(,)? })* }) => {
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
