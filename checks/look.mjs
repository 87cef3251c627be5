// What must hold on every page that a reader sees, looked at in the browser.

import assert from "node:assert/strict";
import { chromium as browserType } from "playwright-core";
import { chromium, home } from "./outside.mjs";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** How long a page may take: pictures are made when they are first asked for, slowly so by a debug build. */
export const PATIENCE = 60_000;
/** What a page may move on its own while it is loaded. */
const MOST_SHIFT = 0.02;
/** 1280 pixels at 400 %. */
const ZOOMED = { width: 320, height: 256 };

export const openBrowser = () => browserType.launch({ executablePath: chromium(), args: ARGUMENTS });

/** Begins a reader's visit: a browser of its own that notes what it asks for and what it complains about. */
export async function visit(browser, options) {
  const context = await browser.newContext(options);
  const complaints = [];
  context.setDefaultTimeout(PATIENCE);
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${home}/`) && !/^(data|blob|about):/.test(url)) complaints.push(`a request left the house: ${url}`);
  });
  context.on("response", async (answer) => {
    const cookies = await answer.headerValue("set-cookie").catch(() => null);
    if (cookies) complaints.push(`${answer.url()} sets a cookie: ${cookies}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Leaving a page ends what it was still loading.
    if (!why.includes("ERR_ABORTED")) complaints.push(`${request.url()} failed: ${why}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`the console says: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(`a script failed: ${error.error()}`));
  await context.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const moved = entry.sources?.map(({ node }) => node?.className || node?.nodeName).join(", ");
        if (!entry.hadRecentInput) globalThis.shifts.push([entry.value, moved]);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return { context, complaints, page: await context.newPage() };
}

/** Asserts all that holds for every page of an edition. */
export async function isSound(visit, edition, { zoom = false } = {}) {
  const { page, complaints, context } = visit;
  await page.waitForFunction(areInViewLoaded, null, { polling: 50 }).catch(() => {});
  const faults = await page.evaluate(faultsOf, edition);
  faults.push(...(await page.evaluate(sideways)).map((what) => `wider than the window: ${what}`));
  if (zoom) {
    const size = page.viewportSize();
    await page.setViewportSize(ZOOMED);
    faults.push(...(await page.evaluate(sideways)).map((what) => `wider than the window at 400 %: ${what}`));
    await page.setViewportSize(size);
  }
  faults.push(...complaints.splice(0));
  const cookies = await context.cookies();
  faults.push(...cookies.map((cookie) => `a cookie stays: ${cookie.name}`));
  isFaultless(page, faults);
}

/** Asserts that no fault was found; says which, once each, and on which page. */
function isFaultless(page, faults) {
  const each = [...new Set(faults)].map((fault) => `\n  ${readable(fault)}`);
  assert.ok(each.length === 0, `${readable(page.url())}:${each.slice(0, 12).join("")}`);
}

const readable = (text) => text.replaceAll(/(?:%[0-9A-F]{2})+/g, (escaped) => {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
});

/** Asserts that nothing moved while the page came in. */
export async function staysPut({ page }) {
  await page.waitForTimeout(300);
  const shifts = await page.evaluate(() => globalThis.shifts);
  const sum = shifts.reduce((sum, [value]) => sum + value, 0);
  assert.ok(sum <= MOST_SHIFT, `${readable(page.url())} moved by ${sum.toFixed(3)}: ${JSON.stringify(shifts)}`);
}

/** Asserts that a reader with a keyboard can skip the masthead, and always sees where they are. */
export async function worksByKeyboard({ page }) {
  const where = readable(page.url());
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(focused);
  assert.ok(skip?.href === "#main", `${where}: the first Tab reaches ${skip?.name ?? "nothing"}, not the skip link`);
  isFaultless(page, skip.faults);
  for (let steps = 0; steps < 6; steps += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    isFaultless(page, at?.faults ?? ["the focus is lost"]);
  }
  await page.goto(page.url());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const after = await page.evaluate(focused);
  assert.ok(after?.isInMain, `${where}: after the skip link, Tab reaches ${after?.name ?? "nothing"}, outside of main`);
  isFaultless(page, after.faults);
}

// What follows runs in the page.

function areInViewLoaded() {
  return [...document.images].every((image) => {
    const box = image.getBoundingClientRect();
    const isInView = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return !isInView || image.complete;
  });
}

function faultsOf({ language, direction }) {
  const faults = [];
  const want = (is, wanted, what) => is === wanted || faults.push(`${what} is «${is}», not «${wanted}»`);
  want(document.querySelectorAll("h1").length, 1, "the number of h1");
  want(document.documentElement.lang, language, "lang");
  want(document.documentElement.dir, direction, "dir");
  want(getComputedStyle(document.body).direction, direction, "the direction of the text");
  for (const image of document.images) {
    const box = image.getBoundingClientRect();
    const isInView = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    if (isInView && image.naturalWidth === 0) faults.push(`has not loaded: ${image.currentSrc || image.src}`);
    if (!image.hasAttribute("alt")) faults.push(`has no alt: ${image.src}`);
    const isShown = image.closest("picture") && !image.closest("[aria-hidden=true]");
    if (isShown && !image.alt.trim()) faults.push(`has an empty alt: ${image.src}`);
  }
  const FOREIGN = { ar: /\p{Script=Cyrillic}/u, ru: /\p{Script=Arabic}/u };
  const foreign = FOREIGN[language] ?? /\p{Script=Arabic}|\p{Script=Cyrillic}/u;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (foreign.test(text.data) && text.parentElement.closest("[lang]").lang === language) {
      faults.push(`foreign letters: ${text.data.trim()}`);
    }
  }
  return faults;
}

/** Says what is wider than the window. */
export function sideways() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
  });
  const named = wide.slice(0, 4).map((element) => `${element.nodeName.toLowerCase()}.${element.className}`);
  return [`${root.scrollWidth} in ${root.clientWidth} pixels, by ${named.join(", ")}`];
}

function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const name = `${element.nodeName.toLowerCase()} «${element.textContent.trim().slice(0, 60)}»`;
  const faults = [];
  const hasRing = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1;
  if (!hasRing && style.boxShadow === "none") faults.push(`${name} has the focus but does not show it`);
  if (box.width < 2 || box.bottom <= 0 || box.top >= innerHeight) faults.push(`${name} has the focus but is out of sight`);
  return {
    href: element.getAttribute("href"),
    name,
    isInMain: Boolean(element.closest("main")),
    faults,
  };
}
