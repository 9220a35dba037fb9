//! The bytes of files beside cases: where they are kept, what they are, and who looks them through.
//!
//! **Invariant:** an event names bytes only once they are stored whole, and bytes that no event names
//! are nobody's: they are deleted. Why it is so: docs/decisions/0022-attachments.md.

mod arriving;
mod files;
mod scan;
mod settings;
mod sniff;
mod sweep;

pub use arriving::{Arrived, Arriving};
pub use files::{Files, FilesError, Kept};
pub use scan::{ScanError, Scanner, Verdict};
pub use settings::{AttachmentSettings, S3Settings, ScannerSettings, SettingError};
pub use sniff::Sniffer;
pub use sweep::{Swept, keep_swept, sweep};
