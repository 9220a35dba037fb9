//! How many requests one session or address may make, and how many streams it may hold open.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::session::SessionKey;
use crate::settings::Settings;

/// Streams and websockets that one session may hold open: a good many windows of a browser.
const MOST_HELD_BY_SESSION: usize = 30;
/// The same of an address, which may stand for a whole town hall.
const MOST_HELD_BY_ADDRESS: usize = 100;
/// The same of all together. Each costs a file handle and a question at every change.
const MOST_HELD: usize = 2_000;

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A session that is known to be alive, wherever it is used from.
    Session(SessionKey),
    /// Everybody else, by where they come from: made-up cookies buy nothing.
    Address(IpAddr),
}

impl Caller {
    /// Somebody at an address. Whoever has one address of version 6 has all of its network, so the
    /// network is counted.
    pub fn at(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let network = address.to_bits() & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
        })
    }
}

/// Counts requests and what is held open. Clones count together.
#[derive(Clone)]
pub struct Limiter {
    counted: Arc<DefaultKeyedRateLimiter<Caller>>,
    clock: DefaultClock,
    open: Arc<Mutex<HashMap<Caller, usize>>>,
}

/// A stream or websocket that counts as open until this is dropped.
pub struct Held {
    open: Arc<Mutex<HashMap<Caller, usize>>>,
    caller: Caller,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.caller) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.caller);
            }
        }
    }
}

impl Limiter {
    /// With the allowance of the settings.
    pub fn new(settings: &Settings) -> Self {
        let least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(least_one(settings.requests_per_second))
            .allow_burst(least_one(settings.request_burst));
        Self {
            counted: Arc::new(RateLimiter::keyed(quota)),
            clock: DefaultClock::default(),
            open: Arc::default(),
        }
    }

    /// Counts a request, or says how long to wait.
    pub fn count(&self, caller: Caller) -> Result<(), Duration> {
        self.counted.check_key(&caller).map_err(|until| until.wait_time_from(self.clock.now()))
    }

    /// Counts something that stays open; none when the caller, or all together, hold too much.
    pub fn hold(&self, caller: Caller) -> Option<Held> {
        let most = match caller {
            Caller::Session(_) => MOST_HELD_BY_SESSION,
            Caller::Address(_) => MOST_HELD_BY_ADDRESS,
        };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.values().sum::<usize>() >= MOST_HELD {
            return None;
        }
        let count = open.entry(caller).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Held { open: self.open.clone(), caller })
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

    #[test]
    fn what_is_held_open_is_bounded_and_given_back() {
        let limiter = Limiter::new(&Settings::default());
        let (greedy, other) = (Caller::Session([1; 32]), Caller::Session([2; 32]));
        let mut held: Vec<_> = (0..MOST_HELD_BY_SESSION).map(|_| limiter.hold(greedy)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(limiter.hold(greedy).is_none());
        assert!(limiter.hold(other).is_some());

        held.pop();
        assert!(limiter.hold(greedy).is_some());
        drop(held);
        assert!(limiter.open.lock().unwrap().is_empty());
    }

    #[test]
    fn all_callers_together_hold_no_more_than_the_gateway_can() {
        let limiter = Limiter::new(&Settings::default());
        let callers = (0..2_100_u16).map(|number| {
            let [high, low] = number.to_be_bytes();
            Caller::at(IpAddr::from([192, 0, high, low]))
        });
        let held: Vec<_> = callers.filter_map(|caller| limiter.hold(caller)).collect();
        assert_eq!(held.len(), MOST_HELD);
    }

    #[test]
    fn a_network_of_version_6_is_one_caller() {
        let at = |text: &str| Caller::at(text.parse().unwrap());
        assert_eq!(at("2001:db8:1:2::1"), at("2001:db8:1:2:ffff::9"));
        assert_ne!(at("2001:db8:1:2::1"), at("2001:db8:1:3::1"));
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
        assert_ne!(at("192.0.2.1"), at("192.0.2.2"));
    }
}
