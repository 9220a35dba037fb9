//! What comes into the viewer's inbox.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::InboxKind;

use crate::calls::name_of;
use crate::fault::Fault;
use crate::outcome::{Asked, CaseOutcome};

/// Whether what is of a kind comes into the viewer's inbox.
#[derive(SimpleObject)]
pub struct Notification {
    /// Of what.
    kind: InboxKind,
    /// It comes into the inbox.
    told: bool,
    /// It comes whatever is chosen: others wait for an answer.
    binding: bool,
}

impl From<vocabulary::Notification> for Notification {
    fn from(chosen: vocabulary::Notification) -> Self {
        Self { kind: chosen.kind, told: chosen.told, binding: chosen.binding }
    }
}

/// Whether what is of a kind is to come into the viewer's inbox.
#[derive(InputObject)]
pub struct NotificationChoiceInput {
    /// Of what.
    kind: InboxKind,
    /// It is to come into the inbox.
    told: bool,
}

/// What is to come into the viewer's inbox.
#[derive(InputObject)]
pub struct ChooseNotificationsInput {
    /// What is not named stays as it was chosen; the last of one kind holds.
    choices: Vec<NotificationChoiceInput>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with what comes into the inbox.
#[derive(Default)]
pub struct NotificationMutation;

#[Object]
impl NotificationMutation {
    /// Chooses what comes into the viewer's inbox from now on. What happens while it is turned off is
    /// not told later either. It is about no case.
    async fn choose_notifications(
        &self,
        context: &Context<'_>,
        input: ChooseNotificationsInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let choices = input.choices.into_iter().map(|choice| {
            let (kind, told) = (name_of(choice.kind), choice.told);
            rpc::choose_notifications::Choice { kind, told }
        });
        let chosen = rpc::ChooseNotifications { choices: choices.collect() };
        asked.carry_out(Command::ChooseNotifications(chosen)).await
    }
}
