//! The paper as a whole: its editions, its people, and all stories of its folder.

use crate::fronts::{self, Front};
use crate::pictures::{self, Picture};
use crate::story::{self, Story};
use base::{Context, Result};
use serde::Deserialize;

/// The Gazette: what it is called, who makes it, and what stands in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The password of all its people, for the demonstration alone.
    pub password: String,
    pub editions: Vec<Edition>,
    pub people: Vec<Person>,
    /// Those who write, with what readers are told of them.
    #[serde(default)]
    pub authors: Vec<Author>,
    #[serde(skip)]
    pub pictures: Vec<Picture>,
    #[serde(skip)]
    pub stories: Vec<Story>,
    #[serde(skip)]
    pub fronts: Vec<Front>,
}

/// An edition: a paper in one language, with its own sections and clock.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    pub slug: String,
    pub name: String,
    /// A BCP 47 tag.
    pub language: String,
    /// An IANA time zone.
    pub zone: String,
    pub sections: Vec<Section>,
}

/// A section of an edition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub slug: String,
    pub name: String,
}

/// Someone who makes the Gazette, and signs in with the paper's password.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    pub email: String,
    pub role: String,
    /// The edition that the role is for; all of them where none is named.
    pub edition: Option<String>,
}

/// Someone who writes for an edition, as its readers get to know them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// The slug of the edition that they write for.
    pub edition: String,
    /// The name as it stands in bylines.
    pub name: String,
    /// Some sentences, in the edition's language.
    pub biography: String,
    /// The name of a picture.
    pub portrait: Option<String>,
}

impl Paper {
    /// Returns the story with this key.
    pub fn story(&self, key: &str) -> Option<&Story> {
        self.stories.iter().find(|story| story.key == key)
    }

    /// Returns the person of this name.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.name == name)
    }

    /// Returns the author who writes for this edition under this name.
    pub fn author(&self, edition: &str, name: &str) -> Option<&Author> {
        self.authors.iter().find(|author| author.edition == edition && author.name == name)
    }

    /// Returns the picture of this name.
    pub fn picture(&self, name: &str) -> Option<&Picture> {
        self.pictures.iter().find(|picture| picture.name == name)
    }

    /// Returns the edition with this slug.
    pub fn edition(&self, slug: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.slug == slug)
    }
}

/// Returns the Gazette, its stories from the oldest to the newest, then those that are not published.
pub fn paper() -> Result<Paper> {
    let mut paper: Paper =
        toml::from_str(include_str!("../paper.toml")).doing("reading gazette/paper.toml")?;
    paper.pictures = pictures::all()?;
    paper.stories = story::all()?;
    paper.fronts = fronts::all()?;
    Ok(paper)
}
