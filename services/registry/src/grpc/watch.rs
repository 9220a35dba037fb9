//! Changes as they happen: ids, revisions and counts, never data.

use std::collections::HashSet;
use std::sync::Arc;

use case::access::Principal;
use futures::{Stream, StreamExt, stream};
use proto::registry::v1 as pb;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tonic::Status;
use vocabulary::{CaseId, PersonId};

use super::reads::{self, fault};
use crate::read::{Changed, Reader};

/// Cases that one watcher may name.
const MOST_CASES: usize = 100;

/// Changes of the cases asked for, as far as the reader may know of them at that moment. A watcher
/// that is too slow is told so and watches again.
pub fn changes(
    reader: Arc<Reader>,
    principal: Principal,
    request: &pb::WatchRequest,
) -> Result<impl Stream<Item = Result<pb::CaseChanged, Status>> + Send + use<>, Status> {
    if request.case_ids.len() > MOST_CASES {
        return Err(Status::invalid_argument("too many cases to watch"));
    }
    let asked: Result<HashSet<CaseId>, _> = request.case_ids.iter().map(|id| id.parse()).collect();
    let asked = asked.map_err(|_| Status::invalid_argument("not the id of a case"))?;
    let only_followed = request.followed;
    let changed = stream::unfold(reader.watch_changes(), |mut changes| async move {
        match changes.recv().await {
            Ok(change) => Some((Ok(change), changes)),
            Err(RecvError::Lagged(_)) => {
                Some((Err(Status::resource_exhausted("too slow; watch again")), changes))
            }
            Err(RecvError::Closed) => None,
        }
    });
    let wanted = changed.filter(move |change: &Result<Changed, Status>| {
        let wanted = match change {
            Ok(change) => asked.is_empty() || asked.contains(&change.case),
            Err(_) => true,
        };
        std::future::ready(wanted)
    });
    Ok(wanted.filter_map(move |change| {
        let (reader, principal) = (Arc::clone(&reader), principal.clone());
        async move {
            match change {
                Ok(change) => told(&reader, &principal, &change, only_followed).await,
                Err(status) => Some(Err(status)),
            }
        }
    }))
}

/// How much of a person's inbox is unread: now, and whenever it has changed.
pub fn inbox(
    reader: Arc<Reader>,
    principal: Principal,
) -> Result<impl Stream<Item = Result<pb::CountUnreadReply, Status>> + Send + use<>, Status> {
    let no_person = || Status::unauthenticated("only people have an inbox");
    let person = principal.person().ok_or_else(no_person)?;
    let changes = reader.watch_inboxes();
    let state = (reader, principal, changes, true);
    Ok(stream::unfold(state, move |(reader, principal, mut changes, first)| async move {
        if !first {
            changed(&mut changes, person).await?;
        }
        let count = reads::unread(&reader, &principal, 0).await;
        Some((count, (reader, principal, changes, false)))
    }))
}

/// Waits until the inbox of a person may have changed; none when nothing changes any more.
async fn changed(changes: &mut Receiver<PersonId>, person: PersonId) -> Option<()> {
    loop {
        match changes.recv().await {
            Ok(other) if other != person => {}
            // Of those that were missed, one may have been of this person.
            Ok(_) | Err(RecvError::Lagged(_)) => return Some(()),
            Err(RecvError::Closed) => return None,
        }
    }
}

async fn told(
    reader: &Reader,
    principal: &Principal,
    change: &Changed,
    only_followed: bool,
) -> Option<Result<pb::CaseChanged, Status>> {
    match reader.notice(principal, change, only_followed).await {
        Ok(notice) => notice.map(|notice| {
            Ok(pb::CaseChanged {
                case_id: notice.case.to_string(),
                revision: notice.revision,
                edition: notice.edition,
            })
        }),
        Err(error) => Some(Err(fault(&error))),
    }
}
