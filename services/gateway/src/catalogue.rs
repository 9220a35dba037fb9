//! Technologies and IT systems, which all organisations name alike.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::change_catalogue::Change;
use proto::registry::v1::command::Command;
use vocabulary::Catalogue;

use crate::calls::{decoded, name_of};
use crate::connection::{PAGE, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::organisations::Organisation;
use crate::outcome::{Asked, CaseOutcome};
use crate::visit::Visit;

/// Characters of what is searched for, as in a list of cases.
const LONGEST_SEARCH: usize = 200;

/// A technology or an IT system.
pub struct CatalogueEntry(vocabulary::CatalogueEntry);

/// A page of technologies or IT systems.
pub type CatalogueEntryConnection = Connection<String, CatalogueEntry>;

/// A technology or an IT system.
#[Object]
impl CatalogueEntry {
    /// Global id.
    async fn id(&self) -> ID {
        ids::catalogue_entry(self.0.id)
    }

    /// Its name, as cases say it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Who makes it.
    async fn vendor(&self) -> Option<&str> {
        self.0.vendor.as_deref()
    }

    /// Other names that mean it: cases that say one of them are found and counted under its name.
    async fn aliases(&self) -> &[String] {
        &self.0.aliases
    }

    /// The organisation that added it as one of its own; null for what all share.
    async fn organisation(&self, context: &Context<'_>) -> Result<Option<Organisation>, Fault> {
        match self.0.organisation {
            Some(cvr) => Organisation::by_cvr(Visit::of(context), &cvr.to_string()).await.map(Some),
            None => Ok(None),
        }
    }

    /// Name and vendor follow a source elsewhere.
    async fn imported(&self) -> bool {
        self.0.imported
    }

    /// Not offered any more.
    async fn retired(&self) -> bool {
        self.0.retired
    }

    /// Global id of the entry that it turned out to be the same as.
    async fn merged_into(&self) -> Option<ID> {
        self.0.merged_into.map(ids::catalogue_entry)
    }
}

/// Questions about catalogues.
#[derive(Default)]
pub struct CatalogueQuery;

#[Object]
impl CatalogueQuery {
    /// Technologies of the catalogue in Danish order; none without sign-in.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn technologies(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Part of a name.")] search: Option<String>,
        #[graphql(default_with = "PAGE", desc = "Technologies on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last one of the page before.")] after: Option<String>,
    ) -> Result<CatalogueEntryConnection, Fault> {
        entries(context, Catalogue::Technologies, (search, false), (first, after)).await
    }

    /// IT systems of the catalogue in Danish order; none without sign-in.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn it_systems(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Part of a name.")] search: Option<String>,
        #[graphql(default_with = "PAGE", desc = "Systems on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last one of the page before.")] after: Option<String>,
    ) -> Result<CatalogueEntryConnection, Fault> {
        entries(context, Catalogue::ItSystems, (search, false), (first, after)).await
    }

    /// All entries of a catalogue in Danish order, retired and merged ones too; none without sign-in.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn catalogue_entries(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which catalogue.")] catalogue: Catalogue,
        #[graphql(default_with = "PAGE", desc = "Entries on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last one of the page before.")] after: Option<String>,
    ) -> Result<CatalogueEntryConnection, Fault> {
        entries(context, catalogue, (None, true), (first, after)).await
    }
}

async fn entries(
    context: &Context<'_>,
    catalogue: Catalogue,
    (search, all): (Option<String>, bool),
    (first, after): (i32, Option<String>),
) -> Result<CatalogueEntryConnection, Fault> {
    let visit = Visit::of(context);
    let (first, search) = (page_size(first)?, searched(search)?);
    let mut page = Connection::new(after.is_some(), false);
    if !visit.is_signed_in() {
        return Ok(page);
    }
    let (catalogue, after) = (name_of(catalogue), after.unwrap_or_default());
    let at_least = visit.at_least();
    let message = rpc::ListCatalogueRequest { catalogue, search, first, after, all, at_least };
    let reply = visit.ask(message, |mut r, m| async move { r.list_catalogue(m).await }).await?;
    page.has_next_page = reply.has_next_page;
    for json in &reply.entries_json {
        let entry: vocabulary::CatalogueEntry = decoded(json)?;
        page.edges.push(Edge::new(entry.id.to_string(), CatalogueEntry(entry)));
    }
    Ok(page)
}

/// What is searched for in a list that one chooses from.
pub fn searched(search: Option<String>) -> Result<String, Fault> {
    let search = search.unwrap_or_default();
    let fits = search.chars().count() <= LONGEST_SEARCH;
    if fits { Ok(search) } else { Err(Fault::InvalidArgument) }
}

/// An entry to add.
#[derive(InputObject)]
pub struct AddCatalogueEntryInput {
    /// To which catalogue.
    catalogue: Catalogue,
    /// UUID of the entry, made by the caller; the gateway makes one when it is left out.
    entry_id: Option<ID>,
    /// 1-255 characters.
    name: String,
    /// Who makes it, at most 255 characters.
    vendor: Option<String>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What an entry is to say, as a whole.
#[derive(InputObject)]
pub struct ReviseCatalogueEntryInput {
    /// Of which catalogue.
    catalogue: Catalogue,
    /// The entry.
    entry_id: ID,
    /// 1-255 characters.
    name: String,
    /// Who makes it, at most 255 characters.
    vendor: Option<String>,
    /// Other names, at most 50; given by catalogue editors only.
    #[graphql(default)]
    aliases: Vec<String>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// Two entries that are the same.
#[derive(InputObject)]
pub struct MergeCatalogueEntryInput {
    /// Of which catalogue.
    catalogue: Catalogue,
    /// The one whose names mean the other from now on.
    entry_id: ID,
    /// The other.
    into: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// An entry.
#[derive(InputObject)]
pub struct CatalogueEntryInput {
    /// Of which catalogue.
    catalogue: Catalogue,
    /// The entry.
    entry_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with catalogues. It is about no case, and changes none.
#[derive(Default)]
pub struct CatalogueMutation;

#[Object]
impl CatalogueMutation {
    /// Adds a technology or an IT system for all, by catalogue editors; or an IT system of the
    /// viewer's own organisation, by its contributors.
    async fn add_catalogue_entry(
        &self,
        context: &Context<'_>,
        input: AddCatalogueEntryInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let entry_id = asked.made_id("entryId", "CatalogueEntry", input.entry_id.as_ref());
        let (name, vendor) = (input.name, input.vendor.unwrap_or_default());
        let add = rpc::AddCatalogueEntry { entry_id, name, vendor };
        asked.carry_out(change(input.catalogue, Change::Add(add))).await
    }

    /// Revises an entry as a whole: catalogue editors any, an organisation its own. Cases keep the
    /// names that they say.
    async fn revise_catalogue_entry(
        &self,
        context: &Context<'_>,
        input: ReviseCatalogueEntryInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let entry_id = asked.id("entryId", "CatalogueEntry", &input.entry_id);
        let (name, vendor) = (input.name, input.vendor.unwrap_or_default());
        let revise = rpc::ReviseCatalogueEntry { entry_id, name, vendor, aliases: input.aliases };
        asked.carry_out(change(input.catalogue, Change::Revise(revise))).await
    }

    /// Has the names of one entry mean another from now on; by catalogue editors. Cases keep the
    /// names that they say, and are found and counted under the other.
    async fn merge_catalogue_entry(
        &self,
        context: &Context<'_>,
        input: MergeCatalogueEntryInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let entry_id = asked.id("entryId", "CatalogueEntry", &input.entry_id);
        let into = asked.id("into", "CatalogueEntry", &input.into);
        let merge = rpc::MergeCatalogueEntry { entry_id, into };
        asked.carry_out(change(input.catalogue, Change::Merge(merge))).await
    }

    /// Offers an entry no more: catalogue editors any that is not imported, an organisation its own.
    async fn retire_catalogue_entry(
        &self,
        context: &Context<'_>,
        input: CatalogueEntryInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let entry_id = asked.id("entryId", "CatalogueEntry", &input.entry_id);
        asked.carry_out(change(input.catalogue, Change::RetireEntryId(entry_id))).await
    }

    /// Offers an entry again, as one that stands for itself.
    async fn bring_back_catalogue_entry(
        &self,
        context: &Context<'_>,
        input: CatalogueEntryInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let entry_id = asked.id("entryId", "CatalogueEntry", &input.entry_id);
        asked.carry_out(change(input.catalogue, Change::BringBackEntryId(entry_id))).await
    }
}

fn change(catalogue: Catalogue, change: Change) -> Command {
    let catalogue = name_of(catalogue);
    Command::ChangeCatalogue(rpc::ChangeCatalogue { catalogue, change: Some(change) })
}
