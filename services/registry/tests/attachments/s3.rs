//! A bucket, of a stand-in that speaks as much of S3 as is used. A real service was not asked.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use registry::attachments::{AttachmentSettings, Files};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::given::{CASE, all, blob, bytes, file};

type Objects = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// One bucket on loopback, with its objects by their names.
struct Bucket {
    address: String,
    objects: Objects,
    folder: TempDir,
}

struct Asked {
    method: String,
    path: String,
    query: String,
    signed: bool,
    body: Vec<u8>,
}

impl Bucket {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let objects = Objects::default();
        let held = Arc::clone(&objects);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, Arc::clone(&held)));
            }
        });
        Self { address, objects, folder: tempfile::tempdir().unwrap() }
    }

    fn settings(&self, key: &str) -> AttachmentSettings {
        let credentials = self.folder.path().join("key.toml");
        std::fs::write(
            &credentials,
            format!("access_key_id = '{key}'\nsecret_access_key = 'hemmelig'\n"),
        )
        .unwrap();
        let text = format!(
            "[s3]\nbucket = 'genvej'\nprefix = 'filer'\nendpoint = '{}'\nallow_http = true\n\
             credentials_file = '{}'\n",
            self.address,
            credentials.display()
        );
        toml::from_str(&text).unwrap()
    }
}

async fn serve(socket: TcpStream, objects: Objects) -> std::io::Result<()> {
    let mut socket = BufReader::new(socket);
    while let Some(asked) = read(&mut socket).await? {
        let (status, body) = answer(&asked, &objects);
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"e\"\r\n\
             Last-Modified: Sun, 01 Mar 2026 08:00:00 GMT\r\n\r\n",
            body.len()
        );
        socket.write_all(head.as_bytes()).await?;
        socket.write_all(&body).await?;
        socket.flush().await?;
    }
    Ok(())
}

async fn read(socket: &mut BufReader<TcpStream>) -> std::io::Result<Option<Asked>> {
    let mut line = String::new();
    if socket.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut words = line.split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap(), words.next().unwrap());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let (mut length, mut signed) = (0, false);
    loop {
        let mut header = String::new();
        socket.read_line(&mut header).await?;
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => signed = value.contains("Credential=NOEGLE/"),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await?;
    let (path, query) = (path.to_owned(), query.to_owned());
    Ok(Some(Asked { method, path, query, signed, body }))
}

fn answer(asked: &Asked, objects: &Objects) -> (&'static str, Vec<u8>) {
    if !asked.signed {
        return ("403 Forbidden", b"<Error><Code>InvalidAccessKeyId</Code></Error>".to_vec());
    }
    let mut objects = objects.lock().unwrap();
    let name = asked.path.strip_prefix("/genvej").unwrap().trim_start_matches('/').to_owned();
    match (asked.method.as_str(), asked.query.as_str()) {
        ("PUT", "") => {
            objects.insert(name, asked.body.clone());
            ("200 OK", Vec::new())
        }
        ("GET", "") => match objects.get(&name) {
            Some(body) => ("200 OK", body.clone()),
            None => ("404 Not Found", b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
        },
        ("GET", query) if query.contains("list-type=2") => {
            let content = |(key, body): (&String, &Vec<u8>)| {
                format!(
                    "<Contents><Key>{key}</Key><Size>{}</Size>\
                     <LastModified>2026-03-01T08:00:00.000Z</LastModified></Contents>",
                    body.len()
                )
            };
            let all: String = objects.iter().map(content).collect();
            ("200 OK", format!("<ListBucketResult>{all}</ListBucketResult>").into_bytes())
        }
        ("POST", query) if query.contains("delete") => {
            let text = String::from_utf8(asked.body.clone()).unwrap();
            let mut told = String::new();
            for key in text.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next()) {
                objects.remove(key);
                write!(told, "<Deleted><Key>{key}</Key></Deleted>").unwrap();
            }
            ("200 OK", format!("<DeleteResult>{told}</DeleteResult>").into_bytes())
        }
        ("DELETE", "") => {
            objects.remove(&name);
            ("204 No Content", Vec::new())
        }
        _ => ("501 Not Implemented", Vec::new()),
    }
}

#[tokio::test]
async fn a_bucket_keeps_gives_lists_and_deletes() {
    let bucket = Bucket::start().await;
    let files = Files::open(&bucket.settings("NOEGLE")).unwrap();
    files.put(CASE, blob(1), &mut file(b"indhold")).await.unwrap();
    let names: Vec<String> = bucket.objects.lock().unwrap().keys().cloned().collect();
    assert_eq!(names, [format!("filer/{CASE}/{}", blob(1))]);
    assert_eq!(bytes(&files, blob(1)).await.unwrap(), b"indhold");
    assert_eq!(bytes(&files, blob(2)).await, None);
    assert_eq!(all(&files).await, [blob(1)]);
    for _ in 0..2 {
        files.delete(CASE, blob(1)).await.unwrap();
    }
    assert!(bucket.objects.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_bucket_that_does_not_know_the_key_keeps_nothing() {
    let bucket = Bucket::start().await;
    let files = Files::open(&bucket.settings("FORKERT")).unwrap();
    files.put(CASE, blob(1), &mut file(b"indhold")).await.unwrap_err();
    assert!(bucket.objects.lock().unwrap().is_empty());
}
