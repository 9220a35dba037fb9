//! What somebody searches for, taken from free text that is never parsed as a language.

use super::analysis::{Word, chunks, letters};
use super::{compounds, synonyms};

/// Letters of a query that are read; the rest is cut off.
pub const LONGEST_QUERY: usize = 200;
/// Words of a query that are read; the rest is left out.
pub const MOST_WORDS: usize = 16;

/// Words that carry no meaning alone. Left out of a query that has others.
const STOP_WORDS: [&str; 67] = [
    "af", "alle", "at", "blev", "bliver", "da", "de", "dem", "den", "denne", "der", "deres", "det",
    "dette", "dig", "disse", "du", "efter", "eller", "en", "er", "et", "faa", "faar", "findes",
    "for", "fra", "goer", "goere", "ham", "har", "have", "hun", "hvad", "hvem", "hvilke", "hvor",
    "hvordan", "i", "ikke", "jeg", "kan", "kunne", "man", "med", "men", "mig", "min", "naar",
    "nogen", "og", "ogsaa", "om", "os", "paa", "saa", "sig", "skal", "som", "til", "vaere", "var",
    "ved", "vi", "vil", "ville", "vores",
];

/// Letters from which on a slip is forgiven in a stem, and in the beginning of a longer word.
const NEAR_STEM: usize = 6;
const NEAR_BEGINNING: usize = 7;

/// Letters from which on a synonym is looked for inside other words too.
const LONG_SYNONYM: usize = 6;

/// Synonyms that stand in words of another meaning (beregning, udregning).
const PART_OF_OTHERS: [&str; 1] = ["regning"];

/// Beginnings that take in too much to be looked for inside other words (kommunikation).
const NOT_A_PART: [&str; 1] = ["kommun"];

/// How a word of a text meets a word of the query, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// One letter is wrong, missing, too much, or swapped with its neighbour.
    Fuzzy,
    /// The query's word stands inside the text's.
    Part,
    /// The same word in another form.
    Stem,
    /// The same word.
    Exact,
}

impl Kind {
    /// What a hit of this kind counts against an exact one.
    pub fn weight(self) -> f32 {
        match self {
            Self::Exact => 1.0,
            Self::Stem => 0.8,
            Self::Part => 0.35,
            Self::Fuzzy => 0.2,
        }
    }
}

/// One word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// As written, folded.
    pub folded: String,
    /// Without endings.
    pub stem: String,
    /// What to look for inside longer words; from four letters on.
    pub parts: Vec<String>,
    /// Look for it as the beginning of longer words; at three letters (løn finds lønkørsel).
    pub beginning: bool,
    /// Whether a slip of the finger may be forgiven; from five letters on.
    pub forgiving: bool,
}

/// One way to say what is meant: all of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alternative {
    /// Its words.
    pub terms: Vec<Term>,
    /// Whether the user wrote something else.
    pub synonym: bool,
    /// Whether the words are written as one.
    pub is_taken_apart: bool,
}

impl Alternative {
    /// What the user wrote.
    fn of(terms: Vec<Term>) -> Self {
        Self { terms, synonym: false, is_taken_apart: false }
    }

    /// What a hit counts against one of what the user wrote.
    pub fn weight(&self) -> f32 {
        if self.synonym { 0.5 } else { 1.0 }
    }
}

/// One thing that is meant: any of its alternatives.
pub(super) type Meaning = Vec<Alternative>;

/// A query: every meaning must be met, by any field of the case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextQuery {
    /// What is meant, in the order written, nothing twice.
    pub meanings: Vec<Meaning>,
}

impl TextQuery {
    /// Reads what a user typed. Any text is fine; one without a word means nothing.
    pub fn read(text: &str) -> Self {
        let text: String = text.chars().take(LONGEST_QUERY).collect();
        let chunks = chunks(&text);
        let is_stop = |word: &Word| is_stop_word(&word.folded);
        let says_something = chunks.iter().any(|chunk| !is_stop(&chunk.whole));
        let chunks: Vec<_> = chunks
            .into_iter()
            .filter(|chunk| !says_something || !is_stop(&chunk.whole))
            .take(MOST_WORDS)
            .collect();
        let words: Vec<&Word> = chunks.iter().map(|chunk| &chunk.whole).collect();
        let mut query = Self::default();
        let mut at = 0;
        while at < chunks.len() {
            let synonyms = synonyms::of_beginning(&words[at..]);
            let length = synonyms.as_ref().map_or(1, |(length, _)| *length);
            let mut meaning = vec![written(&words[at..at + length])];
            // "RPA-robot" is one word to the writer and may be two to the other.
            let pieces = &chunks[at].pieces;
            if length == 1 && !pieces.is_empty() && pieces.iter().all(|it| letters(&it.folded) > 1)
            {
                meaning.push(written(&pieces.iter().collect::<Vec<_>>()));
            }
            // "Fakturagodkendelse" is to the other "godkendelse af fakturaer".
            let parts = if length == 1 { compounds::split(words[at]) } else { None };
            meaning.extend(parts.map(|parts| Alternative {
                synonym: true,
                is_taken_apart: true,
                ..Alternative::of(parts.iter().map(Term::firm).collect())
            }));
            let synonyms = synonyms.map_or(Vec::new(), |(_, synonyms)| synonyms);
            meaning.extend(synonyms.into_iter().map(|member| Alternative {
                synonym: true,
                ..Alternative::of(member.iter().map(Term::of_synonym).collect())
            }));
            if !query.meanings.contains(&meaning) {
                query.meanings.push(meaning);
            }
            at += length;
        }
        query
    }

    /// The same with long words as two that are each meant: of "fakturabehandling" a case about
    /// invoices is half an answer.
    pub fn loosened(&self) -> Self {
        let mut loose = Self::default();
        for meaning in &self.meanings {
            let parts = meaning.iter().find(|it| it.is_taken_apart).map(|it| &it.terms);
            let meanings = match parts {
                Some(parts) => {
                    parts.iter().map(|part| vec![Alternative::of(vec![part.clone()])]).collect()
                }
                None => vec![meaning.clone()],
            };
            for meaning in meanings {
                if !loose.meanings.contains(&meaning) {
                    loose.meanings.push(meaning);
                }
            }
        }
        loose
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.meanings.is_empty()
    }
}

/// Whether a folded word says nothing alone.
pub(super) fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.contains(&folded)
}

fn written(words: &[&Word]) -> Alternative {
    Alternative::of(words.iter().map(|word| Term::wide(word)).collect())
}

impl Term {
    /// A word that is found in its other forms only.
    fn narrow(word: &Word) -> Self {
        Self {
            folded: word.folded.clone(),
            stem: word.stem.clone(),
            parts: Vec::new(),
            beginning: false,
            forgiving: false,
        }
    }

    /// A word of a synonym: a long one is also found inside others, where it can hardly be another.
    fn of_synonym(word: &Word) -> Self {
        let is_long = letters(&word.folded) >= LONG_SYNONYM;
        if is_long && !PART_OF_OTHERS.contains(&word.folded.as_str()) {
            Self::firm(word)
        } else {
            Self::narrow(word)
        }
    }

    /// A word that is also found inside others.
    pub fn firm(word: &Word) -> Self {
        Self { forgiving: false, ..Self::wide(word) }
    }

    /// A word that is also found inside others, and in spite of a slip; a number is neither.
    fn wide(word: &Word) -> Self {
        if word.folded.chars().all(|sign| sign.is_numeric() || sign == '.') {
            return Self::narrow(word);
        }
        let letters = letters(&word.folded);
        Self {
            parts: if letters >= 4 { parts(&word.folded) } else { Vec::new() },
            beginning: letters == 3,
            forgiving: letters >= 5,
            ..Self::narrow(word)
        }
    }

    /// How a word of a text meets this one, if it does.
    pub fn meets(&self, word: &Word, forgiving: bool) -> Option<Kind> {
        if word.folded == self.folded {
            return Some(Kind::Exact);
        }
        if word.stem == self.stem {
            return Some(Kind::Stem);
        }
        if self.parts.iter().any(|part| word.folded.contains(part.as_str()))
            || (self.beginning && word.folded.starts_with(&self.folded))
        {
            return Some(Kind::Part);
        }
        (forgiving && self.forgiving && self.nearly_meets(word)).then_some(Kind::Fuzzy)
    }

    /// Whether one slip is between this word and the text's, in whatever form, or the beginning of
    /// the text's.
    fn nearly_meets(&self, word: &Word) -> bool {
        let whole = one_slip_apart(&word.folded, &self.folded);
        let stem = || self.near_stem().is_some_and(|stem| one_slip_apart(&word.stem, stem));
        whole || stem() || (self.is_near_beginning() && self.nearly_begins(&word.folded))
    }

    fn nearly_begins(&self, word: &str) -> bool {
        let (length, word) = (self.folded.chars().count(), word.chars().collect::<Vec<_>>());
        let mut beginnings = (length - 1..=length + 1).filter_map(|count| word.get(..count));
        beginnings.any(|letters| one_slip_apart(&letters.iter().collect::<String>(), &self.folded))
    }

    /// The stem that a slip may be in; short ones are too near to others.
    pub fn near_stem(&self) -> Option<&str> {
        (letters(&self.stem) >= NEAR_STEM).then_some(self.stem.as_str())
    }

    /// Whether the beginnings of longer words are looked at for a slip too.
    pub fn is_near_beginning(&self) -> bool {
        letters(&self.folded) >= NEAR_BEGINNING
    }
}

/// What to look for inside longer words: the word as written, and what is left of it without the
/// ending of its plural or definite form (fakturaer → faktura, robotter → robot, kommuner →
/// kommune, projekter → projekt). Shorter than the stem would take in too much: borger must not
/// find borgmester.
fn parts(folded: &str) -> Vec<String> {
    let mut parts = vec![folded.to_owned()];
    let endings = ["ernes", "erne", "enes", "ene", "ers", "ens", "ets", "er", "en", "et"];
    let Some(rest) = endings.iter().find_map(|ending| folded.strip_suffix(ending)) else {
        return parts;
    };
    let mut ends = rest.chars().rev();
    let (last, before) = (ends.next(), ends.next());
    let with_e = format!("{rest}e");
    if rest.ends_with(['a', 'i', 'o', 'u', 'y']) && letters(rest) >= 5 {
        parts.push(rest.to_owned());
    } else if last == before && letters(rest) >= 6 {
        parts.extend(rest.get(..rest.len() - 1).map(str::to_owned));
    } else if letters(&with_e) >= 6 {
        parts.push(with_e);
        if letters(rest) >= 6 && !NOT_A_PART.contains(&rest) {
            parts.push(rest.to_owned());
        }
    }
    parts
}

/// Whether one letter put in, left out, changed or swapped with the next makes one of the other.
fn one_slip_apart(one: &str, other: &str) -> bool {
    let (mut short, mut long): (Vec<char>, Vec<char>) =
        (one.chars().collect(), other.chars().collect());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match long.len() - short.len() {
        0 if short.is_empty() => true,
        0 if short[1..] == long[1..] => true,
        0 => {
            short.len() > 1 && short[0] == long[1] && short[1] == long[0] && short[2..] == long[2..]
        }
        1 => *short == long[1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, LONGEST_QUERY, MOST_WORDS, TextQuery, one_slip_apart};
    use crate::search::analysis::words;

    fn meets(query: &str, word: &str) -> Option<Kind> {
        let word = &words(word)[0];
        let query = TextQuery::read(query);
        let own = query.meanings[0].iter().filter(|it| !it.synonym).flat_map(|it| &it.terms);
        own.filter_map(|term| term.meets(word, true)).max()
    }

    fn written(query: &TextQuery) -> Vec<&str> {
        query.meanings.iter().map(|meaning| meaning[0].terms[0].folded.as_str()).collect()
    }

    #[test]
    fn a_word_of_four_letters_is_found_inside_longer_ones() {
        assert_eq!(meets("faktura", "fakturagodkendelse"), Some(Kind::Part));
        assert_eq!(meets("faktura", "kreditorfaktura"), Some(Kind::Part));
        assert_eq!(meets("gæld", "gældsrådgivning"), Some(Kind::Part));
        assert_eq!(meets("fakturaer", "fakturagodkendelse"), Some(Kind::Part));
        assert_eq!(meets("robotter", "robotteknologi"), Some(Kind::Part));
        assert_eq!(meets("kommuner", "kommuneplan"), Some(Kind::Part));
    }

    #[test]
    fn a_word_of_three_letters_is_found_at_the_beginning_of_longer_ones_only() {
        assert_eq!(meets("løn", "lønkørsel"), Some(Kind::Part));
        assert_eq!(meets("løn", "aflønning"), None);
        assert_eq!(meets("år", "årshjul"), None);
    }

    #[test]
    fn words_that_only_share_letters_do_not_meet() {
        for (query, word) in [
            ("fakta", "faktura"),
            ("kommuner", "kommunikation"),
            ("borger", "borgmester"),
            ("demens", "demokrati"),
        ] {
            assert_eq!(meets(query, word), None, "{query} must not find {word}");
        }
    }

    #[test]
    fn one_slip_of_the_finger_is_forgiven_in_words_of_five_letters() {
        assert_eq!(meets("fakutra", "faktura"), Some(Kind::Fuzzy));
        assert_eq!(meets("visitasion", "visitation"), Some(Kind::Fuzzy));
        assert_eq!(meets("fkaturaa", "faktura"), None);
        assert_eq!(meets("lage", "læge"), None);
    }

    #[test]
    fn slips_are_counted_as_one_insertion_deletion_change_or_swap() {
        for (one, other) in [("abc", "abc"), ("abc", "ab"), ("abc", "bac"), ("abc", "axc")] {
            assert!(one_slip_apart(one, other) && one_slip_apart(other, one));
        }
        for (one, other) in [("abc", "cba"), ("abc", "a"), ("abcd", "badc"), ("", "ab")] {
            assert!(!one_slip_apart(one, other) && !one_slip_apart(other, one));
        }
    }

    #[test]
    fn words_without_meaning_are_left_out_unless_there_are_no_others() {
        assert_eq!(written(&TextQuery::read("gæld til kommunen")), ["gaeld", "kommunen"]);
        assert_eq!(written(&TextQuery::read("til og fra")), ["til", "og", "fra"]);
    }

    #[test]
    fn the_same_word_twice_is_looked_for_once() {
        assert_eq!(TextQuery::read("demens Demens DEMENS").meanings.len(), 1);
    }

    #[test]
    fn a_query_is_cut_and_never_refused() {
        let words: Vec<String> = (0..5_000).map(|number| format!("x{number}")).collect();
        assert_eq!(TextQuery::read(&words.join(" ")).meanings.len(), MOST_WORDS);
        let one_word = TextQuery::read(&"å".repeat(10_000));
        assert!(one_word.meanings[0][0].terms[0].folded.len() <= 2 * LONGEST_QUERY);
        assert!(TextQuery::read(" \u{0}🙂(\"").is_empty());
    }
}
