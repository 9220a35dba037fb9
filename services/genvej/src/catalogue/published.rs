//! KLE and FORM as they are published: XML, read as a stream.
//!
//! The two say the same in other words: levels within levels, each with a number and a title. No
//! entity but those of XML itself is read, no document type, and nothing is fetched.

use std::io::{BufReader, Read};

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use uuid::Uuid;
use vocabulary::{Code, CodeId, CodeScheme};

use super::{LARGEST_FILE, Unreadable};

/// Elements within elements: the publications have about a dozen.
const DEEPEST: usize = 64;
/// Bytes of one text that is taken over.
const LONGEST_TEXT: usize = 64 << 10;
/// Numbers of a file.
const MOST: usize = 20_000;
/// Namespace of ids made for numbers that are published without one.
const WITHOUT_ID: Uuid = Uuid::from_u128(0x2f0c_8b51_77ad_5d3e_9a10_64be_c1f3_2a97);

/// The names of a scheme's elements.
struct Words {
    levels: &'static [&'static str],
    /// What follows the level's name in that of its number.
    number: &'static str,
    /// The name of the title, after the level's name where that begins it.
    title: &'static str,
    titled_by_level: bool,
}

const KLE: Words = Words {
    levels: &["Hovedgruppe", "Gruppe", "Emne"],
    number: "Nr",
    title: "Titel",
    titled_by_level: true,
};

const FORM: Words = Words {
    levels: &["ServiceOmraade", "HovedOmraade", "OpgaveOmraade", "Opgave"],
    number: "NummerIdentifikator",
    title: "NavnTekst",
    titled_by_level: false,
};

/// A level that is open.
#[derive(Default)]
struct Open {
    level: &'static str,
    number: String,
    title: String,
    id: Option<Uuid>,
    valid_from: Option<NaiveDate>,
    retired_on: Option<NaiveDate>,
    replaced_by: Option<String>,
    laws: Vec<(String, String)>,
}

/// A file while it is read.
struct Pass {
    words: &'static Words,
    scheme: CodeScheme,
    path: Vec<String>,
    open: Vec<Open>,
    text: String,
    codes: Vec<Code>,
}

/// The numbers of a file.
pub fn read(file: impl Read, scheme: CodeScheme) -> Result<Vec<Code>, Unreadable> {
    let words = match scheme {
        CodeScheme::Kle => &KLE,
        CodeScheme::Form => &FORM,
    };
    let mut xml = Reader::from_reader(BufReader::new(file.take(LARGEST_FILE)));
    xml.config_mut().check_end_names = true;
    xml.config_mut().expand_empty_elements = true;
    let (path, open, codes) = (Vec::new(), Vec::new(), Vec::new());
    let mut pass = Pass { words, scheme, path, open, text: String::new(), codes };
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let at = xml.buffer_position();
        let broken = |_| Unreadable::Xml(at);
        match xml.read_event_into(&mut bytes).map_err(broken)? {
            Event::Start(element) => pass.begin(element.local_name().as_ref())?,
            Event::End(_) => pass.end()?,
            Event::Text(text) => pass.say(&text)?,
            Event::CData(text) => pass.say(&text)?,
            Event::GeneralRef(named) => {
                let letter = named.resolve_char_ref().map_err(broken)?;
                match (letter, resolve_predefined_entity(&named)) {
                    (Some(letter), _) => pass.say(letter.encode_utf8(&mut [0; 4]))?,
                    (None, Some(text)) => pass.say(text)?,
                    (None, None) => return Err(Unreadable::Forbidden("egne entiteter")),
                }
            }
            Event::DocType(_) => return Err(Unreadable::Forbidden("en dokumenttype")),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    // A stream that ends within an element is half a file.
    if !pass.path.is_empty() {
        return Err(Unreadable::Xml(xml.buffer_position()));
    }
    Ok(pass.codes)
}

impl Pass {
    fn begin(&mut self, name: &str) -> Result<(), Unreadable> {
        if self.path.len() >= DEEPEST {
            return Err(Unreadable::Forbidden("for mange niveauer"));
        }
        if let Some(level) = self.words.levels.iter().find(|level| **level == name) {
            self.open.push(Open { level, ..Open::default() });
        }
        if name == "FinanslovIndgang"
            && let Some(open) = self.open.last_mut()
        {
            open.laws.push((String::new(), String::new()));
        }
        self.text.clear();
        self.path.push(name.to_owned());
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.text.len() + text.len() > LONGEST_TEXT {
            return Err(Unreadable::Forbidden("en for lang tekst"));
        }
        self.text.push_str(text);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Unreadable> {
        // The reader has held the name against the one that began.
        let name = self.path.pop().unwrap_or_default();
        let words: Vec<&str> = self.text.split_whitespace().collect();
        let text = words.join(" ");
        self.text.clear();
        if self.open.last().is_some_and(|open| open.level == name) {
            return self.close();
        }
        let within = self.path.last().map_or("", String::as_str);
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        let (level, own) = (open.level, within == open.level);
        let title = if self.words.titled_by_level {
            format!("{level}{}", self.words.title)
        } else {
            self.words.title.to_owned()
        };
        match name.as_str() {
            name if own && name == format!("{level}{}", self.words.number) => open.number = text,
            name if own && name == title => open.title = text,
            "UUID" | "UUIDIdentifikator" if own => open.id = Some(id(&text)?),
            "OprettetDato" => open.valid_from = Some(day(&text)?),
            "UdgaaetDato" | "FlyttetDato" => open.retired_on = Some(day(&text)?),
            name if within == "AfloestAf" && name.ends_with(self.words.number) => {
                open.replaced_by = Some(text).filter(|number| !number.is_empty());
            }
            "FinanslovParagrafTekst" | "FinanslovReference" => {
                if let Some((said, reference)) = open.laws.last_mut() {
                    *(if name == "FinanslovReference" { reference } else { said }) = text;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unreadable> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        if self.codes.len() >= MOST {
            return Err(Unreadable::Forbidden("for mange numre"));
        }
        if open.number.is_empty() || open.title.is_empty() {
            let near = self.codes.last().map_or("", |code| code.number.as_str());
            let told = format!("{} efter {near:?} mangler nummer eller titel", open.level);
            return Err(Unreadable::Wrong(told));
        }
        let named = format!("{}:{}", self.scheme.name(), open.number);
        let without = || Uuid::new_v5(&WITHOUT_ID, named.as_bytes());
        self.codes.push(Code {
            id: CodeId(open.id.unwrap_or_else(without)),
            legal_basis: legal_basis(&open.laws),
            number: open.number,
            title: open.title,
            valid_from: open.valid_from,
            retired_on: open.retired_on,
            replaced_by: open.replaced_by,
        });
        Ok(())
    }
}

/// The laws as the predecessor has them: text and reference, at most so long.
fn legal_basis(laws: &[(String, String)]) -> Option<String> {
    let law = |(text, reference): &(String, String)| match reference.as_str() {
        "" => text.clone(),
        reference => format!("{text} ({reference})"),
    };
    let all = laws.iter().map(law).filter(|law| !law.is_empty()).collect::<Vec<_>>().join(", ");
    let fitting: String = all.chars().take(case::codes::LEGAL_BASIS_LIMIT).collect();
    Some(fitting).filter(|text| !text.is_empty())
}

fn id(text: &str) -> Result<Uuid, Unreadable> {
    Uuid::try_parse(text).map_err(|_| Unreadable::Wrong(format!("{text:?} er ikke et UUID")))
}

/// The day of a date, with or without a time behind it.
fn day(text: &str) -> Result<NaiveDate, Unreadable> {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.ok_or_else(|| Unreadable::Wrong(format!("{text:?} er ikke en dato")))
}

#[cfg(test)]
mod tests {
    use vocabulary::CodeScheme;

    use super::super::testing::numbers;
    use super::{Unreadable, read};

    const KLE: &str = include_str!("../../../../tests/fixtures/opdigtet-kle.xml");
    const FORM: &str = include_str!("../../../../tests/fixtures/opdigtet-form.xml");

    fn kle(text: &str) -> Result<Vec<vocabulary::Code>, Unreadable> {
        read(text.as_bytes(), CodeScheme::Kle)
    }

    #[test]
    fn kle_has_numbers_titles_validity_and_what_replaces_them() {
        let codes = kle(KLE).unwrap();
        assert_eq!(numbers(&codes)[..3], ["97.01.01", "97.01.02", "97.01.02"]);
        let of = |number: &str| codes.iter().find(|code| code.number == number).unwrap();
        assert_eq!(of("97").title, "Opdigtet hovedgruppe & prøve");
        assert_eq!(of("97.01").valid_from, "2001-01-01".parse().ok());
        let retired = of("97.01.03");
        assert_eq!(retired.retired_on, "2020-05-01".parse().ok());
        assert_eq!(retired.replaced_by.as_deref(), Some("97.01.01"));
        assert_eq!(of("97.01.01").replaced_by, None);
    }

    #[test]
    fn form_has_four_levels_and_the_laws_of_each() {
        let codes = read(FORM.as_bytes(), CodeScheme::Form).unwrap();
        assert_eq!(numbers(&codes), ["98.05.05.05", "98.05.05.10", "98.05.05", "98.05", "98"]);
        let law = "Opdigtet lov § 1 (OPD 1), Opdigtet lov § 2 (OPD 2)";
        assert_eq!(codes[0].legal_basis.as_deref(), Some(law));
        assert_eq!(codes[3].legal_basis, None);
        assert_eq!(codes, read(FORM.as_bytes(), CodeScheme::Form).unwrap(), "ids are steady");
    }

    #[test]
    fn half_a_file_is_none() {
        for end in [KLE.len() / 2, KLE.len() - 3, 40] {
            let mut end = end;
            while !KLE.is_char_boundary(end) {
                end += 1;
            }
            assert!(kle(&KLE[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn entities_and_document_types_are_refused_before_they_grow() {
        let bomb = "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><KLE-Emneplan/>";
        assert!(matches!(kle(bomb), Err(Unreadable::Forbidden(_))));
        let named = KLE.replace("&amp;", "&secret;");
        assert!(matches!(kle(&named), Err(Unreadable::Forbidden(_))));
        let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
        assert!(matches!(kle(&deep), Err(Unreadable::Forbidden(_))));
        let long = format!("<a>{}</a>", "x".repeat(100_000));
        assert!(matches!(kle(&long), Err(Unreadable::Forbidden(_))));
    }

    #[test]
    fn a_number_without_a_title_and_a_day_that_is_none_are_told() {
        let untitled = KLE.replace("<EmneTitel>Opdigtet emne</EmneTitel>", "");
        assert!(matches!(kle(&untitled), Err(Unreadable::Wrong(_))));
        let odd = KLE.replace("2020-05-01", "i går");
        assert!(kle(&odd).unwrap_err().to_string().contains("i går"));
    }
}
