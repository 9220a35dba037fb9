//! The text of the front page: one for all, by those who edit what all organisations share.

use serde::{Deserialize, Serialize};
use vocabulary::{FieldRule, FrontPageText, Refusal, RefusalCode};

use crate::access::Principal;
use crate::event::Event;
use crate::fields::{Problems, is_blank};

/// Characters of the text in one language: a welcome, and no page of its own.
const TEXT_LIMIT: usize = 2_000;

/// The text, as the fold of its stream.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontPage(FrontPageText);

impl FrontPage {
    /// Folds one event. Events about other things leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::FrontPageRevised(text) = event {
            self.0.clone_from(text);
        }
    }

    /// Says something else, in both languages; nothing in both takes the text away. The same again is
    /// no news.
    pub fn revise(&self, by: &Principal, text: &FrontPageText) -> Result<Vec<Event>, Refusal> {
        if *by == Principal::Anonymous {
            return Err(Refusal::of(RefusalCode::NotSignedIn));
        }
        if !by.edits_catalogues() {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        let text = FrontPageText { da: said(&text.da), en: said(&text.en) };
        let mut problems = Problems::of("frontPage");
        for (field, this, other) in [("da", &text.da, &text.en), ("en", &text.en, &text.da)] {
            problems.text_within(field, Some(this), TEXT_LIMIT);
            if this.is_empty() && !other.is_empty() {
                problems.add(field, FieldRule::Required, None);
            }
        }
        problems.refuse()?;
        if text == self.0 {
            return Ok(Vec::new());
        }
        Ok(vec![Event::FrontPageRevised(Box::new(text))])
    }
}

/// Without the lines around it; what cannot be seen says nothing.
fn said(text: &str) -> String {
    let text = text.trim();
    if is_blank(text) { String::new() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use vocabulary::{FieldRule, FrontPageText, RefusalCode};

    use super::FrontPage;
    use crate::access::{Principal, Role};
    use crate::testing::{lead, somebody};

    fn of(role: Role) -> Principal {
        somebody(1, lead(), &[role])
    }

    fn text(da: &str, en: &str) -> FrontPageText {
        FrontPageText { da: da.to_owned(), en: en.to_owned() }
    }

    #[test]
    fn catalogue_editors_say_it_and_nobody_else() {
        let (page, welcome) = (FrontPage::default(), text("Velkommen", "Welcome"));
        for role in [Role::Reader, Role::Superuser, Role::Administrator, Role::Coordinator] {
            let refused = page.revise(&of(role), &welcome).unwrap_err();
            assert_eq!(refused.code, RefusalCode::NotPermitted, "{role:?}");
        }
        let refused = page.revise(&of(Role::Operator), &welcome).unwrap_err();
        assert_eq!(refused.code, RefusalCode::NotPermitted);
        let refused = page.revise(&Principal::Anonymous, &welcome).unwrap_err();
        assert_eq!(refused.code, RefusalCode::NotSignedIn);
        assert_eq!(page.revise(&of(Role::CatalogueEditor), &welcome).unwrap().len(), 1);
    }

    #[test]
    fn the_same_again_is_no_news_and_nothing_takes_it_away() {
        let editor = of(Role::CatalogueEditor);
        let mut page = FrontPage::default();
        assert_eq!(page.revise(&editor, &text(" ", "\n")), Ok(vec![]));
        let welcome = text("**Velkommen**\n", "**Welcome**\n");
        page.evolve(&page.revise(&editor, &welcome).unwrap()[0].clone());
        assert_eq!(page.revise(&editor, &welcome), Ok(vec![]));
        page.evolve(&page.revise(&editor, &text("\u{200b}", "")).unwrap()[0].clone());
        assert_eq!(page, FrontPage::default());
    }

    #[test]
    fn it_is_said_in_both_languages_within_its_limit() {
        let editor = of(Role::CatalogueEditor);
        let refused = |da: &str, en: &str| {
            let refusal = FrontPage::default().revise(&editor, &text(da, en)).unwrap_err();
            let field = refusal.fields.into_iter().next().unwrap();
            (field.field, field.rule, field.limit)
        };
        assert_eq!(refused("Hej", ""), ("frontPage.en".to_owned(), FieldRule::Required, None));
        assert_eq!(refused("", "Hi"), ("frontPage.da".to_owned(), FieldRule::Required, None));
        let long = "å".repeat(2_001);
        let too_long = ("frontPage.da".to_owned(), FieldRule::TooLong, Some(2_000));
        assert_eq!(refused(&long, "Hi"), too_long);
        assert_eq!(refused("Hej", "Hi\u{0}").1, FieldRule::ForbiddenCharacters);
        let longest = text(&"å".repeat(2_000), "Hi");
        assert_eq!(FrontPage::default().revise(&editor, &longest).unwrap().len(), 1);
    }
}
