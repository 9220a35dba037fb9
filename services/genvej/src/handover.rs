//! `genvej handover`: the cases of an organisation that is no more, to the one that it became part of.

use proto::registry::v1 as pb;
use proto::registry::v1::command::Command as Asked;
use proto::registry::v1::registry_client::RegistryClient;
use tonic::transport::{Channel, Endpoint};
use vocabulary::{CaseFilter, CaseView, Cvr, Refusal};

use crate::cli::HandoverOptions;
use crate::error::Failure;
use crate::import_command::{identity_settings, tokens};

/// Cases on a page.
const PAGE: u32 = 100;

/// Hands over all cases that the organisation leads; run again it goes on where it stopped.
pub async fn run(options: HandoverOptions) -> Result<(), Failure> {
    let organisation = options.organisation.parse::<Cvr>();
    let organisation = organisation.map_err(Failure::at("organisationen er ikke et CVR-nummer"))?;
    let settings = identity_settings(&options.store)?;
    let store = identity::Store::open(&settings.database, platform::clock::Clock::system())
        .await
        .map_err(Failure::at("identitys lager kan ikke åbnes"))?;
    let known = identity::operate::organisations(&store)
        .await
        .map_err(Failure::at("organisationerne kan ikke læses"))?;
    let own = known.into_iter().find(|one| one.cvr == options.organisation);
    let own = own.ok_or_else(|| Failure::of("organisationen findes ikke"))?;
    let successor = own.successor.ok_or_else(|| Failure::of("den har ingen efterfølger"))?;
    let channel = Endpoint::from_shared(options.registry.clone())?.connect().await?;
    let (registry, tokens) = (RegistryClient::new(channel), tokens(store));
    let cases = led_by(&registry, &tokens(organisation).await?, organisation).await?;
    println!("{} leder {} løsninger.", own.name, cases.len());
    if options.dry_run {
        return Ok(());
    }
    for case in &cases {
        hand_over(&registry, &tokens(organisation).await?, case, &successor).await?;
    }
    println!("{successor} leder dem nu.");
    Ok(())
}

async fn led_by(
    registry: &RegistryClient<Channel>,
    token: &str,
    organisation: Cvr,
) -> Result<Vec<String>, Failure> {
    let (mut cases, mut after) = (Vec::new(), String::new());
    loop {
        let filter = CaseFilter { own_organisation: true, ..CaseFilter::default() };
        let filter_json = serde_json::to_vec(&filter)?;
        let filter = pb::CaseFilter { filter_json, overdue: false };
        let asked = pb::ListCasesRequest {
            filter: Some(filter),
            sort: pb::Sort::Title.into(),
            first: PAGE,
            after,
            ..pb::ListCasesRequest::default()
        };
        let page = registry.clone().list_cases(with(token, asked)?).await?.into_inner();
        for listed in &page.cases {
            let case: CaseView = serde_json::from_slice(&listed.case_json)?;
            if case.public.lead == organisation {
                cases.push(case.public.id.to_string());
            }
        }
        let next = page.cases.last().map(|last| last.cursor.clone());
        match next {
            Some(next) if page.has_next_page => after = next,
            _ => return Ok(cases),
        }
    }
}

async fn hand_over(
    registry: &RegistryClient<Channel>,
    token: &str,
    case: &str,
    successor: &str,
) -> Result<(), Failure> {
    let command = pb::Command {
        case_id: case.to_owned(),
        expected_revision: None,
        idempotency_key: format!("handover:{case}:{successor}"),
        correlation_id: platform::ids::v7().to_string(),
        command: Some(Asked::HandOverLead(pb::HandOverLead { successor: successor.to_owned() })),
    };
    let outcome = registry.clone().execute(with(token, command)?).await?.into_inner();
    if outcome.refusal_json.is_empty() {
        return Ok(());
    }
    let refusal: Refusal = serde_json::from_slice(&outcome.refusal_json)?;
    Err(Failure::of(format!("registry siger nej til {case}: {}", refusal.code.code())))
}

fn with<M>(token: &str, message: M) -> Result<tonic::Request<M>, Failure> {
    let mut request = tonic::Request::new(message);
    let bearer = format!("Bearer {token}").parse();
    let bearer = bearer.map_err(|_| Failure::of("tokenet kan ikke sendes"))?;
    request.metadata_mut().insert("authorization", bearer);
    Ok(request)
}
