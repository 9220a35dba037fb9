//! Making tokens.

use platform::ids;
use token::{Audience, Claims, Kind, LONGEST_LIFE_SECONDS, Role, Signer, SignerError};

use crate::robots::RobotToken;
use crate::sessions::Session;

/// Who a job acts as.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The job's name.
    pub name: &'a str,
    /// On whose behalf, a CVR number.
    pub organisation: &'a str,
    /// What it may do.
    pub roles: &'a [Role],
}

/// What every token of an installation has in common at a moment.
#[derive(Debug)]
pub struct Mint<'a> {
    /// The key.
    pub signer: Signer,
    /// The issuer to name.
    pub issuer: &'a str,
    /// Now, in seconds since 1970.
    pub now: i64,
}

impl Mint<'_> {
    /// A token for the person of a session; it never outlives the session. `step_up_seconds` is how long
    /// the person counts as having just shown who they are. Gives it and its end.
    pub fn for_session(
        &self,
        session: &Session,
        step_up_seconds: i64,
        audience: Audience,
    ) -> Result<(String, i64), SignerError> {
        let end = session.expires.min(self.now + LONGEST_LIFE_SECONDS);
        let person = &session.person;
        let claims = Claims {
            sub: person.id.to_string(),
            kind: Kind::Person,
            org: person.organisation.clone(),
            roles: person.roles.iter().copied().collect(),
            units: person.cover.units.clone(),
            subjects: person.cover.subjects.clone(),
            sid: Some(session.sid.clone()),
            confirmed_until: Some(session.authenticated + step_up_seconds),
            ..self.empty(audience, end)
        };
        Ok((self.signer.sign(&claims)?, end))
    }

    /// A token for a job. Gives it and its end.
    pub fn for_job(&self, job: Job<'_>, audience: Audience) -> Result<(String, i64), SignerError> {
        let end = self.now + LONGEST_LIFE_SECONDS;
        let claims = Claims {
            sub: job.name.to_owned(),
            org: job.organisation.to_owned(),
            roles: job.roles.to_vec(),
            ..self.empty(audience, end)
        };
        Ok((self.signer.sign(&claims)?, end))
    }

    /// A token for a robot; it never outlives the robot's own. Gives it and its end.
    pub fn for_robot(&self, robot: &RobotToken) -> Result<(String, i64), SignerError> {
        let end = robot.expires.min(self.now + LONGEST_LIFE_SECONDS);
        let claims = Claims {
            sub: robot.id.to_string(),
            kind: Kind::Robot,
            org: robot.organisation.clone(),
            cases: robot.cases.clone(),
            ..self.empty(Audience::Registry, end)
        };
        Ok((self.signer.sign(&claims)?, end))
    }

    /// A token that says nothing yet.
    pub fn empty(&self, audience: Audience, end: i64) -> Claims {
        Claims {
            iss: self.issuer.to_owned(),
            aud: audience,
            exp: end,
            iat: self.now,
            jti: ids::v7(),
            sub: String::new(),
            kind: Kind::Job,
            org: String::new(),
            roles: Vec::new(),
            units: Vec::new(),
            subjects: Vec::new(),
            cases: None,
            scopes: Vec::new(),
            sid: None,
            confirmed_until: None,
        }
    }
}
