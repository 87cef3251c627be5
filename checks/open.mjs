// Pages that stand open while the newsroom works: what is published appears, what is corrected or withdrawn is so at once.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { isSound, openBrowser, visit } from "./look.mjs";
import { api, paper } from "./outside.mjs";

/** Longer than an open page may wait before it asks again. */
const SOON = 20_000;
const { editions, pages } = paper();
const wanted = [editions[0], editions.find((edition) => edition.direction === "rtl") ?? editions.at(-1)];

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const edition of wanted) {
  describe(`open pages of «${edition.slug}»`, () => {
    let reader;
    let story;
    before(async () => {
      reader = await visit(browser, { viewport: { width: 1280, height: 800 } });
    });
    // Each page that listens holds one of the six connections that a browser has for a house.
    afterEach(() => Promise.all(reader.context.pages().map((page) => page.close())));
    after(() => reader.context.close());

    test("a story that is published appears on the open front and in the open newsfeed", async () => {
      const front = await open(reader, edition.url);
      const newsfeed = await open(reader, `${edition.url}newsfeed`);
      story = await publish(edition);
      await appears(front, "main article h2 a, main article h3 a", story.headline);
      await appears(newsfeed, ".lines .line-headline", story.headline);
      await isSound({ ...reader, page: front }, edition);
      await isSound({ ...reader, page: newsfeed }, edition);
    });
    test("a correction shows on the open story", async () => {
      const page = await open(reader, story.url);
      const note = `Correction ${story.id.slice(-6)}`;
      await api("POST", `/stories/${story.id}/correct`, { note });
      await appears(page, "#corrections", note);
      await isSound({ ...reader, page }, edition);
    });
    test("a withdrawal replaces the open story with its notice, and takes it off the open front", async () => {
      const page = await open(reader, story.url);
      const front = await open(reader, edition.url);
      const notice = `Notice ${story.id.slice(-6)}`;
      await api("POST", `/stories/${story.id}/withdraw`, { reason: "error", notice });
      await appears(page, "main", notice);
      const words = await page.locator("body").innerText();
      assert.ok(!words.includes(story.headline), `${page.url()} still shows the headline beside the notice`);
      await front.waitForFunction((id) => !document.querySelector(`[data-story="${id}"]`), story.id, { timeout: SOON });
      // The open page has asked for the story again and was told that it is gone, which the console notes.
      const others = reader.complaints.splice(0).filter((complaint) => !complaint.includes("410 (Gone)"));
      assert.deepEqual(others, []);
    });
    test("a page that nobody looks at rests, and has caught up when it is looked at again", async () => {
      const told = await publish(edition);
      const page = await reader.context.newPage();
      await page.clock.install();
      const listens = listening(page);
      await page.goto(told.url);
      const stream = await (await listens).request();
      await look(page, false);
      await page.clock.fastForward(11_000);
      const notice = `Notice ${told.id.slice(-6)}`;
      await api("POST", `/stories/${told.id}/withdraw`, { reason: "error", notice });
      assert.ok(stream.failure(), "the page has kept its connection");
      await look(page, true);
      await page.clock.resume();
      await appears(page, "main", notice);
      reader.complaints.splice(0);
    });
    test("a new post of a live coverage waits behind a button", async () => {
      const coverage = pages.find((page) => page.kind === "live coverage" && page.edition === edition.slug);
      assert.ok(coverage, `«${edition.slug}» has no coverage`);
      const page = await open(reader, coverage.url);
      assert.notEqual(await page.locator("[data-post]").count(), 0, "the coverage has no posts");
      await page.locator("[data-post]").last().scrollIntoViewIfNeeded();
      const words = `Post ${Date.now()}`;
      const id = await page.locator("article[data-story]").first().getAttribute("data-story");
      await api("POST", `/stories/${id}/posts`, { body_html: `<p>${words}</p>` });
      const button = page.locator("button.news");
      await button.waitFor({ timeout: SOON });
      assert.equal(await page.getByText(words).isVisible(), false, "the post has moved what is being read");
      await button.click();
      await page.getByText(words).waitFor({ timeout: SOON });
      await isSound({ ...reader, page }, edition);
    });

    test("a picture that is taken out of a post moves nothing that is read below it", async () => {
      const coverage = pages.find((page) => page.kind === "live coverage" && page.edition === edition.slug);
      let page = await open(reader, coverage.url);
      const id = await page.locator("article[data-story]").first().getAttribute("data-story");
      const credit = await page.locator(".post figure a.credit").first().getAttribute("href");
      const picture = { type: "picture", attrs: { picture: credit.split("/").at(-1) } };
      const body = { type: "doc", content: [picture] };
      const post = await api("POST", `/stories/${id}/posts`, { headline: `Pictured ${Date.now()}`, body });
      page = await open(reader, coverage.url);
      const figure = page.locator(`#post-${post.id} figure`);
      await figure.scrollIntoViewIfNeeded();
      await page.locator(`#post-${post.id} + article`).evaluate((below) => below.scrollIntoView());
      const top = () => page.locator(`#post-${post.id} + article`).evaluate((below) => below.getBoundingClientRect().top);
      const stood = await top();
      await api("PATCH", `/posts/${post.id}`, { body_html: "<p>Words alone.</p>" });
      await figure.waitFor({ state: "detached", timeout: SOON });
      assert.ok(Math.abs((await top()) - stood) < 2, `what is read moved from ${stood} to ${await top()}`);
    });
  });
}

/** Opens a page and waits until it listens. */
async function open({ context }, url) {
  const page = await context.newPage();
  const listens = listening(page);
  await page.goto(url);
  await listens;
  return page;
}

const listening = (page) => page.waitForResponse((answer) => answer.url().includes("/events?"), { timeout: SOON });

/** Has the page believe that somebody looks at it, or nobody. */
const look = (page, isSeen) =>
  page.evaluate((isSeen) => {
    Object.defineProperty(document, "hidden", { value: !isSeen, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isSeen);

async function appears(page, where, words) {
  await page.locator(where).filter({ hasText: words }).first().waitFor({ timeout: SOON });
}

async function publish(edition) {
  const section = new URL(pages.find((page) => page.kind === "section" && page.edition === edition.slug).url);
  const now = Date.now();
  const story = await api("POST", "/stories", {
    edition: edition.slug,
    kind: "news",
    section: section.pathname.split("/").at(-1),
    headline: `Checked ${now}`,
    body_html: `<p>Words of ${now}.</p>`,
  });
  return api("POST", `/stories/${story.id}/publish`);
}
