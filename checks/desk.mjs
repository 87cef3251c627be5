// The desk, as those who make the paper use it: a story is written, lost and found again, published, corrected and
// withdrawn; two people write in one story; and axe finds nothing on any of its pages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { RULES, look, told } from "./axe_rules.mjs";
import { PATIENCE, openBrowser } from "./look.mjs";
import { api, home } from "./outside.mjs";

const PASSWORD = "herons know the evening tide";
/** Longer than a pause after which what was written is a revision. */
const SOON = 30_000;

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** Somebody of the Gazette, signed in, in a browser of their own. */
async function person(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto(`${home}/desk/login`);
  await page.getByLabel("Email").fill(`${name}@gazette.example`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${home}/desk/`);
  return { context, page };
}

const text = (page) => page.getByRole("textbox", { name: "Story", exact: true });
const kept = (page, state) => page.locator(`#kept[data-state="${state}"]`).waitFor({ timeout: SOON });
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const said = (page, words) => page.locator("#said", { hasText: words }).waitFor();

/** Waits until the story is in a state; where it never is, what the page says is told. */
async function state(page, word) {
  const there = page.locator("#state", { hasText: word });
  await there.waitFor({ timeout: SOON }).catch(async () => assert.fail(`not ${word}: ${await page.locator("#bar").innerText()}`));
}

const idOf = (page) => page.url().split("/").at(-1);

/** Begins a story with a headline and some paragraphs; returns when it is saved. */
async function write(page, headline, paragraphs) {
  await page.goto(`${home}/desk/stories/new`);
  await page.getByLabel("Headline").fill(headline);
  await text(page).click();
  for (const [n, paragraph] of paragraphs.entries()) {
    if (n) await page.keyboard.press("Enter");
    await page.keyboard.type(paragraph);
  }
  await page.waitForURL(/\/desk\/stories\/[0-9a-f-]{36}$/, { timeout: SOON });
  await press(page, "Save");
  await kept(page, "saved");
}

describe("a story on the desk", () => {
  test("is begun from the list, written, submitted, sent back, published, corrected and withdrawn", async () => {
    const ana = await person("ana");
    const edda = await person("edda");
    await ana.page.getByRole("link", { name: "New story" }).click();
    await ana.page.getByLabel("Headline").fill("Ferry stopped by fog");
    await ana.page.getByLabel("Section").selectOption("world");
    await text(ana.page).click();
    await ana.page.keyboard.type("The ferry stayed in port.");
    await ana.page.waitForURL(/\/desk\/stories\/[0-9a-f-]{36}$/, { timeout: SOON });
    await press(ana.page, "Submit");
    await state(ana.page, "submitted");
    const address = ana.page.url();

    await edda.page.goto(address);
    await press(edda.page, "Return");
    await edda.page.getByLabel("Note to the writer").fill("Which ferry?");
    await press(edda.page, "Return");
    await state(edda.page, "draft");
    await ana.page.goto(address);
    await ana.page.getByText("Which ferry?").waitFor();

    await press(edda.page, "Publish");
    await state(edda.page, "published");
    const story = await api("GET", `/stories/${idOf(edda.page)}`);
    assert.match(await (await fetch(story.url)).text(), /The ferry stayed in port\./);
    await text(edda.page).click();
    await edda.page.keyboard.press("Control+End");
    await edda.page.keyboard.type(" It was the morning one.");
    await press(edda.page, "Correct");
    await edda.page.getByLabel("What was wrong, for readers").fill("Left out which ferry.");
    await press(edda.page, "Correct");
    await said(edda.page, "Corrected");
    const page = await (await fetch(story.url)).text();
    assert.ok(page.includes("It was the morning one.") && page.includes("Left out which ferry."));

    await press(edda.page, "Withdraw");
    await edda.page.getByLabel("Public notice").fill("It was another port.");
    await press(edda.page, "Withdraw");
    await state(edda.page, "withdrawn");
    assert.equal((await fetch(story.url)).status, 410);
    await Promise.all([ana, edda].map(({ context }) => context.close()));
  });

  test("is not lost when the browser dies, and goes on where it was", async () => {
    const edda = await person("edda");
    await write(edda.page, "Words that stay", ["One."]);
    const address = edda.page.url();
    await text(edda.page).click();
    await edda.page.keyboard.press("Control+End");
    await edda.page.keyboard.type(" Two, which nobody saved.");
    await edda.page.waitForTimeout(2000);
    const cookies = await edda.context.cookies();
    // As where a machine loses its power: nothing is said on leaving.
    await edda.context.setOffline(true);
    await edda.context.close();
    await new Promise((resolve) => setTimeout(resolve, 16_000));

    const again = await browser.newContext();
    await again.addCookies(cookies);
    const page = await again.newPage();
    await page.goto(address);
    await text(page).getByText("One. Two, which nobody saved.").waitFor();
    await kept(page, "saved");
    await again.close();
  });

  test("is written on without a connection, which the page says, and is saved when there is one", async () => {
    const edda = await person("edda");
    await write(edda.page, "Far out at sea", ["Ashore."]);
    await edda.context.setOffline(true);
    await text(edda.page).click();
    await edda.page.keyboard.press("Control+End");
    await edda.page.keyboard.type(" At sea.");
    await edda.page.locator("#kept", { hasText: "No connection" }).waitFor({ timeout: SOON });
    await edda.context.setOffline(false);
    await kept(edda.page, "saved");
    const story = await api("GET", `/stories/${idOf(edda.page)}`);
    assert.match(JSON.stringify(story.body), /Ashore\. At sea\./);
    await edda.context.close();
  });

  test("has two writers who see each other, and both keep their words", async () => {
    const [edda, salma] = [await person("edda"), await person("salma")];
    await write(edda.page, "Two hands", ["First.", "Second."]);
    await salma.page.goto(edda.page.url());
    await salma.page.locator("#others", { hasText: "Edda" }).waitFor({ timeout: SOON });
    await edda.page.locator("#others li").waitFor({ timeout: SOON });
    const end = async ({ page }, paragraph, words) => {
      await text(page).locator("p").nth(paragraph).click();
      await page.keyboard.press("End");
      await page.keyboard.type(words);
      await press(page, "Save");
    };
    await end(edda, 0, " By Edda.");
    await kept(edda.page, "saved");
    await end(salma, 1, " By Salma.");
    await kept(salma.page, "saved");
    await text(edda.page).getByText("Second. By Salma.").waitFor({ timeout: SOON });
    await text(salma.page).getByText("First. By Edda.").waitFor({ timeout: SOON });

    // The same paragraph, at the same time: both versions are shown, and one chooses.
    await edda.context.setOffline(true);
    await end(edda, 0, " Edda again.");
    await end(salma, 0, " Salma too.");
    await kept(salma.page, "saved");
    await edda.context.setOffline(false);
    const conflict = edda.page.locator("#conflicts");
    await conflict.getByText("Edda again.").waitFor({ timeout: SOON });
    await conflict.getByText("Salma too.").waitFor();
    await conflict.getByRole("button", { name: "Keep both" }).click();
    await kept(edda.page, "saved");
    const story = JSON.stringify((await api("GET", `/stories/${idOf(edda.page)}`)).body);
    assert.ok(story.includes("Edda again.") && story.includes("Salma too."), story);
    await Promise.all([edda, salma].map(({ context }) => context.close()));
  });

  test("takes what other programs copy, and leaves out what it cannot hold", async () => {
    const edda = await person("edda");
    await write(edda.page, "Pasted", ["Before."]);
    await text(edda.page).click();
    await edda.page.keyboard.press("Control+End");
    await edda.page.keyboard.press("Enter");
    const html =
      '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><h2>From elsewhere</h2><p><span style="font-weight:700">Bold</span> and <a href="https://example.org/x">linked</a>.</p><ul><li>one</li><li>two</li></ul></b><script>document.title="owned"</script>';
    await edda.page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", "From elsewhere");
      const target = document.querySelector("#text .ProseMirror");
      target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, html);
    await text(edda.page).locator("h2", { hasText: "From elsewhere" }).waitFor();
    await text(edda.page).locator("li", { hasText: "two" }).waitFor();
    await press(edda.page, "Save");
    await kept(edda.page, "saved");
    const body = JSON.stringify((await api("GET", `/stories/${idOf(edda.page)}`)).body);
    assert.ok(body.includes('"heading"') && body.includes("https://example.org/x") && !body.includes("owned"), body);
    await edda.context.close();
  });

  test("takes a paste from Word without a word from the policy, links words, and shows what is on its way", async () => {
    const edda = await person("edda");
    const told = [];
    edda.page.on("console", (message) => void told.push(message.text()));
    await write(edda.page, "Pasted from Word", ["Before."]);
    await text(edda.page).click();
    await edda.page.keyboard.press("Control+End");
    const paste = (data, file) =>
      edda.page.evaluate(
        ([data, file]) => {
          const given = new DataTransfer();
          for (const [type, words] of Object.entries(data)) given.setData(type, words);
          const bytes = file && Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
          if (bytes) given.items.add(new File([bytes], "copied.png", { type: "image/png" }));
          const target = document.querySelector("#text .ProseMirror");
          target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true }));
          return target.querySelector(".coming")?.textContent;
        },
        [data, file],
      );
    await edda.page.keyboard.press("Shift+Control+ArrowLeft");
    await edda.page.keyboard.press("Shift+Control+ArrowLeft");
    await paste({ "text/plain": "https://example.org/word" });
    await text(edda.page).locator('a[href="https://example.org/word"]', { hasText: "Before" }).waitFor();

    await edda.page.keyboard.press("Control+End");
    await edda.page.keyboard.press("Enter");
    const [dot, copy] = [192, 512].map((size) => readFileSync(new URL(`../theme/assets/icon-${size}.png`, import.meta.url)).toString("base64"));
    const item = (words) => `<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>${words}</p>`;
    const html = `${item("one")}${item("two<del>, gone</del>")}<img src="data:image/png;base64,${dot}">`;
    assert.match(await paste({ "text/html": html, "text/plain": "one" }), /is coming/);
    await text(edda.page).locator("ol li", { hasText: "two" }).waitFor();
    await text(edda.page).locator("figure img").waitFor();
    await said(edda.page, "deleted words");

    await edda.page.keyboard.press("Control+End");
    const copied = '<meta charset="utf-8"><img src="https://example.org/a.png" alt="a > b">';
    assert.match(await paste({ "text/html": copied }, copy), /copied\.png/);
    await text(edda.page).locator("figure img").nth(1).waitFor();
    assert.equal(await text(edda.page).locator(".coming").count(), 0);
    assert.ok(!(await text(edda.page).innerText()).includes("gone"));
    assert.deepEqual(told.filter((words) => /Content Security Policy/i.test(words)), []);
    await edda.context.close();
  });

  test("has a gallery of several pictures, which are moved and taken out by keyboard", async () => {
    const edda = await person("edda");
    await write(edda.page, "A gallery of it", ["Seen."]);
    await text(edda.page).click();
    await press(edda.page, "Gallery");
    const found = edda.page.locator("#pick .found button");
    for (const n of [0, 1, 2]) await found.nth(n).click();
    await press(edda.page, "Done");
    const pictures = text(edda.page).locator(".block-gallery img");
    await pictures.nth(2).waitFor();
    const order = async () => pictures.evaluateAll((images) => images.map((image) => image.src));
    await edda.page.waitForFunction(() => [...document.querySelectorAll(".block-gallery img")].every(({ src }) => src));
    const [first, second, third] = await order();
    const forward = text(edda.page).getByRole("button", { name: "Move forward" }).nth(2);
    await forward.focus();
    await edda.page.keyboard.press("Enter");
    await said(edda.page, "2 / 3");
    await edda.page.keyboard.press("Enter");
    await said(edda.page, "1 / 3");
    await edda.page.waitForFunction(() => [...document.querySelectorAll(".block-gallery img")].every(({ src }) => src));
    assert.deepEqual(await order(), [third, first, second]);
    await text(edda.page).getByRole("button", { name: "Take out" }).first().click();
    await pictures.nth(2).waitFor({ state: "detached" });
    await press(edda.page, "Save");
    await kept(edda.page, "saved");
    const { body } = await api("GET", `/stories/${idOf(edda.page)}`);
    assert.equal(body.content.find(({ type }) => type === "gallery").content.length, 2);
    await edda.context.close();
  });

  test("is led from the checklist to the very words, and Enter leads on from the headline", async () => {
    const edda = await person("edda");
    await edda.page.goto(`${home}/desk/stop-list`);
    const words = `zwielicht${Date.now()}`;
    await edda.page.getByLabel("Words", { exact: true }).fill(words);
    await press(edda.page, "Add to the list");
    await edda.page.goto(`${home}/desk/stories/new`);
    await edda.page.getByLabel("Headline").focus();
    await edda.page.keyboard.type("One line");
    await edda.page.keyboard.press("Enter");
    await edda.page.keyboard.type("Standing first");
    await edda.page.keyboard.press("Enter");
    await edda.page.keyboard.type(`It was ${words.toUpperCase()}, they said.`);
    await press(edda.page, "Save");
    await kept(edda.page, "saved");
    const story = await api("GET", `/stories/${idOf(edda.page)}`);
    assert.deepEqual([story.headline, story.standfirst], ["One line", "Standing first"]);
    await text(edda.page).locator(".is-stopped, .is-careful").waitFor();
    await edda.page.locator("#checklist").getByRole("button", { name: words }).click();
    assert.equal(await edda.page.evaluate(() => getSelection().toString()), words.toUpperCase());
    await edda.context.close();
  });

  test("gets a picture from a file, and the checklist leads to what it lacks", async () => {
    const edda = await person("edda");
    await write(edda.page, "A picture of it", ["Seen."]);
    await text(edda.page).click();
    await press(edda.page, "Picture");
    const dialog = edda.page.locator("#pick");
    await dialog.getByLabel("Or from a file").setInputFiles({
      name: "harbour.png",
      mimeType: "image/png",
      buffer: readFileSync(new URL("../theme/assets/icon-512.png", import.meta.url)),
    });
    await text(edda.page).locator("figure img").waitFor();
    await press(edda.page, "Save");
    const item = edda.page.locator("#checklist").getByRole("button", { name: "A picture without an alternative text" });
    await item.click();
    await edda.page.waitForFunction(() => document.activeElement?.name === "alt");
    await text(edda.page).getByLabel("Alternative text").fill("The harbour from the air");
    await press(edda.page, "Save");
    await item.waitFor({ state: "detached" });
    // It may have been credited when this ran before.
    const uncredited = edda.page.locator("#checklist").getByRole("button", { name: "A picture without a credit" });
    if (await uncredited.isVisible()) {
      await uncredited.click();
      await edda.page.waitForFunction(() => document.activeElement?.name === "credit");
      await edda.page.keyboard.type("Harbour Office");
      await uncredited.waitFor({ state: "detached" });
    }
    await press(edda.page, "Publish");
    await state(edda.page, "published");
    await edda.context.close();
  });

  test("is worked on by keyboard alone", async () => {
    const edda = await person("edda");
    await edda.page.goto(`${home}/desk/stories/new`);
    await edda.page.getByLabel("Headline").focus();
    await edda.page.keyboard.type("By keyboard");
    await text(edda.page).focus();
    await edda.page.keyboard.type("Words.");
    await edda.page.keyboard.press("Control+k");
    await edda.page.keyboard.type("rule");
    await edda.page.keyboard.press("Enter");
    await text(edda.page).locator("hr").waitFor();
    await edda.page.keyboard.press("Control+s");
    await kept(edda.page, "saved");
    await edda.page.keyboard.press("Control+k");
    await edda.page.keyboard.type("publ");
    await edda.page.keyboard.press("Enter");
    await state(edda.page, "published");
    await edda.context.close();
  });
});

test("the list shows what happens while it is open", async () => {
  const edda = await person("edda");
  await edda.page.goto(`${home}/desk/?state=draft`);
  const headline = `Begun elsewhere ${Date.now()}`;
  await api("POST", "/stories", { edition: "en", kind: "news", section: "world", headline });
  await edda.page.getByRole("link", { name: headline }).waitFor({ timeout: SOON });
  await edda.context.close();
});

test("a new story in which nothing was written leaves nothing behind", async () => {
  const edda = await person("edda");
  const drafts = async () => (await api("GET", "/stories?edition=en&state=draft&limit=100")).items.length;
  const before = await drafts();
  await edda.page.goto(`${home}/desk/stories/new`);
  await text(edda.page).waitFor();
  await edda.page.getByRole("link", { name: "Desk", exact: true }).click();
  await edda.page.waitForURL(`${home}/desk/`);
  assert.equal(await drafts(), before);
  await edda.context.close();
});

describe("axe finds nothing on the desk, in light and in dark", () => {
  let ruth;
  before(async () => {
    ruth = await person("ruth");
  });
  after(() => ruth.context.close());

  for (const path of ["/desk/", "/desk/stories/new", "STORY", "/desk/stop-list", "/desk/office/audit", "/desk/office/plan", "/desk/office/jobs"]) {
    test(path, async () => {
      const { items } = await api("GET", "/stories?edition=en&state=published&limit=1");
      await ruth.page.goto(`${home}${path === "STORY" ? `/desk/stories/${items[0].id}` : path}`);
      await ruth.page.evaluate(axe.source);
      const found = [];
      for (const colorScheme of ["light", "dark"]) {
        await ruth.page.emulateMedia({ colorScheme });
        found.push(...(await ruth.page.evaluate(look, RULES)).map((violation) => told(colorScheme, violation)));
      }
      assert.ok(found.length === 0, `${path}\n${found.join("\n")}`);
    });
  }
});
