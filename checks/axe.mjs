// Every kind of page in every edition, light and dark, under the eyes of axe.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { openBrowser } from "./look.mjs";
import { paper } from "./outside.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const { pages } = paper();

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const colorScheme of ["light", "dark"]) {
  describe(`axe finds nothing in ${colorScheme} pages`, () => {
    let page;
    before(async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 800 } });
      page = await context.newPage();
    });
    after(() => page.context().close());

    for (const { kind, edition, url } of pages) {
      test(`${edition || "both"}: ${kind}`, async () => {
        await page.goto(url);
        // The pages have no frames, so that axe needs no second page for its sums.
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
        assert.ok(violations.length === 0, `${url}\n${violations.map(told).join("\n")}`);
      });
    }
  });
}

function told({ id, help, nodes }) {
  const places = nodes.slice(0, 3).map(({ html, failureSummary }) => {
    const why = failureSummary.split("\n").slice(1).map((line) => line.trim()).join("; ");
    return `    ${html.slice(0, 200)}\n      ${why}`;
  });
  return `  ${id}: ${help} (${nodes.length} times)\n${places.join("\n")}`;
}
