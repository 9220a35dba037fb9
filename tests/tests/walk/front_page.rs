//! The catalogue editor says what the front page says.

use serde_json::{Value, json};

use crate::shared::Walk;

const PAGE: &str = "{ frontPage { danish: html(language: DANISH) english: html(language: ENGLISH)
    da: text(language: DANISH) en: text(language: ENGLISH) text revision } }";

pub async fn the_editor_says_it_to_everybody(walk: &mut Walk) {
    let (editor, stranger) = (&walk.coordinator, &walk.stranger);
    let nothing = json!({"danish": null, "english": null, "da": null, "en": null, "text": null});
    let mut page = stranger.ask(PAGE).await["frontPage"].take();
    assert_eq!(page["revision"].take(), Value::Null);
    page.as_object_mut().expect("an object").remove("revision");
    assert_eq!(page, nothing);
    let before = editor.ask(PAGE).await["frontPage"]["revision"].clone();
    assert_eq!(before, 0, "{before}");

    let said = json!({"da": "## Velkommen\n<script>alert(1)</script>", "en": "**Welcome**",
        "expectedRevision": before});
    for other in [&walk.randers, &walk.superuser] {
        let refused = other.change("reviseFrontPage", said.clone()).await.refusal();
        assert_eq!(refused.code(), "not_permitted");
    }
    let refused = stranger.change("reviseFrontPage", said.clone()).await.refusal();
    assert_eq!(refused.code(), "not_signed_in");
    editor.change("reviseFrontPage", said.clone()).await.done();
    let page = editor.ask(PAGE).await["frontPage"].take();
    assert_eq!(page["revision"], 1, "one sees what one did");
    assert_eq!(page["english"], "<p><strong>Welcome</strong></p>\n");
    let danish = page["danish"].as_str().unwrap_or_default();
    assert!(danish.contains("<h4>Velkommen</h4>") && !danish.contains("<script"), "{danish}");
    assert_eq!(page["text"], page["da"], "Danish, when nothing else is asked for");

    let mut other = said.clone();
    other["en"] = json!("Hello");
    let met = editor.change("reviseFrontPage", other.clone()).await.refusal();
    assert_eq!(met.code(), "conflict");
    other["expectedRevision"] = json!(1);
    other["en"] = json!("");
    let refused = editor.change("reviseFrontPage", other.clone()).await.refusal();
    assert_eq!(refused.fields(), ["frontPage.en required"]);
    other["en"] = json!("Hello");
    editor.change("reviseFrontPage", other).await.done();
    let seen = journeys::eventually("a stranger reads it", || async {
        let page = stranger.ask(PAGE).await["frontPage"].take();
        (page["en"] == "Hello").then_some(page)
    });
    assert_eq!(seen.await["revision"], Value::Null);

    let shown = "{ frontPage { preview(text: \"[a](javascript:alert(1)) **b**\") } }";
    let shown = stranger.ask(shown).await["frontPage"]["preview"].take();
    let shown = shown.as_str().unwrap_or_default();
    assert!(shown.contains("<strong>b</strong>") && !shown.contains("javascript"), "{shown}");
    let nothing = json!({"da": "", "en": "", "expectedRevision": 2});
    editor.change("reviseFrontPage", nothing).await.done();
    assert_eq!(editor.ask(PAGE).await["frontPage"]["danish"], Value::Null);
}
