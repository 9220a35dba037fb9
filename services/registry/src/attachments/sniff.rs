//! What the bytes of a file are, whatever its name says.

use case::attachment::is_allowed;
use memchr::memmem;

/// Bytes that most types are told by.
const HEAD: usize = 8 * 1024;
/// How a zip archive begins, which office documents are.
const ZIP: &[u8] = b"PK\x03\x04";

/// Names inside an archive. They are never compressed.
const INSIDE: [&[u8]; 6] = [
    b"[Content_Types].xml",
    b"word/document.xml",
    b"xl/workbook.xml",
    b"ppt/presentation.xml",
    // Macros of Microsoft's and of open documents.
    b"vbaProject.bin",
    b"Basic/script-lc.xml",
];
/// Bytes of the longest of them.
const LONGEST: usize = 20;

/// What office documents of Microsoft's are, in the order of their names above.
const OFFICE: [&str; 3] = [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];

/// Looks at a file while it passes.
#[derive(Debug)]
pub struct Sniffer {
    head: Vec<u8>,
    /// The last bytes of the piece before, in which a name may have begun.
    before: Vec<u8>,
    inside: [bool; INSIDE.len()],
    /// No byte so far that no text has.
    is_text: bool,
}

impl Default for Sniffer {
    fn default() -> Self {
        let (head, before) = (Vec::new(), Vec::new());
        Self { head, before, inside: [false; INSIDE.len()], is_text: true }
    }
}

impl Sniffer {
    /// The next piece.
    pub fn see(&mut self, piece: &[u8]) {
        let missing = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..missing]);
        self.is_text = self.is_text && piece.iter().all(|byte| is_of_text(*byte));
        if !self.is_text && self.head.starts_with(ZIP) {
            self.look_inside(piece);
        }
    }

    fn look_inside(&mut self, piece: &[u8]) {
        let mut joined = std::mem::take(&mut self.before);
        joined.extend_from_slice(piece);
        for (name, found) in INSIDE.iter().zip(&mut self.inside) {
            *found = *found || memmem::find(&joined, name).is_some();
        }
        let kept = joined.len().saturating_sub(LONGEST);
        self.before = joined.split_off(kept);
    }

    /// The media type of what was seen; none of what is nothing that is known, or holds what no
    /// attachment may.
    pub fn media_type(&self) -> Option<String> {
        let known = infer::get(&self.head).map(|found| found.mime_type());
        if self.head.starts_with(ZIP) {
            return self.document(known).map(str::to_owned);
        }
        match known {
            Some(known) if is_allowed(known) && !known.starts_with("text/") => {
                Some(known.to_owned())
            }
            _ if self.is_text => (!begins_as_code(&self.head)).then(|| "text/plain".to_owned()),
            other => other.map(str::to_owned),
        }
    }

    fn document(&self, known: Option<&'static str>) -> Option<&'static str> {
        let [types, word, sheet, slides, macros, scripts] = self.inside;
        if macros || scripts {
            return None;
        }
        if let Some(open) = known.filter(|known| known.contains("opendocument")) {
            return Some(open);
        }
        match [word, sheet, slides] {
            [true, false, false] if types => Some(OFFICE[0]),
            [false, true, false] if types => Some(OFFICE[1]),
            [false, false, true] if types => Some(OFFICE[2]),
            _ => None,
        }
    }
}

/// Texts have no control characters but these; all above is of UTF-8 or of Windows' Danish.
fn is_of_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x20..=0x7e | 0x80..)
}

/// Markup and scripts, which are texts too.
fn begins_as_code(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = head.trim_ascii_start();
    head.starts_with(b"<") || head.starts_with(b"#!")
}

#[cfg(test)]
mod tests {
    use super::{OFFICE, Sniffer};

    /// The same whether it comes at once or in small pieces.
    fn found(bytes: &[u8]) -> Option<String> {
        let mut whole = Sniffer::default();
        whole.see(bytes);
        let mut pieces = Sniffer::default();
        bytes.chunks(7).for_each(|piece| pieces.see(piece));
        assert_eq!(whole.media_type(), pieces.media_type());
        whole.media_type()
    }

    /// An archive as far as anybody looks: local headers with these names.
    fn zip(names: &[&str]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for name in names {
            bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            bytes.extend([0; 8]);
            bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            bytes.extend([0; 2]);
            bytes.extend(name.as_bytes());
        }
        bytes.extend([0; 64]);
        bytes
    }

    #[test]
    fn documents_and_pictures_are_known_by_their_bytes() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(found(png).as_deref(), Some("image/png"));
        assert_eq!(found(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n").as_deref(), Some("application/pdf"));
        // Also where nothing in it is no text.
        assert_eq!(found(b"%PDF-1.4\nplain").as_deref(), Some("application/pdf"));
        for (at, name) in
            ["word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"].iter().enumerate()
        {
            let document = zip(&["[Content_Types].xml", "docProps/app.xml", "_rels/.rels", name]);
            assert_eq!(found(&document).as_deref(), Some(OFFICE[at]), "{name}");
        }
    }

    #[test]
    fn archives_macros_and_programs_are_not_known() {
        assert_eq!(found(&zip(&["readme.txt"])), None);
        assert_eq!(found(&zip(&["word/document.xml"])), None);
        let types = "[Content_Types].xml";
        assert_eq!(found(&zip(&[types, "word/document.xml", "word/vbaProject.bin"])), None);
        assert_eq!(found(&zip(&[types, "word/document.xml", "xl/workbook.xml"])), None);
        assert_ne!(found(b"\x7fELF\x02\x01\x01\0").as_deref(), Some("text/plain"));
        assert_ne!(found(b"MZ\x90\0\x03").as_deref(), Some("text/plain"));
        assert_eq!(found(b"a\0b"), None);
    }

    #[test]
    fn a_text_is_one_to_its_last_byte_and_no_markup_or_script() {
        let plain = Some("text/plain");
        assert_eq!(found("æøå;1,5\r\n".as_bytes()).as_deref(), plain);
        assert_eq!(found(b"K\xf8benhavn;1\r\n").as_deref(), plain);
        assert_eq!(found(b"BM;1;2\n").as_deref(), plain);
        let mut late = vec![b'a'; 100_000];
        assert_eq!(found(&late).as_deref(), plain);
        late.push(0);
        assert_eq!(found(&late), None);
        for code in [
            "<html><script>",
            "\u{feff} <svg onload=x>",
            "<?xml version='1.0'?>",
            "<?php",
            "#!/bin/sh\n",
        ] {
            assert_ne!(found(code.as_bytes()).as_deref(), plain, "{code}");
        }
    }
}
