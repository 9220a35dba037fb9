//! Deciding what the front page says.

use vocabulary::FrontPageText;

use super::decide::Decided;
use super::{Request, Stop, Writer};

/// The stream of the front page's text.
pub const FRONT_PAGE_STREAM: &str = "front-page";

impl Writer {
    /// Decides about the text of the front page.
    pub(super) async fn decide_front_page(
        &self,
        request: &Request,
        text: &FrontPageText,
    ) -> Result<Decided, Stop> {
        let known = self.load(&self.folds.front_pages, FRONT_PAGE_STREAM).await?;
        let (events, version) = (known.revise(&request.principal, text)?, known.version());
        if request.expected_revision.is_some_and(|expected| expected != version) {
            return Err(Stop::Conflict(version, Vec::new()));
        }
        Ok(Decided::of(FRONT_PAGE_STREAM.to_owned(), version, events))
    }
}
