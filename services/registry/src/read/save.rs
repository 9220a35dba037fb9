//! What a page needs from the store, and what it leaves there.

use std::collections::BTreeSet;

use case::Case;
use sea_orm::{DatabaseTransaction, Value};
use uuid::Uuid;
use vocabulary::{CaseId, PersonId, ReuseSource};

use super::cube;
use super::fold::{Fold, Follows, Said, Stream, Touched};
use super::operator::Parked;
use super::scope::state;
use super::spans::{End, Span, Spans};
use super::sql::Sql;
use super::store::{number, put};
use super::tables;
use super::title_order::title_order;
use super::{ReadError, figures, json};
use crate::log::Position;
use crate::search;

/// What lists of cases are sorted by: all of it is seen by everybody who may read the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    /// Microseconds since 1970.
    pub changed_at: i64,
    pub title: Vec<u8>,
    pub phase: i64,
    /// 1 where no expected hours are stated, so that these come last.
    pub hours_missing: i64,
    /// Hundredths of an hour.
    pub hours: i64,
}

impl Order {
    /// The order of a case.
    pub fn of(case: &Case) -> Self {
        let stated = figures::CaseFigures::of(case).and_then(|figures| figures.expected_hours);
        let hundredths =
            stated.map(|parts| figures::hours(parts) * rust_decimal::Decimal::from(100));
        Self {
            changed_at: case.shared_changed_at.timestamp_micros(),
            title: title_order(&case.basics.title),
            phase: case.phase as i64,
            hours_missing: i64::from(stated.is_none()),
            hours: hundredths.and_then(|hours| i64::try_from(hours.round()).ok()).unwrap_or(0),
        }
    }
}

impl Fold {
    /// Everything that folding events of these streams asks for.
    pub async fn load(
        tx: &DatabaseTransaction,
        streams: BTreeSet<&str>,
    ) -> Result<Self, ReadError> {
        let mut fold = Self::default();
        let ids: BTreeSet<Uuid> =
            streams.iter().filter_map(|name| Stream::of(name).case()).map(|case| case.0).collect();
        let sql = Sql::of("SELECT stream FROM read_parked WHERE ").among("stream", streams);
        for row in sql.all(tx).await? {
            fold.parked_before.insert(row.try_get_by_index(0)?);
        }
        let sql = Sql::of("SELECT state, figures_position, figures_from, shared_position FROM ")
            .push("read_cases WHERE ")
            .among("id", ids.iter().copied());
        for row in sql.all(tx).await? {
            let case = state(&row, 0)?;
            let stored = Some((number(&row, 1)?, row.try_get_by_index(2)?));
            let spans = Spans { stored, ..Spans::default() };
            let shared_position = number(&row, 3)?;
            if let Some(id) = case.id {
                let known = Touched { case, shared_position, spans, ..Touched::default() };
                fold.cases.insert(id, known);
            }
        }
        let sql =
            Sql::of("SELECT case_id, person, organisation, position FROM read_follows WHERE ");
        for row in sql.among("case_id", ids).all(tx).await? {
            let followers = fold.followers.entry(CaseId(row.try_get_by_index(0)?)).or_default();
            let cvr: String = row.try_get_by_index(2)?;
            let cvr = cvr.parse().map_err(|_| ReadError::Corrupt("a follower".to_owned()))?;
            let follows = Follows { organisation: cvr, since: number(&row, 3)? };
            followers.insert(PersonId(row.try_get_by_index(1)?), follows);
        }
        Ok(fold)
    }

    /// Stores what the page came to.
    pub async fn save(&self, tx: &DatabaseTransaction) -> Result<(), ReadError> {
        self.save_cases(tx).await?;
        self.save_spans(tx).await?;
        self.cube.save(tx).await?;
        self.save_follows(tx).await?;
        let history = self
            .history
            .iter()
            .map(|(case, entry)| vec![case.0.into(), count(entry.revision), json(entry).into()]);
        put(tx, &tables::HISTORY, history.collect()).await?;
        put(tx, &tables::COMMENTS, self.comments.iter().map(comment).collect()).await?;
        let told = self.told.iter().map(|told| {
            let entry = &told.entry;
            let edition = count(entry.edition.into());
            let person = told.person.0.into();
            vec![person, count(told.position), entry.case.0.into(), edition, json(entry).into()]
        });
        put(tx, &tables::INBOX, told.collect()).await?;
        put(tx, &tables::PARKED, self.parked.values().map(parked).collect()).await
    }

    /// The cases that events of the page changed, each with the position of the last of them.
    fn touched(&self) -> impl Iterator<Item = (CaseId, Position, &Touched)> {
        self.cases
            .iter()
            .filter(|(_, touched)| touched.case.exists())
            .filter_map(|(id, touched)| Some((*id, touched.position?, touched)))
    }

    async fn save_cases(&self, tx: &DatabaseTransaction) -> Result<(), ReadError> {
        // A case that is new has no rows yet.
        let known = self.touched().filter(|(_, _, touched)| touched.spans.stored.is_some());
        let ids: Vec<Uuid> = known.map(|(id, _, _)| id.0).collect();
        let tables = if ids.is_empty() {
            &[][..]
        } else {
            &[&tables::ACCESS, &tables::LABELS, &tables::REUSES]
        };
        for table in tables {
            let sql = Sql::of("DELETE FROM ").push(table.name).push(" WHERE ");
            sql.among("case_id", ids.iter().copied()).run(tx).await?;
        }
        let (mut cases, mut access) = (Vec::new(), Vec::new());
        let (mut labels, mut reuses) = (Vec::new(), Vec::new());
        for (id, position, touched) in self.touched() {
            cases.push(case_row(id, position, touched));
            let keys = self.keys(id, &touched.case);
            access.extend(keys.into_iter().map(|key| vec![id.0.into(), key.into()]));
            labels.extend(label_rows(id, &touched.case));
            reuses.extend(reuse_rows(id, &touched.case));
        }
        put(tx, &tables::CASES, cases).await?;
        put(tx, &tables::ACCESS, access).await?;
        put(tx, &tables::LABELS, labels).await?;
        put(tx, &tables::REUSES, reuses).await
    }

    /// The keys that open a case. Of a parked one nobody knows how widely it is shared by now, so
    /// only its owners and the people on it keep theirs.
    fn keys(&self, id: CaseId, case: &Case) -> BTreeSet<String> {
        let facts = case.facts();
        let mut keys = facts.keys();
        if self.parked.contains_key(&format!("case-{id}")) {
            let shared = facts.shared_keys();
            keys.retain(|key| !shared.contains(key));
        }
        keys
    }

    async fn save_spans(&self, tx: &DatabaseTransaction) -> Result<(), ReadError> {
        let (mut spans, mut access) = (Vec::new(), Vec::new());
        let (mut moved, mut beside) = (Vec::new(), Vec::new());
        for (id, _, touched) in self.touched() {
            if let Some(last) = touched.spans.new.last() {
                if touched.spans.stored.is_some() {
                    moved.push(id.0);
                }
                let keys = cube::keys_beside(&last.figures).into_iter();
                beside.extend(keys.map(|key| vec![key.into(), id.0.into()]));
            }
            if let (Some((position, _)), Some(end)) = (touched.spans.stored, touched.spans.end) {
                end_span(tx, id, position, end).await?;
            }
            for span in &touched.spans.new {
                spans.push(span_row(id, span));
                let keys = span.figures.keys.iter();
                access.extend(
                    keys.map(|key| vec![id.0.into(), count(span.position), key.clone().into()]),
                );
            }
        }
        put(tx, &tables::FIGURES, spans).await?;
        put(tx, &tables::FIGURES_ACCESS, access).await?;
        if !moved.is_empty() {
            let sql = Sql::of("DELETE FROM read_cube_beside WHERE ");
            sql.among("case_id", moved).run(tx).await?;
        }
        put(tx, &tables::CUBE_BESIDE, beside).await
    }

    async fn save_follows(&self, tx: &DatabaseTransaction) -> Result<(), ReadError> {
        let mut followed: Vec<Vec<Value>> = Vec::new();
        for ((person, case), follows) in &self.follows {
            if let Some(Follows { organisation, since }) = follows {
                let organisation = organisation.to_string().into();
                followed.push(vec![person.0.into(), case.0.into(), organisation, count(*since)]);
                continue;
            }
            let sql = Sql::of("DELETE FROM read_follows WHERE person = ").bind(person.0);
            sql.push(" AND case_id = ").bind(case.0).run(tx).await?;
        }
        put(tx, &tables::FOLLOWS, followed).await
    }
}

async fn end_span(
    tx: &DatabaseTransaction,
    id: CaseId,
    position: Position,
    end: End,
) -> Result<(), ReadError> {
    let this = |sql: Sql| {
        sql.push(" WHERE case_id = ").bind(id.0).push(" AND from_position = ").bind(count(position))
    };
    match end {
        End::Until(at) => {
            this(Sql::of("UPDATE read_figures SET until_at = ").bind(at)).run(tx).await
        }
        End::Never => {
            this(Sql::of("DELETE FROM read_figures")).run(tx).await?;
            this(Sql::of("DELETE FROM read_figures_access")).run(tx).await
        }
    }
}

fn case_row(id: CaseId, position: Position, touched: &Touched) -> Vec<Value> {
    let case = &touched.case;
    let order = Order::of(case);
    let (figures_position, figures_from) = touched.spans.lasting().unwrap_or((0, 0));
    vec![
        id.0.into(),
        count(case.revision),
        count(case.edition.into()),
        count(position),
        count(touched.shared_position),
        json(case).into(),
        case.phase.name().into(),
        order.phase.into(),
        case.status.name().into(),
        case.basics.kind.name().into(),
        case.visibility.name().into(),
        order.title.into(),
        order.changed_at.into(),
        order.hours_missing.into(),
        order.hours.into(),
        count(figures_position),
        figures_from.into(),
    ]
}

fn label_rows(id: CaseId, case: &Case) -> Vec<Vec<Value>> {
    let owners = case.lead.iter().chain(&case.joint_owners).map(|cvr| ("owner", cvr.to_string()));
    let areas = case.basics.subject_areas.iter().map(|area| ("area", area.name().to_owned()));
    let technologies = case.implementation.technologies.iter();
    let technologies = technologies.map(|name| ("technology", search::fold(name)));
    // A set, for a list may say the same twice.
    let labels: BTreeSet<(&str, String)> = owners.chain(areas).chain(technologies).collect();
    labels.into_iter().map(|(kind, value)| vec![id.0.into(), kind.into(), value.into()]).collect()
}

fn reuse_rows(id: CaseId, case: &Case) -> Vec<Vec<Value>> {
    let on_platform = case.reuses.iter().filter_map(|reuse| match &reuse.source {
        ReuseSource::Case { case: source, .. } => {
            Some(vec![id.0.into(), reuse.id.0.into(), source.0.into(), json(reuse).into()])
        }
        ReuseSource::External { .. } | ReuseSource::Hidden => None,
    });
    on_platform.collect()
}

fn comment(said: &Said) -> Vec<Value> {
    let comment = &said.comment;
    vec![
        comment.case.0.into(),
        count(said.ordinal),
        count(said.position),
        comment.id.0.into(),
        said.author.map(|author| author.0).into(),
        json(comment).into(),
    ]
}

fn parked(parked: &Parked) -> Vec<Value> {
    vec![
        parked.stream.clone().into(),
        count(parked.position),
        count(parked.version),
        parked.kind.clone().into(),
        parked.at.timestamp_micros().into(),
        parked.reason.clone().into(),
    ]
}

fn span_row(id: CaseId, span: &Span) -> Vec<Value> {
    let figures = &span.figures;
    let amount = |amount: Option<rust_decimal::Decimal>| -> Value {
        amount.map(|amount| amount.normalize().to_string()).into()
    };
    vec![
        id.0.into(),
        count(span.position),
        span.from.into(),
        span.until.into(),
        figures.lead.clone().into(),
        figures.kind.into(),
        figures.phase.into(),
        figures.status.into(),
        amount(figures.expected_hours),
        amount(figures.measured_hours),
        amount(figures.expected_kroner),
        amount(figures.measured_kroner),
        figures.reuses.into(),
        figures.reuses_in_use.into(),
    ]
}

/// Stores count in signed 64 bits; beyond that lies nothing.
fn count(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}
