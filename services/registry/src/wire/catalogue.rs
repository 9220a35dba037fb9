//! Orders about what organisations share, and what each says of itself.

use case::catalogue::Change;
use proto::registry::v1 as pb;
use proto::registry::v1::change_catalogue::Change as Changed;
use proto::registry::v1::command::Command as Asked;
use vocabulary::{FieldRule, Refusal};

use super::{id, json, named, problem, said};
use crate::execute::Order;

/// What one of these commands asks for.
pub fn order(asked: Asked) -> Result<Order, Refusal> {
    match asked {
        Asked::DescribeProfile(asked) => describe_profile(&asked),
        Asked::ChangeCatalogue(asked) => change(asked),
        Asked::ImportCodes(asked) => import_codes(&asked),
        Asked::ReplaceKleForms(asked) => replace_kle_forms(&asked),
        _ => Err(problem("command", FieldRule::NotAllowed, None)),
    }
}

fn describe_profile(asked: &pb::DescribeProfile) -> Result<Order, Refusal> {
    Ok(Order::DescribeProfile { profile: Box::new(json("profile", &asked.profile_json)?) })
}

fn change(asked: pb::ChangeCatalogue) -> Result<Order, Refusal> {
    let catalogue = named("catalogue", &asked.catalogue)?;
    let change = asked.change.ok_or_else(|| problem("change", FieldRule::Required, None))?;
    let change = match change {
        Changed::Add(asked) => Change::Add {
            entry: id("entryId", &asked.entry_id)?,
            name: asked.name,
            vendor: said(asked.vendor),
        },
        Changed::Revise(asked) => Change::Revise {
            entry: id("entryId", &asked.entry_id)?,
            name: asked.name,
            vendor: said(asked.vendor),
            aliases: asked.aliases,
        },
        Changed::Merge(asked) => {
            Change::Merge { entry: id("entryId", &asked.entry_id)?, into: id("into", &asked.into)? }
        }
        Changed::RetireEntryId(entry) => Change::Retire { entry: id("entryId", &entry)? },
        Changed::BringBackEntryId(entry) => Change::BringBack { entry: id("entryId", &entry)? },
        Changed::Import(asked) => {
            let retired = asked.retired.iter().map(|entry| id("retired", entry));
            Change::Import {
                entries: json("entries", &asked.entries_json)?,
                retired: retired.collect::<Result<_, _>>()?,
            }
        }
    };
    Ok(Order::Catalogue { catalogue, change: Box::new(change) })
}

fn import_codes(asked: &pb::ImportCodes) -> Result<Order, Refusal> {
    let scheme = named("scheme", &asked.scheme)?;
    Ok(Order::ImportCodes { scheme, codes: json("codes", &asked.codes_json)? })
}

fn replace_kle_forms(asked: &pb::ReplaceKleForms) -> Result<Order, Refusal> {
    Ok(Order::ReplaceKleForms { forms: json("forms", &asked.forms_json)? })
}
