//! What a token says.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{MOST_SUBJECTS, Role, Scope, Subjects};

/// What a token says. Names and e-mails are not among it: they stay in identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// Who signed it.
    pub iss: String,
    /// The one service it is for.
    pub aud: Audience,
    /// When it dies, in seconds since 1970.
    pub exp: i64,
    /// When it was signed, in seconds since 1970.
    pub iat: i64,
    /// Its own id.
    pub jti: Uuid,
    /// The person's id, the job's name, or the id of the robot's token or of the API client.
    pub sub: String,
    /// Which of them `sub` is.
    pub kind: Kind,
    /// The organisation on whose behalf, a CVR number.
    pub org: String,
    /// What the subject may do in general.
    pub roles: Vec<Role>,
    /// The departments that the role of local superuser covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// What it covers by KLE number, beside the departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subjects>,
    /// The cases that a robot reports on; none for all of its organisation that allow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Uuid>>,
    /// What an API client may do; empty for everybody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<Scope>,
    /// The name of the session, which tells it from others and opens none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Until when the person counts as having just shown who they are, in seconds since 1970; what gives
    /// others rights wants that. None for everybody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_until: Option<i64>,
}

impl Claims {
    /// The person, unless it is a job.
    pub fn person(&self) -> Option<Uuid> {
        match self.kind {
            Kind::Person => Uuid::try_parse(&self.sub).ok(),
            Kind::Job | Kind::Robot | Kind::Client => None,
        }
    }

    /// Does the subject hold a role?
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Has the person shown lately enough who they are for what gives others rights?
    pub fn is_confirmed(&self, now: i64) -> bool {
        self.kind == Kind::Person && self.confirmed_until.is_some_and(|until| now < until)
    }

    /// Is each claim of the shape it must have?
    pub(crate) fn is_well_formed(&self) -> bool {
        let subject = match self.kind {
            Kind::Person | Kind::Robot | Kind::Client => Uuid::try_parse(&self.sub).is_ok(),
            Kind::Job => !self.sub.is_empty() && self.sub.len() <= 100,
        };
        // What narrows a robot would be a promise that nobody keeps on anybody else.
        let narrowed = self.cases.is_some() || self.kind == Kind::Robot;
        let covers_none = self.units.is_empty() && self.subjects.is_empty();
        let alone = self.roles.is_empty() && covers_none && self.sid.is_none();
        let robot = !narrowed || self.kind == Kind::Robot && alone;
        let scoped = !self.scopes.is_empty() || self.kind == Kind::Client;
        let client = !scoped || self.kind == Kind::Client && alone && !self.scopes.is_empty();
        let pairs: usize = self.subjects.iter().map(Subjects::pairs).sum();
        let few = pairs <= MOST_SUBJECTS && self.subjects.iter().all(|one| !one.kle.is_empty());
        subject
            && robot
            && client
            && few
            && self.org.len() == 8
            && self.org.bytes().all(|b| b.is_ascii_digit())
    }
}

/// What kind of subject a token is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody who has signed in.
    Person,
    /// Background work, such as an import, acting as a named principal.
    Job,
    /// A robot that reports its runs and may do nothing else. A kind of its own, so that whoever
    /// overlooks what narrows it does not take it for a job.
    Robot,
    /// A program of an organisation that does what its scopes say and holds no role. A kind of its own
    /// likewise: whoever asks for a role or a person overlooks it, and gives it nothing.
    Client,
}

/// The service that a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The case registry.
    Registry,
    /// The identity service.
    Identity,
    /// The gateway.
    Gateway,
}

/// A text that is no audience.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an audience")]
pub struct UnknownAudience;

impl Audience {
    /// All audiences.
    pub const ALL: [Self; 3] = [Self::Registry, Self::Identity, Self::Gateway];

    /// The word for it in tokens and contracts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registry => "registry",
            Self::Identity => "identity",
            Self::Gateway => "gateway",
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Audience {
    type Err = UnknownAudience;

    fn from_str(text: &str) -> Result<Self, UnknownAudience> {
        Self::ALL.into_iter().find(|audience| audience.as_str() == text).ok_or(UnknownAudience)
    }
}
