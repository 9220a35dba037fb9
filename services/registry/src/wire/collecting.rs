//! Orders about collections.

use case::collection::CollectionCommand as Command;
use proto::registry::v1 as pb;
use proto::registry::v1::collection_command::Asked;
use vocabulary::{Cvr, FieldRule, Refusal};

use super::{case_id, id, json, named, problem, visibility};
use crate::execute::Order;

/// The order of a message about a collection, and about the case of the command where it names one.
pub fn order(case: &str, command: pb::CollectionCommand) -> Result<Order, Refusal> {
    let (collection, case) = (id("collectionId", &command.collection_id)?, case_id(case)?);
    let asked = command.asked.ok_or_else(|| problem("command", FieldRule::Required, None))?;
    let command = match asked {
        Asked::Start(asked) => Command::Start {
            kind: named("kind", &asked.kind)?,
            about: json("about", &asked.about_json)?,
            contact: json("contact", &asked.contact_json)?,
            visibility: visibility(&asked.visibility)?,
        },
        Asked::Describe(asked) => Command::Describe {
            about: json("about", &asked.about_json)?,
            contact: json("contact", &asked.contact_json)?,
        },
        Asked::Share(asked) => {
            Command::Share { visibility: named("visibility", &asked.visibility)? }
        }
        Asked::InviteOwner(asked) => {
            Command::InviteOwner { organisation: organisation(&asked.organisation)? }
        }
        Asked::WithdrawInvitation(asked) => {
            Command::WithdrawInvitation { organisation: organisation(&asked.organisation)? }
        }
        Asked::AcceptInvitation(_) => Command::AcceptInvitation,
        Asked::DeclineInvitation(_) => Command::DeclineInvitation,
        Asked::Leave(_) => Command::Leave,
        Asked::AddCase(_) => Command::Add { case },
        Asked::AnswerConsent(asked) => Command::Answer { case, consent: asked.consent },
        Asked::TakeOutCase(_) => Command::TakeOut { case },
        Asked::Dissolve(_) => Command::Dissolve,
    };
    Ok(Order::Collection { collection, command: Box::new(command) })
}

fn organisation(text: &str) -> Result<Cvr, Refusal> {
    id("organisationId", text)
}
