//! Who may change what all organisations share, and say what an organisation is like.

use vocabulary::Cvr;

use super::{Principal, Role};

impl Principal {
    /// Whether the principal edits what all organisations share: the catalogues.
    pub fn edits_catalogues(&self) -> bool {
        self.has(Role::CatalogueEditor)
    }

    /// Whether the principal reads what all organisations share: who is signed in does, a client that
    /// reads too, and a robot reads nothing.
    pub fn reads_shared(&self) -> bool {
        *self != Self::Anonymous && self.may_read_at_all()
    }

    /// Whether the principal adds to the catalogues what is an organisation's own.
    pub(crate) fn adds_for(&self, organisation: Cvr) -> bool {
        self.organisation() == Some(organisation) && self.may_write_for_others()
    }

    /// Whether the principal says for an organisation what it is like.
    pub fn describes(&self, organisation: Cvr) -> bool {
        self.organisation() == Some(organisation)
            && (self.is_superuser() || self.has(Role::Administrator))
    }
}
