//! What orders about catalogues and organisations come to.

use vocabulary::{Catalogue, CodeScheme, Cvr, Refusal, RefusalCode};

use super::decide::Decided;
use super::{Order, Request, Stop, Writer};

/// The stream of an organisation's profile.
pub fn profile_stream(organisation: Cvr) -> String {
    format!("profile-{organisation}")
}

/// The stream of a catalogue.
pub fn catalogue_stream(catalogue: Catalogue) -> String {
    format!("catalogue-{}", catalogue.name())
}

/// The stream of a scheme's numbers.
pub fn codes_stream(scheme: CodeScheme) -> String {
    format!("catalogue-{}", scheme.name())
}

/// The stream of the map from KLE to FORM.
pub const KLE_FORMS_STREAM: &str = "catalogue-kle_forms";

impl Writer {
    /// Decides about what all organisations share, and what one says of itself.
    pub(super) async fn decide_shared(&self, request: &Request) -> Result<Decided, Stop> {
        let by = &request.principal;
        match &request.order {
            Order::DescribeProfile { profile } => {
                let own = by.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
                let stream = profile_stream(own);
                let known = self.load(&self.folds.profiles, &stream).await?;
                let events = known.describe(by, own, (**profile).clone())?;
                let version = known.version();
                if request.expected_revision.is_some_and(|expected| expected != version) {
                    return Err(Stop::Conflict(version, Vec::new()));
                }
                Ok(Decided::of(stream, version, events))
            }
            Order::Catalogue { catalogue, change } => {
                let stream = catalogue_stream(*catalogue);
                let known = self.load(&self.folds.catalogues, &stream).await?;
                let events = known.decide(by, *catalogue, (**change).clone())?;
                Ok(Decided::of(stream, known.version(), events))
            }
            Order::ImportCodes { scheme, codes } => {
                let stream = codes_stream(*scheme);
                let known = self.load(&self.folds.codes, &stream).await?;
                let events = known.import(by, *scheme, codes.clone())?;
                Ok(Decided::of(stream, known.version(), events))
            }
            Order::ReplaceKleForms { forms } => {
                let known = self.load(&self.folds.kle_forms, KLE_FORMS_STREAM).await?;
                let events = known.replace(by, forms.clone())?;
                let stream = KLE_FORMS_STREAM.to_owned();
                Ok(Decided::of(stream, known.version(), events))
            }
            _ => Err(Refusal::of(RefusalCode::CaseUnknown).into()),
        }
    }
}
