//! The pages of the media bank: what their templates are rendered with.

use serde::Serialize;
use site::Html;
use site::frame::{Frame, Link, Moment, Paging, Picture};
use site::pages::{Page, Sample, sample};
use site::samples::{moment, text, word};
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![sample::<BankPage>(), sample::<PicturePage>()]
}

/// The public part of the media bank.
#[derive(Clone, Debug, Serialize)]
pub struct BankPage {
    pub frame: Frame,
    /// Newest first.
    pub pictures: Vec<Picture>,
    pub paging: Paging,
}

/// A picture with all that is said of it.
#[derive(Clone, Debug, Serialize)]
pub struct PicturePage {
    pub frame: Frame,
    pub bank: Link,
    pub picture: Picture,
    pub facts: Vec<Fact>,
    /// None if nobody knows.
    pub taken: Option<Taken>,
    /// When it came into the bank.
    pub taken_in: Moment,
    /// Empty if there is none.
    pub licence_url: String,
    /// The stories that use it, as HTML that is safe to show; empty if nobody lends it.
    pub used_in: Html,
}

/// When a picture was taken: the moment, or the day where no more is known.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    /// For `datetime`.
    pub iso: String,
    pub text: String,
}

/// Something that is said of a picture, in the words of its maker.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The end of the word that says what it is: `creator` of `picture-creator`.
    pub word: &'static str,
    pub text: String,
}

impl Page for BankPage {
    const TEMPLATE: &'static str = "media/bank.html";

    fn samples(language: &Language) -> Vec<Self> {
        let page = |count, older: Option<&str>| Self {
            frame: Frame::sample(language, &word(language, "mediabank")),
            pictures: std::iter::repeat_with(|| Picture::sample(language)).take(count).collect(),
            paging: Paging { page: 1, newer: None, older: older.map(str::to_owned) },
        };
        vec![page(7, Some("/en/mediabank?page=2")), page(0, None)]
    }
}

impl Page for PicturePage {
    const TEMPLATE: &'static str = "media/picture.html";

    fn samples(language: &Language) -> Vec<Self> {
        let fact = |word, text: &str| Fact { word, text: text.into() };
        let page = |facts, licence: &str, caption: bool| {
            let mut picture = Picture::sample(language);
            if !caption {
                picture.caption = String::new();
            }
            Self {
                frame: Frame::sample(language, &picture.credit),
                bank: Link::new(word(language, "mediabank"), "/en/mediabank"),
                picture,
                facts,
                taken: caption
                    .then(|| Taken { iso: "2026-11-24".into(), text: moment(language, "13:58").day }),
                taken_in: moment(language, "13:58"),
                licence_url: licence.into(),
                used_in: Html::default(),
            }
        };
        let name = text(language, "Pavel Rennert", "بافل رينرت");
        vec![
            page(
                vec![
                    fact("creator", &name),
                    fact("credit", &name),
                    fact("copyright", &name),
                    fact("source", &name),
                    fact("place", &name),
                    fact("terms", &name),
                ],
                "https://gazette.example/licence",
                true,
            ),
            page(Vec::new(), "", false),
        ]
    }
}
