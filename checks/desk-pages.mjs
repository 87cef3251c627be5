// Every page of the desk, as the routes of the house name them, as each role sees it, in both of the desk's languages, on a
// phone and at a desk, light and dark: axe finds nothing, nothing is wider than the window, also at 400 %, and every word
// is of one language. A page that a desk gets and that is not named here makes the check fail.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { RULES, look, told } from "./axe_rules.mjs";
import { PATIENCE, openBrowser, sideways } from "./look.mjs";
import { api, home } from "./outside.mjs";

const PASSWORD = "herons know the evening tide";
const ROLES = { ana: "reporter", edda: "editor", ruth: "admin" };
const LANGUAGES = { en: "en-GB", es: "es-ES" };
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** 1280 pixels at 400 %. */
const ZOOMED = { width: 320, height: 640 };
/** Which windows and colours a page is looked at in; the admin's, which have most on them, in all. */
const ALL = [[WIDE, "light"], [WIDE, "dark"], [PHONE, "dark"], [PHONE, "light"]];
const SOME = [[WIDE, "light"], [PHONE, "dark"]];

/** Things that the pages are about; filled before anything is looked at. */
const made = {};

/** The routes of the desk that a browser gets, and where each is looked at; some are looked at twice. */
const PAGES = {
  "/desk/": ["/desk/", "/desk/?q=zzyzx", "/desk/?state=published&edition=en&section=world", "/desk/?edition=ar"],
  "/desk/stories/new": ["/desk/stories/new"],
  "/desk/stories/{id}": [() => `/desk/stories/${made.story}`, () => `/desk/stories/${made.arabic}`],
  "/desk/stories/{id}/revisions": [
    () => `/desk/stories/${made.story}/revisions`,
    () => `/desk/stories/${made.story}/revisions?from=1&to=2&view=sides`,
    () => `/desk/stories/${made.arabic}/revisions`,
  ],
  "/desk/stories/{id}/preview": [() => `/desk/stories/${made.story}/preview`, () => `/desk/stories/${made.arabic}/preview?scheme=dark`],
  "/desk/stories/{id}/preview/page": [() => `/desk/stories/${made.story}/preview/page?revision=2`],
  "/desk/preview/{secret}": [() => made.preview],
  "/desk/stop-list": ["/desk/stop-list"],
  "/desk/calendar": ["/desk/calendar", "/desk/calendar?view=month"],
  "/desk/fronts": ["/desk/fronts"],
  "/desk/fronts/{edition}": ["/desk/fronts/en", "/desk/fronts/ar"],
  "/desk/fronts/{edition}/{section}": ["/desk/fronts/en/world"],
  "/desk/fronts/{edition}/slots": [() => `/desk/fronts/en/slots?story=${made.story}`],
  "/desk/fronts/{edition}/preview": ["/desk/fronts/en/preview"],
  "/desk/fronts/{edition}/{section}/preview": ["/desk/fronts/en/world/preview"],
  "/desk/account": ["/desk/account"],
  "/desk/account/second-factor": ["/desk/account/second-factor"],
  "/desk/login": ["/desk/login", "/desk/login?ended"],
  "/desk/link/{secret}": [() => made.link, "/desk/link/spent-long-ago"],
  "/desk/office/plan": ["/desk/office/plan"],
  "/desk/office/plan/{edition}/sections/{way}": ["/desk/office/plan/en/sections/remove?section=world"],
  "/desk/office/embeds": ["/desk/office/embeds"],
  "/desk/office/topics": ["/desk/office/topics", "/desk/office/topics?edition=en&q=a"],
  "/desk/office/topics/{edition}/{topic}": ["/desk/office/topics/en/trade"],
  "/desk/office/look": ["/desk/office/look"],
  "/desk/office/health": ["/desk/office/health"],
  "/desk/office/jobs": ["/desk/office/jobs"],
  "/desk/office/audit": ["/desk/office/audit"],
  "/desk/office/people": ["/desk/office/people"],
  "/desk/office/people/{id}": [() => made.person],
  "/desk/office/tokens": ["/desk/office/tokens"],
  "/desk/office/webhooks": ["/desk/office/webhooks"],
  "/desk/office/webhooks/{id}": [() => made.webhook],
};

/** Routes of the desk that are got and are no pages. */
const NO_PAGES = {
  "/desk": "leads to /desk/",
  "/desk/colours/{colours}/{*style}": "a style",
  "/desk/login/provider": "leads to the identity provider",
  "/desk/login/provider/back": "where the identity provider leads back to",
  "/desk/preview/{secret}/media/{picture}/{form}": "a picture",
};

let browser;
before(async () => {
  browser = await openBrowser();
  const ruth = await signIn("ruth", "en");
  await fill(ruth);
  await ruth.context().close();
});
after(() => browser.close());

async function signIn(name, language) {
  const context = await browser.newContext({ viewport: WIDE, locale: LANGUAGES[language] });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto(`${home}/desk/login`);
  await page.locator("#email").fill(`${name}@gazette.example`);
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main form button").first().click();
  await page.waitForURL(`${home}/desk/`);
  return page;
}

/** Makes what the pages are about: so that none of them is looked at while there is nothing on it. */
async function fill(page) {
  const { items } = await api("GET", "/stories?edition=en&state=published&limit=100");
  const pictured = items.find((story) => story.lead_picture);
  const paragraph = (text) => ({ type: "paragraph", content: [{ type: "text", text }] });
  const body = { type: "doc", content: [paragraph("Of the first revision."), { type: "picture", attrs: { picture: pictured.lead_picture.id } }] };
  const story = await api("POST", "/stories", { edition: "en", kind: "news", section: "world", headline: "Looked at", body });
  const second = { headline: "Looked at twice", body: { type: "doc", content: [paragraph("Of the second revision.")] } };
  await api("PATCH", `/stories/${story.id}`, second, { "if-match": '"1"' });
  made.story = story.id;
  made.arabic = (await api("GET", "/stories?edition=ar&limit=1")).items[0].id;
  made.preview = new URL((await api("POST", `/stories/${story.id}/previews`, { revision: 2, hours: 4 })).url).pathname;

  await page.goto(`${home}/desk/office/people`);
  await page.getByLabel("Email").fill(`looked-at-${Date.now()}@gazette.example`);
  await page.getByRole("button", { name: "Add somebody" }).click();
  made.link = new URL(await page.locator(".shown-once").innerText()).pathname;
  made.person = new URL(page.url()).pathname;
  if (!/people\/[0-9a-f-]{36}/.test(made.person)) {
    await page.goto(`${home}/desk/office/people`);
    made.person = new URL(await page.locator("tbody th a").first().evaluate((link) => link.href)).pathname;
  }
  await page.goto(`${home}/desk/office/webhooks`);
  await page.locator("#address").fill("https://receiver.example/hook");
  await page.locator("main form.fields button[type=submit]").click();
  await page.goto(`${home}/desk/office/webhooks`);
  made.webhook = new URL(await page.locator("tbody th a").first().evaluate((link) => link.href)).pathname;
  await page.goto(`${home}/desk/stop-list`);
  await page.locator("#words").fill("so-called");
  await page.locator("#note").fill("say what it is");
  await page.locator("main form.fields button[type=submit]").click();
  await page.goto(`${home}/desk/office/tokens`);
  await page.locator("#name").fill("looked at");
  await page.locator("main form.fields button[type=submit]").click();
}

test("no page of the desk is left out", () => {
  const desks = new URL("../desks/", import.meta.url);
  const got = readdirSync(desks).flatMap((desk) => {
    let text;
    try {
      text = readFileSync(new URL(`${desk}/src/routes.rs`, desks), "utf8");
    } catch {
      return [];
    }
    const routes = text.split(/\.route\(/).slice(1).map((part) => part.match(/^\s*"([^"]+)",([^]*)$/));
    return routes.filter((route) => route && route[1].startsWith("/desk") && /\bget\(/.test(route[2])).map((route) => route[1]);
  });
  assert.ok(got.length > 20, "the routes are not found");
  const known = [...Object.keys(PAGES), ...Object.keys(NO_PAGES)];
  assert.deepEqual(got.filter((route) => !known.includes(route)), [], "these pages of the desk are not looked at");
  assert.deepEqual(known.filter((route) => !got.includes(route)), [], "these are no pages of the desk any more");
});

for (const [name, role] of Object.entries(ROLES)) {
  for (const language of Object.keys(LANGUAGES)) {
    describe(`the desk of a ${role}, in «${language}»`, () => {
      let page;
      before(async () => {
        page = await signIn(name, language);
      });
      after(() => page.context().close());

      for (const [route, places] of Object.entries(PAGES)) {
        test(route, async () => {
          // In the other language what differs within a page is looked at once, as the admin.
          const wanted = language === "en" || role === "admin" ? places : places.slice(0, 1);
          for (const place of wanted) await isGood(page, typeof place === "function" ? place() : place, language, role);
        });
      }
    });
  }
}

/** Asserts all that holds for a page of the desk, or for the page that refuses it. */
async function isGood(page, path, language, role) {
  const found = [];
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
  const answer = await page.goto(`${home}${path}`, { waitUntil: "load" });
  const status = answer.status();
  if (status >= 400 && ![403, 404, 410].includes(status)) found.push(`the answer is ${status}`);
  if (status >= 400 && role === "admin" && !path.includes("spent")) found.push(`the answer to an admin is ${status}`);
  await page.evaluate(axe.source);
  for (const [viewport, colorScheme] of role === "admin" ? ALL : SOME) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const name = `${colorScheme}, ${viewport.width} pixels`;
    found.push(...(await page.evaluate(look, RULES)).map((violation) => told(name, violation)));
    found.push(...(await page.evaluate(sideways)).map((what) => `  wider than the window, ${name}: ${what}`));
  }
  await page.setViewportSize(ZOOMED);
  found.push(...(await page.evaluate(sideways)).map((what) => `  wider than the window at 400 %: ${what}`));
  const isDesk = await page.evaluate(() => document.body.classList.contains("desk"));
  if (isDesk) found.push(...(await page.evaluate(faults, language)).map((fault) => `  ${fault}`));
  assert.ok(found.length === 0, `${path}\n${[...new Set(found)].join("\n")}`);
}

// Runs in the page.
function faults(language) {
  const found = [];
  if (document.documentElement.lang !== language) found.push(`speaks «${document.documentElement.lang}»`);
  if (document.querySelectorAll("h1").length !== 1) found.push(`has ${document.querySelectorAll("h1").length} h1`);
  for (const field of document.querySelectorAll(".fields input:not([type=hidden]), .fields select, .fields textarea")) {
    const isSeen = field.checkVisibility() && !field.closest("[aria-hidden=true]");
    if (isSeen && !field.labels?.length && !field.ariaLabel) found.push(`has no label: ${field.outerHTML.slice(0, 80)}`);
  }
  return found;
}
