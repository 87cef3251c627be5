//! A text of words as the checks see it: of each word its placeholders, its text without them, and its choices.

use fluent_syntax::ast::{
    CallArguments, Comment, Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Variant,
    VariantKey,
};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};

/// What a comment above a word says when it is right that it reads as in English.
const SAME: &str = "Same as in English";

/// A word.
#[derive(Default)]
pub(crate) struct Word {
    pub(crate) places: BTreeSet<String>,
    /// The text without placeholders, every choice of it.
    pub(crate) text: String,
    /// The plain runs of text between placeholders.
    pub(crate) runs: Vec<String>,
    pub(crate) choices: Vec<Choice>,
    /// Functions other than `NUMBER`, attributes and whatever else the plant does not know.
    pub(crate) unknown: Vec<String>,
    pub(crate) is_same: bool,
}

/// The variants that a word chooses from.
pub(crate) struct Choice {
    pub(crate) keys: Vec<String>,
    pub(crate) otherwise: String,
    pub(crate) is_ordinal: bool,
}

/// Returns the words of the text by their keys, and what else stands there.
pub(crate) fn read(text: &str) -> (BTreeMap<String, Word>, Vec<String>) {
    let resource = parser::parse(text).unwrap_or_else(|(resource, _)| resource);
    let (mut words, mut strange) = (BTreeMap::new(), Vec::new());
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                words.insert(message.id.name.to_owned(), word(message));
            }
            Entry::Term(term) => strange.push(format!("the term “-{}”, which nobody reads", term.id.name)),
            Entry::Junk { content } => strange.push(format!("“{}”, which is no Fluent", content.trim())),
            _ => {}
        }
    }
    (words, strange)
}

fn word(message: &Message<&str>) -> Word {
    let is_same = message.comment.as_ref().is_some_and(says_same);
    let mut word = Word { is_same, ..Word::default() };
    match &message.value {
        Some(pattern) => walk(pattern, &mut word),
        None => word.unknown.push("no text".into()),
    }
    word.unknown.extend(message.attributes.iter().map(|own| format!("the attribute “.{}”", own.id.name)));
    word
}

fn says_same(comment: &Comment<&str>) -> bool {
    comment.content.iter().any(|line| line.contains(SAME))
}

fn walk(pattern: &Pattern<&str>, word: &mut Word) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => add(value, word),
            PatternElement::Placeable { expression } => open(expression, word),
        }
    }
}

fn open(expression: &Expression<&str>, word: &mut Word) {
    match expression {
        Expression::Inline(inline) => place(inline, word),
        Expression::Select { selector, variants } => {
            place(selector, word);
            word.choices.push(choice(selector, variants));
            for variant in variants {
                walk(&variant.value, word);
            }
        }
    }
}

fn place(inline: &InlineExpression<&str>, word: &mut Word) {
    match inline {
        InlineExpression::VariableReference { id } => {
            word.places.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { id, arguments } => {
            if id.name != "NUMBER" {
                word.unknown.push(format!("the function {}", id.name));
            }
            arguments.positional.iter().for_each(|argument| place(argument, word));
        }
        InlineExpression::StringLiteral { value } => add(value, word),
        InlineExpression::NumberLiteral { .. } => {}
        InlineExpression::Placeable { expression } => open(expression, word),
        InlineExpression::MessageReference { id, .. } | InlineExpression::TermReference { id, .. } => {
            word.unknown.push(format!("a reference to “{}”", id.name));
        }
    }
}

fn add(text: &str, word: &mut Word) {
    word.text.push_str(text);
    word.text.push(' ');
    word.runs.push(text.trim().to_owned());
}

fn choice(selector: &InlineExpression<&str>, variants: &[Variant<&str>]) -> Choice {
    let key = |variant: &Variant<&str>| match &variant.key {
        VariantKey::Identifier { name } => (*name).to_owned(),
        VariantKey::NumberLiteral { value } => (*value).to_owned(),
    };
    Choice {
        keys: variants.iter().map(key).collect(),
        otherwise: variants.iter().find(|variant| variant.default).map(key).unwrap_or_default(),
        is_ordinal: match selector {
            InlineExpression::FunctionReference { arguments, .. } => asks_for_ordinal(arguments),
            _ => false,
        },
    }
}

fn asks_for_ordinal(arguments: &CallArguments<&str>) -> bool {
    arguments.named.iter().any(|argument| {
        let is_ordinal = matches!(argument.value, InlineExpression::StringLiteral { value: "ordinal" });
        argument.name.name == "type" && is_ordinal
    })
}
