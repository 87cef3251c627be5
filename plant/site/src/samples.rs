//! Invented content for the samples that the checks render, in English and in Arabic.

use crate::frame::{
    Alternate, Card, EditionHead, EditionLink, Frame, Link, Moment, OpenGraph, OpenGraphImage, Picture,
    SectionLink,
};
use crate::words::Language;

/// Returns the text in the script of the language.
pub fn text(language: &Language, english: &str, arabic: &str) -> String {
    if language.as_str().starts_with("ar") { arabic.to_owned() } else { english.to_owned() }
}

/// Returns a moment of the sample day.
pub fn moment(language: &Language, time: &str) -> Moment {
    let of = |english: &str, arabic: &str| text(language, english, arabic);
    Moment {
        iso: format!("2026-11-24T{time}:00Z"),
        time: time.into(),
        date: of("24 Nov 2026", "24 نوفمبر 2026"),
        day: of("Tuesday, 24 November 2026", "الثلاثاء، 24 نوفمبر 2026"),
        full: of(
            &format!("Tuesday, 24 November 2026 at {time} UTC"),
            &format!("الثلاثاء، 24 نوفمبر 2026 في {time} غرينتش"),
        ),
        zone: of("UTC", "غرينتش"),
    }
}

const SECTIONS: [(&str, &str, &str); 6] = [
    ("world", "World", "العالم"),
    ("politics", "Politics", "السياسة"),
    ("business", "Business", "الاقتصاد"),
    ("culture", "Culture", "الثقافة"),
    ("science", "Science", "العلوم"),
    ("sport", "Sport", "الرياضة"),
];

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
        let own = text(language, "en", "ar");
        let name = text(language, "The Gazette", "الجريدة");
        let edition = |tag: &str, name: &str| EditionLink {
            slug: tag.into(),
            name: name.into(),
            language: Language::parse(tag).unwrap_or_else(Language::english),
            url: format!("/{tag}/"),
            current: tag == own,
        };
        let section = |(slug, english, arabic): (&str, &str, &str)| SectionLink {
            slug: slug.into(),
            name: text(language, english, arabic),
            url: format!("/{own}/section/{slug}"),
            current: slug == "world",
        };
        let url = format!("https://gazette.example/{own}/");
        Self {
            edition: EditionHead {
                slug: own.clone(),
                name: name.clone(),
                language: language.clone(),
                direction: language.direction(),
                url: format!("/{own}/"),
            },
            editions: vec![edition("en", "The Gazette"), edition("ar", "الجريدة")],
            sections: SECTIONS.map(section).into(),
            title: format!("{title} — {name}"),
            description: text(
                language,
                "What happened today, and what it means.",
                "ما حدث اليوم، وما يعنيه.",
            ),
            canonical: Some(url.clone()),
            date: moment(language, "14:02").day,
            now_iso: "2026-11-24T14:02:00Z".into(),
            alternates: vec![Alternate { language: language.clone(), url: url.clone() }],
            json_ld: Some(crate::frame::json_ld(
                &serde_json::json!({ "@context": "https://schema.org", "name": name }),
            )),
            feed: Some(Link::new(name.clone(), format!("/{own}/feed.rss"))),
            og: Some(OpenGraph {
                kind: "website",
                title: title.into(),
                description: name,
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

/// Headline, standfirst, section, kind: the longest and the shortest that a card must hold are among them.
const STORIES: [[&str; 6]; 8] = [
    [
        "Harbour pilots end strike after night of talks over shift lengths",
        "The port reopens at noon; the first of thirty ships waiting in the roads is to berth by evening",
        "أرشدوا الميناء ينهون إضرابهم بعد ليلة من المفاوضات",
        "يُعاد فتح الميناء ظهراً، وترسو أول سفينة من ثلاثين تنتظر في العرض بحلول المساء",
        "world",
        "news",
    ],
    [
        "Storm warning for the northern coast: ferries stopped, schools close at midday",
        "Follow what happens hour by hour",
        "تحذير من عاصفة على الساحل الشمالي: توقف العبّارات وإغلاق المدارس ظهراً",
        "تابعوا ما يجري ساعة بساعة",
        "world",
        "live",
    ],
    [
        "A cathedral’s lost bell is found under a car park",
        "It took a plumber, a choirmaster and a metal detector",
        "العثور على جرس مفقود تحت موقف للسيارات",
        "احتاج الأمر إلى سبّاك وقائد جوقة وكاشف معادن",
        "culture",
        "offbeat",
    ],
    [
        "The council cannot count",
        "Nobody in the town hall knows how many flats stand empty, and that is no accident",
        "المجلس لا يعرف العدّ",
        "لا أحد في البلدية يعرف كم شقة خالية، وليس ذلك مصادفة",
        "politics",
        "opinion",
    ],
    [
        "Why the river rose faster than every model said",
        "Three dry years hardened the ground. The rest was arithmetic",
        "لماذا ارتفع النهر أسرع من كل النماذج",
        "ثلاث سنوات جافة صلّبت الأرض، والباقي حساب",
        "science",
        "analysis",
    ],
    [
        "“I was never the best at anything but waiting”: the goalkeeper who played her first match at thirty-eight",
        "",
        "«لم أكن الأفضل إلا في الانتظار»: حارسة مرمى لعبت مباراتها الأولى في الثامنة والثلاثين",
        "",
        "sport",
        "interview",
    ],
    [
        "No, the old bridge was not sold",
        "A picture that has gone around since Sunday shows another bridge, in another year",
        "لا، لم يُبع الجسر القديم",
        "الصورة المتداولة منذ الأحد لجسر آخر في عام آخر",
        "politics",
        "factcheck",
    ],
    [
        "The last ropemakers of Quay Street",
        "For two centuries the walk was four hundred paces long. Now it is eleven",
        "آخر صانعي الحبال في شارع الرصيف",
        "على مدى قرنين كان الممر أربعمئة خطوة، وهو اليوم إحدى عشرة",
        "business",
        "feature",
    ],
];

const TIMES: [&str; 8] = ["13:58", "13:41", "13:05", "12:30", "11:52", "10:14", "09:20", "07:45"];

impl Card {
    /// Returns this many cards of the sample edition.
    pub fn samples(language: &Language, count: usize) -> Vec<Self> {
        let stories = STORIES.iter().zip(TIMES).cycle().take(count).enumerate();
        stories.map(|(number, (story, time))| Self::sample(language, number, story, time)).collect()
    }

    fn sample(language: &Language, number: usize, story: &[&str; 6], time: &str) -> Self {
        let [headline, standfirst, arabic_headline, arabic_standfirst, section, kind] = *story;
        let own = text(language, "en", "ar");
        let name = SECTIONS.iter().find(|(slug, ..)| *slug == section);
        let name = name.map(|(_, english, arabic)| text(language, english, arabic)).unwrap_or_default();
        let published = moment(language, time);
        Self {
            id: format!("0198d3a0-0000-7000-8000-{number:012}"),
            url: format!("/{own}/2026/11/24/sample-{number}"),
            headline: text(language, headline, arabic_headline),
            standfirst: text(language, standfirst, arabic_standfirst),
            kind: kind.into(),
            section: Link::new(name, format!("/{own}/section/{section}")),
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
        }
    }
}
