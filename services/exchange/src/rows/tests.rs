use chrono::{DateTime, NaiveDate};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, CaseView, Contact, Implementation, Internal, InternalRecord, Level, Link,
    LinkKind, Links, MembersRecord, Operation, Overdue, Phase, Precondition, PreconditionKind,
    PublicRecord, Resources, Schedule, Spread, Status, Story, SubjectArea, Suitability,
    Value as Worth, ValueKind, Workload, YearRange,
};

use super::*;
use crate::cell::Cell;
use crate::csv_file;
use crate::exported::{Exported, Names};
use crate::table::{self, Unreadable};
use crate::workbook::CaseWorkbook;

fn options() -> Options {
    Options {
        organisation: "29189668".to_owned(),
        organisation_name: "Randers Kommune".to_owned(),
        source: "robotlisten".to_owned(),
        columns_in_order: false,
    }
}

fn said<T: From<String>>(text: &str) -> Option<T> {
    (!text.is_empty()).then(|| text.to_owned().into())
}

fn basics() -> Basics {
    Basics {
        title: "=1+1".to_owned(),
        summary: "-Robotten godkender".to_owned(),
        keywords: vec!["a, b".to_owned(), "c".to_owned()],
        subject_areas: vec![SubjectArea::Health, SubjectArea::It],
        kle: vec!["54.15.10".to_owned()],
        kla: said("10.10.10"),
        sep_mep: true,
        legal_basis: said("§ 1, stk. 2"),
        affects_citizens: Some(false),
        period: Some(YearRange { from: Some(2019), to: None }),
        ..Basics::default()
    }
}

fn story() -> Story {
    Story {
        challenge: said("Linje 1\n\n- punkt\n- <b>ikke HTML hos os</b>"),
        solution: said("'citat"),
        systems_today: vec!["KMD, Opus".to_owned(), "SBSYS".to_owned()],
        preconditions: vec![Precondition { kind: PreconditionKind::Law, text: "GDPR".to_owned() }],
        ..Story::default()
    }
}

fn workload() -> Workload {
    Workload {
        occurrences_per_year: Some(4000),
        seconds_per_occurrence: Some(20),
        automation_degree_percent: Some(70),
        development_hours: "12.5".parse().ok(),
        ..Workload::default()
    }
}

/// A case that says something in every kind of field that a file holds.
fn full() -> CaseView {
    let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 3, 1);
    let suitability = Suitability {
        frees_routine_time: Some(Level::VeryHigh),
        automatable: Some(Level::Unknown),
        ..Suitability::default()
    };
    let implementation = Implementation {
        technologies: vec!["UiPath".to_owned()],
        schedule: Some(Schedule::Quarterly),
        ..Implementation::default()
    };
    let link =
        Link { kind: LinkKind::Film, url: "https://sted.dk/f".to_owned(), title: said("Film") };
    let public = PublicRecord {
        id: CaseId(Uuid::from_u128(7)),
        lead: "29189668".parse().unwrap(),
        joint_owners: Vec::new(),
        edition: 3,
        predecessor_id: None,
        changed_at: at,
        phase: Phase::Operation,
        status: Status::Waiting,
        status_reason: said("Afventer budget"),
        review_on: day,
        basics: basics(),
        story: story(),
        workload: workload(),
        suitability,
        implementation,
        operation: Operation { in_operation_since: day, rating: Some(0), ..Operation::default() },
        value: Worth { claimed: vec![ValueKind::Quality], ..Worth::default() },
        spread: Spread { reuse_tips: vec!["Spørg".to_owned()], ..Spread::default() },
        resources: Resources::default(),
        links: Links { entries: vec![link] },
        attachments: Vec::new(),
        gains: Vec::new(),
        reuses: Vec::new(),
    };
    let contact = Contact { telephone: said("+45 87 65 43 21"), ..Contact::default() };
    let notes = Internal {
        notes: said("@intern"),
        departments: vec!["Økonomi, løn".to_owned()],
        ..Internal::default()
    };
    view(public, &contact, &notes)
}

fn view(public: PublicRecord, contact: &Contact, notes: &Internal) -> CaseView {
    let at = public.changed_at;
    let members = json!({
        "contact": contact, "visibility": "members", "comments": 0, "followed": false,
        "invited": false, "bookmarked": false,
    });
    let members: MembersRecord = serde_json::from_value(members).unwrap();
    let own = json!({
        "revision": 5, "changed_at": at, "registered_at": at, "selected": [], "invited": [],
        "legal_basis_check_on": null, "people": [], "can_edit": true, "can_change_owners": true,
        "completeness": {"percent": 50, "missing": [], "sections": []}, "notes": notes,
    });
    let internal: InternalRecord = serde_json::from_value(own).unwrap();
    CaseView {
        public,
        members: Some(members),
        internal: Some(internal),
        reusers: 2,
        runs: None,
        codes: Vec::new(),
        overdue: Overdue::default(),
        matches: Vec::new(),
    }
}

fn names() -> Names {
    let organisations = [("29189668".to_owned(), "Randers Kommune".to_owned())];
    Names { organisations: organisations.into(), ..Names::default() }
}

/// What a record says, less what says nothing and what no file holds.
fn told(record: &Value) -> Value {
    match record {
        Value::Object(fields) => {
            let kept = fields.iter().map(|(name, value)| (name.clone(), told(value)));
            let kept: serde_json::Map<_, _> =
                kept.filter(|(_, value)| !is_nothing(value)).collect();
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || *value == json!([]) || *value == json!({})
}

#[test]
fn an_export_that_is_read_again_says_what_the_case_says() {
    let exported = Exported::of(&full(), &names());
    let mut book = CaseWorkbook::begin().unwrap();
    book.add(&exported.cells()).unwrap();
    let mut xlsx = Vec::new();
    book.finish(std::io::Cursor::new(&mut xlsx), &["Om".to_owned()]).unwrap();
    let mut csv = csv_file::START.as_bytes().to_vec();
    csv.extend(csv_file::headings());
    csv.extend(csv_file::line(&exported.cells()));
    for file in [xlsx, csv] {
        let rows = Rows::of(&table::read(&file).unwrap(), &options()).unwrap();
        assert_eq!((rows.origin, rows.rows.len()), (Origin::Ours, 1));
        let row = &rows.rows[0];
        assert_eq!(row.problems, []);
        assert_eq!(row.case, Some(Uuid::from_u128(7)));
        let mut record = told(&Value::Object(exported.record().clone()));
        for section in ["basics", "story", "workload", "suitability", "implementation"]
            .into_iter()
            .chain(["operation", "value", "spread", "links", "contact", "internal"])
        {
            let read = told(row.sections.get(section).unwrap_or(&Value::Null));
            assert_eq!(read, record[section].take(), "{section}");
        }
        let state = (row.phase.as_deref(), row.status.as_deref(), row.status_reason.as_deref());
        assert_eq!(state, (Some("operation"), Some("waiting"), Some("Afventer budget")));
        assert_eq!(row.visibility.as_deref(), Some("members"));
    }
}

#[test]
fn a_workbook_holds_typed_cells_and_no_formula() {
    use calamine::{Data, Reader, Xlsx};
    let mut book = CaseWorkbook::begin().unwrap();
    book.add(&Exported::of(&full(), &names()).cells()).unwrap();
    let mut xlsx = Vec::new();
    book.finish(std::io::Cursor::new(&mut xlsx), &[]).unwrap();
    let mut read: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&xlsx)).unwrap();
    assert_eq!(read.sheet_names(), ["Processer", "Koder", "Om filen"]);
    let formulas = read.worksheet_formula("Processer").unwrap();
    assert!(formulas.used_cells().next().is_none());
    let sheet = read.worksheet_range("Processer").unwrap();
    let cell = |heading: &str| {
        let at = sheet.rows().next().unwrap().iter().position(|it| *it == heading);
        sheet.rows().nth(1).unwrap()[at.unwrap()].clone()
    };
    assert_eq!(cell("Titel"), Data::String("=1+1".to_owned()));
    assert_eq!(cell("Antal gange processen foretages årligt"), Data::Float(4000.0));
    assert_eq!(cell("Er borgere påvirket"), Data::Bool(false));
    assert!(matches!(cell("Løsningen sat i drift"), Data::DateTime(_)));
    assert_eq!(cell("Er virksomheder påvirket"), Data::Empty);
}

/// The predecessor's own file, its fault included: the answers of 45 and 46 swapped.
fn predecessor(rows: &[&[(&str, &str)]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Processer").unwrap();
    for (at, column) in (0..).zip(PREDECESSOR) {
        sheet.write_string(0, at, column.heading).unwrap();
    }
    for (number, cells) in (1..).zip(rows) {
        for (heading, text) in *cells {
            let at = PREDECESSOR.iter().position(|column| column.heading == *heading).unwrap();
            let at = u16::try_from(at).unwrap();
            match text.parse::<f64>() {
                Ok(value) => sheet.write_number(number, at, value).unwrap(),
                Err(_) => sheet.write_string(number, at, *text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn the_predecessor_s_file_is_read_with_both_of_its_faults() {
    let file = predecessor(&[&[
        ("ID", "1042"),
        ("Titel", "Barselsrefusion"),
        ("Resumé", "Robotten søger refusion"),
        ("Fase", "Drift"),
        ("Status", "Mislykket"),
        ("Synlighed", "Offentlig"),
        ("Myndighed", "RANDERS kommune"),
        ("Fagområder", "Sundhed,Økonomi"),
        ("Nuværende systemer", "KMD Opus,SBSYS"),
        ("Andre nuværende systemer", "Regneark"),
        ("Beskrivelse", "<p>Første</p><ul><li>punkt</li></ul>"),
        ("Tidsforbrug pr. proces i minutter", "0.33"),
        ("Forventet timeforbrug på udvikling", "0"),
        ("I hvor høj grad indfriede løsningen de forventede gevinster?", "0"),
        (FREES_ROUTINE_TIME, "Slet ikke"),
        (AUTOMATABLE, "I høj grad"),
        ("Skedulering", "Efter behov"),
        ("Links", "https://www.os2autoproces.eu/details/1042\nhttps://github.com/r/x og wiki"),
    ]]);
    let rows = Rows::of(&table::read(&file).unwrap(), &options()).unwrap();
    let row = &rows.rows[0];
    assert_eq!((rows.origin, &row.problems), (Origin::Predecessor, &Vec::new()));
    assert_eq!(row.key, Some(("os2autoproces".to_owned(), "1042".to_owned())));
    let suits = json!({"automatable": "very_low", "frees_routine_time": "very_high"});
    assert_eq!(row.sections["suitability"], suits);
    assert_eq!(row.sections["workload"], json!({"seconds_per_occurrence": 20}));
    assert_eq!(row.sections["story"]["solution"], "Første\n\n- punkt");
    assert_eq!(row.sections["story"]["systems_today"], json!(["KMD Opus", "SBSYS", "Regneark"]));
    assert_eq!(row.sections["links"]["entries"][0]["url"], "https://github.com/r/x");
    assert_eq!(row.sections.get("operation"), None);
    assert_eq!(row.visibility.as_deref(), Some("members"));
    assert_eq!(row.defaults["contact"]["role"], "Randers Kommune");
    assert!(rows.assumed.iter().any(|line| line.contains("45 og 46")));

    let in_order = Options { columns_in_order: true, ..options() };
    let rows = Rows::of(&table::read(&file).unwrap(), &in_order).unwrap();
    assert_eq!(rows.rows[0].sections["suitability"]["automatable"], "very_high");
}

#[test]
fn rows_of_others_without_a_key_or_repeated_are_refused_by_number() {
    let id = |id: &'static str| [("ID", id), ("Titel", "T"), ("Resumé", "R")];
    let other = [("ID", "3"), ("Titel", "T"), ("Myndighed", "Kolding Kommune")];
    let file = predecessor(&[&id("1"), &id("1"), &other, &[("Titel", "T")]]);
    let rows = Rows::of(&table::read(&file).unwrap(), &options()).unwrap();
    let told: Vec<_> = rows
        .rows
        .iter()
        .map(|row| (row.number, row.problems.iter().map(|it| it.code.as_str()).collect::<Vec<_>>()))
        .collect();
    let wanted = [
        (2, vec![]),
        (3, vec!["repeated_key"]),
        (4, vec!["other_organisation"]),
        (5, vec!["no_key"]),
    ];
    assert_eq!(told, wanted);
}

fn of_csv(text: &str) -> Rows {
    Rows::of(&table::read(text.as_bytes()).unwrap(), &options()).unwrap()
}

#[test]
fn numbers_and_days_are_read_as_the_file_writes_them() {
    let danish = of_csv(
        "Ekstern nøgle;Titel;Resumé;Antal gange processen foretages årligt;\
         Forventet timeforbrug på udvikling;Løsningen sat i drift;Er borgere påvirket\n\
         A;T;R;4.000;1.234,5;31-12-2025;ja\nB;T;R;12;7,25;2025-12-31 00:00;NEJ\n",
    );
    let rows = &danish.rows;
    assert_eq!(rows[0].sections["workload"]["occurrences_per_year"], 4000);
    assert_eq!(rows[0].sections["workload"]["development_hours"], "1234.5");
    assert_eq!(rows[1].sections["workload"]["development_hours"], "7.25");
    assert_eq!(rows[0].sections["operation"], rows[1].sections["operation"]);
    assert_eq!(rows[1].sections["basics"]["affects_citizens"], false);
    assert_eq!(rows[0].key, Some(("robotlisten".to_owned(), "A".to_owned())));

    let english =
        of_csv("ID,Titel,Forventet timeforbrug på udvikling\n1,T,\"1,234.5\"\n2,T,7.250\n");
    assert_eq!(english.rows[0].sections["workload"]["development_hours"], "1234.5");
    assert_eq!(english.rows[1].sections["workload"]["development_hours"], "7.25");
    assert!(english.assumed.iter().any(|line| line.contains("punktum")));
}

#[test]
fn what_cannot_be_read_is_named_with_its_column_and_unknown_columns_are_told() {
    let rows = of_csv(
        "ID;Titel;Fase;Antal medarbejdere der foretager processen;Løsningen sat i drift;Yndlingsfarve\n\
         1;T;Pause;mange;i går;blå\n",
    );
    let codes: Vec<_> = rows.rows[0].problems.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["unknown_value", "not_a_number", "not_a_day"]);
    assert!(rows.rows[0].problems[0].text.starts_with("Fase: "));
    assert!(rows.assumed.iter().any(|line| line.contains("Yndlingsfarve")));
    let untitled = Rows::of(&table::read(b"ID;Navn\n1;x\n").unwrap(), &options());
    assert_eq!(untitled.unwrap_err(), Unreadable::NoTitles);
}

#[test]
fn hostile_workbooks_are_refused_before_they_cost_anything() {
    let far = {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Titel").unwrap();
        sheet.write_string(1_048_575, 0, "langt nede").unwrap();
        book.save_to_buffer().unwrap()
    };
    let read = table::read(&far).unwrap();
    assert_eq!(read.rows, [(1_048_576, vec![Cell::text("langt nede")])]);
    let wide = {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(5, 16_383, "langt ude").unwrap();
        book.save_to_buffer().unwrap()
    };
    assert_eq!(table::read(&wide), Err(Unreadable::TooManyColumns));
    let bomb = {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let form = zip::write::SimpleFileOptions::default();
        zip.start_file("xl/workbook.xml", form).unwrap();
        let zeros = vec![0_u8; 1 << 20];
        for _ in 0..=table::LARGEST_UNPACKED >> 20 {
            zip.write_all(&zeros).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    assert!(bomb.len() < 1 << 20);
    assert_eq!(table::read(&bomb), Err(Unreadable::UnpacksTooLarge));
    let whole = predecessor(&[&[("ID", "1"), ("Titel", "T")]]);
    for length in (0..whole.len()).step_by(97) {
        let _ = table::read(&whole[..length]);
    }
    assert_eq!(table::read(&vec![b'a'; table::LARGEST_FILE + 1]), Err(Unreadable::TooLarge));
}
