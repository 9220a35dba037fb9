//! KLE and FORM numbers, and the subject areas: what one chooses from.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use proto::registry::v1 as rpc;
use vocabulary::{CodeScheme, SubjectArea};

use crate::calls::{decoded, name_of};
use crate::catalogue::searched;
use crate::connection::{PAGE, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::visit::Visit;

/// A number as it is published.
pub struct Code(vocabulary::Code);

/// A page of numbers.
pub type CodeConnection = Connection<String, Code>;

/// A KLE or FORM number as it is published.
#[Object]
impl Code {
    /// Global id.
    async fn id(&self) -> ID {
        ids::code(self.0.id)
    }

    /// Groups of two digits with points between.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// What it is about.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The first day it is used.
    async fn valid_from(&self) -> Option<NaiveDate> {
        self.0.valid_from
    }

    /// The day it was retired; null while it is used.
    async fn retired_on(&self) -> Option<NaiveDate> {
        self.0.retired_on
    }

    /// The number to use instead.
    async fn replaced_by(&self) -> Option<&str> {
        self.0.replaced_by.as_deref()
    }

    /// The law that it rests on, to be proposed as the legal basis of a case; FORM only.
    async fn legal_basis(&self) -> Option<&str> {
        self.0.legal_basis.as_deref()
    }
}

/// A subject area with its name.
#[derive(SimpleObject)]
pub struct NamedSubjectArea {
    /// The subject area.
    area: SubjectArea,
    /// In the language asked for.
    name: &'static str,
}

/// Questions about numbers.
#[derive(Default)]
pub struct CodeQuery;

#[Object]
impl CodeQuery {
    /// KLE numbers in their order; none without sign-in, and none where KLE is not loaded.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn kle(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Part of a title, or how a number begins.")] search: Option<String>,
        #[graphql(default_with = "PAGE", desc = "Numbers on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last one of the page before.")] after: Option<String>,
    ) -> Result<CodeConnection, Fault> {
        codes(context, of(CodeScheme::Kle), search, (first, after)).await
    }

    /// FORM numbers in their order, the first of those that fit; none without sign-in, and none where FORM is not loaded.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn forms(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only those that go with this KLE number.")] kle: Option<String>,
        #[graphql(desc = "Part of a title, or how a number begins.")] search: Option<String>,
        #[graphql(default_with = "PAGE", desc = "Numbers on the page, 1-100.")] first: i32,
    ) -> Result<CodeConnection, Fault> {
        let kle = kle.unwrap_or_default();
        let asked = rpc::ListCodesRequest { kle, ..of(CodeScheme::Form) };
        codes(context, asked, search, (first, None)).await
    }

    /// All subject areas by name, in Danish order.
    #[graphql(complexity = "15 * child_complexity")]
    async fn subject_areas(&self, context: &Context<'_>) -> Vec<NamedSubjectArea> {
        let language = Visit::of(context).language;
        let named = |area: &SubjectArea| {
            let name = language.label("subject_area", area.name())?;
            Some(NamedSubjectArea { area: *area, name })
        };
        let mut areas: Vec<_> = SubjectArea::ALL.iter().filter_map(named).collect();
        areas.sort_by_key(|named| danish(named.name));
        areas
    }
}

/// A key that sorts a name as a Dane expects.
fn danish(name: &str) -> String {
    let letter = |letter: char| match letter {
        'æ' => '{',
        'ø' => '|',
        'å' => '}',
        letter => letter,
    };
    name.chars().flat_map(char::to_lowercase).map(letter).collect()
}

fn of(scheme: CodeScheme) -> rpc::ListCodesRequest {
    rpc::ListCodesRequest { scheme: name_of(scheme), ..rpc::ListCodesRequest::default() }
}

async fn codes(
    context: &Context<'_>,
    asked: rpc::ListCodesRequest,
    search: Option<String>,
    (first, after): (i32, Option<String>),
) -> Result<CodeConnection, Fault> {
    let visit = Visit::of(context);
    let (first, search) = (page_size(first)?, searched(search)?);
    let mut page = Connection::new(after.is_some(), false);
    if !visit.is_signed_in() {
        return Ok(page);
    }
    let (after, at_least) = (after.unwrap_or_default(), visit.at_least());
    let message = rpc::ListCodesRequest { search, first, after, at_least, ..asked };
    let reply = visit.ask(message, |mut r, m| async move { r.list_codes(m).await }).await?;
    page.has_next_page = reply.has_next_page;
    for json in &reply.codes_json {
        let code: vocabulary::Code = decoded(json)?;
        page.edges.push(Edge::new(code.id.to_string(), Code(code)));
    }
    Ok(page)
}
