// Lists one page of every kind in every edition, found as a reader finds it: by following links from the fronts.
// Prints JSON: {editions: [{slug, url, language, direction}], pages: [{kind, edition, url, status, language}]}.

import { api, get, home, links } from "./outside.mjs";

const KINDS = ["news", "live", "feature", "analysis", "interview", "opinion", "offbeat", "factcheck"];
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];

/** Kinds of pages that an edition may lack: because nothing of it is in the newsroom, or it has no such page. */
const absent = [];

async function editions() {
  const front = await get(new URL((await get(`${home}/`)).headers.get("location"), home).href);
  const switcher = [...front.text.matchAll(/<a href="([^"]*)"[^>]*? hreflang="([^"]*)"/g)];
  return switcher.map(([, url, language]) => ({
    slug: new URL(url, home).pathname.split("/")[1],
    url: new URL(url, home).href,
    language,
    direction: RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr",
  }));
}

async function stories(edition, query) {
  return (await api("GET", `/stories?edition=${edition.slug}&limit=100${query}`)).items;
}

/** How much of what a story can hold this one holds: the richest of a kind is looked at. */
function richness(story) {
  const blocks = JSON.stringify(story.body);
  const parts = ["table", "factbox", "picture", "gallery", "quote", "list", "related", "embed", "code"];
  const inside = parts.filter((part) => blocks.includes(`"type":"${part}"`)).length;
  return inside + [story.lead_picture, story.corrected_at, story.topics.length, story.related.length].filter(Boolean).length;
}

/** Publishes a story that holds everything that a story can hold: the newsroom's own hold what their news needs. */
async function everything(edition, published) {
  const others = published.filter((story) => story.lead_picture);
  const pictures = others.slice(0, 5).map((story) => story.lead_picture.id);
  const text = (words) => ({ type: "text", text: words });
  const paragraph = (words) => ({ type: "paragraph", content: [text(words)] });
  const picture = (id, caption) => ({ type: "picture", attrs: { picture: id, caption, alt: `What ${id} shows` } });
  const cell = (words, header = false) => ({ type: "table_cell", attrs: { header }, content: words ? [text(words)] : [] });
  const row = (...cells) => ({ type: "table_row", content: cells });
  const filled = (what) => `${what} is a paragraph of its own, long enough, with a comma or two, to be taken for a part of the story.`;
  const content = [
    paragraph(filled("The first")),
    { type: "heading", attrs: { level: 2 }, content: [text("A heading of the second level")] },
    { type: "paragraph", content: [text("Words with a "), { ...text("link"), marks: [{ type: "link", attrs: { href: edition.url } }] }, text(`, ${filled("this")}`)] },
    pictures[0] && picture(pictures[0], "The caption of a picture inside the text."),
    { type: "quote", attrs: { cite: "Somebody" }, content: [paragraph(filled("What somebody said"))] },
    { type: "list", attrs: { ordered: false }, content: ["one", "two"].map((n) => ({ type: "list_item", content: [paragraph(`Item ${n} of a list that has two.`)] })) },
    { type: "table", content: [row(cell("", true), cell("Height", true)), row(cell("The old wall", true), cell("5.2 m"))] },
    paragraph(filled("Between table and box")),
    { type: "factbox", attrs: { title: "What the box is called" }, content: [paragraph(filled("What stands in the box")), paragraph(filled("What stands there too"))] },
    pictures.length > 2 && { type: "gallery", content: pictures.slice(1, 4).map((id, n) => picture(id, `Caption number ${n + 1} of a gallery.`)) },
    { type: "code", attrs: { language: "c" }, content: [text("int main(void) { return 0; }")] },
    { type: "rule" },
    { type: "embed", attrs: { url: `${edition.url}newsfeed` } },
    others[0] && { type: "related", attrs: { story: others[0].id } },
    paragraph(filled("The last")),
  ].filter(Boolean);
  const story = await api("POST", "/stories", {
    edition: edition.slug,
    kind: "feature",
    section: published[0].section,
    headline: "A story that holds everything",
    standfirst: "For those who look at how it is set.",
    bylines: published[0].bylines,
    topics: published[0].topics,
    related: others.slice(1, 3).map((story) => story.id),
    lead_picture: pictures[4] && { id: pictures[4], caption: "The caption of the lead picture.", alt: "What the lead picture shows" },
    body: { type: "doc", content },
  });
  await api("POST", `/stories/${story.id}/publish`);
  await api("POST", `/stories/${story.id}/update`, {});
  return api("POST", `/stories/${story.id}/correct`, { note: "An earlier version of this story gave another height of the wall." });
}

async function pagesOf(edition) {
  const pages = [];
  const add = async (kind, url, status = 200, language = edition.language) => {
    const page = url && (await get(url));
    if (page?.status === status) pages.push({ kind, edition: edition.slug, url, status, language });
    else absent.push({ kind, edition: edition.slug, why: url ? `${url} answered ${page.status}` : "no link leads to one" });
    return page ?? { url: edition.url, text: "" };
  };
  const first = (page, part) => links(page).find((url) => url.startsWith(`${edition.url}${part}`));

  const front = await add("front", edition.url);
  await add("section", first(front, "section/"));
  const newsfeed = await add("newsfeed", `${edition.url}newsfeed`);
  await add("newsfeed, page 2", first(newsfeed, "newsfeed?page=2"));

  const published = await stories(edition, "&state=published");
  const seen = [];
  if (edition.language === "en") {
    seen.push(await add("story that holds everything", (await everything(edition, published)).url));
  }
  for (const kind of KINDS) {
    const [story] = published.filter((story) => story.kind === kind).sort((a, b) => richness(b) - richness(a));
    seen.push(await add(kind === "live" ? "live coverage" : `story (${kind})`, story?.url));
  }
  const found = (part) => seen.map((page) => first(page, part)).find(Boolean);
  await add("topic", found("topic/"));
  await add("author", found("author/"));
  await add("kind", found("kind/"));
  const post = seen.flatMap(links).find((url) => /\/post\/[^/]+$/.test(url));
  await add("post of a coverage", post);
  const changed = published.find((story) => story.corrected_at) ?? published[0];
  const history = await add("history", changed && `${changed.url}/history`);
  await add("version of a story", links(history).find((url) => /\/history\/\d+$/.test(url)));
  const [withdrawn] = await stories(edition, "&state=withdrawn");
  await add("withdrawn story", withdrawn?.url, 410);
  const bank = await add("media bank", `${edition.url}mediabank`);
  await add("picture", first(bank, "mediabank/"));
  await add("offline", `${edition.url}offline`);
  await add("nothing there", `${edition.url}there-is-nothing-here`, 404);
  return pages;
}

const all = await editions();
const pages = [];
for (const edition of all) pages.push(...(await pagesOf(edition)));
pages.push({ kind: "sign-in", edition: "", url: `${home}/desk/login`, status: 200, language: "" });
for (const { kind, edition, why } of absent) process.stderr.write(`   not looked at in «${edition}»: ${kind}, ${why}\n`);
// A small edition has one page of everything; any other kind of page that is not there has been broken.
const broken = absent.filter(({ kind }) => kind !== "newsfeed, page 2");
if (broken.length > 0) process.exitCode = 1;
process.stdout.write(JSON.stringify({ editions: all, pages }, null, 1));
