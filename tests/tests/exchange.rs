//! Cases come in from files and go out again, walked over HTTP.

use exchange::columns::PREDECESSOR;
use journeys::process::run;
use journeys::{Answer, Installation, Visitor, eventually, new_id};
use reqwest::Method;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const CASES: &str = "query($id: String!) { cases(filter: {predecessorId: $id}) { totalCount nodes {
    id predecessorId phase status statusReason visibility lead { name }
    basics { title subjectAreas } story { challenge solution systemsToday }
    workload { secondsPerOccurrence employees } suitability { automatable freesRoutineTime }
    contact { role } links { entries { kind url } }
    internal { externalKey { source key } } } } }";
const IMPORTS: &str =
    "{ imports { nodes { id file rows registered updated unchanged refused undoneAt
    kept person { name } cases { nodes { revisionBefore undone case { id } } } } } }";

/// The predecessor's own file, with the answers of columns 45 and 46 under one another's heading.
fn predecessor(rows: &[&[(&str, &str)]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Processer").expect("a sheet takes it");
    for (at, column) in (0..).zip(PREDECESSOR) {
        sheet.write_string(0, at, column.heading).expect("a sheet takes it");
    }
    for (number, cells) in (1..).zip(rows) {
        for (heading, text) in *cells {
            let at = (0..).zip(PREDECESSOR).find(|(_, column)| column.heading == *heading);
            let (at, _) = at.unwrap_or_else(|| panic!("no column {heading}"));
            match text.parse::<f64>() {
                Ok(number_cell) => {
                    sheet.write_number(number, at, number_cell).expect("a sheet takes it")
                }
                Err(_) => sheet.write_string(number, at, *text).expect("a sheet takes it"),
            };
        }
    }
    book.save_to_buffer().expect("a sheet takes it")
}

const LEAVE: &[(&str, &str)] = &[
    ("ID", "1042"),
    ("Titel", "Barselsrefusion"),
    ("Resumé", "Robotten søger refusion hos Udbetaling Danmark"),
    ("Fase", "Drift"),
    ("Status", "I gang"),
    ("Synlighed", "Offentlig"),
    ("Myndighed", "Randers Kommune"),
    ("Fagområder", "Administration,Økonomi"),
    ("Beskrivelse", "Robotten læser fraværet.\n* og søger"),
    ("Nuværende systemer", "KMD Opus,SBSYS"),
    ("Tidsforbrug pr. proces i minutter", "2.5"),
    ("Antal medarbejdere der foretager processen", "4"),
    (
        "Vil automatisering frigive tid og nedbringe rutineopgaver, som skaber en bedre trivsel \
         blandt medarbejderne?",
        "I nogen grad",
    ),
    ("I hvor høj grad vurderes det at processen kan automatiseres?", "I høj grad"),
    ("Anvendt teknologi", "UiPath"),
    ("Skedulering", "Dagligt"),
    ("Links", "https://www.os2autoproces.eu/details/1042\nhttps://github.com/randers/barsel"),
];

const IDEA: &[(&str, &str)] = &[
    ("ID", "1043"),
    ("Titel", "Fraværsvarsel"),
    ("Resumé", "En idé"),
    ("Fase", "Implementering"),
    ("Status", "Afvist"),
    ("Statustekst", "For dyrt"),
    ("Synlighed", "Personlig"),
    ("Myndighed", "Randers Kommune"),
];

async fn send(by: &Visitor, query: &str, file: Vec<u8>) -> Answer {
    let request = by.request(Method::POST, &format!("/api/v1/imports?{query}"));
    by.sent(request.header("content-type", "application/octet-stream").body(file)).await
}

async fn sent(by: &Visitor, query: &str, file: Vec<u8>) -> Value {
    let answer = send(by, query, file).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn known(by: &Visitor, id: &str) -> Value {
    by.graphql(CASES, json!({"id": id})).await.data()["cases"].take()
}

/// The key within a global id.
fn undecorated(global: &Value) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let key = URL_SAFE_NO_PAD.decode(global.as_str().expect("an id")).expect("base64");
    let key = String::from_utf8(key).expect("a text");
    key.split_once(':').expect("a kind and a key").1.to_owned()
}

fn codes(row: &Value, of: &str) -> Vec<String> {
    let said = row[of].as_array().expect("a list").iter();
    said.map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect()
}

fn effects(report: &Value) -> Vec<String> {
    let rows = report["rows"].as_array().expect("rows").iter();
    rows.map(|row| row["effect"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_predecessor_s_file_comes_in_once_is_updated_and_is_undone() {
    let installation = Installation::demo().await;
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let foreign =
        &[("ID", "7"), ("Titel", "T"), ("Resumé", "R"), ("Myndighed", "Kolding Kommune")][..];
    let untitled = &[("ID", "8"), ("Resumé", "R"), ("Titel", " ")][..];
    let file = predecessor(&[LEAVE, IDEA, foreign, untitled]);

    let dry = sent(&randers, "name=eksport.xlsx&dryRun=true", file.clone()).await;
    assert_eq!(effects(&dry), ["registered", "registered", "refused", "refused"], "{dry}");
    assert_eq!(codes(&dry["rows"][1], "notes"), ["missing_for_phase", "missing_for_phase"]);
    assert_eq!(codes(&dry["rows"][2], "problems"), ["other_organisation"]);
    assert_eq!(codes(&dry["rows"][3], "problems"), ["required"]);
    assert_eq!(dry["rows"][3]["problems"][0]["column"], "Titel");
    assert_eq!(known(&randers, "1042").await["totalCount"], 0);

    let import = new_id();
    let query = format!("name=eksport.xlsx&id={import}");
    let report = sent(&randers, &query, file.clone()).await;
    assert_eq!(effects(&report), effects(&dry));
    let again = sent(&randers, &query, file).await;
    assert_eq!(effects(&again), ["repeated", "repeated", "refused", "refused"]);
    let other = send(&randers, &query, predecessor(&[LEAVE])).await;
    assert_eq!((other.status, other.code()), (422, "idempotency_key_reused".to_owned()));

    let leave = known(&randers, "1042").await["nodes"][0].take();
    assert_eq!((&leave["phase"], &leave["visibility"]), (&json!("OPERATION"), &json!("MEMBERS")));
    let suits = json!({"automatable": "HIGH", "freesRoutineTime": "VERY_HIGH"});
    assert_eq!(leave["suitability"], suits);
    assert_eq!(leave["workload"], json!({"secondsPerOccurrence": 150, "employees": 4}));
    assert_eq!(leave["story"]["systemsToday"], json!(["KMD Opus", "SBSYS"]));
    assert_eq!(leave["contact"]["role"], "Randers Kommune");
    let link = json!([{"kind": "REPOSITORY", "url": "https://github.com/randers/barsel"}]);
    assert_eq!(leave["links"]["entries"], link);
    let shared = eventually("Syddjurs reads it", || async {
        let found = known(&syddjurs, "1042").await;
        (found["totalCount"] == 1).then_some(found)
    })
    .await;
    assert!(shared["nodes"][0]["internal"].is_null());
    let old = syddjurs.get("/details/1042").await;
    let page = format!("/loesninger/{}", undecorated(&shared["nodes"][0]["id"]));
    assert_eq!((old.status, old.header("location")), (303, Some(page.as_str())));
    let bytes = |answer: &Answer| answer.body.split("correlation").next().map(str::to_owned);
    let private = syddjurs.get("/details/1043").await;
    let missing = syddjurs.get("/details/999999").await;
    assert_eq!((private.status, bytes(&private)), (404, bytes(&missing)));
    assert_eq!(randers.get("/details/1043").await.status, 303);
    assert_eq!(known(&syddjurs, "1043").await["totalCount"], 0);

    second_run_and_undo(&randers, &superuser, &syddjurs, &import).await;
}

async fn second_run_and_undo(
    randers: &Visitor,
    superuser: &Visitor,
    syddjurs: &Visitor,
    first: &str,
) {
    let changed: Vec<(&str, &str)> = LEAVE
        .iter()
        .map(|(heading, text)| match *heading {
            "Antal medarbejdere der foretager processen" => (*heading, "9"),
            _ => (*heading, *text),
        })
        .collect();
    let import = new_id();
    let query = format!("name=igen.xlsx&id={import}");
    let report = sent(randers, &query, predecessor(&[&changed, IDEA])).await;
    assert_eq!(effects(&report), ["updated", "unchanged"]);
    let employees = known(randers, "1042").await["nodes"][0]["workload"]["employees"].take();
    assert_eq!(employees, 9);

    let listed = superuser.ask(IMPORTS).await["imports"]["nodes"].take();
    assert_eq!(listed[0]["file"], "igen.xlsx");
    assert_eq!((&listed[0]["updated"], &listed[0]["unchanged"]), (&json!(1), &json!(1)));
    assert_eq!((&listed[1]["registered"], &listed[1]["refused"]), (&json!(2), &json!(2)));
    assert_eq!(syddjurs.ask(IMPORTS).await["imports"]["nodes"], json!([]));
    let theirs = syddjurs.change("undoImport", json!({"importId": import})).await;
    assert_eq!(theirs.refusal().code(), "import_unknown");

    randers.change("undoImport", json!({"importId": import})).await.done();
    let employees = known(randers, "1042").await["nodes"][0]["workload"]["employees"].take();
    assert_eq!(employees, 4);
    let path = format!("/api/v1/imports/{first}/undo");
    let undone = superuser.sent(superuser.request(Method::POST, &path).header("x-genvej", "1"));
    let undone = undone.await.json();
    let kept = undone["cases"].as_array().expect("a list").iter();
    let kept: Vec<_> = kept.filter(|case| case["undone"] == false).collect();
    assert_eq!(kept.len(), 1, "{undone}");
    assert_eq!(codes(kept[0], "problems"), ["import_overtaken"]);
    assert_eq!(known(superuser, "1043").await["totalCount"], 0);
    let listed = superuser.ask(IMPORTS).await["imports"]["nodes"].take();
    assert_eq!(listed[1]["kept"], 1);
    assert!(listed[1]["undoneAt"].is_string());
    let back = sent(superuser, "name=tilbage.xlsx", predecessor(&[IDEA])).await;
    assert_eq!(effects(&back), ["restored"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_exported_is_read_back_without_a_change_and_may_be_changed_in_the_file() {
    let installation = Installation::demo().await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    sent(&superuser, "name=eksport.xlsx", predecessor(&[LEAVE, IDEA])).await;
    for form in ["xlsx", "csv"] {
        let own = superuser.get(&format!("/api/v1/cases.{form}?ownOrganisation=true")).await;
        assert_eq!(own.status, 200, "{}", own.body);
        assert!(own.header("content-disposition").is_some_and(|name| name.ends_with('"')));
        let report = sent(&superuser, "dryRun=true", own.bytes.clone()).await;
        assert_eq!(report["origin"], "genvej");
        let rows = report["rows"].as_array().expect("rows");
        assert!(rows.len() >= 2);
        for row in rows {
            assert_eq!(row["effect"], "unchanged", "{form}: {row}");
        }
    }
    let all = superuser.get("/api/v1/cases.csv").await;
    let report = sent(&superuser, "dryRun=true", all.bytes.clone()).await;
    let refused = report["counts"]["refused"].as_u64().expect("a count");
    assert!(refused > 40, "others' cases are skipped: {}", report["counts"]);
    assert_eq!(report["counts"]["updated"], 0);
    let forged = all.body.replace("Fraværsvarsel", "Fraværsvarsel 2");
    let report = sent(&superuser, "name=rettet.csv", forged.into_bytes()).await;
    assert_eq!(report["counts"]["updated"], 1);

    let nobody = Visitor::anonymous(&installation);
    assert_eq!(send(&nobody, "dryRun=true", all.bytes.clone()).await.status, 403);
    let reader = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let stolen = all.body.replace("Randers Kommune", "Syddjurs Kommune");
    let stolen = stolen.replace("29189668", "29189978");
    let report = sent(&reader, "name=tyv.csv", stolen.into_bytes()).await;
    let counts = &report["counts"];
    assert_eq!((&counts["updated"], &counts["registered"]), (&json!(0), &json!(0)), "{counts}");
    let image = send(&superuser, "dryRun=true", b"\x89PNG\r\n\x1a\n\0".to_vec()).await;
    assert_eq!((image.status, image.code()), (422, "file_not_a_table".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_imports_for_an_organisation() {
    let installation = Installation::demo().await;
    let file = installation.data().join("eksport.xlsx");
    std::fs::write(&file, predecessor(&[LEAVE, IDEA])).expect("a file");
    let (file, data) = (file.display().to_string(), installation.data().display().to_string());
    let registry = installation.registry_url();
    let common = ["import", "os2autoproces", &file, "--organisation", "29189668"];
    let common = [&common[..], &["--registry", &registry, "--data", &data]].concat();
    let dry = run(&[&common[..], &["--dry-run"]].concat()).well();
    assert!(dry.contains("2 nye") && dry.contains("intet er skrevet"), "{dry}");
    assert!(run(&common).well().contains("2 nye"));
    assert!(run(&common).well().contains("2 uændrede"));
}
