//! Lists of Word: paragraphs that say in their style of which list and on which level they are; of a page that it has
//! “filtered” only how they look is left.

use super::dom::{Data, Index};
use super::flow::Flow;
use super::lists::item;
use super::styles::property;
use super::walk::Walk;
use crate::doc::{Block, Node};
use crate::schema::SCHEMA;

/// Where a paragraph stands as an item.
struct Place {
    list: String,
    /// What lies further in has a higher one.
    level: usize,
    sign: String,
    /// What the sign is made of where nothing else tells it from the words.
    of_sign: Vec<Index>,
}

/// What a paragraph says of itself as an item.
struct Item {
    list: String,
    level: usize,
    is_ordered: bool,
    /// The number that it bears.
    number: Option<u32>,
    content: Vec<Node>,
}

/// A list to which items still come.
struct Open {
    list: String,
    level: usize,
    is_ordered: bool,
    start: Option<u32>,
    items: Vec<Vec<Node>>,
}

impl Walk<'_> {
    /// Returns whether the element is a paragraph that is an item.
    pub(super) fn is_list_paragraph(&self, index: Index) -> bool {
        self.place_in_list(index).is_some()
    }

    /// Takes in the paragraphs that follow one another as items; returns how many of the nodes that was.
    pub(super) fn paragraph_list(&mut self, nodes: &[Index], flow: &mut Flow) -> usize {
        let mut items = Vec::new();
        let mut lifted = Vec::new();
        let mut taken = 0;
        for (n, &index) in nodes.iter().enumerate() {
            if let Some(Place { list, level, sign, of_sign }) = self.place_in_list(index) {
                taken = n + 1;
                self.sign = of_sign;
                self.lists += 1;
                let (content, rest) = item(self.inside(index));
                self.lists -= 1;
                lifted.extend(rest);
                if !content.is_empty() && self.takes(1 + content.len()) {
                    let (is_ordered, number) = read_sign(&sign);
                    items.push(Item { list, level, is_ordered, number, content });
                }
            } else if !self.is_blank(index) {
                break;
            }
        }
        let deepest = SCHEMA.limits.list_depth.saturating_sub(self.lists);
        if deepest == 0 {
            flow.blocks.extend(items.into_iter().flat_map(|item| item.content).map(block));
        } else {
            for node in nested(items, deepest) {
                flow.block(node);
            }
        }
        flow.blocks.extend(lifted);
        taken
    }

    fn place_in_list(&self, index: Index) -> Option<Place> {
        if !matches!(self.dom.name(index), "p" | "div") {
            return None;
        }
        self.place_as_said(index).or_else(|| self.place_by_looks(index))
    }

    /// Returns of which list and on which level a paragraph says that it is: `l0 level1 lfo1`.
    fn place_as_said(&self, index: Index) -> Option<Place> {
        let mut words = property(self.dom, index, "mso-list")?.split_ascii_whitespace();
        let list = words.next()?.to_owned();
        let level = words.next()?.strip_prefix("level")?.parse().ok()?;
        Some(Place { list, level, sign: self.sign_of(index), of_sign: Vec::new() })
    }

    /// Returns where a paragraph stands that looks like an item: its first line hangs out, and begins with a sign and
    /// blanks in the small letters in which Word sets these.
    fn place_by_looks(&self, index: Index) -> Option<Place> {
        property(self.dom, index, "text-indent")?.strip_prefix('-')?;
        let (mut sign, mut of_sign) = (String::new(), Vec::new());
        let mut waiting = vec![index];
        for _ in 0..NEAR {
            let at = waiting.pop()?;
            if let Data::Text(text) = self.dom.data(at) {
                sign.push_str(text);
                of_sign.push(at);
            } else if self.is_gap(at) {
                of_sign.push(at);
                let sign = sign.trim().to_owned();
                let is_sign = sign.chars().count() == 1 || read_sign(&sign).0;
                return is_sign.then(|| Place {
                    list: String::new(),
                    level: self.indent(index),
                    sign,
                    of_sign,
                });
            }
            if sign.trim().len() > LONGEST_SIGN {
                return None;
            }
            waiting.extend(self.dom.children(at).iter().rev());
        }
        None
    }

    fn is_gap(&self, index: Index) -> bool {
        let is_small = |name| {
            property(self.dom, index, name)
                .is_some_and(|size| size.starts_with("7pt") || size.starts_with("7.0pt"))
        };
        (is_small("font") || is_small("font-size")) && self.dom.text(index).trim().is_empty()
    }

    /// Returns how far in a paragraph stands, in hundredths of a point.
    fn indent(&self, index: Index) -> usize {
        let all = || property(self.dom, index, "margin")?.split_ascii_whitespace().nth(3);
        let margin = property(self.dom, index, "margin-left").or_else(all).and_then(length);
        let classes = self.dom.attr(index, "class").unwrap_or_default();
        margin.unwrap_or(if classes.contains("MsoListParagraph") { 3600 } else { 0 })
    }

    /// Returns the sign before an item: `·`, `2.`, `b)`.
    fn sign_of(&self, index: Index) -> String {
        let mut waiting = vec![index];
        while let Some(at) = waiting.pop() {
            if super::processors::is_sign(self.dom, at) {
                return self.dom.text(at).trim().to_owned();
            }
            waiting.extend(self.dom.children(at).iter().rev());
        }
        String::new()
    }

    fn is_blank(&self, index: Index) -> bool {
        match self.dom.data(index) {
            Data::Text(text) => text.trim().is_empty(),
            Data::Comment(_) => true,
            _ => false,
        }
    }
}

/// The longest sign that is looked for, in bytes (`xxxviii.`), and in how many nodes from the beginning.
const LONGEST_SIGN: usize = 12;
const NEAR: usize = 24;

/// Returns a length such as `.5in` in hundredths of a point.
fn length(text: &str) -> Option<usize> {
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic())?);
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole: usize = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: usize = format!("{part:0<2}").get(..2)?.parse().ok()?;
    let of_unit = match unit {
        "in" => 7200,
        "cm" => 2835,
        "mm" => 283,
        "pt" => 100,
        "px" => 75,
        _ => return None,
    };
    Some(whole.saturating_mul(100).saturating_add(part).saturating_mul(of_unit) / 100)
}

fn block(node: Node) -> Block {
    Block { id: String::new(), node }
}

/// Returns whether a sign counts, and the number that it is.
fn read_sign(sign: &str) -> (bool, Option<u32>) {
    let is_counted = |c: char| c.is_alphanumeric();
    let ends = sign.ends_with(['.', ')', ':', '、', '．']) && sign.contains(is_counted);
    let is_ordered = ends || !sign.is_empty() && sign.chars().all(char::is_numeric);
    let last = sign.split(|c: char| !c.is_ascii_digit()).rfind(|digits| !digits.is_empty());
    (is_ordered, last.filter(|_| is_ordered).and_then(|digits| digits.parse().ok()))
}

/// Makes lists of items that know their levels; what is deeper than a text may be stands on the deepest.
fn nested(items: Vec<Item>, deepest: usize) -> Vec<Node> {
    let mut done = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for item in items {
        let continues = |last: &Open| {
            last.level == item.level
                && last.is_ordered == item.is_ordered
                && (last.list == item.list || last.level > 1)
                // What counts from one again is another list.
                && !(item.is_ordered && item.number == Some(1))
        };
        while open
            .last()
            .is_some_and(|last| last.level > item.level || last.level == item.level && !continues(last))
        {
            close(&mut open, &mut done);
        }
        let is_full = open.len() >= deepest;
        match open.last_mut() {
            Some(last) if last.level == item.level || is_full => last.items.push(item.content),
            _ => open.push(Open {
                list: item.list,
                level: item.level,
                is_ordered: item.is_ordered,
                start: item.number.filter(|&number| number != 1 && number <= 999_999),
                items: vec![item.content],
            }),
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

/// Ends the innermost list: it is part of the item before it, or stands for itself.
fn close(open: &mut Vec<Open>, done: &mut Vec<Node>) {
    let Some(Open { is_ordered, start, items, .. }) = open.pop() else { return };
    let list = Node::List { ordered: is_ordered, start, items };
    match open.last_mut().and_then(|outer| outer.items.last_mut()) {
        Some(item) => item.push(list),
        None => done.push(list),
    }
}
