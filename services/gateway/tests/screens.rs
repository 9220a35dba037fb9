//! The built screens, served as they lie in their folder.

mod stand_in;

use std::path::PathBuf;

use reqwest::Response;
use stand_in::{SESSION, Stage, cookie};
use tempfile::TempDir;

/// A folder as a build leaves it.
fn built() -> TempDir {
    let folder = tempfile::tempdir().expect("invariant: there is room");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("invariant: there is room");
    };
    std::fs::create_dir(folder.path().join("static")).expect("invariant: there is room");
    write("index.html", "<!doctype html><title>Genvej</title>");
    write("static/index-abc123.js", "export {}");
    write("static/odd.exe", "MZ");
    write("secret.txt", "secret");
    folder
}

/// A gateway that serves a folder.
async fn serving(folder: &TempDir) -> Stage {
    Stage::with(|settings| folder.path().clone_into(&mut settings.web_folder)).await
}

/// As a browser on its way asks.
async fn visit(stage: &Stage, path: &str) -> Response {
    let request = stage.http.get(stage.url(path)).header("accept", "text/html,*/*;q=0.8");
    request.header("cookie", cookie()).send().await.expect("invariant: the gateway answers")
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("invariant: plain text"))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_address_gets_the_one_page_under_a_policy_without_inline_code() {
    let folder = built();
    let stage = serving(&folder).await;
    for path in ["/", "/loesninger", "/loesninger/ny", "/er-her-ikke?q=1", "/indbakke"] {
        let page = visit(&stage, path).await;
        assert_eq!(page.status().as_u16(), 200, "{path}");
        assert_eq!(header(&page, "cache-control"), "no-store", "{path}");
        let policy = header(&page, "content-security-policy").to_owned();
        assert!(policy.contains("script-src 'self';") && policy.contains("default-src 'none'"));
        assert!(!policy.contains("unsafe") && !policy.contains("data:"), "{policy}");
        let body = page.text().await.unwrap();
        assert!(body.contains("<title>Genvej</title>") && !body.contains(SESSION), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_loads_is_kept_for_ever_and_nothing_else_of_the_folder_is_given() {
    let folder = built();
    let stage = serving(&folder).await;
    let script = visit(&stage, "/static/index-abc123.js").await;
    assert_eq!(script.status().as_u16(), 200);
    assert_eq!(header(&script, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&script, "content-type"), "text/javascript; charset=utf-8");
    for path in [
        "/static/gone-abc123.js",
        "/static/odd.exe",
        "/static/..%2fsecret.txt",
        "/static/..%2findex.html",
        "/static/.",
        "/secret.txt",
    ] {
        assert_eq!(visit(&stage, path).await.status().as_u16(), 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_for_programs_never_gets_a_page() {
    let folder = built();
    let stage = serving(&folder).await;
    for path in ["/api/v1/cases", "/graphql/x", "/sign-in/nowhere", "/metrics/x", "/robots.txt"] {
        assert_eq!(visit(&stage, path).await.status().as_u16(), 404, "{path}");
    }
    let program = stage.http.get(stage.url("/loesninger")).send().await.unwrap();
    assert_eq!(program.status().as_u16(), 404, "a program that asks for no page");
    let posted = stage.http.post(stage.url("/loesninger")).header("accept", "text/html");
    assert_eq!(posted.send().await.unwrap().status().as_u16(), 404);
    assert_eq!(visit(&stage, "/graphql").await.status().as_u16(), 405);
    assert_eq!(visit(&stage, "/graphiql").await.status().as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_built_folder_the_start_page_says_so() {
    let stage = Stage::with(|settings| settings.web_folder = PathBuf::from("not-there")).await;
    let page = visit(&stage, "/").await.text().await.unwrap();
    assert!(page.contains("Skærmbillederne er ikke bygget"), "{page}");
    assert_eq!(visit(&stage, "/loesninger").await.status().as_u16(), 404);
}
