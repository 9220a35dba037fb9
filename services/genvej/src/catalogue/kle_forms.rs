//! Which FORM numbers go with a KLE number, as the predecessor's file says it: a line for each KLE
//! number, `KLE;FORM[,FORM…]`, without a head.

use std::io::{BufRead as _, BufReader, Read};

use case::codes::{Forms, is_number};
use vocabulary::CodeScheme;

use super::{LARGEST_FILE, Unreadable};

/// Bytes of a line.
const LONGEST_LINE: usize = 10_000;

/// The pairs of a file. A KLE number that stands there twice has the FORM numbers of both.
pub fn read(file: impl Read) -> Result<Forms, Unreadable> {
    let mut forms = Forms::new();
    for (number, line) in (1..).zip(BufReader::new(file.take(LARGEST_FILE)).lines()) {
        let line = line?;
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let wrong = |what: &str| Unreadable::Wrong(format!("linje {number}: {what}"));
        if line.len() > LONGEST_LINE {
            return Err(wrong("linjen er for lang"));
        }
        let (kle, paired) =
            line.split_once(';').ok_or_else(|| wrong("der mangler et semikolon"))?;
        let kle = kle.trim();
        if !is_number(CodeScheme::Kle, kle) {
            return Err(wrong(&format!("{kle:?} er ikke et KLE-nummer")));
        }
        let known = forms.entry(kle.to_owned()).or_default();
        for form in paired.split(',').map(str::trim) {
            if !is_number(CodeScheme::Form, form) {
                return Err(wrong(&format!("{form:?} er ikke et FORM-nummer")));
            }
            if !known.iter().any(|one| one == form) {
                known.push(form.to_owned());
            }
        }
    }
    if forms.is_empty() {
        return Err(Unreadable::Wrong("filen har ingen par".to_owned()));
    }
    Ok(forms)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_line_pairs_a_kle_number_with_some_form_numbers() {
        let forms = read("97.01.01;98.05.05.05\n\n97;98,98.05\r\n97;98\n".as_bytes()).unwrap();
        assert_eq!(forms["97.01.01"], ["98.05.05.05"]);
        assert_eq!(forms["97"], ["98", "98.05"]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, told) in [
            ("97;98\n97.1;98", "linje 2"),
            ("97;98,x", "\"x\""),
            ("97,98", "semikolon"),
            ("", "ingen par"),
        ] {
            let error = read(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
