// The desk, as those who make the paper use it: a story is written, lost and found again, published, corrected and
// withdrawn; two people write in one story; and what comes in bad is told of at its place, and no word of it is lost.

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
/** Goes into the text. No hand is quicker than the editor, which takes a moment to hear where the cursor is. */
async function into(page) {
  await text(page).click();
  await page.waitForTimeout(200);
}
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
    // Her page, on which she could only read since, is hers to write in again.
    await state(ana.page, "draft");
    await ana.page.getByRole("region", { name: "Returned, Edda" }).getByText("Which ferry?").waitFor();
    const list = await ana.context.newPage();
    await list.goto(`${home}/desk/?mine=yes`);
    await list.locator("tr", { hasText: "Ferry stopped by fog" }).getByText("sent back").first().waitFor();
    await list.close();
    await ana.page.getByRole("button", { name: "Save", exact: true }).waitFor();

    assert.equal(await edda.page.locator("#sign-off p").innerText(), "Nobody yet");
    await press(edda.page, "Publish");
    await state(edda.page, "published");
    assert.match(await edda.page.locator("#sign-off p").innerText(), /^Published by Edda/);
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
    // What it is, whose the other one is and since when, and in which words they differ.
    await conflict.getByRole("group", { name: "Paragraph" }).getByRole("heading", { name: /^سلمى كريم, \d{1,2} \w{3,4} \d{4} \d\d:\d\d \((GMT|BST)\)$/ }).waitFor();
    assert.deepEqual(await conflict.locator("mark").allTextContents(), ["Different here: Edda again", "Different here: Salma too"]);
    // What is disputed rests; in the rest of the text one writes on.
    await text(edda.page).locator("p").first().click();
    await edda.page.keyboard.press("End");
    await edda.page.keyboard.type("!");
    await said(edda.page, "there are two versions");
    assert.doesNotMatch(await text(edda.page).locator("p").first().innerText(), /!$/);
    await text(edda.page).locator("p").nth(1).click();
    await edda.page.keyboard.press("End");
    await edda.page.keyboard.type(" And on.");
    await conflict.getByRole("button", { name: "Keep both" }).click();
    await kept(edda.page, "saved");
    const story = JSON.stringify((await api("GET", `/stories/${idOf(edda.page)}`)).body);
    assert.ok(story.includes("Edda again.") && story.includes("Salma too."), story);
    assert.ok(story.includes("By Salma. And on."), story);
    await Promise.all([edda, salma].map(({ context }) => context.close()));
  });

  test("calls one's own other window so", async () => {
    const edda = await person("edda");
    await write(edda.page, "Two windows", ["First."]);
    const other = await edda.context.newPage();
    await other.goto(edda.page.url());
    // What this window hears of the other comes late.
    await edda.page.route("**/copies/*", (route) => route.abort());
    for (const [page, words] of [[other, " There."], [edda.page, " Here."]]) {
      await text(page).click();
      await page.keyboard.press("Control+End");
      await page.keyboard.type(words);
      await press(page, "Save");
      if (page === other) await kept(other, "saved");
    }
    await edda.page.locator("#conflicts").getByRole("heading", { name: /^You, in another window, / }).waitFor({ timeout: SOON });
    await edda.page.locator("#conflicts").getByRole("button", { name: "Keep the other window’s" }).click();
    await edda.page.unrouteAll();
    await kept(edda.page, "saved");
    await text(edda.page).getByText("First. There.").waitFor();
    await edda.context.close();
  });

  test("keeps what is written while a verb is carried out, and while somebody else's words come in", async () => {
    const [edda, salma] = [await person("edda"), await person("salma")];
    await write(edda.page, "Quick hands", ["First.", "Second."]);
    const slow = async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    };
    const end = async ({ page }, paragraph, words) => {
      await text(page).locator("p").nth(paragraph).click();
      await page.keyboard.press("End");
      await page.keyboard.type(words);
    };
    await edda.page.route("**/publish", slow);
    await press(edda.page, "Publish");
    await end(edda, 0, " While it was published.");
    await state(edda.page, "published");
    await text(edda.page).getByText("First. While it was published.").waitFor();
    await press(edda.page, "Save");
    await kept(edda.page, "saved");

    await edda.page.route(`**/api/v1/stories/${idOf(edda.page)}`, slow);
    await salma.page.goto(edda.page.url());
    const coming = edda.page.waitForRequest((request) => request.method() === "GET" && request.url().endsWith(idOf(edda.page)), { timeout: SOON });
    await end(salma, 1, " By Salma.");
    await press(salma.page, "Save");
    await kept(salma.page, "saved");
    await coming;
    await end(edda, 0, " While hers came.");
    await text(edda.page).getByText("Second. By Salma.").waitFor({ timeout: SOON });
    await text(edda.page).getByText("First. While it was published. While hers came.").waitFor();
    await press(edda.page, "Save");
    await kept(edda.page, "saved");
    const story = JSON.stringify((await api("GET", `/stories/${idOf(edda.page)}`)).body);
    assert.ok(story.includes("By Salma.") && story.includes("While hers came."), story);
    await Promise.all([edda, salma].map(({ context }) => context.close()));
  });

  test("that is taken from its writer leaves them their words, for a story of their own", async () => {
    const [ana, edda] = [await person("ana"), await person("edda")];
    const errors = [];
    ana.page.on("pageerror", (error) => errors.push(String(error)));
    await write(ana.page, "Taken away", ["As it was."]);
    const address = ana.page.url();
    await edda.page.goto(address);
    // She writes on before her window hears of it.
    await ana.context.setOffline(true);
    await press(edda.page, "Publish");
    await state(edda.page, "published");
    await into(ana.page);
    await ana.page.keyboard.press("Control+End");
    await ana.page.keyboard.type(" And more.");
    await text(ana.page).getByText("As it was. And more.").waitFor();
    await ana.context.setOffline(false);
    await ana.page.locator("#rescue").waitFor({ timeout: SOON });
    await state(ana.page, "published");
    // Also for who closes the window, and comes back to a story that they can only read.
    await ana.page.goto(address);
    await ana.page.locator("#rescue").waitFor({ timeout: SOON });
    await press(ana.page, "Begin a new story with them");
    await ana.page.waitForURL((url) => /\/desk\/stories\/[0-9a-f-]{36}$/.test(url.href) && url.href !== address);
    await text(ana.page).getByText("As it was. And more.").waitFor();
    assert.deepEqual(errors, []);
    await Promise.all([ana, edda].map(({ context }) => context.close()));
  });

  test("stands as it was typed, as fast as keys can come", async () => {
    const edda = await person("edda");
    await edda.page.getByRole("link", { name: "New story" }).click();
    await text(edda.page).click();
    const lines = Array.from({ length: 30 }, (_, n) => `Line ${n} of thirty.`);
    for (const line of lines) {
      await edda.page.keyboard.type(line);
      await edda.page.keyboard.press("Enter");
    }
    const typed = async () => (await text(edda.page).locator("> p").allInnerTexts()).map((line) => line.trim()).filter(Boolean);
    assert.deepEqual(await typed(), lines);
    await press(edda.page, "Save");
    await kept(edda.page, "saved");
    await edda.page.reload();
    await text(edda.page).getByText(lines.at(-1)).waitFor();
    assert.deepEqual(await typed(), lines);
    await edda.context.close();
  });

  test("links words to an address that is typed", async () => {
    const edda = await person("edda");
    await write(edda.page, "Linked", ["Here"]);
    await into(edda.page);
    await edda.page.keyboard.press("Shift+Home");
    await edda.page.waitForTimeout(300);
    await edda.page.keyboard.press("Control+Shift+k");
    await edda.page.keyboard.type("example.org/there");
    await edda.page.keyboard.press("Enter");
    await text(edda.page).locator('a[href="https://example.org/there"]', { hasText: "Here" }).waitFor();
    await edda.context.close();
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
    assert.notEqual(await edda.page.title(), "owned");
    assert.ok(body.includes('"heading"') && body.includes("https://example.org/x") && !body.includes("owned"), body);
    await edda.context.close();
  });

  test("takes a paste from Word without a word from the policy, links words, and shows what is on its way", async () => {
    const edda = await person("edda");
    const told = [];
    edda.page.on("console", (message) => void told.push(message.text()));
    await write(edda.page, "Pasted from Word", ["Before."]);
    await into(edda.page);
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
    // A hand would press a key to paste, which makes the editor look where the cursor is.
    await edda.page.waitForTimeout(300);
    await paste({ "text/plain": "https://example.org/word" });
    await text(edda.page).locator('a[href="https://example.org/word"]', { hasText: "Before" }).waitFor();

    await edda.page.keyboard.press("Control+End");
    await edda.page.keyboard.press("Enter");
    await edda.page.waitForTimeout(300);
    const [dot, copy] = [192, 512].map((size) => readFileSync(new URL(`../theme/assets/icon-${size}.png`, import.meta.url)).toString("base64"));
    const item = (words) => `<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>${words}</p>`;
    const html = `${item("one")}${item("two<del>, gone</del>")}<img src="data:image/png;base64,${dot}">`;
    assert.match(await paste({ "text/html": html, "text/plain": "one" }), /is coming/);
    await text(edda.page).locator("ol li", { hasText: "two" }).waitFor();
    await text(edda.page).locator("figure img").waitFor();
    await said(edda.page, "deleted words");

    await edda.page.keyboard.press("Control+End");
    await edda.page.waitForTimeout(300);
    const copied = '<meta charset="utf-8"><img src="https://example.org/a.png" alt="a > b">';
    assert.match(await paste({ "text/html": copied }, copy), /copied\.png/);
    await text(edda.page).locator("figure img").nth(1).waitFor();
    assert.equal(await text(edda.page).locator(".coming").count(), 0);
    assert.ok(!(await text(edda.page).innerText()).includes("gone"));
    assert.deepEqual(told.filter((words) => /Content Security Policy/i.test(words)), []);
    await edda.context.close();
  });

  test("takes the items of a page that Word has filtered as lists", async () => {
    const edda = await person("edda");
    await write(edda.page, "Pasted from a filtered page", ["Before."]);
    await into(edda.page);
    await edda.page.keyboard.press("Control+End");
    await edda.page.keyboard.press("Enter");
    await edda.page.waitForTimeout(300);
    const item = (margin, sign, words) =>
      `<p class=MsoListParagraphCxSpFirst style='${margin}text-indent:-.25in'><span style='font-family:Symbol'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>${words}</p>`;
    await edda.page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      document.querySelector("#text .ProseMirror").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, `${item("", "·", "a boat")}${item("margin-left:1.0in;", "o", "with oars")}${item("", "1.", "first")}`);
    await text(edda.page).locator("ul > li > ul > li", { hasText: "with oars" }).waitFor();
    await text(edda.page).locator("ol > li", { hasText: "first" }).waitFor();
    assert.ok(!(await text(edda.page).innerText()).includes("·"), "the signs are words of the text");
    await edda.context.close();
  });

  test("has its blocks moved by keys, and Enter leads out of a fact box and a quotation", async () => {
    const edda = await person("edda");
    await write(edda.page, "Moved about", ["One.", "Two.", "Three."]);
    const { body } = await api("GET", `/stories/${idOf(edda.page)}`);
    const ids = body.content.map(({ attrs }) => attrs.id);
    await text(edda.page).locator("p", { hasText: "Three." }).click();
    await edda.page.waitForTimeout(300);
    await edda.page.keyboard.press("Alt+ArrowUp");
    await said(edda.page, "The block stands at 2 / 3");
    await edda.page.keyboard.press("Shift+ArrowUp");
    await edda.page.waitForTimeout(300);
    await edda.page.keyboard.press("Alt+ArrowDown");
    await said(edda.page, "The block stands at 2 / 3");
    await edda.page.keyboard.press("Alt+ArrowDown");
    await said(edda.page, "It is the last block");
    await press(edda.page, "Save");
    await kept(edda.page, "saved");
    const moved = (await api("GET", `/stories/${idOf(edda.page)}`)).body.content.map(({ attrs }) => attrs.id);
    assert.deepEqual(moved, [ids[1], ids[0], ids[2]]);

    for (const [tool, box] of [["Fact box", ".block-factbox"], ["Quote", "blockquote"]]) {
      await edda.page.keyboard.press("Control+End");
      await edda.page.waitForTimeout(300);
      await edda.page.keyboard.press("Enter");
      await press(edda.page, tool);
      await text(edda.page).locator(box).waitFor();
      await edda.page.waitForTimeout(300);
      await edda.page.keyboard.type("Within.");
      await text(edda.page).locator(box, { hasText: "Within." }).waitFor();
      await edda.page.keyboard.press("Enter");
      await edda.page.keyboard.press("Enter");
      await edda.page.keyboard.type(`Behind the ${tool}.`);
      await text(edda.page).locator(`${box} + p`, { hasText: `Behind the ${tool}.` }).waitFor();
      assert.equal(await text(edda.page).locator(`${box} p`).count(), 1);
    }
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

describe("around a story", () => {
  test("a note to the desk is seen at once by the others in the story", async () => {
    const [edda, ana] = [await person("edda"), await person("ana")];
    await write(ana.page, "A note on it", ["Words."]);
    await edda.page.goto(ana.page.url());
    await edda.page.getByLabel("Note to the desk").fill("Call the harbour master first.");
    await press(edda.page, "Add the note");
    await ana.page.locator("#notes li", { hasText: "Call the harbour master first." }).waitFor({ timeout: SOON });
    assert.match(await ana.page.locator("#notes li").innerText(), /Note, Edda/);
    await Promise.all([edda, ana].map(({ context }) => context.close()));
  });

  test("it is scheduled by the edition's clock, not in the past, and stands in the calendar", async () => {
    const edda = await person("edda");
    const headline = `By the clock ${Date.now()}`;
    await write(edda.page, headline, ["Words."]);
    await press(edda.page, "Schedule");
    const field = edda.page.getByLabel(/^When \(/);
    await field.fill("2020-01-01T06:00");
    await press(edda.page, "Schedule");
    await edda.page.getByText("This moment has passed by the clock of").waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await field.fill(`${day}T06:30`);
    await press(edda.page, "Schedule");
    await state(edda.page, "scheduled");
    const list = await person("edda");
    for (const view of ["week", "month"]) {
      await list.page.goto(`${home}/desk/calendar?edition=en&view=${view}&from=${day}`);
      const entry = list.page.locator(`.day:has(time[datetime="${day}"]) li`, { hasText: headline });
      assert.match(await entry.innerText(), /06:30/);
    }
    await press(edda.page, "Unschedule");
    await state(edda.page, "draft");
    await list.page.getByRole("link", { name: headline }).waitFor({ state: "detached", timeout: SOON });
    await Promise.all([edda, list].map(({ context }) => context.close()));
  });

  test("every verb has its keys, which are listed behind a question mark", async () => {
    const edda = await person("edda");
    await write(edda.page, "By its keys", ["Words."]);
    await edda.page.getByRole("heading", { name: "Checklist" }).click();
    await edda.page.keyboard.press("Shift+?");
    const keys = edda.page.getByRole("dialog", { name: "Keyboard shortcuts" });
    for (const verb of ["Submit", "Return", "Approve", "Schedule", "Publish", "Update", "Correct", "Withdraw", "Restore", "Save", "Preview", "Put on the front"]) {
      assert.ok((await keys.getByText(verb, { exact: true }).count()) > 0, `${verb} has no keys`);
    }
    await edda.page.keyboard.press("Escape");
    await text(edda.page).click();
    await edda.page.keyboard.press("Shift+?");
    assert.equal(await keys.isVisible(), false, "a question mark is written where one writes");
    await edda.page.keyboard.press("Control+Alt+p");
    await state(edda.page, "published");
    await edda.page.keyboard.press("Control+Alt+c");
    await edda.page.getByLabel("What was wrong, for readers").waitFor();
    await edda.context.close();
  });

  test("what is embedded is asked for by its reader, and the editor says whether it may be", async () => {
    const edda = await person("edda");
    await write(edda.page, "A film of it", ["Words."]);
    for (const [url, says] of [["https://vimeo.com/76979871", "Readers see it when they ask for it, from player.vimeo.com"], ["https://maps.example.org/x", "maps.example.org is not on the newsroom’s list of hosts"]]) {
      await text(edda.page).click();
      await edda.page.keyboard.press("Control+End");
      await press(edda.page, "Embed");
      await edda.page.getByLabel("Address", { exact: true }).fill(url);
      await edda.page.keyboard.press("Enter");
      await text(edda.page).getByText(says).waitFor();
    }
    await edda.page.keyboard.press("Control+s");
    await kept(edda.page, "saved");
    await press(edda.page, "Publish");
    await state(edda.page, "published");
    const { url } = await api("GET", `/stories/${idOf(edda.page)}`);
    await edda.context.close();
    const reader = await browser.newContext();
    const asked = [];
    await reader.route(/^https:/, (route) => {
      asked.push(new URL(route.request().url()).host);
      return route.fulfill({ contentType: "text/html", body: "<p>the film</p>" });
    });
    const page = await reader.newPage();
    await page.goto(url);
    const button = page.getByRole("button", { name: "Show what Vimeo has here" });
    await button.waitFor();
    assert.deepEqual(asked, [], "a host was asked before the reader did");
    await button.click();
    await page.frameLocator("click-load iframe").getByText("the film").waitFor();
    assert.deepEqual(asked, ["player.vimeo.com"]);
    await page.getByRole("link", { name: "https://maps.example.org/x" }).waitFor();

    // A page that is open still shows nothing of a host that was taken off the list meanwhile.
    await page.reload();
    await button.waitFor();
    const ruth = await person("ruth");
    const { hosts } = await api("GET", "/embed-hosts");
    const allow = async (all) => {
      const order = { data: { hosts: all }, headers: { origin: home } };
      assert.equal((await ruth.page.request.put(`${home}/api/v1/embed-hosts`, order)).status(), 200);
    };
    await allow(hosts.filter((host) => host !== "player.vimeo.com"));
    asked.length = 0;
    await button.click();
    await page.getByText("This cannot be shown here now.").waitFor();
    assert.deepEqual(asked, []);
    await allow(hosts);
    await Promise.all([reader.close(), ruth.context.close()]);
  });

  test("the story of another edition that it translates is chosen and shown", async () => {
    const salma = await person("salma");
    const headline = `Original ${Date.now()}`;
    const original = await api("POST", "/stories", { edition: "en", kind: "news", section: "world", headline });
    const translation = await api("POST", "/stories", { edition: "ar", kind: "news", section: "world", headline: "ترجمة" });
    await salma.page.goto(`${home}/desk/stories/${translation.id}`);
    await press(salma.page, "Choose the original");
    await salma.page.locator("#pick").getByRole("searchbox").fill(headline);
    await salma.page.locator("#pick").getByRole("button", { name: headline }).click();
    await salma.page.keyboard.press("Control+s");
    await kept(salma.page, "saved");
    await salma.page.goto(`${home}/desk/stories/${original.id}`);
    await salma.page.getByRole("link", { name: "ترجمة" }).click();
    await salma.page.getByRole("group", { name: "Translation of" }).getByRole("link", { name: headline }).waitFor();
    await salma.context.close();
  });
});

describe("what can be done on a page of the desk", () => {
  const palette = (page) => page.getByRole("dialog", { name: "Commands" });

  test("is done by its name, on every page, and a story is opened by its own", async () => {
    const { page, context } = await person("edda");
    const headline = `Quicksilver ${Date.now()}`;
    const { id } = await api("POST", "/stories", { edition: "en", kind: "news", section: "world", headline });
    await page.goto(`${home}/desk/calendar`);
    await page.keyboard.press("Control+k");
    await palette(page).getByRole("option", { name: "Month" }).waitFor();
    await page.keyboard.type("stop-l");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${home}/desk/stop-list`);

    await page.keyboard.press("Control+k");
    await page.keyboard.type("quicksi");
    await palette(page).getByRole("option", { name: headline }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await palette(page).isVisible(), false);
    await page.keyboard.press("Control+k");
    await page.keyboard.type(headline.toLowerCase());
    await palette(page).getByRole("option", { name: headline }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${home}/desk/stories/${id}`);

    await page.goto(`${home}/desk/fronts`);
    await page.keyboard.press("Shift+?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Commands", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("new st");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${home}/desk/stories/new`);
    await context.close();
  });

  test("is done on a phone by a button, in the desk's other language, and axe finds nothing", async () => {
    const { page, context } = await person("edda", { viewport: { width: 390, height: 844 } });
    await context.addCookies([{ name: "stoppress-language", value: "es", url: home }]);
    await page.goto(`${home}/desk/calendar`);
    await page.getByRole("button", { name: "Órdenes" }).click();
    const open = page.getByRole("dialog", { name: "Órdenes" });
    await open.getByRole("option", { name: "Portadas" }).waitFor();
    await page.evaluate(axe.source);
    assert.deepEqual((await page.evaluate(look, RULES)).map((violation) => told("the palette", violation)), []);
    await page.keyboard.type("zzyzx");
    await open.getByText("Nada encontrado").waitFor();
    await open.getByRole("button", { name: "Cerrar" }).click();
    assert.equal(await open.isVisible(), false);
    await context.close();
  });

  test("is done without script by what stands on the page", async () => {
    const { page, context } = await person("edda", { javaScriptEnabled: false });
    assert.equal(await page.getByRole("button", { name: "Commands" }).isVisible(), false);
    await page.getByRole("link", { name: "Calendar" }).click();
    await page.waitForURL(`${home}/desk/calendar`);
    await context.close();
  });
});

test("a reader takes the breaking strip away, and sees the next one", async () => {
  const front = await api("GET", "/fronts/en");
  const put = async (line) => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { containers } = await api("GET", "/fronts/en");
    await api("PUT", "/fronts/en", { strip: line && { text: line, until }, containers }, { "if-match": "*" });
    await api("POST", "/fronts/en/publish", {});
  };
  await put("The harbour is on fire");
  const reader = await browser.newContext();
  const page = await reader.newPage();
  await page.goto(`${home}/en/`);
  await page.getByText("The harbour is on fire").waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByText("The harbour is on fire").waitFor({ state: "hidden" });
  await page.reload();
  assert.equal(await page.getByText("The harbour is on fire").isVisible(), false);
  await put("The fire is out");
  await page.getByText("The fire is out").waitFor({ timeout: SOON });
  await page.getByRole("button", { name: "Dismiss" }).waitFor();
  await reader.close();
  await api("PUT", "/fronts/en", { strip: front.strip, containers: front.containers }, { "if-match": "*" });
  await api("POST", "/fronts/en/publish", {});
});

describe("two editors of one front", () => {
  const name = (page, n) => page.getByLabel("Name", { exact: true }).nth(n);
  const isSaved = (page, who) => page.locator(".front-state", { hasText: `by ${who}` }).waitFor();
  /** Writes a container's name, and waits until the server has answered. */
  const call = async (page, n, words) => {
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await name(page, n).fill(words);
    await answered;
  };

  test("what each changed stands, where both changed the same one chooses, and nobody publishes what they have not seen", async () => {
    const before = await api("GET", "/fronts/en");
    const { items } = await api("GET", "/stories?edition=en&state=published&limit=3");
    const slots = items.map(({ id }) => ({ story: id }));
    const containers = [
      { id: "c1", name: "First", layout: "lead", slots: slots.slice(0, 2) },
      { id: "c2", name: "Second", layout: "list", slots: slots.slice(2), list: { count: 5 } },
    ];
    await api("PUT", "/fronts/en", { strip: null, containers }, { "if-match": "*" });
    const [edda, vera] = [await person("edda"), await person("vera")];
    await Promise.all([edda, vera].map(({ page }) => page.goto(`${home}/desk/fronts/en`)));

    await call(vera.page, 0, "Vera’s first");
    await isSaved(vera.page, "Вера");
    await call(edda.page, 1, "Edda’s second");
    await edda.page.getByText("This front was changed elsewhere").waitFor();
    assert.equal(await name(edda.page, 0).inputValue(), "Vera’s first");
    assert.equal(await name(edda.page, 1).evaluate((field) => field === document.activeElement), true);

    await call(vera.page, 0, "Vera’s last");
    await vera.page.getByText("This front was changed elsewhere").waitFor();
    await call(edda.page, 0, "Edda’s first");
    const clash = edda.page.getByRole("group", { name: "its name" });
    await clash.getByText("Vera’s last").waitFor();
    assert.equal(await name(edda.page, 0).inputValue(), "Edda’s first");
    await press(edda.page, "Publish");
    assert.equal((await api("GET", "/fronts/en")).containers[0].name, "Vera’s last", "nothing is saved before one chooses");
    await clash.getByRole("radio", { name: /Theirs/ }).check();
    await clash.waitFor({ state: "detached" });
    assert.equal(await name(edda.page, 0).inputValue(), "Vera’s last");

    await call(vera.page, 1, "Vera’s second");
    await isSaved(vera.page, "Вера");
    const { published } = await api("GET", "/fronts/en");
    await press(edda.page, "Publish");
    await edda.page.getByText("Saved, but not published").waitFor();
    assert.deepEqual((await api("GET", "/fronts/en")).published, published);
    await press(edda.page, "Publish");
    await edda.page.getByText("Readers see it so").waitFor();
    await Promise.all([edda, vera].map(({ context }) => context.close()));
    await api("PUT", "/fronts/en", { strip: before.strip, containers: before.containers }, { "if-match": "*" });
    await api("POST", "/fronts/en/publish", {});
  });

  test("what was taken out is put back as it stood, unless something was changed since", async () => {
    const before = await api("GET", "/fronts/en");
    const { items } = await api("GET", "/stories?edition=en&state=published&limit=3");
    const slots = items.map(({ id }) => ({ story: id }));
    const containers = [
      { id: "c1", name: "First", layout: "lead", slots: slots.slice(0, 2) },
      { id: "c2", name: "Second", layout: "row", slots: slots.slice(2) },
    ];
    await api("PUT", "/fronts/en", { strip: null, containers }, { "if-match": "*" });
    const { page, context } = await person("edda");
    await page.goto(`${home}/desk/fronts/en`);
    const stands = async () => (await api("GET", "/fronts/en")).containers.map((box) => [box.name, box.slots.map(({ story }) => story)]);
    const whole = await stands();
    const back = page.getByRole("button", { name: "Put it back" });
    await page.getByRole("button", { name: "Take out: First" }).click();
    await back.waitFor();
    assert.deepEqual((await stands()).map(([called]) => called), ["Second"]);
    await back.click();
    await back.waitFor({ state: "detached" });
    assert.deepEqual(await stands(), whole);

    await page.getByRole("button", { name: "Take out: Second" }).click();
    await back.waitFor();
    await page.keyboard.press("Control+z");
    await back.waitFor({ state: "detached" });
    assert.deepEqual(await stands(), whole);

    await page.getByRole("button", { name: "Take out: Second" }).click();
    await back.waitFor();
    await call(page, 0, "Written since");
    await back.waitFor({ state: "detached" });
    assert.deepEqual((await stands()).map(([called]) => called), ["Written since"]);
    await context.close();
    await api("PUT", "/fronts/en", { strip: before.strip, containers: before.containers }, { "if-match": "*" });
  });

  test("a story goes from its page to the end of its section’s front, and off again", async () => {
    const before = await api("GET", "/fronts/en/world");
    const { items } = await api("GET", "/stories?edition=en&section=world&state=published&limit=2");
    const containers = [{ id: "c1", name: "First", layout: "row", slots: [{ story: items[0].id }] }];
    await api("PUT", "/fronts/en/world", { strip: null, containers }, { "if-match": "*" });
    const { page, context } = await person("edda");
    await page.goto(`${home}/desk/stories/${items[1].id}`);
    await page.getByLabel("Where on the front").selectOption("world/c1/last");
    await press(page, "Put on the front");
    await page.waitForURL(/\/desk\/fronts\/en\/world/);
    const { containers: now } = await api("GET", "/fronts/en/world");
    assert.deepEqual(now[0].slots.map(({ story }) => story), items.map(({ id }) => id));
    await page.goto(`${home}/desk/stories/${items[1].id}`);
    await page.locator("#put li", { hasText: "World" }).getByText("place 2").waitFor();
    await press(page, "Take off: World");
    await page.waitForURL(/\/desk\/fronts\/en\/world/);
    assert.equal((await api("GET", "/fronts/en/world")).containers[0].slots.length, 1);
    await api("PUT", "/fronts/en/world", { strip: before.strip, containers: before.containers }, { "if-match": "*" });
    await context.close();
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

describe("what comes in bad is told of at its place, and what was written stays", () => {
  /** What stands in the editor and at the server: the words are in both, or in the former alone. */
  const isKept = async (page, words) => assert.ok((await text(page).innerText()).includes(words), "the words are gone");
  const atServer = async (page) => JSON.stringify((await api("GET", `/stories/${idOf(page)}`)).body);
  const typeOn = async (page, words) => {
    await text(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(words);
  };
  /** What an admin posts to the office. */
  const office = (page, path, form) =>
    page.evaluate(async ([path, form]) => (await fetch(path, { method: "POST", body: new URLSearchParams(form) })).status, [path, form]);

  test("a text that was changed by hand into what is no text", async () => {
    const { page, context } = await person("edda");
    await write(page, "By hand", ["Well formed."]);
    await page.route("**/api/v1/stories/*", (route) => {
      if (route.request().method() !== "PATCH") return route.fallback();
      const sent = { ...route.request().postDataJSON(), body: { type: "doc", content: [{ type: "marquee" }] } };
      return route.continue({ postData: JSON.stringify(sent) });
    });
    await typeOn(page, " And more.");
    await press(page, "Save");
    await page.locator("#text .field-problem").waitFor();
    await kept(page, "refused");
    await isKept(page, "Well formed. And more.");
    await page.unrouteAll();
    await press(page, "Save");
    await kept(page, "saved");
    assert.equal(await page.locator("#text .field-problem").count(), 0);
    assert.match(await atServer(page), /And more\./);
    await context.close();
  });

  test("a revision that is not the newest any more: nobody publishes words that they have not seen", async () => {
    const { page, context } = await person("edda");
    await write(page, "Not seen yet", ["Seen."]);
    const { id, revision } = await api("GET", `/stories/${idOf(page)}`);
    await page.route("**/copies/*", (route) => route.abort());
    await api("PATCH", `/stories/${id}`, { standfirst: "Written by somebody else." }, { "if-match": `"${revision}"` });
    await press(page, "Publish");
    await said(page, "Somebody saved this story meanwhile");
    assert.equal(await page.locator("[name=standfirst]").inputValue(), "Written by somebody else.");
    assert.equal((await api("GET", `/stories/${id}`)).state, "draft");
    await isKept(page, "Seen.");
    await context.close();
  });

  test("a picture that nobody may use, in a story that is to be published", async () => {
    const [edda, ruth] = [await person("edda"), await person("ruth")];
    const picture = await ruth.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(320, 200);
      const brush = canvas.getContext("2d");
      for (let n = 0; n < 40; n += 1) {
        brush.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
        brush.fillRect(Math.random() * 300, Math.random() * 180, 60, 40);
      }
      const form = new FormData();
      form.set("file", await canvas.convertToBlob(), "forbidden.png");
      for (const [name, words] of Object.entries({ credit: "Gazette", creator: "Somebody", alt: "Colours" })) form.set(name, words);
      const { id } = await (await fetch("/api/v1/pictures", { method: "POST", body: form })).json();
      const deny = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ effect: "deny" }) };
      return { id, status: (await fetch(`/api/v1/pictures/${id}/leases`, deny)).status };
    });
    assert.equal(picture.status, 201);
    await write(edda.page, "Nobody may show it", ["Words beside it."]);
    const { id, revision, body } = await api("GET", `/stories/${idOf(edda.page)}`);
    body.content.push({ type: "picture", attrs: { picture: picture.id, alt: "Colours" } });
    await api("PATCH", `/stories/${id}`, { body }, { "if-match": `"${revision}"` });
    await edda.page.reload();
    const item = edda.page.locator("#checklist .blocks button");
    await item.first().waitFor();
    await press(edda.page, "Publish");
    await edda.page.locator("#said.problem", { hasText: "Not done." }).waitFor();
    await edda.page.locator("#text .field-problem").waitFor();
    await item.first().click();
    assert.equal((await api("GET", `/stories/${id}`)).state, "draft");
    await isKept(edda.page, "Words beside it.");
    await Promise.all([edda, ruth].map(({ context }) => context.close()));
  });

  test("an hour that comes twice, and one that the clocks leave out", async () => {
    const { page, context } = await person("edda");
    await write(page, "When the clocks are set", ["At night."]);
    await press(page, "Schedule");
    const [form, year] = [page.locator("#form-schedule"), new Date().getFullYear() + 1];
    const field = form.locator("[name=at]");
    const sunday = (month) => new Date(Date.UTC(year, month, 31 - new Date(Date.UTC(year, month, 31)).getUTCDay())).toISOString().slice(0, 10);
    await field.fill(`${sunday(2)}T01:30`);
    await form.getByRole("button", { name: "Schedule" }).click();
    await form.locator(".field-problem", { hasText: "The clocks go forward then" }).waitFor();
    await field.fill(`${sunday(9)}T01:30`);
    const which = form.getByLabel("This hour comes twice. Which one?");
    assert.match((await which.locator("option").allInnerTexts()).join(" | "), /01:30 \(BST\) \| .* 01:30 \(GMT\)$/);
    const scheduled = async () => {
      await form.getByRole("button", { name: "Schedule" }).click();
      await state(page, "scheduled");
      await said(page, "cheduled");
      return Date.parse((await api("GET", `/stories/${idOf(page)}`)).scheduled_at);
    };
    const first = await scheduled();
    await press(page, "Schedule");
    await which.selectOption("1");
    await form.getByRole("button", { name: "Schedule" }).click();
    await form.waitFor({ state: "hidden" });
    const second = Date.parse((await api("GET", `/stories/${idOf(page)}`)).scheduled_at);
    assert.equal(second - first, 3_600_000);

    // An embargo that would begin in an hour that is left out holds until the later one; emptied, there is none.
    const embargo = page.getByLabel("Embargo until");
    await press(page, "Unschedule");
    await state(page, "draft");
    await embargo.fill(`${sunday(2)}T01:30`);
    await embargo.blur();
    await page.locator(".clock-note", { hasText: "there is no such time" }).waitFor();
    assert.equal(await embargo.inputValue(), `${sunday(2)}T02:30`);
    await press(page, "Save");
    await kept(page, "saved");
    await page.locator("#checklist li", { hasText: "02:30 (BST)" }).waitFor();
    await page.locator(".clock-note").waitFor();
    await embargo.fill("");
    await press(page, "Save");
    await kept(page, "saved");
    assert.equal((await api("GET", `/stories/${idOf(page)}`)).embargo_until, null);
    assert.equal(await page.locator(".clock-note").count(), 0);
    await context.close();
  });

  test("a time in the past", async () => {
    const { page, context } = await person("edda");
    await write(page, "For yesterday", ["It is late."]);
    await press(page, "Schedule");
    const form = page.locator("#form-schedule");
    await form.locator("[name=at]").fill("2020-02-02T02:02");
    await form.getByRole("button", { name: "Schedule" }).click();
    await form.locator(".field-problem", { hasText: "passed" }).waitFor();
    assert.equal(await form.locator("[name=at]").inputValue(), "2020-02-02T02:02");
    assert.equal(await form.locator("[name=at]").getAttribute("aria-invalid"), "true");
    await isKept(page, "It is late.");
    assert.equal((await api("GET", `/stories/${idOf(page)}`)).state, "draft");
    await context.close();
  });

  test("a section that was taken out of the plan meanwhile", async () => {
    const [edda, ruth] = [await person("edda"), await person("ruth")];
    const name = `Passing ${Date.now()}`;
    await office(ruth.page, "/desk/office/plan/en/sections/add", { name });
    await write(edda.page, "Out of the plan", ["Words of it."]);
    await edda.page.reload();
    await edda.page.getByLabel("Section").selectOption({ label: name });
    await press(edda.page, "Save");
    await kept(edda.page, "saved");
    await office(ruth.page, "/desk/office/plan/en/sections/remove", { section: name.toLowerCase().replace(" ", "-") });
    await typeOn(edda.page, " And more of them.");
    await press(edda.page, "Save");
    await edda.page.locator("#details .field-problem").waitFor();
    assert.equal(await edda.page.getByLabel("Section").getAttribute("aria-invalid"), "true");
    await isKept(edda.page, "Words of it. And more of them.");
    await edda.page.locator("#checklist li.blocks", { hasText: "section" }).waitFor();
    // Whoever opens it anew sees that it is gone, and not another one.
    await edda.page.reload();
    await text(edda.page).getByText("And more of them.").waitFor({ timeout: SOON });
    assert.match(await edda.page.getByLabel("Section").locator("option:checked").innerText(), /no longer in the plan/);
    await edda.page.getByLabel("Section").selectOption("sport");
    await press(edda.page, "Save");
    await kept(edda.page, "saved");
    assert.match(await atServer(edda.page), /And more of them\./);
    await Promise.all([edda, ruth].map(({ context }) => context.close()));
  });

  test("a session that ended while somebody wrote", async () => {
    const { page, context } = await person("edda");
    await write(page, "Signed out", ["Before."]);
    await context.clearCookies();
    await typeOn(page, " And after.");
    await page.locator('#kept[data-state="signedOut"]', { hasText: "Sign in in another tab" }).waitFor({ timeout: SOON });
    await isKept(page, "Before. And after.");
    assert.doesNotMatch(await atServer(page), /And after\./);
    const other = await context.newPage();
    await other.goto(`${home}/desk/login`);
    await other.getByLabel("Email").fill("edda@gazette.example");
    await other.getByLabel("Password").fill(PASSWORD);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.waitForURL(`${home}/desk/`);
    await kept(page, "saved");
    assert.match(await atServer(page), /And after\./);
    await context.close();
  });

  test("in the other language of the desk, in its words alone", async () => {
    const { page, context } = await person("edda");
    await write(page, "En dos lenguas", ["Una frase."]);
    await context.addCookies([{ name: "stoppress-language", value: "es", url: home }]);
    await page.reload();
    await page.route("**/api/v1/stories/*", (route) => {
      if (route.request().method() !== "PATCH") return route.fallback();
      return route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), section: "gone" }) });
    });
    const box = page.locator("#text .ProseMirror");
    await box.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Y otra.");
    await press(page, "Guardar");
    await page.locator("#details .field-problem", { hasText: "La sección ya no existe en esta edición" }).waitFor();
    assert.ok((await box.innerText()).includes("Una frase. Y otra."));
    await context.close();
  });
});
