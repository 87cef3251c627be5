// Every kind of page in every edition, under the eyes of the Nu HTML checker, in one run of it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { get, paper, scratch } from "./outside.mjs";

const { pages } = paper();
const folder = join(scratch(), "markup");

/** What the checker says, by the name of the page's file. */
const said = new Map(pages.map((_, number) => [`${number}.html`, []]));

describe("the Nu HTML checker finds no error", () => {
  before(async () => {
    mkdirSync(folder, { recursive: true });
    for (const [number, { url, status }] of pages.entries()) {
      const page = await get(url);
      assert.equal(page.status, status, url);
      writeFileSync(join(folder, `${number}.html`), page.text);
    }
    for (const message of check()) said.get(basename(message.url ?? ""))?.push(message);
  });
  after(() => {
    const notes = [...said.values()].flat().filter(({ type }) => type === "info");
    for (const message of new Set(notes.map(({ message }) => message))) {
      const times = notes.filter((note) => note.message === message).length;
      process.stderr.write(`   not an error, ${times} times: ${message}\n`);
    }
  });
  for (const [number, { kind, edition, url }] of pages.entries()) {
    test(`${edition || "both"}: ${kind}`, () => {
      const errors = said.get(`${number}.html`).filter(({ type }) => type !== "info");
      assert.ok(errors.length === 0, `${url}\n${errors.map(told).join("\n")}`);
    });
  }
});

function check() {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const files = [...said.keys()].map((name) => join(folder, name));
  const run = spawnSync("java", ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", ...files], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  assert.ok(run.stdout?.startsWith("{"), `the checker does not answer: ${run.error ?? run.stderr}`);
  return JSON.parse(run.stdout).messages;
}

function told({ type, subType, lastLine, message, extract }) {
  return `  ${subType ?? type}, line ${lastLine}: ${message}\n    ${(extract ?? "").trim().slice(0, 160)}`;
}
