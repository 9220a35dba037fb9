//! Files of cases: what is in them, for everybody, whole and narrowed.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use journeys::{Answer, Visitor};

use crate::finds::Finds;
use crate::model::{Class, Principal};
use crate::world::World;

/// What is asked for besides everything.
const ASKED: &[&str] = &[
    "",
    "?search=kanarie10p10p10p",
    "?ownOrganisation=true",
    "?organisations=29189668&sort=title",
];

/// Every form of export, for everybody, holds no text that its reader may not read, and all that they
/// may.
pub async fn no_file_tells_more_than_the_list(world: &World) -> Finds {
    let mut finds = Finds::default();
    for (principal, visitor) in &world.everybody {
        for asked in ASKED {
            let mut rows = Vec::new();
            for form in ["json", "csv", "xlsx"] {
                let route = format!("/api/v1/cases.{form}{asked}");
                let answer = visitor.get(&route).await;
                if answer.status != 200 {
                    finds.problem(principal, &route, &format!("gets {}", answer.status));
                    continue;
                }
                let told = told(form, &answer);
                finds.hold(principal, world, &route, &told.join("\n"));
                rows.push(told.len());
            }
            if rows.iter().any(|count| *count != rows[0]) {
                finds.problem(principal, asked, &format!("forms hold {rows:?} rows"));
            }
        }
        whole(&mut finds, world, principal, visitor).await;
        archive(&mut finds, world, principal, visitor).await;
    }
    finds
}

/// The whole export is everything that somebody reads.
async fn whole(finds: &mut Finds, world: &World, principal: &Principal, visitor: &Visitor) {
    let answer = visitor.get("/api/v1/cases.csv").await;
    for case in &world.cases {
        let classes = [Class::Record, Class::Members, Class::Editors];
        for class in classes
            .into_iter()
            .filter(|class| principal.reads(case) && principal.sees(case, *class))
        {
            if case.copy_of.is_none() && !answer.body.contains(&case.mark(class)) {
                finds.problem(
                    principal,
                    "/api/v1/cases.csv",
                    &format!("lacks {}", case.mark(class)),
                );
            }
        }
    }
}

/// The archive is for those who lead an organisation's work here, and holds all that it owns.
async fn archive(finds: &mut Finds, world: &World, principal: &Principal, visitor: &Visitor) {
    const ROUTE: &str = "/api/v1/archive";
    let answer = visitor.get(ROUTE).await;
    let may = principal.has("superuser") || principal.has("administrator");
    if (answer.status == 200) != may {
        finds.problem(principal, ROUTE, &format!("gets {}", answer.status));
    }
    if answer.status != 200 {
        finds.hold(principal, world, ROUTE, &answer.body);
        return;
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.bytes)).expect("an archive");
    let mut told = String::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file of it");
        let name = file.name().expect("a name in UTF-8").into_owned();
        told.push_str(&name);
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("a whole file");
        told.push_str(&String::from_utf8_lossy(&bytes));
    }
    finds.hold(principal, world, ROUTE, &told);
    assert!(told.contains("loesninger.xlsx"), "the table is in it");
    for case in world.cases.iter().filter(|case| principal.owns(case)) {
        let class = if principal.edits(case) { Class::Editors } else { Class::Record };
        if principal.reads(case) && case.copy_of.is_none() && !told.contains(&case.mark(class)) {
            finds.problem(principal, ROUTE, &format!("lacks case {}", case.number));
        }
        let lacks = |(_, id): &&(Class, String)| !told.contains(&format!("/{id} "));
        if principal.reads(case) && case.copy_of.is_none() && case.files.iter().any(|it| lacks(&it))
        {
            finds.problem(principal, ROUTE, &format!("lacks files of case {}", case.number));
        }
    }
}

/// The rows of a file, headings left out.
fn told(form: &str, answer: &Answer) -> Vec<String> {
    match form {
        "json" => {
            let cases = answer.json()["cases"].take();
            cases.as_array().expect("a list").iter().map(ToString::to_string).collect()
        }
        "csv" => {
            let rows = exchange::table::of_csv(&answer.bytes).expect("our own file is read").rows;
            rows.iter().map(|row| format!("{row:?}")).collect()
        }
        _ => {
            let mut book = Xlsx::new(Cursor::new(answer.bytes.clone())).expect("a workbook");
            let sheet = book.worksheet_range("Processer").expect("the sheet of cases");
            let text = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
            sheet.rows().skip(1).map(|row| text(row).join("\n")).collect()
        }
    }
}
