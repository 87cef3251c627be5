//! Themes: laid over the default look, checked before anybody sees them, changed while the newsroom runs.

use crate::commands::stoppress;
use crate::served::Served;
use serde_json::{Map, Value};
use site::words::Language;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use stoppress::samples::samples;

const EVENING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/evening");

/// A folder with a theme of these files.
struct Folder(tempfile::TempDir);

impl Folder {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("theme.toml", "name = \"Ours\"\ncontract = 1\n");
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn check(&self) -> Output {
        check(self.path())
    }

    /// What the check says is wrong; the exit code must say so too.
    fn faults(&self) -> String {
        let output = self.check();
        assert_eq!(output.status.code(), Some(4), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

fn check(path: &Path) -> Output {
    stoppress().args(["theme", "check"]).arg(path).output().unwrap()
}

const FOOTER: &str = "<footer class=\"foot\"><p>Printed by {{ frame.edition.name }}</p></footer>\n";

#[test]
fn a_template_whose_name_is_misspelt_is_told_and_one_that_is_included_is_not() {
    let misspelt = Folder::of(&[("theme/fotter.html", FOOTER)]);
    let included = Folder::of(&[
        ("theme/footer.html", "<footer>{% include \"theme/imprint.html\" %}</footer>\n"),
        ("theme/imprint.html", "<p>Printed by {{ frame.edition.name }}</p>\n"),
    ]);

    let told = misspelt.faults();

    assert!(told.contains("theme/fotter.html: stands in no default template's place"), "{told}");
    let checked = String::from_utf8(included.check().stdout).unwrap();
    assert!(!checked.contains("imprint"), "{checked}");
}

#[test]
fn a_second_look_needs_tokens_alone_and_every_text_in_it_can_be_read() {
    let checked = check(Path::new(EVENING));
    assert_eq!(checked.status.code(), Some(0), "{checked:?}");
    let dir = tempfile::tempdir().unwrap();
    let process = Served::start_with(dir.path(), &[("STOPPRESS_THEME", EVENING)]);

    let page = process.get("/en/").text().unwrap();

    assert!(page.contains("content=\"#fdf0e6\" media=\"(prefers-color-scheme: light)\""), "{page}");
    let style = page.split("href=\"").find(|rest| rest.starts_with("/assets/theme-")).unwrap();
    let style = process.get(style.split('"').next().unwrap());
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    assert!(style.text().unwrap().contains("--page: #fdf0e6"));
    assert!(page.find("/assets/site-").unwrap() < page.find("/assets/theme-").unwrap());
}

#[test]
fn a_new_theme_can_be_worn_as_it_is_and_is_never_made_over_another() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ours");
    let new = || stoppress().args(["theme", "new"]).arg(&path).output().unwrap();

    let made = new();

    assert!(made.status.success(), "{made:?}");
    assert_eq!(check(&path).status.code(), Some(0), "{:?}", check(&path));
    let css = fs::read_to_string(path.join("theme.css")).unwrap();
    assert!(css.contains("--accent: #2a3c9b; /* links") && css.contains("--serif-head:"), "{css}");
    assert_eq!(new().status.code(), Some(1), "what is there is not overwritten");
}

#[test]
fn files_words_and_styles_are_laid_over_those_of_the_parents() {
    let ground = Folder::of(&[
        ("theme/footer.html", FOOTER),
        ("words/en/site.ftl", "newsfeed = The wire\n"),
        ("theme.css", ":root { --ink: #000; }"),
        ("assets/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ]);
    let ours = Folder::of(&[("theme.css", ":root { --ink: #111; }"), ("README.md", "For people.")]);
    let manifest = format!("name = \"Ours\"\ncontract = 1\nparent = {:?}\n", ground.path());
    ours.write("theme.toml", manifest);
    let dir = tempfile::tempdir().unwrap();
    let process = Served::start_with(dir.path(), &[("STOPPRESS_THEME", ours.path().to_str().unwrap())]);

    let page = process.get("/en/newsfeed").text().unwrap();

    assert!(page.contains("Printed by The Newsroom") && page.contains("<h1>The wire</h1>"), "{page}");
    let address =
        |name: &str| page.split('"').find(|part| part.starts_with(&format!("/assets/{name}-"))).unwrap();
    assert!(process.get(address("theme")).text().unwrap().contains("#111"));
    assert!(process.get(address("icon")).text().unwrap().ends_with("svg\"/>"));
    let faults = ours.faults();
    assert!(faults.contains("--ink #111 on --page #13161b") && !faults.contains("footer"), "{faults}");
}

#[test]
fn every_default_template_is_where_a_theme_of_ones_own_may_begin() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = Folder::of(&[]);
    let mut copied = 0;
    let desks = fs::read_dir(house.join("desks")).unwrap().map(|desk| desk.unwrap().path());
    let pages = desks.map(|desk| (desk.file_name().unwrap().to_owned(), desk.join("pages")));
    for (name, pages) in pages.chain([("theme".into(), house.join("theme"))]) {
        for page in fs::read_dir(pages).into_iter().flatten().map(|page| page.unwrap().path()) {
            if page.extension().is_some_and(|extension| extension == "html") {
                let place = Path::new(&name).join(page.file_name().unwrap());
                folder.write(place.to_str().unwrap(), fs::read(&page).unwrap());
                copied += 1;
            }
        }
    }

    let checked = folder.check();

    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
    assert!(copied > 20, "{copied} templates");
}

#[test]
fn what_is_wrong_with_a_theme_is_told_with_file_and_line() {
    for (name, text, place, why) in [
        ("theme/footer.html", "<footer>\n{% if %}\n</footer>", "theme/footer.html:2", "syntax error"),
        ("theme/footer.html", "\n\n{{ frame.weather }}", "theme/footer.html:3", "undefined"),
        ("theme/footer.html", "{{ word(\"weather\") }}", "theme/footer.html:1", "no word “weather”"),
        ("theme/footer.html", "{{ asset(\"weather.svg\") }}", "theme/footer.html:1", "no asset weather.svg"),
        ("theme/footer.html", "\n{{ frame.title|safe }}", "theme/footer.html:2", "there is no filter “safe”"),
        ("theme/footer.html", "{% include \"../../../etc/passwd\" %}", "theme/footer.html:1", "template"),
        ("theme.css", ":root {\n  --ink: #eee;\n}", "theme.css:2", "--ink #eee on --page #fff"),
        ("words/en/site.ftl", "newsfeed = Wire\n\nhome\n", "words/en/site.ftl:3", "Expected"),
        ("words/xx_!/site.ftl", "a = A", "words/xx_!/site.ftl", "names no language"),
        ("theme.toml", "name = \"Ours\"\ncontract = 2\n", "theme.toml", "made for contract 2"),
        (
            "theme.toml",
            "name = \"Ours\"\ncontract = 1\ncolour = 1\n",
            "theme.toml:3",
            "unknown field `colour`",
        ),
        ("style/tokens.css", ":root {}", "style/tokens.css", "write theme.css"),
        ("layout.html", "", "layout.html", "a template lies in"),
    ] {
        let folder = Folder::of(&[(name, text)]);
        let faults = folder.faults();
        assert!(faults.contains(place) && faults.contains(why), "{name} {text}: {faults}");
    }
}

#[test]
fn a_theme_can_neither_hang_the_newsroom_nor_reach_out_of_its_folder() {
    let endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
    let faults = Folder::of(&[("theme/footer.html", endless)]).faults();
    assert!(faults.contains("fuel") && faults.contains("theme/footer.html:1"), "{faults}");

    let deep = "{% include \"theme/footer.html\" %}";
    let faults = Folder::of(&[("theme/footer.html", deep)]).faults();
    assert!(faults.contains("recursion"), "{faults}");

    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.html"), "secret").unwrap();
    let folder = Folder::of(&[("theme/own.html", "")]);
    std::os::unix::fs::symlink(outside.path().join("secret.html"), folder.path().join("theme/footer.html"))
        .unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("assets")).unwrap();
    let faults = folder.faults();
    assert_eq!(faults.matches("leads out of the theme's folder").count(), 2, "{faults}");

    let folder = Folder::of(&[]);
    folder.write("theme/footer.html", b"<p>\n\xff</p>");
    folder.write("theme/masthead.html", "x".repeat(2 << 20));
    let faults = folder.faults();
    assert!(faults.contains("footer.html: line 2 is not in UTF-8"), "{faults}");
    assert!(faults.contains("masthead.html: is too large"), "{faults}");

    let (one, other) = (Folder::of(&[]), Folder::of(&[]));
    let of = |parent: &Path| format!("name = \"Ours\"\ncontract = 1\nparent = {parent:?}\n");
    one.write("theme.toml", of(other.path()));
    other.write("theme.toml", of(one.path()));
    assert!(one.faults().contains("lead back to itself"));
    assert!(check(&PathBuf::from("/nowhere")).status.code() == Some(4));
}

#[test]
fn a_newsroom_does_not_begin_in_a_broken_theme() {
    let theme = Folder::of(&[("theme/footer.html", "{{ frame.weather }}")]);
    let dir = tempfile::tempdir().unwrap();

    let output = stoppress()
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(dir.path())
        .env("STOPPRESS_THEME", theme.path())
        .output()
        .unwrap();

    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("theme/footer.html:1"), "{words}");
}

#[test]
fn a_theme_is_put_on_anew_while_the_newsroom_runs_and_a_broken_one_is_not() {
    let theme = Folder::of(&[("theme/footer.html", FOOTER), ("theme.css", ":root { --ink: #000; }")]);
    let dir = tempfile::tempdir().unwrap();
    let process = Served::start_with(dir.path(), &[("STOPPRESS_THEME", theme.path().to_str().unwrap())]);
    process.hears("the newsroom runs");
    let before = process.get("/en/").text().unwrap();
    let tag = process.get("/en/").headers()["etag"].clone();
    let old = before.split('"').find(|part| part.starts_with("/assets/theme-")).unwrap().to_owned();

    theme.write("theme/footer.html", "{{ frame.weather }}");
    process.signal("HUP");
    process.hears("the theme stays as it was");
    assert_eq!(process.get("/en/").text().unwrap(), before);

    theme.write("theme/footer.html", FOOTER.replace("Printed", "Set in type"));
    theme.write("theme.css", ":root { --ink: #111; }");
    process.signal("HUP");
    process.hears("the theme was read again");
    let after = process.get("/en/");
    assert_ne!(after.headers()["etag"], tag);
    let after = after.text().unwrap();
    assert!(after.contains("Set in type by") && !after.contains("Printed by"), "{after}");
    assert!(!after.contains(&old) && after.contains("/assets/theme-"));
    assert_eq!(process.get(&old).status(), 200, "pages that are open still have their style");
}

/// Set it to have the paper written instead of compared.
const WRITE: &str = "STOPPRESS_TEST_WRITE_DOCS";
const CONTRACT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/running/theme-contract.md");

#[test]
fn the_paper_on_the_contract_lists_what_every_template_is_given() {
    let paper = contract();
    if std::env::var_os(WRITE).is_some() {
        fs::write(CONTRACT, &paper).unwrap();
    }

    let kept = fs::read_to_string(CONTRACT).unwrap_or_default();

    assert!(kept == paper, "run this test with {WRITE}=1 and look at what has changed in {CONTRACT}");
}

fn contract() -> String {
    let mut shared = BTreeMap::new();
    let mut pages = BTreeMap::new();
    for sample in samples() {
        let given: &mut BTreeMap<String, String> = pages.entry(sample.template).or_default();
        for value in sample.values(&Language::english()) {
            for (name, value) in value.as_object().unwrap() {
                if name == "frame" {
                    list("frame", value, &mut shared);
                    note(given, "frame", "object");
                } else {
                    list(name, value, given);
                }
            }
        }
    }
    let mut paper = format!(
        "# What templates are given\n\nContract {}. Made from the samples that every template is rendered with in the \
         checks.\n`[]` stands for each of a list. A *moment* has `iso`, `time`, `date`, `day`, `full`, `zone`; a *link* \
         has `name`, `url`.\nEvery template may also call `word(\"name\", placeholder=…)`, `asset(\"name\")`, and has \
         `look.style`, `look.page.light`, `look.page.dark`.\n",
        site::theme::CONTRACT
    );
    let parts = std::iter::once(("frame: what every page of an edition has", shared));
    for (name, given) in parts.chain(pages) {
        paper.push_str(&format!("\n## {name}\n\n"));
        given.iter().for_each(|(name, kind)| paper.push_str(&format!("- `{name}`: {kind}\n")));
    }
    paper
}

fn list(name: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    let has = |object: &Map<String, Value>, names: &[&str]| {
        object.len() == names.len() && names.iter().all(|name| object.contains_key(*name))
    };
    match value {
        Value::Object(object) if has(object, &["iso", "time", "date", "day", "full", "zone"]) => {
            note(into, name, "moment");
        }
        Value::Object(object) if has(object, &["name", "url"]) => note(into, name, "link"),
        Value::Object(object) => {
            object.iter().for_each(|(part, value)| list(&format!("{name}.{part}"), value, into));
        }
        Value::Array(parts) if parts.is_empty() => note(into, &format!("{name}[]"), "none"),
        Value::Array(parts) => parts.iter().for_each(|part| list(&format!("{name}[]"), part, into)),
        Value::String(_) => note(into, name, "text"),
        Value::Number(_) => note(into, name, "number"),
        Value::Bool(_) => note(into, name, "yes or no"),
        Value::Null => note(into, name, "none"),
    }
}

/// Notes a kind beside those that are noted already; what only now and then is there is said to be so.
fn note(into: &mut BTreeMap<String, String>, name: &str, kind: &str) {
    let kinds = into.entry(name.to_owned()).or_default();
    if !kinds.split(" | ").any(|known| known == kind) {
        let mut all: Vec<&str> = kinds.split(" | ").filter(|kind| !kind.is_empty()).chain([kind]).collect();
        all.sort_by_key(|kind| *kind == "none");
        *kinds = all.join(" | ");
    }
}
