//! A file with its own checksum: a zstd frame, and behind it the SHA-256 of the frame in a frame
//! that every zstd tool skips. `zstdcat` reads it.

use std::io::Write;

use sha2::{Digest, Sha256};

use crate::log::proof::Hash;

/// zstd's magic number of a frame to be skipped, and the length of its content, little-endian.
const SKIPPED: [u8; 8] = [0x50, 0x2a, 0x4d, 0x18, 32, 0, 0, 0];

/// Fast, for the log should not wait for its backup; higher levels gain little on it.
const LEVEL: i32 = 3;

/// Compresses what is written into it.
pub(super) struct Sealing(zstd::Encoder<'static, Vec<u8>>);

impl Sealing {
    pub fn new() -> std::io::Result<Self> {
        Ok(Self(zstd::Encoder::new(Vec::new(), LEVEL)?))
    }

    pub fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.write_all(bytes)
    }

    /// The content of the file, and its checksum.
    pub fn finish(self) -> std::io::Result<(Vec<u8>, Hash)> {
        let mut bytes = self.0.finish()?;
        let checksum: Hash = Sha256::digest(&bytes).into();
        bytes.extend(SKIPPED);
        bytes.extend(checksum);
        Ok((bytes, checksum))
    }
}

/// What was written into a file, and its checksum.
///
/// # Errors
/// What is wrong with it, when a single byte is not what was written.
pub(super) fn open(bytes: &[u8]) -> Result<(Vec<u8>, Hash), &'static str> {
    let (rest, checksum) = bytes.split_last_chunk::<32>().ok_or("it is cut")?;
    let frame = rest.strip_suffix(&SKIPPED).ok_or("it is cut, or something follows its end")?;
    if *checksum != Hash::from(Sha256::digest(frame)) {
        return Err("its checksum is not that of its content");
    }
    let content = zstd::decode_all(frame).map_err(|_| "it cannot be decompressed")?;
    Ok((content, *checksum))
}
