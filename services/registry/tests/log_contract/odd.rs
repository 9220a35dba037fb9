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

pub async fn any_json_is_kept(store: &Store) {
    let log = store.open().await;
    let odd = ["null", "true", "0", "-1.5e-300", "\"\"", "[]", "[{},[],\"x\"]", r#"{"":{"":[]}}"#];
    let batch: Vec<_> = odd.into_iter().map(event).collect();
    log.append(append("case-1", Expected::NoStream, batch)).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    let data: Vec<_> = stored.iter().map(|it| str::from_utf8(&it.event.data).unwrap()).collect();
    assert_eq!(data, odd);
    crate::heads::assert_chained(&stored);
}

pub async fn deep_json_is_kept(store: &Store) {
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    keeps(store, event(&deep)).await;
}

pub async fn many_members_are_kept(store: &Store) {
    let members: Vec<_> = (0..5_000).map(|number| format!(r#""m{number}":{number}"#)).collect();
    keeps(store, event(&format!("{{{}}}", members.join(",")))).await;
}

pub async fn a_member_that_comes_twice_is_kept_twice(store: &Store) {
    keeps(store, event(r#"{"a":1,"a":2,"a":1}"#)).await;
}

pub async fn long_names_are_kept(store: &Store) {
    let name = "æ".repeat(200);
    let mut odd = event("{}");
    name.clone_into(&mut odd.kind);
    there_and_back(store, append(&name, Expected::NoStream, vec![odd])).await;
}

pub async fn names_that_mean_something_to_stores_are_only_names(store: &Store) {
    let log = store.open().await;
    let names =
        ["$all", "$$case-1", "$ce-case", "events", "main.events", "\"events\"", "../x", "%00"];
    for name in names {
        let mut odd = event("{}");
        name.clone_into(&mut odd.kind);
        log.append(append(name, Expected::NoStream, vec![odd])).await.unwrap();
    }
    for name in names {
        let stored = log.read(name, 0).await.unwrap();
        assert_eq!((stored.len(), stored[0].event.kind.as_str()), (1, name));
    }
}

pub async fn times_far_from_now_are_kept(store: &Store) {
    for at in ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "9999-12-31T23:59:59Z"] {
        let origin = Origin { at: at.parse().unwrap(), ..origin() };
        let sent = Append { origin: origin.clone(), ..one(at) };
        let log = store.open().await;
        log.append(sent).await.unwrap();
        assert_eq!(log.read(at, 0).await.unwrap()[0].origin, origin);
    }
}

pub async fn the_first_and_the_last_id_are_ids(store: &Store) {
    let log = store.open().await;
    let batch = [Uuid::nil(), Uuid::max()].map(|id| NewEvent { id, ..event("{}") }).to_vec();
    log.append(append("case-1", Expected::NoStream, batch.clone())).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    assert_eq!(stored.into_iter().map(|it| it.event).collect::<Vec<_>>(), batch);
}
