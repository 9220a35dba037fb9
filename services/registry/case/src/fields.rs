//! Checks of single fields. Every problem of a command is found, not only the first.

use rust_decimal::Decimal;
use vocabulary::{FieldProblem, FieldRule, Refusal, RefusalCode};

/// Characters of a rich text: twice what the predecessor held.
pub const TEXT_LIMIT: usize = 20_000;
/// Characters of one line, such as a name or a unit.
pub const LINE_LIMIT: usize = 300;
/// Entries of a list.
pub const LIST_LIMIT: usize = 50;
/// The greatest amount, either sign.
const AMOUNT_LIMIT: i64 = 1_000_000_000_000;
/// Decimals of an amount.
const AMOUNT_DECIMALS: u32 = 4;

/// Problems found so far, each with its field's path below a prefix.
#[derive(Debug)]
pub struct Problems {
    prefix: &'static str,
    found: Vec<FieldProblem>,
}

impl Problems {
    /// No problems yet, in fields whose path begins with `prefix`.
    pub fn of(prefix: &'static str) -> Self {
        Self { prefix, found: Vec::new() }
    }

    /// The refusal, when there is any problem.
    pub fn refuse(self) -> Result<(), Refusal> {
        if self.found.is_empty() {
            return Ok(());
        }
        Err(Refusal { code: RefusalCode::InvalidFields, fields: self.found })
    }

    /// Notes that a field breaks a rule.
    pub fn add(&mut self, field: &str, rule: FieldRule, limit: Option<i64>) {
        let path = match (self.prefix, field) {
            (prefix, "") => prefix.to_owned(),
            ("", field) => field.to_owned(),
            (prefix, field) => format!("{prefix}.{field}"),
        };
        self.found.push(FieldProblem { field: path, rule, limit });
    }

    /// A line that must be there.
    pub fn required_line(&mut self, field: &str, text: &str, limit: usize) {
        if is_blank(text) {
            self.add(field, FieldRule::Required, None);
        } else {
            self.line(field, Some(text), limit);
        }
    }

    /// A line that may be there.
    pub fn line(&mut self, field: &str, text: Option<&str>, limit: usize) {
        self.characters(field, text, limit, char::is_control);
    }

    /// A rich text that may be there.
    pub fn text(&mut self, field: &str, text: Option<&str>) {
        self.text_within(field, text, TEXT_LIMIT);
    }

    /// A rich text with a limit of its own.
    pub fn text_within(&mut self, field: &str, text: Option<&str>, limit: usize) {
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        self.characters(field, text, limit, control);
    }

    fn characters(
        &mut self,
        field: &str,
        text: Option<&str>,
        limit: usize,
        forbidden: impl Fn(char) -> bool,
    ) {
        let Some(text) = text else { return };
        if text.chars().count() > limit {
            self.add(field, FieldRule::TooLong, Some(as_limit(limit)));
        }
        if text.chars().any(|c| forbidden(c) || is_direction_override(c)) {
            self.add(field, FieldRule::ForbiddenCharacters, None);
        }
    }

    /// A list of lines.
    pub fn lines(&mut self, field: &str, lines: &[String]) {
        self.entries(field, lines.len());
        for (index, line) in lines.iter().enumerate() {
            self.required_line(&format!("{field}[{index}]"), line, LINE_LIMIT);
        }
    }

    /// A list of lines with limits of its own: entries, and characters of each.
    pub fn short_lines(&mut self, field: &str, lines: &[String], (most, long): (usize, usize)) {
        if lines.len() > most {
            self.add(field, FieldRule::TooMany, Some(as_limit(most)));
        }
        for (index, line) in lines.iter().enumerate().take(most) {
            self.required_line(&format!("{field}[{index}]"), line, long);
        }
    }

    /// A count from 0 to a limit.
    pub fn count(&mut self, field: &str, count: Option<u32>, greatest: u32) {
        if count.is_some_and(|count| count > greatest) {
            self.add(field, FieldRule::OutOfRange, Some(greatest.into()));
        }
    }

    /// The length of a list.
    pub fn entries(&mut self, field: &str, count: usize) {
        if count > LIST_LIMIT {
            self.add(field, FieldRule::TooMany, Some(as_limit(LIST_LIMIT)));
        }
    }

    /// A whole number within limits, both included.
    pub fn number(&mut self, field: &str, number: Option<i32>, least: i32, greatest: i32) {
        match number {
            Some(number) if number < least => {
                self.add(field, FieldRule::OutOfRange, Some(least.into()));
            }
            Some(number) if number > greatest => {
                self.add(field, FieldRule::OutOfRange, Some(greatest.into()));
            }
            _ => {}
        }
    }

    /// An amount of either sign.
    pub fn amount(&mut self, field: &str, amount: Option<Decimal>) {
        let Some(amount) = amount else { return };
        if amount.abs() > Decimal::from(AMOUNT_LIMIT) {
            self.add(field, FieldRule::OutOfRange, Some(AMOUNT_LIMIT));
        }
        if amount.normalize().scale() > AMOUNT_DECIMALS {
            self.add(field, FieldRule::Malformed, Some(AMOUNT_DECIMALS.into()));
        }
    }
}

/// Whether nothing of a text can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Characters that cannot be seen, or turn the direction of others.
pub fn is_unseen(c: char) -> bool {
    is_invisible(c) || is_direction_override(c)
}

/// Characters without width or shape: joiners, marks of direction, fillers and soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
    )
}

/// Characters that turn the direction of the text after them can make a text read as another.
fn is_direction_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn as_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Whether a text is groups of two digits with points between, so many groups.
pub fn is_grouped_number(text: &str, groups: std::ops::RangeInclusive<usize>) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    groups.contains(&parts.len())
        && parts.iter().all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
}
