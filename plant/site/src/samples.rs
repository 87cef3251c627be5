//! Invented content for the samples that the checks render, in every language that the theme has words in.

mod content;

use self::content::{KINDS, Paper, paper};
use crate::dates::Dates;
use crate::frame::{
    Alternate, Card, EditionHead, EditionLink, Frame, Link, LogoImage, Moment, OpenGraph, OpenGraphImage,
    Picture, SectionLink,
};
use crate::words::{Language, Words};
use base::Time;
use jiff::tz::TimeZone;
use std::sync::OnceLock;

/// Returns the text in Arabic for Arabic, else in English: for names and content that need no more than a script.
pub fn text(language: &Language, english: &str, arabic: &str) -> String {
    if language.as_str().starts_with("ar") { arabic.to_owned() } else { english.to_owned() }
}

/// Returns one of the interface's own words, for titles that handlers make of them.
pub fn word(language: &Language, key: &str) -> String {
    static WORDS: OnceLock<Option<Words>> = OnceLock::new();
    let words = WORDS.get_or_init(|| Words::embedded().ok()).as_ref();
    words.and_then(|words| words.word(language, key).ok()).unwrap_or_default()
}

/// Returns a moment of the sample day, written as the language writes it.
pub fn moment(language: &Language, time: &str) -> Moment {
    let at: Time = format!("2026-11-24T{time}:00Z").parse().unwrap_or(Time::EPOCH);
    Dates::new(language).map_or_else(|_| Moment::plain(at), |dates| dates.moment(&TimeZone::UTC, at))
}

impl Frame {
    /// Returns the frame of the sample edition's front.
    pub fn sample_front(language: &Language) -> Self {
        let mut frame = Self::sample(language, "");
        frame.title = frame.edition.name.clone();
        frame.sections.iter_mut().for_each(|section| section.current = false);
        frame
    }

    /// Returns a frame of the sample edition in this language.
    pub fn sample(language: &Language, title: &str) -> Self {
        let own = language.root();
        let &Paper { name, description, ref sections, .. } = paper(language);
        let edition = |tag: &str, name: &str| EditionLink {
            slug: tag.into(),
            name: name.into(),
            language: Language::parse(tag).unwrap_or_else(Language::english),
            url: format!("/{tag}/"),
            current: tag == own,
        };
        let section = |(slug, name): &(&str, &str)| SectionLink {
            slug: (*slug).into(),
            name: (*name).into(),
            url: format!("/{own}/section/{slug}"),
            current: *slug == "world",
        };
        let url = format!("https://gazette.example/{own}/");
        let alternate =
            |tag: &str| Alternate { hreflang: tag.into(), url: format!("https://gazette.example/{tag}/") };
        Self {
            edition: EditionHead {
                slug: own.into(),
                name: name.into(),
                language: language.clone(),
                direction: language.direction(),
                url: format!("/{own}/"),
                fonts: language.fonts(),
                logo: (own == "en").then(|| LogoImage {
                    src: "/assets/logo/0123456789abcdef.webp".into(),
                    width: 640,
                    height: 120,
                }),
                style: (own == "en").then(|| "/assets/look/7a0c2e-ffb3c4-01234567.css".into()),
            },
            editions: content::PAPERS.iter().map(|paper| edition(paper.language, paper.name)).collect(),
            sections: sections.iter().map(section).collect(),
            title: format!("{title} — {name}"),
            description: description.into(),
            canonical: Some(url.clone()),
            date: moment(language, "14:02").day,
            now_iso: "2026-11-24T14:02:00Z".into(),
            alternates: content::PAPERS.iter().map(|paper| alternate(paper.language)).collect(),
            json_ld: Some(crate::frame::json_ld(
                &serde_json::json!({ "@context": "https://schema.org", "name": name }),
            )),
            feed: Some(Link::new(name, format!("/{own}/feed.rss"))),
            og: Some(OpenGraph {
                kind: "website",
                title: title.into(),
                description: name.into(),
                url,
                image: Some(OpenGraphImage {
                    url: "https://gazette.example/media/0198d3a0-0000-7000-8000-000000000900/card.jpg".into(),
                    alt: title.into(),
                }),
            }),
            topics: format!("front:{own},newsfeed:{own}"),
            seq: 41,
            robots: None,
        }
    }
}

const TIMES: [&str; 8] = ["13:58", "13:41", "13:05", "12:30", "11:52", "10:14", "09:20", "07:45"];

impl Card {
    /// Returns this many cards of the sample edition.
    pub fn samples(language: &Language, count: usize) -> Vec<Self> {
        let stories = paper(language).stories.iter().zip(KINDS).zip(TIMES).cycle().take(count).enumerate();
        let card = |(number, ((story, kind), time))| Self::sample(language, number, story, kind, time);
        stories.map(card).collect()
    }

    fn sample(
        language: &Language,
        number: usize,
        [headline, standfirst]: &[&str; 2],
        [section, kind]: [&str; 2],
        time: &str,
    ) -> Self {
        let own = language.root();
        let name = paper(language).sections.iter().find(|(slug, _)| *slug == section);
        let published = moment(language, time);
        Self {
            id: format!("0198d3a0-0000-7000-8000-{number:012}"),
            url: format!("/{own}/2026/11/24/sample-{number}"),
            headline: (*headline).into(),
            standfirst: (*standfirst).into(),
            kind: kind.into(),
            section: Link::new(name.map_or(section, |(_, name)| name), format!("/{own}/section/{section}")),
            bylines: vec![Link::new(
                text(language, "Nora Feld", "نورا فيلد"),
                format!("/{own}/author/nora-feld"),
            )],
            updated: (number % 3 == 1).then(|| published.clone()),
            corrected: (number % 5 == 2).then(|| published.clone()),
            published,
            is_live: kind == "live",
            is_opinion: kind == "opinion",
            picture: number.is_multiple_of(2).then(|| Picture::sample(language)),
        }
    }
}

impl Picture {
    /// Returns a picture of the sample edition.
    pub fn sample(language: &Language) -> Self {
        let own = text(language, "en", "ar");
        let media = "/media/0198d3a0-0000-7000-8000-000000000900";
        let set = |ending: &str| format!("{media}/320.{ending} 320w, {media}/640.{ending} 640w");
        Self {
            id: "0198d3a0-0000-7000-8000-000000000900".into(),
            url: format!("/{own}/mediabank/0198d3a0-0000-7000-8000-000000000900"),
            src: format!("{media}/640.jpg"),
            src_width: 640,
            src_height: 427,
            jpeg: set("jpg"),
            webp: set("webp"),
            avif: set("avif"),
            width: 1800,
            height: 1200,
            alt: text(language, "Ships at anchor under low clouds", "سفن راسية تحت غيوم منخفضة"),
            caption: text(language, "Ships wait in the roads on Monday", "سفن تنتظر في العرض يوم الاثنين"),
            credit: text(language, "Coast News Agency / Pavel Rennert", "وكالة أنباء الساحل / بافل رينرت"),
            focus: "fx-10 fy-8".into(),
            placeholder: String::new(),
            card: Some(format!("{media}/card.jpg")),
        }
    }
}
