//! What was done to the event that was found: what stands after it is read once more, for traces
//! that only there are.

use super::pass::{Finding, Found, Tips};
use super::{Fault, Tampering, page};
use crate::log::proof::{Hash, Link};
use crate::log::{EventLog, LogError, Position, Recorded};
use crate::seal::{STREAM, Sealed};

/// Names the event of a finding and what was done to it, as far as can be told.
pub(super) async fn hold(log: &dyn EventLog, found: Found) -> Result<Fault, LogError> {
    let Found { mut finding, tips } = found;
    let before = finding.fault.position.map_or(0, |position| position.saturating_sub(1));
    if finding.here.is_none() && finding.stands.is_some() {
        let here = page(log, before).await?.unwrap_or_default();
        finding.here = here.into_iter().find(|it| Some(it.proof.chain) == finding.stands);
    }
    if finding.sealed.is_none()
        && let Some(here) = &finding.here
        && let Some((stream, version)) = home(here, &tips)
    {
        let fault = &mut finding.fault;
        name(fault, here);
        let is_moved = stream != here.stream;
        fault.tampering = if is_moved { Tampering::Moved } else { Tampering::Altered };
        fault.why = format!("it was written as version {version} of {stream}");
        return Ok(finding.fault);
    }
    let mut traces = Traces::of(&finding, tips);
    let mut after = before;
    while let Ok(events) = page(log, after).await?
        && let Some(last) = events.last()
    {
        after = last.position;
        for recorded in &events {
            traces.read(recorded);
        }
    }
    Ok(traces.fault())
}

/// What the rest of the log tells of a place where something does not fit.
struct Traces<'a> {
    finding: &'a Finding,
    /// The streams as they stand before the event that is read.
    tips: Tips,
    /// Where the event stands that belongs in the place.
    stands: Option<(Position, String, u64)>,
    /// A later place was sealed for the event that stands in this one.
    belongs_later: bool,
    /// Stream and version that are missing further on.
    missing: Option<(String, u64)>,
}

impl<'a> Traces<'a> {
    fn of(finding: &'a Finding, tips: Tips) -> Self {
        let fault = &finding.fault;
        let missing = match (fault.tampering, &fault.stream, fault.version) {
            (Tampering::Removed, Some(stream), Some(version)) => Some((stream.clone(), version)),
            _ => None,
        };
        Self { finding, tips, stands: None, belongs_later: finding.stands.is_none(), missing }
    }

    fn read(&mut self, recorded: &Recorded) {
        let place = (recorded.stream.clone(), recorded.version);
        let is_it = match self.finding.sealed {
            Some(sealed) => sealed == recorded.proof.chain,
            None => self.missing.as_ref() == Some(&place),
        };
        if is_it {
            self.stands = Some((recorded.position, place.0, place.1));
            return;
        }
        if recorded.stream == STREAM
            && let Some(stands) = &self.finding.stands
            && let Some(sealed) = Sealed::of(&recorded.event)
        {
            self.belongs_later |= sealed.chains().contains(stands);
        }
        let version = match &self.finding.sealed {
            Some(sealed) => followed(recorded, sealed),
            None => self.left_out(recorded),
        };
        if let (None, Some(version)) = (&self.missing, version) {
            self.missing = Some((place.0, version));
        }
    }

    /// The version that a stream left out before an event.
    fn left_out(&mut self, recorded: &Recorded) -> Option<u64> {
        let tip = self.tips.entry(recorded.stream.clone()).or_default();
        let version = tip.0 + 1;
        *tip = (recorded.version, recorded.proof.chain);
        (recorded.version == version + 1).then_some(version)
    }

    /// The fault, as far as the traces tell.
    fn fault(self) -> Fault {
        let mut fault = self.finding.fault.clone();
        let is_gap = fault.tampering == Tampering::Removed && fault.stream.is_none();
        fault.tampering = match (self.finding.sealed, self.stands.is_some(), self.belongs_later) {
            (Some(_), true, true) => Tampering::Moved,
            (Some(_), true, false) => Tampering::Inserted,
            (Some(_), false, true) => Tampering::Removed,
            (Some(_), false, false) if !is_gap => Tampering::Altered,
            (None, true, _) if fault.tampering == Tampering::Removed => Tampering::Moved,
            _ => fault.tampering,
        };
        match (fault.tampering, &self.finding.here, self.stands) {
            (Tampering::Removed, ..) => {
                (fault.stream, fault.version) = self.missing.unzip();
            }
            (_, Some(here), _) => name(&mut fault, here),
            (Tampering::Moved, None, Some((position, stream, version))) => {
                fault.why = format!("it stands at position {position}");
                (fault.stream, fault.version) = (Some(stream), Some(version));
            }
            _ => {}
        }
        fault
    }
}

/// The version of the event with a chain, if another followed it in its stream, whether or not
/// the other's version was lowered to close the gap.
fn followed(recorded: &Recorded, missing: &Hash) -> Option<u64> {
    [recorded.version, recorded.version + 1]
        .into_iter()
        .find(|&version| fits(recorded, &recorded.stream, version, missing))
        .map(|version| version - 1)
}

/// The stream and version that an event was written as, if it followed one that stands before it.
fn home(recorded: &Recorded, tips: &Tips) -> Option<(String, u64)> {
    let own = [(&recorded.stream, (0, Hash::default()))];
    let tips = tips.iter().map(|(stream, tip)| (stream, *tip)).chain(own);
    tips.map(|(stream, (version, chain))| (stream, version + 1, chain))
        .find(|(stream, version, chain)| fits(recorded, stream, *version, chain))
        .map(|(stream, version, _)| (stream.clone(), version))
}

/// Whether an event's hash is that of it in a place.
fn fits(recorded: &Recorded, stream: &str, version: u64, before: &Hash) -> bool {
    let link = Link { stream, version, ..Link::from(recorded) };
    link.chain(before, &recorded.proof.salts).is_ok_and(|chain| chain == recorded.proof.chain)
}

fn name(fault: &mut Fault, recorded: &Recorded) {
    fault.stream = Some(recorded.stream.clone());
    fault.version = Some(recorded.version);
    fault.position = Some(recorded.position);
}
