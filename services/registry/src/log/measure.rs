//! What the log tells the operator about its appends.

use std::time::Instant;

use super::{Appended, LogError};

/// Counts one append: `log_append_seconds` by engine, and `log_conflicts_total`.
pub(super) fn append(engine: &'static str, begun: Instant, result: &Result<Appended, LogError>) {
    metrics::histogram!("log_append_seconds", "engine" => engine)
        .record(begun.elapsed().as_secs_f64());
    if matches!(result, Err(LogError::Conflict { .. })) {
        metrics::counter!("log_conflicts_total", "engine" => engine).increment(1);
    }
}
