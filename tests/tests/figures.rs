//! Consent, published quarters, leagues and files of figures, walked over HTTP.

use journeys::{Installation, Visitor, eventually, new_id};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quarter_is_published_once_and_corrected_beside_it_and_figures_come_as_files() {
    let installation = Installation::demo().await;
    let coordinator = Visitor::sign_in(&installation, "coordinator-kl").await;
    let consultant = Visitor::sign_in(&installation, "consultant-randers").await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    let stranger = Visitor::anonymous(&installation);
    publishing(&coordinator, &consultant, &stranger).await;
    consent(&consultant, &superuser, &stranger).await;
    counting(&coordinator, &consultant).await;
    files(&coordinator, &consultant).await;
}

async fn publishing(coordinator: &Visitor, consultant: &Visitor, stranger: &Visitor) {
    let quarter = json!({"quarter": "2020-Q1"});
    let refused = consultant.change("publishQuarter", quarter.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted");
    let open = json!({"quarter": "2999-Q4"});
    let refused = coordinator.change("publishQuarter", open).await.refusal();
    assert_eq!(refused.code(), "quarter_not_over");
    let none = json!({"quarter": "2020"});
    let refused = coordinator.change("publishQuarter", none).await.refusal();
    assert_eq!(refused.fields(), ["quarter malformed"]);
    for _ in 0..2 {
        // The second says the same, and is no further edition.
        coordinator.change("publishQuarter", quarter.clone()).await.done();
    }
    let query = "{ publishedQuarters { quarter edition reason total { cases } }
        publishedQuarter(quarter: \"2020-Q1\") { asOf filter tables { by cells { filter } } } }";
    let seen = eventually("the consultant sees it", || async {
        let seen = consultant.ask(query).await;
        let both = seen["publishedQuarters"] != json!([]) && !seen["publishedQuarter"].is_null();
        both.then_some(seen)
    })
    .await;
    let listed = json!([{"quarter": "2020-Q1", "edition": 1, "reason": null,
        "total": {"cases": 0}}]);
    assert_eq!(seen["publishedQuarters"], listed);
    assert_eq!(seen["publishedQuarter"]["asOf"], "2020-03-31T23:59:59.999999+00:00");
    let unseen = stranger.ask(query).await;
    assert_eq!(unseen, json!({"publishedQuarters": [], "publishedQuarter": null}));
}

async fn consent(consultant: &Visitor, superuser: &Visitor, stranger: &Visitor) {
    let opted_in = json!({"counted": true});
    let refused = consultant.change("changeStatisticsConsent", opted_in.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted");
    assert_eq!(consultant.ask("{ statisticsConsent }").await["statisticsConsent"], false);
    superuser.change("changeStatisticsConsent", opted_in).await.done();
    eventually("colleagues know of it", || async {
        let told = consultant.ask("{ statisticsConsent }").await;
        (told["statisticsConsent"] == true).then_some(())
    })
    .await;
    assert_eq!(stranger.ask("{ statisticsConsent }").await["statisticsConsent"], Value::Null);
}

async fn counting(coordinator: &Visitor, consultant: &Visitor) {
    let case = new_id();
    let basics = json!({"title": "Hemmelig robot", "summary": "Kun hos os.", "kind": "RPA"});
    let registered = json!({"id": case, "basics": basics, "visibility": "ORGANISATION"});
    consultant.change("registerCase", registered).await.done();
    let query = "{ statistics { total { cases } contributed { cases } filter }
        statisticsByQuarter(last: 2) { quarter all { cases } own { cases } }
        reuseLeague { cases { reuses case { id } } organisations { reuses } }
        timeToOperation { cases registeredAfterwards medianDays values { key } } }";
    let told = coordinator.ask(query).await;
    assert_eq!(told["statistics"]["contributed"], json!([]), "it is one organisation's");
    let points = told["statisticsByQuarter"].as_array().expect("a list");
    assert_eq!(points.len(), 2);
    assert_eq!(points[1]["all"]["cases"], told["statistics"]["total"]["cases"]);
    assert_eq!(told["timeToOperation"][0]["values"], json!([]));
    let filter = json!({"filter": told["statistics"]["filter"]});
    let list = "query($filter: CaseFilter) { cases(filter: $filter) { totalCount } }";
    let listed = coordinator.graphql(list, filter).await.data();
    assert_eq!(listed["cases"]["totalCount"], told["statistics"]["total"]["cases"]);
}

async fn files(coordinator: &Visitor, consultant: &Visitor) {
    let csv = coordinator.get("/api/v1/statistics.csv?by=REGION&by=PHASE").await;
    assert_eq!(csv.status, 200, "{}", csv.body);
    assert!(csv.header("content-type").is_some_and(|is| is.starts_with("text/csv")));
    assert!(csv.header("content-disposition").is_some_and(|is| is.starts_with("attachment")));
    let mut lines = csv.body.split("\r\n");
    let headings = lines.next().expect("headings");
    assert!(headings.starts_with("\u{feff}Region;Region (nøgle);Fase;Fase (nøgle);Løsninger;"));
    let columns = headings.split(';').count();
    let total = lines.next().expect("a total");
    assert!(total.starts_with("I alt;;;;52;"), "{total}");
    assert!(lines.filter(|line| !line.is_empty()).all(|line| line.split(';').count() == columns));
    let book = consultant.get("/api/v1/statistics.xlsx?by=TECHNOLOGY").await;
    assert_eq!((book.status, book.body.starts_with("PK")), (200, true));
    for wrong in ["csv?by=NOTHING", "csv?by=PHASE,KIND,STATUS,REGION", "xlsx?asOf=i+dag"] {
        let refused = coordinator.get(&format!("/api/v1/statistics.{wrong}")).await;
        assert_eq!(refused.code(), "invalid_argument", "{wrong}");
    }
    assert_eq!(coordinator.get("/api/v1/statistics.pdf").await.status, 404);
}
