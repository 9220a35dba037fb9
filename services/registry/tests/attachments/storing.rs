//! The folder.

use tokio::fs::File;
use vocabulary::CaseId;

use crate::given::{CASE, all, blob, bytes, file, in_folder};

#[tokio::test]
async fn what_was_stored_is_given_back_whole_until_it_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let files = in_folder(&folder);
    // Small ones are stored at once, large ones in parts.
    for (number, size) in [(1, 1), (2, 12 * 1024 * 1024 + 7)] {
        let content: Vec<u8> = (0..size).map(|at: u32| at.to_le_bytes()[1]).collect();
        files.put(CASE, blob(number), &mut file(&content)).await.unwrap();
        assert_eq!(bytes(&files, blob(number)).await.unwrap(), content);
        assert_eq!(bytes(&in_folder(&folder), blob(number)).await.unwrap(), content);
    }
    let elsewhere = CaseId(uuid::Uuid::from_u128(2));
    assert!(files.get(elsewhere, blob(1)).await.unwrap().is_none());
    assert_eq!(all(&files).await, [blob(1), blob(2)]);
    for _ in 0..2 {
        files.delete(CASE, blob(1)).await.unwrap();
    }
    assert_eq!(bytes(&files, blob(1)).await, None);
    assert_eq!(all(&files).await, [blob(2)]);
}

#[tokio::test]
async fn what_cannot_be_read_to_its_end_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let files = in_folder(&folder);
    // A file that was opened for writing only is none that can be read.
    let path = folder.path().join("unreadable");
    let mut unreadable = File::from_std(std::fs::File::create(&path).unwrap());
    files.put(CASE, blob(1), &mut unreadable).await.unwrap_err();
    assert_eq!(bytes(&files, blob(1)).await, None);
    assert!(all(&files).await.is_empty());
}
