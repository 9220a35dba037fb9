//! How good lists of hits are.

use std::collections::BTreeMap;
use std::fmt;

use crate::LOOKED_AT;
use crate::corpus::Known;
use crate::queries::Query;

/// The figures of one engine over some queries, each the mean of them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// How much of what an ideal list gives the first ten hits give, counting from the top.
    pub ndcg: f64,
    /// One over the place of the first hit of grade 2 or 3.
    pub mrr: f64,
    /// Share of queries that find nothing.
    pub nothing: f64,
    /// Queries.
    pub queries: u32,
}

/// One engine with its figures by kind of query.
pub struct Told {
    /// Name of the engine.
    pub engine: &'static str,
    kinds: BTreeMap<String, Figures>,
}

impl Told {
    /// What an engine's hits are worth: for each query the places of cases, best first.
    pub fn of(
        engine: &'static str,
        cases: &[Known],
        queries: &[Query],
        hits: &[Vec<usize>],
    ) -> Self {
        let mut kinds: BTreeMap<String, Figures> = BTreeMap::new();
        for (query, hits) in queries.iter().zip(hits) {
            let kind = kinds.entry(query.kind.clone()).or_default();
            kind.ndcg += ndcg(query, cases, hits);
            kind.mrr += reciprocal(query, cases, hits);
            kind.nothing += f64::from(u8::from(hits.is_empty()));
            kind.queries += 1;
        }
        Self { engine, kinds }
    }

    /// Over all queries, each counting alike.
    pub fn all(&self) -> Figures {
        let sum = self.kinds.values().fold(Figures::default(), |sum, kind| Figures {
            ndcg: sum.ndcg + kind.ndcg,
            mrr: sum.mrr + kind.mrr,
            nothing: sum.nothing + kind.nothing,
            queries: sum.queries + kind.queries,
        });
        sum.mean()
    }

    /// By kind of query.
    pub fn by_kind(&self) -> impl Iterator<Item = (&str, Figures)> {
        self.kinds.iter().map(|(kind, sum)| (kind.as_str(), sum.mean()))
    }
}

impl Figures {
    fn mean(self) -> Self {
        let count = f64::from(self.queries.max(1));
        let (ndcg, mrr, nothing) = (self.ndcg / count, self.mrr / count, self.nothing / count);
        Self { ndcg, mrr, nothing, queries: self.queries }
    }
}

/// One row a kind of query, with nDCG@10 of each engine, and the other figures over all.
pub struct Table<'a>(pub &'a [Told]);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let engines = || self.0.iter();
        write!(f, "| Queries | Count |")?;
        engines().try_for_each(|told| write!(f, " {} |", told.engine))?;
        write!(f, "\n|---|---:|")?;
        engines().try_for_each(|_| write!(f, "---:|"))?;
        let Some(first) = self.0.first() else { return Ok(()) };
        for (kind, figures) in first.by_kind() {
            write!(f, "\n| {kind} | {} |", figures.queries)?;
            for told in engines() {
                let of_kind = told.by_kind().find(|(name, _)| *name == kind);
                write!(f, " {:.3} |", of_kind.map_or(0.0, |(_, figures)| figures.ndcg))?;
            }
        }
        write!(f, "\n| **all, nDCG@10** | {} |", first.all().queries)?;
        engines().try_for_each(|told| write!(f, " **{:.3}** |", told.all().ndcg))?;
        write!(f, "\n| all, MRR | |")?;
        engines().try_for_each(|told| write!(f, " {:.3} |", told.all().mrr))?;
        write!(f, "\n| all, find nothing | |")?;
        engines().try_for_each(|told| write!(f, " {:.0} % |", told.all().nothing * 100.0))
    }
}

/// Discounted cumulative gain over that of an ideal list.
pub fn ndcg(query: &Query, cases: &[Known], hits: &[usize]) -> f64 {
    let mut ideal: Vec<u32> = cases.iter().map(|case| query.grade(case)).collect();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let found = hits.iter().map(|hit| query.grade(&cases[*hit]));
    gain(found) / gain(ideal.into_iter())
}

fn gain(grades: impl Iterator<Item = u32>) -> f64 {
    let places = (2_u32..).take(LOOKED_AT);
    places
        .zip(grades)
        .map(|(place, grade)| f64::from(2_u32.pow(grade) - 1) / f64::from(place).log2())
        .sum()
}

fn reciprocal(query: &Query, cases: &[Known], hits: &[usize]) -> f64 {
    let first = (1_u32..).zip(hits).find(|(_, hit)| query.grade(&cases[**hit]) >= 2);
    first.map_or(0.0, |(place, _)| f64::from(place).recip())
}
