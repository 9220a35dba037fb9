//! When figures of cases that are counted and not shared are told, and when they are withheld: pure.
//!
//! All such cases come to one figure for each measure, which is never split. It moves on only when
//! at least [`LEAST`] organisations have something in it that was in no figure told before; until
//! then the last one stands. So whatever is computed of all figures ever told rests on as many
//! organisations: of the figures with a weight, the last one told holds something of at least so
//! many organisations that none of the others holds
//! ([why](../../../../docs/decisions/0033-small-cells.md)).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;
use uuid::Uuid;

use super::ReadError;

/// Organisations that a figure, and each difference between two, rests on at least.
const LEAST: usize = 3;

/// A case that is counted and not shared, for as long as it stated the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contribution {
    pub case: Uuid,
    pub organisation: String,
    /// Microseconds since 1970.
    pub from: i64,
    /// Microseconds since 1970; none while it lasts.
    pub until: Option<i64>,
    /// It ended because the organisation took its consent back.
    pub taken_back: bool,
    /// What is counted of it.
    pub amount: Decimal,
}

/// A figure that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Release {
    /// When it began to be told, in microseconds since 1970.
    pub at: i64,
    pub cases: i64,
    pub amount: Decimal,
}

/// What a case states while contributions are gone through.
type Stated<'a> = (&'a str, Decimal);

/// The figures while contributions are gone through in the order of time.
#[derive(Default)]
struct Line<'a> {
    now: BTreeMap<Uuid, Stated<'a>>,
    told: BTreeMap<Uuid, Stated<'a>>,
    /// Cases, and what they stated, that were in any figure told.
    known: BTreeSet<(Uuid, Option<Decimal>)>,
    /// Cases that differ from the last figure told: that are there or not, and in what they state.
    differ: [BTreeSet<Uuid>; 2],
    /// Cases of each organisation that were in no figure told: at all, and with what they state.
    fresh: [HashMap<&'a str, usize>; 2],
    cases: i64,
    amount: Decimal,
}

/// The figures that were told of one measure, in order; none between two while none was told.
pub(super) fn releases(
    contributions: &[Contribution],
) -> Result<Vec<(i64, Option<Release>)>, ReadError> {
    // At one moment what ends is taken away before what begins is added.
    let mut changes: BTreeMap<i64, [Vec<&Contribution>; 2]> = BTreeMap::new();
    for one in contributions.iter().filter(|one| one.until.is_none_or(|until| until > one.from)) {
        changes.entry(one.from).or_default()[1].push(one);
        if let Some(until) = one.until {
            changes.entry(until).or_default()[0].push(one);
        }
    }
    let (mut line, mut told) = (Line::default(), Vec::new());
    for (at, [ended, begun]) in changes {
        let mut taken_back = false;
        for one in ended {
            taken_back |= one.taken_back && line.told.contains_key(&one.case);
            line.change(one.case, None)?;
        }
        for one in begun {
            line.change(one.case, Some((one.organisation.as_str(), one.amount)))?;
        }
        if let Some(release) = line.release(at) {
            told.push((at, Some(release)));
        } else if taken_back {
            told.push((at, None));
        }
    }
    Ok(told)
}

impl<'a> Line<'a> {
    fn change(&mut self, case: Uuid, after: Option<Stated<'a>>) -> Result<(), ReadError> {
        let before = match after {
            Some(stated) => self.now.insert(case, stated),
            None => self.now.remove(&case),
        };
        for (stated, sign) in [(before, -1), (after, 1)] {
            let Some((organisation, amount)) = stated else { continue };
            self.cases += sign;
            let sum = self.amount.checked_add(amount * Decimal::from(sign));
            self.amount = sum.ok_or_else(|| ReadError::Corrupt("a sum too large".to_owned()))?;
            for (fresh, what) in self.fresh.iter_mut().zip([None, Some(amount)]) {
                if self.known.contains(&(case, what)) {
                    continue;
                }
                let count = fresh.entry(organisation).or_default();
                *count = if sign > 0 { *count + 1 } else { count.saturating_sub(1) };
                if *count == 0 {
                    fresh.remove(organisation);
                }
            }
        }
        let told = self.told.get(&case).copied();
        let differ =
            [told.is_some() != after.is_some(), told.map(|it| it.1) != after.map(|it| it.1)];
        for (cases, differs) in self.differ.iter_mut().zip(differ) {
            if differs {
                cases.insert(case)
            } else {
                cases.remove(&case)
            };
        }
        Ok(())
    }

    /// Moves on to what is stated now, if that may be told: both the number of cases and their sum
    /// are as they were, or hold something new of enough organisations.
    fn release(&mut self, at: i64) -> Option<Release> {
        let moved = self.differ.iter().any(|cases| !cases.is_empty());
        let may = self.differ.iter().zip(&self.fresh);
        if !moved || !may.into_iter().all(|(cases, fresh)| cases.is_empty() || fresh.len() >= LEAST)
        {
            return None;
        }
        for case in std::mem::take(&mut self.differ).into_iter().flatten() {
            match self.now.get(&case) {
                None => drop(self.told.remove(&case)),
                Some(stated) => {
                    self.told.insert(case, *stated);
                    self.known.extend([(case, None), (case, Some(stated.1))]);
                }
            }
        }
        self.fresh = Default::default();
        Some(Release { at, cases: self.cases, amount: self.amount.normalize() })
    }
}

#[cfg(test)]
mod tests;
