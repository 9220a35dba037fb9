//! Where chance comes from, so that a run can be repeated.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Names the seed to repeat a run with.
pub const VARIABLE: &str = "GENVEJ_CHAOS_SEED";

/// How many times the faults of CI are made; 1 when it is not set.
pub const TIMES: &str = "GENVEJ_CHAOS_TIMES";

/// The chance of one test.
#[derive(Debug)]
pub struct Seed {
    /// What [`VARIABLE`] must say to have the same chance again.
    pub number: u64,
    random: StdRng,
}

impl Seed {
    /// A seed from the environment or a new one, which is printed: a test runner shows it with
    /// the failure. It repeats what is chosen, not how threads and processes happen to run.
    ///
    /// # Panics
    /// When the environment holds no number.
    #[expect(clippy::disallowed_methods, reason = "tests have no settings of the platform")]
    pub fn print(test: &str) -> Self {
        let number = match std::env::var(VARIABLE) {
            Ok(number) => number.parse().expect("GENVEJ_CHAOS_SEED is a number"),
            Err(_) => u64::from(rand::random::<u32>()),
        };
        println!("{test}: seed {number}; {VARIABLE}={number} repeats it");
        Self { number, random: StdRng::seed_from_u64(number) }
    }

    /// A number from `least` on, below `end`.
    pub fn within(&mut self, least: u64, end: u64) -> u64 {
        self.random.random_range(least..end)
    }

    /// Whether something happens that does so once in `of` times.
    pub fn once_in(&mut self, of: u64) -> bool {
        self.within(0, of) == 0
    }

    /// A seed for what is left to chance inside of one round.
    pub fn fork(&mut self) -> u64 {
        self.random.random_range(0..u64::from(u32::MAX))
    }
}

/// As many rounds as CI makes, or as many times more as the environment says.
///
/// # Panics
/// When the environment holds no number.
#[expect(clippy::disallowed_methods, reason = "tests have no settings of the platform")]
pub fn rounds(in_ci: usize) -> usize {
    std::env::var(TIMES).map_or(in_ci, |times| {
        in_ci * times.parse::<usize>().expect("GENVEJ_CHAOS_TIMES is a number")
    })
}
