//! Adding organisations, for operators.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::NaiveDate;
use proto::identity::v1 as identity;
use vocabulary::{OrganisationKind, Region};

use super::{Desk, ask, not_signed_in, refused};
use crate::calls::name_of;
use crate::fault::Fault;
use crate::outcome::Refusal;
use crate::visit::Visit;

/// An organisation to add or to change.
#[derive(InputObject)]
pub struct SaveOrganisationInput {
    /// Number in the Central Business Register, eight digits.
    cvr: String,
    /// Official name.
    name: String,
    /// What kind of organisation it is.
    kind: OrganisationKind,
    /// Three digits, where it is a municipality.
    municipality_code: Option<String>,
    /// The region that it lies in.
    region: Option<Region>,
    /// Rounded number of inhabitants.
    inhabitants: Option<u32>,
    /// CVR numbers of the members of an association.
    #[graphql(default)]
    members: Vec<String>,
    /// The first day it exists.
    valid_from: Option<NaiveDate>,
    /// The last day it exists.
    valid_to: Option<NaiveDate>,
    /// CVR number of the organisation that it becomes part of.
    successor: Option<String>,
}

/// What became of an organisation. It is among all others within a minute.
#[derive(SimpleObject)]
pub struct OrganisationOutcome {
    /// Its CVR number.
    cvr: String,
    /// Why not; null when it was done.
    refusal: Option<Refusal>,
}

/// What is done with organisations.
#[derive(Default)]
pub struct OrganisationMutation;

#[Object]
impl OrganisationMutation {
    /// Adds an organisation, or changes what is known of it. It takes an operator.
    async fn save_organisation(
        &self,
        context: &Context<'_>,
        input: SaveOrganisationInput,
    ) -> Result<OrganisationOutcome, Fault> {
        let visit = Visit::of(context);
        let cvr = input.cvr.clone();
        let organisation = Some(asked(input));
        let message = identity::SaveOrganisationRequest { organisation };
        let call = |mut desk: Desk, m| async move { desk.save_organisation(m).await };
        let refusal = match ask(visit, message, call).await? {
            None => Some(not_signed_in(visit)),
            Some(reply) => reply.refused.map(|no| refused(visit, no)),
        };
        Ok(OrganisationOutcome { cvr, refusal })
    }
}

fn asked(input: SaveOrganisationInput) -> identity::SavedOrganisation {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    identity::SavedOrganisation {
        cvr: input.cvr,
        name: input.name,
        kind: name_of(input.kind),
        municipality_code: input.municipality_code,
        region: input.region.map(name_of),
        inhabitants: input.inhabitants,
        members: input.members,
        valid_from: day(input.valid_from),
        valid_to: day(input.valid_to),
        successor: input.successor,
    }
}
