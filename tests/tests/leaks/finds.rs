//! What an answer gives away, held against what it may.

use std::collections::BTreeSet;

use journeys::{Answer, DemoPerson, global_id};

use crate::collections::Collection;
use crate::contacting::organisation_contact;
use crate::model::{Case, Class, Principal};
use crate::world::World;

/// What went wrong, and what was seen.
#[derive(Default)]
pub struct Finds {
    /// One line each.
    pub problems: Vec<String>,
    /// Marks seen in answers, by principal.
    pub seen: BTreeSet<(String, String)>,
}

/// Body and headers as one text.
pub fn whole(answer: &Answer) -> String {
    let headers: Vec<String> =
        answer.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{}\n{}", headers.join("\n"), answer.body)
}

/// The marks in a text, `kanarie10p10p10p`.
pub fn marks(text: &str) -> BTreeSet<String> {
    let mark =
        |(at, _): (usize, &str)| text.get(at..at + "kanarie10p10p10p".len()).map(str::to_owned);
    text.match_indices("kanarie").filter_map(mark).collect()
}

impl Finds {
    /// Holds an answer against the model.
    pub fn hold(&mut self, asker: &Principal, world: &World, place: &str, told: &str) {
        let cases = &world.cases;
        for mark in marks(told) {
            let class = Class::ALL.into_iter().find_map(|class| {
                let case = cases.iter().find(|case| case.mark(class) == mark)?;
                Some((case, class))
            });
            let signed_in = asker.person.is_some();
            let collected = signed_in && mark == organisation_contact()
                || Class::ALL.into_iter().any(|class| {
                    let of = world.collections.iter().find(|of| of.mark(class) == mark);
                    of.is_some_and(|of| asker.sees_collection(cases, of, class))
                });
            match class {
                _ if collected => {
                    self.seen.insert((asker.name.clone(), mark));
                }
                Some((case, class)) if asker.may_meet(cases, case, class) => {
                    self.seen.insert((asker.name.clone(), mark));
                }
                _ => self.problem(asker, place, &format!("is told {mark}")),
            }
        }
        // Whoever asked knows which case it was about.
        let knows =
            |case: &&Case| asker.sees(case, Class::Record) || asker.sees(case, Class::Asked);
        for case in cases.iter().filter(|case| !knows(case)) {
            if told.contains(&case.id) || told.contains(&case.global_id()) {
                self.problem(asker, place, &format!("is told the id of case {}", case.number));
            }
        }
        let unseen = |of: &&Collection| !asker.sees_collection(cases, of, Class::Record);
        for of in world.collections.iter().filter(unseen) {
            if told.contains(&of.id) || told.contains(&of.global_id()) {
                self.problem(asker, place, &format!("is told the id of collection {}", of.number));
            }
        }
        for (other, _) in &world.everybody {
            let Some(person) = &other.person else { continue };
            let id = told.contains(&other.id) || told.contains(&global_id("Person", &other.id));
            // Who owns a case together with others edits it with their people, and knows them by id.
            let together =
                cases.iter().any(|case| asker.owns(case) && case.is_owned_by(&person.organisation));
            let told_of = id && !together || names(told, person);
            if !asker.is_of(&person.organisation) && told_of {
                self.problem(asker, place, &format!("is told of {}", person.subject));
            }
        }
    }

    /// Keeps a problem.
    pub fn problem(&mut self, asker: &Principal, place: &str, what: &str) {
        self.problems.push(format!("{} {what} in {}", asker.name, excerpt(place)));
    }

    /// Takes over what another found.
    pub fn join(&mut self, other: Self) {
        self.problems.extend(other.problems);
        self.seen.extend(other.seen);
    }

    /// Fails with all that was found.
    pub fn report(&self) {
        let mut told = self.problems.clone();
        let all = told.len();
        told.sort_unstable_by_key(|problem| problem.chars().rev().collect::<String>());
        told.truncate(40);
        assert!(all == 0, "{all} problems:\n{}", told.join("\n"));
    }
}

/// Whether a text holds the name or the address of somebody.
pub fn names(text: &str, person: &DemoPerson) -> bool {
    text.contains(&person.name) || text.contains(&person.email)
}

fn excerpt(place: &str) -> String {
    place.chars().take(300).collect()
}
