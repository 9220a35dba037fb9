//! The engine for an address.

use std::sync::Arc;

use super::kurrent::KurrentLog;
use super::sql::SqlLog;
use super::{EventLog, LogError, LogSettings, MemoryLog};

/// Opens the log, creating what is missing of it.
///
/// `Invalid` when the address names no engine or the engine cannot be as durable as it must;
/// `Unavailable` when the store does not answer within the patience of the settings.
pub async fn open(settings: &LogSettings) -> Result<Arc<dyn EventLog>, LogError> {
    let (scheme, rest) = settings.url.split_once(':').unwrap_or((&settings.url, ""));
    match scheme {
        "memory" => Ok(Arc::new(MemoryLog::default())),
        "sqlite" => {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            Ok(Arc::new(SqlLog::open_sqlite(path, settings).await?))
        }
        "postgres" | "postgresql" => Ok(Arc::new(SqlLog::open_postgres(settings).await?)),
        "kurrentdb" | "kurrentdb+discover" | "esdb" | "esdb+discover" => {
            Ok(Arc::new(KurrentLog::open(settings).await?))
        }
        _ => Err(LogError::Invalid(
            "its address begins with neither memory:, sqlite:, postgres: nor kurrentdb:".to_owned(),
        )),
    }
}
