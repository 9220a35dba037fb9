//! A file on its way in. It lies in a nameless file of the machine until it is known whole, so that
//! nothing is left of one that is cut off, also when the process dies.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

use super::sniff::Sniffer;

/// A file of which not all has come.
pub struct Arriving {
    file: File,
    size: u64,
    sum: Sha256,
    sniffer: Sniffer,
}

/// All that is known of a file's bytes.
pub struct Arrived {
    /// They themselves.
    pub file: File,
    /// How many.
    pub size: u64,
    /// SHA-256 of them, in hexadecimal.
    pub sha256: String,
    /// What they are; none when nobody knows.
    pub media_type: Option<String>,
}

impl Arriving {
    /// Nothing of it has come.
    pub async fn new() -> std::io::Result<Self> {
        let file = tokio::task::spawn_blocking(tempfile::tempfile).await??;
        let (file, sniffer) = (File::from_std(file), Sniffer::default());
        Ok(Self { file, size: 0, sum: Sha256::new(), sniffer })
    }

    /// Bytes that have come.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The next piece.
    pub async fn take(&mut self, piece: &[u8]) -> std::io::Result<()> {
        self.file.write_all(piece).await?;
        self.size += piece.len() as u64;
        self.sum.update(piece);
        self.sniffer.see(piece);
        Ok(())
    }

    /// There is no more.
    pub async fn whole(mut self) -> std::io::Result<Arrived> {
        self.file.flush().await?;
        self.file.rewind().await?;
        let sha256 = self.sum.finalize().iter().fold(String::new(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        let media_type = self.sniffer.media_type();
        Ok(Arrived { file: self.file, size: self.size, sha256, media_type })
    }
}
