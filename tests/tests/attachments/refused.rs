//! What is not taken in, and that nothing of it is kept.

use std::fmt::Write as _;
use std::time::Duration;

use journeys::{Visitor, new_id};
use reqwest::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::given::{Given, PDF, add, fetched, registered, told, upload};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_of_no_allowed_type_is_refused_whatever_it_is_called() {
    let given = Given::shared("").await;
    let Given { randers, case, .. } = &given;
    let refused: [(&str, &[u8]); 6] = [
        ("side.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("tegning.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("plan.txt", b"#!/bin/sh\nrm -rf ~\n"),
        ("faktura.docx", b"MZ\x90\0\x03\0\0\0\x04\0\0\0"),
        ("arkiv.xlsx", b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.exe"),
        ("billede.jpg", b"\0\x01\x02\x03"),
    ];
    for (name, bytes) in refused {
        let answer = add(randers, case, &new_id(), name, bytes).await;
        assert_eq!(answer.status, 422, "{name}: {}", answer.body);
        assert_eq!(answer.code(), "attachment_type_not_allowed", "{name}");
    }
    for (name, bytes, field) in [("..", PDF, "fileName"), ("tom.pdf", b"".as_slice(), "size")] {
        let answer = add(randers, case, &new_id(), name, bytes).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid_fields"), "{name}");
        assert_eq!(answer.json()["fields"][0]["field"], format!("attachment.{field}"));
    }
    assert_eq!((given.names().await.len(), given.stored()), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_refused_with_the_limit() {
    let given = Given::shared("").await;
    let Given { randers, case, .. } = &given;
    let large = [PDF.to_vec(), vec![b'x'; 25 << 20]].concat();
    let stream =
        futures::stream::iter(large.chunks(1 << 20).map(<[u8]>::to_vec).collect::<Vec<_>>());
    let stream = futures::StreamExt::map(stream, Ok::<_, std::io::Error>);
    let said = upload(randers, case, &new_id(), "stor.pdf", false).body(large.clone());
    let unsaid = upload(randers, case, &new_id(), "stor.pdf", false)
        .body(reqwest::Body::wrap_stream(stream));
    for request in [said, unsaid] {
        let answer = randers.sent(request).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid_fields"));
        let field = &answer.json()["fields"][0];
        assert_eq!(
            (&field["field"], &field["limit"]),
            (&"attachment.size".into(), &(25 << 20).into())
        );
    }
    assert_eq!((given.names().await.len(), given.stored()), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_is_cut_off_leaves_nothing() {
    let given = Given::shared("").await;
    let Given { randers, case, .. } = &given;
    let id = new_id();
    let request = upload(randers, case, &id, "plan.pdf", false).build().unwrap();
    let url = request.url().clone();
    let mut head = format!("POST {}?{} HTTP/1.1\r\n", url.path(), url.query().unwrap());
    let host = url.authority();
    write!(head, "Host: {host}\r\nContent-Length: 100000\r\n").unwrap();
    for (name, value) in request.headers() {
        write!(head, "{name}: {}\r\n", value.to_str().unwrap()).unwrap();
    }
    let mut socket = TcpStream::connect(url.authority()).await.unwrap();
    socket.write_all(format!("{head}\r\n").as_bytes()).await.unwrap();
    socket.write_all(PDF).await.unwrap();
    socket.shutdown().await.unwrap();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(30), socket.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "it is not waited for for ever");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(!answer.contains(" 201 "), "{answer}");
    assert_eq!((given.names().await.len(), given.stored()), (0, 0));
    // Nor is its id used up.
    assert_eq!(add(randers, case, &id, "plan.pdf", PDF).await.status, 201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_may_edit_adds_files_and_a_private_case_is_like_none() {
    let given = Given::shared("").await;
    let Given { randers, syddjurs, case, .. } = &given;
    let private = registered(randers, "DRAFT").await;
    let absent = new_id();
    let may_not = add(syddjurs, case, &new_id(), "plan.pdf", PDF).await;
    assert_eq!((may_not.status, may_not.code().as_str()), (403, "not_permitted"));
    let stranger = Visitor::anonymous(&given.installation);
    for (by, status) in [(syddjurs, 404), (&stranger, 401)] {
        let tried = |case: &str| {
            let (case, id) = (case.to_owned(), new_id());
            async move { add(by, &case, &id, "plan.pdf", PDF).await }
        };
        let (foreign, none) = (tried(&private).await, tried(&absent).await);
        assert_eq!(foreign.status, status, "{}", foreign.body);
        assert_eq!(told(&foreign, &[&private]), told(&none, &[&absent]));
    }
    for path in ["/api/v1/cases/x/attachments/y", "/api/v1/cases//attachments/"] {
        assert_eq!(syddjurs.get(path).await.status, 404);
    }
    assert_eq!(fetched(syddjurs, &private, &new_id()).await.status, 404);
    assert_eq!(given.stored(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_another_site_adds_nothing() {
    let given = Given::shared("").await;
    let Given { randers, case, .. } = &given;
    let path = format!("/api/v1/cases/{case}/attachments?id={}&name=plan.pdf", new_id());
    for kind in
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]
    {
        let request = randers.request(Method::POST, &path).header("Content-Type", kind);
        assert_eq!(randers.sent(request.body(PDF)).await.status, 415, "{kind}");
    }
    let mut request =
        upload(randers, case, &new_id(), "plan.pdf", false).body(PDF).build().unwrap();
    request.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
    let answer = reqwest::Client::new().execute(request).await.unwrap();
    assert_eq!(answer.status(), 403);
    assert_eq!((given.names().await.len(), given.stored()), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organisation_has_no_more_room_than_it_is_given() {
    let given = Given::shared("organisation_mib = 1").await;
    let Given { randers, syddjurs, case, .. } = &given;
    let pdf = |kib: usize| {
        let more = std::iter::repeat_n(b'x', kib * 1024 - PDF.len());
        PDF.iter().copied().chain(more).collect::<Vec<u8>>()
    };
    assert_eq!(add(randers, case, &new_id(), "a.pdf", &pdf(600)).await.status, 201);
    // Another case of the same organisation, once the first is counted.
    let other = registered(randers, "ORGANISATION").await;
    given.names().await;
    let full = add(randers, &other, &new_id(), "b.pdf", &pdf(600)).await;
    assert_eq!((full.status, full.code().as_str()), (422, "attachment_quota"));
    let elsewhere = registered(syddjurs, "ORGANISATION").await;
    assert_eq!(add(syddjurs, &elsewhere, &new_id(), "c.pdf", &pdf(600)).await.status, 201);
    assert_eq!(given.stored(), 2);
}
