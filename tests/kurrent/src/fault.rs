//! What the stand-in does wrong when it is asked to.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Something that goes wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The connection breaks in an append, before anything is stored.
    CutBefore,
    /// The connection breaks in an append that is stored, before it is answered.
    CutAfter,
    /// An append is refused as if its stream had another revision than it has.
    WrongRevision,
    /// A read of all streams gives every event twice.
    Twice,
    /// An answer takes this long.
    Slow(Duration),
    /// An answer never comes.
    Silent,
    /// The server says that it is unavailable.
    Unavailable,
    /// The server says that something failed inside it.
    Internal,
}

/// Which call a fault can befall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Append,
    Read,
}

impl Fault {
    fn befalls(self, call: Call) -> bool {
        match self {
            Self::CutBefore | Self::CutAfter | Self::WrongRevision => call == Call::Append,
            Self::Twice => call == Call::Read,
            Self::Slow(_) | Self::Silent | Self::Unavailable | Self::Internal => true,
        }
    }
}

/// Faults that are to come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults {
    planned: Arc<Mutex<Vec<Planned>>>,
    befallen: Arc<AtomicUsize>,
}

#[derive(Debug)]
struct Planned {
    fault: Fault,
    calls: Range<usize>,
    seen: usize,
}

impl Faults {
    pub fn plan(&self, fault: Fault, calls: Range<usize>) {
        self.planned(|planned| planned.push(Planned { fault, calls, seen: 0 }));
    }

    pub fn clear(&self) {
        self.planned(Vec::clear);
    }

    /// How many calls one has befallen.
    pub fn befallen(&self) -> usize {
        self.befallen.load(Ordering::SeqCst)
    }

    /// The fault that befalls a call, if any.
    pub fn of(&self, call: Call) -> Option<Fault> {
        let fault = self.next(call);
        if fault.is_some() {
            self.befallen.fetch_add(1, Ordering::SeqCst);
        }
        fault
    }

    fn next(&self, call: Call) -> Option<Fault> {
        self.planned(|planned| {
            let mut fault = None;
            for one in planned.iter_mut().filter(|one| one.fault.befalls(call)) {
                if one.calls.contains(&one.seen) {
                    fault = fault.or(Some(one.fault));
                }
                one.seen += 1;
            }
            fault
        })
    }

    fn planned<T>(&self, work: impl FnOnce(&mut Vec<Planned>) -> T) -> T {
        work(&mut self.planned.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
