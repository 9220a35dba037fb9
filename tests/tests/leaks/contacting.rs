//! An organisation's own contact in the matrix, shown on the cases that name nobody to ask.

use serde_json::json;

use crate::model::{Class, mark};
use crate::world::World;

/// Whom Randers says to ask: for all who are signed in.
pub fn organisation_contact() -> String {
    mark(60, Class::Members)
}

impl World {
    /// Randers says whom to ask about its cases.
    pub async fn say_whom_to_ask(&self) {
        let contact = json!({"contact": {"role": organisation_contact()}});
        let superuser = self.visitor("superuser-randers");
        superuser.change("setOrganisationContact", contact).await.done();
    }
}
