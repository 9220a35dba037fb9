//! A zip file that is sent while it is packed, so that it costs no more memory than one case.

use std::io::{self, Seek, SeekFrom, Write};

use actix_web::web::Bytes;
use exchange::cell::Cell;
use exchange::workbook::CaseWorkbook;
use tokio::sync::mpsc::{self, Receiver, Sender};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::fault::Fault;

/// Parts and pieces that wait: beyond that whoever packs waits for whoever receives.
const WAITING: usize = 4;
/// Bytes that are sent at once.
const CHUNK: usize = 64 * 1024;

/// Something to put in.
pub enum Part {
    /// A file of its own.
    File(String, Vec<u8>),
    /// More of the file that was put in last.
    More(Vec<u8>),
    /// A row of the workbook.
    Row(Vec<Cell>),
    /// The end, with what the workbook says of itself.
    End(Vec<String>),
    /// It cannot be finished.
    Spoilt,
}

/// What is packed.
pub struct Parcel(Sender<Part>);

impl Parcel {
    /// Begins one, with the pieces of the file as they come.
    pub fn begin() -> (Self, Receiver<Result<Bytes, io::Error>>) {
        let (parts, packed) = mpsc::channel(WAITING);
        let (pieces, received) = mpsc::channel(WAITING);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = pack(packed, &pieces) {
                // Who has left is told nothing.
                let _ = pieces.blocking_send(Err(error));
            }
        });
        (Self(parts), received)
    }

    /// Puts something in. An error when nobody receives it any more.
    pub async fn put(&self, part: Part) -> Result<(), Fault> {
        self.0.send(part).await.map_err(|_| Fault::Unavailable)
    }

    /// Breaks it off.
    pub async fn spoil(&self) {
        // Who has left is told nothing.
        let _ = self.0.send(Part::Spoilt).await;
    }
}

fn pack(
    mut parts: Receiver<Part>,
    pieces: &Sender<Result<Bytes, io::Error>>,
) -> Result<(), io::Error> {
    let mut book = CaseWorkbook::begin().map_err(io::Error::other)?;
    let mut zip = ZipWriter::new_stream(Pieces { to: pieces, piece: Vec::new() });
    let form = SimpleFileOptions::default().large_file(true);
    while let Some(part) = parts.blocking_recv() {
        match part {
            Part::File(name, content) => {
                zip.start_file(name, form)?;
                zip.write_all(&content)?;
            }
            Part::More(content) => zip.write_all(&content)?,
            Part::Row(cells) => book.add(&cells).map_err(io::Error::other)?,
            Part::End(about) => {
                let mut file = tempfile::tempfile()?;
                book.finish(&file, &about).map_err(io::Error::other)?;
                file.seek(SeekFrom::Start(0))?;
                zip.start_file("loesninger.xlsx", form)?;
                io::copy(&mut file, &mut zip)?;
                let mut last = zip.finish()?.into_inner();
                return last.flush();
            }
            Part::Spoilt => break,
        }
    }
    Err(io::Error::other("the archive was not finished"))
}

/// Sends what is written, piece by piece.
struct Pieces<'a> {
    to: &'a Sender<Result<Bytes, io::Error>>,
    piece: Vec<u8>,
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        let sent = self.to.blocking_send(Ok(piece));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
