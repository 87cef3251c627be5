//! The file as UTF-8 text: decoded from whatever it declares, its lines counted, and no stretch of it longer than
//! the budget, so that the parser behind it never holds more than that.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Chain, Cursor, Read};

const HEAD: u64 = 1024;
const CHUNK: usize = 64 * 1024;

/// Returns all bytes of a file that is not longer than this.
pub(crate) fn whole(file: impl Read, longest: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    file.take(longest + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > longest {
        return Err(format!("longer than {} MiB", longest >> 20));
    }
    Ok(bytes)
}

/// A reader of UTF-8 over a reader of bytes.
pub(crate) struct Bytes<R> {
    inner: Chain<Cursor<Vec<u8>>, R>,
    decoder: Decoder,
    out: Box<[u8]>,
    at: usize,
    filled: usize,
    is_done: bool,
    taken: u64,
    lines: u64,
    spent: usize,
    budget: usize,
    is_damaged: bool,
}

impl<R: BufRead> Bytes<R> {
    /// Returns the reader, or why the file's encoding cannot be read.
    pub(crate) fn open(mut inner: R, budget: usize) -> io::Result<Result<Self, String>> {
        let mut head = Vec::new();
        inner.by_ref().take(HEAD).read_to_end(&mut head)?;
        let encoding = match encoding(&head) {
            Ok(encoding) => encoding,
            Err(why) => return Ok(Err(why)),
        };
        Ok(Ok(Self {
            inner: Cursor::new(head).chain(inner),
            decoder: encoding.new_decoder_with_bom_removal(),
            out: vec![0; CHUNK].into_boxed_slice(),
            at: 0,
            filled: 0,
            is_done: false,
            taken: 0,
            lines: 0,
            spent: 0,
            budget,
            is_damaged: false,
        }))
    }

    /// Begins a new stretch, with the whole budget.
    pub(crate) fn start_over(&mut self) {
        self.spent = 0;
    }

    /// Returns whether the stretch is longer than the budget.
    pub(crate) fn is_over(&self) -> bool {
        self.spent > self.budget
    }

    /// Returns the line that is being read, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.lines + 1
    }

    /// Returns how many bytes of the file are read.
    pub(crate) fn taken(&self) -> u64 {
        self.taken
    }

    /// Returns whether there were bytes that are no text in the file's encoding.
    pub(crate) fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// Reads on until behind the next `<item>`; returns whether there is one.
    pub(crate) fn skip_to_item(&mut self) -> io::Result<bool> {
        let mut seeker = Seeker::default();
        loop {
            self.start_over();
            let chunk = self.fill_buf()?;
            if chunk.is_empty() {
                return Ok(false);
            }
            let found = chunk.iter().position(|byte| seeker.is_behind(*byte));
            let read = found.map_or(chunk.len(), |at| at + 1);
            self.consume(read);
            if found.is_some() {
                self.start_over();
                return Ok(true);
            }
        }
    }

    fn decode(&mut self) -> io::Result<()> {
        self.at = 0;
        self.filled = 0;
        while self.filled == 0 && !self.is_done {
            let input = self.inner.fill_buf()?;
            let is_last = input.is_empty();
            let (result, read, written, was_bad) = self.decoder.decode_to_utf8(input, &mut self.out, is_last);
            self.inner.consume(read);
            self.taken += read as u64;
            self.filled = written;
            self.is_damaged |= was_bad;
            self.is_done = is_last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: BufRead> BufRead for Bytes<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_over() {
            return Err(io::Error::other("too long"));
        }
        if self.at >= self.filled {
            self.decode()?;
        }
        Ok(self.out.get(self.at..self.filled).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let end = (self.at + amount).min(self.filled);
        let read = self.out.get(self.at..end).unwrap_or_default();
        self.lines += read.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.spent += amount;
        self.at = end;
    }
}

impl<R: BufRead> Read for Bytes<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let amount = self.fill_buf()?.read(into)?;
        self.consume(amount);
        Ok(amount)
    }
}

/// Finds the end of the next `<item>` tag, byte by byte.
#[derive(Default)]
struct Seeker {
    matched: usize,
    is_in_tag: bool,
}

impl Seeker {
    fn is_behind(&mut self, byte: u8) -> bool {
        const TAG: &[u8] = b"<item";
        if self.is_in_tag {
            return byte == b'>';
        }
        match TAG.get(self.matched) {
            Some(wanted) if *wanted == byte => self.matched += 1,
            None if byte == b'>' => return true,
            None if byte.is_ascii_whitespace() => self.is_in_tag = true,
            _ => self.matched = usize::from(byte == b'<'),
        }
        false
    }
}

/// Returns the encoding of a file that begins like this: by its byte order mark, else as it declares, else UTF-8.
fn encoding(head: &[u8]) -> Result<&'static Encoding, String> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    if head.starts_with(b"<\0") {
        return Ok(UTF_16LE);
    }
    if head.starts_with(b"\0<") {
        return Ok(UTF_16BE);
    }
    let Some(label) = declared(head) else { return Ok(UTF_8) };
    match Encoding::for_label(label.as_bytes()) {
        // What says so in single bytes cannot be UTF-16.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(UTF_8),
        Some(encoding) => Ok(encoding),
        None => Err(format!("its encoding “{label}” is not known")),
    }
}

fn declared(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    Some(value.split(quote).nth(1)?.chars().take(40).collect())
}
