//! The shape of a WXR file while it is read: how deep it stands, which item or author is open, and what they say.

use super::item::{Author, Category, Channel, Item};
use super::names::{Owner, Prefixes, attributes};
use super::text::Text;
use quick_xml::events::{BytesStart, Event};

const DEEPEST: usize = 64;

/// The depth at which the parts of a channel stand: items, authors, its own facts.
pub(super) const PARTS: usize = 3;

/// What comes after a fault.
pub(super) enum Then {
    Stop,
    NextItem,
    ThisItem,
}

/// What is wrong.
pub(super) struct Trouble {
    pub(super) why: String,
    pub(super) then: Then,
}

/// What is being read at depth 3 and below.
enum Part {
    Fact,
    Author(Author),
    Item(Box<Item>),
}

/// What an event brought.
pub(super) enum Step {
    On,
    Item(Box<Item>),
    End,
}

/// What is known of the file so far.
#[derive(Default)]
pub(super) struct Document {
    pub(super) channel: Channel,
    pub(super) line: u64,
    pub(super) depth: usize,
    prefixes: Prefixes,
    part: Option<Part>,
    /// The element whose text is being gathered: its depth, whose it is, its name.
    field: Option<(usize, Owner, String, Text)>,
    is_wordpress: bool,
}

impl Document {
    /// Begins anew within an item, behind a fault.
    pub(super) fn restart_in_item(&mut self, line: u64) {
        self.line = line;
        self.depth = PARTS;
        self.field = None;
        self.part = Some(Part::Item(Box::new(Item { line, ..Item::default() })));
    }

    /// Takes the next event.
    pub(super) fn take(&mut self, event: Event<'_>) -> Result<Step, Trouble> {
        match event {
            Event::Start(element) => self.open(&element, false).map(|()| Step::On),
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
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Ok(Step::On),
        }
    }

    fn gather(&mut self, add: impl FnOnce(&mut Text)) -> Result<Step, Trouble> {
        if let Some((.., text)) = &mut self.field {
            add(text);
        }
        Ok(Step::On)
    }

    /// A plain `<!DOCTYPE rss>` does no harm; one that defines or fetches something is refused.
    fn definition(&self, definition: &str) -> Result<Step, Trouble> {
        let defines = definition.contains('[');
        let fetches = definition.contains("SYSTEM") || definition.contains("PUBLIC");
        if defines || fetches {
            let what = if defines { "defines entities or elements" } else { "names an outside file" };
            let why = format!("refused: its DOCTYPE {what}, which no export of WordPress does");
            return Err(Trouble { why, then: Then::Stop });
        }
        Ok(Step::On)
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
            (Owner::Rss, "item") => Part::Item(Box::new(Item { line: self.line, ..Item::default() })),
            (Owner::WordPress, "author") => Part::Author(Author::default()),
            _ => {
                self.field = Some((PARTS, owner, name, Text::default()));
                Part::Fact
            }
        });
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

    fn close(&mut self, name: &str, is_empty: bool) -> Result<Step, Trouble> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        match &mut self.field {
            Some((at, owner, _, text)) if *at < depth => {
                if !is_empty && matches!(owner, Owner::Content | Owner::Excerpt) {
                    text.markup(["</", name, ">"]);
                }
                return Ok(Step::On);
            }
            _ => self.close_field(),
        }
        if depth != PARTS {
            return Ok(Step::On);
        }
        match self.part.take() {
            Some(Part::Author(author)) => self.channel.add(author),
            Some(Part::Item(item)) if name == "item" => return self.whole(item),
            Some(Part::Item(_)) => return Err(self.trouble(format!("an item ends with </{}>", short(name)))),
            Some(Part::Fact) | None => {}
        }
        Ok(Step::On)
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

    fn whole(&self, item: Box<Item>) -> Result<Step, Trouble> {
        if self.is_wordpress { Ok(Step::Item(item)) } else { Err(plain_rss()) }
    }

    fn end(&self) -> Result<Step, Trouble> {
        let stop = |why: &str| Err(Trouble { why: why.into(), then: Then::Stop });
        match (&self.part, self.depth) {
            (Some(Part::Item(_)), _) => stop("the file ends within an item"),
            (_, 1..) => stop("the file ends before </rss>"),
            (_, 0) if !self.is_wordpress => Err(plain_rss()),
            _ => Ok(Step::End),
        }
    }

    /// Returns the trouble that costs what is being read.
    pub(super) fn trouble(&self, why: String) -> Trouble {
        // Before the root there is nothing to go on to.
        Trouble { why, then: if self.depth == 0 { Then::Stop } else { Then::NextItem } }
    }
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
