//! Where the bytes are. Each file is an object of its own below its case, by an id that nobody
//! chose.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Name;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt as _};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;
use vocabulary::{BlobId, CaseId};

use super::settings::{AttachmentSettings, S3Settings, SettingError};

/// Why files cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The settings cannot be used.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The folder cannot be made.
    #[error("the folder {0} cannot be used")]
    Folder(String, #[source] std::io::Error),
    /// The store does not do as asked.
    #[error("the store of files fails")]
    Store(#[from] object_store::Error),
    /// What is to be stored cannot be read, or not be written.
    #[error("a file on its way cannot be read or written")]
    Io(#[from] std::io::Error),
}

/// One stored file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The case that it was stored for.
    pub case: CaseId,
    /// Which bytes.
    pub blob: BlobId,
    /// When it was stored.
    pub stored_at: DateTime<Utc>,
}

/// The store. Clones are the same.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    folder: Option<PathBuf>,
}

impl Files {
    /// Opens the folder, which is made if it is not there, or the bucket, which is not asked yet.
    pub fn open(settings: &AttachmentSettings) -> Result<Self, FilesError> {
        settings.check()?;
        match (&settings.folder, &settings.s3) {
            (Some(folder), None) => Self::in_folder(folder),
            (None, Some(bucket)) => Self::in_bucket(bucket),
            _ => Err(SettingError::Place.into()),
        }
    }

    fn in_folder(folder: &Path) -> Result<Self, FilesError> {
        let failed = |error| FilesError::Folder(folder.display().to_string(), error);
        std::fs::create_dir_all(folder).map_err(failed)?;
        // Named by an event it must survive a power cut as the event does.
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder.to_owned()) })
    }

    fn in_bucket(bucket: &S3Settings) -> Result<Self, FilesError> {
        let credentials = bucket.credentials()?;
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.bucket)
            .with_region(&bucket.region)
            .with_allow_http(bucket.allow_http)
            .with_access_key_id(credentials.access_key_id)
            .with_secret_access_key(credentials.secret_access_key);
        if let Some(endpoint) = &bucket.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let store = PrefixStore::new(builder.build()?, bucket.prefix.as_str());
        Ok(Self { store: Arc::new(store), folder: None })
    }

    /// Stores a file whole, or nothing of it.
    pub async fn put(&self, case: CaseId, blob: BlobId, file: &mut File) -> Result<(), FilesError> {
        let mut writer = BufWriter::new(Arc::clone(&self.store), name(case, blob));
        if let Err(error) = tokio::io::copy(file, &mut writer).await {
            if let Err(left) = writer.abort().await {
                tracing::warn!(error = &left as &dyn std::error::Error, "parts of a file are left");
            }
            return Err(error.into());
        }
        Ok(writer.shutdown().await?)
    }

    /// The bytes of a file, piece by piece; none when it is not there.
    pub async fn get(
        &self,
        case: CaseId,
        blob: BlobId,
    ) -> Result<Option<BoxStream<'static, Result<Vec<u8>, FilesError>>>, FilesError> {
        match self.store.get(&name(case, blob)).await {
            Ok(found) => {
                let bytes = found.into_stream();
                Ok(Some(bytes.map_ok(|piece| piece.to_vec()).err_into().boxed()))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes a file; again changes nothing.
    pub async fn delete(&self, case: CaseId, blob: BlobId) -> Result<(), FilesError> {
        match self.store.delete(&name(case, blob)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// All stored files. What has another name than ours is passed over.
    pub fn all(&self) -> BoxStream<'static, Result<Kept, FilesError>> {
        let all = self.store.list(None).err_into::<FilesError>();
        all.try_filter_map(|found| async move {
            let parts: Vec<_> = found.location.parts().collect();
            let ids = parts.iter().map(|part| Uuid::try_parse(part.as_ref()).ok());
            Ok(match ids.collect::<Option<Vec<_>>>().as_deref() {
                Some([case, blob]) => Some(Kept {
                    case: CaseId(*case),
                    blob: BlobId(*blob),
                    stored_at: found.last_modified,
                }),
                _ => None,
            })
        })
        .boxed()
    }

    /// Deletes what processes that died left half written before a moment. Only a folder keeps such,
    /// beside the names that it lists.
    pub fn delete_halves(&self, before: DateTime<Utc>) -> std::io::Result<usize> {
        let Some(folder) = &self.folder else { return Ok(0) };
        let before = SystemTime::from(before);
        let mut deleted = 0;
        for case in std::fs::read_dir(folder)? {
            let case = case?;
            if !case.file_type()?.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(case.path())? {
                let file = file?;
                let is_half = file.file_name().to_string_lossy().contains('#');
                if is_half && file.metadata()?.modified()? < before {
                    std::fs::remove_file(file.path())?;
                    deleted += 1;
                }
            }
        }
        Ok(deleted)
    }
}

fn name(case: CaseId, blob: BlobId) -> Name {
    Name::from(format!("{case}/{blob}"))
}
