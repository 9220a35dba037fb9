//! What the front page says for itself.

use case::Event;
use case::access::Principal;
use vocabulary::FrontPageText;

use super::fold::Fold;
use super::save::count;
use super::sql::Sql;
use super::store::number;
use super::tables;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::log::Recorded;

/// The key of its only row.
const ONLY: i64 = 1;

/// What the front page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownFrontPage {
    /// The text; nothing in either language where none is said.
    pub text: FrontPageText,
    /// Version of its stream, for those who may revise it; 0 before anything was said.
    pub revision: Option<u64>,
}

impl Fold {
    /// Folds an event of the front page's stream.
    pub(super) fn front_page(&mut self, event: &Event, recorded: &Recorded) {
        if let Event::FrontPageRevised(text) = event {
            let row = vec![ONLY.into(), count(recorded.version), json(text).into()];
            self.own.push(Write::Put(&tables::FRONT_PAGE, vec![row]));
        }
    }
}

impl Reader {
    /// What the front page says, to everybody who reads anything.
    pub async fn front_page(&self, principal: &Principal) -> Result<KnownFrontPage, ReadError> {
        if !principal.may_read_at_all() {
            return Ok(KnownFrontPage::default());
        }
        let sql = Sql::of("SELECT text, revision FROM read_front_page WHERE id = ").bind(ONLY);
        let (text, revision) = match sql.one(&self.now().store.readers).await? {
            Some(row) => (parsed(&row.try_get_by_index::<String>(0)?)?, number(&row, 1)?),
            None => (FrontPageText::default(), 0),
        };
        let revision = principal.edits_catalogues().then_some(revision);
        Ok(KnownFrontPage { text, revision })
    }
}
