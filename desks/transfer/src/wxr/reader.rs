//! Takes the items out of a WXR file one by one; never more than one item is held. A fault costs the item that it
//! is in: reading goes on at the next `<item>`. No DTD is read and nothing is fetched.

use super::document::{Document, PARTS, Step, Then, Trouble};
use super::item::{Channel, Item};
use crate::bytes::Bytes;
use quick_xml::Reader as Xml;
use std::fmt;
use std::io::BufRead;

/// An item, or what else stands between two items, is not longer than this.
const LONGEST: usize = 16 * 1024 * 1024;

/// What is wrong with the file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: u64,
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (line {})", self.why, self.line)
    }
}

/// Reads a WXR file; an iterator over its items and faults.
pub struct Reader<R: BufRead> {
    /// None when the file is read to its end, or given up.
    xml: Option<Xml<Bytes<R>>>,
    buffer: Vec<u8>,
    document: Document,
    refused: Option<Fault>,
    taken: u64,
    is_damaged: bool,
}

impl<R: BufRead> Reader<R> {
    /// Returns a reader of this file.
    pub fn new(file: R) -> Self {
        let (xml, refused) = match Bytes::open(file, LONGEST) {
            Ok(Ok(bytes)) => (Some(fresh(bytes)), None),
            Ok(Err(why)) => (None, Some(Fault { line: 1, why })),
            Err(error) => (None, Some(Fault { line: 1, why: format!("cannot be read: {error}") })),
        };
        Self { xml, buffer: Vec::new(), document: Document::default(), refused, taken: 0, is_damaged: false }
    }

    /// Returns what the file has said of the site so far: all of it once the first item is there.
    pub fn channel(&self) -> &Channel {
        &self.document.channel
    }

    /// Returns how many bytes of the file are read.
    pub fn bytes(&self) -> u64 {
        self.taken
    }

    /// Returns whether there were bytes that are no text in the file's encoding; they were replaced by `�`.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// Reads one event.
    fn step(&mut self) -> Result<Step, Trouble> {
        let Some(xml) = self.xml.as_mut() else { return Ok(Step::End) };
        self.buffer.clear();
        let event = xml.read_event_into(&mut self.buffer);
        let bytes = xml.get_mut();
        self.document.line = bytes.line();
        self.taken = bytes.taken();
        self.is_damaged = bytes.is_damaged();
        let before = self.document.depth;
        let step = match event {
            Ok(event) => self.document.take(event),
            Err(_) if bytes.is_over() => {
                Err(self.document.trouble(format!("longer than {} MiB", LONGEST >> 20)))
            }
            Err(quick_xml::Error::Io(error)) => {
                Err(Trouble { why: format!("cannot be read: {error}"), then: Then::Stop })
            }
            Err(error) => Err(self.document.trouble(error.to_string())),
        };
        // A part that begins, or what stands between two parts, has the whole budget.
        if self.document.depth < PARTS || (self.document.depth == PARTS && before < PARTS) {
            bytes.start_over();
        }
        step
    }

    /// Goes on behind a fault, where that can be done.
    fn recover(&mut self, then: Then) {
        let Some(xml) = self.xml.take() else { return };
        let mut bytes = xml.into_inner();
        let is_at_item = match then {
            Then::Stop => false,
            Then::ThisItem => true,
            Then::NextItem => bytes.skip_to_item().unwrap_or(false),
        };
        if is_at_item {
            bytes.start_over();
            self.document.restart_in_item(bytes.line());
            self.xml = Some(fresh(bytes));
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Item, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(fault) = self.refused.take() {
            return Some(Err(fault));
        }
        while self.xml.is_some() {
            match self.step() {
                Ok(Step::On) => {}
                Ok(Step::Item(item)) => return Some(Ok(*item)),
                Ok(Step::End) => self.xml = None,
                Err(Trouble { why, then }) => {
                    let line = self.document.line;
                    self.recover(then);
                    return Some(Err(Fault { line, why }));
                }
            }
        }
        None
    }
}

/// Returns a parser that may begin in the middle: `</item>` and what follows it have no beginning then.
fn fresh<R: BufRead>(bytes: Bytes<R>) -> Xml<Bytes<R>> {
    let mut xml = Xml::from_reader(bytes);
    let config = xml.config_mut();
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    xml
}
