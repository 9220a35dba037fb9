//! How many requests one session or address may make.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::session::SessionKey;
use crate::settings::Settings;

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A session that is known to be alive, wherever it is used from.
    Session(SessionKey),
    /// Everybody else, by where they come from: made-up cookies buy nothing.
    Address(IpAddr),
}

/// Counts requests. Clones count together.
#[derive(Clone)]
pub struct Limiter {
    counted: Arc<DefaultKeyedRateLimiter<Caller>>,
    clock: DefaultClock,
}

impl Limiter {
    /// With the allowance of the settings.
    pub fn new(settings: &Settings) -> Self {
        let least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(least_one(settings.requests_per_second))
            .allow_burst(least_one(settings.request_burst));
        Self { counted: Arc::new(RateLimiter::keyed(quota)), clock: DefaultClock::default() }
    }

    /// Counts a request, or says how long to wait.
    pub fn count(&self, caller: Caller) -> Result<(), Duration> {
        self.counted.check_key(&caller).map_err(|until| until.wait_time_from(self.clock.now()))
    }

    /// Forgets callers whose allowance is whole again, so that memory follows those active now.
    pub fn forget_idle(&self) {
        self.counted.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_caller_s_flood_leaves_the_others_served() {
        let settings = Settings { requests_per_second: 1, request_burst: 3, ..Settings::default() };
        let limiter = Limiter::new(&settings);
        let flood = Caller::Address(IpAddr::from([192, 0, 2, 1]));

        let served = (0..10).filter(|_| limiter.count(flood).is_ok()).count();

        assert_eq!(served, 3);
        let wait = limiter.count(flood).unwrap_err();
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(1));
        assert!(limiter.count(Caller::Session([7; 32])).is_ok());
        assert!(limiter.count(Caller::Address(IpAddr::from([192, 0, 2, 2]))).is_ok());
    }
}
