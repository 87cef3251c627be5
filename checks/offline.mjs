// Readers whose connection is cut: they are told so in their edition's language, and nothing of the paper is kept.

import assert from "node:assert/strict";
import { connect, createServer } from "node:net";
import { after, before, test } from "node:test";
import { PATIENCE, openBrowser } from "./look.mjs";
import { get, home, paper } from "./outside.mjs";

const { editions } = paper();
const wanted = [editions[0], editions.find((edition) => edition.direction === "rtl") ?? editions.at(-1)];

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const edition of wanted) {
  test(`a reader of «${edition.slug}» without a connection is told so, opens no story, and comes back by itself`, async () => {
    const line = await Line.open();
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    context.setDefaultTimeout(PATIENCE);
    try {
      await cutOff(await context.newPage(), line, edition);
    } finally {
      await context.close();
      await line.cut();
    }
  });
}

async function cutOff(page, line, { slug, language, direction }) {
  const front = `${line.url}/${slug}/`;
  const offline = /<h1>(.*)<\/h1>/.exec((await get(`${home}/${slug}/offline`)).text)[1];
  const shown = () => page.locator("h1").innerText();
  await page.goto(front);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const link = page.locator("main article h2 a").first();
  const [story, headline] = [await link.evaluate(({ href }) => href), (await link.innerText()).trim()];
  await page.goto(story);
  assert.equal(await shown(), headline);
  const kept = await page.evaluate(keptAddresses);
  const pages = kept.filter((url) => !url.startsWith(`${line.url}/assets/`));
  assert.deepEqual(pages, [`${front}offline`], "the browser keeps another page than the one");
  assert.ok(kept.length > 3, `what the page is set in is not kept: ${kept}`);

  await line.cut();
  for (const address of [story, `${front}newsfeed`, front]) {
    await page.goto(address);
    assert.equal(await shown(), offline, address);
  }
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [language, direction]);
  assert.ok(await page.evaluate(isSet), "the page has lost its style or its fonts");
  assert.ok(!(await page.content()).includes(headline), "a headline is shown without a connection");
  const desk = await page.context().newPage();
  await assert.rejects(desk.goto(`${line.url}/desk/`), /ERR_CONNECTION_REFUSED/, "the desk has no such page");

  await page.goto(story);
  await line.mend();
  assert.equal(await shown(), offline);
  // As a browser tells that it is online: by an event, after it was not.
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await page.locator("h1").filter({ hasText: headline }).waitFor();
}

/** The addresses of all that this origin's workers keep. */
async function keptAddresses() {
  const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(shelves.map((shelf) => shelf.keys()));
  return requests.flat().map((request) => request.url);
}

/** Whether the page has its style and at least one of its own fonts. */
async function isSet() {
  const fonts = [...(await document.fonts.ready)].filter((font) => font.status === "loaded");
  return fonts.length > 0 && getComputedStyle(document.querySelector("main")).display === "grid";
}

/** A line to the newspaper that can be cut. */
class Line {
  static async open() {
    const line = new Line();
    line.port = await line.listen(0);
    line.url = `http://127.0.0.1:${line.port}`;
    return line;
  }

  async listen(port) {
    this.ends = new Set();
    this.server = createServer((near) => {
      const far = connect(new URL(home).port, new URL(home).hostname);
      for (const end of [near, far]) {
        this.ends.add(end);
        end.on("error", () => {});
        end.on("close", () => this.ends.delete(end));
      }
      near.pipe(far).pipe(near);
    });
    await new Promise((done) => this.server.listen(port, "127.0.0.1", done));
    return this.server.address().port;
  }

  mend() {
    return this.listen(this.port);
  }

  async cut() {
    const closed = new Promise((done) => this.server.close(done));
    for (const end of this.ends) end.destroy();
    await closed;
  }
}
