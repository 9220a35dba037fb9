//! KLE and FORM numbers as they were published, each scheme in one stream, and which FORM numbers go
//! with a KLE number.
//!
//! A number is never deleted: cases use it, and are to be told that it is retired.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vocabulary::{Code, CodeId, CodeScheme, FieldRule, Refusal, RefusalCode};

use crate::access::Principal;
use crate::event::Event;
use crate::fields::{Problems, is_grouped_number};

/// Numbers in one command.
pub const IMPORT_LIMIT: usize = 500;
/// Numbers of a scheme: KLE and FORM have some thousands each.
const CODES_LIMIT: usize = 20_000;
/// Characters of a title.
const TITLE_LIMIT: usize = 500;
/// Characters of a legal basis: what the predecessor holds, and a case.
pub const LEGAL_BASIS_LIMIT: usize = 3_000;
/// KLE numbers with FORM numbers: the published map has 1,485.
const PAIRED_LIMIT: usize = 20_000;
/// FORM numbers of one KLE number: the published map has up to 31.
const FORMS_LIMIT: usize = 200;

/// The numbers of one scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes(BTreeMap<CodeId, Code>);

/// Which FORM numbers go with a KLE number.
pub type Forms = BTreeMap<String, Vec<String>>;

/// The map from KLE to FORM.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KleForms(Forms);

impl Codes {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::CodesImported { codes, .. } = event {
            self.0.extend(codes.iter().map(|code| (code.id, code.clone())));
        }
    }

    /// Takes over numbers as they are published; those that say the same already make no event.
    pub fn import(
        &self,
        by: &Principal,
        scheme: CodeScheme,
        codes: Vec<Code>,
    ) -> Result<Vec<Event>, Refusal> {
        if !by.edits_catalogues() {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        let mut problems = Problems::of("");
        if codes.len() > IMPORT_LIMIT {
            problems.add("codes", FieldRule::TooMany, i64::try_from(IMPORT_LIMIT).ok());
        }
        for (index, code) in codes.iter().enumerate().take(IMPORT_LIMIT) {
            check(&mut problems, &format!("codes[{index}]"), scheme, code);
        }
        let unknown = codes.iter().filter(|code| !self.0.contains_key(&code.id)).count();
        if self.0.len() + unknown > CODES_LIMIT {
            problems.add("codes", FieldRule::TooMany, i64::try_from(CODES_LIMIT).ok());
        }
        problems.refuse()?;
        let is_new = |code: &Code| self.0.get(&code.id) != Some(code);
        let codes: Vec<Code> = codes.into_iter().filter(is_new).collect();
        if codes.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Event::CodesImported { scheme, codes }])
    }
}

impl KleForms {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::KleFormsReplaced { forms } = event {
            self.0.clone_from(forms);
        }
    }

    /// Puts another map in the place of the one before, whole.
    pub fn replace(&self, by: &Principal, forms: Forms) -> Result<Vec<Event>, Refusal> {
        if !by.edits_catalogues() {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        let mut problems = Problems::of("");
        if forms.len() > PAIRED_LIMIT {
            problems.add("forms", FieldRule::TooMany, i64::try_from(PAIRED_LIMIT).ok());
        }
        for (kle, forms) in forms.iter().take(PAIRED_LIMIT) {
            let wrong = !is_number(CodeScheme::Kle, kle)
                || forms.iter().any(|form| !is_number(CodeScheme::Form, form));
            if wrong {
                problems.add("forms", FieldRule::Malformed, None);
                break;
            }
            if forms.len() > FORMS_LIMIT {
                problems.add("forms", FieldRule::TooMany, i64::try_from(FORMS_LIMIT).ok());
                break;
            }
        }
        problems.refuse()?;
        if self.0 == forms {
            return Ok(Vec::new());
        }
        Ok(vec![Event::KleFormsReplaced { forms }])
    }
}

fn check(problems: &mut Problems, at: &str, scheme: CodeScheme, code: &Code) {
    if !is_number(scheme, &code.number) {
        problems.add(&format!("{at}.number"), FieldRule::Malformed, None);
    }
    if code.replaced_by.as_deref().is_some_and(|number| !is_number(scheme, number)) {
        problems.add(&format!("{at}.replacedBy"), FieldRule::Malformed, None);
    }
    problems.required_line(&format!("{at}.title"), &code.title, TITLE_LIMIT);
    let legal_basis = code.legal_basis.as_deref();
    problems.line(&format!("{at}.legalBasis"), legal_basis, LEGAL_BASIS_LIMIT);
}

/// Whether a text is written as a number of the scheme: one to three groups of two digits in KLE,
/// and one to four in FORM.
pub fn is_number(scheme: CodeScheme, text: &str) -> bool {
    match scheme {
        CodeScheme::Kle => is_grouped_number(text, 1..=3),
        CodeScheme::Form => is_grouped_number(text, 1..=4),
    }
}

/// What a publication says that is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Numbers that are new.
    pub new: Vec<Code>,
    /// Numbers that say something else than before, and are used as they were.
    pub changed: Vec<Code>,
    /// Numbers that are retired, or gone from the publication.
    pub retired: Vec<Code>,
    /// Numbers that were retired and are used again.
    pub back: Vec<Code>,
    /// How many say what they said before.
    pub same: usize,
}

impl Difference {
    /// Between what is known and what is published. What is gone without a word counts as retired
    /// on `today`.
    pub fn between(known: &[Code], published: Vec<Code>, today: NaiveDate) -> Self {
        let known: BTreeMap<CodeId, &Code> = known.iter().map(|code| (code.id, code)).collect();
        let mut difference = Self::default();
        let mut gone = known.clone();
        for code in published {
            gone.remove(&code.id);
            let before = known.get(&code.id);
            let was_retired = before.is_some_and(|before| before.retired_on.is_some());
            match before {
                Some(before) if **before == code => difference.same += 1,
                None => difference.new.push(code),
                Some(_) if was_retired && code.retired_on.is_none() => difference.back.push(code),
                Some(_) if !was_retired && code.retired_on.is_some() => {
                    difference.retired.push(code);
                }
                Some(_) => difference.changed.push(code),
            }
        }
        for code in gone.into_values() {
            if code.retired_on.is_some() {
                difference.same += 1;
            } else {
                difference.retired.push(Code { retired_on: Some(today), ..code.clone() });
            }
        }
        difference
    }

    /// All that is to be taken over.
    pub fn codes(&self) -> Vec<Code> {
        let all = [&self.new, &self.changed, &self.retired, &self.back];
        all.into_iter().flatten().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;
    use vocabulary::{Code, CodeId, CodeScheme, FieldRule, RefusalCode};

    use super::{Codes, Difference, Forms, KleForms};
    use crate::access::{Principal, Role};
    use crate::testing::{lead, somebody};

    fn by(role: Role) -> Principal {
        somebody(1, lead(), &[role])
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn code(id: u128, number: &str, title: &str) -> Code {
        Code {
            id: CodeId(Uuid::from_u128(id)),
            number: number.to_owned(),
            title: title.to_owned(),
            valid_from: None,
            retired_on: None,
            replaced_by: None,
            legal_basis: None,
        }
    }

    #[test]
    fn what_is_known_already_makes_no_event() {
        let mut codes = Codes::default();
        let published = vec![code(1, "97", "Opdigtet"), code(2, "97.01", "Opdigtet gruppe")];
        let import = |codes: &Codes, published| {
            codes.import(&by(Role::CatalogueEditor), CodeScheme::Kle, published).unwrap()
        };
        codes.evolve(&import(&codes, published.clone())[0].clone());
        assert_eq!(import(&codes, published), []);
        let renamed = import(&codes, vec![code(1, "97", "Opdigtet"), code(2, "97.01", "Andet")]);
        assert_eq!(renamed.len(), 1);
    }

    #[test]
    fn only_editors_import_and_a_number_is_written_as_its_scheme_has_it() {
        let refused = |role, scheme, number: &str| {
            let codes = vec![code(1, number, "Opdigtet")];
            Codes::default().import(&by(role), scheme, codes).unwrap_err()
        };
        let stranger = refused(Role::Superuser, CodeScheme::Kle, "97");
        assert_eq!(stranger.code, RefusalCode::NotPermitted);
        let long = refused(Role::CatalogueEditor, CodeScheme::Kle, "97.01.01.01");
        assert_eq!(long.fields[0].field, "codes[0].number");
        let form = vec![code(1, "97.01.01.01", "Opdigtet")];
        let editor = by(Role::CatalogueEditor);
        assert!(Codes::default().import(&editor, CodeScheme::Form, form).is_ok());
    }

    #[test]
    fn a_publication_is_held_against_what_is_known() {
        let retired = |code: Code| Code { retired_on: Some(day("2020-01-01")), ..code };
        let known = [
            code(1, "97.01", "Som før"),
            code(2, "97.02", "Nyt navn"),
            code(3, "97.03", "Udgår"),
            retired(code(4, "97.04", "Kommer igen")),
            code(5, "97.05", "Forsvinder"),
            retired(code(6, "97.06", "Væk for længst")),
        ];
        let published = vec![
            code(1, "97.01", "Som før"),
            code(2, "97.02", "Andet navn"),
            retired(code(3, "97.03", "Udgår")),
            code(4, "97.04", "Kommer igen"),
            code(7, "97.07", "Ny"),
        ];
        let today = day("2026-02-01");
        let found = Difference::between(&known, published.clone(), today);
        let numbers =
            |codes: &[Code]| codes.iter().map(|code| code.number.clone()).collect::<Vec<_>>();
        assert_eq!(numbers(&found.new), ["97.07"]);
        assert_eq!(numbers(&found.changed), ["97.02"]);
        assert_eq!(numbers(&found.retired), ["97.03", "97.05"]);
        assert_eq!(found.retired[1].retired_on, Some(today));
        assert_eq!(numbers(&found.back), ["97.04"]);
        assert_eq!(found.same, 2);

        let mut codes = Codes(known.iter().map(|code| (code.id, code.clone())).collect());
        let editor = by(Role::CatalogueEditor);
        let events = codes.import(&editor, CodeScheme::Kle, found.codes()).unwrap();
        codes.evolve(&events[0]);
        let now: Vec<Code> = codes.0.values().cloned().collect();
        let again = Difference::between(&now, published, day("2026-03-01"));
        assert_eq!(again.codes(), [], "the second time there is nothing to do");
    }

    #[test]
    fn the_map_is_replaced_whole() {
        let forms = |kle: &str, form: &str| Forms::from([(kle.to_owned(), vec![form.to_owned()])]);
        let editor = by(Role::CatalogueEditor);
        let mut map = KleForms::default();
        let events = map.replace(&editor, forms("97.01.01", "98.01.01.01")).unwrap();
        map.evolve(&events[0]);
        assert_eq!(map.replace(&editor, forms("97.01.01", "98.01.01.01")).unwrap(), []);
        assert_eq!(map.replace(&editor, forms("97", "98")).unwrap().len(), 1);
        let wrong = map.replace(&editor, forms("97", "98.1")).unwrap_err();
        assert_eq!(wrong.fields[0].rule, FieldRule::Malformed);
        let stranger = map.replace(&by(Role::Operator), Forms::new()).unwrap_err();
        assert_eq!(stranger.code, RefusalCode::NotPermitted);
    }
}
