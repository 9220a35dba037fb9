//! The one pass over the log: finds the first event that does not fit.

use std::collections::{HashMap, VecDeque};

use super::{Fault, Options, Report, Tampering};
use crate::log::proof::{Hash, Link, Part, Salts};
use crate::log::{Position, Recorded};
use crate::seal::{Head, STREAM, Sealed, Tree};

/// Version and chain of the last event of each stream.
pub(super) type Tips = HashMap<String, (u64, Hash)>;

/// Something that does not fit, with what tells more about it.
#[derive(Debug)]
pub(super) struct Finding {
    /// How many events stand before it.
    pub index: u64,
    pub fault: Fault,
    /// The event that stands there, when it is that which does not fit.
    pub here: Option<Recorded>,
    /// The chain that a seal has for this place.
    pub sealed: Option<Hash>,
    /// The chain that stands in this place, where a seal has another.
    pub stands: Option<Hash>,
}

/// A finding, and the streams as they were before it.
pub(super) struct Found {
    pub finding: Finding,
    pub tips: Tips,
}

/// An event that no seal covered yet.
struct Unsealed {
    position: Position,
    chain: Hash,
    is_seal: bool,
}

pub(super) struct Pass<'a> {
    options: &'a Options,
    without_gaps: bool,
    report: Report,
    /// Position of the last event.
    last: Position,
    tips: Tips,
    /// What the last seal covers.
    tree: Tree,
    unsealed: VecDeque<Unsealed>,
    /// Heads that no seal had yet.
    heads: HashMap<Hash, &'a Head>,
    /// The first so far. A seal still to come may tell of an earlier one.
    finding: Option<Finding>,
    decided: bool,
}

impl<'a> Pass<'a> {
    pub fn new(options: &'a Options, without_gaps: bool) -> Self {
        Self {
            options,
            without_gaps,
            report: Report::default(),
            last: 0,
            tips: Tips::new(),
            tree: Tree::default(),
            unsealed: VecDeque::new(),
            heads: options.heads.iter().map(|head| (head.head, head)).collect(),
            finding: None,
            decided: false,
        }
    }

    /// Whether what comes after cannot tell of an earlier event.
    pub fn is_decided(&self) -> bool {
        self.decided
    }

    pub fn events(&mut self, events: &[Recorded]) {
        for recorded in events {
            if self.decided {
                return;
            }
            self.event(recorded);
        }
    }

    /// The event after the last one cannot be read.
    pub fn unreadable(&mut self, why: String) {
        let position = self.without_gaps.then_some(self.last + 1);
        let fault =
            Fault { tampering: Tampering::Altered, stream: None, version: None, position, why };
        self.find(Finding::of(self.report.events, fault));
    }

    /// The report, but for the fault, of which the finding is known.
    pub fn end(mut self) -> (Report, Option<Found>) {
        if let Some(head) = self.heads.values().min_by_key(|head| head.sealed_at) {
            let fault = Fault {
                tampering: Tampering::Removed,
                stream: Some(STREAM.to_owned()),
                version: Some(self.report.seals + 1),
                position: None,
                why: format!("no seal has the head that was kept of {}", head.sealed_at),
            };
            self.find(Finding::of(self.report.events, fault));
        }
        self.report.streams = self.tips.len();
        let unsealed = self.unsealed.iter().filter(|unsealed| !unsealed.is_seal).count();
        self.report.unsealed = unsealed as u64;
        let tips = self.tips;
        (self.report, self.finding.map(|finding| Found { finding, tips }))
    }

    fn event(&mut self, recorded: &Recorded) {
        if self.finding.is_none() {
            self.finding = self.check(recorded);
        }
        let is_seal = recorded.stream == STREAM;
        if is_seal {
            self.seal(recorded);
        }
        self.last = recorded.position;
        self.report.events += 1;
        self.report.erased += erased(&recorded.proof.salts);
        let chain = recorded.proof.chain;
        self.unsealed.push_back(Unsealed { position: recorded.position, chain, is_seal });
    }

    /// Keeps the earlier of two findings.
    fn find(&mut self, finding: Finding) {
        if self.finding.as_ref().is_none_or(|known| finding.index < known.index) {
            self.finding = Some(finding);
        }
    }

    /// Whether an event follows from those before it in the log and in its stream.
    fn check(&mut self, recorded: &Recorded) -> Option<Finding> {
        let index = self.report.events;
        if self.without_gaps && recorded.position != self.last + 1 {
            let fault = Fault {
                tampering: Tampering::Removed,
                stream: None,
                version: None,
                position: Some(self.last + 1),
                why: format!("position {} follows {}", recorded.position, self.last),
            };
            return Some(Finding::of(index, fault));
        }
        let tip = self.tips.get(&recorded.stream).copied();
        let (version, chain) = tip.unwrap_or_default();
        if recorded.version != version + 1 {
            let is_later = recorded.version > version;
            let why = format!("version {} follows {version}", recorded.version);
            let mut fault = of(recorded, Tampering::Inserted, why);
            if is_later {
                fault.tampering = Tampering::Removed;
                fault.version = Some(version + 1);
                fault.position = None;
            }
            let here = Some(recorded.clone());
            return Some(Finding { here, ..Finding::of(index, fault) });
        }
        let why = match Link::from(recorded).chain(&chain, &recorded.proof.salts) {
            Ok(chain) if chain == recorded.proof.chain => {
                match self.tips.get_mut(&recorded.stream) {
                    Some(tip) => *tip = (recorded.version, chain),
                    None => {
                        self.tips.insert(recorded.stream.clone(), (recorded.version, chain));
                    }
                }
                return None;
            }
            Ok(_) => "its hash is not that of what it says and what stands before it".to_owned(),
            Err(error) => error.to_string(),
        };
        let fault = of(recorded, Tampering::Altered, why);
        Some(Finding { here: Some(recorded.clone()), ..Finding::of(index, fault) })
    }

    /// Holds the events since the last seal to what this one says of them.
    fn seal(&mut self, recorded: &Recorded) {
        let (sealed, leaves) = match self.read(recorded) {
            Ok(read) => read,
            Err(why) => {
                let fault = of(recorded, Tampering::Altered, why.to_owned());
                self.find(Finding::of(self.report.events, fault));
                self.decided = true;
                return;
            }
        };
        let stands = |at: usize| self.unsealed.get(at).map(|unsealed| unsealed.chain);
        if let Some(at) = (0..leaves.len()).find(|&at| stands(at) != Some(leaves[at])) {
            let finding = self.differs(leaves[at], at);
            match &mut self.finding {
                Some(known) if known.index < finding.index => {}
                // What was known already says more of it.
                Some(known) if known.index == finding.index => {
                    known.fault.position = finding.fault.position.or(known.fault.position);
                    (known.sealed, known.stands) = (finding.sealed, finding.stands);
                }
                known => *known = Some(finding),
            }
            self.decided = true;
            return;
        }
        for unsealed in self.unsealed.drain(..leaves.len()) {
            self.tree.push(&unsealed.chain);
        }
        self.heads.remove(&sealed.head().head);
        self.report.seals += 1;
        self.report.sealed_at = Some(sealed.sealed_at);
        if !self.report.keys.contains(&sealed.key) {
            self.report.keys.push(sealed.key);
        }
        let covered = self.tree.count();
        self.decided = self.finding.as_ref().is_some_and(|finding| finding.index < covered);
    }

    /// A seal, and the chains that it says the events since the last one have.
    fn read(&self, recorded: &Recorded) -> Result<(Sealed, Vec<Hash>), &'static str> {
        let sealed = Sealed::of(&recorded.event).ok_or("it is no seal")?;
        let keys = &self.options.keys;
        if !keys.is_empty() && !keys.contains(&sealed.key) {
            return Err("no key that is trusted signed it");
        }
        let tree = sealed.tree().ok_or("its root or its signature does not fit it")?;
        // A seal in between may be gone; what it covered is then taken as it stands.
        let own = sealed.chains();
        let between = sealed.count.checked_sub(self.tree.count() + own.len() as u64);
        let between = between.and_then(|between| usize::try_from(between).ok());
        let between = between.filter(|&between| between <= self.unsealed.len());
        let between = between.ok_or("it does not go on from the seal before it")?;
        let mut leaves: Vec<Hash> =
            self.unsealed.range(..between).map(|unsealed| unsealed.chain).collect();
        leaves.extend(own);
        let mut grown = self.tree.clone();
        for chain in &leaves {
            grown.push(chain);
        }
        if grown != tree {
            return Err("its root is not that of the events that it covers");
        }
        Ok((sealed, leaves))
    }

    /// The place where a chain is not the one that was sealed.
    fn differs(&self, sealed: Hash, at: usize) -> Finding {
        let here = self.unsealed.get(at);
        let index = self.tree.count() + at as u64;
        let fault = Fault {
            tampering: Tampering::Altered,
            stream: None,
            version: None,
            position: if self.without_gaps { Some(index + 1) } else { here.map(|it| it.position) },
            why: "it is not what was sealed in this place".to_owned(),
        };
        let stands = here.map(|it| it.chain);
        Finding { sealed: Some(sealed), stands, ..Finding::of(index, fault) }
    }
}

impl Finding {
    fn of(index: u64, fault: Fault) -> Self {
        Self { index, fault, here: None, sealed: None, stands: None }
    }
}

/// A fault of the event that stands there.
fn of(recorded: &Recorded, tampering: Tampering, why: String) -> Fault {
    Fault {
        tampering,
        stream: Some(recorded.stream.clone()),
        version: Some(recorded.version),
        position: Some(recorded.position),
        why,
    }
}

fn erased(salts: &Salts) -> u64 {
    match salts {
        Salts::Whole(_) => 0,
        Salts::Parts(parts) => {
            parts.values().filter(|part| matches!(part, Part::Erased(_))).count() as u64
        }
    }
}
