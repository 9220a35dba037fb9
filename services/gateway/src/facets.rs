//! What a list of cases can be narrowed by next.

use async_graphql::{ComplexObject, Context, SimpleObject};
use proto::registry::v1 as rpc;
use vocabulary::{CaseFacet, FacetCounts};

use crate::calls::{Registry, decoded, name_of, names_of};
use crate::fault::Fault;
use crate::visit::Visit;

/// Values of a facet when nothing is said, and at most.
const VALUES: i32 = 20;
const MOST_VALUES: i32 = 200;

/// What a list of cases tells besides its page.
#[derive(Default, SimpleObject)]
#[graphql(complex)]
pub struct Found {
    /// How many there are in all, as far as the reader may see them; searches count to 10,000.
    pub total_count: Option<u32>,
    /// Which cases were asked for; none when there can be none.
    #[graphql(skip)]
    pub asked: Option<rpc::CaseFilter>,
}

/// The values that cases of a list have of one thing.
#[derive(SimpleObject)]
pub struct Facet {
    /// What they are values of.
    #[graphql(name = "facet")]
    of: CaseFacet,
    /// Most cases first. Those that the list is narrowed by are always among them.
    values: Vec<FacetValue>,
    /// Further values were left out.
    more: bool,
}

/// A value, and how many cases have it.
#[derive(SimpleObject)]
pub struct FacetValue {
    /// What the filter takes: a name in lower case, a number, or a name as people write it.
    value: String,
    /// For people, in the language asked for where there are words for it.
    label: Option<String>,
    /// Cases that the reader may see and that meet the rest of the filter.
    count: u32,
    /// Whether the list is narrowed by it.
    chosen: bool,
}

#[ComplexObject]
impl Found {
    /// The values that the list can be narrowed by next, counted over what the reader may see. Those
    /// of one facet are counted under the rest of the filter.
    #[graphql(complexity = "100 + child_complexity")]
    async fn facets(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which; all when it is left out.")] of: Option<Vec<CaseFacet>>,
        #[graphql(default_with = "VALUES", desc = "Values of each, 1-200.")] first: i32,
    ) -> Result<Vec<Facet>, Fault> {
        let most = u32::try_from(first).ok().filter(|_| (1..=MOST_VALUES).contains(&first));
        let most = most.ok_or(Fault::InvalidArgument)?;
        let mut wanted = of.unwrap_or_else(|| CaseFacet::ALL.to_vec());
        if wanted.len() > CaseFacet::ALL.len() {
            return Err(Fault::InvalidArgument);
        }
        let mut seen = Vec::new();
        wanted.retain(|facet| {
            !seen.contains(facet) && {
                seen.push(*facet);
                true
            }
        });
        let Some(filter) = &self.asked else { return Ok(Vec::new()) };
        let visit = Visit::of(context);
        let message = rpc::ReadFacetsRequest {
            filter: Some(filter.clone()),
            facets: names_of(Some(wanted)),
            most,
            at_least: visit.at_least(),
        };
        let reply = visit.ask(message, |mut r, m| async move { r.read_facets(m).await }).await?;
        let counted: Vec<FacetCounts> = decoded(&reply.facets_json)?;
        let mut facets = Vec::with_capacity(counted.len());
        for FacetCounts { facet, values, more } in counted {
            let mut told = Vec::with_capacity(values.len());
            for vocabulary::FacetValue { value, count, chosen } in values {
                let label = label(visit, facet, &value).await?;
                told.push(FacetValue { value, label, count, chosen });
            }
            facets.push(Facet { of: facet, values: told, more });
        }
        Ok(facets)
    }

    /// What the search may have meant, where one of its words is in none of the cases that the
    /// reader may see and another that is near would find some; null otherwise.
    #[graphql(complexity = "50")]
    async fn did_you_mean(&self, context: &Context<'_>) -> Result<Option<String>, Fault> {
        let Some(filter) = self.asked.clone() else { return Ok(None) };
        let visit = Visit::of(context);
        let message =
            rpc::SuggestSearchRequest { filter: Some(filter), at_least: visit.at_least() };
        let call = |mut r: Registry, m| async move { r.suggest_search(m).await };
        let text = visit.ask(message, call).await?.text;
        Ok((!text.is_empty()).then_some(text))
    }
}

async fn label(visit: &Visit, facet: CaseFacet, value: &str) -> Result<Option<String>, Fault> {
    if facet == CaseFacet::Organisation {
        let known = visit.services.directory.all(visit.correlation).await?;
        return Ok(known.get(value).map(|organisation| organisation.name.clone()));
    }
    if matches!(facet, CaseFacet::Technology | CaseFacet::System | CaseFacet::Vendor) {
        return Ok(Some(value.to_owned()));
    }
    Ok(visit.language.label(&name_of(facet), value).map(str::to_owned))
}
