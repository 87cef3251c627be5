//! Pages: templates (minijinja) with a typed page behind each, rendered in the page's language.
//!
//! A template is named by its source and its path: `theme/layout.html`, `stories/story.html`. Unknown names are
//! errors, everything is escaped, and a template's work and depth are limited.

use crate::theme::{OwnTheme, STYLE, tokens};
use crate::words::{Language, Words};
use crate::words_check::Asked;
use arc_swap::{ArcSwap, ArcSwapOption};
use base::{Broken, Context, Result};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Kwargs;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use rust_embed::RustEmbed;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// How many instructions one rendering may take: some fifty times what a full front takes.
const FUEL: u64 = 5_000_000;
/// How deep templates may include one another.
const DEPTH: usize = 40;

/// The theme: layout, shared pieces, words, and the built assets.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../theme"]
#[include = "*.html"]
#[include = "words/*/*.ftl"]
#[include = "assets/**"]
pub struct Theme;

/// A folder of files that is read from disk in development and embedded otherwise.
#[derive(Clone, Copy)]
pub struct Source {
    pub prefix: &'static str,
    pub get: fn(&str) -> Option<Cow<'static, [u8]>>,
    pub list: fn() -> Vec<Cow<'static, str>>,
}

/// Returns the embedded folder `T` under this prefix.
pub const fn source<T: RustEmbed>(prefix: &'static str) -> Source {
    Source { prefix, get: |path| T::get(path).map(|file| file.data), list: || T::iter().collect() }
}

/// Returns the theme's own files, under the prefix `theme`.
pub const fn theme() -> Source {
    source::<Theme>("theme")
}

/// What a template is rendered with.
pub trait Page: Serialize + Sized {
    /// The template's name, such as `stories/story.html`.
    const TEMPLATE: &'static str;

    /// Whether it is a page of the newsroom's own: it speaks a language that the desk has words in, whole.
    const IS_DESK: bool = false;

    /// Returns pages with invented content that reach every branch of the template.
    fn samples(language: &Language) -> Vec<Self>;
}

/// Turns an asset's name into its address: `site.css` into `/assets/site-1a2b3c4d.css`.
pub type AssetUrl = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// A page type, registered so that its samples are rendered by the checks.
#[derive(Clone, Copy)]
pub struct Sample {
    pub template: &'static str,
    is_desk: bool,
    render: fn(&Pages, &Language) -> Result<Vec<String>>,
    values: fn(&Language) -> Vec<serde_json::Value>,
}

impl Sample {
    /// Returns what the template is given, as JSON: for the paper on the contract.
    pub fn values(&self, language: &Language) -> Vec<serde_json::Value> {
        (self.values)(language)
    }
}

/// Returns the registration of `P`.
pub const fn sample<P: Page>() -> Sample {
    Sample { template: P::TEMPLATE, is_desk: P::IS_DESK, render: render_samples::<P>, values: values::<P> }
}

fn values<P: Page>(language: &Language) -> Vec<serde_json::Value> {
    P::samples(language).iter().filter_map(|page| serde_json::to_value(page).ok()).collect()
}

fn render_samples<P: Page>(pages: &Pages, language: &Language) -> Result<Vec<String>> {
    P::samples(language).iter().map(|page| pages.render_as_read(page, language)).collect()
}

/// One rendered sample.
pub struct Specimen {
    pub template: &'static str,
    pub language: Language,
    pub number: usize,
    pub html: String,
}

/// All templates, ready to render.
#[derive(Clone)]
pub struct Pages(Arc<Live>);

struct Live {
    inner: ArcSwap<Inner>,
    /// The theme before the present one: pages that are open still ask for its assets.
    before: ArcSwapOption<OwnTheme>,
    /// Why the look that was asked for last is not worn.
    refused: ArcSwapOption<String>,
}

struct Inner {
    sources: Vec<Source>,
    words: Words,
    asset: AssetUrl,
    own: Option<Arc<OwnTheme>>,
    ready: HashMap<Language, Environment<'static>>,
}

impl Pages {
    /// Returns the pages of these sources; a template that does not parse is a fault.
    pub fn new(sources: Vec<Source>, words: Words, asset: AssetUrl) -> Result<Self> {
        Self::with_theme(sources, words, asset, None)
    }

    /// Returns the pages of these sources with a theme over them.
    pub fn with_theme(
        sources: Vec<Source>,
        words: Words,
        asset: AssetUrl,
        own: Option<Arc<OwnTheme>>,
    ) -> Result<Self> {
        let asset = match own.clone() {
            Some(own) => Arc::new(move |name: &str| {
                let address = own.assets().and_then(|assets| assets.address(name));
                address.or_else(|| asset(name))
            }),
            None => asset,
        };
        let mut inner = Inner { sources, words, asset, own, ready: HashMap::new() };
        let mut languages = inner.words.languages();
        languages.extend(inner.words.desk_languages());
        let environments = languages.into_iter().map(|language| {
            let environment = inner.environment(&language)?;
            Ok((language, environment))
        });
        inner.ready = environments.collect::<Result<_>>()?;
        let (before, refused) = (ArcSwapOption::empty(), ArcSwapOption::empty());
        Ok(Self(Arc::new(Live { inner: ArcSwap::from_pointee(inner), before, refused })))
    }

    /// Has all who hold these pages render the others from now on.
    pub fn take_over(&self, other: &Self) {
        self.0.before.store(self.0.inner.load().own.clone());
        self.0.inner.store(other.0.inner.load_full());
    }

    /// Returns the name of the theme that is worn; none is the house's own look.
    pub fn theme_name(&self) -> Option<String> {
        self.0.inner.load().own.as_ref().map(|own| own.name.clone())
    }

    /// Returns what readers suffer from in the theme that is worn.
    pub fn theme_warnings(&self) -> Vec<String> {
        let inner = self.0.inner.load();
        inner.own.iter().flat_map(|own| own.warnings()).map(|fault| fault.to_string()).collect()
    }

    /// Returns the colours that are worn, in the light scheme or in the dark one.
    pub fn scheme(&self, is_dark: bool) -> tokens::Scheme {
        let inner = self.0.inner.load();
        tokens::Scheme::of(inner.own.as_ref().map_or("", |own| own.style()), is_dark)
    }

    /// Says why another look that was asked for is not worn; nothing if it is.
    pub fn say_refused(&self, why: Option<String>) {
        self.0.refused.store(why.map(Arc::new));
    }

    /// Returns why the look that was asked for last is not worn.
    pub fn refused(&self) -> Option<String> {
        self.0.refused.load_full().map(|why| String::clone(&why))
    }

    /// Returns the theme that is worn, and the one before it.
    pub(crate) fn own_themes(&self) -> Vec<Arc<OwnTheme>> {
        self.0.inner.load().own.clone().into_iter().chain(self.0.before.load_full()).collect()
    }

    /// Returns the page as HTML, its interface words in `language` or the nearest one there is.
    pub fn render<P: Page>(&self, page: &P, language: &Language) -> Result<String> {
        let inner = self.0.inner.load();
        let words = &inner.words;
        let language = if P::IS_DESK { words.nearest_desk(language) } else { words.nearest(language) };
        let fresh;
        let environment = if cfg!(debug_assertions) {
            // Templates are read again, so that an edit shows at the next request without a build.
            fresh = inner.environment(&language)?;
            &fresh
        } else {
            inner.ready.get(&language).ok_or_else(|| Broken::new(format!("no words in {language}")))?
        };
        render_in(environment, page)
    }

    /// Returns the address of an asset in the look that is worn, for what is no template.
    pub fn asset(&self, name: &str) -> Option<String> {
        (self.0.inner.load().asset)(name)
    }

    /// Renders with the templates as they were read at first: a check renders many pages with the same ones.
    fn render_as_read<P: Page>(&self, page: &P, language: &Language) -> Result<String> {
        let inner = self.0.inner.load();
        let words = &inner.words;
        let language = if P::IS_DESK { words.nearest_desk(language) } else { words.nearest(language) };
        let ready = inner.ready.get(&language);
        render_in(ready.ok_or_else(|| Broken::new(format!("no words in {language}")))?, page)
    }

    /// Renders every sample in every language that there are words for.
    pub fn check(&self, samples: &[Sample]) -> Result<Vec<Specimen>> {
        let mut specimens = Vec::new();
        let words = self.0.inner.load().words.clone();
        let (paper, desk) = (words.languages(), words.desk_languages());
        for sample in samples {
            for language in if sample.is_desk { &desk } else { &paper } {
                let pages = (sample.render)(self, language).doing(sample.template)?;
                specimens.extend(pages.into_iter().enumerate().map(|(number, html)| Specimen {
                    template: sample.template,
                    language: language.clone(),
                    number,
                    html,
                }));
            }
        }
        Ok(specimens)
    }

    /// Returns one line for each word that templates ask for and no language has, and for each that none asks for.
    pub fn check_words(&self) -> Vec<String> {
        let inner = self.0.inner.load();
        let templates = inner.templates().map(|(_, text)| text);
        inner.words.check_use(&templates.collect::<Vec<_>>())
    }
}

impl Inner {
    fn templates(&self) -> impl Iterator<Item = (String, String)> {
        self.sources.iter().flat_map(|source| {
            let names = (source.list)().into_iter().filter(|path| path.ends_with(".html"));
            names.filter_map(|path| {
                let name = format!("{}/{path}", source.prefix);
                if let Some(text) = self.own.as_ref().and_then(|own| own.template(&name)) {
                    return Some((name, text.to_owned()));
                }
                let text = String::from_utf8((source.get)(&path)?.into_owned()).ok()?;
                Some((name, text))
            })
        })
    }

    /// Returns what a theme has beside what it has in another's place.
    fn own_templates(&self) -> impl Iterator<Item = (String, String)> {
        let own = self.own.iter().flat_map(|own| own.templates());
        own.map(|(name, text)| (name.to_owned(), text.to_owned()))
    }

    /// Returns what templates may ask of the theme: its stylesheet's address and the paper's colours.
    fn look(&self) -> serde_json::Value {
        let css = self.own.as_ref().map_or("", |own| own.style());
        let page = |is_dark| tokens::scheme(css, is_dark).remove("page").map(|token| token.value);
        let style = (!css.is_empty()).then(|| (self.asset)(STYLE)).flatten();
        serde_json::json!({ "style": style, "page": { "light": page(false), "dark": page(true) } })
    }

    fn environment(&self, language: &Language) -> Result<Environment<'static>> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        let mut syntax = SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true);
        environment.set_syntax(syntax.build().map_err(|error| broken(&error))?);
        environment.set_formatter(write_escaped);
        // What is markup comes as `Html`; a theme can make none.
        environment.remove_filter("safe");
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(DEPTH);
        for (name, asked) in [("word", Asked::Site), ("desk_word", Asked::Desk)] {
            let (words, own) = (self.words.clone(), language.clone());
            let function = move |key: &str, args: Kwargs| word(&words, asked, &own, key, &args);
            environment.add_function(name, function);
        }
        let asset = Arc::clone(&self.asset);
        environment.add_function("asset", move |name: &str| {
            asset(name).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no asset {name}")))
        });
        environment.add_global("look", minijinja::value::Serde(self.look()));
        for (name, text) in self.own_templates().chain(self.templates()) {
            environment.add_template_owned(name, text).map_err(|error| broken(&error))?;
        }
        Ok(environment)
    }
}

/// Writes a value escaped for text and for double-quoted attributes. Minijinja's own way escapes slashes too, which
/// makes every address longer and hard to read.
fn write_escaped(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &minijinja::Value,
) -> Result<(), Error> {
    if *state.auto_escape() != AutoEscape::Html {
        return Err(Error::new(ErrorKind::InvalidOperation, "escaping cannot be turned off"));
    }
    let text = value.as_str().filter(|_| !value.is_safe());
    let Some(mut rest) = text else { return minijinja::escape_formatter(out, state, value) };
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        out.write_str(before)?;
        out.write_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            _ => "&#39;",
        })?;
        rest = from.get(1..).unwrap_or_default();
    }
    out.write_str(rest)?;
    Ok(())
}

fn render_in<P: Page>(environment: &Environment<'static>, page: &P) -> Result<String> {
    let template = environment.get_template(P::TEMPLATE).map_err(|error| broken(&error))?;
    template.render(minijinja::value::Serde(page)).map_err(|error| broken(&error).into())
}

fn word(words: &Words, asked: Asked, language: &Language, key: &str, args: &Kwargs) -> Result<String, Error> {
    let names: Vec<String> = args.args().map(str::to_owned).collect();
    let mut values = Vec::with_capacity(names.len());
    for name in &names {
        values.push((name.as_str(), args.get::<minijinja::Value>(name)?));
    }
    let found = words.for_template(asked, language, key, &values);
    found.map_err(|error| Error::new(ErrorKind::InvalidOperation, error))
}

/// Returns the fault with the template's name, line and the lines around it.
fn broken(error: &Error) -> Broken {
    let mut cause = error;
    while let Some(deeper) =
        std::error::Error::source(cause).and_then(|deeper| deeper.downcast_ref::<Error>())
    {
        cause = deeper;
    }
    // Where one template includes another, the place that matters is the innermost.
    let told = if std::ptr::eq(cause, error) { format!("{error:#}") } else { format!("{error:#}\n{cause}") };
    Broken::new(told).while_doing("rendering")
}
