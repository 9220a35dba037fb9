//! The order of titles: the Danish alphabet, as bytes that any store compares alike.

/// Bytes that sort as a Danish reader expects: case and accents do not matter, digits come before
/// letters, and æ, ø and å (also written aa) after z. Collations of stores differ with their
/// version and are not asked.
pub(super) fn title_order(title: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(title.len());
    let mut letters = title.chars().flat_map(char::to_lowercase).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            'a' if letters.next_if_eq(&'a').is_some() => key.push(AA),
            'a'..='z' | '0'..='9' => key.push(letter as u8),
            'æ' | 'ä' => key.push(AE),
            'ø' | 'ö' => key.push(OE),
            'å' => key.push(AA),
            letter => match base(letter) {
                Some(base) => key.push(base),
                None if letter.is_alphanumeric() => {
                    key.push(OTHER);
                    key.extend(letter.to_string().bytes());
                }
                // Signs and spaces part words; several of them are one.
                None if key.last().is_some_and(|last| *last != SPACE) => key.push(SPACE),
                None => {}
            },
        }
    }
    while key.last() == Some(&SPACE) {
        key.pop();
    }
    key
}

const SPACE: u8 = b' ';
const AE: u8 = b'z' + 1;
const OE: u8 = b'z' + 2;
const AA: u8 = b'z' + 3;
const OTHER: u8 = b'z' + 4;

/// The letter without its accent.
fn base(letter: char) -> Option<u8> {
    match letter {
        'à' | 'á' | 'â' | 'ã' => Some(b'a'),
        'ç' => Some(b'c'),
        'è' | 'é' | 'ê' | 'ë' => Some(b'e'),
        'ì' | 'í' | 'î' | 'ï' => Some(b'i'),
        'ñ' => Some(b'n'),
        'ò' | 'ó' | 'ô' | 'õ' => Some(b'o'),
        'ù' | 'ú' | 'û' => Some(b'u'),
        'ü' | 'ý' => Some(b'y'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::title_order;

    #[test]
    fn ae_oe_and_aa_stand_after_z_in_that_order() {
        let sorted = [
            "  3 idéer",
            "Abe",
            "affald",
            "Idé",
            "ideer",
            "Zink",
            "Æblegrød",
            "Ødelagt",
            "Aabenraa",
            "Ågade",
        ];
        let mut titles = sorted;
        titles.reverse();
        titles.sort_by_key(|title| title_order(title));
        assert_eq!(titles, sorted);
    }

    #[test]
    fn signs_and_case_do_not_matter() {
        assert_eq!(title_order("E-faktura  (drift)"), title_order("e faktura: DRIFT"));
        assert_eq!(title_order("Århus"), title_order("AARHUS"));
    }
}
