//! Figures as files: `GET /api/v1/statistics.csv` and `.xlsx`, with the arguments of `statistics`.
//!
//! **Invariant:** a file is made of the answer to `statistics`, asked as its reader. It cannot hold
//! what the reader is not told there.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use url::form_urlencoded;
use vocabulary::{Figures, StatisticsDimension};

use crate::calls::name_of;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::visit_to_read;
use crate::sheet::{Cell, Sheet, csv, workbook};
use crate::statistics::Statistics;
use crate::texts::Language;

/// The columns after those of what is split by: fields of [`Figures`], and of those for each thousand
/// inhabitants after a point.
const COLUMNS: [&str; 25] = [
    "cases",
    "organisations",
    "cases_without_figures",
    "percent_without_figures",
    "expected_hours_per_year",
    "cases_with_expected_hours",
    "cases_without_expected_hours",
    "measured_hours_per_year",
    "cases_with_measured_hours",
    "cases_without_measured_hours",
    "expected_kroner_per_year",
    "cases_with_expected_kroner",
    "cases_without_expected_kroner",
    "measured_kroner_per_year",
    "cases_with_measured_kroner",
    "cases_without_measured_kroner",
    "reuses",
    "reuses_in_use",
    "per_thousand_inhabitants.organisations",
    "per_thousand_inhabitants.inhabitants",
    "per_thousand_inhabitants.cases",
    "per_thousand_inhabitants.expected_hours_per_year",
    "per_thousand_inhabitants.measured_hours_per_year",
    "per_thousand_inhabitants.expected_kroner_per_year",
    "per_thousand_inhabitants.measured_kroner_per_year",
];

/// What a file is asked for with: `by=REGION&by=PHASE&asOf=2026-01-01T00:00:00Z`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    by: Vec<StatisticsDimension>,
    as_of: Option<DateTime<Utc>>,
}

impl Asked {
    fn of(query: &str) -> Result<Self, Fault> {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "by" => {
                    for name in value.split(',').filter(|name| !name.is_empty()) {
                        let name = Value::String(name.to_lowercase());
                        let dimension = serde_json::from_value(name);
                        asked.by.push(dimension.map_err(|_| Fault::InvalidArgument)?);
                    }
                }
                "asOf" => {
                    let at = DateTime::parse_from_rfc3339(&value);
                    asked.as_of = Some(at.map_err(|_| Fault::InvalidArgument)?.to_utc());
                }
                _ => return Err(Fault::InvalidArgument),
            }
        }
        Ok(asked)
    }
}

/// `GET /api/v1/statistics.{form}`.
pub async fn statistics(
    http: HttpRequest,
    form: web::Path<String>,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    let media_type = match form.as_str() {
        "csv" => "text/csv; charset=utf-8; header=present",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return Err(Fault::NotFound),
    };
    let asked = Asked::of(http.query_string())?;
    let visit = visit_to_read(&http, &gateway).await?;
    let language = visit.language;
    let statistics = Statistics::read(&visit, &asked.by, asked.as_of).await?;
    let day = statistics.as_of.date_naive();
    let rows = rows(language, &asked.by, &statistics);
    let body = if form.as_str() == "csv" {
        csv(&rows).into_bytes()
    } else {
        let sheets = [
            Sheet { name: language.word("figures"), rows },
            Sheet { name: language.word("contributed"), rows: contributed(language, &statistics) },
            Sheet { name: language.word("definitions"), rows: definitions(language, &statistics) },
        ];
        let made = tokio::task::spawn_blocking(move || workbook(&sheets)).await;
        made.map_err(|_| Fault::Internal)?.map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "a workbook was not made");
            Fault::Internal
        })?
    };
    let name = format!("attachment; filename=\"genvej-statistik-{day}.{form}\"");
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((CONTENT_DISPOSITION, name))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(body))
}

/// Headings, the total, and a row for each cell.
fn rows(language: Language, by: &[StatisticsDimension], told: &Statistics) -> Vec<Vec<Cell>> {
    let mut headings: Vec<Cell> = by
        .iter()
        .flat_map(|dimension| {
            let name = language.label("dimension", &name_of(dimension)).unwrap_or_default();
            [name.to_owned(), format!("{name} ({})", language.word("key"))].map(Cell::text)
        })
        .collect();
    headings.extend(COLUMNS.map(|name| Cell::text(heading(language, name))));
    let mut total: Vec<Cell> = vec![Cell::Empty; by.len() * 2];
    if let Some(first) = total.first_mut() {
        *first = Cell::text(language.word("total"));
    }
    total.extend(figures(&told.total));
    let mut rows = vec![headings, total];
    for cell in &told.cells {
        let without = language.word("without");
        let mut row: Vec<Cell> = cell
            .values
            .iter()
            .flat_map(|value| {
                let key = value.key.clone().unwrap_or_default();
                let label = value.label.clone().or(value.key.clone());
                [label.unwrap_or_else(|| without.clone()), key].map(Cell::text)
            })
            .collect();
        row.extend(figures(&cell.figures));
        rows.push(row);
    }
    rows
}

/// A cell for each of the columns.
fn figures(figures: &Figures) -> impl Iterator<Item = Cell> {
    let told = serde_json::to_value(figures).unwrap_or_default();
    COLUMNS.into_iter().map(move |name| {
        let value = name.split('.').try_fold(&told, |of, part| of.get(part));
        let number: Option<Decimal> = match value {
            Some(Value::Number(number)) => number.as_i64().map(Decimal::from),
            Some(Value::String(number)) => number.parse().ok(),
            _ => None,
        };
        number.map_or(Cell::Empty, Cell::Number)
    })
}

/// What is counted by consent, where the reader is told of it.
fn contributed(language: Language, told: &Statistics) -> Vec<Vec<Cell>> {
    let headings = ["measure", "cases", "amount", "as_of"];
    let mut rows = vec![headings.map(|word| Cell::text(language.word(word))).to_vec()];
    for one in &told.contributed {
        let measure = language.label("contributed", &name_of(one.measure)).unwrap_or_default();
        rows.push(vec![
            Cell::text(measure),
            Cell::Number(one.cases.into()),
            one.amount.map_or(Cell::Empty, Cell::Number),
            Cell::text(one.as_of.to_rfc3339()),
        ]);
    }
    rows
}

/// What each column counts, and what moment it is of.
fn definitions(language: Language, told: &Statistics) -> Vec<Vec<Cell>> {
    let mut rows = vec![
        ["column", "definition"].map(|word| Cell::text(language.word(word))).to_vec(),
        vec![Cell::text(language.word("as_of")), Cell::text(told.as_of.to_rfc3339())],
    ];
    for name in COLUMNS {
        let definition = language.label("definition", name).unwrap_or_default();
        rows.push(vec![Cell::text(heading(language, name)), Cell::text(definition)]);
    }
    let definition = language.label("definition", "contributed").unwrap_or_default();
    rows.push(vec![Cell::text(language.word("contributed")), Cell::text(definition)]);
    rows
}

fn heading(language: Language, name: &str) -> &'static str {
    language.label("figure", name).unwrap_or_default()
}

impl Language {
    /// A word of files of figures.
    fn word(self, name: &str) -> String {
        self.label("figures_file", name).unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::{Figures, PerInhabitants, StatisticsDimension};

    use super::{Asked, COLUMNS, figures, heading};
    use crate::sheet::Cell;
    use crate::texts::Language;

    #[test]
    fn every_figure_has_a_column_with_a_heading_and_a_definition() {
        let per = PerInhabitants::default();
        let all = Figures { per_thousand_inhabitants: Some(per), ..Figures::default() };
        let told = serde_json::to_value(&all).unwrap();
        let mut names: Vec<String> = Vec::new();
        for (name, value) in told.as_object().unwrap() {
            match value.as_object() {
                Some(within) => names.extend(within.keys().map(|part| format!("{name}.{part}"))),
                None => names.push(name.clone()),
            }
        }
        names.sort();
        let mut columns = COLUMNS.map(str::to_owned).to_vec();
        columns.sort();
        assert_eq!(columns, names);
        for language in [Language::Danish, Language::English] {
            for name in COLUMNS {
                assert!(!heading(language, name).is_empty(), "{name}");
                assert!(language.label("definition", name).is_some(), "{name}");
            }
        }
        assert_eq!(figures(&all).filter(|cell| *cell == Cell::Empty).count(), 9);
    }

    #[test]
    fn what_is_not_known_is_refused_and_the_rest_is_as_in_graphql() {
        let asked = Asked::of("by=REGION&by=phase&asOf=2026-01-01T00:00:00Z").unwrap();
        assert_eq!(asked.by, [StatisticsDimension::Region, StatisticsDimension::Phase]);
        assert!(asked.as_of.is_some());
        assert_eq!(Asked::of("by=REGION,PHASE").unwrap().by, asked.by);
        assert_eq!(Asked::of("").unwrap(), Asked::default());
        for wrong in ["by=NOTHING", "asOf=2026", "filter=x"] {
            assert!(Asked::of(wrong).is_err(), "{wrong}");
        }
    }
}
