//! The organisations as identity last told of them.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::watch;
use vocabulary::{Cvr, Organisation};

/// Organisations by their key. Clones see the same organisations, also after
/// [`Directory::replace`].
#[derive(Debug, Clone)]
pub struct Directory(Arc<watch::Sender<Arc<Organisations>>>);

/// The organisations at one moment.
type Organisations = HashMap<Cvr, Organisation>;

impl Directory {
    /// A directory of these organisations; of two with the same key the last counts.
    pub fn new(organisations: Vec<Organisation>) -> Self {
        Self(Arc::new(watch::Sender::new(Arc::new(by_key(organisations)))))
    }

    /// Puts these organisations in place of all before. Readers under way keep what they have.
    pub fn replace(&self, organisations: Vec<Organisation>) {
        let new = by_key(organisations);
        self.0.send_if_modified(|known| {
            let changed = **known != new;
            if changed {
                *known = Arc::new(new);
            }
            changed
        });
    }

    /// The organisations now, for as long as the answer is kept.
    pub fn organisations(&self) -> Arc<HashMap<Cvr, Organisation>> {
        Arc::clone(&self.0.borrow())
    }

    /// The official name of an organisation, when it is known.
    pub fn name(&self, cvr: Cvr) -> Option<String> {
        self.0.borrow().get(&cvr).map(|organisation| organisation.name.clone())
    }

    /// Marks a new value whenever the organisations change.
    pub fn watch(&self) -> watch::Receiver<Arc<HashMap<Cvr, Organisation>>> {
        self.0.subscribe()
    }
}

impl Default for Directory {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

fn by_key(organisations: Vec<Organisation>) -> Organisations {
    organisations.into_iter().map(|organisation| (organisation.cvr, organisation)).collect()
}

#[cfg(test)]
mod tests {
    use vocabulary::{Organisation, OrganisationKind};

    use super::Directory;

    fn randers(name: &str) -> Organisation {
        Organisation {
            cvr: "29189668".parse().unwrap(),
            name: name.to_owned(),
            kind: OrganisationKind::Municipality,
            municipality_code: Some("730".to_owned()),
            region: None,
            inhabitants: None,
            members: Vec::new(),
            demo_number: false,
            valid_from: None,
            valid_to: None,
            successor: None,
        }
    }

    #[test]
    fn clones_see_what_replaced_and_the_same_again_is_no_change() {
        let directory = Directory::default();
        let clone = directory.clone();
        let mut watched = clone.watch();

        directory.replace(vec![randers("Randers Kommune")]);

        let cvr = "29189668".parse().unwrap();
        assert_eq!(clone.name(cvr).as_deref(), Some("Randers Kommune"));
        assert!(watched.has_changed().unwrap());
        watched.mark_unchanged();
        directory.replace(vec![randers("Randers Kommune")]);
        assert!(!watched.has_changed().unwrap());
    }
}
