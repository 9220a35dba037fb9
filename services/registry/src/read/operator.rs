//! What an operator decides about streams that cannot be folded.
//!
//! Decisions are events in a stream of their own. So they are folded like all else: every process
//! hears of them, and after a rebuild or a restore they hold as before.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::{Deserialize, Serialize};

use super::batch::Batch;
use super::fold::Fold;
use super::sql::Sql;
use super::store::number;
use super::writes::Indexed;
use super::{ReadError, parsed};
use crate::events::DecodeError;
use crate::log::{EventLog, NewEvent, Position};

/// Version of the shape of every decision.
const SCHEMA: u16 = 1;

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", deny_unknown_fields)]
pub(crate) enum Decision {
    /// The stream is folded again from where it stopped.
    StreamRetried { stream: String, by: String },
    /// This event is left out, and the stream is folded on after it.
    EventSkipped { stream: String, version: u64, reason: String, by: String },
}

/// A stream that holds an event which cannot be folded: that event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// The stream.
    pub stream: String,
    /// Place of the event in the log.
    pub position: Position,
    /// Its version in the stream.
    pub version: u64,
    /// Its name.
    pub kind: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Why it cannot be folded; names no content.
    pub reason: String,
}

impl Decision {
    /// The stream of decisions.
    pub const STREAM: &str = "projections";

    /// The decision that an event says.
    pub fn of(event: &NewEvent) -> Result<Self, DecodeError> {
        let kind = event.kind.clone();
        if event.schema != SCHEMA || !["StreamRetried", "EventSkipped"].contains(&kind.as_str()) {
            return Err(DecodeError::Newer { kind, schema: event.schema });
        }
        let data = String::from_utf8_lossy(&event.data);
        let text = format!("{{\"kind\":\"{kind}\",\"data\":{data}}}");
        parsed(&text).map_err(|_| DecodeError::Unreadable {
            kind,
            why: "it has another shape",
            column: 1,
        })
    }

    /// The event that says it.
    pub fn event(&self, id: uuid::Uuid) -> NewEvent {
        let said =
            serde_json::to_value(self).expect("invariant: a decision holds only what JSON can say");
        NewEvent {
            id,
            kind: said["kind"].as_str().unwrap_or_default().to_owned(),
            schema: SCHEMA,
            data: said["data"].to_string().into_bytes(),
        }
    }

    /// The stream that it is about.
    pub fn stream(&self) -> &str {
        self.about().0
    }

    /// The stream that it is about, and the version to be left out.
    fn about(&self) -> (&str, Option<u64>) {
        match self {
            Self::StreamRetried { stream, .. } => (stream, None),
            Self::EventSkipped { stream, version, .. } => (stream, Some(*version)),
        }
    }

    /// Folds what the stream holds between where it stopped and the decision. Whatever else was
    /// folded meanwhile counts as it is now. Gives the cases that it changed.
    pub(super) async fn fold(
        &self,
        tx: &DatabaseTransaction,
        log: &dyn EventLog,
        at: Position,
    ) -> Result<Vec<Indexed>, ReadError> {
        let (stream, skipped) = self.about();
        let sql = Sql::of("SELECT version FROM read_parked WHERE stream = ").bind(stream);
        let row = sql.one(tx).await?;
        let parked = row.map(|row| number(&row, 0)).transpose()?;
        let mut fold = Fold::load(tx, [stream].into()).await?;
        // Touched also where there is nothing to do, so that it does not matter when the stream
        // could be folded.
        fold.touch_at(stream, at);
        let Some(parked) = parked else { return save(tx, fold).await };
        if skipped.is_some_and(|skipped| skipped != parked) {
            tracing::warn!(log.stream = stream, log.version = parked, "it is parked at another");
            return Ok(Vec::new());
        }
        let mut page = log.read(stream, skipped.unwrap_or(parked - 1)).await?;
        page.retain(|recorded| recorded.position < at);
        let batch = Batch::of(0, page);
        fold.load_told(tx, &batch.events).await?;
        fold.resume(stream, skipped);
        for (recorded, event) in &batch.events {
            fold.event(recorded, event.as_ref());
        }
        fold.touch_at(stream, at);
        Sql::of("DELETE FROM read_parked WHERE stream = ").bind(stream).run(tx).await?;
        let changed = save(tx, fold).await?;
        tracing::warn!(
            log.stream = stream,
            log.version = parked,
            log.position = at,
            projection.decision = ?self,
            "an operator decided about a parked stream"
        );
        Ok(changed)
    }
}

async fn save(tx: &DatabaseTransaction, mut fold: Fold) -> Result<Vec<Indexed>, ReadError> {
    fold.load_choices(tx).await?;
    let stored = fold.cube.stored(tx).await?;
    for write in fold.writes(&stored)? {
        write.run(tx).await?;
    }
    Ok(fold.changed())
}

/// Every stream that is parked.
pub(super) async fn parked<C: ConnectionTrait>(connection: &C) -> Result<Vec<Parked>, ReadError> {
    let sql =
        "SELECT stream, position, version, kind, at, reason FROM read_parked ORDER BY position";
    let rows = Sql::of(sql).all(connection).await?;
    let of = |row: &sea_orm::QueryResult| {
        Ok(Parked {
            stream: row.try_get_by_index(0)?,
            position: number(row, 1)?,
            version: number(row, 2)?,
            kind: row.try_get_by_index(3)?,
            at: DateTime::from_timestamp_micros(row.try_get_by_index(4)?).unwrap_or_default(),
            reason: row.try_get_by_index(5)?,
        })
    };
    rows.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::Decision;
    use crate::events::DecodeError;
    use crate::log::NewEvent;
    use crate::read::fold::Stream;

    fn stored(kind: &str, schema: u16, data: &str) -> NewEvent {
        NewEvent { id: Uuid::nil(), kind: kind.to_owned(), schema, data: data.as_bytes().to_vec() }
    }

    #[test]
    fn decisions_that_were_stored_can_be_read_for_ever() {
        let retried = stored("StreamRetried", 1, r#"{"stream":"case-1","by":"drift"}"#);
        let skipped = r#"{"stream":"case-1","version":3,"reason":"Ødelagt","by":"drift"}"#;
        let skipped = stored("EventSkipped", 1, skipped);
        for event in [retried, skipped] {
            let decision = Decision::of(&event).unwrap();
            assert_eq!(Decision::of(&decision.event(Uuid::nil())).unwrap(), decision);
        }
        let later = stored("StreamForgotten", 1, "{}");
        assert!(matches!(Decision::of(&later), Err(DecodeError::Newer { .. })));
        let damaged = stored("StreamRetried", 1, "{}");
        assert!(matches!(Decision::of(&damaged), Err(DecodeError::Unreadable { .. })));
    }

    #[test]
    fn the_stream_of_decisions_is_no_stream_of_cases() {
        assert_eq!(Stream::of(Decision::STREAM), Stream::Other);
    }
}
