//! Plurals as ICU4X knows them. Fluent chooses among a word's plurals by tables of its own, which err (103 is “few” in
//! Arabic); so each choice by a number is rewritten to ask `PLURAL`, which answers with the plural's name.

use crate::language::Language;
use base::{Broken, Context, Result};
use fluent_bundle::types::{FluentNumber, FluentNumberType};
use fluent_bundle::{FluentArgs, FluentValue};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Variant,
    VariantKey,
};
use fluent_syntax::{parser, serializer};
use icu::decimal::input::Decimal;
use icu::locale::Locale;
use icu::plurals::{PluralCategory, PluralRules};

/// How one language counts, and how it ranks.
pub(crate) struct Plurals {
    cardinal: PluralRules,
    ordinal: PluralRules,
}

impl Plurals {
    /// The name that the rewritten words ask by.
    pub(crate) const FUNCTION: &str = "PLURAL";

    /// Returns the rules of this language (CLDR).
    pub(crate) fn new(language: &Language) -> Result<Self> {
        let locale: Locale =
            language.as_str().parse().map_err(|_| Broken::new(format!("{language} is no locale")))?;
        Ok(Self {
            cardinal: PluralRules::try_new_cardinal((&locale).into()).doing("preparing plurals")?,
            ordinal: PluralRules::try_new_ordinal((&locale).into()).doing("preparing plurals")?,
        })
    }

    /// Returns the names of the plurals that the language tells apart.
    pub(crate) fn names(&self, is_ordinal: bool) -> Vec<&'static str> {
        let rules = if is_ordinal { &self.ordinal } else { &self.cardinal };
        rules.categories().map(name).collect()
    }

    /// Answers `PLURAL($n)`; what is no number stays what it is.
    pub(crate) fn answer<'a>(&self, positional: &[FluentValue<'a>], named: &FluentArgs) -> FluentValue<'a> {
        match positional.first() {
            Some(FluentValue::Number(number)) => {
                let mut number = number.clone();
                number.options.merge(named);
                FluentValue::from(self.of(&number))
            }
            Some(other) => other.clone(),
            None => FluentValue::Error,
        }
    }

    fn of(&self, number: &FluentNumber) -> &'static str {
        let Ok(mut decimal) = Decimal::try_from_str(&number.value.to_string()) else { return "other" };
        if let Some(Ok(least)) = number.options.minimum_fraction_digits.map(i16::try_from) {
            decimal.pad_end(-least);
        }
        match number.options.r#type {
            FluentNumberType::Cardinal => name(self.cardinal.category_for(&decimal)),
            FluentNumberType::Ordinal => name(self.ordinal.category_for(&decimal)),
        }
    }
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Whether these keys of variants choose by a number: names of plurals and figures.
pub(crate) fn is_plural<'k>(keys: impl IntoIterator<Item = &'k str>) -> bool {
    keys.into_iter()
        .all(|key| PluralCategory::get_for_cldr_string(key).is_some() || key.parse::<f64>().is_ok())
}

/// Returns the text with every choice by a number asking `PLURAL`.
pub(crate) fn rewritten(text: &str) -> String {
    let mut resource = parser::parse(text).unwrap_or_else(|(resource, _)| resource);
    for entry in &mut resource.body {
        if let Entry::Message(message) = entry
            && let Some(pattern) = &mut message.value
        {
            rewrite(pattern);
        }
    }
    serializer::serialize(&resource)
}

fn rewrite(pattern: &mut Pattern<&str>) {
    for element in &mut pattern.elements {
        let PatternElement::Placeable { expression: Expression::Select { selector, variants } } = element
        else {
            continue;
        };
        variants.iter_mut().for_each(|variant| rewrite(&mut variant.value));
        let keys = variants.iter().map(|variant| match variant.key {
            VariantKey::Identifier { name } => name,
            VariantKey::NumberLiteral { value } => value,
        });
        let is_default_a_figure = variants
            .iter()
            .any(|variant| variant.default && matches!(variant.key, VariantKey::NumberLiteral { .. }));
        if is_plural(keys)
            && !is_default_a_figure
            && let Some(arguments) = arguments(selector)
        {
            ask(selector, variants, arguments);
        }
    }
}

/// Returns what the choice is made by, as arguments of a call.
fn arguments<'t>(selector: &InlineExpression<&'t str>) -> Option<CallArguments<&'t str>> {
    match selector {
        InlineExpression::VariableReference { .. } => {
            Some(CallArguments { positional: vec![selector.clone()], named: Vec::new() })
        }
        InlineExpression::FunctionReference { arguments, .. } => Some(arguments.clone()),
        _ => None,
    }
}

/// Makes the choice ask `PLURAL`; figures among its keys are still compared with the number itself, before.
fn ask<'t>(
    selector: &mut InlineExpression<&'t str>,
    variants: &mut Vec<Variant<&'t str>>,
    arguments: CallArguments<&'t str>,
) {
    let call = InlineExpression::FunctionReference { id: Identifier { name: Plurals::FUNCTION }, arguments };
    let is_figure = |variant: &Variant<&str>| matches!(variant.key, VariantKey::NumberLiteral { .. });
    let (mut figures, plurals): (Vec<_>, Vec<_>) = variants.drain(..).partition(is_figure);
    if figures.is_empty() {
        *selector = call;
        *variants = plurals;
        return;
    }
    let inner = Expression::Select { selector: call, variants: plurals };
    figures.push(Variant {
        key: VariantKey::Identifier { name: "other" },
        value: Pattern { elements: vec![PatternElement::Placeable { expression: inner }] },
        default: true,
    });
    *variants = figures;
}
