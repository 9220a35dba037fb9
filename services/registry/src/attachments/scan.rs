//! Looking a file through for viruses, by the protocol of `clamd`: the file in pieces, each after
//! its length, and one line as the answer.

use std::io;

use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};

use super::settings::{At, ScannerSettings, SettingError};

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Bytes of the longest answer that is read.
const LONGEST_ANSWER: u64 = 4 * 1024;

/// What a scanner found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Clean,
    /// Something, by the scanner's name for it.
    Infected(String),
}

/// Why nobody knows.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// It cannot be reached, or went away.
    #[error("the scanner does not answer")]
    Away(#[from] io::Error),
    /// It took longer than it may.
    #[error("the scanner takes too long")]
    TooSlow,
    /// It says that it could not look, or something that nobody understands.
    #[error("the scanner says: {0}")]
    Said(String),
}

/// A scanner at an address.
#[derive(Debug, Clone)]
pub struct Scanner(ScannerSettings);

impl Scanner {
    /// It is not asked yet.
    pub fn new(settings: ScannerSettings) -> Result<Self, SettingError> {
        settings.at().ok_or(SettingError::Scanner)?;
        Ok(Self(settings))
    }

    /// Looks a file through, from where it is read next to its end.
    pub async fn scan(&self, file: &mut File) -> Result<Verdict, ScanError> {
        let looked = async {
            match self.0.at() {
                Some(At::Tcp(address)) => ask(TcpStream::connect(address).await?, file).await,
                Some(At::Unix(path)) => ask(UnixStream::connect(path).await?, file).await,
                None => Err(ScanError::Said("it has no address".to_owned())),
            }
        };
        tokio::time::timeout(self.0.patience(), looked).await.map_err(|_| ScanError::TooSlow)?
    }
}

async fn ask(
    mut scanner: impl AsyncRead + AsyncWrite + Unpin,
    file: &mut File,
) -> Result<Verdict, ScanError> {
    let sent = send(&mut scanner, file).await;
    // It may refuse before it has all, and then closes: what it said counts more than that.
    let mut answer = Vec::new();
    let read = (&mut scanner).take(LONGEST_ANSWER).read_to_end(&mut answer).await;
    if answer.is_empty() {
        sent?;
        read?;
        return Err(ScanError::Away(io::ErrorKind::UnexpectedEof.into()));
    }
    let answer = String::from_utf8_lossy(&answer);
    verdict(answer.trim_end_matches(['\0', '\n']))
}

async fn send(scanner: &mut (impl AsyncWrite + Unpin), file: &mut File) -> io::Result<()> {
    scanner.write_all(b"zINSTREAM\0").await?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece).await?;
        let length = u32::try_from(read).map_err(io::Error::other)?;
        scanner.write_all(&length.to_be_bytes()).await?;
        if read == 0 {
            return scanner.flush().await;
        }
        scanner.write_all(&piece[..read]).await?;
    }
}

fn verdict(answer: &str) -> Result<Verdict, ScanError> {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    if said == "OK" {
        return Ok(Verdict::Clean);
    }
    match said.strip_suffix(" FOUND") {
        Some(name) => Ok(Verdict::Infected(name.to_owned())),
        None => Err(ScanError::Said(answer.chars().take(200).collect())),
    }
}
