//! Who is on which cases, and whom to ask where a case says nobody.

use std::collections::{BTreeSet, HashMap};

use case::access::Principal;
use case::{Case, Event};
use sea_orm::Value;
use vocabulary::{CaseId, Contact, Cvr, PersonId};

use super::fold::Fold;
use super::sql::Sql;
use super::store::Store;
use super::tables;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};

/// Cases of one person that are handed over at once.
const MOST_CASES: i64 = 10_000;

/// The people on a case, each with the organisation that they are of.
pub(super) fn people_rows(id: CaseId, case: &Case) -> impl Iterator<Item = Vec<Value>> {
    case.people.keys().filter_map(move |person| {
        let organisation = case.organisation_of(*person)?;
        Some(vec![id.0.into(), person.0.into(), organisation.to_string().into()])
    })
}

impl Fold {
    /// Folds what an organisation says of itself. No case is touched.
    pub(super) fn organisation(&mut self, id: Cvr, event: &Event) -> Result<(), String> {
        let Event::OrganisationContactSet { organisation, contact } = event else { return Ok(()) };
        if *organisation != id {
            return Err("the contact of another organisation".to_owned());
        }
        let row = vec![id.to_string().into(), json(contact).into()];
        self.own.push(Write::Put(&tables::ORGANISATION_CONTACTS, vec![row]));
        Ok(())
    }
}

impl Reader {
    /// The cases that a person is on for the principal's organisation, as far as it may read them.
    pub async fn cases_of(
        &self,
        principal: &Principal,
        person: PersonId,
    ) -> Result<Vec<CaseId>, ReadError> {
        let own = principal.organisation().map(|cvr| cvr.to_string());
        let sql = Sql::of("SELECT p.case_id FROM read_people p WHERE p.person = ")
            .bind(person.0)
            .push(" AND ")
            .among("p.organisation", own)
            .push(" AND ")
            .readable(principal, "p.case_id")
            .push(" ORDER BY p.case_id LIMIT ")
            .bind(MOST_CASES);
        let rows = sql.all(&self.now().store.readers).await?;
        rows.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
    }

    /// Whom to ask about an organisation's cases that say nobody; none without sign-in.
    pub async fn organisation_contact(
        &self,
        principal: &Principal,
        organisation: Cvr,
    ) -> Result<Option<Contact>, ReadError> {
        let of = BTreeSet::from([organisation]);
        Ok(contacts(&self.now().store, principal, of).await?.remove(&organisation))
    }
}

/// Whom to ask about the cases of each organisation that says so; nobody without sign-in.
pub(super) async fn contacts(
    store: &Store,
    principal: &Principal,
    organisations: BTreeSet<Cvr>,
) -> Result<HashMap<Cvr, Contact>, ReadError> {
    if !principal.keys().contains("members") || organisations.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = Sql::of("SELECT organisation, contact FROM read_organisation_contacts WHERE ")
        .among("organisation", organisations.iter().map(ToString::to_string));
    let mut said = HashMap::new();
    for row in sql.all(&store.readers).await? {
        let contact: Contact = parsed(&row.try_get_by_index::<String>(1)?)?;
        let organisation = row.try_get_by_index::<String>(0)?.parse();
        let organisation = organisation.map_err(|_| ReadError::Corrupt("a contact".to_owned()))?;
        if !contact.is_empty() {
            said.insert(organisation, contact);
        }
    }
    Ok(said)
}

impl Sql {
    /// Adds that a person is on the case `c`, which those of its owners are told.
    pub(super) fn with_person(self, principal: &Principal, person: PersonId) -> Self {
        let own = principal.organisation().map(|cvr| cvr.to_string());
        self.push(" AND EXISTS (SELECT 1 FROM read_people p WHERE p.case_id = c.id AND p.person = ")
            .bind(person.0)
            .push(") AND EXISTS (SELECT 1 FROM read_case_labels w WHERE w.case_id = c.id AND ")
            .push("w.kind = 'owner' AND ")
            .among("w.value", own)
            .push(")")
    }
}
