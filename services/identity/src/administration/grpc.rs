//! Administration as others ask for it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proto::identity::v1 as wire;
use proto::identity::v1::administration_server::Administration;
use proto::identity::v1::change_person_request::Change as Asked;
use token::{Claims, Role};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::people::{Change, Limits};
use super::{No, administrator, is_operator, people, providers, wire as written};
use crate::audit;
use crate::grpc::{Service, fault};
use crate::operate::{self, OperateError};
use crate::people::listing::{self, Administered, After, Wanted};
use crate::{organisations, providers as stored};

/// Entries of a page at most.
const LARGEST_PAGE: u32 = 100;
/// Characters of a search.
const LONGEST_QUERY: usize = 100;

type Answer<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl Administration for Service {
    async fn all_people(
        &self,
        request: Request<wire::AllPeopleRequest>,
    ) -> Answer<wire::AllPeopleResponse> {
        let caller = self.administrating(&request)?;
        let asked = request.into_inner();
        if asked.query.chars().count() > LONGEST_QUERY {
            return Err(Status::invalid_argument("query has more than 100 letters"));
        }
        let role = Some(asked.role.as_str()).filter(|role| !role.is_empty());
        let wanted = Wanted {
            organisation: &caller.org,
            query: asked.query.trim(),
            role: role.map(role_of).transpose()?,
            active: asked.active,
            id: optional_id("id", &asked.id)?,
        };
        let (after, most) = (after(&asked.after)?, page(asked.first)?);
        let store = &self.sign_in.store;
        let found = listing::page(store, &wanted, after, most).await.map_err(fault)?;
        let known = stored::all_of(store, &caller.org).await.map_err(fault)?;
        let (people, total) = found;
        let full = u64::try_from(people.len()).is_ok_and(|count| count == most);
        let next = people.last().filter(|_| full).map(|last| cursor(&last.name, last.id));
        let listed = |one: Administered| wire::AdministeredPerson {
            cursor: cursor(&one.name, one.id),
            ..written::person(one, &known)
        };
        Ok(Response::new(wire::AllPeopleResponse {
            people: people.into_iter().map(listed).collect(),
            total: u32::try_from(total).unwrap_or(u32::MAX),
            next: next.unwrap_or_default(),
        }))
    }

    async fn change_person(
        &self,
        request: Request<wire::ChangePersonRequest>,
    ) -> Answer<wire::ChangePersonResponse> {
        use wire::change_person_response::Outcome;
        let caller = self.caller(&request)?;
        let asked = request.into_inner();
        let person = Uuid::try_parse(&asked.person).unwrap_or(Uuid::nil());
        let change = match asked.change {
            Some(Asked::Give(give)) => {
                let limits = Limits { units: give.units, subjects: give.subjects };
                Change::Give(role_of(&give.role)?, limits)
            }
            Some(Asked::Take(role)) => Change::Take(role_of(&role)?),
            Some(Asked::Active(active)) => Change::Active(active),
            None => return Err(Status::invalid_argument("change is missing")),
        };
        let store = &self.sign_in.store;
        let outcome = match people::change(store, &caller, person, change).await.map_err(fault)? {
            Err(no) => Outcome::Refused(written::refused(no)),
            Ok(person) => {
                let known = stored::all_of(store, &caller.org).await.map_err(fault)?;
                Outcome::Person(written::person(person, &known))
            }
        };
        Ok(Response::new(wire::ChangePersonResponse { outcome: Some(outcome) }))
    }

    async fn providers(
        &self,
        request: Request<wire::ProvidersRequest>,
    ) -> Answer<wire::ProvidersResponse> {
        let caller = self.caller(&request)?;
        let whose = providers::organisation(&caller, &request.into_inner().organisation);
        let whose = whose.map_err(|_| Status::permission_denied("it takes an administrator"))?;
        let all = stored::all_of(&self.sign_in.store, &whose).await.map_err(fault)?;
        let providers = all.into_iter().map(written::provider).collect();
        Ok(Response::new(wire::ProvidersResponse { providers }))
    }

    async fn save_provider(
        &self,
        request: Request<wire::SaveProviderRequest>,
    ) -> Answer<wire::SaveProviderResponse> {
        use wire::save_provider_response::Outcome;
        let caller = self.caller(&request)?;
        let (store, which) = (&self.sign_in.store, self.sign_in.which);
        let saved = match written::wanted(request.into_inner()) {
            Ok(wanted) => providers::save(store, &caller, wanted, which).await.map_err(fault)?,
            Err(no) => Err(no),
        };
        let outcome = match saved {
            Ok(provider) => Outcome::Provider(written::provider(provider)),
            Err(no) => Outcome::Refused(written::refused(no)),
        };
        Ok(Response::new(wire::SaveProviderResponse { outcome: Some(outcome) }))
    }

    async fn make_provider_test(
        &self,
        request: Request<wire::MakeProviderTestRequest>,
    ) -> Answer<wire::ProviderTestResponse> {
        let caller = self.caller(&request)?;
        let (store, which) = (&self.sign_in.store, self.sign_in.which);
        let provider = request.into_inner().provider;
        let made = providers::make_test(store, &caller, &provider, which).await.map_err(fault)?;
        Ok(Response::new(match made {
            Ok(test) => {
                wire::ProviderTestResponse { test: Some(written::test(test)), refused: None }
            }
            Err(no) => {
                wire::ProviderTestResponse { test: None, refused: Some(written::refused(no)) }
            }
        }))
    }

    async fn find_provider_test(
        &self,
        request: Request<wire::FindProviderTestRequest>,
    ) -> Answer<wire::ProviderTestResponse> {
        let caller = self.administrating(&request)?;
        let id = Uuid::try_parse(&request.into_inner().id).unwrap_or(Uuid::nil());
        let found = providers::find_test(&self.sign_in.store, &caller, id).await.map_err(fault)?;
        let test = found.map(written::test);
        Ok(Response::new(wire::ProviderTestResponse { test, refused: None }))
    }

    async fn audit_log(
        &self,
        request: Request<wire::AuditLogRequest>,
    ) -> Answer<wire::AuditLogResponse> {
        let caller = self.caller(&request)?;
        let asked = request.into_inner();
        let may = if asked.installation { is_operator(&caller) } else { is_admin(&caller) };
        if !may {
            return Err(Status::permission_denied("it takes an administrator"));
        }
        let wanted = audit::Wanted {
            organisation: Some(caller.org.as_str()).filter(|_| !asked.installation),
            kinds: &asked.kinds,
            person: optional_id("person", &asked.person)?,
            before: optional_id("after", &asked.after)?,
        };
        let most = page(asked.first)?;
        let rows = audit::page(&self.sign_in.store, &wanted, most).await.map_err(fault)?;
        let full = u64::try_from(rows.len()).is_ok_and(|count| count == most);
        let next = rows.last().filter(|_| full).map(|last| last.id.to_string());
        let entries = rows.into_iter().map(written::entry).collect();
        Ok(Response::new(wire::AuditLogResponse { entries, next: next.unwrap_or_default() }))
    }

    async fn save_organisation(
        &self,
        request: Request<wire::SaveOrganisationRequest>,
    ) -> Answer<wire::SaveOrganisationResponse> {
        let caller = self.caller(&request)?;
        let asked = request.into_inner().organisation.unwrap_or_default();
        let refused = self.save_organisation_of(&caller, asked).await?.err();
        let refused = refused.map(written::refused);
        Ok(Response::new(wire::SaveOrganisationResponse { refused }))
    }
}

impl Service {
    /// The caller of what only an administrator may ask.
    fn administrating<T>(&self, request: &Request<T>) -> Result<Claims, Status> {
        let caller = self.caller(request)?;
        match administrator(&caller) {
            Ok(_) => Ok(caller),
            Err(_) => Err(Status::permission_denied("it takes an administrator")),
        }
    }

    async fn save_organisation_of(
        &self,
        caller: &Claims,
        asked: wire::SavedOrganisation,
    ) -> Result<Result<(), No>, Status> {
        if !is_operator(caller) {
            return Ok(Err(No::of("not_operator")));
        }
        if let Err(no) = super::confirmed(caller, self.sign_in.store.now()) {
            return Ok(Err(no));
        }
        let store = &self.sign_in.store;
        let known = organisations::find(store, &asked.cvr).await.map_err(fault)?;
        let wanted = written::organisation(asked, known.is_some_and(|one| one.demo_number));
        match operate::save_organisations(store, std::slice::from_ref(&wanted), caller.person())
            .await
        {
            Ok(_) => {}
            Err(OperateError::InvalidOrganisation { field, .. }) => {
                let field = match field {
                    "municipality_code" => "municipalityCode",
                    "valid_from" => "validFrom",
                    "valid_to" => "validTo",
                    other => other,
                };
                return Ok(Err(No::fields(vec![super::Problem::of(field, "malformed")])));
            }
            Err(OperateError::Store(error)) => return Err(fault(error)),
            Err(_) => return Err(Status::internal("identity failed")),
        }
        Ok(Ok(()))
    }
}

fn is_admin(caller: &Claims) -> bool {
    administrator(caller).is_ok()
}

fn role_of(word: &str) -> Result<Role, Status> {
    word.parse().map_err(|_| Status::invalid_argument("role is no role"))
}

fn optional_id(field: &str, text: &str) -> Result<Option<Uuid>, Status> {
    if text.is_empty() {
        return Ok(None);
    }
    let id = Uuid::try_parse(text);
    id.map(Some).map_err(|_| Status::invalid_argument(format!("{field} is no UUID")))
}

fn page(first: u32) -> Result<u64, Status> {
    if !(1..=LARGEST_PAGE).contains(&first) {
        return Err(Status::invalid_argument("first must be 1 to 100"));
    }
    Ok(u64::from(first))
}

fn cursor(name: &str, id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(format!("{id}{name}"))
}

fn after(cursor: &str) -> Result<Option<After>, Status> {
    if cursor.is_empty() {
        return Ok(None);
    }
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let (id, name) = text.split_at_checked(36)?;
        Some((name.to_owned(), Uuid::try_parse(id).ok()?))
    };
    read().map(Some).ok_or_else(|| Status::invalid_argument("after is no place in this list"))
}
