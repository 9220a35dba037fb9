//! What opens a case as sets of keys: those of a case and those of somebody meet exactly when they
//! may read it. Filters of SQL and of search are made of them.

use std::collections::BTreeSet;

use vocabulary::Visibility;

use super::{Facts, Principal, Role, local};

/// How the key of an invited organisation begins.
const INVITED: &str = "invited:";
/// How the keys of a deleted case begin.
const DELETED: &str = "deleted:";
/// How the keys of who may edit begin.
const EDITORS: [&str; 4] = ["superuser:", "person:", local::UNIT, local::SUBJECT];

impl Facts {
    /// The keys that open the case for reading; none while it is deleted.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        if self.deleted {
            return keys;
        }
        match self.visibility {
            Visibility::Public => keys.extend(["public".to_owned(), "members".to_owned()]),
            Visibility::Members => keys.extend(["members".to_owned()]),
            Visibility::Selected => {
                keys.extend(self.selected.iter().map(|cvr| format!("selected:{cvr}")));
            }
            Visibility::Organisation | Visibility::Draft => {}
        }
        if self.visibility >= Visibility::Organisation {
            keys.extend(self.owners().map(|cvr| format!("owner:{cvr}")));
        }
        keys.extend(self.owners().map(|cvr| format!("superuser:{cvr}")));
        keys.extend(self.invited.iter().map(|cvr| format!("{INVITED}{cvr}")));
        for cvr in self.owners() {
            keys.extend(self.people.iter().map(|person| format!("person:{cvr}:{person}")));
        }
        keys.extend(local::keys_of(self));
        keys
    }

    /// The keys by which the case counts in statistics: an invitation is to read and decide, and
    /// the case is none of the invited's until they accept.
    pub fn statistics_keys(&self) -> BTreeSet<String> {
        self.keys().into_iter().filter(|key| !key.starts_with(INVITED)).collect()
    }

    /// The keys by which those who may restore a deleted case find it; none of any other case.
    pub fn deleted_keys(&self) -> BTreeSet<String> {
        if !self.deleted {
            return BTreeSet::new();
        }
        let there = Self { deleted: false, ..self.clone() };
        of_deleted(there.lead_keys())
    }

    /// The keys of the lead organisation, which nobody takes away from it but itself.
    pub fn lead_keys(&self) -> BTreeSet<String> {
        let Some(lead) = self.lead else { return BTreeSet::new() };
        let lead = lead.to_string();
        self.keys().into_iter().filter(|key| key.split(':').nth(1) == Some(&lead)).collect()
    }
}

impl Principal {
    /// The keys that the principal holds.
    pub fn keys(&self) -> BTreeSet<String> {
        if !self.may_read_at_all() {
            return BTreeSet::new();
        }
        let mut keys = BTreeSet::from(["public".to_owned()]);
        if let Some(organisation) = self.organisation() {
            keys.extend([
                "members".to_owned(),
                format!("owner:{organisation}"),
                format!("selected:{organisation}"),
            ]);
            if self.edits_all() {
                keys.insert(format!("superuser:{organisation}"));
            }
            keys.extend(self.invitation_key());
        }
        keys.extend(self.own_key());
        keys.extend(local::keys_to(self));
        keys
    }

    /// The keys to deleted cases that the principal may restore.
    pub fn deleted_keys(&self) -> BTreeSet<String> {
        of_deleted(self.keys())
    }

    /// The key to cases of the principal's organisation that the person is on.
    pub fn own_key(&self) -> Option<String> {
        let Self::Person { id, organisation, .. } = self else { return None };
        Some(format!("person:{organisation}:{id}"))
    }

    /// The keys to cases that the principal may edit. Those that its organisation leads it may share.
    pub fn edit_keys(&self) -> BTreeSet<String> {
        of_editors(self.keys()).collect()
    }

    /// The key to cases that the principal's organisation is invited to own, of those who may
    /// answer for it.
    pub fn invitation_key(&self) -> Option<String> {
        self.answers_for().map(|organisation| format!("{INVITED}{organisation}"))
    }

    /// The keys that statistics are counted over: a coordinator counts what is shared with all
    /// members or the public, everybody else what they may read.
    pub fn statistics_keys(&self) -> BTreeSet<String> {
        if self.has(Role::Coordinator) {
            return BTreeSet::from(["public".to_owned(), "members".to_owned()]);
        }
        self.keys().into_iter().filter(|key| !key.starts_with(INVITED)).collect()
    }
}

/// Of some keys those of who may edit.
fn of_editors(keys: BTreeSet<String>) -> impl Iterator<Item = String> {
    let edits = |key: &String| EDITORS.iter().any(|kind| key.starts_with(kind));
    keys.into_iter().filter(edits)
}

/// The same, as they are for a deleted case.
fn of_deleted(keys: BTreeSet<String>) -> BTreeSet<String> {
    of_editors(keys).map(|key| format!("{DELETED}{key}")).collect()
}
