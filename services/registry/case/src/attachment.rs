//! Files beside a case. Their bytes are elsewhere; what is decided here is which there may be, what
//! they are called, and whether others than the owners have them.

use chrono::{DateTime, Utc};
use vocabulary::{Attachment, AttachmentId, BlobId, FieldRule, Refusal, RefusalCode};

use crate::access::{Action, Principal, decide};
use crate::event::Event;
use crate::fields::Problems;
use crate::state::Case;

/// Bytes of one file.
pub const LARGEST: u64 = 25 * 1024 * 1024;
/// Bytes of all files of a case.
pub const ALL_OF_A_CASE: u64 = 250 * 1024 * 1024;
/// Files of a case.
const MOST: usize = 50;
/// Characters of a file's name.
const NAME_LIMIT: usize = 150;

/// Types of files that may be attached, each with the endings that its names may have; the first is
/// given to a name that has none of them. Nothing here runs, or is shown as a page, by itself: no
/// markup, no scripts, no macros, and no archives, of which nobody knows what they hold.
const TYPES: &[(&str, &[&str])] = &[
    ("application/pdf", &["pdf"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("application/vnd.oasis.opendocument.presentation", &["odp"]),
    ("image/png", &["png"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    (PLAIN, &["txt", "log"]),
    ("text/csv", &["csv"]),
    ("text/markdown", &["md", "markdown"]),
];

/// Text of which only the name can say more.
const PLAIN: &str = "text/plain";

/// A file on its way to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    /// Made by whoever adds it, so that a retry cannot add it twice.
    pub id: AttachmentId,
    /// Where its bytes are kept.
    pub blob: BlobId,
    /// As its sender calls it.
    pub file_name: String,
    /// What its bytes were found to be; none when they are nothing that is known.
    pub media_type: Option<String>,
    /// Bytes.
    pub size: u64,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
    /// Whether all who may read the case have it.
    pub shared: bool,
}

impl Case {
    /// A file that somebody may have, and where its bytes are. What is shared is for all who may
    /// read the case, anything else for readers of an owner organisation. One that somebody may not
    /// have, one of another case and one that there is not are answered alike: with none.
    pub fn attachment_for(
        &self,
        reader: &Principal,
        id: AttachmentId,
    ) -> Option<(&Attachment, BlobId)> {
        let attachment = self.attachments.iter().find(|known| known.id == id)?;
        let action = if attachment.shared_at.is_some() { Action::Read } else { Action::ReadOwn };
        if !decide(reader, action, &self.facts()) {
            return None;
        }
        Some((attachment, *self.blobs.get(&id)?))
    }

    pub(crate) fn change_attachments(&mut self, event: &Event, at: DateTime<Utc>) {
        if let Event::AttachmentAdded {
            attachment,
            blob,
            file_name,
            media_type,
            size,
            sha256,
            shared,
        } = event
        {
            self.attachments.push(Attachment {
                id: *attachment,
                file_name: file_name.clone(),
                media_type: media_type.clone(),
                size: *size,
                sha256: sha256.clone(),
                added_at: at,
                shared_at: shared.then_some(at),
            });
            self.blobs.insert(*attachment, *blob);
        }
        if let Event::AttachmentSharingChanged { attachment, shared } = event
            && let Some(known) = self.attachments.iter_mut().find(|known| known.id == *attachment)
        {
            known.shared_at = shared.then_some(at);
        }
        if let Event::AttachmentRemoved { attachment, .. } = event {
            self.attachments.retain(|known| known.id != *attachment);
            if let Some(blob) = self.blobs.remove(attachment) {
                self.removed_attachments.insert(*attachment, blob);
            }
        }
    }

    /// Bytes of all its files.
    pub fn attached_bytes(&self) -> u64 {
        self.attachments.iter().map(|known| known.size).sum()
    }
}

/// Whether there is room for a file of so many bytes, which need not be there yet.
pub fn room(case: &Case, file_name: &str, size: u64) -> Result<(), Refusal> {
    let mut problems = Problems::of("attachment");
    name_problems(&mut problems, &bare(file_name));
    if size == 0 {
        problems.add("size", FieldRule::Required, None);
    }
    if size > LARGEST {
        problems.add("size", FieldRule::OutOfRange, i64::try_from(LARGEST).ok());
    }
    if case.attachments.len() >= MOST {
        problems.add("count", FieldRule::TooMany, i64::try_from(MOST).ok());
    }
    if case.attached_bytes().saturating_add(size) > ALL_OF_A_CASE {
        problems.add("total", FieldRule::OutOfRange, i64::try_from(ALL_OF_A_CASE).ok());
    }
    problems.refuse()
}

fn name_problems(problems: &mut Problems, name: &str) {
    problems.required_line("fileName", name, NAME_LIMIT);
}

/// Whether files of a type may be attached.
pub fn is_allowed(media_type: &str) -> bool {
    TYPES.iter().any(|(of, _)| *of == media_type)
}

/// Whether the id was given to a file of the case, also one that is gone.
pub fn is_taken(case: &Case, id: AttachmentId) -> bool {
    case.removed_attachments.contains_key(&id)
        || case.attachments.iter().any(|known| known.id == id)
}

pub(crate) fn add(case: &Case, file: NewAttachment) -> Result<Vec<Event>, Refusal> {
    if is_taken(case, file.id) {
        return Err(Refusal::of(RefusalCode::AttachmentExists));
    }
    room(case, &file.file_name, file.size)?;
    let name = bare(&file.file_name);
    let found = file.media_type.and_then(|media_type| named(&media_type, &name));
    let Some((media_type, file_name)) = found else {
        return Err(Refusal::of(RefusalCode::AttachmentTypeNotAllowed));
    };
    Ok(vec![Event::AttachmentAdded {
        attachment: file.id,
        blob: file.blob,
        file_name,
        media_type: media_type.to_owned(),
        size: file.size,
        sha256: file.sha256,
        shared: file.shared,
    }])
}

pub(crate) fn change_sharing(
    case: &Case,
    id: AttachmentId,
    shared: bool,
) -> Result<Vec<Event>, Refusal> {
    let known = case.attachments.iter().find(|known| known.id == id);
    let known = known.ok_or(Refusal::of(RefusalCode::AttachmentUnknown))?;
    if known.shared_at.is_some() == shared {
        return Ok(Vec::new());
    }
    Ok(vec![Event::AttachmentSharingChanged { attachment: id, shared }])
}

/// For good: its bytes are deleted after that.
pub(crate) fn remove(case: &Case, id: AttachmentId) -> Result<Vec<Event>, Refusal> {
    if case.removed_attachments.contains_key(&id) {
        return Ok(Vec::new());
    }
    let known = case.attachments.iter().find(|known| known.id == id);
    let known = known.ok_or(Refusal::of(RefusalCode::AttachmentUnknown))?;
    Ok(vec![Event::AttachmentRemoved { attachment: id, shared: known.shared_at.is_some() }])
}

/// A name without the folders before it, and without what cannot be seen or turns how it is read.
fn bare(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain =
        |c: &char| !c.is_control() && !crate::fields::is_unseen(*c) && !"<>:\"|?*".contains(*c);
    let name: String = last.chars().filter(plain).collect();
    name.trim_matches(|c: char| c.is_whitespace() || c == '.').to_owned()
}

/// The type and the name of a file whose bytes are of a type: with the ending of the type, so that
/// nobody takes it for another. None when no such file may be attached.
fn named(media_type: &str, name: &str) -> Option<(&'static str, String)> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let ends = |endings: &[&str]| ending.as_deref().is_some_and(|it| endings.contains(&it));
    let is_text = media_type == PLAIN;
    let by_name = TYPES.iter().find(|(of, endings)| {
        (*of == media_type || is_text && of.starts_with("text/")) && ends(endings)
    });
    if let Some((media_type, _)) = by_name {
        return Some((media_type, name.to_owned()));
    }
    let (media_type, endings) = TYPES.iter().find(|(of, _)| *of == media_type)?;
    Some((media_type, format!("{name}.{}", endings[0])))
}

#[cfg(test)]
mod tests;
