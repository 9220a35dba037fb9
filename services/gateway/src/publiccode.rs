//! A case from the address of a `publiccode.yml`: nobody writes twice what the repository says.

mod fetch;

use async_graphql::{Context, Object, SimpleObject};
use exchange::publiccode::{Proposal, proposal};
use vocabulary::{Basics, Implementation, Links, Phase, Spread, Story};

use crate::fault::Fault;
use crate::visit::Visit;

pub use fetch::{Fetcher, MayFetch};

/// What a case could begin with. It is registered with `registerCase`, by whoever has read it
/// through; nothing is kept of it here.
#[derive(SimpleObject)]
pub struct CaseProposal {
    /// Title, summary and where it belongs.
    basics: Basics,
    /// What it does.
    story: Story,
    /// What it runs on.
    implementation: Implementation,
    /// Who is said to use it.
    spread: Spread,
    /// Repository, page and documentation.
    links: Links,
    /// The phase that the state of development comes nearest.
    phase: Option<Phase>,
    /// Paths of fields whose text was longer than the field takes and was cut.
    shortened: Vec<String>,
}

/// What came of an address.
#[derive(SimpleObject)]
pub struct ProposalOutcome {
    /// The case as it could be; null when there is a problem.
    proposal: Option<CaseProposal>,
    /// Stable word for why there is none: `not_signed_in`, `address_not_allowed`,
    /// `not_reached` or `not_publiccode`. Nothing more is told of what is behind an address.
    problem: Option<&'static str>,
}

/// Questions about other registers.
#[derive(Default)]
pub struct PubliccodeQuery;

#[Object]
impl PubliccodeQuery {
    /// A case as the `publiccode.yml` at an address tells it, for those signed in. Addresses of files
    /// on GitHub and GitLab are taken as their pages have them.
    #[graphql(complexity = "200 + child_complexity")]
    async fn publiccode(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "`https://…`, at most 1,024 characters.")] url: String,
    ) -> Result<ProposalOutcome, Fault> {
        let visit = Visit::of(context);
        let none = |problem| Ok(ProposalOutcome { proposal: None, problem: Some(problem) });
        if visit.session().await?.is_none() {
            return none("not_signed_in");
        }
        let (file, address) = match visit.services.fetcher.fetch(&url).await {
            Ok(found) => found,
            Err(why) => return none(why.code()),
        };
        match proposal(&file, &address) {
            Ok(made) => Ok(ProposalOutcome { proposal: Some(made.into()), problem: None }),
            Err(_) => none("not_publiccode"),
        }
    }
}

impl From<Proposal> for CaseProposal {
    fn from(made: Proposal) -> Self {
        let Proposal { basics, story, implementation, spread, links, phase, shortened } = made;
        Self { basics, story, implementation, spread, links, phase, shortened }
    }
}
