//! What an import came to, row by row.

use std::fmt;

use vocabulary::Refusal;

/// The report of one import.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order of the file.
    pub rows: Vec<RowReport>,
}

/// What one row came to.
#[derive(Debug)]
pub struct RowReport {
    /// Its place in the file, from 1.
    pub number: usize,
    /// What the file calls it.
    pub name: String,
    /// Commands that changed something.
    pub written: usize,
    /// Commands that had been carried out before.
    pub repeated: usize,
    /// What was refused: what it would have taken over, and why.
    pub refused: Vec<(String, Refusal)>,
    /// Why the row could not be read.
    pub unreadable: Option<String>,
    /// What must be said of how facts were read.
    pub notes: Vec<String>,
}

impl Report {
    /// Commands that changed something.
    pub fn written(&self) -> usize {
        self.rows.iter().map(|row| row.written).sum()
    }

    /// The whole import in a line.
    pub fn summary(&self) -> String {
        let repeated: usize = self.rows.iter().map(|row| row.repeated).sum();
        format!(
            "{} rækker: {} ændringer skrevet, {repeated} fandtes i forvejen, {} rækker med noget \
             afvist",
            self.rows.len(),
            self.written(),
            self.rows_refused()
        )
    }

    /// Rows with something refused or unreadable.
    pub fn rows_refused(&self) -> usize {
        self.rows.iter().filter(|row| row.unreadable.is_some() || !row.refused.is_empty()).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            writeln!(f, "{row}")?;
        }
        f.write_str(&self.summary())
    }
}

impl fmt::Display for RowReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:>3} {}: {} skrevet, {} i forvejen",
            self.number, self.name, self.written, self.repeated
        )?;
        if let Some(why) = &self.unreadable {
            write!(f, "\n      ulæselig: {why}")?;
        }
        for (what, refusal) in &self.refused {
            write!(f, "\n      afvist ({what}): {}", refusal.code.code())?;
            for field in &refusal.fields {
                write!(f, "\n        {}: {}", field.field, field.rule.code())?;
                if let Some(limit) = field.limit {
                    write!(f, " ({limit})")?;
                }
            }
        }
        for note in &self.notes {
            write!(f, "\n      bemærk: {note}")?;
        }
        Ok(())
    }
}
