//! What an import came to, in Danish.

use std::fmt;

use case::codes::{Difference, Forms};

use super::kitos;

/// Lines of each kind that are written out.
const SHOWN: usize = 20;

/// What an import came to.
#[derive(Debug)]
pub struct Report {
    same: usize,
    kinds: Vec<(&'static str, Vec<String>)>,
    dry_run: bool,
}

impl Report {
    /// Of numbers.
    pub fn of_codes(difference: &Difference, dry_run: bool) -> Self {
        let lines = |codes: &[vocabulary::Code]| {
            let line = |code: &vocabulary::Code| match &code.replaced_by {
                Some(other) => format!("{} {} (brug {other})", code.number, code.title),
                None => format!("{} {}", code.number, code.title),
            };
            codes.iter().map(line).collect()
        };
        let kinds = vec![
            ("nye", lines(&difference.new)),
            ("ændrede", lines(&difference.changed)),
            ("udgåede", lines(&difference.retired)),
            ("tilbage", lines(&difference.back)),
        ];
        Self { same: difference.same, kinds, dry_run }
    }

    /// Of IT systems.
    pub fn of_systems(difference: &kitos::Difference, dry_run: bool) -> Self {
        let lines = |entries: &[vocabulary::ImportedEntry]| {
            entries.iter().map(|entry| entry.name.clone()).collect()
        };
        let retired = difference.retired.iter().map(|(_, name)| name.clone()).collect();
        let kinds = vec![
            ("nye", lines(&difference.new)),
            ("ændrede", lines(&difference.changed)),
            ("udgåede", retired),
            ("tilbage", lines(&difference.back)),
        ];
        Self { same: difference.same, kinds, dry_run }
    }

    /// Of the map from KLE to FORM.
    pub fn of_kle_forms(forms: &Forms, dry_run: bool) -> Self {
        let pairs: usize = forms.values().map(Vec::len).sum();
        let told = format!("{} KLE-numre med {pairs} FORM-numre", forms.len());
        Self { same: 0, kinds: vec![("kort i stedet for det forrige", vec![told])], dry_run }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, lines) in self.kinds.iter().filter(|(_, lines)| !lines.is_empty()) {
            writeln!(f, "{} {kind}:", lines.len())?;
            for line in lines.iter().take(SHOWN) {
                writeln!(f, "  {line}")?;
            }
            if lines.len() > SHOWN {
                writeln!(f, "  … og {} til", lines.len() - SHOWN)?;
            }
        }
        write!(f, "{} uændrede.", self.same)?;
        if self.dry_run { write!(f, "\nPrøvekørsel: intet er skrevet.") } else { Ok(()) }
    }
}
