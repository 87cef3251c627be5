// Every kind of page in every edition, light and dark, under the eyes of axe.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { RULES, look, told } from "./axe_rules.mjs";
import { PATIENCE, openBrowser } from "./look.mjs";
import { paper } from "./outside.mjs";

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
