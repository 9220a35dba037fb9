//! Quarters of a year, in UTC as days are everywhere.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Months of a quarter.
const MONTHS: u32 = 3;

/// A quarter, written `2026-Q3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: i32,
    /// 1-4.
    number: u32,
}

/// Not written as a quarter of the years 1 to 9999 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quarter is written 2026-Q3")]
pub struct InvalidQuarter;

impl Quarter {
    /// The quarter that a moment lies in.
    pub fn of(at: DateTime<Utc>) -> Self {
        Self { year: at.year(), number: at.month0() / MONTHS + 1 }
    }

    /// Its first moment.
    pub fn begins(self) -> DateTime<Utc> {
        first_of(self.year, (self.number - 1) * MONTHS + 1)
    }

    /// The first moment after it.
    pub fn ends(self) -> DateTime<Utc> {
        self.next().begins()
    }

    /// The last moment of it that anything is recorded of.
    pub fn last_moment(self) -> DateTime<Utc> {
        self.ends() - chrono::TimeDelta::microseconds(1)
    }

    /// The one after.
    #[must_use]
    pub fn next(self) -> Self {
        match self.number {
            4.. => Self { year: self.year + 1, number: 1 },
            number => Self { year: self.year, number: number + 1 },
        }
    }

    /// The one before.
    #[must_use]
    pub fn before(self) -> Self {
        match self.number {
            ..=1 => Self { year: self.year - 1, number: 4 },
            number => Self { year: self.year, number: number - 1 },
        }
    }
}

/// The first moment of a month.
fn first_of(year: i32, month: u32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(year, month, 1);
    day.and_then(|day| day.and_hms_opt(0, 0, 0)).unwrap_or_default().and_utc()
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = InvalidQuarter;

    fn from_str(text: &str) -> Result<Self, InvalidQuarter> {
        let (year, number) = text.split_once("-Q").ok_or(InvalidQuarter)?;
        let (year, number) = (year.parse(), number.parse());
        match (year, number) {
            (Ok(year @ 1..=9999), Ok(number @ 1..=4)) => Ok(Self { year, number }),
            _ => Err(InvalidQuarter),
        }
    }
}

impl TryFrom<String> for Quarter {
    type Error = InvalidQuarter;

    fn try_from(text: String) -> Result<Self, InvalidQuarter> {
        text.parse()
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Quarter;

    #[test]
    fn quarters_begin_where_the_one_before_ends() {
        let quarter = |text: &str| text.parse::<Quarter>().unwrap();
        let fourth = quarter("2026-Q4");
        assert_eq!(fourth.begins().to_rfc3339(), "2026-10-01T00:00:00+00:00");
        assert_eq!(fourth.ends(), quarter("2027-Q1").begins());
        assert_eq!(fourth.before().ends(), fourth.begins());
        assert_eq!(quarter("2026-Q1").before(), quarter("2025-Q4"));
        assert_eq!(Quarter::of(fourth.last_moment()), fourth);
        assert_eq!(fourth.to_string(), "2026-Q4");
        for no_quarter in ["2026-Q5", "2026-Q0", "2026", "Q1", "2026-Q", "999999-Q1", "0-Q1"] {
            assert!(no_quarter.parse::<Quarter>().is_err(), "{no_quarter}");
        }
    }
}
