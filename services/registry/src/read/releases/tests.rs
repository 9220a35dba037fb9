//! Attackers who know when what was counted of whom, and all figures that were ever told.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use uuid::Uuid;

use super::{Contribution, LEAST, Release, releases};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
        (self.0 >> 33) % limit
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(u64::try_from(length).unwrap())).unwrap()
    }
}

fn contribution(case: u64, organisation: u64, from: i64, amount: u128) -> Contribution {
    Contribution {
        case: Uuid::from_u128(case.into()),
        organisation: organisation.to_string(),
        from,
        until: None,
        taken_back: false,
        amount: Decimal::from(amount),
    }
}

fn told(contributions: &[Contribution]) -> Vec<Release> {
    releases(contributions).unwrap().into_iter().filter_map(|(_, told)| told).collect()
}

/// A world: each case of an organisation states something new now and then, is withdrawn, comes back
/// with what it stated once, or is passed to another organisation. What is stated for the first
/// time is a power of two, so that every sum says what is in it.
fn world(seed: u64) -> Vec<Contribution> {
    let mut dice = Dice(seed);
    let (organisations, cases) = (3 + dice.below(4), 4 + dice.below(8));
    let mut stated: BTreeMap<u64, Vec<u128>> = BTreeMap::new();
    let mut last: BTreeMap<u64, usize> = BTreeMap::new();
    let (mut all, mut bits) = (Vec::<Contribution>::new(), 0);
    for at in 0..40 {
        for _ in 0..=dice.below(5) {
            let case = dice.below(cases);
            let ended = last.remove(&case).map(|index| {
                let before: &mut Contribution = &mut all[index];
                before.until = Some(at);
                before.taken_back = dice.below(8) == 0;
                before.organisation.parse::<u64>().unwrap()
            });
            if ended.is_some() && dice.below(4) == 0 {
                continue;
            }
            let known = stated.entry(case).or_default();
            let amount = match dice.below(3) {
                0 if !known.is_empty() => known[dice.index(known.len())],
                _ if bits < 80 => {
                    bits += 1;
                    known.push(1 << bits);
                    1 << bits
                }
                _ => continue,
            };
            let by = ended.filter(|_| dice.below(6) > 0).unwrap_or(case % organisations);
            last.insert(case, all.len());
            all.push(contribution(case, by, at, amount));
        }
    }
    all
}

/// The rank of a matrix of whole numbers, exactly: elimination without fractions.
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let (mut rank, mut divisor) = (0, 1);
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let pivot_row = rows[rank].clone();
        for row in &mut rows[rank + 1..] {
            let factor = row[column];
            for (at, value) in row.iter_mut().enumerate() {
                *value = (*value * pivot_row[column] - pivot_row[at] * factor) / divisor;
            }
        }
        divisor = pivot_row[column];
        rank += 1;
    }
    rank
}

/// What a figure is the sum of: each thing that was stated, by the organisations that stated it.
struct Unknown {
    case: Uuid,
    bit: u32,
    by: Vec<u64>,
}

fn unknowns(contributions: &[Contribution]) -> Vec<Unknown> {
    let mut all: BTreeMap<(Uuid, u32), Vec<u64>> = BTreeMap::new();
    for one in contributions {
        let bit = one.amount.to_u128().unwrap().trailing_zeros();
        all.entry((one.case, bit)).or_default().push(one.organisation.parse().unwrap());
    }
    all.into_iter().map(|((case, bit), by)| Unknown { case, bit, by }).collect()
}

/// Whether anything that is computed of the figures told rests on no others than two organisations.
/// Columns are sums of what was stated, or the cases.
fn is_recovered(contributions: &[Contribution], figures: &[Release], of_cases: bool) -> bool {
    let unknowns = unknowns(contributions);
    let mut columns: BTreeMap<(Uuid, u32), (Vec<u32>, Vec<u64>)> = BTreeMap::new();
    for unknown in unknowns {
        let key = (unknown.case, if of_cases { 0 } else { unknown.bit });
        let (bits, by) = columns.entry(key).or_default();
        bits.push(unknown.bit);
        by.extend(unknown.by);
    }
    let row = |figure: &Release, without: &[u64]| -> Vec<i128> {
        let sum = figure.amount.to_u128().unwrap();
        let kept = columns.values().filter(|(_, by)| !by.iter().all(|one| without.contains(one)));
        kept.map(|(bits, _)| i128::from(bits.iter().any(|bit| (sum >> bit) & 1 == 1))).collect()
    };
    let rows = |without: &[u64]| figures.iter().map(|figure| row(figure, without)).collect();
    let whole = rank(rows(&[]));
    let pairs = (0..8).flat_map(|first| (first..8).map(move |second| [first, second]));
    // A combination that vanishes without two organisations is one of theirs alone.
    pairs.into_iter().any(|pair| rank(rows(&pair)) < whole)
}

#[test]
fn nothing_computed_of_all_figures_ever_told_rests_on_fewer_than_three_organisations() {
    let mut several = 0;
    for seed in 0..600 {
        let world = world(seed);
        let figures = told(&world);
        several += usize::from(figures.len() > 2);
        for of_cases in [false, true] {
            assert!(!is_recovered(&world, &figures, of_cases), "seed {seed}: {figures:?}");
        }
    }
    assert!(several > 100, "figures do move on: {several}");
}

#[test]
fn what_two_organisations_contribute_is_not_told_and_of_three_it_is() {
    let mut all = vec![contribution(1, 1, 10, 100), contribution(2, 2, 20, 200)];
    assert_eq!(told(&all), []);
    all.push(contribution(3, 3, 30, 300));
    assert_eq!(told(&all), [Release { at: 30, cases: 3, amount: 600.into() }]);
    assert_eq!(LEAST, 3);
}

#[test]
fn what_changes_is_told_when_three_organisations_have_changed() {
    let mut all: Vec<_> = (1..=4).map(|one| contribution(one, one, 10, 100)).collect();
    for one in 1..=3_u64 {
        let at = 20 + i64::try_from(one).unwrap();
        all[usize::try_from(one - 1).unwrap()].until = Some(at);
        all.push(contribution(one, one, at, 150));
        let figures = told(&all);
        assert_eq!(figures.len(), if one < 3 { 1 } else { 2 });
    }
    assert_eq!(told(&all)[1], Release { at: 23, cases: 4, amount: 550.into() });
}

#[test]
fn what_was_told_before_is_nothing_new_when_it_comes_back() {
    let mut all: Vec<_> = (1..=3).map(|one| contribution(one, one, 10, 100)).collect();
    for one in &mut all {
        one.until = Some(20);
    }
    all.extend((1..=3).map(|one| contribution(one, one, 30, 100)));
    all.push(contribution(4, 4, 30, 7));
    assert_eq!(told(&all).len(), 1, "the difference would be the fourth's alone");
}

#[test]
fn nothing_is_told_from_when_consent_is_taken_back_until_it_may_be_again() {
    let mut all: Vec<_> = (1..=4).map(|one| contribution(one, one, 10, 100)).collect();
    all[0].until = Some(20);
    all[0].taken_back = true;
    let figures = releases(&all).unwrap();
    assert_eq!(figures.len(), 2);
    assert_eq!(figures[1], (20, None));
    all.extend((5..=7).map(|one| contribution(one, one, 30, 1)));
    assert_eq!(told(&all)[1], Release { at: 30, cases: 6, amount: 303.into() });
}
