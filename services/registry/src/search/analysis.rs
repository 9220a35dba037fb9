//! The one analyser: texts, queries and highlighting all see a text as this makes of it.
//!
//! A word is folded (lower case, æ/ø/å and ae/oe/aa alike, accents dropped) and stemmed. A
//! hyphenated word is seen both whole and in pieces, so that e-mail is email and RPA-robot is
//! found by robot; a number with dots is also seen by its beginnings, so that 27.36 finds 27.36.04.

use super::stem::Stemmer;

/// Letters of a word that are kept; nothing that people write or search for is longer.
const LONGEST_WORD: usize = 64;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Byte offset of its first letter in the text.
    pub from: usize,
    /// Byte offset after its last letter.
    pub to: usize,
    /// Folded and otherwise as written.
    pub folded: String,
    /// What is left without endings.
    pub stem: String,
}

/// What stands between two spaces, more or less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    /// All of it as one word, hyphens left out.
    pub whole: Word,
    /// The words around its hyphens; empty without hyphens.
    pub pieces: Vec<Word>,
    /// The beginnings of a number with dots; empty for everything else.
    pub beginnings: Vec<Word>,
}

/// The chunks of a text in their order.
pub(super) fn chunks(text: &str) -> Vec<Chunk> {
    chunks_with(text, &mut Stemmer::default()).collect()
}

fn chunks_with(text: &str, stemmer: &mut Stemmer) -> impl Iterator<Item = Chunk> {
    spans(text).into_iter().filter_map(|(from, to)| chunk(text, from, to, stemmer))
}

/// Every way in which a text's words can be found.
pub(super) fn words(text: &str) -> Vec<Word> {
    words_with(text, &mut Stemmer::default()).collect()
}

/// The same with a stemmer that is kept from text to text.
pub(super) fn words_with(text: &str, stemmer: &mut Stemmer) -> impl Iterator<Item = Word> {
    chunks_with(text, stemmer)
        .flat_map(|chunk| std::iter::once(chunk.whole).chain(chunk.pieces).chain(chunk.beginnings))
}

/// Letters of a folded word as a Dane counts them: ae, oe and aa are one.
pub(super) fn letters(folded: &str) -> usize {
    let bytes = folded.as_bytes();
    let doubles = bytes.windows(2).filter(|pair| matches!(*pair, b"ae" | b"oe" | b"aa")).count();
    folded.chars().count() - doubles
}

/// Lower case, Danish letters and their two-letter spellings alike, accents dropped.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase).take(LONGEST_WORD) {
        match letter {
            'æ' | 'ä' => folded.push_str("ae"),
            'ø' | 'ö' => folded.push_str("oe"),
            'å' => folded.push_str("aa"),
            // A ring above that stands alone belongs to the letter before: å in two code points.
            '\u{30a}' if folded.ends_with('a') => folded.push('a'),
            'à' | 'á' | 'â' | 'ã' => folded.push('a'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ç' => folded.push('c'),
            'ñ' => folded.push('n'),
            'ß' => folded.push_str("ss"),
            letter if letter.is_alphanumeric() || letter == '.' => folded.push(letter),
            _ => {}
        }
    }
    folded
}

/// Where the chunks are: runs of letters and digits, held together by hyphens between them, by
/// dots between digits, and by what is not seen (soft hyphens, zero-width joiners).
fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let joins = match letter {
            '.' => before.is_ascii_digit() && next.is_ascii_digit(),
            letter if is_hyphen(letter) => before.is_alphanumeric() && next.is_alphanumeric(),
            letter => is_unseen(letter),
        };
        if letter.is_alphanumeric() || (joins && open.is_some()) {
            let from = open.map_or(at, |(from, _)| from);
            open = Some((from, at + letter.len_utf8()));
        } else {
            spans.extend(open.take());
        }
        if !is_unseen(letter) {
            before = letter;
        }
    }
    spans.extend(open);
    spans
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{300}'..='\u{36f}')
}

fn chunk(text: &str, from: usize, to: usize, stemmer: &mut Stemmer) -> Option<Chunk> {
    let written = &text[from..to];
    let whole = word(written, from, stemmer)?;
    let mut pieces = Vec::new();
    if written.contains(is_hyphen) {
        let mut at = from;
        for piece in written.split(is_hyphen) {
            pieces.extend(word(piece, at, stemmer));
            at += piece.len();
            at += text[at..to].chars().next().map_or(0, char::len_utf8);
        }
    }
    let dots = whole.folded.match_indices('.').map(|(dot, _)| dot);
    let beginnings = dots
        .map(|dot| {
            let beginning = whole.folded[..dot].to_owned();
            Word { from, to, folded: beginning.clone(), stem: beginning }
        })
        .collect();
    Some(Chunk { whole, pieces, beginnings })
}

fn word(written: &str, from: usize, stemmer: &mut Stemmer) -> Option<Word> {
    let folded = fold(written);
    if folded.is_empty() {
        return None;
    }
    let stem = stemmer.stem(&folded);
    Some(Word { from, to: from + written.len(), folded, stem })
}

#[cfg(test)]
mod tests {
    use super::{chunks, fold, letters, words};

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn danish_letters_and_their_two_letter_spellings_are_one() {
        for (one, other) in [("Århus", "AARHUS"), ("Køge", "Koege"), ("Nærum", "naerum")] {
            assert_eq!(fold(one), fold(other));
        }
        assert_eq!(fold("Caf\u{e9}"), "cafe");
    }

    #[test]
    fn a_letter_in_two_code_points_is_the_letter() {
        assert_eq!(folded("A\u{30a}rhus cafe\u{301}"), ["aarhus", "cafe"]);
    }

    #[test]
    fn a_hyphenated_word_is_seen_whole_and_in_pieces() {
        assert_eq!(folded("en e-mail."), ["en", "email", "e", "mail"]);
        assert_eq!(folded("social- og sundhed"), ["social", "og", "sundhed"]);
    }

    #[test]
    fn soft_hyphens_are_not_seen() {
        assert_eq!(folded("faktura\u{ad}godkendelse"), ["fakturagodkendelse"]);
    }

    #[test]
    fn a_number_with_dots_is_seen_by_its_beginnings() {
        assert_eq!(folded("KLE 27.36.04."), ["kle", "27.36.04", "27", "27.36"]);
    }

    #[test]
    fn offsets_lead_back_to_what_was_written() {
        let text = "Får «Læge-Svar» på én dag 😀 til";
        let written: Vec<&str> = words(text).iter().map(|word| &text[word.from..word.to]).collect();
        assert_eq!(written, ["Får", "Læge-Svar", "Læge", "Svar", "på", "én", "dag", "til"]);
    }

    #[test]
    fn letters_are_counted_as_danes_count_them() {
        assert_eq!((letters(&fold("gæld")), letters(&fold("år")), letters("løn")), (4, 2, 3));
    }

    #[test]
    fn a_text_without_letters_has_no_words() {
        assert!(chunks("  🙂 ( \u{0} ) \"\" -- ... \u{301}\u{ad}").is_empty());
    }
}
