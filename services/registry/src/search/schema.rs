//! The fields of the index, and a case as a document of them.

use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use super::analysis::{Word, words_with};
use super::document::SearchDocument;
use super::filter::Column;
use super::stem::Stemmer;
use super::texts::Zone;
use super::tokens::{self, GRAMS, WORDS};

/// Letters of a gram: the shortest word that is looked for inside others.
pub(super) const GRAM: usize = 4;
/// Stands before the first letter of every word in the grams, so that beginnings can be asked for
/// and no phrase runs from one word into the next.
pub(super) const START: char = '^';

/// The three ways in which the words of a zone are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct ZoneFields {
    /// Words as written, folded.
    pub exact: Field,
    /// Stems.
    pub stem: Field,
    /// Every four letters in a row, each with its own position, so that a phrase of grams is a
    /// piece of a word.
    pub gram: Field,
}

/// Every field by name.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub case: Field,
    pub access: Field,
    /// Values that are looked for.
    pub label: Field,
    /// The same as they are counted.
    counted: Field,
    zones: [ZoneFields; Zone::ALL.len()],
    changed_at: Field,
    created_at: Field,
    review_day: Field,
    operation_day: Field,
    id_high: Field,
    id_low: Field,
}

/// Name of the column of when a case changed: microseconds since 1970.
pub(super) const CHANGED_AT: &str = "changed_at";
/// Name of the column of the values that are counted.
pub(super) const COUNTED: &str = "counted";
/// Name of the column of the first half of a case's id.
pub(super) const ID_HIGH: &str = "id_high";
/// Name of the column of the second half of a case's id.
pub(super) const ID_LOW: &str = "id_low";

/// The schema with its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let raw = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic),
    );
    let text = |tokenizer, option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
        TextOptions::default().set_indexing_options(indexing.set_index_option(option))
    };
    let words = text(WORDS, IndexRecordOption::WithFreqs);
    let grams = text(GRAMS, IndexRecordOption::WithFreqsAndPositions);
    let zones = Zone::ALL.map(|zone| ZoneFields {
        exact: schema.add_text_field(&format!("{zone:?}_exact"), words.clone()),
        stem: schema.add_text_field(&format!("{zone:?}_stem"), words.clone()),
        gram: schema.add_text_field(&format!("{zone:?}_gram"), grams.clone()),
    });
    let fields = Fields {
        case: schema.add_text_field("case", raw.clone()),
        access: schema.add_text_field("access", raw.clone()),
        label: schema.add_text_field("label", raw),
        counted: schema.add_text_field(COUNTED, TextOptions::default().set_fast("raw")),
        zones,
        changed_at: schema.add_u64_field(CHANGED_AT, FAST),
        created_at: schema.add_u64_field("created_at", FAST),
        review_day: schema.add_u64_field("review_day", FAST),
        operation_day: schema.add_u64_field("operation_day", FAST),
        id_high: schema.add_u64_field(ID_HIGH, FAST),
        id_low: schema.add_u64_field(ID_LOW, FAST),
    };
    (schema.build(), fields)
}

impl Fields {
    /// The fields of a zone.
    pub fn zone(&self, zone: Zone) -> ZoneFields {
        self.zones[zone as usize]
    }

    /// The zone and the kind of grams a field belongs to: `(zone, whether it holds grams)`.
    pub fn zone_of(&self, field: Field) -> Option<(Zone, bool)> {
        Zone::ALL.into_iter().find_map(|zone| {
            let fields = self.zone(zone);
            let found = [fields.exact, fields.stem, fields.gram].contains(&field);
            found.then_some((zone, field == fields.gram))
        })
    }

    /// The field of a column with numbers.
    pub fn column(&self, column: Column) -> Field {
        match column {
            Column::ChangedAt => self.changed_at,
            Column::CreatedAt => self.created_at,
            Column::ReviewDay => self.review_day,
            Column::OperationDay => self.operation_day,
        }
    }

    /// A case as the index keeps it. Nothing is stored: what a reader is shown is read elsewhere.
    pub fn document(&self, case: &SearchDocument, stemmer: &mut Stemmer) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.case, case.case.to_string());
        let (high, low) = case.case.0.as_u64_pair();
        document.add_u64(self.id_high, high);
        document.add_u64(self.id_low, low);
        document.add_u64(self.changed_at, case.changed_at_micros);
        document.add_u64(self.created_at, case.created_at_micros);
        for (field, day) in
            [(self.review_day, case.review_day), (self.operation_day, case.operation_day)]
        {
            if let Some(day) = day {
                document.add_u64(field, day);
            }
        }
        for key in &case.access {
            document.add_text(self.access, key);
        }
        for label in &case.labels {
            document.add_text(self.label, label.term());
            document.add_text(self.counted, label.counted());
        }
        for zone in Zone::ALL {
            let texts = case.texts.iter().filter(|text| text.zone == zone);
            let mut words: Vec<Word> = Vec::new();
            texts.for_each(|text| words.extend(words_with(&text.text, stemmer)));
            if !words.is_empty() {
                let fields = self.zone(zone);
                let folded = tokens::joined(words.iter().map(|word| word.folded.as_str()));
                let stems = tokens::joined(words.iter().map(|word| word.stem.as_str()));
                document.add_text(fields.exact, &folded);
                document.add_text(fields.stem, stems);
                document.add_text(fields.gram, folded);
            }
        }
        document
    }
}

/// The grams of a piece of a word; none when it is shorter than a gram.
pub(super) fn grams(piece: &str) -> Vec<String> {
    let letters: Vec<char> = piece.chars().collect();
    letters.windows(GRAM).map(|gram| gram.iter().collect()).collect()
}

/// The grams of a piece that a word begins with.
pub(super) fn beginning_grams(piece: &str) -> Vec<String> {
    grams(&format!("{START}{piece}"))
}
