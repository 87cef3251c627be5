// What bench/desk.sh asks of the editor in a browser: how long it takes to open a story, from the navigation until one can
// write in it, with nothing in the browser's cache and with everything in it; how long from a key going down until the
// picture that follows it is painted, with everything on that goes on beside writing (copies, revisions, the checklist);
// how long from pressing Publish until the page says that it is; and which pages of the desk load the editor.
//
//     node desk.mjs URL SESSION STORY OPENS KEYS

import { chromium } from "../checks/node_modules/playwright-core/index.mjs";

const [home, session, story, opens, keys] = process.argv.slice(2);
const [name, value] = [session.slice(0, session.indexOf("=")), session.slice(session.indexOf("=") + 1)];
/** Frames come when they are done: what is measured is the work, not the pace of a screen that is not there. */
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-frame-rate-limit", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/** Between two keys, in milliseconds: somebody who writes 120 words a minute. */
const PACE = 100;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });

async function visit() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(60_000);
  await context.addCookies([{ name, value, url: home }]);
  await context.addInitScript(watch);
  return context;
}

// Runs in the page: notes when one can write, and how long each key takes.
function watch() {
  const painted = (done) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => done(performance.now());
      port1.postMessage(0);
    });
  globalThis.keysTook = [];
  const seen = new MutationObserver(() => {
    if (!document.querySelector('#text [contenteditable="true"]')) return;
    seen.disconnect();
    painted((now) => (globalThis.openTook = now));
  });
  seen.observe(document, { childList: true, subtree: true, attributeFilter: ["contenteditable"] });
  addEventListener(
    "keydown",
    (event) => {
      const begun = event.timeStamp;
      painted((now) => globalThis.keysTook.push(now - begun));
    },
    true,
  );
}

/** Opens the story; returns how long that took, in milliseconds. */
async function open(context) {
  const page = await context.newPage();
  await page.goto(`${home}/desk/stories/${story}`, { waitUntil: "commit" });
  // Asked seldom: at every frame, of which none waits for a screen, the question itself would take the processor.
  await page.waitForFunction(() => globalThis.openTook, null, { polling: 100 });
  const took = await page.evaluate(() => globalThis.openTook);
  return { page, took };
}

/** Waits until all has come; what a page listens to stays open, so that no one waits for a network that is still. */
async function settled(page) {
  await page.waitForLoadState("load");
  await page.waitForTimeout(500);
}

const at = (took, part) => took.toSorted((a, b) => a - b)[Math.min(took.length - 1, Math.floor(took.length * part))].toFixed(1);
const tell = (what, took) => console.log(`${what}: ${at(took, 0.5)} ${at(took, 0.95)} ms median and p95, slowest ${at(took, 1)} of ${took.length}`);

const text = (page) => page.getByRole("textbox", { name: "Story", exact: true });

// The first visit has the server make what it makes once, and shows that one can write.
const first = await visit();
const { page } = await open(first);
await settled(page);
await typed(page, Number(keys));
const took = await page.evaluate(() => globalThis.keysTook);
await page.getByRole("button", { name: "Save", exact: true }).click();
await page.locator('#kept[data-state="saved"]').waitFor();
await page.close();

for (const isCached of [false, true]) {
  const all = [];
  let context = await visit();
  if (isCached) await settled((await open(context)).page);
  for (let n = 0; n < Number(opens); n += 1) {
    const opened = await open(context);
    await settled(opened.page);
    all.push(opened.took);
    await opened.page.close();
    if (!isCached) {
      await context.close();
      context = await visit();
    }
  }
  await context.close();
  tell(isCached ? "open, cached" : "open, nothing cached", all);
}
tell("keys", took);
tell("press Publish", await pressed(first));
console.log(`others: ${await others(first)} load the editor's script`);
await browser.close();

/** Writes at the start, in the middle and at the end of the text: letters, spaces, new paragraphs, and takes some back. */
async function typed(page, count) {
  const blocks = text(page).locator("> p");
  const sentence = "The water rose again in the night, and nobody slept. ";
  for (const [n, place] of [0, Math.floor((await blocks.count()) / 2), (await blocks.count()) - 1].entries()) {
    await blocks.nth(place).click();
    await page.keyboard.press("End");
    if (n === 0) await page.evaluate(() => (globalThis.keysTook = []));
    for (let key = 0; key < count / 3; key += 1) {
      const letter = key % 90 === 89 ? "Enter" : key % 20 === 19 ? "Backspace" : sentence[key % sentence.length];
      await page.keyboard.press(letter === " " ? "Space" : letter);
      await page.waitForTimeout(PACE);
    }
  }
  const words = await text(page).innerText();
  if (!words.includes("The water")) throw new Error("what was typed is not in the text");
}

/** Publishes drafts by pressing the button: until the page says that they are published. */
async function pressed(context) {
  const all = [];
  for (let n = 0; n < 10; n += 1) {
    const page = await context.newPage();
    await page.goto(`${home}/desk/stories/new`);
    await page.getByLabel("Headline").fill(`Pressed ${n}`);
    await text(page).click();
    await page.keyboard.type("One sentence.");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator('#kept[data-state="saved"]').waitFor();
    const press = page.getByRole("button", { name: "Publish", exact: true });
    await press.waitFor();
    all.push(
      await press.evaluate(
        (button) =>
          new Promise((resolve) => {
            const begun = performance.now();
            const seen = new MutationObserver(() => {
              if (document.querySelector("#state.is-published")) resolve(performance.now() - begun);
            });
            seen.observe(document.querySelector("#state"), { attributes: true, childList: true, subtree: true });
            button.click();
          }),
      ),
    );
    await page.close();
  }
  return all;
}

/** How many pages of the desk, and of the paper, load the editor's script, but for the editor. */
async function others(context) {
  const page = await context.newPage();
  await page.goto(`${home}/desk/`);
  const links = await page.locator(".desk-bar a").evaluateAll((all) => all.map((link) => link.href));
  let count = 0;
  for (const url of [...links, `${home}/desk/stories/${story}/revisions`, `${home}/desk/stories/${story}/preview`, `${home}/en/`]) {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(url, { waitUntil: "load" });
    await settled(page);
    page.removeAllListeners("request");
    if (asked.some((address) => /\/editor[^/]*\.js/.test(address))) count += 1;
  }
  return count;
}
