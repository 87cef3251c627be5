//! Takes the items out of a WXR file one by one; never more than one item is held. A fault costs the item that it
//! is in: reading goes on at the next `<item>`. No DTD is read and nothing is fetched.

use super::bytes::Bytes;
use super::item::{Author, Category, Channel, Item};
use super::names::{Owner, Prefixes, attributes};
use super::text::Text;
use quick_xml::Reader as Xml;
use quick_xml::events::{BytesStart, Event};
use std::fmt;
use std::io::BufRead;

/// An item, or what else stands between two items, is not longer than this.
const LONGEST: usize = 16 * 1024 * 1024;
const DEEPEST: usize = 64;

/// The depth at which the parts of a channel stand: items, authors, its own facts.
const PARTS: usize = 3;

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

/// What is being read at depth 3 and below.
enum Part {
    Fact,
    Author(Author),
    Item(Box<Item>),
}

/// What comes after a fault.
enum Then {
    Stop,
    NextItem,
    ThisItem,
}

struct Trouble {
    why: String,
    then: Then,
}

/// Reads a WXR file; an iterator over its items and faults.
pub struct Reader<R: BufRead> {
    /// None when the file is read to its end, or given up.
    xml: Option<Xml<Bytes<R>>>,
    buffer: Vec<u8>,
    channel: Channel,
    prefixes: Prefixes,
    depth: usize,
    part: Option<Part>,
    /// The element whose text is being gathered: its depth, whose it is, its name.
    field: Option<(usize, Owner, String, Text)>,
    is_wordpress: bool,
    refused: Option<Fault>,
    at: (u64, u64, bool),
}

impl<R: BufRead> Reader<R> {
    /// Returns a reader of this file.
    pub fn new(file: R) -> Self {
        let (xml, refused) = match Bytes::open(file, LONGEST) {
            Ok(Ok(bytes)) => (Some(fresh(bytes)), None),
            Ok(Err(why)) => (None, Some(Fault { line: 1, why })),
            Err(error) => (None, Some(Fault { line: 1, why: format!("cannot be read: {error}") })),
        };
        Self {
            xml,
            buffer: Vec::new(),
            channel: Channel::default(),
            prefixes: Prefixes::default(),
            depth: 0,
            part: None,
            field: None,
            is_wordpress: false,
            refused,
            at: (1, 0, false),
        }
    }

    /// Returns what the file has said of the site so far: all of it once the first item is there.
    pub fn channel(&self) -> &Channel {
        &self.channel
    }

    /// Returns how many bytes of the file are read.
    pub fn bytes(&self) -> u64 {
        self.at.1
    }

    /// Returns whether there were bytes that are no text in the file's encoding; they were replaced by `�`.
    pub fn is_damaged(&self) -> bool {
        self.at.2
    }

    /// Reads one event; an item when it is whole.
    fn step(&mut self) -> Result<Option<Item>, Trouble> {
        let Some(xml) = self.xml.as_mut() else { return Ok(None) };
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        let bytes = xml.get_ref();
        self.at = (bytes.line(), bytes.taken(), bytes.is_damaged());
        let is_over = bytes.is_over();
        let taken = match event {
            Ok(event) => self.take(event),
            Err(_) if is_over => Err(self.trouble(format!("longer than {} MiB", LONGEST >> 20))),
            Err(quick_xml::Error::Io(error)) => {
                Err(Trouble { why: format!("cannot be read: {error}"), then: Then::Stop })
            }
            Err(error) => Err(self.trouble(error.to_string())),
        };
        self.buffer = buffer;
        taken
    }

    fn take(&mut self, event: Event<'_>) -> Result<Option<Item>, Trouble> {
        match event {
            Event::Start(element) => self.open(&element, false).map(|()| None),
            Event::Empty(element) => {
                self.open(&element, true)?;
                self.close(element.name().into_inner(), true)
            }
            Event::End(element) => self.close(element.name().into_inner(), false),
            Event::Text(text) => self.gather(|field| field.plain(&text)),
            Event::CData(text) => self.gather(|field| field.cdata(&text)),
            Event::GeneralRef(reference) => self.gather(|field| field.reference(&reference)),
            Event::DocType(definition) => self.definition(&definition),
            Event::Eof => self.end(),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Ok(None),
        }
    }

    fn gather(&mut self, add: impl FnOnce(&mut Text)) -> Result<Option<Item>, Trouble> {
        if let Some((.., text)) = &mut self.field {
            add(text);
        }
        Ok(None)
    }

    /// A plain `<!DOCTYPE rss>` does no harm; one that defines or fetches something is refused.
    fn definition(&self, definition: &str) -> Result<Option<Item>, Trouble> {
        let defines = definition.contains('[');
        let fetches = definition.contains("SYSTEM") || definition.contains("PUBLIC");
        if defines || fetches {
            let what = if defines { "defines entities or elements" } else { "names an outside file" };
            let why = format!("refused: its DOCTYPE {what}, which no export of WordPress does");
            return Err(Trouble { why, then: Then::Stop });
        }
        Ok(None)
    }

    fn open(&mut self, element: &BytesStart<'_>, is_empty: bool) -> Result<(), Trouble> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.trouble(format!("elements nested more than {DEEPEST} deep")));
        }
        if self.depth < PARTS {
            self.prefixes.declare(element);
        }
        let (owner, name) = {
            let (owner, name) = self.prefixes.resolve(element.name().into_inner());
            (owner, name.to_owned())
        };
        self.is_wordpress |= owner == Owner::WordPress;
        match self.depth {
            1 if name != "rss" => {
                let why = format!("no export of WordPress: it begins with <{}>, not <rss>", short(&name));
                Err(Trouble { why, then: Then::Stop })
            }
            1 | 2 => Ok(()),
            PARTS => {
                self.open_part(owner, name);
                Ok(())
            }
            _ => self.open_field(element, owner, name, is_empty),
        }
    }

    fn open_part(&mut self, owner: Owner, name: String) {
        self.part = Some(match (owner, name.as_str()) {
            (Owner::Rss, "item") => Part::Item(Box::new(Item { line: self.at.0, ..Item::default() })),
            (Owner::WordPress, "author") => Part::Author(Author::default()),
            _ => {
                self.field = Some((PARTS, owner, name, Text::default()));
                Part::Fact
            }
        });
        self.start_over();
    }

    fn open_field(
        &mut self,
        element: &BytesStart<'_>,
        owner: Owner,
        name: String,
        is_empty: bool,
    ) -> Result<(), Trouble> {
        let is_item = matches!(self.part, Some(Part::Item(_)));
        if is_item && owner == Owner::Rss && name == "item" && self.depth == PARTS + 1 {
            return Err(Trouble {
                why: "an item is not closed before the next begins".into(),
                then: Then::ThisItem,
            });
        }
        match &mut self.field {
            Some((_, Owner::Content | Owner::Excerpt, _, text)) => {
                text.markup(["<", element, if is_empty { "/>" } else { ">" }]);
            }
            Some(_) => {}
            None if self.depth == PARTS + 1 => {
                if let Some(Part::Item(item)) = &mut self.part
                    && owner == Owner::Rss
                    && name == "category"
                {
                    item.categories.push(category(element));
                }
                self.field = Some((self.depth, owner, name, Text::default()));
            }
            None => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, is_empty: bool) -> Result<Option<Item>, Trouble> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        match &mut self.field {
            Some((at, owner, _, text)) if *at < depth => {
                if !is_empty && matches!(owner, Owner::Content | Owner::Excerpt) {
                    text.markup(["</", name, ">"]);
                }
                return Ok(None);
            }
            _ => self.close_field(),
        }
        if depth != PARTS {
            return Ok(None);
        }
        self.start_over();
        match self.part.take() {
            Some(Part::Author(author)) => self.channel.add(author),
            Some(Part::Item(item)) if name == "item" => return self.whole(*item).map(Some),
            Some(Part::Item(_)) => return Err(self.trouble(format!("an item ends with </{}>", short(name)))),
            Some(Part::Fact) | None => {}
        }
        Ok(None)
    }

    fn close_field(&mut self) {
        let Some((_, owner, name, text)) = self.field.take() else { return };
        match &mut self.part {
            Some(Part::Item(item)) if owner == Owner::Rss && name == "category" => {
                if let Some(category) = item.categories.last_mut() {
                    category.name = text.finish();
                }
            }
            Some(Part::Item(item)) => item.set(owner, &name, text.finish()),
            Some(Part::Author(author)) => author.set(&name, text.finish()),
            Some(Part::Fact) => self.channel.set(owner, &name, text.finish()),
            None => {}
        }
    }

    fn whole(&self, item: Item) -> Result<Item, Trouble> {
        if self.is_wordpress { Ok(item) } else { Err(plain_rss()) }
    }

    fn end(&mut self) -> Result<Option<Item>, Trouble> {
        let stop = |why: &str| Err(Trouble { why: why.into(), then: Then::Stop });
        match (&self.part, self.depth) {
            (Some(Part::Item(_)), _) => stop("the file ends within an item"),
            (_, 1..) => stop("the file ends before </rss>"),
            (_, 0) if self.at.1 == 0 => stop("the file is empty"),
            (_, 0) if !self.is_wordpress => Err(plain_rss()),
            _ => {
                self.xml = None;
                Ok(None)
            }
        }
    }

    fn start_over(&mut self) {
        if let Some(xml) = &mut self.xml {
            xml.get_mut().start_over();
        }
    }

    fn trouble(&self, why: String) -> Trouble {
        // Before the root there is nothing to go on to.
        Trouble { why, then: if self.depth == 0 { Then::Stop } else { Then::NextItem } }
    }

    /// Goes on behind a fault, where that can be done.
    fn recover(&mut self, then: Then) {
        self.field = None;
        self.part = None;
        let Some(xml) = self.xml.take() else { return };
        let mut bytes = xml.into_inner();
        let is_at_item = match then {
            Then::Stop => false,
            Then::ThisItem => true,
            Then::NextItem => bytes.skip_to_item().unwrap_or(false),
        };
        if is_at_item {
            bytes.start_over();
            self.at.0 = bytes.line();
            self.depth = PARTS;
            self.part = Some(Part::Item(Box::new(Item { line: bytes.line(), ..Item::default() })));
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
                Ok(None) => {}
                Ok(Some(item)) => return Some(Ok(item)),
                Err(Trouble { why, then }) => {
                    let line = self.at.0;
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

fn category(element: &BytesStart<'_>) -> Category {
    let mut category = Category::default();
    for (name, value) in attributes(element) {
        match name.as_str() {
            "domain" => category.domain = value,
            "nicename" => category.nicename = value,
            _ => {}
        }
    }
    category
}

fn plain_rss() -> Trouble {
    let why = "no export of WordPress: it has none of the elements that WordPress adds to RSS";
    Trouble { why: why.into(), then: Then::Stop }
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}
