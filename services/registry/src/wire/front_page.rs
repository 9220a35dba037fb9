//! Orders about the front page.

use proto::registry::v1 as pb;
use vocabulary::Refusal;

use super::json;
use crate::execute::Order;

pub fn revise(asked: &pb::ReviseFrontPage) -> Result<Order, Refusal> {
    Ok(Order::ReviseFrontPage { text: json("frontPage", &asked.text_json)? })
}
