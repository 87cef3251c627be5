// Every kind of page in every edition, light and dark, under the eyes of axe.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { PATIENCE, openBrowser } from "./look.mjs";
import { paper } from "./outside.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const { pages } = paper();

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

describe("axe finds nothing, in light and in dark", () => {
  let page;
  before(async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(PATIENCE);
    page = await context.newPage();
  });
  after(() => page.context().close());

  for (const { kind, edition, url } of pages) {
    test(`${edition || "both"}: ${kind}`, async () => {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(url);
      await page.evaluate(axe.source);
      const found = [];
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await page.evaluate(look, RULES)).map((violation) => told(colorScheme, violation)));
      }
      assert.ok(found.length === 0, `${url}\n${found.join("\n")}`);
    });
  }
});

// Runs in the page. Colours on their way to those of the other scheme arrive before anything is looked at.
async function look(tags) {
  await Promise.all(document.getAnimations().map((animation) => animation.finished));
  const { violations } = await globalThis.axe.run({ runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
}

function told(colorScheme, { id, help, nodes }) {
  const places = nodes.slice(0, 3).map(({ html, failureSummary }) => {
    const why = failureSummary.split("\n").slice(1).map((line) => line.trim()).join("; ");
    return `    ${html.slice(0, 200)}\n      ${why}`;
  });
  return `  ${id}, ${colorScheme}: ${help} (${nodes.length} times)\n${places.join("\n")}`;
}
