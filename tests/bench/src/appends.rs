//! What is appended: one event at a time, as the registry's commands do, ten to a case.

use platform::clock::Clock;
use platform::ids;
use registry::log::{Append, CommandKey, Expected, NewEvent, Origin};
use uuid::Uuid;

/// Events of one stream before the next is begun: a case that is registered and edited.
pub const EVENTS_OF_A_STREAM: u64 = 10;

/// Name of the events.
pub const KIND: &str = "StoryRevised";

/// The event's data, half a kilobyte of Danish text.
pub const DATA: &str = concat!(
    r#"{"challenge":"Fakturaer uden ordrenummer kommer ind i fællespostkassen og bliver "#,
    r#"fordelt i hånden til den medarbejder, der plejer at godkende leverandøren.","#,
    r#""idea":"En robot slår leverandør og beløb op i økonomisystemet og foreslår, hvem der "#,
    r#"skal godkende.","solution":"Robotten læser postkassen hvert kvarter, konterer det, den "#,
    r#"er sikker på, og lægger resten i en kø til økonomiafdelingen.","#,
    r#""experience":"De fleste fejl kom af gamle leverandørnumre; ryd op i dem først."}"#,
);

/// Texts as long as people write them.
pub const CHALLENGE: &str = "Fakturaer uden ordrenummer kommer ind i fællespostkassen og bliver fordelt i hånden til den \
     medarbejder, der plejer at godkende leverandøren.";

/// See [`CHALLENGE`].
pub const SOLUTION: &str = "Robotten læser postkassen hvert kvarter, konterer det, den er sikker på, og lægger resten i \
     en kø til økonomiafdelingen.";

/// Appends of one caller, one after another.
#[derive(Debug, Clone)]
pub struct Caller {
    stream: Uuid,
    version: u64,
    /// Whether each has an idempotency key, as every command of the product has.
    keyed: bool,
}

impl Caller {
    /// A caller that has appended nothing yet.
    pub fn new(keyed: bool) -> Self {
        Self { stream: ids::v7(), version: 0, keyed }
    }

    /// The next append.
    pub fn next_append(&mut self) -> Append {
        if self.version == EVENTS_OF_A_STREAM {
            self.stream = ids::v7();
            self.version = 0;
        }
        let expected = match self.version {
            0 => Expected::NoStream,
            version => Expected::Version(version),
        };
        self.version += 1;
        // A command's id has no order.
        let id = if self.keyed { ids::random() } else { ids::v7() };
        Append {
            stream: format!("case-{}", self.stream),
            expected,
            events: vec![NewEvent {
                id,
                kind: KIND.to_owned(),
                schema: 1,
                data: DATA.as_bytes().to_vec(),
            }],
            origin: origin(id),
            command: self.keyed.then_some(CommandKey { id, digest: [7; 32] }),
        }
    }
}

/// The origin of an event that a person caused.
pub fn origin(correlation: Uuid) -> Origin {
    Origin {
        at: Clock::system().now(),
        person: Some(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001)),
        job: None,
        organisation: Some("29189668".to_owned()),
        correlation,
        causation: None,
    }
}

/// An append of so many events to a stream of its own, as an import makes it.
pub fn batch(events: usize) -> Append {
    let mut caller = Caller::new(true);
    let mut append = caller.next_append();
    let event = |id| NewEvent { id, ..append.events[0].clone() };
    // The last one bears the command's id.
    let mut batch: Vec<NewEvent> = (1..events).map(|_| event(ids::v7())).collect();
    batch.append(&mut append.events);
    append.events = batch;
    append
}

#[cfg(test)]
mod tests {
    use registry::log::Expected;

    use super::{Caller, DATA};

    #[test]
    fn the_data_is_json_as_the_log_demands() {
        assert!(serde_json::from_str::<serde_json::Value>(DATA).unwrap().is_object());
    }

    #[test]
    fn a_caller_begins_a_stream_after_every_ten_events() {
        let mut caller = Caller::new(true);
        let appends: Vec<_> = (0..12).map(|_| caller.next_append()).collect();
        assert_eq!(appends[9].expected, Expected::Version(9));
        assert_eq!(appends[10].expected, Expected::NoStream);
        assert_eq!(appends[9].stream, appends[0].stream);
        assert_ne!(appends[10].stream, appends[0].stream);
    }
}
