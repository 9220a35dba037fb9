//! Events as no test of the product would write them.

use registry::log::{Append, Expected, NewEvent, Origin, Recorded};
use uuid::Uuid;

use crate::given::{Store, append, event, one, origin};

/// Appends one event and reads it back, from its stream and from the whole log.
async fn there_and_back(store: &Store, sent: Append) -> Recorded {
    let log = store.open().await;
    let (stream, event, origin) =
        (sent.stream.clone(), sent.events[0].clone(), sent.origin.clone());
    log.append(sent).await.unwrap();
    let stored = log.read(&stream, 0).await.unwrap().remove(0);
    assert_eq!((&stored.stream, &stored.event, &stored.origin), (&stream, &event, &origin));
    assert_eq!(log.read_all(0, 1).await.unwrap(), std::slice::from_ref(&stored));
    stored
}

async fn keeps(store: &Store, event: NewEvent) {
    there_and_back(store, append("case-1", Expected::NoStream, vec![event])).await;
}

pub async fn an_event_of_one_mebibyte_is_kept(store: &Store) {
    let text = "Rødgrød ".repeat((1 << 20) / 10 + 1);
    let huge = event(&serde_json::to_string(&text).unwrap());
    assert!(huge.data.len() > 1 << 20);
    keeps(store, huge).await;
}

pub async fn unicode_is_kept_in_every_text(store: &Store) {
    let text = "æøå ÆØÅ e\u{301} \u{1f469}\u{200d}\u{1f52c} \u{202e}עברית\u{202c} 漢字 \u{10ffff}";
    let mut odd = event(&serde_json::to_string(text).unwrap());
    text.clone_into(&mut odd.kind);
    let origin =
        Origin { job: Some(text.to_owned()), organisation: Some(text.to_owned()), ..origin() };
    let sent = Append { origin, ..append(text, Expected::NoStream, vec![odd]) };
    there_and_back(store, sent).await;
}

pub async fn an_empty_object_is_kept(store: &Store) {
    keeps(store, event("{}")).await;
}

pub async fn an_escaped_nul_is_kept(store: &Store) {
    let odd = event(r#"{"text":"a\u0000b","surrogate":"\ud83d\ude00"}"#);
    let origin = Origin { job: Some("a\0b".to_owned()), ..origin() };
    let sent = Append { origin, ..append("case-1", Expected::NoStream, vec![odd]) };
    there_and_back(store, sent).await;
}

pub async fn data_is_kept_byte_for_byte(store: &Store) {
    let data = " {\"b\" : 1.10, \"a\":12345678901234567890123, \"a\": 1e400,\r\n\t\"æ\":null } \n";
    keeps(store, event(data)).await;
}

pub async fn sql_in_a_name_is_only_a_name(store: &Store) {
    let name = r#"case-'); DROP TABLE events; -- "$1" ? %s \ "#;
    let mut odd = event(r#"{"sql":"'; DELETE FROM events; --"}"#);
    name.clone_into(&mut odd.kind);
    there_and_back(store, append(name, Expected::NoStream, vec![odd])).await;
}

pub async fn the_highest_schema_version_is_kept(store: &Store) {
    let mut odd = event("[]");
    odd.schema = u16::MAX;
    keeps(store, odd).await;
}

pub async fn an_origin_without_a_person_is_kept(store: &Store) {
    let nobody = Origin {
        person: None,
        job: Some("reminders".to_owned()),
        organisation: None,
        correlation: Uuid::max(),
        causation: None,
        ..origin()
    };
    let stored = there_and_back(store, Append { origin: nobody.clone(), ..one("case-1") }).await;
    assert_eq!(stored.origin, nobody);
}
