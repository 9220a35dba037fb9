//! Words that were analysed before, on their way into the index as one text with a space between.
//!
//! Handing the engine a list of tokens instead would cost more than indexing them: it keeps such a
//! list as JSON until the document is written.

use std::str::Split;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::schema::{GRAM, START};

/// Name of the tokenizer of words and stems.
pub(super) const WORDS: &str = "analysed_words";
/// Name of the tokenizer of grams.
pub(super) const GRAMS: &str = "analysed_grams";

/// Makes the tokenizers known to an index.
pub(super) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(WORDS, Words);
    tokenizers.register(GRAMS, Grams);
}

/// Words as one text.
pub(super) fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.fold(String::new(), |mut text, word| {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        text
    })
}

/// Each word is a token.
#[derive(Clone)]
struct Words;

/// Every four letters in a row of each word are a token.
#[derive(Clone)]
struct Grams;

struct WordStream<'a> {
    words: Split<'a, char>,
    token: Token,
}

struct GramStream<'a> {
    words: Split<'a, char>,
    /// The word at hand, begun.
    word: String,
    /// Where its next gram begins.
    from: usize,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { words: text.split(' '), token: Token::default() }
    }
}

impl Tokenizer for Grams {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        let (word, token) = (String::new(), Token::default());
        GramStream { words: text.split(' '), word, from: 0, token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        next(&mut self.token, word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let rest = &self.word[self.from..];
            let mut ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8());
            if let Some(end) = ends.clone().nth(GRAM - 1) {
                next(&mut self.token, &rest[..end]);
                self.from += ends.next().unwrap_or(end);
                return true;
            }
            let Some(word) = self.words.next() else { return false };
            self.word.clear();
            self.word.push(START);
            self.word.push_str(word);
            self.from = 0;
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The token after this one; the first has position 0.
fn next(token: &mut Token, text: &str) {
    token.position = token.position.wrapping_add(1);
    token.text.clear();
    token.text.push_str(text);
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    use super::super::schema::beginning_grams;
    use super::{Grams, Words};

    fn told(mut tokenizer: impl Tokenizer, text: &str) -> Vec<(usize, String)> {
        let mut told = Vec::new();
        let mut stream = tokenizer.token_stream(text);
        stream.process(&mut |token| told.push((token.position, token.text.clone())));
        told
    }

    #[test]
    fn words_stand_one_after_another() {
        let words = ["en", "27.36", "ärlig"].map(str::to_owned);
        let expected: Vec<_> = words.into_iter().enumerate().collect();
        assert_eq!(told(Words, "en 27.36 ärlig"), expected);
    }

    #[test]
    fn grams_are_those_that_are_asked_for() {
        let words = ["e", "en", "robot", "日本語版", "kø"];
        let expected: Vec<_> = words.into_iter().flat_map(beginning_grams).enumerate().collect();
        assert_eq!(told(Grams, &words.join(" ")), expected);
        assert_eq!(told(Grams, "e"), []);
    }
}
