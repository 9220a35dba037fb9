//! Commands about who owns and leads a case, and whom to ask.

use case::Command;
use case::access::Principal;
use proto::registry::v1 as pb;
use proto::registry::v1::command::Command as Asked;
use proto::registry::v1::lead_command::Asked as Lead;
use vocabulary::{Cvr, FieldRule, Refusal};

use super::{id, json, own, problem};
use crate::execute::Order;

/// A command about who owns or leads a case. The organisation that is acted for is in no message.
pub fn command(principal: &Principal, asked: Asked) -> Result<Command, Refusal> {
    Ok(match asked {
        Asked::InviteJointOwner(asked) => {
            Command::InviteJointOwner { organisation: organisation(&asked.organisation)? }
        }
        Asked::WithdrawInvitation(asked) => {
            Command::WithdrawInvitation { organisation: organisation(&asked.organisation)? }
        }
        Asked::AcceptInvitation(_) => Command::AcceptInvitation { organisation: own(principal)? },
        Asked::DeclineInvitation(_) => Command::DeclineInvitation { organisation: own(principal)? },
        Asked::LeaveOwners(_) => Command::LeaveOwners { organisation: own(principal)? },
        Asked::HandOverLead(asked) => {
            Command::HandOverLead { to: id("successor", &asked.successor)? }
        }
        Asked::Lead(pb::LeadCommand { asked: Some(asked) }) => lead(principal, asked)?,
        _ => return Err(problem("command", FieldRule::Required, None)),
    })
}

fn lead(principal: &Principal, asked: Lead) -> Result<Command, Refusal> {
    Ok(match asked {
        Lead::Offer(asked) => {
            Command::OfferLead { organisation: organisation(&asked.organisation)? }
        }
        Lead::Withdraw(_) => Command::WithdrawLeadOffer,
        Lead::Accept(_) => Command::AcceptLead { organisation: own(principal)? },
        Lead::Decline(_) => Command::DeclineLead { organisation: own(principal)? },
    })
}

pub fn contact(asked: &pb::SetOrganisationContact) -> Result<Order, Refusal> {
    Ok(Order::SetOrganisationContact { contact: json("contact", &asked.contact_json)? })
}

fn organisation(text: &str) -> Result<Cvr, Refusal> {
    id("organisationId", text)
}
