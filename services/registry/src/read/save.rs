//! What a page needs from the store, and what it leaves there.

use std::collections::BTreeSet;

use case::{Case, Event};
use sea_orm::{DatabaseTransaction, Value};
use uuid::Uuid;
use vocabulary::{CaseId, PersonId, ReuseSource};

use super::cube;
use super::enquiries::{ASKED, enquiries_of};
use super::fold::{Fold, Follows, Stream, Touched};
use super::followed_searches::{FOLLOWED_SEARCHES, are_about_cases};
use super::operator::Parked;
use super::owning::people_rows;
use super::personal::TOPIC_FOLLOWERS;
use super::row::{case_row, label_rows};
use super::runs::months;
use super::spans::{End, Span, Spans};
use super::sql::Sql;
use super::store::number;
use super::tables;
use super::writes::{Indexed, Write};
use super::{ReadError, json, parsed};
use crate::log::{Position, Recorded};

/// What is read of a case that is known, before what tells which.
pub(super) const KNOWN: &str =
    "SELECT state, figures_position, figures_from, shared_position, runs FROM read_cases WHERE ";
/// What is read of the followers of a case, before what tells of which.
pub(super) const FOLLOWERS: &str =
    "SELECT case_id, person, organisation, position FROM read_follows WHERE ";

/// The cases that streams are about.
pub(super) fn cases_of(streams: &BTreeSet<&str>) -> BTreeSet<Uuid> {
    streams.iter().filter_map(|name| Stream::of(name).case()).map(|case| case.0).collect()
}

impl Fold {
    /// Everything that folding events of these streams asks for.
    pub async fn load(
        tx: &DatabaseTransaction,
        streams: BTreeSet<&str>,
    ) -> Result<Self, ReadError> {
        let mut fold = Self::default();
        let ids = cases_of(&streams);
        let sql = Sql::of("SELECT stream FROM read_parked WHERE ").among("stream", streams);
        for row in sql.all(tx).await? {
            fold.parked_before.insert(row.try_get_by_index(0)?);
        }
        let sql = Sql::of(KNOWN).among("id", ids.iter().copied());
        for row in sql.all(tx).await? {
            let state: String = row.try_get_by_index(0)?;
            let figures = (number(&row, 1)?, row.try_get_by_index(2)?);
            let runs: Option<String> = row.try_get_by_index(4)?;
            fold.known(&state, figures, number(&row, 3)?, runs.as_deref())?;
        }
        let sql = Sql::of(FOLLOWERS).among("case_id", ids);
        for row in sql.all(tx).await? {
            let ids = [row.try_get_by_index(0)?, row.try_get_by_index(1)?];
            let organisation: String = row.try_get_by_index(2)?;
            fold.follower(ids, &organisation, number(&row, 3)?)?;
        }
        Ok(fold)
    }

    /// Loads whom events of a page may be told to beside followers of their cases: the followers of
    /// topics, and the people on cases that are reused.
    pub async fn load_told(
        &mut self,
        tx: &DatabaseTransaction,
        events: &[(Recorded, Result<Event, String>)],
    ) -> Result<(), ReadError> {
        let topics = self.wanted_topics(events.iter().filter_map(|(_, event)| event.as_ref().ok()));
        for topic in topics {
            for row in Sql::of(TOPIC_FOLLOWERS).bind(topic.clone()).all(tx).await? {
                let organisation: String = row.try_get_by_index(1)?;
                let person = row.try_get_by_index(0)?;
                self.topic_follower(&topic, person, &organisation, number(&row, 2)?)?;
            }
        }
        if are_about_cases(events) {
            for row in Sql::of(FOLLOWED_SEARCHES).all(tx).await? {
                let ids = [row.try_get_by_index(0)?, row.try_get_by_index(1)?];
                let texts: [String; 2] = [row.try_get_by_index(2)?, row.try_get_by_index(4)?];
                self.followed_search(ids, &texts[0], number(&row, 3)?, &texts[1])?;
            }
        }
        let streams = events.iter().map(|(recorded, _)| recorded.stream.as_str());
        for id in enquiries_of(streams) {
            if let Some(row) = Sql::of(ASKED).bind(id).one(tx).await? {
                self.known_enquiry(&row.try_get_by_index::<String>(0)?)?;
            }
        }
        self.load_error_reports(tx, events).await?;
        self.load_collections(tx, events).await?;
        let sources = self.sources(events);
        if sources.is_empty() {
            return Ok(());
        }
        for row in Sql::of(KNOWN).among("id", sources).all(tx).await? {
            let state: String = row.try_get_by_index(0)?;
            let figures = (number(&row, 1)?, row.try_get_by_index(2)?);
            let runs: Option<String> = row.try_get_by_index(4)?;
            self.known(&state, figures, number(&row, 3)?, runs.as_deref())?;
        }
        Ok(())
    }

    /// A case as its row says: its state, where and when its figures began (0 and when they ended, of
    /// a case without), the position of what is shared, and what robots reported.
    pub fn known(
        &mut self,
        state: &str,
        figures: (Position, i64),
        shared_position: Position,
        runs: Option<&str>,
    ) -> Result<(), ReadError> {
        let (case, runs): (Case, _) = (parsed(state)?, months(runs)?);
        let spans = Spans::of(figures.0, figures.1);
        if let Some(id) = case.id {
            let known = true;
            let touched =
                Touched { case, known, shared_position, spans, runs, ..Touched::default() };
            self.cases.insert(id, touched);
        }
        Ok(())
    }

    /// A follower as its row says: case and person, their organisation, and since when.
    pub fn follower(
        &mut self,
        [case, person]: [Uuid; 2],
        organisation: &str,
        since: Position,
    ) -> Result<(), ReadError> {
        let cvr = organisation.parse();
        let organisation = cvr.map_err(|_| ReadError::Corrupt("a follower".to_owned()))?;
        let followers = self.followers.entry(CaseId(case)).or_default();
        followers.insert(PersonId(person), Follows { organisation, since });
        Ok(())
    }

    /// What the page came to, with the cells that the store has of the cube where they change.
    pub fn writes(&mut self, stored: &cube::Stored) -> Result<Vec<Write>, ReadError> {
        let mut writes = Vec::new();
        self.write_cases(&mut writes);
        self.write_runs(&mut writes);
        self.write_spans(&mut writes);
        self.cube.write(stored, &mut writes)?;
        self.write_follows(&mut writes);
        writes.append(&mut self.own);
        let history = self
            .history
            .iter()
            .map(|(case, entry)| vec![case.0.into(), count(entry.revision), json(entry).into()]);
        writes.push(Write::Put(&tables::HISTORY, history.collect()));
        self.write_comments(&mut writes);
        self.write_enquiries(&mut writes);
        self.write_error_reports(&mut writes);
        writes.append(&mut self.imports);
        self.write_collections(&mut writes);
        self.write_inbox(&mut writes);
        let parked = self.parked.values().map(parked).collect();
        writes.push(Write::Put(&tables::PARKED, parked));
        Ok(writes)
    }

    /// The cases that the page changed, for the index.
    pub fn changed(mut self) -> Vec<Indexed> {
        let ids: Vec<CaseId> = self.touched().map(|(id, _, _)| id).collect();
        let changed = ids.into_iter().filter_map(|id| {
            let case = self.cases.remove(&id)?.case;
            let keys = self.keys(id, &case).into_iter().collect();
            Some(Indexed { case, keys })
        });
        changed.collect()
    }

    /// The cases that events of the page changed, each with the position of the last of them.
    pub(super) fn touched(&self) -> impl Iterator<Item = (CaseId, Position, &Touched)> {
        self.cases
            .iter()
            .filter(|(_, touched)| touched.case.exists())
            .filter_map(|(id, touched)| Some((*id, touched.position?, touched)))
    }

    fn write_cases(&self, writes: &mut Vec<Write>) {
        // A case that is new has no rows yet.
        let known = self.touched().filter(|(_, _, touched)| touched.known);
        let ids: Vec<Uuid> = known.map(|(id, _, _)| id.0).collect();
        for table in [&tables::ACCESS, &tables::LABELS, &tables::REUSES, &tables::PEOPLE] {
            writes.push(Write::Clear(table, ids.clone()));
        }
        self.write_attached(ids, writes);
        let (mut cases, mut access) = (Vec::new(), Vec::new());
        let (mut labels, mut reuses, mut people) = (Vec::new(), Vec::new(), Vec::new());
        for (id, position, touched) in self.touched() {
            cases.push(case_row(id, position, touched));
            let keys = self.keys(id, &touched.case);
            access.extend(keys.into_iter().map(|key| vec![id.0.into(), key.into()]));
            labels.extend(label_rows(id, &touched.case));
            reuses.extend(reuse_rows(id, &touched.case));
            people.extend(people_rows(id, &touched.case));
        }
        writes.push(Write::Put(&tables::CASES, cases));
        writes.push(Write::Put(&tables::ACCESS, access));
        writes.push(Write::Put(&tables::LABELS, labels));
        writes.push(Write::Put(&tables::REUSES, reuses));
        writes.push(Write::Put(&tables::PEOPLE, people));
    }

    /// The keys that open a case, or find it among the deleted ones. Of a parked one nobody knows how
    /// widely it is shared by now, nor who owns it besides the lead, so only the lead and its people
    /// on the case keep theirs.
    fn keys(&self, id: CaseId, case: &Case) -> BTreeSet<String> {
        if self.left_by_lead.contains(&id) {
            return BTreeSet::new();
        }
        let facts = case.facts();
        let parked = self.parked.contains_key(&format!("case-{id}"));
        let keys = if parked { facts.lead_keys() } else { facts.keys() };
        keys.into_iter().chain(facts.deleted_keys()).collect()
    }

    fn write_spans(&self, writes: &mut Vec<Write>) {
        let (mut spans, mut access) = (Vec::new(), Vec::new());
        let (mut moved, mut beside) = (Vec::new(), Vec::new());
        for (id, touched) in self.counted() {
            let changed = !touched.spans.new.is_empty() || touched.spans.end.is_some();
            if changed && touched.known {
                moved.push(id.0);
            }
            if let Some(last) = touched.spans.new.last().filter(|last| last.until.is_none()) {
                let keys = cube::keys_beside(&last.figures).into_iter();
                beside.extend(keys.map(|key| vec![key.into(), id.0.into()]));
            }
            if let (Some((position, _)), Some(end)) = (touched.spans.stored, touched.spans.end) {
                end_span(id, position, end, writes);
            }
            for span in &touched.spans.new {
                spans.push(span_row(id, span));
                let keys = span.figures.keys.iter();
                access.extend(
                    keys.map(|key| vec![id.0.into(), count(span.position), key.clone().into()]),
                );
            }
        }
        writes.push(Write::Put(&tables::FIGURES, spans));
        writes.push(Write::Put(&tables::FIGURES_ACCESS, access));
        writes.push(Write::Clear(&tables::CUBE_BESIDE, moved));
        writes.push(Write::Put(&tables::CUBE_BESIDE, beside));
    }

    fn write_follows(&self, writes: &mut Vec<Write>) {
        let mut followed: Vec<Vec<Value>> = Vec::new();
        for ((person, case), follows) in &self.follows {
            if let Some(Follows { organisation, since }) = follows {
                let organisation = organisation.to_string().into();
                followed.push(vec![person.0.into(), case.0.into(), organisation, count(*since)]);
                continue;
            }
            let sql = Sql::of("DELETE FROM read_follows WHERE person = ").bind(person.0);
            writes.push(Write::Run(sql.push(" AND case_id = ").bind(case.0)));
        }
        writes.push(Write::Put(&tables::FOLLOWS, followed));
    }
}

fn end_span(id: CaseId, position: Position, end: End, writes: &mut Vec<Write>) {
    let this = |sql: Sql| {
        sql.push(" WHERE case_id = ").bind(id.0).push(" AND from_position = ").bind(count(position))
    };
    match end {
        End::Until(at) => {
            let sql = Sql::of("UPDATE read_figures SET until_at = ").bind(at);
            writes.push(Write::Run(this(sql)));
        }
        End::Never => {
            writes.push(Write::Run(this(Sql::of("DELETE FROM read_figures"))));
            writes.push(Write::Run(this(Sql::of("DELETE FROM read_figures_access"))));
        }
    }
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
        figures.beside.registered_at.into(),
        figures.beside.operation_at.into(),
        figures.beside.labels.clone().into(),
    ]
}

/// Stores count in signed 64 bits; beyond that lies nothing.
pub(super) fn count(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}
