// Every kind of page in every edition, light and dark, under the eyes of axe.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { PATIENCE, openBrowser } from "./look.mjs";
import { paper } from "./outside.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const { pages } = paper();

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

describe("axe finds nothing, in light and in dark", { concurrency: 2 }, () => {
  for (const { kind, edition, url } of pages) {
    test(`${edition || "both"}: ${kind}`, async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      context.setDefaultTimeout(PATIENCE);
      try {
        const page = await context.newPage();
        await page.goto(url);
        const found = [];
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          // The pages have no frames, so that axe needs no second page for its sums.
          const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
          found.push(...violations.map((violation) => told(colorScheme, violation)));
        }
        assert.ok(found.length === 0, `${url}\n${found.join("\n")}`);
      } finally {
        await context.close();
      }
    });
  }
});

function told(colorScheme, { id, help, nodes }) {
  const places = nodes.slice(0, 3).map(({ html, failureSummary }) => {
    const why = failureSummary.split("\n").slice(1).map((line) => line.trim()).join("; ");
    return `    ${html.slice(0, 200)}\n      ${why}`;
  });
  return `  ${id}, ${colorScheme}: ${help} (${nodes.length} times)\n${places.join("\n")}`;
}
