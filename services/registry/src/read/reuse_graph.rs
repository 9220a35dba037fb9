//! The graph of reuse around a case: what it builds on, what builds on it, and so on, as far as one
//! reader may see.
//!
//! **Invariant:** the walk goes from one case that the reader may read to the next, and from nowhere
//! else. What they may not read cuts the graph without a trace: no node, no edge, no count.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use case::Case;
use case::access::{Action, Principal, decide};
use case::runs::RunMonths;
use sea_orm::QueryResult;
use uuid::Uuid;
use vocabulary::{
    CaseId, GraphCase, Reuse, ReuseEdge, ReuseGraph, ReuseNode, ReuseNodeKind, ReuseSource,
};

use super::figures::{CaseFigures, hours};
use super::runs::months;
use super::scope::state;
use super::sources::visible;
use super::sql::Sql;
use super::store::Store;
use super::{ReadError, Reader, json};

/// Steps at most.
const DEEPEST: u32 = 6;
/// Cases at most.
const MOST: u32 = 100;
/// Bytes of gains in one graph; those of the cases furthest away are left out first.
const GAIN_BYTES: usize = 4 * 1024 * 1024;

/// A case on the walk.
struct Met {
    case: Case,
    runs: RunMonths,
    distance: u32,
}

/// The walk so far.
#[derive(Default)]
struct Walk {
    /// In the order they were met.
    order: Vec<CaseId>,
    met: BTreeMap<CaseId, Met>,
    truncated: bool,
}

impl Walk {
    fn add(&mut self, row: &QueryResult, distance: u32) -> Result<(), ReadError> {
        let runs: Option<String> = row.try_get_by_index(1)?;
        let (case, runs) = (state(row, 0)?, months(runs.as_deref())?);
        if let Some(id) = case.id {
            self.order.push(id);
            self.met.insert(id, Met { case, runs, distance });
        }
        Ok(())
    }

    /// What cases build on, on the platform, and those cases themselves.
    fn around(&self, frontier: &[CaseId]) -> (BTreeSet<Uuid>, Vec<Uuid>) {
        let cases = frontier.iter().filter_map(|id| self.met.get(id));
        let sources = cases.flat_map(|met| &met.case.reuses).filter_map(on_platform);
        (sources.map(|id| id.0).collect(), frontier.iter().map(|id| id.0).collect())
    }

    /// Cases one step from others that were not met, in the order of their ids.
    async fn next(
        &self,
        store: &Store,
        principal: &Principal,
        frontier: &[CaseId],
        most: usize,
    ) -> Result<Vec<QueryResult>, ReadError> {
        let (sources, reused) = self.around(frontier);
        let sql = Sql::of("SELECT c.state, c.runs FROM read_cases c WHERE (")
            .among("c.id", sources)
            .push(" OR c.id IN (SELECT r.case_id FROM read_reuses r WHERE ")
            .among("r.source_id", reused)
            .push(")) AND NOT (")
            .among("c.id", self.met.keys().map(|id| id.0))
            .push(") AND ")
            .readable(principal, "c.id")
            .push(" ORDER BY c.id LIMIT ")
            .bind(i64::try_from(most).unwrap_or(i64::MAX));
        sql.all(&store.readers).await
    }
}

impl Reader {
    /// The graph of reuse around a case, so many steps far and with so many cases at most; none when
    /// there is no such case that the principal may read.
    pub async fn reuse_graph(
        &self,
        principal: &Principal,
        id: CaseId,
        (depth, most): (u32, u32),
    ) -> Result<Option<ReuseGraph>, ReadError> {
        let (depth, most) = (depth.clamp(1, DEEPEST), most.clamp(1, MOST) as usize);
        let generation = self.now();
        let store = &generation.store;
        let sql = Sql::of("SELECT c.state, c.runs FROM read_cases c WHERE c.id = ").bind(id.0);
        let sql = sql.push(" AND ").readable(principal, "c.id");
        let Some(row) = sql.one(&store.readers).await? else { return Ok(None) };
        let mut walk = Walk::default();
        walk.add(&row, 0)?;
        let mut frontier = vec![id];
        for distance in 1..=depth {
            let room = most.saturating_sub(walk.order.len());
            let rows = walk.next(store, principal, &frontier, room + 1).await?;
            walk.truncated |= rows.len() > room;
            let before = walk.order.len();
            for row in rows.iter().take(room) {
                walk.add(row, distance)?;
            }
            frontier = walk.order[before..].to_vec();
            if frontier.is_empty() {
                break;
            }
        }
        if !frontier.is_empty() && !walk.truncated {
            walk.truncated = !walk.next(store, principal, &frontier, 1).await?.is_empty();
        }
        let reuses = walk.met.values().flat_map(|met| &met.case.reuses);
        let readable = visible(store, principal, reuses).await?;
        Ok(Some(graph(&walk, principal, &readable)))
    }
}

fn graph(walk: &Walk, principal: &Principal, readable: &HashSet<CaseId>) -> ReuseGraph {
    let mut graph = ReuseGraph { truncated: walk.truncated, ..ReuseGraph::default() };
    let mut bytes = 0;
    for met in walk.order.iter().filter_map(|id| walk.met.get(id)) {
        let Some(mut case) = card(met) else { continue };
        bytes += json(&case.measured_gains).len();
        if bytes > GAIN_BYTES {
            case.measured_gains.clear();
            graph.truncated = true;
        }
        let (key, distance) = (case.id.to_string(), met.distance);
        graph.nodes.push(ReuseNode { key, distance, kind: ReuseNodeKind::Case(Box::new(case)) });
    }
    let mut outside: BTreeMap<(&str, Option<&str>), String> = BTreeMap::new();
    for met in walk.order.iter().filter_map(|id| walk.met.get(id)) {
        let Some(id) = met.case.id else { continue };
        let own = decide(principal, Action::ReadOwn, &met.case.facts());
        for reuse in &met.case.reuses {
            let distance = met.distance + 1;
            let source = match &reuse.source {
                ReuseSource::Case { case, .. } if walk.met.contains_key(case) => case.to_string(),
                // Those whose own case builds on it know that, and no more than that.
                ReuseSource::Case { case, .. } if own && !readable.contains(case) => {
                    let key = format!("unavailable:{}", reuse.id);
                    let kind = ReuseNodeKind::Unavailable;
                    graph.nodes.push(ReuseNode { key: key.clone(), distance, kind });
                    key
                }
                ReuseSource::External { name, url } => {
                    let next = format!("outside:{}", outside.len() + 1);
                    let known = outside.entry((name, url.as_deref())).or_insert_with(|| {
                        let kind = ReuseNodeKind::Outside { name: name.clone(), url: url.clone() };
                        graph.nodes.push(ReuseNode { key: next.clone(), distance, kind });
                        next
                    });
                    known.clone()
                }
                ReuseSource::Case { .. } | ReuseSource::Hidden => continue,
            };
            graph.edges.push(edge(id, source, reuse, walk));
        }
    }
    graph
}

fn edge(reuser: CaseId, source: String, reuse: &Reuse, walk: &Walk) -> ReuseEdge {
    let edition = match &reuse.source {
        ReuseSource::Case { case, edition } => walk.met.contains_key(case).then_some(*edition),
        ReuseSource::External { .. } | ReuseSource::Hidden => None,
    };
    ReuseEdge {
        id: reuse.id,
        reuser: reuser.to_string(),
        source,
        degree: reuse.degree,
        reason: reuse.reason.clone(),
        declared_at: reuse.declared_at,
        edition,
    }
}

fn card(met: &Met) -> Option<GraphCase> {
    let case = &met.case;
    let figures = CaseFigures::of(case, &met.runs)?;
    let kroner = |amount: rust_decimal::Decimal| amount.round_dp(2).normalize();
    let measured = case.gains.iter().filter(|gain| !gain.measurements.is_empty());
    Some(GraphCase {
        id: case.id?,
        title: case.basics.title.clone(),
        lead: case.lead?,
        phase: case.phase,
        status: case.status,
        expected_hours_per_year: figures.expected_hours.map(hours),
        measured_hours_per_year: figures.measured_hours.map(hours),
        expected_kroner_per_year: figures.expected_kroner.map(kroner),
        measured_kroner_per_year: figures.measured_kroner.map(kroner),
        measured_gains: measured.cloned().collect(),
    })
}

fn on_platform(reuse: &Reuse) -> Option<CaseId> {
    match &reuse.source {
        ReuseSource::Case { case, .. } => Some(*case),
        ReuseSource::External { .. } | ReuseSource::Hidden => None,
    }
}
