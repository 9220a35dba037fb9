//! Stems: what is left of a folded word without its endings.
//!
//! The Snowball stemmer for Danish takes off regular endings. It does not join every pair that a
//! Dane takes for one word; the rules here do, each with the pairs that called for it in the tests.
//! A rule may make a strange stem as long as all forms of the word get the same.

use std::collections::HashMap;

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer as Snowball, TextAnalyzer, TokenStream};

/// Pairs that no rule joins without joining others that differ (person and personale).
const IRREGULAR: [(&str, &str); 3] =
    [("kommunal", "kommun"), ("regional", "region"), ("numr", "num")];

/// Words of which Snowball leaves another word (demens would be dem, billig bil).
const KEPT: [&str; 2] = ["demens", "billig"];
/// Letters of the longest ending that such a word may have.
const LONGEST_ENDING: usize = 3;

/// Learned words whose noun ends in -i and whose adjective ends in -isk.
const LEARNED: [&str; 4] = ["log", "graf", "nom", "krat"];

/// Most words that a stemmer keeps the stems of.
const MOST_KNOWN: usize = 20_000;

/// Takes endings off words. It keeps what it found, for the words of many texts are the same ones.
pub(super) struct Stemmer {
    snowball: TextAnalyzer,
    known: HashMap<String, String>,
}

impl Default for Stemmer {
    fn default() -> Self {
        let snowball = Snowball::new(Language::Danish);
        let snowball = TextAnalyzer::builder(RawTokenizer::default()).filter(snowball).build();
        Self { snowball, known: HashMap::new() }
    }
}

impl Stemmer {
    /// The stem of a folded word.
    pub fn stem(&mut self, folded: &str) -> String {
        if let Some(stem) = self.known.get(folded) {
            return stem.clone();
        }
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        let stem = self.found(folded);
        self.known.insert(folded.to_owned(), stem.clone());
        stem
    }

    fn found(&mut self, folded: &str) -> String {
        let keeps = |word: &&&str| {
            folded.strip_prefix(**word).is_some_and(|ending| ending.len() <= LONGEST_ENDING)
        };
        if let Some(word) = KEPT.iter().find(keeps) {
            return (*word).to_owned();
        }
        let mut stream = self.snowball.token_stream(folded);
        let stem = if stream.advance() { stream.token().text.as_str() } else { folded };
        let stem = without_learned_ending(without_verbal_ending(stem));
        let stem = joined_with_its_plural(stem);
        let irregular = IRREGULAR.iter().find(|(form, _)| *form == stem);
        irregular.map_or(stem, |(_, stem)| (*stem).to_owned())
    }
}

/// The word takes -ering and -ing off (fakturering and fakturere, bestilling and bestille) and a
/// last -a (faktura), where five letters are left: måling must not become mål, nor data dat.
fn without_verbal_ending(stem: &str) -> &str {
    for ending in ["ering", "ing", "a"] {
        if let Some(rest) = stem.strip_suffix(ending).filter(|rest| rest.chars().count() >= 5) {
            return if ending == "a" { rest } else { undoubled(rest) };
        }
    }
    stem
}

/// As Snowball does: bestill is bestil.
fn undoubled(stem: &str) -> &str {
    let mut ends = stem.chars().rev();
    match (ends.next(), ends.next()) {
        (Some(last), Some(before)) if last == before && is_consonant(last) => {
            &stem[..stem.len() - last.len_utf8()]
        }
        _ => stem,
    }
}

/// teknologi and teknologisk, økonomi and økonomisk.
fn without_learned_ending(stem: &str) -> &str {
    let rest = stem.strip_suffix("isk").or_else(|| stem.strip_suffix('i'));
    rest.filter(|rest| LEARNED.iter().any(|word| rest.ends_with(word))).unwrap_or(stem)
}

/// Words in -el and -er lose their e in the plural: hjælpemiddel and hjælpemidler, artikel and
/// artikler, center and centre. Brought to the short form.
fn joined_with_its_plural(stem: &str) -> String {
    if let Some(rest) = stem.strip_suffix("el").filter(|rest| rest.len() >= 3)
        && rest.ends_with(is_consonant)
    {
        return format!("{}l", undoubled(rest));
    }
    if let Some(rest) = stem.strip_suffix('r').filter(|rest| rest.len() >= 4)
        && rest.ends_with(['t', 'd'])
    {
        return rest.to_owned();
    }
    stem.to_owned()
}

fn is_consonant(letter: char) -> bool {
    letter.is_ascii_lowercase() && !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::Stemmer;
    use crate::search::analysis::fold;

    fn one_stem(forms: &str) {
        let mut stemmer = Stemmer::default();
        let stems: Vec<String> = forms.split(' ').map(|form| stemmer.stem(&fold(form))).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{forms} became {stems:?}");
    }

    fn two_stems(one: &str, other: &str) {
        let mut stemmer = Stemmer::default();
        assert_ne!(stemmer.stem(&fold(one)), stemmer.stem(&fold(other)), "{one} and {other}");
    }

    #[test]
    fn plurals_without_their_e_are_joined() {
        one_stem("hjælpemiddel hjælpemidler hjælpemidlet hjælpemidlerne hjælpemidlers");
        one_stem("jobcenter jobcentre jobcentret jobcentrene jobcentrets");
        one_stem("artikel artikler artiklen artiklerne");
        one_stem("model modeller modellen modellerne");
        one_stem("register registre registret");
        one_stem("mønster mønstre mønstret");
        one_stem("nummer numre numrene");
    }

    #[test]
    fn a_noun_and_the_verb_it_comes_from_are_joined() {
        one_stem("faktura fakturaer fakturaen fakturering faktureringen fakturere faktureres");
        one_stem("automatisering automatiseringer automatisere automatiserede");
        one_stem("registrering registrere registreres");
        one_stem("bestilling bestille bestillinger");
        one_stem("evaluering evaluere evalueret");
    }

    #[test]
    fn learned_nouns_and_their_adjectives_are_joined() {
        one_stem("velfærdsteknologi velfærdsteknologier velfærdsteknologisk velfærdsteknologiske");
        one_stem("økonomi økonomien økonomisk økonomiske");
    }

    #[test]
    fn the_two_that_municipalities_and_regions_need_are_joined() {
        one_stem("kommune kommuner kommunerne kommunal kommunale");
        one_stem("region regioner regional regionale");
    }

    #[test]
    fn words_that_only_look_alike_are_kept_apart() {
        two_stems("fakta", "faktura");
        two_stems("kommune", "kommunikation");
        two_stems("person", "personale");
        two_stems("måling", "mål");
        two_stems("regning", "regn");
        two_stems("digital", "digit");
        two_stems("lærer", "læge");
        two_stems("demens", "dem");
        two_stems("billigere", "bil");
        two_stems("data", "dato");
    }
}
