//! Sums of figures: exact, and such that what was added can be taken away again.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use vocabulary::{Figures, PerInhabitants};

use super::ReadError;
use super::figures::{CaseFigures, hours, in_hours};

/// An amount over cases, with how many of them state one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    #[serde(with = "bytes")]
    amount: Decimal,
    cases: i64,
}

/// Figures over cases, exact until they are rounded at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sums {
    pub cases: i64,
    /// Cases that state no amount.
    without_figures: i64,
    /// In parts of an hour, as [`CaseFigures`] counts them.
    expected_hours: Sum,
    /// In parts of an hour.
    measured_hours: Sum,
    expected_kroner: Sum,
    measured_kroner: Sum,
    reuses: i64,
    reuses_in_use: i64,
}

impl Sum {
    fn of(amount: Option<Decimal>) -> Self {
        Self { amount: amount.unwrap_or_default(), cases: i64::from(amount.is_some()) }
    }

    fn add(&mut self, other: &Self) -> Result<(), ReadError> {
        let sum = self.amount.checked_add(other.amount);
        let sum = sum.ok_or_else(|| ReadError::Corrupt("a sum too large".to_owned()))?;
        // Equal sums are equal bytes, whichever way they came about.
        *self = Self { amount: sum.normalize(), cases: self.cases + other.cases };
        Ok(())
    }

    fn negated(self) -> Self {
        Self { amount: -self.amount, cases: -self.cases }
    }

    /// None of no case, for "not stated" is not zero.
    fn shown(&self, round: impl Fn(Decimal) -> Decimal) -> Option<Decimal> {
        (self.cases > 0).then(|| round(self.amount).normalize())
    }
}

impl Sums {
    /// The figures of one case.
    pub fn of(figures: &CaseFigures) -> Self {
        let amounts = [
            figures.expected_hours,
            figures.measured_hours,
            figures.expected_kroner,
            figures.measured_kroner,
        ];
        Self::of_one(amounts, figures.reuses, figures.reuses_in_use)
    }

    /// One case of expected and measured hours in their parts, and expected and measured kroner.
    pub fn of_one(amounts: [Option<Decimal>; 4], reuses: i64, reuses_in_use: i64) -> Self {
        let without_figures = i64::from(amounts.iter().all(Option::is_none));
        let [expected_hours, measured_hours, expected_kroner, measured_kroner] =
            amounts.map(Sum::of);
        Self {
            cases: 1,
            without_figures,
            expected_hours,
            measured_hours,
            expected_kroner,
            measured_kroner,
            reuses,
            reuses_in_use,
        }
    }

    /// What takes them away again when it is added.
    pub fn negated(&self) -> Self {
        Self {
            cases: -self.cases,
            without_figures: -self.without_figures,
            expected_hours: self.expected_hours.negated(),
            measured_hours: self.measured_hours.negated(),
            expected_kroner: self.expected_kroner.negated(),
            measured_kroner: self.measured_kroner.negated(),
            reuses: -self.reuses,
            reuses_in_use: -self.reuses_in_use,
        }
    }

    /// Adds others to them.
    ///
    /// # Errors
    /// [`ReadError::Corrupt`] beyond 28 digits, which the limits of an amount keep far away.
    pub fn add(&mut self, other: &Self) -> Result<(), ReadError> {
        self.cases += other.cases;
        self.without_figures += other.without_figures;
        self.expected_hours.add(&other.expected_hours)?;
        self.measured_hours.add(&other.measured_hours)?;
        self.expected_kroner.add(&other.expected_kroner)?;
        self.measured_kroner.add(&other.measured_kroner)?;
        self.reuses += other.reuses;
        self.reuses_in_use += other.reuses_in_use;
        Ok(())
    }

    /// As they are shown, over cases of so many lead organisations.
    pub fn figures(&self, organisations: usize) -> Figures {
        let without = |sum: &Sum| count(self.cases - sum.cases);
        Figures {
            cases: count(self.cases),
            organisations: i32::try_from(organisations).unwrap_or(i32::MAX),
            cases_without_figures: count(self.without_figures),
            percent_without_figures: (self.cases > 0).then(|| {
                let percent = Decimal::from(self.without_figures * 100) / Decimal::from(self.cases);
                percent.round_dp(1).normalize()
            }),
            expected_hours_per_year: self.expected_hours.shown(hours),
            cases_with_expected_hours: count(self.expected_hours.cases),
            cases_without_expected_hours: without(&self.expected_hours),
            measured_hours_per_year: self.measured_hours.shown(hours),
            cases_with_measured_hours: count(self.measured_hours.cases),
            cases_without_measured_hours: without(&self.measured_hours),
            expected_kroner_per_year: self.expected_kroner.shown(kroner),
            cases_with_expected_kroner: count(self.expected_kroner.cases),
            cases_without_expected_kroner: without(&self.expected_kroner),
            measured_kroner_per_year: self.measured_kroner.shown(kroner),
            cases_with_measured_kroner: count(self.measured_kroner.cases),
            cases_without_measured_kroner: without(&self.measured_kroner),
            reuses: count(self.reuses),
            reuses_in_use: count(self.reuses_in_use),
            per_thousand_inhabitants: None,
        }
    }

    /// For each thousand of the inhabitants of so many municipalities, which lead all the cases.
    pub fn per_thousand(&self, municipalities: usize, inhabitants: i64) -> PerInhabitants {
        let thousands = Decimal::from(inhabitants) / Decimal::ONE_THOUSAND;
        let each = |amount: Decimal| (amount / thousands).round_dp(2);
        let parts = |amount: Decimal| (in_hours(amount) / thousands).round_dp(2);
        PerInhabitants {
            organisations: i32::try_from(municipalities).unwrap_or(i32::MAX),
            inhabitants: count(inhabitants),
            cases: each(Decimal::from(self.cases)).normalize(),
            expected_hours_per_year: self.expected_hours.shown(parts),
            measured_hours_per_year: self.measured_hours.shown(parts),
            expected_kroner_per_year: self.expected_kroner.shown(each),
            measured_kroner_per_year: self.measured_kroner.shown(each),
        }
    }
}

/// As counts are shown.
pub(super) fn count(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// As kroner are shown.
pub(super) fn kroner(amount: Decimal) -> Decimal {
    amount.round_dp(2)
}

/// An amount as 16 bytes, which are read many times faster than its digits.
mod bytes {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(amount: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        amount.serialize().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        <[u8; 16]>::deserialize(from).map(Decimal::deserialize)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rust_decimal::Decimal;

    use super::super::beside::Beside;
    use super::{CaseFigures, Sums};

    fn figures(hours: Option<i64>, kroner: Option<Decimal>) -> CaseFigures {
        CaseFigures {
            lead: "29189668".to_owned(),
            kind: "rpa",
            phase: "idea",
            status: "not_assessed",
            expected_hours: hours.map(Decimal::from),
            measured_hours: None,
            expected_kroner: kroner,
            measured_kroner: None,
            reuses: 1,
            reuses_in_use: 0,
            beside: Beside::default(),
            keys: BTreeSet::new(),
        }
    }

    #[test]
    fn what_was_added_is_taken_away_to_the_last_byte() {
        let first = Sums::of(&figures(Some(360_000), Some(Decimal::new(1_005, 1))));
        let second = Sums::of(&figures(None, Some(Decimal::new(33_333, 4))));
        let mut sums = Sums::default();
        for one in [&first, &second, &first, &second.negated(), &first.negated()] {
            sums.add(one).unwrap();
        }
        let mut alone = Sums::default();
        alone.add(&first).unwrap();
        assert_eq!(postcard::to_stdvec(&sums).unwrap(), postcard::to_stdvec(&alone).unwrap());

        sums.add(&first.negated()).unwrap();
        let none = postcard::to_stdvec(&Sums::default()).unwrap();
        assert_eq!(postcard::to_stdvec(&sums).unwrap(), none);
    }
}
