//! From the tree to HTML: everything escaped, only addresses that run nothing.

use crate::address;
use crate::doc::{Block, Cell, Doc, Inline, Mark, Node, Picture};

/// What the tree cannot know itself: how a placed picture, a related story and what is embedded look. What the
/// functions return is HTML and taken as it is; where they return nothing, nothing is shown.
pub struct RenderOptions<'a> {
    /// Renders the inside of a picture's `<figure class="picture">`. Never asked for waiting pictures.
    pub picture: &'a dyn Fn(&Picture) -> Option<String>,
    /// Renders the inside of a related story's `<aside class="related">`, by the story's id.
    pub related: &'a dyn Fn(&str) -> Option<String>,
    /// Renders what stands before the link to something that the text embeds, by its address.
    pub embed: &'a dyn Fn(&str) -> Option<String>,
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        Self { picture: &|_| None, related: &|_| None, embed: &|_| None }
    }
}

impl Doc {
    /// Returns the text as HTML; each top-level element has its block's id in `data-block`, if the block has one.
    pub fn to_html(&self, options: &RenderOptions) -> String {
        let mut render = Render { out: String::new(), options };
        for block in &self.blocks {
            render.block(block);
        }
        render.out
    }
}

impl Block {
    /// Returns the block as HTML, nothing if it shows nothing.
    pub fn to_html(&self, options: &RenderOptions) -> String {
        let mut render = Render { out: String::new(), options };
        render.block(self);
        render.out
    }
}

/// Appends text as it stands in an element or a double-quoted attribute.
fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            // Whatever reaches the tree, a control character never leaves it.
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
}

struct Render<'a> {
    out: String,
    options: &'a RenderOptions<'a>,
}

impl Render<'_> {
    fn block(&mut self, block: &Block) {
        let named = (!block.id.is_empty()).then(|| attribute("data-block", &block.id));
        self.node(&block.node, &named.unwrap_or_default());
    }

    /// Appends a node; `attrs` are those of its element, written out.
    fn node(&mut self, node: &Node, attrs: &str) {
        match node {
            Node::Paragraph(content) => self.element("p", attrs, |r| r.inline(content)),
            Node::Heading { level, content } => {
                let name = ["h2", "h3", "h4"].get(usize::from(*level).saturating_sub(2)).unwrap_or(&"h4");
                self.element(name, attrs, |r| r.inline(content));
            }
            Node::Quote { cite, paragraphs } => self.element("blockquote", attrs, |r| {
                for content in paragraphs {
                    r.element("p", "", |r| r.inline(content));
                }
                if let Some(cite) = cite {
                    r.element("footer", "", |r| r.element("cite", "", |r| escape_into(&mut r.out, cite)));
                }
            }),
            Node::List { ordered, start, items } => self.list(*ordered, *start, items, attrs),
            Node::Picture(picture) => self.picture(picture, attrs),
            Node::Gallery(pictures) => self.gallery(pictures, attrs),
            Node::Related { story } => {
                if let Some(html) = (self.options.related)(&story.to_string()) {
                    self.element("aside", &format!(" class=\"related\"{attrs}"), |r| r.out.push_str(&html));
                }
            }
            Node::Embed { url, provider } => self.embed(url, provider.as_deref(), attrs),
            Node::Factbox { title, content } => {
                // A section and no aside: those who take the text alone leave out what is aside of it.
                // Its title is no heading, which would have a level that depends on what stands above the box.
                self.element("section", &format!(" class=\"factbox\"{attrs}"), |r| {
                    if !title.is_empty() {
                        r.element("p", " class=\"factbox-title\"", |r| escape_into(&mut r.out, title));
                    }
                    content.iter().for_each(|node| r.node(node, ""));
                });
            }
            Node::Table(rows) => self.table(rows, attrs),
            Node::Code { text, language } => self.code(text, language.as_deref(), attrs),
            Node::Rule => self.out.push_str(&format!("<hr{attrs}>")),
        }
    }

    fn element(&mut self, name: &str, attrs: &str, inside: impl FnOnce(&mut Self)) {
        self.out.push_str(&format!("<{name}{attrs}>"));
        inside(self);
        self.out.push_str(&format!("</{name}>"));
    }

    fn list(&mut self, ordered: bool, start: Option<u32>, items: &[Vec<Node>], attrs: &str) {
        let start = start.filter(|_| ordered).map(|n| format!(" start=\"{n}\"")).unwrap_or_default();
        self.element(if ordered { "ol" } else { "ul" }, &format!("{start}{attrs}"), |r| {
            for item in items {
                r.element("li", "", |r| r.item(item));
            }
        });
    }

    /// An item with one paragraph is written without `<p>`, as everybody writes lists.
    fn item(&mut self, item: &[Node]) {
        let paragraphs = item.iter().filter(|node| matches!(node, Node::Paragraph(_))).count();
        for (n, node) in item.iter().enumerate() {
            match node {
                Node::Paragraph(content) if n == 0 && paragraphs == 1 => self.inline(content),
                node => self.node(node, ""),
            }
        }
    }

    fn picture(&mut self, picture: &Picture, attrs: &str) {
        let shown = picture.picture.and_then(|_| (self.options.picture)(picture));
        if let Some(html) = shown {
            self.element("figure", &format!(" class=\"picture\"{attrs}"), |r| r.out.push_str(&html));
        }
    }

    fn gallery(&mut self, pictures: &[Picture], attrs: &str) {
        let before = self.out.len();
        self.out.push_str(&format!("<div class=\"gallery\"{attrs}>"));
        let opened = self.out.len();
        pictures.iter().for_each(|picture| self.picture(picture, ""));
        if self.out.len() == opened {
            self.out.truncate(before);
        } else {
            self.out.push_str("</div>");
        }
    }

    fn embed(&mut self, url: &str, provider: Option<&str>, attrs: &str) {
        if !address::is_web(url) {
            return;
        }
        let provider = provider.map(|name| attribute("data-provider", name)).unwrap_or_default();
        self.element("p", &format!(" class=\"embed\"{provider}{attrs}"), |r| {
            if let Some(html) = (r.options.embed)(url) {
                r.out.push_str(&html);
            }
            r.open_link(url);
            escape_into(&mut r.out, url);
            r.out.push_str("</a>");
        });
    }

    fn table(&mut self, rows: &[Vec<Cell>], attrs: &str) {
        self.element("table", attrs, |r| {
            r.element("tbody", "", |r| {
                for row in rows {
                    r.element("tr", "", |r| {
                        for cell in row {
                            let (name, class) = cell_element(cell);
                            r.element(name, class, |r| r.inline(&cell.content));
                        }
                    });
                }
            });
        });
    }

    fn code(&mut self, text: &str, language: Option<&str>, attrs: &str) {
        let class = language.map(|name| attribute("class", &format!("language-{name}"))).unwrap_or_default();
        self.element("pre", attrs, |r| r.element("code", &class, |r| escape_into(&mut r.out, text)));
    }

    /// Appends running text; a mark stays open as long as the pieces have it.
    fn inline(&mut self, content: &[Inline]) {
        let mut open: Vec<&Mark> = Vec::new();
        for piece in content {
            match piece {
                Inline::Break => self.out.push_str("<br>"),
                Inline::Text { text, marks } => {
                    let wanted: Vec<&Mark> = marks.iter().filter(|mark| is_shown(mark)).collect();
                    let same = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
                    self.close(&mut open, same);
                    for mark in wanted.into_iter().skip(same) {
                        self.open(mark);
                        open.push(mark);
                    }
                    escape_into(&mut self.out, text);
                }
            }
        }
        self.close(&mut open, 0);
    }

    fn close(&mut self, open: &mut Vec<&Mark>, keep: usize) {
        while open.len() > keep {
            if let Some(mark) = open.pop() {
                self.out.push_str(&format!("</{}>", element_of(mark)));
            }
        }
    }

    fn open(&mut self, mark: &Mark) {
        match mark {
            Mark::Link(href) => self.open_link(href),
            mark => self.out.push_str(&format!("<{}>", element_of(mark))),
        }
    }

    fn open_link(&mut self, href: &str) {
        self.out.push_str("<a href=\"");
        address::encode_into(&mut self.out, href);
        self.out.push_str("\">");
    }
}

fn attribute(name: &str, value: &str) -> String {
    let mut out = format!(" {name}=\"");
    escape_into(&mut out, value);
    out.push('"');
    out
}

/// A link that leads nowhere good is not written, however it came into the tree.
fn is_shown(mark: &Mark) -> bool {
    !matches!(mark, Mark::Link(href) if !address::is_link(href))
}

/// A header that says nothing is an ordinary cell to those who hear the table; its class is for who reads it again.
fn cell_element(cell: &Cell) -> (&'static str, &'static str) {
    match (cell.header, cell.content.is_empty()) {
        (true, false) => ("th", ""),
        (true, true) => ("td", " class=\"header\""),
        (false, _) => ("td", ""),
    }
}

fn element_of(mark: &Mark) -> &'static str {
    match mark {
        Mark::Link(_) => "a",
        Mark::Strong => "strong",
        Mark::Em => "em",
        Mark::Strike => "s",
        Mark::Sub => "sub",
        Mark::Sup => "sup",
        Mark::Code => "code",
    }
}
