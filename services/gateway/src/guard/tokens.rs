//! Splits a document into tokens exactly where the parser's grammar does.

use super::{DEEPEST_NESTING, Refused};

/// One token. What it says beyond this plays no part in any limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`, `(` or `[`.
    Open(u8),
    /// `}`, `)` or `]`.
    Close(u8),
    /// A name or a keyword.
    Name(&'a str),
    /// `...`
    Spread,
    /// `:`
    Colon,
    /// `@`
    At,
    /// `!`, `$`, `=`, `&` or `|`, a number or a string.
    Other,
}

/// Gives the tokens one by one, and keeps count of the brackets that are open.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    open: Vec<u8>,
    commented: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::with_capacity(DEEPEST_NESTING as usize), commented: false }
    }

    /// How many brackets are open.
    pub(super) fn nesting(&self) -> u32 {
        u32::try_from(self.open.len()).unwrap_or(u32::MAX)
    }

    /// Whether a comment stood between the last two tokens.
    pub(super) fn was_commented(&self) -> bool {
        self.commented
    }

    /// The next token without taking it.
    pub(super) fn peek(&self) -> Result<Option<Token<'a>>, Refused> {
        let mut ahead = Self { text: self.text, at: self.at, open: Vec::new(), commented: false };
        ahead.skip_ignored();
        ahead.token()
    }

    /// Takes the next token; none at the end, which no open bracket may reach.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Refused> {
        self.commented = self.skip_ignored();
        let token = self.token()?;
        match token {
            Some(Token::Open(bracket)) => {
                if self.nesting() >= DEEPEST_NESTING {
                    return Err(Refused::TooNested);
                }
                self.open.push(bracket);
            }
            Some(Token::Close(bracket)) => {
                let opened = self.open.pop().ok_or(Refused::Malformed)?;
                if !matches!((opened, bracket), (b'{', b'}') | (b'(', b')') | (b'[', b']')) {
                    return Err(Refused::Malformed);
                }
            }
            None if !self.open.is_empty() => return Err(Refused::Malformed),
            _ => {}
        }
        Ok(token)
    }

    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Skips blanks, commas, byte order marks and comments; says whether there was a comment.
    fn skip_ignored(&mut self) -> bool {
        let mut commented = false;
        loop {
            match self.rest() {
                [b' ' | b',' | b'\t' | b'\r' | b'\n', ..] => self.at += 1,
                [0xEF, 0xBB, 0xBF, ..] => self.at += 3,
                [b'#', comment @ ..] => {
                    commented = true;
                    let end = comment.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                    self.at += 1 + end.unwrap_or(comment.len());
                }
                _ => return commented,
            }
        }
    }

    fn token(&mut self) -> Result<Option<Token<'a>>, Refused> {
        let Some(&first) = self.rest().first() else { return Ok(None) };
        let (length, token) = match first {
            b'{' | b'(' | b'[' => (1, Token::Open(first)),
            b'}' | b')' | b']' => (1, Token::Close(first)),
            b':' => (1, Token::Colon),
            b'@' => (1, Token::At),
            b'!' | b'$' | b'=' | b'&' | b'|' => (1, Token::Other),
            b'.' if self.rest().starts_with(b"...") => (3, Token::Spread),
            b'"' if self.rest().starts_with(b"\"\"\"") => (self.block_string()?, Token::Other),
            b'"' => (self.string()?, Token::Other),
            b'-' | b'0'..=b'9' => {
                (self.run_of(|b| is_name(b) || b"+-.".contains(&b)), Token::Other)
            }
            first if is_name(first) => {
                let length = self.run_of(is_name);
                (length, Token::Name(&self.text[self.at..self.at + length]))
            }
            _ => return Err(Refused::Malformed),
        };
        self.at += length;
        Ok(Some(token))
    }

    fn run_of(&self, belongs: impl Fn(u8) -> bool) -> usize {
        self.rest().iter().take_while(|byte| belongs(**byte)).count()
    }

    /// Length of the string that begins here, with its quotes.
    fn string(&self) -> Result<usize, Refused> {
        let bytes = self.rest();
        let mut at = 1;
        loop {
            match bytes.get(at) {
                Some(b'"') => return Ok(at + 1),
                Some(b'\\') => match bytes.get(at + 1) {
                    Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u') => at += 2,
                    _ => return Err(Refused::Malformed),
                },
                Some(b'\r' | b'\n') | None => return Err(Refused::Malformed),
                Some(_) => at += 1,
            }
        }
    }

    /// Length of the block string that begins here, with its quotes.
    fn block_string(&self) -> Result<usize, Refused> {
        let bytes = self.rest();
        let mut at = 3;
        while at < bytes.len() {
            if bytes[at..].starts_with(b"\"\"\"") {
                return Ok(at + 3);
            }
            at += if bytes[at..].starts_with(b"\\\"\"\"") { 4 } else { 1 };
        }
        Err(Refused::Malformed)
    }
}

fn is_name(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}
