//! Anchor, ours, anchor, ours: what a run of rounds comes to.

use std::time::Duration;

/// What many of the same came to.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// p50 of one, in microseconds.
    pub median_us: f64,
    /// How many were done in a second.
    pub per_second: f64,
}

/// What was measured of the anchor and of ours, round by round.
#[derive(Debug, Default)]
pub struct Rounds {
    anchor: Vec<f64>,
    ours: Vec<f64>,
}

impl Rounds {
    /// One round: both were measured right after one another.
    pub fn push(&mut self, anchor: f64, ours: f64) {
        self.anchor.push(anchor);
        self.ours.push(ours);
    }

    /// Whether nothing was measured.
    pub fn is_empty(&self) -> bool {
        self.ours.is_empty()
    }

    /// The median of the anchor's rounds.
    pub fn anchor(&self) -> f64 {
        median(self.anchor.clone())
    }

    /// The median of our rounds.
    pub fn ours(&self) -> f64 {
        median(self.ours.clone())
    }

    /// Ours divided by the anchor of the same round: least, median, most. Load that comes and goes
    /// over a run strikes both of a round, so this is steadier than the quotient of the medians.
    pub fn ratio(&self) -> (f64, f64, f64) {
        let mut ratios: Vec<f64> =
            self.ours.iter().zip(&self.anchor).map(|(ours, anchor)| ours / anchor).collect();
        ratios.sort_by(f64::total_cmp);
        let least = ratios.first().copied().unwrap_or(f64::NAN);
        let most = ratios.last().copied().unwrap_or(f64::NAN);
        (least, median(ratios), most)
    }
}

/// The middle value; NaN of none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match (values.len() / 2, values.len() % 2) {
        (0, 0) => f64::NAN,
        (middle, 0) => f64::midpoint(values[middle - 1], values[middle]),
        (middle, _) => values[middle],
    }
}

/// The median of times, in microseconds.
pub fn median_us(times: &[Duration]) -> f64 {
    median(times.iter().map(|time| time.as_secs_f64() * 1e6).collect())
}

/// What so many percent of times do not exceed, in microseconds; NaN of none.
pub fn percentile_us(times: &[Duration], percent: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    let place = (times.len() * percent).div_ceil(100).max(1) - 1;
    times.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1e6)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Rounds, median, percentile_us};

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert!((median(vec![9.0, 1.0, 2.0, 4.0]) - 3.0).abs() < 1e-9);
        assert!((median(vec![9.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!(median(vec![]).is_nan());
    }

    #[test]
    fn a_percentile_is_what_so_many_do_not_exceed() {
        let times: Vec<_> = (1..=200).rev().map(Duration::from_micros).collect();
        assert!((percentile_us(&times, 99) - 198.0).abs() < 1e-9);
        assert!((percentile_us(&times[..1], 99) - 200.0).abs() < 1e-9);
        assert!(percentile_us(&[], 99).is_nan());
    }

    #[test]
    fn a_ratio_compares_within_a_round() {
        let mut rounds = Rounds::default();
        rounds.push(100.0, 150.0);
        rounds.push(1000.0, 2000.0);
        rounds.push(100.0, 120.0);

        let (least, middle, most) = rounds.ratio();

        assert!((least - 1.2).abs() < 1e-9 && (middle - 1.5).abs() < 1e-9);
        assert!((most - 2.0).abs() < 1e-9);
    }
}
