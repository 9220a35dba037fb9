//! An administrator at work in the running product: people, providers, sessions, and commands beside
//! them.

use journeys::process::run;
use journeys::{Answer, Installation, Store, Visitor, demo_person, eventually, global_id, new_id};
use reqwest::Method;
use serde_json::{Value, json};

async fn roles_of(visitor: &Visitor) -> Option<Value> {
    let answer = visitor.graphql("{ viewer { roles } }", json!({})).await;
    let viewer = answer.json()["data"]["viewer"].clone();
    (!viewer.is_null()).then(|| viewer["roles"].clone())
}

async fn person_id(administrator: &Visitor, name: &str) -> String {
    let query = "query($name: String!) { administration { people(filter: { search: $name }) {
        totalCount nodes { id name } } } }";
    let found = administrator.graphql(query, json!({ "name": name })).await.data();
    let people = &found["administration"]["people"];
    assert_eq!(people["totalCount"], 1, "{found}");
    people["nodes"][0]["id"].as_str().expect("an id").to_owned()
}

async fn done(visitor: &Visitor, mutation: &str, id: &str) -> Value {
    let query = format!("mutation($id: ID!) {{ outcome: {mutation} }}");
    visitor.graphql(&query, json!({ "id": id })).await.data()["outcome"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_gives_roles_and_locks_out_and_both_are_felt_within_seconds() {
    let installation = Installation::separate(Store::Sqlite).await;
    let administrator = Visitor::sign_in(&installation, "administrator-randers").await;
    let consultant = Visitor::sign_in(&installation, "consultant-randers").await;
    let foreign = Visitor::sign_in(&installation, "superuser-syddjurs").await;
    let id = person_id(&administrator, "Karen Holmgaard").await;

    let give = "giveRole(input: { personId: $id, role: SUPERUSER }) {
        person { roles claimedRoles givenRoles { role givenBy { name } } } refusal { code } }";
    let refused = done(&foreign, give, &id).await;
    assert_eq!(refused["refusal"]["code"], "not_administrator");
    let nothing =
        foreign.ask("{ administration { roles } installationLog { nodes { kind } } }").await;
    assert_eq!(nothing, json!({"administration": null, "installationLog": null}));

    let given = done(&administrator, give, &id).await;
    assert_eq!(given["person"]["claimedRoles"], json!(["READER", "CONTRIBUTOR"]));
    let by = &given["person"]["givenRoles"][0];
    assert_eq!(by["givenBy"]["name"], "Hanne Lyngsø");
    eventually("the role is held", || async {
        let roles = roles_of(&consultant).await?;
        roles.as_array()?.contains(&json!("SUPERUSER")).then_some(())
    })
    .await;

    let disable = "disablePerson(input: { personId: $id }) { person { active } refusal { code } }";
    assert_eq!(done(&administrator, disable, &id).await["person"]["active"], false);
    eventually("the session is over", || async {
        roles_of(&consultant).await.is_none().then_some(())
    })
    .await;
    let mut again = Visitor::anonymous(&installation);
    let back = again.callback_of(&demo_person("consultant-randers")).await;
    let refused = Answer::of(again.follow(&back).await).await;
    assert_eq!(refused.status, 403, "{}", refused.body);

    let log = "{ administration { auditLog(first: 100) { nodes { kind detail person { name }
        by { name } } } } }";
    let log = administrator.ask(log).await["administration"]["auditLog"]["nodes"].clone();
    let entries = log.as_array().expect("entries");
    let of = |kind: &str| entries.iter().find(|one| one["kind"] == kind).cloned();
    let changed = of("person_changed").expect("it is in the log");
    assert_eq!(changed["detail"], "disabled");
    assert_eq!(changed["person"]["name"], "Karen Holmgaard");
    assert_eq!(changed["by"]["name"], "Hanne Lyngsø");
    assert_eq!(of("sign_in_refused").expect("likewise")["detail"], "person_disabled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_tried_in_the_browser_and_shows_what_came() {
    let installation = Installation::separate(Store::Sqlite).await;
    let mut administrator = Visitor::sign_in(&installation, "administrator-randers").await;
    let providers = "{ administration { identityProviders { id label hasClientSecret active } } }";
    let providers = administrator.ask(providers).await;
    let provider = &providers["administration"]["identityProviders"][0];
    assert_eq!((&provider["hasClientSecret"], &provider["active"]), (&json!(true), &json!(true)));
    let test = "testIdentityProvider(input: { providerId: $id, returnPath: \"/administration\" }) {
        test { id finishedAt } startAt refusal { code } }";
    let id = provider["id"].as_str().expect("an id");
    let made = done(&administrator, test, id).await;
    let start = made["startAt"].as_str().expect("a path").to_owned();

    // Somebody else cannot walk through it, signed in or not.
    for mut other in [
        Visitor::anonymous(&installation),
        Visitor::sign_in(&installation, "superuser-randers").await,
    ] {
        let address = format!("{}{start}", installation.url()).parse().expect("an address");
        let answer = Answer::of(other.follow(&address).await).await;
        assert!((400..500).contains(&answer.status), "{}", answer.status);
    }
    // The administrator signs in as somebody else there, and stays who they are here.
    let back = administrator.callback_from(&start, &demo_person("superuser-randers")).await;
    let shown = Answer::of(administrator.follow(&back).await).await;
    assert_eq!(shown.status, 303, "{}", shown.body);
    let to = shown.header("location").expect("a way back").to_owned();
    let test_id = made["test"]["id"].as_str().expect("an id");
    assert_eq!(to, format!("/administration?test={test_id}"));
    let found = "query($id: ID!) { viewer { name } administration { providerTest(id: $id) {
        finishedAt problem name email organisation roles claims { name value } dropped } } }";
    let found = administrator.graphql(found, json!({ "id": test_id })).await.data();
    assert_eq!(found["viewer"]["name"], "Hanne Lyngsø");
    let test = &found["administration"]["providerTest"];
    assert_eq!((&test["problem"], &test["name"]), (&Value::Null, &json!("Birthe Vestergreen")));
    assert_eq!(test["roles"], json!(["READER", "CONTRIBUTOR", "SUPERUSER"]));
    let claims = test["claims"].as_array().expect("claims");
    assert!(claims.iter().any(|one| one["name"] == "cvr" && one["value"] == "\"29189668\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_out_everywhere_and_an_operator_locks_an_organisation_out() {
    let installation = Installation::separate(Store::Sqlite).await;
    let config = installation.config().display().to_string();
    let here = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let there = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let sessions = here.ask("{ viewer { sessions { current browser startedAt } } }").await;
    assert_eq!(sessions["viewer"]["sessions"].as_array().map(Vec::len), Some(2));
    let ended = here.ask("mutation { signOutEverywhere { ended refusal { code } } }").await;
    assert_eq!(ended["signOutEverywhere"], json!({"ended": 2, "refusal": null}));
    assert_eq!(roles_of(&here).await, None);
    eventually("the other is over", || async { roles_of(&there).await.is_none().then_some(()) })
        .await;

    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    run(&["lock", "organisation", "29189668", "--config", &config]).well();
    eventually("Randers is out", || async { roles_of(&randers).await.is_none().then_some(()) })
        .await;
    assert!(roles_of(&syddjurs).await.is_some(), "and nobody else");
    let start = format!("{}/sign-in/start?organisation=29189668", installation.url());
    let mut shut = Visitor::anonymous(&installation);
    let shut = Answer::of(shut.follow(&start.parse().expect("an address")).await).await;
    assert_eq!(shut.status, 404, "as one that is not there");
    run(&["unlock", "organisation", "29189668", "--config", &config]).well();
    Visitor::sign_in(&installation, "consultant-randers").await;

    let listed = run(&["people", "list", "29189668", "--config", &config]).well();
    let line = listed.lines().find(|line| line.contains("Karen Holmgaard")).expect("she is there");
    let id = line.split_whitespace().next().expect("an id").to_owned();
    run(&["people", "give", &id, "administrator", "--config", &config]).well();
    let karen = Visitor::sign_in(&installation, "consultant-randers").await;
    assert!(!karen.ask("{ administration { roles } }").await["administration"].is_null());
    let odd = run(&["people", "give", &id, "konge", "--config", &config]);
    assert!(odd.logged.contains("api_administrator"), "{}", odd.logged);
    let local = |kle: &'static str| {
        ["people", "give", &id, "local_superuser", "--kle", kle, "--config", &config]
            .map(str::to_owned)
    };
    let odd = run(&local("54.1"));
    assert!(odd.logged.contains("54.1 er ikke et KLE-nummer"), "{}", odd.logged);
    for limited in [&["local_superuser"][..], &["superuser", "--kle", "54.15"]] {
        let odd = run(&[&["people", "give", &id, "--config", &config], limited].concat());
        assert!(odd.logged.contains("--unit eller --kle"), "{}", odd.logged);
    }
    run(&local("54.15")).well();
    let karen = Visitor::sign_in(&installation, "consultant-randers").await;
    let covered = karen.ask("{ viewer { subjects { numbers } } }").await["viewer"].take();
    assert_eq!(covered, json!({"subjects": [{"numbers": ["54.15"]}]}));
}

/// The page for signing in follows the language that was chosen, and an address leads to the one
/// organisation that names its domain; whether there is such a person plays no part.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_for_signing_in_speaks_two_languages_and_knows_domains() {
    let installation = Installation::separate(Store::Sqlite).await;
    let stranger = Visitor::anonymous(&installation);
    let page = |header: &'static str, value: &'static str| {
        let request = stranger.request(Method::GET, "/sign-in").header(header, value);
        stranger.sent(request)
    };
    let plain = stranger.get("/sign-in").await;
    assert!(plain.body.contains("lang=\"da\"") && plain.body.contains("Din arbejds-e-mail"));
    let english = page("accept-language", "en-GB,en;q=0.9").await;
    assert!(english.body.contains("lang=\"en\"") && english.body.contains("Your work e-mail"));
    let chosen = page("cookie", "genvej_language=en").await;
    assert!(chosen.body.contains("lang=\"en\""), "{}", chosen.body);

    let typed = |email: &'static str| {
        let request = stranger.request(Method::POST, "/sign-in");
        stranger.sent(request.form(&[("email", email), ("return", "/a?b=c")]))
    };
    let known = typed("karen.holmgaard@randers.example").await;
    let nobody = typed("findes.ikke@randers.example").await;
    assert_eq!(known.body, nobody.body, "whether somebody exists is told to nobody");
    assert!(known.body.contains("Randers") && !known.body.contains("Syddjurs"));
    assert!(known.body.contains("return=%2Fa%3Fb%3Dc"), "{}", known.body);
    let elsewhere = typed("a@ukendt.example").await;
    assert!(elsewhere.body.contains("Randers") && elsewhere.body.contains("Syddjurs"));
    let foreign = stranger.request(Method::POST, "/sign-in").header("sec-fetch-site", "cross-site");
    let foreign = stranger.sent(foreign.form(&[("email", "a@randers.example")])).await;
    assert_eq!(foreign.status, 403);
}

/// Keys change by command while people work, and nobody notices.
#[tokio::test(flavor = "multi_thread")]
async fn keys_are_made_by_command_and_no_request_fails() {
    let installation = Installation::separate(Store::Postgres).await;
    let config = installation.config().display().to_string();
    let visitor = Visitor::sign_in(&installation, "consultant-randers").await;
    let working = visitor.clone();
    let work = tokio::spawn(async move {
        for _ in 0..400 {
            let cases = working.ask("{ viewer { name } cases(first: 1) { totalCount } }").await;
            assert!(cases["viewer"]["name"].is_string());
        }
    });
    let made = run(&["keys", "rotate", "--config", &config]).well();
    assert!(made.contains("er lavet"), "{made}");
    let again = run(&["keys", "rotate", "--config", &config]);
    assert!(again.logged.contains("på vej"), "{}", again.logged);
    let listed = run(&["keys", "list", "--config", &config]).well();
    assert_eq!(listed.lines().count(), 2);
    assert_eq!(listed.lines().filter(|line| line.ends_with("underskriver")).count(), 1);
    work.await.expect("no request failed");
    // Where others have the keys, they are all gone, and people work on within seconds.
    run(&["keys", "rotate", "--at-once", "--config", &config]).well();
    assert_eq!(run(&["keys", "list", "--config", &config]).well().lines().count(), 1);
    eventually("work goes on", || async {
        let answer =
            visitor.graphql("{ viewer { name } cases(first: 1) { totalCount } }", json!({}));
        answer.await.json()["data"]["cases"]["totalCount"].is_number().then_some(())
    })
    .await;
}

async fn registered(by: &Visitor, kle: &str) -> String {
    let id = new_id();
    let basics = json!({"title": "Udkast", "summary": "Til senere.", "kle": [kle]});
    let draft = json!({"id": id, "basics": basics, "visibility": "DRAFT"});
    by.change("registerCase", draft).await.done();
    id
}

/// Until somebody is told of a case or not, by its id and in the list.
async fn until_told(visitor: &Visitor, case: &str, wanted: bool) {
    let query = "query($id: ID!) { case(id: $id) { id } cases { nodes { id } } }";
    eventually("rights are felt", || async {
        let answer = visitor.graphql(query, json!({ "id": case })).await.data();
        let id = global_id("Case", case);
        let nodes = answer["cases"]["nodes"].as_array().expect("a list");
        let listed = nodes.iter().any(|node| node["id"] == id);
        (listed == wanted && answer["case"].is_null() != wanted).then_some(())
    })
    .await;
}

/// Job functions come with each sign-in, an administrator gives beside them, and a case opens and
/// closes within seconds of either being changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_local_superuser_s_cases_go_by_the_kle_numbers_of_their_role() {
    let installation = Installation::separate(Store::Sqlite).await;
    let administrator = Visitor::sign_in(&installation, "administrator-randers").await;
    let consultant = Visitor::sign_in(&installation, "consultant-randers").await;
    let local = Visitor::sign_in(&installation, "local-randers").await;
    let (care, computers) =
        (registered(&consultant, "27.69.40").await, registered(&consultant, "54.15.10").await);
    until_told(&local, &computers, true).await;
    until_told(&local, &care, false).await;
    let held = local.ask("{ viewer { roles units subjects { numbers } } }").await;
    let wanted = json!({"roles": ["READER", "LOCAL_SUPERUSER"], "units": [],
        "subjects": [{"numbers": ["54.15"]}]});
    assert_eq!(held["viewer"], wanted);

    let id = person_id(&administrator, "Inger Bakhøj").await;
    let give = |role: &str| {
        let input = format!("{{ personId: $id, role: {role}, subjects: [\"27.69.*\"] }}");
        format!(
            "giveRole(input: {input}) {{ refusal {{ code message }} person {{ claimedDepartments {{ id }}
             claimedLimits {{ numbers departments {{ id }} }} givenRoles {{ role subjects }} }} }}"
        )
    };
    let refused = done(&administrator, &give("SUPERUSER"), &id).await;
    assert_eq!(refused["refusal"]["code"], "role_without_subjects");
    let given = done(&administrator, &give("LOCAL_SUPERUSER"), &id).await;
    let limits = json!([{"numbers": ["54.15"], "departments": []}]);
    let roles = json!([{"role": "LOCAL_SUPERUSER", "subjects": ["27.69"]}]);
    let person = json!({"claimedDepartments": [], "claimedLimits": limits, "givenRoles": roles});
    assert_eq!(given, json!({"refusal": null, "person": person}));
    until_told(&local, &care, true).await;
    let story = json!({"caseId": care, "story": {"challenge": "Mange kørsler."}});
    local.change("describeStory", story.clone()).await.done();

    let basics = json!({"title": "Udkast", "summary": "Til senere.", "kle": ["05.01.10"]});
    consultant.change("reviseBasics", json!({"caseId": care, "basics": basics})).await.done();
    until_told(&local, &care, false).await;
    let gone = local.change("describeStory", story).await.refusal();
    assert_eq!(gone.code(), "case_unknown");
    let take = "takeRole(input: { personId: $id, role: LOCAL_SUPERUSER }) { refusal { code } }";
    done(&administrator, take, &id).await;
    until_told(&local, &computers, true).await;
}
