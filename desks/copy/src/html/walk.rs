//! The walk through foreign markup: from elements to blocks and marks.

use super::dom::{Data, Dom, Index};
use super::elements::{Role, role};
use super::flow::Flow;
use super::report::Report;
use super::{Origin, processors, styles};
use crate::address;
use crate::doc::{Block, Mark, Node, is_block_id};
use crate::schema::SCHEMA;
use html5ever::ns;

/// The state of the walk. It recurses as deep as the markup nests, which the guard has limited.
pub(super) struct Walk<'a> {
    pub(super) dom: &'a Dom,
    pub(super) report: Report,
    marks: Vec<Mark>,
    origin: Origin,
    /// How many nodes were made so far.
    made: usize,
    /// How many lists the place lies in, and whether it lies in a box.
    pub(super) lists: usize,
    boxed: bool,
    /// What the sign of the present item is made of: the list gives it by itself.
    pub(super) sign: Vec<Index>,
    /// The address of WordPress's embed block in which the walk is.
    pub(super) embed: Option<(String, Option<String>)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(dom: &'a Dom, origin: Origin, report: Report) -> Self {
        Self {
            dom,
            report,
            marks: Vec::new(),
            origin,
            made: 0,
            lists: 0,
            boxed: false,
            sign: Vec::new(),
            embed: None,
        }
    }

    pub(super) fn into_report(self) -> Report {
        self.report
    }

    /// Returns the blocks of the whole document.
    pub(super) fn document(&mut self) -> Vec<Block> {
        self.inside(0)
    }

    /// Returns the blocks that the content of a node makes.
    pub(super) fn inside(&mut self, index: Index) -> Vec<Block> {
        let mut flow = Flow::default();
        self.children(index, &mut flow);
        flow.end_paragraph();
        flow.blocks
    }

    /// Returns whether there is room for one more node; tells if not.
    pub(super) fn room(&mut self) -> bool {
        self.made += 1;
        if self.made == SCHEMA.limits.blocks {
            self.report.dropped("what is too long", "");
        }
        self.made < SCHEMA.limits.blocks
    }

    pub(super) fn children(&mut self, index: Index, flow: &mut Flow) {
        let mut rest = self.dom.children(index);
        while let Some((&child, behind)) = rest.split_first() {
            if self.is_list_paragraph(child) {
                let taken = self.paragraph_list(rest, flow);
                rest = rest.get(taken.max(1)..).unwrap_or_default();
            } else {
                self.node(child, flow);
                rest = behind;
            }
        }
    }

    /// Takes in one node.
    pub(super) fn node(&mut self, index: Index, flow: &mut Flow) {
        match self.dom.data(index) {
            _ if self.sign.contains(&index) => {}
            Data::Text(text) if self.origin == Origin::Classic => flow.lines(text, &self.marks),
            Data::Text(text) => flow.text(text, &self.marks),
            Data::Comment(text) => self.comment(text, flow),
            Data::Element(name, _) if name.ns != ns!(html) => {
                let what = self.dom.text(index);
                self.report.dropped(&name.local, &what);
            }
            Data::Element(..) if processors::is_sign(self.dom, index) => {}
            Data::Element(name, attrs) => {
                if let Some(what) = processors::beside(self.dom, index, self.origin) {
                    // Deleted words are not even told of.
                    let text = if what == "deleted" { String::new() } else { self.dom.text(index) };
                    return self.report.dropped(what, &text);
                }
                for attr in attrs.iter().filter(|attr| attr.name.local.starts_with("on")) {
                    self.report.dropped("event handler", &attr.value);
                }
                self.element(index, &name.local, flow);
            }
            Data::Root => self.children(index, flow),
        }
    }

    fn element(&mut self, index: Index, name: &str, flow: &mut Flow) {
        if self.is_character(index) {
            return flow.text(self.dom.attr(index, "alt").unwrap_or_default(), &self.marks);
        }
        let role = role(name);
        if matches!(role, Role::Inline | Role::Mark(_) | Role::Link | Role::Break | Role::Silent | Role::Drop)
        {
            return self.inline(index, name, role, flow);
        }
        flow.end_paragraph();
        let first = flow.blocks.len();
        self.block(index, name, role, flow);
        flow.end_paragraph();
        let id = self.dom.attr(index, "data-block").filter(|id| is_block_id(id));
        if let (Some(block), Some(id)) = (flow.blocks.get_mut(first), id)
            && block.id.is_empty()
        {
            block.id = id.to_owned();
        }
        let fresh = flow.blocks.len().saturating_sub(flow.counted);
        let fit = (0..fresh).filter(|_| self.room()).count();
        flow.blocks.truncate(flow.counted + fit);
        flow.counted = flow.blocks.len();
    }

    fn inline(&mut self, index: Index, name: &str, role: Role, flow: &mut Flow) {
        match role {
            Role::Mark(mark) => self.marked(mark, index, flow),
            Role::Inline => self.styled(index, flow),
            Role::Link => self.link(index, flow),
            Role::Break if self.origin == Origin::Classic => flow.line_break_or_end(),
            Role::Break => flow.line_break(),
            Role::Drop => {
                let what = self.dom.text(index);
                let what = if what.trim().is_empty() {
                    self.dom.attr(index, "src").unwrap_or_default()
                } else {
                    &what
                };
                self.report.dropped(name, what);
            }
            Role::Silent => {}
            _ => self.children(index, flow),
        }
    }

    fn block(&mut self, index: Index, name: &str, role: Role, flow: &mut Flow) {
        match role {
            Role::Heading(level) => self.heading(level, index, flow),
            Role::Quote => self.quote(index, flow),
            Role::List { ordered } => self.list(ordered, index, flow),
            Role::Figure => self.figure(index, flow),
            Role::Image => self.image(index, flow),
            Role::Media => self.media(name, index, flow),
            Role::Rule => flow.block(Node::Rule),
            Role::Pre => self.pre(index, flow),
            Role::Table => self.table(index, flow),
            Role::Aside | Role::Block if self.is_factbox(index, name) => self.factbox(index, flow),
            _ if self.is_embed(index) => self.embed_block(index, flow),
            _ if self.is_gallery(index) => self.gallery(index, flow),
            _ => self.children(index, flow),
        }
    }

    /// Takes in the content of an element with one more mark, unless its style says that it looks otherwise.
    fn marked(&mut self, mark: Mark, index: Index, flow: &mut Flow) {
        let outer = self.marks.clone();
        self.marks.push(mark);
        styles::set(self.dom, index, &mut self.marks);
        self.children(index, flow);
        self.marks = outer;
    }

    fn styled(&mut self, index: Index, flow: &mut Flow) {
        let outer = self.marks.clone();
        styles::set(self.dom, index, &mut self.marks);
        self.children(index, flow);
        self.marks = outer;
    }

    fn link(&mut self, index: Index, flow: &mut Flow) {
        let Some(href) = self.dom.attr(index, "href") else {
            return self.children(index, flow);
        };
        let tidy = address::tidy(href);
        let tidy = address::behind_redirect(&tidy).unwrap_or(tidy);
        if !address::is_link(&tidy) || tidy.chars().count() > 4096 {
            self.report.dropped("link", href);
            return self.children(index, flow);
        }
        // Tables can make a link within a link; the inner one counts.
        let outer = self.marks.clone();
        self.marks.retain(|mark| !matches!(mark, Mark::Link(_)));
        self.marked(Mark::Link(tidy), index, flow);
        self.marks = outer;
    }

    fn heading(&mut self, level: u8, index: Index, flow: &mut Flow) {
        let (content, rest) = self.joined(index);
        if !content.is_empty() {
            flow.block(Node::Heading { level, content });
        }
        flow.blocks.extend(rest);
    }

    /// A box inside a box is read as what stands in it.
    fn is_factbox(&self, index: Index, name: &str) -> bool {
        matches!(name, "section" | "aside") && self.dom.has_class(index, "factbox") && !self.boxed
    }

    fn factbox(&mut self, index: Index, flow: &mut Flow) {
        let mut children = self.dom.children(index).iter().copied();
        let title = children.find(|&child| self.dom.has_class(child, "factbox-title"));
        let mut inner = Flow::default();
        self.boxed = true;
        for &child in self.dom.children(index).iter().filter(|&&child| Some(child) != title) {
            self.node(child, &mut inner);
        }
        self.boxed = false;
        inner.end_paragraph();
        let text = title.map(|title| self.dom.text(title)).unwrap_or_default();
        let title = super::flow::clip(&text, SCHEMA.max("factbox", "title"));
        let content: Vec<Node> = inner.blocks.into_iter().map(|block| block.node).collect();
        if !content.is_empty() {
            flow.block(Node::Factbox { title, content });
        } else if !title.is_empty() {
            flow.text(&title, &[]);
        }
    }

    /// Preformatted text is code; WordPress's verse is a paragraph that keeps its lines.
    fn pre(&mut self, index: Index, flow: &mut Flow) {
        let text = self.dom.text(index);
        if self.dom.has_class(index, "wp-block-verse") {
            for line in text.lines() {
                flow.text(line, &[]);
                flow.line_break();
            }
            return;
        }
        let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        let classes = self.dom.find(index, &["code"]).and_then(|code| self.dom.attr(code, "class"));
        let language =
            classes.unwrap_or_default().split_ascii_whitespace().find_map(|c| c.strip_prefix("language-"));
        let language =
            language.filter(|name| crate::validate::is_name(name) && name.len() <= 40).map(str::to_owned);
        if !text.is_empty() {
            flow.block(Node::Code { text, language });
        }
    }

    /// Of comments only WordPress's blocks say anything.
    fn comment(&mut self, text: &str, flow: &mut Flow) {
        let text = text.trim();
        if matches!(text, "/wp:embed" | "/wp:core/embed") {
            self.end_embed(flow);
        }
        let Some(block) = text.strip_prefix("wp:") else { return };
        let alone = block.ends_with('/');
        let (name, attrs) =
            block.trim_end_matches('/').split_once(' ').unwrap_or((block.trim_end_matches('/'), ""));
        match name.trim_start_matches("core/") {
            "embed" => self.begin_embed(attrs, alone, flow),
            name if name.starts_with("core-embed/") => self.begin_embed(attrs, alone, flow),
            "separator" if alone => flow.block(Node::Rule),
            "more" | "nextpage" | "spacer" => {}
            name if alone => self.report.dropped(&format!("wp:{name}"), attrs),
            _ => {}
        }
    }
}
