// Reading, from the front to another edition, as readers do: on a phone and at a desk, with script and without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isSound, openBrowser, staysPut, visit, worksByKeyboard } from "./look.mjs";
import { paper } from "./outside.mjs";

const SCREENS = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };
const { editions } = paper();

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const edition of editions) {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    for (const javaScriptEnabled of [true, false]) {
      const script = javaScriptEnabled ? "with script" : "without script";
      test(`«${edition.slug}» is read on a ${screen}, ${script}`, async (t) => {
        const reader = await visit(browser, { viewport, javaScriptEnabled });
        try {
          await journey(t, { ...reader, edition, zoom: screen === "desk" && !javaScriptEnabled, moves: javaScriptEnabled });
        } finally {
          await reader.context.close();
        }
      });
    }
  }
}

async function journey(t, reader) {
  const { page, edition } = reader;
  const step = (name, walk) => t.test(name, walk);
  const sound = () => isSound(reader, edition, reader);

  await step("the front opens and nothing moves", async () => {
    await page.goto(edition.url);
    await sound();
    if (reader.moves) await staysPut(reader);
  });
  await step("the front works by keyboard", () => worksByKeyboard(reader));
  await step("a headline leads to its story", async () => {
    const link = page.locator("main article").locator("h2 a, h3 a").first();
    const headline = (await link.innerText()).trim();
    await follow(page, link);
    assert.equal((await page.locator("h1").innerText()).trim(), headline);
    await sound();
    if (reader.moves) await staysPut(reader);
  });
  await step("the story works by keyboard", () => worksByKeyboard(reader));
  await step("the masthead leads to a section", async () => {
    const link = page.locator(".masthead nav a").first();
    const name = (await link.innerText()).trim();
    await follow(page, link);
    assert.match(await page.locator("h1").innerText(), new RegExp(name, "i"));
    await sound();
  });
  await step("the masthead leads to the newsfeed", async () => {
    await follow(page, page.locator(".masthead a.to-newsfeed"));
    await sound();
  });
  await step("the newsfeed has a next page, and that a way back", async (t) => {
    const next = page.locator('main a[rel="next"]');
    if ((await next.count()) === 0) return t.diagnostic(`all of «${edition.slug}» is on one page`);
    await follow(page, next);
    await sound();
    await follow(page, page.locator('main a[rel="prev"]'));
    await sound();
  });
  await step("a byline leads to its author", async () => {
    await untilThereIs(page, '.story a[rel="author"]');
    const link = page.locator('.story a[rel="author"]').first();
    const name = (await link.innerText()).trim();
    await follow(page, link);
    assert.equal((await page.locator("h1").innerText()).trim(), name);
    await sound();
  });
  await step("a topic leads to its stories", async () => {
    await untilThereIs(page, ".story .topics a");
    const link = page.locator(".story .topics a").first();
    const name = (await link.innerText()).trim();
    await follow(page, link);
    assert.equal((await page.locator("h1").innerText()).trim(), name);
    await sound();
  });
  await step("a picture's credit leads to the media bank", async () => {
    await page.goto(edition.url);
    await untilThereIs(page, ".story figcaption a.credit");
    await follow(page, page.locator(".story figcaption a.credit").first());
    await sound();
    await follow(page, page.locator(`main a[href$="/mediabank"]`).first());
    await sound();
  });
  await step("the media bank shows each picture on a page of its own", async () => {
    await follow(page, page.locator('main a[href*="/mediabank/"]').first());
    assert.ok((await page.locator("main picture img").count()) > 0, `${page.url()} shows no picture`);
    await sound();
  });
  await step("the footer leads to another edition", async () => {
    const link = page.locator(".foot a[hreflang]:not([aria-current])").first();
    const language = await link.getAttribute("hreflang");
    await follow(page, link);
    await isSound(reader, editions.find((other) => other.language === language), reader);
  });
}

/** Presses a link and waits for the page behind it. */
async function follow(page, link) {
  const from = page.url();
  await link.click();
  await page.waitForURL((url) => url.href !== from, { waitUntil: "load" });
}

/** Opens one story after the other of the list that is shown, until one has what is looked for. */
async function untilThereIs(page, wanted) {
  const headlines = "main article h2 a, main article h3 a, main a.line-headline";
  const stories = await page.locator(headlines).evaluateAll((links) => links.map((link) => link.href));
  for (const story of stories) {
    await page.goto(story);
    if ((await page.locator(wanted).count()) > 0) return;
  }
  assert.fail(`none of ${stories.length} stories has ${wanted}`);
}
