//! Orders about what comes into people's inboxes.

use proto::registry::v1 as pb;
use vocabulary::Refusal;

use super::named;
use crate::execute::Order;

pub fn choose(asked: &pb::ChooseNotifications) -> Result<Order, Refusal> {
    let choices = asked.choices.iter().enumerate().map(|(index, choice)| {
        Ok((named(&format!("choices[{index}].kind"), &choice.kind)?, choice.told))
    });
    Ok(Order::ChooseNotifications { choices: choices.collect::<Result<_, _>>()? })
}
