//! Orders about what is said, followed and kept.

use std::collections::BTreeMap;

use case::discussion::Mention;
use case::enquiry::Question;
use chrono::NaiveDate;
use proto::registry::v1 as pb;
use serde_json::{Map, Value};
use vocabulary::{AskedFor, CaseFilter, Cvr, PersonId, Refusal};

use super::{id, json, said};
use crate::execute::Order;

pub fn post_comment(
    asked: pb::PostComment,
    known: &BTreeMap<PersonId, Cvr>,
) -> Result<Order, Refusal> {
    Ok(Order::Comment {
        comment: id("commentId", &asked.comment_id)?,
        in_reply_to: said(asked.in_reply_to).map(|text| id("inReplyTo", &text)).transpose()?,
        mentions: mentions(&asked.mentions, known)?,
        text: asked.text,
    })
}

pub fn edit_comment(
    asked: pb::EditComment,
    known: &BTreeMap<PersonId, Cvr>,
) -> Result<Order, Refusal> {
    let mentions = mentions(&asked.mentions, known)?;
    let comment = id("commentId", &asked.comment_id)?;
    Ok(Order::EditComment { comment, text: asked.text, mentions })
}

pub fn remove_comment(asked: &pb::RemoveComment) -> Result<Order, Refusal> {
    Ok(Order::RemoveComment { comment: id("commentId", &asked.comment_id)? })
}

pub fn send_enquiry(asked: pb::SendEnquiry) -> Result<Order, Refusal> {
    let enquiry = id("enquiryId", &asked.enquiry_id)?;
    let message = id("messageId", &asked.message_id)?;
    let question = Question { subject: asked.subject, message, text: asked.text };
    Ok(Order::SendEnquiry { enquiry, question: Box::new(question) })
}

pub fn answer_enquiry(asked: pb::AnswerEnquiry) -> Result<Order, Refusal> {
    let enquiry = id("enquiryId", &asked.enquiry_id)?;
    let message = id("messageId", &asked.message_id)?;
    Ok(Order::AnswerEnquiry { enquiry, message, text: asked.text })
}

pub fn close_enquiry(asked: &pb::CloseEnquiry) -> Result<Order, Refusal> {
    Ok(Order::CloseEnquiry { enquiry: id("enquiryId", &asked.enquiry_id)? })
}

pub fn follow_topic(asked: &pb::FollowTopic) -> Result<Order, Refusal> {
    Ok(Order::FollowTopic { topic: json("topic", &asked.topic_json)?, follow: asked.follow })
}

/// The filter is only kept, so that what cannot be one is refused here.
pub fn save_search(asked: pb::SaveSearch) -> Result<Order, Refusal> {
    let search = id("searchId", &asked.search_id)?;
    let kept: Box<AskedFor> = Box::new(json("filter", &asked.asked_json)?);
    if let Some(filter) = &kept.filter {
        json::<Map<String, Value>>("filter", filter.as_bytes())?;
    }
    Ok(Order::SaveSearch { search, name: asked.name, asked: kept })
}

pub fn rename_search(asked: pb::RenameSearch) -> Result<Order, Refusal> {
    Ok(Order::RenameSearch { search: id("searchId", &asked.search_id)?, name: asked.name })
}

pub fn delete_search(asked: &pb::DeleteSearch) -> Result<Order, Refusal> {
    Ok(Order::DeleteSearch { search: id("searchId", &asked.search_id)? })
}

/// Which organisations kinds and regions stand for is for who knows the organisations.
pub fn follow_search(asked: &pb::FollowSearch) -> Result<Order, Refusal> {
    let search = id("searchId", &asked.search_id)?;
    if !asked.follow {
        return Ok(Order::UnfollowSearch { search });
    }
    let asked = asked.filter.clone().unwrap_or_default();
    let mut filter: Box<CaseFilter> = match asked.filter_json.as_slice() {
        [] => Box::default(),
        bytes => Box::new(json("filter", bytes)?),
    };
    // On which day it is asked does not matter: it is refused.
    filter.overdue_on = asked.overdue.then_some(NaiveDate::MIN);
    Ok(Order::FollowSearch { search, filter, among: None })
}

pub fn read_inbox(asked: pb::ReadInbox) -> Result<Order, Refusal> {
    let through = said(asked.through).map(|text| id("through", &text)).transpose()?;
    Ok(Order::ReadInbox { through })
}

fn mentions(ids: &[String], known: &BTreeMap<PersonId, Cvr>) -> Result<Vec<Mention>, Refusal> {
    let mention = |text: &String| {
        let person = id("mentions", text)?;
        Ok((person, known.get(&person).copied()))
    };
    ids.iter().map(mention).collect()
}
