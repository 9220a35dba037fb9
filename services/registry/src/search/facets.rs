//! How many cases have each value: one pass over the cases that a reader may read and that meet
//! the search.
//!
//! **Invariant:** only cases that the query finds are counted, and it carries the reader's keys. A
//! value, the way it is written and its count come from those alone.
//!
//! The values of a facet are counted under the rest of the filter: a case that meets all of it
//! counts everywhere, and one that fails just one facet counts there, so that a reader sees what
//! choosing another value would find.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Bound, Range};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};
use vocabulary::{CaseFacet, FacetCounts, FacetValue};

use super::analysis::fold;
use super::filter::Filter;
use super::labels::{MAIN_GROUP, WRITTEN, initial, term};
use super::schema::COUNTED;

/// Values that are told of one thing.
pub const MOST_VALUES: usize = 200;

/// Cases by how a value is written.
type Writings = BTreeMap<String, u32>;
/// The values of facets by their keys.
pub(super) type Values = BTreeMap<CaseFacet, HashMap<String, Writings>>;

/// By facet and key of a value the name that it counts under, where that may be another.
pub type CountedUnder = BTreeMap<CaseFacet, HashMap<String, String>>;

/// Counts the values of facets, each under the filter's other facets.
pub(super) struct Counting<'a> {
    pub wanted: &'a [CaseFacet],
    pub filter: &'a Filter,
    pub under: &'a CountedUnder,
}

/// What is counted in a segment.
pub(super) struct Segment {
    column: Option<StrColumn>,
    /// Where the values of each facet lie.
    facets: Vec<(CaseFacet, Range<u64>)>,
    /// Facets that the filter narrows by, with the values that will do.
    narrowed: Vec<(CaseFacet, Vec<Range<u64>>)>,
    wanted: Vec<CaseFacet>,
    /// By the place of a value the place that it counts at, where that is another.
    moved: HashMap<u64, u64>,
    /// By the place of a value the name that it is told by, where that is another.
    names: HashMap<u64, String>,
    counts: Vec<u32>,
    /// Values of the case at hand.
    values: Vec<u64>,
}

impl Collector for Counting<'_> {
    type Fruit = Values;
    type Child = Segment;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Segment> {
        let column = reader.fast_fields().str(COUNTED)?;
        let mut segment = Segment {
            facets: Vec::new(),
            narrowed: Vec::new(),
            wanted: self.wanted.to_vec(),
            moved: HashMap::new(),
            names: HashMap::new(),
            counts: vec![0; column.as_ref().map_or(0, |column| column.num_terms())],
            values: Vec::new(),
            column: None,
        };
        let Some(column) = column else { return Ok(segment) };
        for facet in CaseFacet::ALL {
            let next = char::from(initial(facet) as u8 + 1).to_string();
            segment.facets.push((facet, between(&column, &term(facet, ""), &next)?));
        }
        for (facet, values) in &self.filter.any {
            let mut good = Vec::with_capacity(values.len());
            for value in values {
                let key = term(*facet, value);
                good.push(between(&column, &key, &format!("{key}{}", next_sign()))?);
            }
            segment.narrowed.push((*facet, good));
        }
        segment.column = Some(column);
        for (facet, names) in self.under {
            segment.gather(*facet, names)?;
        }
        Ok(segment)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Values>>) -> tantivy::Result<Values> {
        let mut merged = Values::new();
        for values in segments {
            for (facet, values) in values? {
                let known = merged.entry(facet).or_default();
                for (key, writings) in values {
                    let known = known.entry(key).or_default();
                    for (written, count) in writings {
                        *known.entry(written).or_default() += count;
                    }
                }
            }
        }
        Ok(merged)
    }
}

/// What follows on [`WRITTEN`]; no key holds either.
fn next_sign() -> char {
    char::from(WRITTEN as u8 + 1)
}

/// Where the terms from one text and before another lie.
fn between(column: &StrColumn, from: &str, before: &str) -> tantivy::Result<Range<u64>> {
    let dictionary = column.dictionary();
    let bounds = (Bound::Included(from), Bound::Excluded(before));
    let (from, before) = dictionary.term_bounds_to_ord(bounds.0, bounds.1)?;
    let all = column.num_terms() as u64;
    let place = |bound| match bound {
        Bound::Included(place) | Bound::Excluded(place) => all.min(place),
        Bound::Unbounded => all,
    };
    Ok(place(from)..place(before))
}

/// A value of the column: its key, and how a case writes it.
fn parts(facet: CaseFacet, term: &str) -> (&str, &str) {
    let value = &term[initial(facet).len_utf8()..];
    value.split_once(WRITTEN).unwrap_or((value, value))
}

impl Segment {
    /// Has the values of a facet that mean the same counted at one place, so that a case that has two
    /// of them counts once.
    fn gather(&mut self, facet: CaseFacet, names: &HashMap<String, String>) -> tantivy::Result<()> {
        let Some(column) = &self.column else { return Ok(()) };
        let range = self.facets.iter().find(|(known, _)| *known == facet);
        let (mut first, mut text) = (HashMap::new(), String::new());
        for place in range.map_or(0..0, |(_, range)| range.clone()) {
            if !column.ord_to_str(place, &mut text)? {
                continue;
            }
            if let Some(name) = names.get(parts(facet, &text).0) {
                let at = *first.entry(name).or_insert(place);
                self.moved.insert(place, at);
                self.names.insert(at, name.clone());
            }
        }
        Ok(())
    }
}

impl SegmentCollector for Segment {
    type Fruit = tantivy::Result<Values>;

    fn collect(&mut self, case: DocId, _: Score) {
        let Some(column) = &self.column else { return };
        self.values.clear();
        self.values.extend(column.ords().values_for_doc(case));
        let meets = |good: &[Range<u64>]| {
            self.values.iter().any(|value| good.iter().any(|range| range.contains(value)))
        };
        let mut failed = self.narrowed.iter().filter(|(_, good)| !meets(good));
        let range = match (failed.next(), failed.next()) {
            (None, _) => 0..u64::MAX,
            (Some((facet, _)), None) => {
                let place = self.facets.iter().find(|(known, _)| known == facet);
                place.map_or(0..0, |(_, range)| range.clone())
            }
            (Some(_), Some(_)) => return,
        };
        if !self.moved.is_empty() {
            for value in &mut self.values {
                *value = self.moved.get(value).copied().unwrap_or(*value);
            }
            self.values.sort_unstable();
            self.values.dedup();
        }
        for value in self.values.iter().filter(|value| range.contains(value)) {
            if let Some(count) = usize::try_from(*value).ok().and_then(|at| self.counts.get_mut(at))
            {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut values = Values::new();
        let Some(column) = &self.column else { return Ok(values) };
        let (wanted, mut text) = (&self.wanted, String::new());
        for (facet, range) in self.facets.iter().filter(|(facet, _)| wanted.contains(facet)) {
            for place in range.clone() {
                let at = usize::try_from(place).unwrap_or(usize::MAX);
                let count = self.counts.get(at).copied().unwrap_or(0);
                if count == 0 || !column.ord_to_str(place, &mut text)? {
                    continue;
                }
                let (key, written) = parts(*facet, &text);
                let (key, written) = match self.names.get(&place) {
                    Some(name) => (fold(name), name.as_str()),
                    None => (key.to_owned(), written),
                };
                let writings = values.entry(*facet).or_default().entry(key).or_default();
                *writings.entry(written.to_owned()).or_default() += count;
            }
        }
        Ok(values)
    }
}

/// What is told of facets: for each at most so many values, and those that the filter names.
pub(super) fn told(
    mut counted: Values,
    Counting { wanted, filter, under }: &Counting<'_>,
    most: usize,
) -> Vec<FacetCounts> {
    let told = wanted.iter().map(|facet| {
        let names = under.get(facet);
        let key = |key: &String| match names.and_then(|names| names.get(key)) {
            Some(name) => fold(name),
            None => key.clone(),
        };
        let chosen = filter.any.get(facet).map_or(&[][..], Vec::as_slice);
        let chosen: BTreeSet<String> = chosen.iter().map(key).collect();
        values_of(*facet, counted.remove(facet).unwrap_or_default(), &chosen, most)
    });
    told.collect()
}

fn values_of(
    facet: CaseFacet,
    counted: HashMap<String, Writings>,
    chosen: &BTreeSet<String>,
    most: usize,
) -> FacetCounts {
    let main_group = |key: &String| facet != CaseFacet::Kle || key.len() == MAIN_GROUP;
    let told = |(key, writings): (String, Writings)| {
        let (mut value, mut best, mut count) = (String::new(), 0, 0);
        for (written, cases) in writings {
            count += cases;
            if cases > best {
                (value, best) = (written, cases);
            }
        }
        FacetValue { value, count, chosen: chosen.contains(&key) }
    };
    let missing: Vec<&String> = chosen.iter().filter(|key| !counted.contains_key(*key)).collect();
    let missing = missing.into_iter().cloned().collect::<Vec<_>>();
    let shown = |key: &String| main_group(key) || chosen.contains(key);
    let mut values: Vec<FacetValue> =
        counted.into_iter().filter(|(key, _)| shown(key)).map(told).collect();
    values.sort_by(|one, other| {
        other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value))
    });
    let all = values.len();
    let mut place = 0;
    values.retain(|value| {
        place += 1;
        place <= most || value.chosen
    });
    let more = values.len() < all;
    values.extend(missing.into_iter().map(|value| FacetValue { value, count: 0, chosen: true }));
    FacetCounts { facet, values, more }
}
