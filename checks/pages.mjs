// Lists one page of every kind in every edition, found as a reader finds it: by following links from the fronts.
// Prints JSON: {editions: [{slug, url, language, direction}], pages: [{kind, edition, url, status, language}], absent}.

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
process.stdout.write(JSON.stringify({ editions: all, pages, absent }, null, 1));
