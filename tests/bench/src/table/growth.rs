//! How figures grow with the number of cases.

use std::fmt;

/// p50 of one thing at one size after another.
#[derive(Debug)]
pub struct Curve {
    /// What is measured.
    pub what: &'static str,
    /// Cases, and p50 in microseconds.
    pub points: Vec<(u64, f64)>,
    /// What the exponent shall come to; empty where nothing is aimed at.
    pub aim: &'static str,
}

impl Curve {
    /// The exponent of the power of the size that fits best: 0 where size does not matter, 1 where
    /// ten times the cases take ten times as long. NaN of a single size.
    pub fn exponent(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "sizes are powers of ten")]
        let logs = self.points.iter().map(|&(size, time)| ((size as f64).ln(), time.ln()));
        let logs: Vec<(f64, f64)> = logs.collect();
        let count = logs.iter().map(|_| 1.0).sum::<f64>();
        let mean_size = logs.iter().map(|(size, _)| size).sum::<f64>() / count;
        let mean_time = logs.iter().map(|(_, time)| time).sum::<f64>() / count;
        let spread: f64 = logs.iter().map(|(size, _)| (size - mean_size).powi(2)).sum();
        let together: f64 =
            logs.iter().map(|(size, time)| (size - mean_size) * (time - mean_time)).sum();
        together / spread
    }
}

/// Writes a table of its own: a column for each size.
pub fn write(f: &mut fmt::Formatter<'_>, curves: &[Curve]) -> fmt::Result {
    let Some(first) = curves.first() else { return Ok(()) };
    write!(f, "| Row 10, p50 with so many cases |")?;
    first.points.iter().try_for_each(|(size, _)| write!(f, " {size} |"))?;
    write!(f, " Exponent | Aim |\n|---|")?;
    first.points.iter().try_for_each(|_| write!(f, "---:|"))?;
    writeln!(f, "---:|---|")?;
    for curve in curves {
        write!(f, "| {} |", curve.what)?;
        curve.points.iter().try_for_each(|(_, time)| write!(f, " {time:.0} µs |"))?;
        writeln!(f, " **{:.2}** | {} |", curve.exponent(), curve.aim)?;
    }
    writeln!(f)
}

#[cfg(test)]
mod tests {
    use super::Curve;

    #[test]
    fn what_takes_ten_times_as_long_for_ten_times_as_many_grows_with_exponent_one() {
        let points = vec![(1_000, 5.0), (10_000, 50.0), (100_000, 500.0)];
        let curve = Curve { what: "", points, aim: "" };
        assert!((curve.exponent() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_takes_as_long_for_any_number_does_not_grow() {
        let points = vec![(1_000, 7.0), (10_000, 7.0)];
        assert!(Curve { what: "", points, aim: "" }.exponent().abs() < 1e-9);
    }
}
