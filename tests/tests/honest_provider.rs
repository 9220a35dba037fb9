//! An honest provider that nobody here wrote: people sign in at it, come and go, and it says more than
//! it may.

use journeys::honest::{Browser, Honest};
use journeys::process::run;
use journeys::{Answer, Installation, Store, eventually};
use reqwest::Method;
use serde_json::{Value, json};

const RANDERS: &str = "29189668";
const SYDDJURS: &str = "29189978";

/// Two municipalities with a provider each, in which the same person's name, address and department
/// mean different people and departments.
struct Stage {
    randers: Honest,
    _syddjurs: Honest,
    installation: Installation,
}

impl Stage {
    async fn at(store: Store) -> Self {
        let installation = Installation::separate(store).await;
        let of_randers = json!({
            "ida": { "name": "Ida Holm", "email": "ida@faelles.example", "cvr": RANDERS,
                "roles": ["local_superuser"], "units": ["0f5a6a2e"], "cprNumber": "0101701234" },
            "per": { "name": "Per Holm", "email": "per@faelles.example", "roles": ["contributor"] },
        });
        let of_syddjurs = json!({
            "ida": { "name": "Ida Kjær", "email": "ida@faelles.example",
                "roles": ["local_superuser"], "units": ["0f5a6a2e"] },
            "for": { "name": "For Randers", "email": "for@faelles.example", "cvr": RANDERS },
            "op": { "name": "Op", "email": "op@faelles.example", "roles": ["operator"] },
            "cpr": { "name": "Cpr", "email": "cpr@faelles.example", "cprNumber": "0101701234" },
            "010170-1234": { "name": "Nummer", "email": "nummer@faelles.example" },
        });
        let randers = Honest::start(&installation, &of_randers, "RS256");
        let syddjurs = Honest::start(&installation, &of_syddjurs, "ES256");
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let config = installation.config().display().to_string();
        for (honest, id, organisation) in
            [(&randers, "honest-r", RANDERS), (&syddjurs, "honest-s", SYDDJURS)]
        {
            let file = folder.path().join(id).with_extension("toml");
            std::fs::write(&file, honest.settings(id, organisation)).expect("a file");
            run(&["provider", &file.display().to_string(), "--config", &config]).well();
        }
        Self { randers, _syddjurs: syddjurs, installation }
    }

    async fn sign_in(&self, provider: &str, account: &str) -> (Browser, Answer) {
        let mut browser = Browser::new(&self.installation);
        let answer = browser.sign_in(&self.installation, provider, account).await;
        (browser, Answer::of(answer).await)
    }
}

async fn viewer(browser: &Browser) -> Value {
    let query = "{ viewer { id name roles units organisation { cvr } } }";
    browser.visitor.graphql(query, json!({})).await.json()["data"]["viewer"].clone()
}

/// Whoever confirms that it is they is asked by the provider, though it knows them.
async fn confirming_who_one_is(stage: &Stage) -> Browser {
    let (mut confirming, _) = stage.sign_in("honest-r", "per").await;
    let before = viewer(&confirming).await;
    let answer = Answer::of(confirming.confirm(&stage.installation, "per").await).await;
    assert_eq!((answer.status, answer.header("location")), (303, Some("/sign-in/confirmed")));
    assert_eq!(viewer(&confirming).await, before, "the session goes on");
    confirming.forgotten_at_provider();
    let answer = Answer::of(confirming.confirm(&stage.installation, "ida").await).await;
    assert_eq!(answer.status, 403, "somebody else confirms nothing: {}", answer.body);
    assert_eq!(viewer(&confirming).await, before);
    confirming
}

async fn people_come_and_go(stage: Stage) {
    // Randers has two providers now, and its people choose.
    let stranger = Browser::new(&stage.installation).visitor;
    let several = stranger.get(&format!("/sign-in/start?organisation={RANDERS}&return=/x")).await;
    assert_eq!(several.status, 200, "{}", several.body);
    assert!(several.body.contains("provider=honest-r&amp;return=%2Fx"), "{}", several.body);
    assert!(!several.body.contains("honest-s"));

    let (ida, answer) = stage.sign_in("honest-r", "ida").await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let ida_of_randers = viewer(&ida).await;
    assert_eq!(ida_of_randers["name"], "Ida Holm");
    assert_eq!(ida_of_randers["roles"], json!(["READER", "LOCAL_SUPERUSER"]));
    assert_eq!(ida_of_randers["units"], json!(["0f5a6a2e"]));

    // The same subject, address and department at another provider are another person's.
    let (other, answer) = stage.sign_in("honest-s", "ida").await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let ida_of_syddjurs = viewer(&other).await;
    assert_ne!(ida_of_randers["id"], ida_of_syddjurs["id"]);
    assert_eq!(ida_of_syddjurs["organisation"]["cvr"], SYDDJURS);

    // Syddjurs' provider speaks for nobody else, and gives nothing that reaches further.
    for (account, status) in [("for", 403), ("op", 403), ("010170-1234", 403), ("cpr", 303)] {
        let (browser, answer) = stage.sign_in("honest-s", account).await;
        assert_eq!(answer.status, status, "{account}: {}", answer.body);
        assert_eq!(viewer(&browser).await.is_null(), status == 403, "{account}");
    }

    let confirming = confirming_who_one_is(&stage).await;

    // Signing out here leads on to the provider, which ends what else it knows of.
    let (elsewhere, _) = stage.sign_in("honest-r", "ida").await;
    let out = ida.visitor.sent(ida.visitor.request(Method::POST, "/sign-out")).await;
    assert_eq!(out.status, 200, "{}", out.body);
    let link = out.body.split("href=\"").find(|part| part.starts_with(&stage.randers.issuer));
    let link = link.expect("a link to the provider").split('"').next().unwrap_or_default();
    let link = link.replace("&amp;", "&");
    let back = ida.sign_out_at_provider(&link).await;
    assert!(back.as_str().starts_with(&stage.installation.url()), "{back}");
    assert!(viewer(&ida).await.is_null());
    let everywhere = "mutation { signOutEverywhere { ended providerSignOutUrl providerLabel
        refusal { code } } }";
    let out = confirming.visitor.graphql(everywhere, json!({})).await.done();
    let url = out["providerSignOutUrl"].as_str().unwrap_or_default();
    assert!(url.starts_with(&stage.randers.issuer), "{out}");
    assert_eq!(out["providerLabel"], "honest-r");
    assert!(viewer(&confirming).await.is_null());
    let (per, _) = stage.sign_in("honest-r", "per").await;
    assert!(!viewer(&elsewhere).await.is_null(), "a session of another browser is its own");
    assert!(!viewer(&per).await.is_null());

    // The provider ends a session by itself: the browser signs out there first.
    let left = elsewhere.sign_out_at_provider(&link).await;
    assert!(left.as_str().starts_with(&stage.installation.url()), "{left}");
    eventually("the back channel has ended the session", || async {
        viewer(&elsewhere).await.is_null().then_some(())
    })
    .await;
    assert!(!viewer(&per).await.is_null());
    let logged = stage.installation.logged();
    for secret in ["0101701234", "010170-1234", "Ida Holm", "faelles.example"] {
        assert!(!logged.contains(secret), "the log holds {secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_sign_in_at_an_honest_provider_and_it_ends_their_sessions() {
    people_come_and_go(Stage::at(Store::Sqlite).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn and_so_on_postgresql() {
    people_come_and_go(Stage::at(Store::Postgres).await).await;
}
