//! A list of what is published: which stories are in it and what it is called.

use base::{Refused, Result};
use house::Kind;
use media::{Place, Purpose, Use};
use sections::{Edition, Plan};
use site::Plant;
use site::frame::Picture;
use store::Tx;
use stories::{Cards, List, Listed};

/// Which stories a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    Section(String),
    Topic(String),
    Author(String),
    Kind(Kind),
}

/// A list as it was read: the plan, the edition, what the list is called, and its stories.
pub(crate) struct Read {
    /// The list itself, where it stands now.
    pub(crate) which: Which,
    pub(crate) plan: Plan,
    pub(crate) edition: Edition,
    /// Of a list by author: what readers are told of them.
    pub(crate) about: Option<About>,
    /// The section's, topic's or author's name; the kind's word; empty for everything.
    pub(crate) name: String,
    pub(crate) stories: Vec<Listed>,
    /// Their cards, in the same order.
    pub(crate) cards: Cards,
    /// Whether the list goes on.
    pub(crate) more: bool,
    /// The log's number at which it was read.
    pub(crate) seq: i64,
}

impl Which {
    /// Returns the list that an address names by its words: `topic`, `flood`.
    pub(crate) fn named(by: &str, name: String) -> Option<Self> {
        match by {
            "section" => Some(Self::Section(name)),
            "topic" => Some(Self::Topic(name)),
            "author" => Some(Self::Author(name)),
            "kind" => name.parse().ok().map(Self::Kind),
            _ => None,
        }
    }

    /// Returns the path of the list's page, not encoded.
    pub(crate) fn path(&self, edition: &str) -> String {
        match self {
            Self::All => format!("/{edition}/newsfeed"),
            Self::Section(slug) => format!("/{edition}/section/{slug}"),
            Self::Topic(slug) => format!("/{edition}/topic/{slug}"),
            Self::Author(slug) => format!("/{edition}/author/{slug}"),
            Self::Kind(kind) => format!("/{edition}/kind/{kind}"),
        }
    }

    /// Returns the same list of every edition: edition's slug and path.
    pub(crate) fn in_every_edition(&self, plan: &Plan) -> Vec<(String, String)> {
        plan.editions.iter().map(|edition| (edition.slug.clone(), self.path(&edition.slug))).collect()
    }

    /// Returns by what the list is made, as addresses and pages say it.
    pub(crate) fn by(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Section(_) => "section",
            Self::Topic(_) => "topic",
            Self::Author(_) => "author",
            Self::Kind(_) => "kind",
        }
    }

    /// Returns what the list is called in the words of its edition; its name as it was read.
    pub(crate) fn title(&self, plant: &Plant, edition: &Edition, name: &str) -> Result<String> {
        match self {
            Self::Kind(kind) => plant.words.word(&edition.tongue(), &format!("all-{kind}")),
            _ => Ok(name.to_owned()),
        }
    }

    /// Reads one page of the list. What the edition does not have is refused as not there; where a topic stands
    /// elsewhere than it is asked for, `which` of what was read says where.
    pub(crate) async fn read(
        &self,
        tx: &mut Tx,
        plant: &Plant,
        edition: &str,
        page: u32,
        per_page: u32,
    ) -> Result<Read> {
        let plan = sections::plan(tx).await?;
        let edition = plan.edition(edition).cloned().ok_or(Refused::NotFound)?;
        let (which, name) = self.named_now(tx, &edition).await?;
        let skip = sections::before(page, per_page);
        let mut list = List { edition: Some(edition.slug.clone()), skip, ..List::default() };
        match &which {
            Self::All => {}
            Self::Section(slug) => list.section = Some(slug.clone()),
            Self::Topic(slug) => list.topic = Some(slug.clone()),
            Self::Author(slug) => list.author = Some(slug.clone()),
            Self::Kind(kind) => list.kind = Some(*kind),
        }
        let mut stories = stories::listed(tx, &list, i64::from(per_page) + 1).await?;
        let more = sections::keep_page(&mut stories, page, per_page)?;
        // A topic or an author whose stories are all drafts or withdrawn is not to be known of.
        if stories.is_empty() && matches!(self, Self::Topic(_) | Self::Author(_)) {
            return Err(Refused::NotFound.into());
        }
        let seq = tx.last_logged().await?;
        let mut cards = stories::cards(tx, plant, &edition, &stories).await?;
        let about = match self {
            Self::Author(slug) => Some(about(tx, &edition, slug, &mut cards).await?),
            _ => None,
        };
        Ok(Read { which, about, plan, edition, name, stories, cards, more, seq })
    }

    /// Returns the list as it stands now, and what it is called.
    async fn named_now(&self, tx: &mut Tx, edition: &Edition) -> Result<(Self, String)> {
        let name = match self {
            Self::All => Some(String::new()),
            Self::Section(slug) => edition.section(slug).map(|section| section.name.clone()),
            Self::Topic(slug) => {
                let topic =
                    sections::topic_by_slug(tx, &edition.slug, slug).await?.ok_or(Refused::NotFound)?;
                return Ok((Self::Topic(topic.slug), topic.name));
            }
            Self::Author(slug) => {
                sections::author_by_slug(tx, &edition.slug, slug).await?.map(|author| author.name)
            }
            Self::Kind(kind) => Some(kind.to_string()),
        };
        Ok((self.clone(), name.ok_or(Refused::NotFound)?))
    }
}

/// What readers are told of an author.
#[derive(Default)]
pub(crate) struct About {
    pub(crate) biography: String,
    pub(crate) portrait: Option<Picture>,
}

/// Reads what readers are told of an author; what the portrait depends on goes to the page's `cards`.
async fn about(tx: &mut Tx, edition: &Edition, slug: &str, cards: &mut Cards) -> Result<About> {
    let author = sections::about_author(tx, &edition.slug, slug).await?.unwrap_or_default();
    let place =
        Place { edition: edition.slug.clone(), language: edition.language.clone(), purpose: Purpose::Web };
    let ids: Vec<_> = author.portrait.into_iter().collect();
    let shown = media::shown(tx, &place, &ids).await?;
    cards.tags.extend(ids.iter().map(|id| media::tag(*id)));
    cards.until = [cards.until, shown.until].into_iter().flatten().min();
    let wanted = author.portrait.map(|id| Use { alt: Some(author.name.clone()), ..Use::of(id) });
    let portrait = wanted.and_then(|wanted| shown.picture(&wanted));
    Ok(About { biography: author.biography, portrait })
}
