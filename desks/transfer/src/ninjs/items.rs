//! Takes the objects of a file one by one, wherever they stand: alone, in a list, or one a line. What stands between
//! them is not looked at; what is within them is, by the JSON reader. No more than one item is held.

use crate::bytes::Bytes;
use std::io::{BufRead, Read};

/// The longest item.
const LONGEST: usize = 16 * 1024 * 1024;

/// The items of a file, with the line that each begins on.
pub(super) struct Items<R> {
    bytes: Bytes<R>,
    /// The first line, where it is an item whole: then every line is one.
    is_by_line: bool,
    first: Option<(Vec<u8>, u64)>,
    is_done: bool,
    has_begun: bool,
}

impl<R: BufRead> Items<R> {
    pub(super) fn open(file: R) -> Result<Self, String> {
        let bytes = Bytes::open(file, 2 * LONGEST).map_err(|error| error.to_string())??;
        let mut items = Self { bytes, is_by_line: false, first: None, is_done: false, has_begun: false };
        items.first = items.line()?;
        let first = items.first.as_ref().map(|(text, _)| text.as_slice()).unwrap_or_default();
        // Else all of a file that is none, however long, would be looked through for braces.
        if first.trim_ascii_start().first().is_some_and(|begins| !matches!(begins, b'{' | b'[')) {
            return Err("no JSON: it begins with neither { nor [".into());
        }
        items.is_by_line = first.trim_ascii_start().starts_with(b"{")
            && serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok();
        Ok(items)
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes.taken()
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.bytes.is_damaged()
    }

    /// Returns the next line that is not empty, with its number.
    fn line(&mut self) -> Result<Option<(Vec<u8>, u64)>, String> {
        loop {
            self.bytes.start_over();
            let (mut line, number) = (Vec::new(), self.bytes.line());
            let read = self.bytes.by_ref().take(LONGEST as u64).read_until(b'\n', &mut line);
            match read {
                Ok(0) => return Ok(None),
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return Ok(Some((line, number))),
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// Returns the next object, found by its braces.
    fn object(&mut self) -> Result<Option<(Vec<u8>, u64)>, String> {
        let mut scan = Scan::default();
        if let Some((first, line)) = self.first.take() {
            scan.line = line;
            let read = scan.feed(&first);
            if scan.is_whole() {
                self.first =
                    first.get(read..).filter(|rest| !rest.is_empty()).map(|rest| (rest.to_vec(), line));
                return Ok(Some((scan.text, scan.begun)));
            }
        }
        loop {
            scan.line = self.bytes.line();
            self.bytes.start_over();
            let chunk = self.bytes.fill_buf().map_err(|error| error.to_string())?;
            if chunk.is_empty() {
                return scan.end(self.has_begun).map(|()| None);
            }
            let read = scan.feed(chunk);
            self.bytes.consume(read);
            if scan.is_whole() {
                return Ok(Some((scan.text, scan.begun)));
            }
            if scan.text.len() > LONGEST {
                return Err(format!("an item is longer than {} MiB (line {})", LONGEST >> 20, scan.begun));
            }
        }
    }
}

impl<R: BufRead> Iterator for Items<R> {
    type Item = Result<(Vec<u8>, u64), String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let next = match (self.is_by_line, self.first.take()) {
            (true, Some(first)) => Ok(Some(first)),
            (true, None) => self.line(),
            (false, first) => {
                self.first = first;
                self.object()
            }
        };
        // What follows a fault outside of an item cannot be told apart any more.
        self.is_done = !matches!(next, Ok(Some(_)));
        self.has_begun = true;
        next.transpose()
    }
}

/// Follows braces and strings until an object is whole.
#[derive(Default)]
struct Scan {
    text: Vec<u8>,
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
    has_ended: bool,
    /// The line of the chunk that is fed, and the one that the object begins on.
    line: u64,
    begun: u64,
    /// What stands where no object is.
    stray: bool,
}

impl Scan {
    fn is_whole(&self) -> bool {
        self.has_ended
    }

    /// Takes bytes up to the object's end and returns how many it took.
    fn feed(&mut self, chunk: &[u8]) -> usize {
        let mut lines = 0;
        for (at, byte) in chunk.iter().enumerate() {
            lines += u64::from(*byte == b'\n');
            if self.depth == 0 && *byte != b'{' {
                self.stray |= !byte.is_ascii_whitespace() && !b"[],".contains(byte);
                continue;
            }
            if self.depth == 0 {
                self.begun = self.line + lines;
            }
            self.text.push(*byte);
            self.step(*byte);
            if self.depth == 0 {
                self.has_ended = true;
                return at + 1;
            }
        }
        chunk.len()
    }

    fn step(&mut self, byte: u8) {
        match byte {
            // No string goes over a line's end: one that was not closed costs no more than its item.
            b'\n' => (self.is_in_string, self.is_escaped) = (false, false),
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_in_string => self.is_escaped = true,
            b'"' => self.is_in_string = !self.is_in_string,
            b'{' if !self.is_in_string => self.depth += 1,
            b'}' if !self.is_in_string => self.depth -= 1,
            _ => {}
        }
    }

    /// Says what is wrong with a file that ends here.
    fn end(&self, has_begun: bool) -> Result<(), String> {
        if self.depth > 0 {
            return Err(format!("the file ends within an item (line {})", self.begun));
        }
        if self.stray {
            return Err("no JSON, or not all of it".into());
        }
        if has_begun { Ok(()) } else { Err("holds no item".into()) }
    }
}
