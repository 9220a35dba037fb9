//! Folding what is said about cases.

use std::collections::BTreeSet;

use case::Event;
use chrono::{DateTime, Utc};
use sea_orm::Value;
use vocabulary::{CaseId, CommentId, Cvr, PersonId};

use super::fold::{Fold, organisation};
use super::json;
use super::save::count;
use super::sql::Sql;
use super::tables;
use super::writes::Write;
use crate::log::{Position, Recorded};

/// A comment as it was posted.
#[derive(Debug)]
pub(super) struct Said {
    pub case: CaseId,
    pub ordinal: u64,
    pub position: Position,
    pub comment: CommentId,
    pub author: Option<PersonId>,
    pub organisation: Cvr,
    pub in_reply_to: Option<CommentId>,
    pub text: String,
    pub mentions: BTreeSet<PersonId>,
    pub posted_at: DateTime<Utc>,
}

/// What became of a comment.
#[derive(Debug)]
pub(super) struct Revised {
    pub case: CaseId,
    pub comment: CommentId,
    pub position: Position,
    /// None when it was removed.
    pub edit: Option<Edit>,
}

/// New words, and when.
#[derive(Debug)]
pub(super) struct Edit {
    pub text: String,
    pub mentions: BTreeSet<PersonId>,
    pub at: DateTime<Utc>,
}

impl Fold {
    /// Folds an event of the discussion of a case.
    pub(super) fn discussion(
        &mut self,
        id: CaseId,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        let revised = match event {
            Event::CommentPosted { case, .. } if *case == id => {
                return self.posted(id, event, recorded);
            }
            Event::CommentEdited { case, comment, text, mentions } if *case == id => {
                let (text, mentions) = (text.clone(), mentions.clone());
                (*comment, Some(Edit { text, mentions, at: recorded.origin.at }))
            }
            Event::CommentRemoved { case, comment } if *case == id => (*comment, None),
            Event::CommentPosted { .. }
            | Event::CommentEdited { .. }
            | Event::CommentRemoved { .. } => return Err("a comment on another case".to_owned()),
            _ => return Ok(()),
        };
        let (comment, edit) = revised;
        if let Some(edit) = &edit {
            self.tell_of_edit(id, comment, &edit.mentions, recorded);
        }
        self.revised.push(Revised { case: id, comment, position: recorded.position, edit });
        Ok(())
    }

    fn posted(&mut self, case: CaseId, event: &Event, recorded: &Recorded) -> Result<(), String> {
        let Event::CommentPosted { comment, in_reply_to, text, mentions, .. } = event else {
            return Ok(());
        };
        let organisation = organisation(recorded).ok_or("a comment of no organisation")?;
        self.tell_of_comment(case, event, recorded);
        self.comments.push(Said {
            case,
            ordinal: recorded.version,
            position: recorded.position,
            comment: *comment,
            author: recorded.origin.person.map(PersonId),
            organisation,
            in_reply_to: *in_reply_to,
            text: text.clone(),
            mentions: mentions.clone(),
            posted_at: recorded.origin.at,
        });
        Ok(())
    }

    /// The comments of the page, and what became of these and of earlier ones.
    pub(super) fn write_comments(&self, writes: &mut Vec<Write>) {
        let posted = self.comments.iter().map(row).collect();
        writes.push(Write::Put(&tables::COMMENTS, posted));
        for revised in &self.revised {
            let sql = Sql::of("UPDATE read_comments SET position = ").bind(count(revised.position));
            let sql = match &revised.edit {
                Some(Edit { text, mentions, at }) => sql
                    .push(", edited_at = ")
                    .bind(at.timestamp_micros())
                    .push(", text = ")
                    .bind(text.clone())
                    .push(", mentions = ")
                    .bind(json(mentions)),
                None => sql.push(", removed = 1, text = '', mentions = '[]'"),
            };
            let sql = sql.push(" WHERE case_id = ").bind(revised.case.0);
            let sql = sql.push(" AND id = ").bind(revised.comment.0).push(" AND removed = 0");
            writes.push(Write::Run(sql));
        }
    }
}

fn row(said: &Said) -> Vec<Value> {
    vec![
        said.case.0.into(),
        count(said.ordinal),
        count(said.position),
        said.comment.0.into(),
        said.author.map(|author| author.0).into(),
        said.organisation.to_string().into(),
        said.in_reply_to.map(|answered| answered.0).into(),
        said.text.clone().into(),
        json(&said.mentions).into(),
        said.posted_at.timestamp_micros().into(),
        None::<i64>.into(),
        0_i64.into(),
    ]
}
