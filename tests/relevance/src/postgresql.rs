//! `PostgreSQL`'s full-text search in Danish, set up as its manual advises: a stored vector with
//! weights, an index on it, and the ranking that counts how near words stand.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, Value};

use crate::LOOKED_AT;
use crate::corpus::Known;

const TABLE: &str = "CREATE TABLE cases (place int PRIMARY KEY, title text NOT NULL, \
    lead text NOT NULL, story text NOT NULL, rest text NOT NULL, \
    words tsvector GENERATED ALWAYS AS ( \
        setweight(to_tsvector('danish', title), 'A') || \
        setweight(to_tsvector('danish', lead), 'B') || \
        setweight(to_tsvector('danish', story), 'C') || \
        setweight(to_tsvector('danish', rest), 'D')) STORED)";

/// A table of cases, for full text and for LIKE.
pub struct Server {
    pub(crate) connection: DatabaseConnection,
    // Dropped after the connection.
    _database: postgres::Database,
}

impl Server {
    /// Fills a table.
    pub async fn of(cases: &[Known]) -> Self {
        let database = postgres::database().await;
        let connection = sea_orm::Database::connect(database.url()).await.unwrap();
        connection.execute_unprepared(TABLE).await.unwrap();
        for (place, case) in cases.iter().enumerate() {
            let [title, lead, story, rest] = texts(case);
            let place = i32::try_from(place).unwrap();
            let values: [Value; 5] =
                [place.into(), title.into(), lead.into(), story.into(), rest.into()];
            let insert = "INSERT INTO cases VALUES ($1, $2, $3, $4, $5)";
            let insert = Statement::from_sql_and_values(DbBackend::Postgres, insert, values);
            connection.execute_raw(insert).await.unwrap();
        }
        let index = "CREATE INDEX ON cases USING gin (words)";
        connection.execute_unprepared(index).await.unwrap();
        Self { connection, _database: database }
    }

    /// Cases with all words of a query.
    pub async fn all_words(&self, query: &str) -> Vec<usize> {
        self.ranked(query).await
    }

    /// The same, and after them cases with any of its words.
    pub async fn any_word(&self, query: &str) -> Vec<usize> {
        let mut hits = self.ranked(query).await;
        let any = query.split_whitespace().collect::<Vec<_>>().join(" or ");
        for hit in self.ranked(&any).await {
            if hits.len() < LOOKED_AT && !hits.contains(&hit) {
                hits.push(hit);
            }
        }
        hits
    }

    async fn ranked(&self, query: &str) -> Vec<usize> {
        let sql = "SELECT place FROM cases, websearch_to_tsquery('danish', $1) asked \
            WHERE words @@ asked ORDER BY ts_rank_cd(words, asked) DESC, place LIMIT 10";
        self.places(sql, vec![query.into()]).await
    }

    pub(crate) async fn places(&self, sql: &str, values: Vec<Value>) -> Vec<usize> {
        let sql = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
        let rows = self.connection.query_all_raw(sql).await.unwrap();
        let place = |row: &sea_orm::QueryResult| row.try_get_by_index::<i32>(0).unwrap();
        rows.iter().map(|row| usize::try_from(place(row)).unwrap()).collect()
    }
}

/// The texts that our own index searches, in the same four parts.
fn texts(case: &Known) -> [String; 4] {
    let (basics, story) = (&case.record.basics, &case.record.story);
    let (made, spread) = (&case.record.implementation, &case.record.spread);
    let mut lead = vec![basics.summary.as_str(), &case.organisation];
    lead.extend(basics.keywords.iter().map(String::as_str));
    lead.extend(made.technologies.iter().chain(&made.systems).map(String::as_str));
    let told = [&story.challenge, &story.solution, &basics.target_group];
    let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
    let mut rest: Vec<&str> =
        basics.kle.iter().chain(&story.partners).map(String::as_str).collect();
    let notes = [&made.technical_notes, &spread.evaluation];
    rest.extend(notes.into_iter().flatten().map(String::as_str));
    [basics.title.clone(), lead.join(". "), told.join(" "), rest.join(". ")]
}
