//! The judged queries of `queries.txt`.

use crate::corpus::{Known, Of};

/// What somebody types, and what answers it.
pub struct Query {
    /// What is hard about it.
    pub kind: String,
    /// As typed.
    pub text: String,
    rules: Vec<(u32, Vec<String>)>,
}

/// All of them.
pub fn queries() -> Vec<Query> {
    let lines = include_str!("../queries.txt").lines();
    lines.filter(|line| !line.starts_with('#') && line.contains('|')).map(read).collect()
}

fn read(line: &str) -> Query {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [kind, text, rules] = parts[..] else { panic!("three parts: {line}") };
    let rules = rules.split(',').map(|rule| {
        let (grade, rule) = rule.trim().split_once(':').unwrap();
        (grade.parse().unwrap(), rule.split('+').map(str::to_owned).collect())
    });
    Query { kind: kind.to_owned(), text: text.to_owned(), rules: rules.collect() }
}

impl Query {
    /// How well a case answers it: 3 is just that, 0 is not at all.
    pub fn grade(&self, case: &Known) -> u32 {
        let met = self.rules.iter().filter(|(_, rule)| rule.iter().all(|one| meets(case, one)));
        met.map(|(grade, _)| *grade).max().unwrap_or(0)
    }
}

fn meets(case: &Known, rule: &str) -> bool {
    let made = &case.record.implementation;
    match rule.split_once('=') {
        Some(("case", id)) => case.of == Of::Casebook(id.to_owned()),
        Some(("org", cvr)) => case.record.lead.to_string() == cvr,
        Some(("tech", name)) => made.technologies.iter().any(|it| it == name),
        Some(("system", name)) => made.systems.iter().any(|it| it == name),
        Some((other, _)) => panic!("no rule goes by {other}"),
        None => case.of == Of::Process(rule.to_owned()),
    }
}
