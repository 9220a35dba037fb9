//! Texts for people, by code and language. A code without a text in either language fails a test.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use vocabulary::{FieldProblem, FieldRule, RefusalCode};

use crate::fault::Fault;

/// The languages that texts are in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// The default.
    #[default]
    Danish,
    /// Only when asked for before Danish.
    English,
}

impl Language {
    /// Chooses by an `Accept-Language` header: the one with the greater weight, Danish when equal.
    pub fn accepted(header: Option<&str>) -> Self {
        let weight = |wanted: &str| {
            header
                .unwrap_or_default()
                .split(',')
                .filter_map(|part| {
                    let mut parts = part.trim().split(';');
                    let tag = parts.next()?.trim().to_ascii_lowercase();
                    let quality = parts
                        .find_map(|p| p.trim().strip_prefix("q=")?.parse::<f32>().ok())
                        .unwrap_or(1.0);
                    (tag == wanted || tag.starts_with(&format!("{wanted}-"))).then_some(quality)
                })
                .fold(0.0_f32, f32::max)
        };
        if weight("en") > weight("da") { Self::English } else { Self::Danish }
    }

    /// The tag for `Content-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Danish => "da",
            Self::English => "en",
        }
    }

    fn texts(self) -> &'static Texts {
        match self {
            Self::Danish => &DANISH,
            Self::English => &ENGLISH,
        }
    }

    /// Why a command was refused.
    pub fn refusal(self, code: RefusalCode) -> &'static str {
        text(&self.texts().refusal, code.code())
    }

    /// What went wrong.
    pub fn fault(self, fault: Fault) -> &'static str {
        text(&self.texts().fault, fault.code())
    }

    /// What is wrong with a field, with its name and the limit put in.
    pub fn field_problem(self, problem: &FieldProblem) -> String {
        let limit = problem.limit.map_or_else(|| "–".to_owned(), |limit| self.number(limit));
        self.rule(problem.rule)
            .replace("{field}", &self.field(&problem.field))
            .replace("{limit}", &limit)
    }

    /// What a field is called: by its whole path, else by its last part, else the path itself.
    /// `basics.keywords[2]` is "Nøgleord (3)".
    pub fn field(self, path: &str) -> String {
        let fields = &self.texts().field;
        let plain: String =
            path.split('[').enumerate().fold(String::new(), |so_far, (at, part)| {
                let kept =
                    if at == 0 { part } else { part.split_once(']').map_or("", |(_, rest)| rest) };
                so_far + kept
            });
        let last = plain.rsplit('.').next().unwrap_or_default();
        let label = fields.get(&plain).or_else(|| fields.get(last)).map_or(path, String::as_str);
        let index =
            path.split('[').nth(1).and_then(|rest| rest.split(']').next()?.parse::<u32>().ok());
        match index {
            Some(index) => format!("{label} ({})", index.saturating_add(1)),
            None => label.to_owned(),
        }
    }

    /// What a value of an enumeration is called, `label("phase", "idea")`.
    pub fn label(self, kind: &str, value: &str) -> Option<&'static str> {
        self.texts().label.get(kind)?.get(value).map(String::as_str)
    }

    fn rule(self, rule: FieldRule) -> &'static str {
        text(&self.texts().rule, rule.code())
    }

    fn number(self, number: i64) -> String {
        let separator = if self == Self::Danish { '.' } else { ',' };
        let digits = number.unsigned_abs().to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        if number < 0 { format!("-{grouped}") } else { grouped }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    refusal: BTreeMap<String, String>,
    rule: BTreeMap<String, String>,
    fault: BTreeMap<String, String>,
    field: BTreeMap<String, String>,
    label: BTreeMap<String, BTreeMap<String, String>>,
}

static DANISH: LazyLock<Texts> = LazyLock::new(|| read(include_str!("../texts/da.json")));
static ENGLISH: LazyLock<Texts> = LazyLock::new(|| read(include_str!("../texts/en.json")));

fn read(file: &str) -> Texts {
    serde_json::from_str(file).expect("invariant: the text files are tested to be readable")
}

fn text(texts: &'static BTreeMap<String, String>, code: &'static str) -> &'static str {
    texts.get(code).map_or(code, String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;
    use vocabulary::{Basics, Contact, Implementation, Internal, Operation, Section, Story};

    use super::*;

    const LANGUAGES: [Language; 2] = [Language::Danish, Language::English];

    #[test]
    fn every_code_has_a_text_in_both_languages_and_no_text_is_left_over() {
        for language in LANGUAGES {
            let texts = language.texts();
            let keys = |map: &'static BTreeMap<String, String>| -> BTreeSet<&str> {
                assert!(map.values().all(|text| !text.trim().is_empty()));
                map.keys().map(String::as_str).collect()
            };
            let refusals: BTreeSet<_> = RefusalCode::ALL.iter().map(|c| c.code()).collect();
            assert_eq!(keys(&texts.refusal), refusals, "{language:?}");
            let rules: BTreeSet<_> = FieldRule::ALL.iter().map(|c| c.code()).collect();
            assert_eq!(keys(&texts.rule), rules, "{language:?}");
            let faults: BTreeSet<_> = Fault::all().into_iter().map(Fault::code).collect();
            assert_eq!(keys(&texts.fault), faults, "{language:?}");
        }
        assert!(DANISH.field.keys().eq(ENGLISH.field.keys()));
        assert!(DANISH.label.keys().eq(ENGLISH.label.keys()));
    }

    #[test]
    fn every_field_of_every_section_has_a_name() {
        let sections = [
            Section::Basics(Basics::default()),
            Section::Story(Story::default()),
            Section::Workload(vocabulary::Workload::default()),
            Section::Suitability(vocabulary::Suitability::default()),
            Section::Implementation(Implementation::default()),
            Section::Operation(Operation::default()),
            Section::Value(vocabulary::Value::default()),
            Section::Spread(vocabulary::Spread::default()),
            Section::Resources(vocabulary::Resources::default()),
            Section::Contact(Contact::default()),
            Section::Links(vocabulary::Links::default()),
            Section::Internal(Internal::default()),
        ];
        for section in sections {
            let Value::Object(fields) = serde_json::to_value(&section).unwrap() else {
                panic!("a section is an object")
            };
            let (name, content) = fields.into_iter().next().unwrap();
            for field in content.as_object().unwrap().keys() {
                let path = format!("{name}.{}", camel(field));
                assert!(DANISH.field.contains_key(&path), "{path} has no name");
            }
        }
    }

    fn camel(snake: &str) -> String {
        let mut parts = snake.split('_');
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |name, part| name + &part[..1].to_uppercase() + &part[1..])
    }

    #[test]
    fn a_problem_names_the_field_and_the_limit() {
        let problem = FieldProblem {
            field: "basics.summary".into(),
            rule: FieldRule::TooLong,
            limit: Some(4000),
        };
        assert_eq!(
            Language::Danish.field_problem(&problem),
            "Resumé er for lang. Højst 4.000 tegn."
        );
        assert!(Language::English.field_problem(&problem).contains("4,000"));
    }

    #[test]
    fn a_field_is_named_by_its_path_its_last_part_or_itself() {
        let name = |path| Language::Danish.field(path);
        assert_eq!(name("basics.keywords[2]"), "Nøgleord (3)");
        assert_eq!(name("resources.costs[0].paidBy"), "Betalt af (1)");
        assert_eq!(name("ukendt.felt"), "ukendt.felt");
    }

    #[test]
    fn danish_unless_english_is_preferred() {
        for (header, language) in [
            (None, Language::Danish),
            (Some("de"), Language::Danish),
            (Some("en"), Language::English),
            (Some("da, en"), Language::Danish),
            (Some("en-GB,en;q=0.9,da;q=0.8"), Language::English),
            (Some("da-DK;q=0.5,en;q=x"), Language::English),
            (Some("en;q=0.5, da;q=0.6"), Language::Danish),
        ] {
            assert_eq!(Language::accepted(header), language, "{header:?}");
        }
    }
}
