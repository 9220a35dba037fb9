//! Why a case was found: the fields that matched, with the words marked.
//!
//! **Invariant:** computed from the record that the reader is answered, with the analysis that the
//! index uses, so it can neither show nor hint at anything the reader may not see.

use vocabulary::{Match, PublicRecord};

use super::analysis::{Word, words};
use super::query::{Kind, Meaning, Term, TextQuery};
use super::texts::{Text, of_record};

/// Matching fields that are told.
const MOST_FIELDS: usize = 5;
/// Bytes of an excerpt, roughly: two lines.
const EXCERPT: usize = 160;
/// Bytes shown before the first hit, roughly.
const LEAD_IN: usize = 50;

/// A word of a text that met the query.
struct Hit {
    from: usize,
    to: usize,
    weight: f32,
}

/// The matching fields of a record, best first; empty when nothing matches. `organisation_name` is
/// the name that the case was indexed with.
pub fn matches(query: &str, record: &PublicRecord, organisation_name: Option<&str>) -> Vec<Match> {
    let query = TextQuery::read(query);
    let found = matches_of(&query, record, organisation_name);
    // Half of a long word is an answer where all of it is none.
    if found.is_empty() { matches_of(&query.loosened(), record, organisation_name) } else { found }
}

fn matches_of(
    query: &TextQuery,
    record: &PublicRecord,
    organisation_name: Option<&str>,
) -> Vec<Match> {
    let texts: Vec<(Text<'_>, Vec<Word>)> = of_record(record, organisation_name)
        .into_iter()
        .map(|text| (text, words(text.content)))
        .collect();
    let said: Vec<Said<'_>> =
        query.meanings.iter().flat_map(|meaning| said(meaning, &texts)).collect();
    let mut found: Vec<(f32, Match)> = Vec::new();
    for (text, words) in &texts {
        let hits = hits(words, &said);
        let Some(best) = hits.iter().map(|hit| hit.weight).reduce(f32::max) else { continue };
        let weight = best * text.zone.weight();
        let told = Match {
            field: text.path.to_owned(),
            excerpt: excerpt(text.content, &hits),
            words: distinct(text.content, &hits),
        };
        // A list is one field: its best element speaks for it.
        match found.iter_mut().find(|(_, before)| before.field == told.field) {
            Some(before) if before.0 >= weight => {}
            Some(before) => *before = (weight, told),
            None => found.push((weight, told)),
        }
    }
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().take(MOST_FIELDS).map(|(_, told)| told).collect()
}

/// A word that counts, and whether a slip in it is forgiven.
struct Said<'a> {
    term: &'a Term,
    weight: f32,
    forgiving: bool,
}

/// The words of those alternatives that the record meets. Slips are forgiven only where nothing
/// else meets, as in the index.
fn said<'a>(meaning: &'a Meaning, texts: &[(Text<'_>, Vec<Word>)]) -> Vec<Said<'a>> {
    let met = |term: &Term, forgiving: bool| {
        texts.iter().flat_map(|(_, words)| words).any(|word| term.meets(word, forgiving).is_some())
    };
    for forgiving in [false, true] {
        let said: Vec<Said<'_>> = meaning
            .iter()
            .filter(|alternative| alternative.terms.iter().all(|term| met(term, forgiving)))
            .flat_map(|alternative| {
                let weight = alternative.weight();
                alternative.terms.iter().map(move |term| Said { term, weight, forgiving })
            })
            .collect();
        if !said.is_empty() {
            return said;
        }
    }
    Vec::new()
}

/// The hits of a text in their order, none inside another.
fn hits(words: &[Word], said: &[Said<'_>]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = words
        .iter()
        .filter_map(|word| {
            let meet = |said: &Said<'_>| {
                said.term.meets(word, said.forgiving).map(|kind: Kind| kind.weight() * said.weight)
            };
            let weight = said.iter().filter_map(meet).reduce(f32::max)?;
            Some(Hit { from: word.from, to: word.to, weight })
        })
        .collect();
    // Whole hyphenated words first: where they match, their pieces are already marked.
    hits.sort_by_key(|hit| (hit.from, std::cmp::Reverse(hit.to)));
    let mut end = 0;
    hits.retain(|hit| {
        let apart = hit.from >= end;
        end = end.max(hit.to);
        apart
    });
    hits
}

/// The words as written, each once whatever its case.
fn distinct(text: &str, hits: &[Hit]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for hit in hits {
        let word = &text[hit.from..hit.to];
        if !words.iter().any(|before| before.to_lowercase() == word.to_lowercase()) {
            words.push(word.to_owned());
        }
    }
    words
}

/// A piece of the text around its best hit, escaped, with all hits in it marked.
fn excerpt(text: &str, hits: &[Hit]) -> String {
    let best = hits.iter().map(|hit| hit.weight).fold(0.0, f32::max);
    let Some(first) = hits.iter().find(|hit| hit.weight >= best) else { return String::new() };
    let from = if text.len() <= EXCERPT { 0 } else { word_start(text, first.from) };
    let to = word_end(text, first.to, (from + EXCERPT).max(first.to));
    let mut excerpt = String::new();
    if from > 0 {
        excerpt.push('…');
    }
    let mut at = from;
    for hit in hits.iter().filter(|hit| hit.from >= from && hit.to <= to) {
        escape_into(&mut excerpt, &text[at..hit.from]);
        excerpt.push_str("<mark>");
        escape_into(&mut excerpt, &text[hit.from..hit.to]);
        excerpt.push_str("</mark>");
        at = hit.to;
    }
    escape_into(&mut excerpt, &text[at..to]);
    if to < text.len() {
        excerpt.push('…');
    }
    excerpt
}

/// The start of a word not far before a place.
fn word_start(text: &str, place: usize) -> usize {
    let from = text.floor_char_boundary(place.saturating_sub(LEAD_IN));
    if from == 0 {
        return 0;
    }
    let space = text[from..place].find(char::is_whitespace).map(|space| from + space);
    let start = space.map_or(place, |space| space + width_at(text, space));
    start.min(place)
}

/// The end of the last whole word between two places; the later place where no word ends.
fn word_end(text: &str, from: usize, place: usize) -> usize {
    if place >= text.len() {
        return text.len();
    }
    let place = text.ceil_char_boundary(place);
    text[from..place].rfind(char::is_whitespace).map_or(place, |space| from + space)
}

fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn escape_into(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            letter => html.push(letter),
        }
    }
}
