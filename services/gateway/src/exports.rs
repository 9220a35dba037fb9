//! Cases as files: `GET /api/v1/cases.xlsx`, `.csv` and `.json`.
//!
//! **Invariant:** an export is made of pages of the ordinary list, asked for as its reader. It cannot
//! hold what the reader could not read one by one.

mod asked;
pub mod pages;

use std::io::{Seek, SeekFrom};
use std::sync::Arc;

use actix_web::http::header::{CONTENT_DISPOSITION, HeaderName};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use exchange::csv_file;
use exchange::exported::Exported;
use exchange::workbook::CaseWorkbook;
use futures::{Stream, StreamExt, stream};
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use self::pages::Pages;
use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::visit_to_read;
use crate::limit::Held;
use crate::visit::Visit;

/// Workbooks that are made at the same time; each takes a core for a moment.
pub const WORKBOOKS_AT_ONCE: usize = 2;
/// Says how many cases a file was cut at.
const CUT_AT: HeaderName = HeaderName::from_static("x-genvej-cut-at");
/// Bytes of a file that are read at once.
const CHUNK: usize = 64 * 1024;

/// A form of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Xlsx,
    Csv,
    Json,
}

impl Form {
    fn of(ending: &str) -> Option<Self> {
        match ending {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// `GET /api/v1/cases.{form}`, with the filters, the search and the order of the list.
pub async fn cases(
    http: HttpRequest,
    form: web::Path<String>,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    let form = Form::of(&form).ok_or(Fault::NotFound)?;
    let message = asked::message(http.query_string())?;
    let visit = visit_to_read(&http, &gateway).await?;
    let caller = visit.caller().unwrap_or(Arrival::of(&http).caller);
    let held = gateway.limiter.hold(caller).ok_or(Fault::RateLimited)?;
    let limit = gateway.settings.export_rows;
    let pages = Pages::begin(visit.clone(), message, limit).await?;
    let mut answer = headed(form, &pages, &gateway);
    Ok(match form {
        Form::Xlsx => {
            let file = workbook(pages, &visit, &gateway).await?;
            answer.streaming(chunks(file, held))
        }
        Form::Csv => answer.streaming(csv(pages, held)),
        Form::Json => answer.streaming(json(pages, held)),
    })
}

/// The headers, with a name for the file that says when it was made and whether it is cut.
fn headed(form: Form, pages: &Pages, gateway: &Gateway) -> HttpResponseBuilder {
    let day = gateway.clock.now().date_naive();
    let cut = if pages.is_cut() { format!("-de-foerste-{}", pages.limit()) } else { String::new() };
    let name = format!("genvej-loesninger-{day}{cut}.{}", form.ending());
    let mut answer = HttpResponse::Ok();
    answer.content_type(form.media_type());
    answer.insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
    if pages.is_cut() {
        answer.insert_header((CUT_AT, pages.limit().to_string()));
    }
    answer
}

fn csv(pages: Pages, held: Held) -> impl Stream<Item = Result<Bytes, Fault>> {
    let mut start = csv_file::START.as_bytes().to_vec();
    start.extend(csv_file::headings());
    let start = stream::once(async move { Ok(Bytes::from(start)) });
    start.chain(by_page(pages, held, |cases, _| {
        Bytes::from(
            cases.iter().flat_map(|case| csv_file::line(&case.cells())).collect::<Vec<u8>>(),
        )
    }))
}

fn json(pages: Pages, held: Held) -> impl Stream<Item = Result<Bytes, Fault>> {
    let is_cut = pages.is_cut();
    let start = stream::once(async { Ok(Bytes::from_static(b"{\"cases\":[")) });
    let end = format!("],\"cut\":{is_cut}}}\n");
    let body = by_page(pages, held, |cases, is_first| {
        let mut text = String::new();
        for (at, case) in cases.iter().enumerate() {
            text.push_str(if is_first && at == 0 { "\n" } else { ",\n" });
            text.push_str(&serde_json::to_string(case.record()).unwrap_or_default());
        }
        Bytes::from(text)
    });
    start.chain(body).chain(stream::once(async { Ok(Bytes::from(end)) }))
}

/// Each page as it is fetched, written. A fault in the middle breaks the answer off, so that nobody
/// takes a part for the whole.
fn by_page(
    pages: Pages,
    held: Held,
    write: fn(&[Exported], bool) -> Bytes,
) -> impl Stream<Item = Result<Bytes, Fault>> {
    stream::try_unfold((pages, held, true), move |(mut pages, held, is_first)| async move {
        let Some(cases) = pages.next().await? else { return Ok(None) };
        Ok(Some((write(&cases, is_first), (pages, held, false))))
    })
}

/// The workbook in a file that has no name and goes with the last who holds it.
async fn workbook(mut pages: Pages, visit: &Visit, gateway: &Gateway) -> Result<File, Fault> {
    let room = Arc::clone(&gateway.workbooks).acquire_owned().await;
    let _room = room.map_err(|_| Fault::Unavailable)?;
    let mut book = CaseWorkbook::begin().map_err(|error| failed(&error))?;
    while let Some(cases) = pages.next().await? {
        book = tokio::task::spawn_blocking(move || {
            cases.iter().try_for_each(|case| book.add(&case.cells()))?;
            Ok(book)
        })
        .await
        .map_err(|error| failed(&error))?
        .map_err(|error: exchange::workbook::WorkbookError| failed(&error))?;
    }
    let about = about(&pages, visit, gateway);
    let file = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::tempfile().map_err(|error| failed(&error))?;
        book.finish(&file, &about).map_err(|error| failed(&error))?;
        file.seek(SeekFrom::Start(0)).map_err(|error| failed(&error))?;
        Ok::<_, Fault>(file)
    });
    Ok(File::from_std(file.await.map_err(|error| failed(&error))??))
}

/// What the file says of itself.
fn about(pages: &Pages, visit: &Visit, gateway: &Gateway) -> Vec<String> {
    let made = gateway.clock.now().format("%d-%m-%Y kl. %H.%M UTC");
    let reader = if visit.is_signed_in() {
        "Den rummer det, du selv må læse, og er ikke nødvendigvis for andre."
    } else {
        "Den rummer det, alle må læse."
    };
    let mut lines = vec![
        format!("Løsninger fra Genvej ({}), hentet {made}.", gateway.site.url),
        reader.to_owned(),
        "De første 62 kolonner er OS2autoproces' egne. Overskrifterne ændres ikke.".to_owned(),
        "Filen kan rettes og indlæses igen: Genvej-id siger, hvilken løsning en række er."
            .to_owned(),
    ];
    if pages.is_cut() {
        lines.push(format!("Kun de første {} løsninger er med.", pages.limit()));
    }
    lines
}

fn failed(error: &(dyn std::error::Error + 'static)) -> Fault {
    tracing::error!(error, "a workbook could not be made");
    Fault::Internal
}

fn chunks(file: File, held: Held) -> impl Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold((file, held), |(mut file, held)| async move {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(chunk), (file, held))))
    })
}
