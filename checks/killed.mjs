// The server is killed while somebody writes: nothing that was written more than two seconds before is gone, whatever
// becomes of the page, and what is written meanwhile is kept too. On a newsroom of its own, on a port that stays.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PATIENCE, openBrowser } from "./look.mjs";
import { program, scratch } from "./outside.mjs";

const PASSWORD = "seven wet herons on the quay";
/** What may be lost, in milliseconds before the kill. */
const MOST = 2000;
/** After so long a window that died counts as closed. */
const CLOSED = 16_000;
const SOON = 30_000;

let port;
let home;
let server;
let browser;
let context;

before(async () => {
  port = await freePort();
  home = `http://127.0.0.1:${port}`;
  const link = await start();
  browser = await openBrowser();
  context = await newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill("Ruth Amsel");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await page.waitForURL(`${home}/desk/`);
  await page.close();
});
after(async () => {
  await browser?.close();
  server?.kill("SIGTERM");
});

test("while the page stays open: it says so, and saves everything when the server is back", async () => {
  const page = await begin("The page stays");
  const before = await type(page, "before", 3000);
  await kill();
  const meanwhile = await type(page, "meanwhile", 3000);
  await page.locator('#kept[data-state="offline"]').waitFor({ timeout: SOON });
  await start();
  await page.locator('#kept[data-state="saved"]').waitFor({ timeout: SOON });
  assert.equal(await page.locator("#conflicts").isVisible(), false, "the writer is in conflict with herself");
  await holds(page, [...before, ...meanwhile], Infinity);
  await page.close();
});

test("when the page is loaded anew as soon as the server is back", async () => {
  const page = await begin("The page is loaded anew");
  const words = await type(page, "word", 3000);
  await kill();
  await start();
  await page.reload();
  await shows(page, words, Infinity);
  await page.locator('#kept[data-state="saved"]').waitFor({ timeout: SOON });
  await holds(page, words, Infinity);
  await page.close();
});

test("when the page is loaded anew while nobody answers, and again later", async () => {
  const page = await begin("Nobody answers");
  const before = await type(page, "before", 2500);
  await kill();
  const meanwhile = await type(page, "meanwhile", 1500);
  const address = page.url();
  await page.reload().catch(() => {});
  await start();
  await page.goto(address);
  await shows(page, [...before, ...meanwhile], Infinity);
  await page.locator('#kept[data-state="saved"]').waitFor({ timeout: SOON });
  await holds(page, [...before, ...meanwhile], Infinity);
  await page.close();
});

test("when the browser dies with it, on another machine: all but the last two seconds", async () => {
  const page = await begin("Both die");
  const words = await type(page, "word", 6000);
  const killed = await kill();
  const [address, cookies] = [page.url(), await context.cookies()];
  // A renderer that crashes says nothing on leaving.
  await page.goto("chrome://crash").catch(() => {});
  await start();
  await new Promise((resolve) => setTimeout(resolve, CLOSED));
  const other = await newContext();
  await other.addCookies(cookies);
  const there = await other.newPage();
  await there.goto(address);
  await shows(there, words, killed - MOST);
  await there.locator('#kept[data-state="saved"]').waitFor({ timeout: SOON });
  await holds(there, words, killed - MOST);
  await other.close();
  await page.close();
});

test("when a save has arrived and its answer has not, without a conflict with oneself", async () => {
  const page = await begin("An answer is lost");
  const before = await type(page, "before", 1000);
  // The server takes the save, and dies before it says so.
  await page.route(/\/api\/v1\/stories\/[0-9a-f-]{36}\?copy=/, async (route) => {
    await route.fetch().catch(() => {});
    await route.abort().catch(() => {});
  });
  await page.keyboard.press("Control+s");
  await page.locator('#kept[data-state="offline"]').waitFor({ timeout: SOON });
  await kill();
  const meanwhile = await type(page, "meanwhile", 1500);
  await page.unrouteAll();
  await start();
  await page.locator('#kept[data-state="saved"]').waitFor({ timeout: SOON });
  assert.equal(await page.locator("#conflicts").isVisible(), false, "the writer is in conflict with herself");
  await holds(page, [...before, ...meanwhile], Infinity);
  await page.close();
});

test("when a story is not made yet: it is made once, with everything", async () => {
  const headline = "Not made yet";
  const page = await context.newPage();
  await page.goto(`${home}/desk/stories/new`);
  await text(page).waitFor();
  await page.getByLabel("Headline").focus();
  // It is made, and nobody hears of it.
  await page.route("**/api/v1/stories", async (route) => {
    await route.fetch().catch(() => {});
    await route.abort().catch(() => {});
  });
  await page.keyboard.type(headline);
  await page.locator('#kept[data-state="offline"]').waitFor({ timeout: SOON });
  await kill();
  await text(page).click();
  const words = await type(page, "word", 1500);
  await page.reload().catch(() => {});
  await page.unrouteAll();
  await start();
  await page.goto(`${home}/desk/stories/new`);
  await shows(page, words, Infinity);
  await page.waitForURL(/\/desk\/stories\/[0-9a-f-]{36}$/, { timeout: SOON });
  await page.locator('#kept[data-state="saved"]').waitFor({ timeout: SOON });
  await holds(page, words, Infinity);
  const made = await page.evaluate(async () => (await fetch("/api/v1/stories?state=draft&limit=100")).json());
  const same = made.items.filter((story) => story.headline === headline);
  assert.equal(same.length, 1, "it was made twice");
  await page.close();
});

const text = (page) => page.getByRole("textbox", { name: "Story", exact: true });

async function newContext() {
  const made = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  made.setDefaultTimeout(PATIENCE);
  return made;
}

/** A story that is saved, with the cursor at the end of its text. */
async function begin(headline) {
  const page = await context.newPage();
  await page.goto(`${home}/desk/stories/new`);
  await page.getByLabel("Headline").fill(headline);
  await text(page).click();
  await page.keyboard.type("First. ");
  await page.waitForURL(/\/desk\/stories\/[0-9a-f-]{36}$/, { timeout: SOON });
  await page.keyboard.press("Control+s");
  await page.locator('#kept[data-state="saved"]').waitFor({ timeout: SOON });
  await text(page).focus();
  return page;
}

/** Types numbered words for so long; returns each with the moment at which it stood. */
async function type(page, word, time) {
  const [words, end] = [[], Date.now() + time];
  for (let n = 1; Date.now() < end; n += 1) {
    await page.keyboard.type(`${word}${n} `, { delay: 10 });
    words.push({ word: `${word}${n} `, at: Date.now() });
  }
  return words;
}

/** Asserts that a text holds every word that stood before a moment, each once and in its order. */
function isWhole(found, words, until, where) {
  const wanted = words.filter(({ at }) => at <= until);
  assert.ok(wanted.length > 5, `only ${wanted.length} words were written in time`);
  let at = 0;
  for (const { word } of wanted) {
    const next = found.indexOf(word.trim(), at);
    assert.ok(next >= 0, `«${word}» is missing ${where}: ${found}`);
    assert.equal(found.indexOf(` ${word}`, next + word.length), -1, `«${word}» is there twice ${where}`);
    at = next;
  }
}

async function shows(page, words, until) {
  const last = words.filter(({ at }) => at <= until).at(-1).word.trim();
  await text(page).getByText(last).waitFor({ timeout: SOON });
  isWhole(await text(page).innerText(), words, until, "on the page");
}

/** Asks the server for what it holds of the story that the page shows. */
async function holds(page, words, until) {
  const id = page.url().split("/").at(-1);
  const story = await page.evaluate(async (id) => (await fetch(`/api/v1/stories/${id}`)).json(), id);
  const found = JSON.stringify(story.body);
  isWhole(found, words, until, "at the server");
}

/** Starts the server; returns the first line that it prints, and only once it answers. */
async function start() {
  const place = ["--data", join(scratch(), `killed-${port}`), "--listen", `127.0.0.1:${port}`];
  server = spawn(program(), ["serve", ...place], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve(text.split("\n")[0].trim());
    });
    server.on("exit", (code) => reject(new Error(`the newsroom ended with ${code}`)));
    // Only the first start prints a link.
    const ask = () => fetch(`${home}/readyz`).then(({ ok }) => (ok ? setTimeout(resolve, 200, text.trim()) : setTimeout(ask, 50)), () => setTimeout(ask, 50));
    void ask();
  });
  server.removeAllListeners("exit");
  return line.match(/http\S+/)?.[0] ?? line;
}

/** Ends it as a power cut does; returns the moment before. */
async function kill() {
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const at = Date.now();
  server.kill("SIGKILL");
  await gone;
  return at;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
