//! The predecessor's organisation import, `POST /xapi/organisation`: a full list of departments and
//! people in its own JSON, so that existing importers keep working.
//!
//! All is taken over or nothing. A list that is empty or missing takes nobody away; one that would take
//! more than a fifth away must be meant; nothing of another organisation can be named.

mod plan;

use sea_orm::TransactionTrait;

pub use self::plan::{Counts, Problem};
use crate::audit::{self, About};
use crate::provisioned::{self, people};
use crate::store::{Store, StoreError, schema};
use crate::units;

/// Takes a list over for an organisation, which one of its clients sends.
pub async fn import(
    store: &Store,
    (organisation, client): (&str, &str),
    body: &[u8],
    many_may_go: bool,
) -> Result<Result<Counts, Problem>, StoreError> {
    let list = match plan::read(body) {
        Ok(list) => list,
        Err(problem) => return Ok(Err(problem)),
    };
    match carry_out(store, (organisation, client), &list, many_may_go).await {
        // SCIM changed one of the people at the same moment.
        Err(StoreError::Outrun) => {
            let what = "was changed by somebody else meanwhile; send the list again";
            Ok(Err(plan::wrong("the organisation", what)))
        }
        done => done,
    }
}

async fn carry_out(
    store: &Store,
    (organisation, client): (&str, &str),
    list: &plan::List,
    many_may_go: bool,
) -> Result<Result<Counts, Problem>, StoreError> {
    let now = store.now();
    let transaction = store.db.begin().await?;
    // Two imports at once would each go by what the other is changing.
    schema::lock(&transaction).await?;
    let known = plan::Known {
        organisation,
        units: units::of_in(&transaction, organisation).await?,
        people: people::all(&transaction, organisation).await?,
        now,
    };
    let plan = match plan::plan(list, &known, many_may_go) {
        Ok(plan) => plan,
        Err(problem) => return Ok(Err(problem)),
    };
    if let Some(units) = &plan.units {
        units::replace(&transaction, organisation, units).await?;
    }
    people::insert(&transaction, plan.new).await?;
    for changed in plan.changed {
        people::update(&transaction, changed, now).await?;
    }
    for (word, active) in plan.noted {
        provisioned::note(&transaction, now, (organisation, Some(&word)), active).await?;
    }
    let about = About { organisation: Some(organisation), ..About::default() };
    let kind = audit::Kind::OrganisationImported;
    audit::within(&transaction, now, kind, about, client).await?;
    transaction.commit().await?;
    Ok(Ok(plan.counts))
}
