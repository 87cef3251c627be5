//! `/desk/stories/new` and `/desk/stories/{id}`: the page on which a story is written. What it does, it does by the API.

use crate::editor_page::{Choice, DeskNote, EditorPage, TranslationLink, Unpublished, VerbForm};
use crate::notes::{self, Note};
use crate::store::{self, Grouped};
use crate::story::{State, Story};
use crate::workflow::TABLE;
use crate::{Fields, copies, newsroom, pictures, view, workflow};
use ::store::Tx;
use axum::extract::{Path, State as FromState};
use axum::response::Response;
use base::{Id, Refused, Result};
use house::{Kind, Person, ReasonClass, Right, Viewer};
use http::StatusCode;
use sections::{Edition, Plan, encoded};
use serde_json::{Map, Value, json};
use site::answer::{desk_page, id};
use site::words::Language;
use site::{DeskLanguage, Html, Plant};
use staff::StaffPage;
use std::sync::Arc;

/// The verbs that ask for words before they are carried out.
const ASKING: [&str; 4] = ["return", "schedule", "correct", "withdraw"];
/// The letters that press a verb, with Control and Alt, or with Control and Meta where that is another program's. They
/// leave out what browsers (`r`), desktops (`d`, `l`, `t`) and screen readers (`n`) need with these, and `f`, which fills the screen.
const KEYS: [(&str, char); 10] = [
    ("submit", 's'),
    ("return", 'b'),
    ("approve", 'a'),
    ("schedule", 'h'),
    ("unschedule", 'j'),
    ("publish", 'p'),
    ("update", 'u'),
    ("correct", 'c'),
    ("withdraw", 'w'),
    ("restore", 'o'),
];

/// Shows an empty story.
pub(crate) async fn new(
    FromState(plant): FromState<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
) -> Response {
    let reader = Arc::clone(&person);
    let opened = plant.store.read(async move |tx: &mut Tx| {
        let plan = sections::plan(tx).await?;
        let first = plan.editions.iter().find(|edition| reader.may(Right::Write, &edition.slug));
        let Some(first) = first else {
            return Err(reader.must_anywhere(Right::Write).err().unwrap_or(Refused::NotFound.into()));
        };
        let section = first.sections.first().map(|section| section.slug.clone()).unwrap_or_default();
        let byline = reader.name.clone();
        let fields = Fields { bylines: vec![byline], ..Fields::new(&first.slug, &section) };
        Ok(Opened::empty(plan, fields))
    });
    answer(&plant, &language, &person, opened.await)
}

/// Shows a story.
pub(crate) async fn show(
    FromState(plant): FromState<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(wanted): Path<String>,
) -> Response {
    let opened = open(&plant, &person, &wanted).await;
    answer(&plant, &language, &person, opened)
}

fn answer(plant: &Plant, language: &Language, person: &Person, opened: Result<Opened>) -> Response {
    let html = opened.and_then(|opened| render(plant, language, person, opened));
    desk_page(plant, StatusCode::OK, html)
}

/// A story with all that its page shows.
struct Opened {
    plan: Plan,
    story: Option<Story>,
    fields: Fields,
    /// As the API has it.
    json: Value,
    copy: Option<copies::Left>,
    pictures: Map<String, Value>,
    stories: Map<String, Value>,
    notes: Vec<Note>,
    translations: Vec<Grouped>,
    /// Who else saved what readers do not see.
    unpublished_by: Vec<String>,
}

impl Opened {
    fn empty(plan: Plan, fields: Fields) -> Self {
        let mut json =
            json!({ "id": "", "url": null, "state": "draft", "revision": 0, "lead_picture": null });
        if let (Some(map), Ok(Value::Object(said))) = (json.as_object_mut(), serde_json::to_value(&fields)) {
            map.extend(said);
        }
        let (pictures, stories) = (Map::new(), Map::new());
        let (notes, translations, unpublished_by) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            plan,
            story: None,
            fields,
            json,
            copy: None,
            pictures,
            stories,
            notes,
            translations,
            unpublished_by,
        }
    }
}

async fn open(plant: &Plant, person: &Arc<Person>, wanted: &str) -> Result<Opened> {
    let (wanted, person) = (id(wanted)?, Arc::clone(person));
    let url = plant.settings.public_url.clone();
    let opened = plant.store.read(async move |tx: &mut Tx| {
        let story = view::find_behind(tx, &person, wanted).await?;
        let viewer = Viewer::Staff(Arc::clone(&person));
        let plan = sections::plan(tx).await?;
        let fields = store::fields(tx, story.id, story.revision).await?;
        let json = view::story_json(tx, &plan, &url, &viewer, &story, &[]).await?;
        let copy = copies::left(tx, &person, story.id).await?;
        let pictures = pictures_of(tx, &plan, &person, &fields).await?;
        let stories = stories_of(tx, &viewer, &fields).await?;
        let notes = notes::for_the_newsroom(tx, story.id).await?;
        let mut translations = store::group(tx, story.group).await?;
        // The original stands above them, as it can be changed.
        let is_other = |id: Id| id != story.id && Some(id) != fields.translation_of;
        translations.retain(|other| is_other(other.id) && person.may(Right::Read, &other.edition));
        let unpublished_by = newsroom::unpublished_by(tx, &person, &story).await?;
        let story = Some(story);
        Ok(Opened { plan, story, fields, json, copy, pictures, stories, notes, translations, unpublished_by })
    });
    opened.await
}

/// Returns what the bank says of the pictures of a text, by their ids.
async fn pictures_of(
    tx: &mut Tx,
    plan: &Plan,
    person: &Person,
    fields: &Fields,
) -> Result<Map<String, Value>> {
    let language = match &fields.language {
        Some(language) => language.clone(),
        None => plan.edition(&fields.edition).map(|edition| edition.language.clone()).unwrap_or_default(),
    };
    let glances = media::glances(tx, &pictures::ids(fields), &language).await?;
    let shown = glances.into_iter().map(|glance| {
        let told = json!({
            "src": glance.src, "alt": glance.alt, "caption": glance.caption, "credit": glance.own_credit,
            "creator": glance.creator, "mayDescribe": glance.may_be_described_by(person),
        });
        (glance.id.to_string(), told)
    });
    Ok(shown.collect())
}

/// Returns the headlines of the stories that a story names, as far as the person may know them.
async fn stories_of(tx: &mut Tx, viewer: &Viewer, fields: &Fields) -> Result<Map<String, Value>> {
    let mut headlines = Map::new();
    let named: Vec<Id> =
        fields.related.iter().copied().chain(fields.body.related()).chain(fields.translation_of).collect();
    for id in named {
        if view::find(tx, viewer, id).await.is_ok()
            && let Some(row) = store::repeated(tx, id).await?
        {
            headlines.insert(id.to_string(), row.headline.into());
        }
    }
    Ok(headlines)
}

fn render(plant: &Plant, language: &Language, person: &Person, opened: Opened) -> Result<String> {
    let Opened { plan, story, fields, json, copy, pictures, stories, notes, translations, unpublished_by } =
        opened;
    let edition = plan.edition(&fields.edition);
    let tongue = edition.map_or_else(Language::english, Edition::tongue);
    let zone = edition.map(|edition| edition.zone.clone()).unwrap_or_else(|| "UTC".into());
    let own_zone = edition.map(Edition::time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let may_edit = story.as_ref().is_none_or(|story| workflow::may_edit(person, story).is_ok());
    let state = story.as_ref().map_or(State::Draft, Story::state);
    let writable = |edition: &&Edition| match &story {
        Some(story) => edition.slug == story.edition,
        None => person.may(Right::Write, &edition.slug),
    };
    let editions: Vec<&Edition> = plan.editions.iter().filter(writable).collect();
    let of = |edition: &Edition| -> Vec<Value> {
        edition.sections.iter().map(|section| json!([section.slug, section.name])).collect()
    };
    let by_edition: Map<String, Value> =
        editions.iter().map(|edition| (edition.slug.clone(), of(edition).into())).collect();
    let data = json!({
        "person": person.id, "story": json, "mayEdit": may_edit, "zone": zone, "copy": copy, "pictures": pictures,
        "stories": stories, "sections": by_edition,
    });
    let name = if fields.headline.is_empty() {
        plant.words.desk_word(language, "new-story")?
    } else {
        fields.headline.clone()
    };
    let moment = |at| plant.words.moment(language, &own_zone, at);
    let shown = |note: Note| DeskNote {
        kind: note.kind.into(),
        by: note.by,
        at: moment(note.at),
        text: note.note,
        due: note.due.map(moment),
        lacks: note.lacks,
    };
    let returned =
        notes.iter().rfind(|note| note.kind == "return").filter(|_| state == State::Draft).cloned();
    let page = EditorPage {
        desk: staff::frame(person, language, name),
        story: story.as_ref().map(|story| story.id.to_string()),
        state: state.as_str().into(),
        url: story
            .as_ref()
            .filter(|_| state == State::Published)
            .and_then(|story| story.path.as_deref())
            .map(encoded),
        may_edit,
        unpublished: story.as_ref().map_or_else(Unpublished::default, |story| Unpublished {
            is_there: newsroom::is_ahead(story),
            live: story.live_revision.unwrap_or(story.revision),
            newest: story.revision,
            by: unpublished_by.join(", "),
        }),
        headline: fields.headline,
        standfirst: fields.standfirst,
        edition: fields.edition.clone(),
        language: fields.language.unwrap_or_else(|| tongue.to_string()),
        direction: tongue.direction(),
        zone,
        section: fields.section,
        kind: fields.kind.to_string(),
        editions: editions.iter().map(|e| Choice { slug: e.slug.clone(), name: e.name.clone() }).collect(),
        sections: edition.map(sections_of).unwrap_or_default(),
        kinds: Kind::ALL.iter().map(ToString::to_string).collect(),
        languages: plant.words.languages().iter().map(ToString::to_string).collect(),
        verbs: verbs(person, &fields.edition, story.as_ref()),
        translations: translations.into_iter().map(|other| translation(&plan, other)).collect(),
        reasons: ReasonClass::ALL.iter().map(ToString::to_string).collect(),
        returned: returned.map(shown),
        notes: notes.into_iter().map(shown).collect(),
        // Within a script's element nothing but `<` could end it.
        data_json: Html::made(data.to_string().replace('<', "\\u003c")),
    };
    plant.pages.render(&page, language)
}

fn translation(plan: &Plan, other: Grouped) -> TranslationLink {
    let edition = plan.edition(&other.edition);
    let language = edition.map_or_else(Language::english, Edition::tongue);
    TranslationLink {
        id: other.id.to_string(),
        edition: edition.map_or(other.edition, |edition| edition.name.clone()),
        headline: other.headline,
        direction: language.direction(),
        language,
    }
}

pub(super) fn sections_of(edition: &Edition) -> Vec<Choice> {
    let choice =
        |section: &sections::Section| Choice { slug: section.slug.clone(), name: section.name.clone() };
    edition.sections.iter().map(choice).collect()
}

/// Returns the verbs that the person may ask for of this story, in whichever state.
fn verbs(person: &Person, edition: &str, story: Option<&Story>) -> Vec<VerbForm> {
    let is_own = story.is_none_or(|story| workflow::owns_or_edits(person, story));
    let allowed =
        TABLE.iter().filter(|(.., right)| person.may(*right, edition) && (is_own || *right != Right::Write));
    let form = |(_, word, states, _): &(_, &str, &[State], _)| VerbForm {
        word: (*word).to_owned(),
        states: states.iter().map(|state| state.as_str()).collect::<Vec<_>>().join(" "),
        asks: ASKING.contains(word),
        keys: KEYS
            .iter()
            .find(|(verb, _)| verb == word)
            .map(|(_, letter)| format!("Control+Alt+{letter} Control+Meta+{letter}")),
    };
    allowed.map(form).collect()
}
