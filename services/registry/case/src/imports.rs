//! An import as a whole: who imported which file, and that it was undone.

use serde::{Deserialize, Serialize};
use vocabulary::{Cvr, FieldRule, ImportId, Refusal, RefusalCode};

use crate::event::Event;
use crate::fields::Problems;

/// Characters of the name of a file.
const FILE_LIMIT: usize = 200;
/// Hexadecimal digits of a SHA-256.
const DIGEST_DIGITS: usize = 64;

/// What somebody begins to import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedFile {
    /// Its name.
    pub name: String,
    /// SHA-256 in hexadecimal.
    pub digest: String,
    /// Rows beside the headings.
    pub rows: u32,
}

/// An import as the fold of its stream.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRecord {
    begun: Option<(Cvr, ImportedFile)>,
    finished: Option<(u32, u32)>,
    undone: bool,
}

impl ImportRecord {
    /// Folds one event. Events about other things leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::ImportBegun { organisation, file, digest, rows, .. } = event {
            let file = ImportedFile { name: file.clone(), digest: digest.clone(), rows: *rows };
            self.begun = Some((*organisation, file));
        }
        if let Event::ImportFinished { unchanged, refused, .. } = event {
            self.finished = Some((*unchanged, *refused));
        }
        if let Event::ImportUndone { .. } = event {
            self.undone = true;
        }
    }

    /// Begins to import a file, or goes on with the same one.
    pub fn begin(
        &self,
        import: ImportId,
        organisation: Cvr,
        file: ImportedFile,
    ) -> Result<Vec<Event>, Refusal> {
        let file = ImportedFile { name: file.name.trim().to_owned(), ..file };
        let mut problems = Problems::of("import");
        problems.required_line("file", &file.name, FILE_LIMIT);
        let is_digest = file.digest.len() == DIGEST_DIGITS
            && file.digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_digest {
            problems.add("digest", FieldRule::Malformed, None);
        }
        problems.refuse()?;
        match &self.begun {
            None => {
                let ImportedFile { name: file, digest, rows } = file;
                Ok(vec![Event::ImportBegun { import, organisation, file, digest, rows }])
            }
            Some((by, known)) if *by == organisation && known.digest == file.digest => {
                self.open(organisation).map(|()| Vec::new())
            }
            Some(_) => Err(Refusal::of(RefusalCode::ImportExists)),
        }
    }

    /// Says what became of the rows that changed no case.
    pub fn finish(
        &self,
        import: ImportId,
        organisation: Cvr,
        (unchanged, refused): (u32, u32),
    ) -> Result<Vec<Event>, Refusal> {
        self.open(organisation)?;
        if self.finished == Some((unchanged, refused)) {
            return Ok(Vec::new());
        }
        Ok(vec![Event::ImportFinished { import, unchanged, refused }])
    }

    /// Says that its cases were brought back, but for those that had changed since.
    pub fn undo(
        &self,
        import: ImportId,
        organisation: Cvr,
        kept: u32,
    ) -> Result<Vec<Event>, Refusal> {
        self.known_to(organisation)?;
        if self.undone { Ok(Vec::new()) } else { Ok(vec![Event::ImportUndone { import, kept }]) }
    }

    /// Whether rows may be carried out in its name.
    pub fn open(&self, organisation: Cvr) -> Result<(), Refusal> {
        self.known_to(organisation)?;
        if self.undone { Err(Refusal::of(RefusalCode::ImportUndone)) } else { Ok(()) }
    }

    /// Another organisation's import and none are the same.
    pub fn known_to(&self, organisation: Cvr) -> Result<(), Refusal> {
        match &self.begun {
            Some((by, _)) if *by == organisation => Ok(()),
            _ => Err(Refusal::of(RefusalCode::ImportUnknown)),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use vocabulary::{ImportId, RefusalCode};

    use super::{ImportRecord, ImportedFile};
    use crate::testing::{cvr, lead};

    fn file(digit: &str) -> ImportedFile {
        ImportedFile { name: "eksport.xlsx".to_owned(), digest: digit.repeat(64), rows: 3 }
    }

    fn id() -> ImportId {
        ImportId(Uuid::from_u128(1))
    }

    fn begun() -> ImportRecord {
        let mut record = ImportRecord::default();
        let events = record.begin(id(), lead(), file("a")).unwrap();
        record.evolve(&events[0]);
        record
    }

    #[test]
    fn an_import_goes_on_with_the_same_file_and_no_other() {
        let record = begun();
        assert_eq!(record.begin(id(), lead(), file("a")).unwrap(), []);
        let other = record.begin(id(), lead(), file("b")).unwrap_err();
        assert_eq!(other.code, RefusalCode::ImportExists);
        let fault = ImportRecord::default().begin(id(), lead(), file("ø")).unwrap_err();
        assert_eq!(fault.fields[0].field, "import.digest");
    }

    #[test]
    fn nobody_else_knows_of_it_and_what_is_undone_takes_no_more_rows() {
        let mut record = begun();
        let stranger = record.open(cvr("29189978")).unwrap_err();
        assert_eq!(stranger, ImportRecord::default().open(lead()).unwrap_err());
        assert_eq!(record.open(lead()), Ok(()));
        let undone = record.undo(id(), lead(), 0).unwrap();
        record.evolve(&undone[0]);
        assert_eq!(record.undo(id(), lead(), 0).unwrap(), []);
        assert_eq!(record.open(lead()).unwrap_err().code, RefusalCode::ImportUndone);
        assert_eq!(
            record.begin(id(), lead(), file("a")).unwrap_err().code,
            RefusalCode::ImportUndone
        );
    }
}
