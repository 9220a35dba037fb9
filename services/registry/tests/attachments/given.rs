//! What the tests begin with.

use std::io::Write as _;

use futures::TryStreamExt as _;
use registry::attachments::{AttachmentSettings, Files, Kept};
use tempfile::TempDir;
use tokio::fs::File;
use uuid::Uuid;
use vocabulary::{BlobId, CaseId};

pub const CASE: CaseId = CaseId(Uuid::from_u128(1));

pub fn blob(number: u128) -> BlobId {
    BlobId(Uuid::from_u128(number))
}

/// A file with these bytes, to be read from its beginning.
pub fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    File::from_std(file)
}

pub fn in_folder(folder: &TempDir) -> Files {
    Files::open(&AttachmentSettings::in_folder(folder.path())).unwrap()
}

/// All bytes of a file; none when it is not there.
pub async fn bytes(files: &Files, blob: BlobId) -> Option<Vec<u8>> {
    let pieces = files.get(CASE, blob).await.unwrap()?;
    Some(pieces.try_collect::<Vec<_>>().await.unwrap().concat())
}

pub async fn all(files: &Files) -> Vec<BlobId> {
    let all: Vec<Kept> = files.all().try_collect().await.unwrap();
    let mut blobs: Vec<_> = all.into_iter().map(|kept| kept.blob).collect();
    blobs.sort_unstable();
    blobs
}
