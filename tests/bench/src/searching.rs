//! Row 8: a search in Danish over GraphQL, the best 20 cases with 9 fields each.

use std::path::Path;
use std::time::Duration;

use case::access::{Action, decide};
use postgres::Database;
use serde_json::{Value, json};

use crate::Failure;
use crate::begin;
use crate::cases::{Casebook, colleague, id};
use crate::list::load::Target;
use crate::list::postgraphile::Prepared;
use crate::list::product::{self, Installed, ORGANISATION};
use crate::rounds::Rounds;
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const CONNECTIONS: usize = 32;
/// Cases on the page that is asked for.
const PAGE: usize = 20;
/// What is searched for: one word, and two.
const SEARCHES: [&str; 2] = ["genoptræning", "borgere hjælpemidler"];
/// Rows of one statement.
const BATCH: usize = 2_000;

/// The vector, its index and the function are what the manual of `PostgreSQL` advises.
const TABLE: &str = "CREATE TABLE cases (
    place        integer PRIMARY KEY,
    case_id      text NOT NULL,
    title        text NOT NULL,
    summary      text NOT NULL,
    phase        text NOT NULL,
    status       text NOT NULL,
    edition      integer NOT NULL,
    changed_at   timestamptz NOT NULL,
    lead         text NOT NULL,
    reuser_count integer NOT NULL,
    story        text NOT NULL,
    words        tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('danish', title), 'A') ||
        setweight(to_tsvector('danish', summary || ' ' || lead), 'B') ||
        setweight(to_tsvector('danish', story), 'C')) STORED
)";
const FUNCTION: &str = "CREATE FUNCTION search_cases(query text) RETURNS SETOF cases
    LANGUAGE sql STABLE AS $$
        SELECT cases.* FROM cases, websearch_to_tsquery('danish', query) asked
        WHERE words @@ asked ORDER BY ts_rank_cd(words, asked) DESC, place
    $$";

/// Measures the product against `PostGraphile` over so many cases, if that is installed.
pub async fn measure(
    genvej: &Path,
    postgraphile: Option<&Path>,
    cases: u64,
    table: &mut Table,
) -> Result<(), Failure> {
    let postgraphile = postgraphile.ok_or("npm could not install PostGraphile, its anchor")?;
    let folder = tempfile::tempdir()?;
    begin::fill(folder.path(), cases).await?;
    let product = Installed::new(genvej, folder.path())?.start().await?;
    product.cases().await?;
    let log = folder.path().join("postgraphile.log");
    let (database, readable) = database(cases).await?;
    let mut prepared = Prepared::with(postgraphile, database, String::new())?;
    for words in SEARCHES {
        let question = format!(
            "{{ searchCases(query: \"{words}\", first: {PAGE}) {{ nodes {{ caseId title summary \
             phase status edition changedAt lead reuserCount }} }} }}"
        );
        let anchor = prepared.asking(question).start(&log).await?;
        let ours = product.search(words, PAGE).await?;
        if product::rows(&ours)?.is_empty() || found(&anchor.target)? == 0 {
            return Err(format!("a search for {words} finds nothing").into());
        }
        for target in [&anchor.target, &ours] {
            target.together(CONNECTIONS, 2 * ROUND).await?;
        }
        let (alone, together) = rounds(&anchor.target, &ours).await?;
        tell(table, words, alone, together);
        (prepared, _) = anchor.stop().await?;
    }
    product.stop().await?;
    table.note(format!(
        "Row 8: {ROUNDS} rounds of {} s each, {cases} cases. Ours is the whole product in one \
         process with somebody signed in; PostGraphile reads one flat table of the {readable} \
         cases that this person may read, with a stored `danish` vector under a GIN index and a \
         function that ranks by ts_rank_cd, without sign-in. Which cases come first differs: how \
         well each ranks is in docs/relevance.md.",
        ROUND.as_secs(),
    ));
    Ok(())
}

/// The cases that the one who asks may read, and how many they are.
async fn database(cases: u64) -> Result<(Database, usize), Failure> {
    let (casebook, reader) = (Casebook::of_demo()?, colleague(ORGANISATION.parse()?));
    let database = postgres::database().await;
    database.execute(TABLE);
    let (mut rows, mut count) = (Vec::new(), 0);
    for number in 0..cases {
        let case = casebook.case(number)?;
        if decide(&reader, Action::Read, &case.facts()) {
            count += 1;
            let lead = case.lead.and_then(|lead| casebook.name(lead)).unwrap_or_default();
            let (basics, story) = (&case.basics, &case.story);
            let told = [&story.challenge, &story.solution].into_iter().flatten();
            let told: Vec<&str> = told.chain(&story.partners).map(String::as_str).collect();
            rows.push(json!({
                "place": count, "case_id": id(number).to_string(), "title": basics.title,
                "summary": basics.summary, "phase": case.phase, "status": case.status,
                "edition": case.edition, "changed_at": case.shared_changed_at, "lead": lead,
                "reuser_count": 0, "story": told.join(" "),
            }));
        }
        if rows.len() == BATCH || number + 1 == cases {
            insert(&database, &std::mem::take(&mut rows).into());
        }
    }
    database.execute("CREATE INDEX ON cases USING gin (words)");
    database.execute(FUNCTION);
    database.execute("ANALYZE cases");
    Ok((database, count))
}

fn insert(database: &Database, rows: &Value) {
    let columns = "place, case_id, title, summary, phase, status, edition, changed_at, lead, \
        reuser_count, story";
    // One argument of a program holds no more than 128 KiB.
    for part in rows.as_array().into_iter().flat_map(|rows| rows.chunks(50)) {
        database.execute(&format!(
            "INSERT INTO cases ({columns}) SELECT {columns} FROM json_populate_recordset(\
             NULL::cases, $rows${}$rows$)",
            Value::from(part)
        ));
    }
}

fn found(target: &Target) -> Result<usize, Failure> {
    let data = target.data()?;
    Ok(data["searchCases"]["nodes"].as_array().ok_or("an answer without nodes")?.len())
}

async fn rounds(anchor: &Target, ours: &Target) -> Result<(Rounds, Rounds), Failure> {
    let (mut alone, mut together) = (Rounds::default(), Rounds::default());
    for _ in 0..ROUNDS {
        alone.push(anchor.alone(ROUND).await?, ours.alone(ROUND).await?);
        let theirs = anchor.together(CONNECTIONS, ROUND).await?;
        together.push(theirs, ours.together(CONNECTIONS, ROUND).await?);
    }
    Ok((alone, together))
}

fn tell(table: &mut Table, words: &str, alone: Rounds, together: Rounds) {
    let mut push = |what: String, rounds, unit, aim| {
        let anchor = "PostGraphile 5 with full text";
        table.push(Line { row: 8, what, anchor, rounds, unit, aim });
    };
    let what = format!("GraphQL search for {words}, p50, 1 connection");
    push(what, alone, Unit::Microseconds, "≤ 0.4");
    let what = "the same, answers a second, 32 connections".to_owned();
    push(what, together, Unit::PerSecond, "≥ 3");
}
