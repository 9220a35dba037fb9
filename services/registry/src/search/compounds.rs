//! Long words as the two that they are made of, from `compounds.txt`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::analysis::{Word, fold, letters, words};
use super::stem::Stemmer;

/// Letters of the shorter of two parts, at least.
const SHORTEST: usize = 3;
/// What may stand between the parts.
const LINKS: [&str; 3] = ["", "s", "e"];

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let lines = include_str!("compounds.txt").lines().filter(|line| !line.starts_with('#'));
    let (mut written, mut stems) = (HashSet::new(), HashSet::new());
    let mut stemmer = Stemmer::default();
    for word in lines.flat_map(str::split_whitespace).map(fold) {
        stems.insert(stemmer.stem(&word));
        written.insert(word);
    }
    Parts { written, stems }
});

struct Parts {
    written: HashSet<String>,
    stems: HashSet<String>,
}

/// The two words that a word is made of; none when it is one. Of several ways the one with the
/// longest first word is taken.
pub(super) fn split(word: &Word) -> Option<[Word; 2]> {
    let folded = word.folded.as_str();
    let places = folded.char_indices().map(|(place, _)| place).rev();
    places.filter(|place| *place > 0).find_map(|place| {
        let (before, last) = folded.split_at(place);
        let first = LINKS.iter().find_map(|link| {
            before.strip_suffix(link).filter(|first| PARTS.written.contains(*first))
        })?;
        if letters(first) < SHORTEST || letters(last) < SHORTEST {
            return None;
        }
        let [first, last] = [first, last].map(|part| words(part).into_iter().next());
        let (first, last) = (first?, last?);
        PARTS.stems.contains(&last.stem).then_some([first, last])
    })
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::search::analysis::words;

    fn parts(word: &str) -> Option<[String; 2]> {
        split(&words(word)[0]).map(|parts| parts.map(|part| part.folded))
    }

    #[test]
    fn a_word_is_taken_apart_where_both_parts_are_words() {
        for (word, first, last) in [
            ("fakturagodkendelse", "faktura", "godkendelse"),
            ("Fakturagodkendelserne", "faktura", "godkendelserne"),
            ("hjælpemiddelbevilling", "hjaelpemiddel", "bevilling"),
            ("genoptræningsplaner", "genoptraening", "planer"),
            ("sygedagpengesag", "sygedagpenge", "sag"),
            ("lønkontrol", "loen", "kontrol"),
        ] {
            assert_eq!(parts(word), Some([first.to_owned(), last.to_owned()]), "{word}");
        }
    }

    #[test]
    fn one_word_stays_one() {
        for word in ["faktura", "visitation", "personale", "kommunikation", "robotter", "27.36"] {
            assert_eq!(parts(word), None, "{word}");
        }
    }
}
